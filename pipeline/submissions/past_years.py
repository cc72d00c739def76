"""Files of a year that is over: they came before the ledger's year began, or all that tells a year tells that (R30)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.submissions.arrival import path_years
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.matching.envelope import Envelope
from pipeline.submissions.months import months_in, title_years
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import arabic

_PLANS_FROM = 10  # from October on a plan may be the coming year's


def is_of_past_year(envelope: Envelope, forms: Sequence[Form] = ()) -> bool:
    """Whether a file with these forms is another year's beyond doubt: it asks nothing and claims nothing."""
    year, came = envelope.references.settings.year, envelope.arrival.day
    if came is None or not envelope.arrival.is_before(year):
        return False
    is_early_plan = (came.year, came.month) >= (year - 1, _PLANS_FROM) and any(f.kind is FormKind.PLAN for f in forms)
    return not is_early_plan and not any(str(year) in arabic(words) for words in _words(envelope, forms))


def named_past_year(envelope: Envelope, forms: Sequence[Form]) -> int:
    """The year that is over of which a file's own name and the titles of its ``forms`` speak alike; 0 where they do not.

    One of them alone may be a slip: last year's form is often the model of this year's. So may both be where the form was
    filled in this year, unless it was for a month that had not begun by then: that of the year before (December in January).
    """
    year = envelope.references.settings.year
    named = path_years([envelope.places[0][1]])
    titles = [title_years(form.title) for form in forms]
    told = named.union(*titles)
    is_alike = bool(forms) and len(named) == 1 and all(own == named for own in titles)
    is_dated_now = any(_speaks_for(form, year, envelope.places[0][1]) for form in forms)
    return next(iter(told)) if is_alike and max(told) < year and not is_dated_now else 0


def _speaks_for(form: Form, year: int, name: str) -> bool:
    """Whether the 填报时间 of ``form``, in a file of that ``name``, may be that of a report of ``year``."""
    day = form.reported_date
    if day is None or day.year < year:
        return False
    months = {month.month for words in (form.title, name) for month in months_in(words, year)}
    return day.year > year or not months or min(months) <= day.month


def _words(envelope: Envelope, forms: Sequence[Form]) -> Iterator[str]:
    """All that may name a year: what the file is called and lies in, titles, sheets and days of filling in."""
    yield from (words for _, words in envelope.places)
    for form in forms:
        yield from (form.title, form.sheet, form.reported_text)
