"""A figure as a text states it: a number, what it counts, and for which time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ledger.statements.numbers.times import Span


@dataclass(frozen=True)
class StatedFigure:
    """``acts`` and ``noun`` say what is counted (开工 | 农村公路), ``topic`` of what part (二区), ``words`` as written.

    ``is_ceiling``: the less the better (控制在3.5%以内). ``is_growth``: a rate that may rise and fall. ``is_fall``: it
    tells by how much something went down (同比下降5%). ``is_share``: of a total named after 其中. ``is_stock``: as it stands by now (累计, 已, 达到), not what one month brought;
    ``is_carried``: so it seems only from the clause before.
    """

    value: float
    unit: str
    half_step: float
    is_vague: bool
    acts: frozenset[str]
    noun: str
    topic: str
    span: Span
    is_ceiling: bool
    is_growth: bool
    is_share: bool
    is_stock: bool
    is_carried: bool
    words: str
    clause: str = ""  # all of the clause that it stands in
    word: str = ""  # the measure word as written
    is_fall: bool = False


def totals(figures: Sequence[StatedFigure]) -> Iterator[StatedFigure]:
    """The figures, where a bare total behind a number (举办7场，累计56场) makes that number the month's, and takes its name."""
    for index, figure in enumerate(figures):
        before, after = (figures[index - 1] if index else None), (figures[index + 1 : index + 2] or (None,))[0]
        if after and _is_total_of(after, figure):
            yield replace(figure, span=Span.MONTH, is_stock=False)
        elif before and _is_total_of(figure, before):
            yield replace(figure, acts=figure.acts | before.acts, noun=before.noun.removeprefix("新"))
        else:
            yield figure


def _is_total_of(total: StatedFigure, part: StatedFigure) -> bool:
    is_bare = total.span is Span.TO_DATE and not total.is_carried and not total.noun and total.acts <= part.acts
    return is_bare and part.span in (Span.OPEN, Span.MONTH) and total.unit == part.unit and total.value >= part.value
