"""A look ahead (R16, R18): the goal of a quarter that is in danger before it is due, by the figures that the unit gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.reaching import reached_figures
from pipeline.vocabulary.periods import Period

_MONTH_BEFORE_END = 2  # of a quarter: what is reported next is its end


@dataclass(frozen=True)
class Thresholds:
    """[checks] behind_ratio and near_goal_ratio: shares of what ought to be reached by now, and of the quarter's goal."""

    behind: float = 0.5
    near: float = 0.5

    @property
    def words(self) -> dict[str, str]:
        """As reasons tell them."""
        return {"pace": f"{self.behind:.0%}", "near": f"{self.near:.0%}"}


SHIPPED = Thresholds()


def far_from_goal(period: Period, goal_text: str, progress: str, thresholds: Thresholds) -> str:
    """What of the goal is far from reached in the last month before the quarter's end, in words; '' for nothing.

    Only figures that stand for all that was done so far count, and none that is good by being low.
    """
    if period.is_plan or (period.month - 1) % 3 + 1 != _MONTH_BEFORE_END:
        return ""
    return next(
        (told for goal, found in reached_figures(goal_text, progress) if (told := _far(goal, found, thresholds))), ""
    )


def _far(goal: StatedFigure, found: Sequence[StatedFigure], thresholds: Thresholds) -> str:
    if goal.is_ceiling or goal.is_growth:
        return ""
    done = (figure for figure in found if figure.is_stock and not figure.is_share)
    best = max(done, key=lambda figure: figure.value, default=None)
    if best is None or best.value >= thresholds.near * goal.value:
        return ""
    return f"“{best.words}”不到目标“{goal.words}”的{thresholds.words['near']}"
