"""进度 (R18): how the work on a duty stands in a period, by one table of rules. No rule asks when a form came.

Findings come first: what a spot check refuted or a person found true weighs more than the unit's 是, and a 是 that its own
words contradict is no ground to count the work as on track.
"""

from __future__ import annotations

from pipeline.ledger.scales.rule import Rule, Verdict, judge
from pipeline.ledger.scales.state import DutyState
from pipeline.vocabulary.terms import Light, MetGoal, Standing, Status

STANDING_LIGHTS = {
    Standing.BEHIND: Light.RED,
    Standing.ATTENTION: Light.YELLOW,
    Standing.UNREPORTED: Light.GREY,
    Standing.UNSETTLED: Light.GREY,
    Standing.ON_TRACK: Light.GREEN,
    Standing.NOT_DUE: Light.GREY,
    Standing.EXEMPT: Light.GREY,
    Standing.CANCELLED: Light.GREY,
    Standing.CLOSED: Light.CLOSED,
}
"""The light that each 进度 gives, the worst first. Of 未反映进展 nobody knows how the work stands: what lacks is told by 报送."""

STANDING_FAULTS = (Standing.BEHIND, Standing.ATTENTION)

STANDING_RULES: tuple[Rule[Standing], ...] = (
    Rule(lambda s: s.is_closed, Standing.CLOSED, "已核实销号"),
    Rule(lambda s: s.stands_at(Standing.CANCELLED), Standing.CANCELLED, "{excuse}"),
    Rule(lambda s: s.is_exempt, Standing.EXEMPT, "{excuse}"),
    Rule(lambda s: s.excuse is not None, Standing.NOT_DUE, "{excuse}"),
    Rule(lambda s: s.status is Status.MISSING, Standing.UNREPORTED, "未报{period}{form}"),
    Rule(lambda s: s.is_open, Standing.UNSETTLED, "{period}填报的进展待认定"),
    Rule(lambda s: s.status is Status.NOT_DUE, Standing.NOT_DUE, "{period}{form}尚未到期"),
    Rule(lambda s: s.status is Status.EXTENDED, Standing.NOT_DUE, "{period}{form}经批准延期，尚未到期"),
    Rule(lambda s: s.is_missed_goal and bool(s.refuted), Standing.BEHIND, "{quarter}目标完成情况经抽查核实{refuted}"),
    Rule(lambda s: s.is_missed_goal and s.is_tick_refuted, Standing.BEHIND, "{quarter}目标自报完成，{contradiction}"),
    Rule(lambda s: s.is_missed_goal and s.met_goal is MetGoal.NO, Standing.BEHIND, "{quarter}目标自报未完成"),
    Rule(lambda s: s.is_missed_goal, Standing.BEHIND, "{quarter}目标自报仅部分完成"),
    Rule(lambda s: bool(s.refuted), Standing.ATTENTION, "{period}填报内容经抽查核实{refuted}"),
    Rule(lambda s: not s.is_covered, Standing.UNREPORTED, "{period}没有填报本事项"),
    Rule(lambda s: s.says_nothing, Standing.UNREPORTED, "{period}{blank}未填写"),
    Rule(lambda s: bool(s.contradiction), Standing.ATTENTION, "{period}{contradiction}"),
    Rule(
        lambda s: s.period.is_quarter_end and s.met_goal is MetGoal.UNCLEAR,
        Standing.ATTENTION,
        "{quarter}末未明确是否完成阶段目标",
    ),
    Rule(lambda s: s.met_goal is MetGoal.NO, Standing.ATTENTION, "{period}自报尚未完成{quarter}阶段目标"),
    Rule(lambda s: bool(s.carried_quarter), Standing.ATTENTION, "{carried}目标未完成，结转推进"),
    Rule(
        lambda s: bool(s.behind_pace),
        Standing.ATTENTION,
        "{period}落后于序时，完成数不到按备案计划推算应达数的{pace}，待核对",
    ),
    Rule(lambda s: bool(s.far_from_goal), Standing.ON_TRACK, "{period}按序时推进，但{quarter}目标临近，{far}"),
    Rule(lambda s: s.period.is_plan, Standing.ON_TRACK, "年度计划已备案"),
    Rule(lambda s: s.met_goal is MetGoal.YES, Standing.ON_TRACK, "{quarter}阶段目标自报完成"),
    Rule(lambda s: True, Standing.ON_TRACK, "{period}按序时推进"),
)


def judge_standing(state: DutyState) -> Verdict[Standing]:
    """The verdict of the first rule that holds."""
    return judge(STANDING_RULES, STANDING_LIGHTS, state)
