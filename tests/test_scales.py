"""The two scales and the light: every rule is reachable and has its reason, and neither scale speaks of the other (R16, R18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from core_samples import APRIL, FINANCE, MARCH, MARCH_DUE, PLAN, PLAN_DUE, PLANNING
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ledger.owed.obligations import Excuse
from pipeline.ledger.scales.delivery import DELIVERY_LIGHTS, DELIVERY_RULES, judge_delivery
from pipeline.ledger.scales.light import Judged, worst
from pipeline.ledger.scales.meanings import delivery_meanings, light_meanings, standing_meanings
from pipeline.ledger.scales.outlook import Thresholds, far_from_goal
from pipeline.ledger.scales.rule import Verdict
from pipeline.ledger.scales.standing import STANDING_LIGHTS, STANDING_RULES, judge_standing
from pipeline.ledger.scales.state import DutyState
from pipeline.ledger.scales.task import UnitVerdict, judge_task
from pipeline.outputs.shared.words import listed, words_of
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import CheckVerdict, Delivery, Light, MetGoal, Standing, Status

GOOD = DutyState(MARCH, Status.ON_TIME, MARCH_DUE, is_covered=True, met_goal=MetGoal.YES)
IN_APRIL = replace(GOOD, period=APRIL, due_date=date(2022, 5, 10))
THE_PLAN = replace(GOOD, period=PLAN, due_date=PLAN_DUE, met_goal=MetGoal.UNCLEAR)
CANCELLED = Excuse("本事项已于2022年6月15日撤销", Standing.CANCELLED)
EXEMPT = Excuse("本期免报", Standing.EXEMPT)

# One duty for each rule of 报送, in the order of the table, and what its reason must tell.
DELIVERIES: dict[str, tuple[DutyState, Delivery, tuple[str, ...]]] = {
    "cancelled": (replace(GOOD, excuse=CANCELLED), Delivery.CANCELLED, ("6月15日", "撤销")),
    "exempt": (replace(GOOD, excuse=EXEMPT), Delivery.EXEMPT, ("免报",)),
    "missing": (
        replace(GOOD, status=Status.MISSING, workdays_late=3, is_covered=False),
        Delivery.MISSING,
        ("3月", "2022年4月8日", "3个工作日"),
    ),
    "in doubt": (replace(GOOD, status=Status.UNSETTLED), Delivery.UNSETTLED, ("3月", "待认定")),
    "not due": (replace(GOOD, status=Status.NOT_DUE, is_covered=False), Delivery.NOT_DUE, ("3月",)),
    "extended": (replace(GOOD, status=Status.EXTENDED, is_covered=False), Delivery.EXTENDED, ("延期",)),
    "lacks this task": (replace(GOOD, is_covered=False), Delivery.INCOMPLETE, ("3月", "缺")),
    "lacks sub-items": (replace(GOOD, lacking_parts=("1-2",)), Delivery.INCOMPLETE, ("3月", "缺1-2")),
    "nothing written": (replace(GOOD, is_blank=True), Delivery.INCOMPLETE, ("完成情况",)),
    "late": (replace(GOOD, status=Status.LATE, workdays_late=2), Delivery.LATE, ("3月", "2个工作日")),
    "without material": (replace(GOOD, lacks_material=True), Delivery.ON_TIME, ("按时", "书面材料未报")),
    "on time": (GOOD, Delivery.ON_TIME, ("3月", "按时")),
}
# The same for 进度.
STANDINGS: dict[str, tuple[DutyState, Standing, tuple[str, ...]]] = {
    "closed by a person": (replace(GOOD, is_closed=True), Standing.CLOSED, ("销号",)),
    "cancelled": (replace(GOOD, excuse=CANCELLED), Standing.CANCELLED, ("6月15日", "撤销")),
    "exempt": (replace(GOOD, excuse=EXEMPT), Standing.EXEMPT, ("免报",)),
    "not yet borne": (replace(GOOD, excuse=Excuse("自6月起承担")), Standing.NOT_DUE, ("承担",)),
    "nothing came": (replace(GOOD, status=Status.MISSING, is_covered=False), Standing.UNREPORTED, ("3月",)),
    "in doubt": (replace(GOOD, status=Status.UNSETTLED), Standing.UNSETTLED, ("3月", "待认定")),
    "not due": (replace(GOOD, status=Status.NOT_DUE, is_covered=False), Standing.NOT_DUE, ("3月",)),
    "extended": (replace(GOOD, status=Status.EXTENDED, is_covered=False), Standing.NOT_DUE, ("3月",)),
    "quarter end refuted on the spot": (
        replace(GOOD, met_goal=MetGoal.NO, refuted=CheckVerdict.FALSE),
        Standing.BEHIND,
        ("一季度", "抽查", "不属实"),
    ),
    "quarter end found true against the tick": (
        replace(GOOD, met_goal=MetGoal.NO, is_tick_refuted=True, contradiction="自报完成与数字不符，经核验属实"),
        Standing.BEHIND,
        ("一季度", "经核验属实"),
    ),
    "quarter end not met": (replace(GOOD, met_goal=MetGoal.NO), Standing.BEHIND, ("一季度", "未完成")),
    "quarter end partly met": (replace(GOOD, met_goal=MetGoal.PARTLY), Standing.BEHIND, ("一季度", "部分")),
    "refuted before quarter end": (
        replace(IN_APRIL, met_goal=MetGoal.NO, refuted=CheckVerdict.PARTLY),
        Standing.ATTENTION,
        ("4月", "抽查", "部分属实"),
    ),
    "task left out": (replace(GOOD, is_covered=False), Standing.UNREPORTED, ("3月", "没有填报")),
    "nothing written": (replace(GOOD, is_blank=True), Standing.UNREPORTED, ("完成情况",)),
    "speaks against itself": (
        replace(GOOD, contradiction="自报完成与数字不符，待核对"),
        Standing.ATTENTION,
        ("3月", "与数字不符"),
    ),
    "quarter end unclear": (replace(GOOD, met_goal=MetGoal.UNCLEAR), Standing.ATTENTION, ("一季度", "未明确")),
    "no before quarter end": (replace(IN_APRIL, met_goal=MetGoal.NO), Standing.ATTENTION, ("4月", "二季度")),
    "carried over": (
        replace(IN_APRIL, met_goal=MetGoal.UNCLEAR, carried_quarter="一季度"),
        Standing.ATTENTION,
        ("一季度", "结转"),
    ),
    "behind the plan's pace": (
        replace(IN_APRIL, behind_pace="50%"),
        Standing.ATTENTION,
        ("4月", "落后于序时", "50%", "待核对"),
    ),
    "far from the goal that is due next": (
        replace(IN_APRIL, far_from_goal="“累计300户”不到目标“1000户”的50%"),
        Standing.ON_TRACK,
        ("二季度目标临近", "300户", "1000户"),
    ),
    "plan on file": (THE_PLAN, Standing.ON_TRACK, ("年度计划",)),
    "met": (GOOD, Standing.ON_TRACK, ("一季度",)),
    "on the way": (replace(IN_APRIL, met_goal=MetGoal.UNCLEAR), Standing.ON_TRACK, ("4月",)),
}
OF_FORMS = ("迟报", "超期", "按时报送", "书面材料", "工作日")
OF_WORK = ("目标", "进展", "推进", "滞后", "完成阶段", "抽查", "结转")


def judged(state: DutyState) -> Judged:
    return Judged(judge_delivery(state), judge_standing(state))


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in DELIVERIES.items()])
def test_a_return_has_its_place_and_says_why(case: tuple[DutyState, Delivery, tuple[str, ...]]) -> None:
    """R18: 报送 tells of the return, never of the work."""
    state, word, told = case
    verdict = judge_delivery(state)
    assert verdict.word is word
    assert all(part in verdict.reason for part in told)
    assert not [part for part in OF_WORK if part in verdict.reason]


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in STANDINGS.items()])
def test_the_work_has_its_place_and_says_why(case: tuple[DutyState, Standing, tuple[str, ...]]) -> None:
    """R18: 进度 tells of the work, never of when a form came."""
    state, word, told = case
    verdict = judge_standing(state)
    assert verdict.word is word
    assert all(part in verdict.reason for part in told)
    assert not [part for part in OF_FORMS if part in verdict.reason]


@pytest.mark.parametrize(
    ("rules", "states"),
    [
        pytest.param(DELIVERY_RULES, [state for state, *_ in DELIVERIES.values()], id="报送"),
        pytest.param(STANDING_RULES, [state for state, *_ in STANDINGS.values()], id="进度"),
    ],
)
def test_every_rule_of_a_table_decides_some_duty(rules: Sequence[Any], states: Sequence[DutyState]) -> None:
    """R18: a rule that nothing reaches, or that another one hides, is a rule that people believe in vain."""
    deciding = [next(n for n, rule in enumerate(rules) if rule.holds(state)) for state in states]
    assert deciding == list(range(len(rules)))


@pytest.mark.parametrize(
    ("period", "light"),
    [pytest.param(Period(2022, m), Light.RED if m % 3 == 0 else Light.YELLOW, id=f"{m}月") for m in range(3, 13)],
)
def test_a_no_fails_at_quarter_end_only(period: Period, light: Light) -> None:
    """R16: in other months 否 is no failure."""
    assert judged(replace(GOOD, period=period, met_goal=MetGoal.NO)).light is light


@pytest.mark.parametrize(
    ("state", "light", "told"),
    [
        pytest.param(GOOD, Light.GREEN, "一季度阶段目标自报完成", id="both good"),
        pytest.param(replace(GOOD, status=Status.LATE, workdays_late=2), Light.YELLOW, "报送：3月迟报2个工作日", id="form late"),
        pytest.param(replace(GOOD, met_goal=MetGoal.NO), Light.RED, "进度：一季度目标自报未完成", id="work behind"),
        pytest.param(
            replace(GOOD, status=Status.LATE, workdays_late=2, met_goal=MetGoal.NO),
            Light.RED,
            "进度：一季度目标自报未完成",
            id="the work is worse",
        ),
        pytest.param(
            replace(GOOD, status=Status.LATE, workdays_late=2, met_goal=MetGoal.UNCLEAR),
            Light.YELLOW,
            "进度：一季度末未明确是否完成阶段目标；报送：3月迟报2个工作日",
            id="both alike",
        ),
        pytest.param(
            replace(GOOD, is_covered=False), Light.YELLOW, "报送：3月已报送，但缺本事项", id="told once, as a gap of the form"
        ),
        pytest.param(replace(GOOD, is_closed=True, status=Status.LATE), Light.CLOSED, "已核实销号", id="closed"),
    ],
)  # fmt: skip
def test_the_light_is_the_worse_of_both_and_says_which(state: DutyState, light: Light, told: str) -> None:
    """R18: 预警原因 begins with the scale where either could be the reason."""
    one = judged(state)
    assert (one.light, listed(one.reasons, "；")) == (light, told)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"is_covered": False, "is_unsettled": True}, id="its row may be there, unsettled"),
        pytest.param({"status": Status.EXEMPT}, id="the unit owes nothing"),
    ],
)
def test_nobody_is_judged_on_what_a_person_has_still_to_settle(change: dict[str, Any]) -> None:
    """R8, R18: 灰."""
    assert judged(replace(GOOD, **change)).light is Light.GREY


def test_a_plan_without_goals_is_named_as_such() -> None:
    """R15: no yardstick on file."""
    one = judged(replace(THE_PLAN, is_blank=True))
    assert one.light is Light.YELLOW
    assert "季度目标" in one.delivery.reason


ANY_STATE = st.builds(
    DutyState,
    period=st.builds(Period, st.just(2022), st.integers(0, 12)),
    status=st.sampled_from(Status),
    due_date=st.just(MARCH_DUE),
    workdays_late=st.integers(1, 9),
    is_closed=st.booleans(),
    excuse=st.sampled_from([None, Excuse("本期免报"), CANCELLED]),
    is_covered=st.booleans(),
    is_unsettled=st.booleans(),
    is_blank=st.booleans(),
    met_goal=st.sampled_from(MetGoal),
    carried_quarter=st.sampled_from(["", "一季度"]),
    contradiction=st.sampled_from(["", "自报完成与文字不符，经核验属实"]),
)


@given(ANY_STATE)
def test_whatever_the_duty_no_reason_has_a_hole_in_it(state: DutyState) -> None:
    """R18, R20."""
    one = judged(state)
    for reason in (one.delivery.reason, one.standing.reason, listed(one.reasons)):
        assert reason
        assert not set("{}") & set(reason)
        assert "None" not in reason


@given(ANY_STATE)
def test_a_late_month_is_never_green_and_a_doubtful_one_never_red(state: DutyState) -> None:
    """R18: a made-up month is 黄; R8: what is unsettled is no ground for a red light."""
    assert judged(replace(state, status=Status.LATE)).light is not Light.GREEN
    assert judged(replace(state, status=Status.UNSETTLED)).light in {Light.GREY, Light.CLOSED}


@given(ANY_STATE, st.integers(0, 9), st.booleans())
def test_how_a_form_came_changes_nothing_of_the_work(state: DutyState, late: int, lacks_material: bool) -> None:
    """R18: a late form, or one without 书面材料, makes no work lag; nor does the work make a form late."""
    came = replace(state, status=Status.LATE, workdays_late=late, lacks_material=lacks_material)
    assert judge_standing(came) == judge_standing(replace(state, status=Status.ON_TIME, workdays_late=0))
    for answer in MetGoal:
        other = replace(state, met_goal=answer, contradiction="", carried_quarter="")
        assert judge_delivery(other) == judge_delivery(state)


def of(standing: Standing, delivery: Delivery = Delivery.ON_TIME) -> Judged:
    return Judged(
        Verdict(delivery, f"因为{delivery}", DELIVERY_LIGHTS[delivery]),
        Verdict(standing, f"因为{standing}", STANDING_LIGHTS[standing]),
    )


WORST_FIRST = [
    of(Standing.BEHIND),
    of(Standing.UNREPORTED, Delivery.MISSING),
    of(Standing.ATTENTION),
    of(Standing.UNSETTLED, Delivery.UNSETTLED),
    of(Standing.ON_TRACK),
    of(Standing.NOT_DUE, Delivery.NOT_DUE),
    of(Standing.EXEMPT, Delivery.EXEMPT),
    of(Standing.CANCELLED, Delivery.CANCELLED),
    of(Standing.CLOSED),
]


@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(a, b, id=f"{a.standing.word} before {b.standing.word}") for a, b in pairwise(WORST_FIRST)],
)
def test_a_task_takes_its_worst_unit_s_light_and_says_whose(one: Judged, other: Judged) -> None:
    """R18: a task is 办结 only when all its units are."""
    assert worst([other.of(PLANNING), one.of(FINANCE)]) == one.of(FINANCE)


def test_of_two_alike_the_lead_is_named() -> None:
    """R18: the lead stands first."""
    both = [of(Standing.UNREPORTED, Delivery.MISSING).of(unit) for unit in (PLANNING, FINANCE)]
    assert worst(both) == both[0]


def test_a_task_without_units_has_no_worst_one() -> None:
    """R4: a task that only an unconfirmed group bears."""
    assert worst([]) is None


LEAD_GOOD, LEAD_SILENT = of(Standing.ON_TRACK), of(Standing.UNREPORTED, Delivery.MISSING)


@pytest.mark.parametrize(
    ("lead", "supporter", "standing", "reason"),
    [
        pytest.param(LEAD_GOOD, LEAD_SILENT, "按序时推进", "因为按序时推进", id="a supporter is silent"),
        pytest.param(LEAD_GOOD, of(Standing.ON_TRACK, Delivery.LATE), "按序时推进", "因为按序时推进", id="a supporter is late"),
        pytest.param(LEAD_GOOD, of(Standing.ATTENTION), "按序时推进", "因为按序时推进", id="a supporter contradicts itself"),
        pytest.param(LEAD_GOOD, of(Standing.BEHIND), "需要关注", f"配合单位{FINANCE}因为进度滞后", id="a supporter's part is unmet"),
        pytest.param(LEAD_SILENT, LEAD_GOOD, "未反映进展", f"牵头单位{PLANNING}因为未反映进展", id="the lead is silent"),
        pytest.param(of(Standing.BEHIND), LEAD_GOOD, "进度滞后", f"牵头单位{PLANNING}因为进度滞后", id="the lead is behind"),
        pytest.param(of(Standing.UNSETTLED), of(Standing.BEHIND), "待认定", f"牵头单位{PLANNING}因为待认定", id="the lead is in doubt"),
        pytest.param(of(Standing.CLOSED), LEAD_GOOD, "按序时推进", "因为按序时推进", id="only the lead's part is closed"),
        pytest.param(of(Standing.EXEMPT), of(Standing.BEHIND), "进度滞后", f"{FINANCE}因为进度滞后", id="the lead is exempt"),
        pytest.param(of(Standing.CLOSED), of(Standing.CLOSED), "已办结", "因为已办结", id="all is closed"),
    ],
)  # fmt: skip
def test_the_lead_makes_the_task_s_standing(lead: Judged, supporter: Judged, standing: str, reason: str) -> None:
    """R18: the lead's report first; of a supporter only a part that it says it missed counts."""
    made = judge_task([UnitVerdict(PLANNING, lead, True), UnitVerdict(FINANCE, supporter, False)])
    assert (made.standing, words_of(made.standing_reason)) == (standing, reason)


