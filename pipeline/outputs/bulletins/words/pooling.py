"""Rows of a table of counts put together where one of them alone would tell what may not be told of a task (R8, R21).

A class of one task, or a leader with one, says of whom it is said. The table sums to the same total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.outputs.bulletins.facts.tallies import Tally, build_tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Standing

_LISTED = (Standing.CLOSED, Standing.BEHIND)  # told by name elsewhere in the text: nobody can hide among them

OTHERS = "其他"
UNTOLD = frozenset({Standing.UNSETTLED, Standing.EXEMPT, Standing.NOT_DUE})
"""Of whom nothing is told: they share one column, as they look alike in the annex."""

Group = tuple[str, list[TaskLine]]


def pooled_tallies(lines: Iterable[TaskLine], key: Callable[[TaskLine], str], rest: str) -> tuple[Tally, ...]:
    """The tallies of ``lines`` by ``key``; rows that would tell of one task stand last as one row, ``rest`` with their number."""
    groups = list(gathered((key(line), line) for line in lines).items())
    telling = [group for group in groups if tells(group[1])]
    left = [group for group in groups if group not in telling]
    while telling and left and (len(telling) == 1 or tells(_joint(telling))):
        nearest = min(left, key=lambda group: len(group[1]))
        telling.append(nearest)
        left.remove(nearest)
    rows = [*left, (rest.format(number=len(telling)), _joint(telling))] if telling else left
    return tuple(build_tally(label, (line.standing for line in members)) for label, members in rows)


def columns_of(total: Tally) -> tuple[str, ...]:
    """The columns of a table of counts that sums to ``total``: a standing each, one for all of whom nothing is told."""
    told = tuple(str(standing) for standing in total.columns if standing not in UNTOLD)
    return (*told, OTHERS) if total.number(*UNTOLD) else told


def cells_of(tally: Tally, columns: Iterable[str]) -> tuple[int, ...]:
    """What a row of the table has in its ``columns``."""
    return tuple(tally.number(*UNTOLD) if column == OTHERS else tally.number(Standing(column)) for column in columns)


def tells(lines: Sequence[TaskLine]) -> bool:
    """Whether counts of ``lines`` tell of one of them: those of whom it may not be told have nobody to hide among."""
    untold = [line for line in lines if not line.is_standing_told]
    hiding = [line for line in lines if line.is_standing_told and line.standing not in _LISTED]
    return bool(untold) and not hiding


def _joint(groups: Iterable[Group]) -> list[TaskLine]:
    return [line for _, members in groups for line in members]
