"""All that a verdict on a duty depends on (R18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.ledger.owed.obligations import Excuse
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import CheckVerdict, MetGoal, Standing, Status


@dataclass(frozen=True)
class DutyState:
    """One unit's duty for one task in one period.

    ``contradiction``: what in the words speaks against them, by a check that nobody found harmless; ``is_tick_refuted``: a
    person found true what speaks against its 是. ``refuted``: the verdict of a spot check that the unit's claim did not stand.
    ``behind_pace``: the share of what ought to be done by now that is not reached, in words; ``far_from_goal``: what of the
    goal that is due next is far from reached.
    """

    period: Period
    status: Status
    due_date: date
    workdays_late: int = 0
    is_closed: bool = False
    excuse: Excuse | None = None
    is_covered: bool = False
    is_unsettled: bool = False
    is_blank: bool = False
    lacking_parts: tuple[str, ...] = ()
    lacks_material: bool = False
    met_goal: MetGoal = MetGoal.UNCLEAR
    carried_quarter: str = ""
    contradiction: str = ""
    is_tick_refuted: bool = False
    refuted: CheckVerdict | None = None
    behind_pace: str = ""
    far_from_goal: str = ""

    def stands_at(self, standing: Standing) -> bool:
        """Whether what excuses it puts it there."""
        return self.excuse is not None and self.excuse.standing is standing

    @property
    def is_exempt(self) -> bool:
        """Whether a person has said that nothing need be reported."""
        return self.stands_at(Standing.EXEMPT) or (self.status is Status.EXEMPT and self.excuse is None)

    @property
    def is_open(self) -> bool:
        """Whether a person has still to settle what was said of the task (R8)."""
        return self.status is Status.UNSETTLED or self.is_unsettled

    @property
    def is_missed_goal(self) -> bool:
        """At quarter end a target only partly met is not met (R16)."""
        return self.period.is_quarter_end and self.met_goal in (MetGoal.NO, MetGoal.PARTLY)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing can be told of the work from what came: no row, or one without a word that answers no either."""
        is_answered = self.met_goal in (MetGoal.NO, MetGoal.PARTLY)
        return not self.is_covered or (self.is_blank and not is_answered)