def test_what_supporters_lack_is_listed_beside_the_task() -> None:
    """R18: beside, never as the task's 进度; the light is the worst unit's and says whose and of which scale."""
    made = judge_task([UnitVerdict(PLANNING, LEAD_GOOD, True), UnitVerdict(FINANCE, LEAD_SILENT, False)])
    assert listed(made.beside) == f"{FINANCE}因为未报"
    assert (made.delivery, listed(made.delivery_reason)) == ("未报", f"{FINANCE}因为未报")
    assert (made.light, listed(made.light_reason), made.light_unit) == ("红", f"报送：{FINANCE}因为未报", FINANCE)


def test_a_duty_of_another_time_speaks_for_nobody() -> None:
    """R26: who led before, or leads later, does not make the 进度 of the month."""
    before = UnitVerdict(PLANNING, of(Standing.NOT_DUE, Delivery.EXEMPT), True, is_borne=False)
    made = judge_task([before, UnitVerdict(FINANCE, of(Standing.BEHIND), False)])
    assert (made.standing, made.standing_unit) == ("进度滞后", FINANCE)


def test_the_tables_tell_themselves_in_words() -> None:
    """Each word of either scale and each light is explained by its own rules, without a hole."""
    for told, terms in (
        (delivery_meanings(), Delivery),
        (standing_meanings(Thresholds()), Standing),
        (light_meanings(), Light),
    ):
        assert list(told) == list(terms)
        assert all(told.values()) and not [one for one in told.values() if set("{}") & set(one) or "None" in one]
    told = standing_meanings(Thresholds())
    assert not [word for word, meaning in told.items() if f"当期{word}" in meaning], "a word is not explained by itself"
    assert (
        "迟报" in light_meanings()[Light.YELLOW] and "迟报" not in standing_meanings(Thresholds())[Standing.ATTENTION]
    )


@pytest.mark.parametrize(
    ("month", "progress", "told"),
    [
        pytest.param(5, "累计完成改造300户。", "“300户”", id="far from it a month before"),
        pytest.param(5, "累计完成改造600户。", "", id="near enough"),
        pytest.param(5, "正在推进。", "", id="no figure"),
        pytest.param(4, "累计完成改造300户。", "", id="two months before"),
        pytest.param(6, "累计完成改造300户。", "", id="judged by the goal itself"),
    ],
)
def test_the_goal_that_is_due_next_is_looked_at(month: int, progress: str, told: str) -> None:
    """R16: one month before the quarter's end, by a figure that stands for all that was done."""
    found = far_from_goal(Period(2022, month), "完成改造1000户", progress, Thresholds(near=0.5))
    assert bool(found) == bool(told)
    assert "1000户" in found if told else not found
