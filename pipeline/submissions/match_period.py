"""Which month a form reports on: every place that names one must agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import arabic, compact

_MONTH = re.compile(r"(?:(?P<year>20\d\d)年?)?(?:\d{1,2}[-至到~])?(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?!\d{1,2}[日号])")
_COMPACT = re.compile(r"(?<!\d)(?P<year>20\d\d)[-./年]?(?P<month>1[0-2]|0[1-9])(?![\d日号月])(?![-./]\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|\D|$)")
_REPORTING_DAYS = 15  # a form dated in the first half of a month reports on the month before


@dataclass(frozen=True)
class PeriodMatch:
    """The period and what it rests on; or, unsettled, the kind of finding, its facts and the periods it could be."""

    period: Period | None
    basis: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[Period, ...] = ()


def months_in(text: str, year: int) -> tuple[Period, ...]:
    """The months that ``text`` names (（3月）, 三月份, 2022-03, 202203), in order, each once."""
    squeezed = compact(arabic(text))
    hits = sorted((match.start(), match) for pattern in (_MONTH, _COMPACT) for match in pattern.finditer(squeezed))
    return tuple(dict.fromkeys(Period(int(match["year"] or year), int(match["month"])) for _, match in hits))


def match_period(
    kind: FormKind,
    places: Iterable[tuple[str, str]],
    reported: date | None,
    year: int,
    months: tuple[Period, ...],
) -> PeriodMatch:
    """The period of a form; ``places`` are (where, text) of title, sheet name, file name and folders.

    The year of a plan and of a title is checked against ``year``; ``months`` are the reporting months.
    """
    places = tuple(places)
    other_years = [
        (where, int(match[1]))
        for where, text in places[:1]
        for match in _YEAR.finditer(compact(arabic(text)))
        if int(match[1]) != year
    ]
    if other_years:
        facts = _outside_facts(f"{other_years[0][1]}年", months)
        return PeriodMatch(None, "", Kind.PERIOD_OUTSIDE, facts)
    if kind is FormKind.PLAN:
        return PeriodMatch(Period(year), "年度计划")
    named = [(where, month) for where, text in places for month in months_in(text, year)]
    found = tuple(dict.fromkeys(month for _, month in named))
    if len(found) > 1:
        evidence = "，".join(f"{where}为{month.label}" for where, month in named)
        return PeriodMatch(
            None, "", Kind.PERIOD_CONTRADICTED, (("evidence", evidence),), tuple(m for m in found if m in months)
        )
    if found:
        basis = "、".join(dict.fromkeys(where for where, _ in named))
    elif reported and reported.day <= _REPORTING_DAYS:
        found = (_month_before(reported),)
        basis = "填报时间"
    else:
        return PeriodMatch(None, "", Kind.PERIOD_UNKNOWN, (), months)
    if found[0] not in months:
        return PeriodMatch(None, "", Kind.PERIOD_OUTSIDE, _outside_facts(f"{found[0].year}年{found[0].label}", months))
    return PeriodMatch(found[0], basis)


def _month_before(day: date) -> Period:
    return Period(day.year - 1, 12) if day.month == 1 else Period(day.year, day.month - 1)


def _outside_facts(written: str, months: tuple[Period, ...]) -> tuple[tuple[str, str], ...]:
    return (("period", written), ("first", months[0].label), ("last", months[-1].label))
