"""预警灯 (R18): one table of rules for a duty in a period, read from top to bottom; a task takes its worst unit's light."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.ledger.owed.obligations import Excuse
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.terms import CheckVerdict, Fault, Light, MetGoal, Standing, Status
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class DutyState:
    """All that a light depends on: one unit's duty for one task in one period."""

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
    met_goal: MetGoal = MetGoal.UNCLEAR
    carried_quarter: str = ""
    contradiction: str = ""  # what in the words speaks against them, by a check that nobody found harmless
    refuted: CheckVerdict | None = None  # the verdict of a spot check that the unit's own claim did not stand

    def stands_at(self, standing: Standing) -> bool:
        """Whether what excuses it puts it there."""
        return self.excuse is not None and self.excuse.standing is standing

    @property
    def is_exempt(self) -> bool:
        """Whether a person has said that nothing need be reported."""
        return self.stands_at(Standing.EXEMPT) or (self.status is Status.EXEMPT and self.excuse is None)

    @property
    def is_missed_goal(self) -> bool:
        """At quarter end a target only partly met is not met (R16)."""
        return self.period.is_quarter_end and self.met_goal in (MetGoal.NO, MetGoal.PARTLY)


@dataclass(frozen=True)
class Verdict:
    """A light with the category it counts under and its reason in words.

    ``fault``: what is the matter with the return itself, where that is the reason (迟报, 报送不完整): it is one fact with that.
    """

    light: Light
    standing: Standing
    reason: str
    fault: Fault | None = None


LIGHTS = {
    Standing.BEHIND: Light.RED,
    Standing.MISSING: Light.RED,
    Standing.ATTENTION: Light.YELLOW,
    Standing.UNSETTLED: Light.GREY,
    Standing.ON_TRACK: Light.GREEN,
    Standing.NOT_DUE: Light.GREY,
    Standing.EXEMPT: Light.GREY,
    Standing.CANCELLED: Light.GREY,
    Standing.CLOSED: Light.CLOSED,
}
"""The light of each 推进情况, the worst first."""


@dataclass(frozen=True)
class LightRule:
    """If ``holds``, the duty stands at ``standing``; ``reason`` is filled with the state's facts; ``fault`` as in Verdict."""

    holds: Callable[[DutyState], bool]
    standing: Standing
    reason: str
    fault: Fault | None = None


RULES: tuple[LightRule, ...] = (
    LightRule(lambda s: s.is_closed, Standing.CLOSED, "已核实销号"),
    LightRule(lambda s: s.stands_at(Standing.CANCELLED), Standing.CANCELLED, "{excuse}"),
    LightRule(lambda s: s.is_exempt, Standing.EXEMPT, "{excuse}"),
    LightRule(lambda s: bool(s.excuse), Standing.NOT_DUE, "{excuse}"),
    LightRule(
        lambda s: s.status is Status.MISSING,
        Standing.MISSING,
        "{period}{form}应于{due}前报送，已超期{late}个工作日未报",
    ),
    LightRule(lambda s: s.status is Status.UNSETTLED or s.is_unsettled, Standing.UNSETTLED, "{period}报送内容待认定"),
    LightRule(lambda s: s.status is Status.NOT_DUE, Standing.NOT_DUE, "{period}{form}尚未到报送期限"),
    LightRule(lambda s: s.status is Status.EXTENDED, Standing.NOT_DUE, "{period}{form}经批准延期报送"),
    LightRule(
        lambda s: s.is_missed_goal and bool(s.refuted), Standing.BEHIND, "{quarter}目标完成情况经抽查核实{refuted}"
    ),
    LightRule(lambda s: s.is_missed_goal and s.met_goal is MetGoal.NO, Standing.BEHIND, "{quarter}目标自报未完成"),
    LightRule(lambda s: s.is_missed_goal, Standing.BEHIND, "{quarter}目标自报仅部分完成"),
    LightRule(lambda s: bool(s.refuted), Standing.ATTENTION, "{period}填报内容经抽查核实{refuted}"),
    LightRule(lambda s: not s.is_covered, Standing.ATTENTION, "{period}已报送，但缺本事项", Fault.INCOMPLETE),
    LightRule(lambda s: bool(s.lacking_parts), Standing.ATTENTION, "{period}已报送，但缺{parts}"),
    LightRule(lambda s: s.is_blank, Standing.ATTENTION, "{period}报送内容不完整，{blank}未填写", Fault.INCOMPLETE),
    LightRule(lambda s: bool(s.contradiction), Standing.ATTENTION, "{period}{contradiction}"),
    LightRule(lambda s: s.status is Status.LATE, Standing.ATTENTION, "{period}迟报{late}个工作日", Fault.LATE),
    LightRule(
        lambda s: s.period.is_quarter_end and s.met_goal is MetGoal.UNCLEAR,
        Standing.ATTENTION,
        "{quarter}末未明确是否完成阶段目标",
    ),
    LightRule(lambda s: s.met_goal is MetGoal.NO, Standing.ATTENTION, "{period}自报尚未完成{quarter}阶段目标"),
    LightRule(lambda s: bool(s.carried_quarter), Standing.ATTENTION, "{carried}目标未完成，结转推进"),
    LightRule(lambda s: s.period.is_plan, Standing.ON_TRACK, "年度计划已按时报送"),
    LightRule(lambda s: s.met_goal is MetGoal.YES, Standing.ON_TRACK, "{quarter}阶段目标自报完成"),
    LightRule(lambda s: True, Standing.ON_TRACK, "{period}按序时推进"),
)


def judge_light(state: DutyState) -> Verdict:
    """The verdict of the first rule that holds."""
    rule = next(rule for rule in RULES if rule.holds(state))
    period = state.period
    quarter = "" if period.is_plan else quarter_label(period.quarter)
    reason = rule.reason.format(
        period="" if period.is_plan else period.label,
        form="年度计划" if period.is_plan else "落实情况",
        blank="季度目标" if period.is_plan else "完成情况",
        quarter=quarter,
        due=chinese_date(state.due_date),
        late=state.workdays_late,
        carried=state.carried_quarter,
        refuted=state.refuted,
        contradiction=state.contradiction,
        excuse=state.excuse.words if state.excuse else "本期免报",
        parts="、".join(state.lacking_parts),
    )
    return Verdict(LIGHTS[rule.standing], rule.standing, reason, rule.fault)


def worst(verdicts: Iterable[tuple[str, Verdict]]) -> tuple[str, Verdict] | None:
    """Of (unit, verdict) pairs the one a task takes, ties to the first (the lead); None of nothing."""
    return min(verdicts, key=lambda pair: list(LIGHTS).index(pair[1].standing), default=None)
