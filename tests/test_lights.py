"""预警灯: every rule is reachable, has its reason in words, and the worst unit speaks for the task (R16, R18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from core_samples import APRIL, FINANCE, MARCH, MARCH_DUE, PLAN, PLAN_DUE, PLANNING
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ledger.lights import RULES, DutyState, Verdict, judge_light, worst
from pipeline.ledger.owed.obligations import Excuse
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import CheckVerdict, Light, MetGoal, Standing, Status

GOOD = DutyState(MARCH, Status.ON_TIME, MARCH_DUE, is_covered=True, met_goal=MetGoal.YES)
IN_APRIL = replace(GOOD, period=APRIL, due_date=date(2022, 5, 10))
THE_PLAN = replace(GOOD, period=PLAN, due_date=PLAN_DUE, met_goal=MetGoal.UNCLEAR)

Case = tuple[DutyState, Light, Standing, tuple[str, ...]]
# One duty for each rule, in the order of the table, and what its reason must tell.
CASES: dict[str, Case] = {
    "closed by a person": (replace(GOOD, is_closed=True), Light.CLOSED, Standing.CLOSED, ("销号",)),
    "cancelled": (
        replace(GOOD, excuse=Excuse("本事项已于2022年6月15日撤销", Standing.CANCELLED)),
        Light.GREY,
        Standing.CANCELLED,
        ("6月15日", "撤销"),
    ),
    "exempt": (replace(GOOD, excuse=Excuse("本期免报", Standing.EXEMPT)), Light.GREY, Standing.EXEMPT, ("免报",)),
    "not yet borne": (replace(GOOD, excuse=Excuse("自6月起承担")), Light.GREY, Standing.NOT_DUE, ("承担",)),
    "due and not reported": (
        replace(GOOD, status=Status.MISSING, workdays_late=3, is_covered=False),
        Light.RED,
        Standing.MISSING,
        ("3月", "2022年4月8日", "3个工作日"),
    ),
    "in doubt": (replace(GOOD, status=Status.UNSETTLED), Light.GREY, Standing.UNSETTLED, ("3月", "待认定")),
    "not due": (replace(GOOD, status=Status.NOT_DUE, is_covered=False), Light.GREY, Standing.NOT_DUE, ("3月",)),
    "extended": (replace(GOOD, status=Status.EXTENDED, is_covered=False), Light.GREY, Standing.NOT_DUE, ("延期",)),
    "quarter end refuted on the spot": (
        replace(GOOD, met_goal=MetGoal.NO, refuted=CheckVerdict.FALSE),
        Light.RED,
        Standing.BEHIND,
        ("一季度", "抽查", "不属实"),
    ),
    "quarter end not met": (replace(GOOD, met_goal=MetGoal.NO), Light.RED, Standing.BEHIND, ("一季度", "未完成")),
    "quarter end partly met": (replace(GOOD, met_goal=MetGoal.PARTLY), Light.RED, Standing.BEHIND, ("一季度", "部分")),
    "refuted before quarter end": (
        replace(IN_APRIL, met_goal=MetGoal.NO, refuted=CheckVerdict.PARTLY),
        Light.YELLOW,
        Standing.ATTENTION,
        ("4月", "抽查", "部分属实"),
    ),
    "return lacks this task": (replace(GOOD, is_covered=False), Light.YELLOW, Standing.ATTENTION, ("3月", "缺")),
    "return lacks sub-items": (
        replace(GOOD, lacking_parts=("1-2",)),
        Light.YELLOW,
        Standing.ATTENTION,
        ("3月", "缺1-2"),
    ),
    "nothing written": (replace(GOOD, is_blank=True), Light.YELLOW, Standing.ATTENTION, ("完成情况",)),
    "speaks against itself": (
        replace(GOOD, contradiction="自报完成与数字不符，待核对"),
        Light.YELLOW,
        Standing.ATTENTION,
        ("3月", "与数字不符"),
    ),
    "late": (
        replace(GOOD, status=Status.LATE, workdays_late=2),
        Light.YELLOW,
        Standing.ATTENTION,
        ("3月", "2个工作日"),
    ),
    "quarter end unclear": (
        replace(GOOD, met_goal=MetGoal.UNCLEAR),
        Light.YELLOW,
        Standing.ATTENTION,
        ("一季度", "未明确"),
    ),
    "no before quarter end": (
        replace(IN_APRIL, met_goal=MetGoal.NO),
        Light.YELLOW,
        Standing.ATTENTION,
        ("4月", "二季度"),
    ),
    "carried over": (
        replace(IN_APRIL, met_goal=MetGoal.UNCLEAR, carried_quarter="一季度"),
        Light.YELLOW,
        Standing.ATTENTION,
        ("一季度", "结转"),
    ),
    "plan on file": (THE_PLAN, Light.GREEN, Standing.ON_TRACK, ("年度计划",)),
    "met": (GOOD, Light.GREEN, Standing.ON_TRACK, ("一季度",)),
    "on the way": (replace(IN_APRIL, met_goal=MetGoal.UNCLEAR), Light.GREEN, Standing.ON_TRACK, ("4月",)),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_a_duty_has_its_light_and_says_why(case: Case) -> None:
    """R18: 红 due and not reported or quarter end not met, 黄 late or incomplete, 灰 not due, exempt or unsettled."""
    state, light, standing, told = case
    verdict = judge_light(state)
    assert (verdict.light, verdict.standing) == (light, standing)
    for word in told:
        assert word in verdict.reason


def test_every_rule_of_the_table_decides_some_duty() -> None:
    """R18: a rule that nothing reaches, or that another one hides, is a rule that people believe in vain."""
    deciding = [next(n for n, rule in enumerate(RULES) if rule.holds(state)) for state, *_ in CASES.values()]
    assert deciding == list(range(len(RULES)))


@pytest.mark.parametrize(
    ("period", "light"),
    [pytest.param(Period(2022, m), Light.RED if m % 3 == 0 else Light.YELLOW, id=f"{m}月") for m in range(3, 13)],
)
def test_a_no_fails_at_quarter_end_only(period: Period, light: Light) -> None:
    """R16: in other months 否 is no failure."""
    assert judge_light(replace(GOOD, period=period, met_goal=MetGoal.NO)).light is light


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"is_covered": False, "is_unsettled": True}, id="its row may be there, unsettled"),
        pytest.param({"status": Status.EXEMPT}, id="the unit owes nothing"),
    ],
)
def test_nobody_is_judged_on_what_a_person_has_still_to_settle(change: dict[str, Any]) -> None:
    """R8, R18: 灰."""
    assert judge_light(replace(GOOD, **change)).light is Light.GREY


def test_a_plan_without_goals_is_named_as_such() -> None:
    """R15: no yardstick on file."""
    verdict = judge_light(replace(THE_PLAN, is_blank=True))
    assert verdict.light is Light.YELLOW
    assert "季度目标" in verdict.reason


ANY_STATE = st.builds(
    DutyState,
    period=st.builds(Period, st.just(2022), st.integers(0, 12)),
    status=st.sampled_from(Status),
    due_date=st.just(MARCH_DUE),
    workdays_late=st.integers(1, 9),
    is_closed=st.booleans(),
    excuse=st.sampled_from([None, Excuse("本期免报"), Excuse("本事项已于2022年6月15日撤销", Standing.CANCELLED)]),
    is_covered=st.booleans(),
    is_unsettled=st.booleans(),
    is_blank=st.booleans(),
    met_goal=st.sampled_from(MetGoal),
    carried_quarter=st.sampled_from(["", "一季度"]),
    contradiction=st.sampled_from(["", "自报完成与文字不符，经核验属实"]),
)
_STANDINGS = {
    Light.CLOSED: {Standing.CLOSED},
    Light.RED: {Standing.BEHIND, Standing.MISSING},
    Light.YELLOW: {Standing.ATTENTION},
    Light.GREEN: {Standing.ON_TRACK},
    Light.GREY: {Standing.NOT_DUE, Standing.EXEMPT, Standing.UNSETTLED, Standing.CANCELLED},
}


@given(ANY_STATE)
def test_whatever_the_duty_the_light_agrees_with_the_category_and_has_a_reason(state: DutyState) -> None:
    """R18, R20: the two ways of counting cannot contradict each other, and no reason has a hole in it."""
    verdict = judge_light(state)
    assert verdict.standing in _STANDINGS[verdict.light]
    assert verdict.reason
    assert not set("{}") & set(verdict.reason)
    assert "None" not in verdict.reason


@given(ANY_STATE)
def test_a_late_month_is_never_green_and_a_doubtful_one_never_red(state: DutyState) -> None:
    """R18: a made-up month is 黄; R8: what is unsettled is no ground for a red light."""
    assert judge_light(replace(state, status=Status.LATE)).light is not Light.GREEN
    assert judge_light(replace(state, status=Status.UNSETTLED)).light in {Light.GREY, Light.CLOSED}


def verdict(standing: Standing) -> Verdict:
    light = next(light for light, standings in _STANDINGS.items() if standing in standings)
    return Verdict(light, standing, f"因为{standing}")


WORST_FIRST = [
    Standing.BEHIND,
    Standing.MISSING,
    Standing.ATTENTION,
    Standing.UNSETTLED,
    Standing.ON_TRACK,
    Standing.NOT_DUE,
    Standing.CLOSED,
]


@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(one, other, id=f"{one} before {other}") for one, other in pairwise(WORST_FIRST)],
)
def test_a_task_takes_its_worst_unit_s_light_and_says_whose(one: Standing, other: Standing) -> None:
    """R18: a task is 办结 only when all its units are."""
    assert worst([(PLANNING, verdict(other)), (FINANCE, verdict(one))]) == (FINANCE, verdict(one))


def test_of_two_alike_the_lead_is_named() -> None:
    """R18: the lead stands first."""
    both = [(PLANNING, verdict(Standing.MISSING)), (FINANCE, verdict(Standing.MISSING))]
    assert worst(both) == both[0]


def test_a_task_without_units_has_no_worst_one() -> None:
    """R4: a task that only an unconfirmed group bears."""
    assert worst([]) is None
