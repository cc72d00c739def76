"""Who must act on what by which day: one rule for every bulletin (R21, R26).

A goal that was missed at its quarter's end is to be reached by the end of the next month, whose form will show it; one
that is not due yet by its quarter's end. What the office wants in writing it wants by the day of ``Cover.report_by``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.ledger.scales.standing import STANDING_FAULTS
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Standing


@dataclass(frozen=True)
class Asked:
    """What ``units`` must do about ``lines``: reach the goal of the ``quarter`` (0: say why, and what they do) by the end of ``finish``.

    ``finish`` is None where the year leaves no month for it.
    """

    units: tuple[str, ...]
    lines: tuple[TaskLine, ...]
    quarter: int = 0
    finish: Period | None = None


def list_asked(lines: Iterable[TaskLine], period: Period) -> tuple[Asked, ...]:
    """What is asked over ``lines`` as an edition shows them, those first that miss a goal; nobody is asked whom it may not name.

    Each unit finds itself in one of them: whose goal is open answers for all of its tasks in the one report.
    """
    lagging = [line for line in lines if line.standing in STANDING_FAULTS and line.is_standing_told]
    by_unit = gathered((line.standing_unit, line) for line in lagging if line.standing_unit)
    groups = gathered((max(map(_quarter, own)), line) for own in by_unit.values() for line in own)
    return tuple(_asked(quarter, groups[quarter], period) for quarter in sorted(groups, reverse=True))


def finish_month(period: Period) -> Period | None:
    """The month by whose end a goal open at the end of ``period`` is to be reached; None after December."""
    if not period.is_quarter_end:
        return Period(period.year, period.quarter * 3)
    return period.following if period.following.year == period.year else None


def _asked(quarter: int, lines: Sequence[TaskLine], period: Period) -> Asked:
    units = tuple(dict.fromkeys(line.standing_unit for line in lines))
    return Asked(units, tuple(lines), quarter, finish_month(period) if quarter else None)


def _quarter(line: TaskLine) -> int:
    """The quarter whose goal is open; 0 where something else is in question."""
    return line.quarter if line.standing is Standing.BEHIND or line.is_goal_open else 0
