"""The forms of one file matched beside each other: what one leaves out the others tell, and of a collection each tells its own."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TypeVar

from pipeline.submissions.forms.forms import Form
from pipeline.submissions.matching.envelope import Elsewhere, Envelope
from pipeline.submissions.matching.match_form import MatchedForm, match_form, own_months, own_unit

T = TypeVar("T")


def match_book(forms: Sequence[Form], envelope: Envelope) -> tuple[MatchedForm, ...]:
    """Every form of a file with what it is; a file of one form has no others to hear."""
    if len(forms) == 1:
        return (match_form(forms[0], envelope),)
    year, references = envelope.references.settings.year, envelope.references
    words = [_of_others([{one.title, one.sheet} for one in forms], place) for place in range(len(forms))]
    units = [own_unit(form, own, references) for form, own in zip(forms, words, strict=True)]
    named = [frozenset((unit,) if unit else ()) for unit in units]
    months = [own_months(form, year) for form in forms]
    is_collection = len({*units} - {None}) > 1
    return tuple(
        match_form(
            form,
            envelope,
            Elsewhere(_of_others(named, place), _of_others(months, place), words[place], is_collection),
        )
        for place, form in enumerate(forms)
    )


def _of_others(said: Sequence[Set[T]], place: int) -> frozenset[T]:
    """What all but the one at ``place`` say."""
    return frozenset[T]().union(*(own for n, own in enumerate(said) if n != place))
