"""A unit's duty for a task, month by month and as it stands now (R9, R11, R16, R18, R19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from core_samples import (
    APRIL,
    FINANCE,
    JULY,
    JUNE,
    MARCH,
    MAY,
    ON_TIME,
    PLAN,
    PLANNING,
    UNDECIDED,
    closure,
    ledger,
    record,
    returned,
    settings,
    unsettled_record,
)
from frames import only

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Exemption, SpotCheck
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import CheckVerdict, Closure

AUGUST_15 = date(2022, 8, 15)  # Plan and March to July are due.
GOALS = {"goal_q1": "完成方案", "goal_q2": "完成50%", "goal_q3": "完成75%", "goal_q4": "全部完成"}


def year(
    *answers: ReceivedFile, without: Sequence[Period] = (), decisions: Decisions = UNDECIDED, today: date = AUGUST_15
) -> Ledger:
    """区发展改革局 has sent all of plan and March to July on time, but for ``without``; ``answers`` replace its own."""
    given = {(one.reading.submissions[0].unit, one.reading.submissions[0].period) for one in answers}
    rest = [
        returned(unit, period)
        for unit in (PLANNING, FINANCE)
        for period in ON_TIME
        if (unit, period) not in given and not (unit == PLANNING and period in without)
    ]
    return ledger(today, [*answers, *rest], decisions)


def answer(period: Period, met_goal: str, progress: str = "已完成3项。") -> ReceivedFile:
    """区发展改革局 on both its tasks: ``met_goal`` for 任务2."""
    return returned(
        PLANNING,
        period,
        record("任务1"),
        record("任务2", 7, met_goal_text=met_goal, progress=progress, problems="资金缺口"),
    )


def month(made: Ledger, period: Period) -> dict[str, Any]:
    """任务2 in one month."""
    return only(made.duty_months, task_id="任务2", unit=PLANNING, period=period)


def duty(made: Ledger) -> dict[str, Any]:
    """任务2 now."""
    return only(made.duties, task_id="任务2", unit=PLANNING)


def test_a_duty_on_time_with_its_goals_met_is_green() -> None:
    """R18; R13: file, sheet and row travel along."""
    now = duty(year())
    assert (now["light"], now["standing"], now["months_missing"]) == ("绿", "按序时推进", 0)
    assert (now["latest_period"], now["met_goal"]) == ("2022-07", "是")
    assert (now["source"], now["sheet"], now["row"]) == ("2022-07/区发展改革局.xlsx", "Sheet1", 7)


@pytest.mark.parametrize(
    ("period", "light"), [pytest.param(MARCH, "红", id="quarter end"), pytest.param(APRIL, "黄", id="other month")]
)
def test_a_no_weighs_by_the_quarter(period: Period, light: str) -> None:
    """R16: a stage target is judged at quarter end."""
    assert month(year(answer(period, "否")), period)["light"] == light


def test_an_unmet_quarter_is_carried_into_the_next_visibly_until_it_is_met() -> None:
    """R16: unmet in March, still not said to be met in April and May, met in June by its own figure (25%)."""
    reached = answer(JUNE, "是", "累计完成50%。")
    made = year(answer(MARCH, "否"), answer(APRIL, "部分完成"), answer(MAY, "正在推进"), reached)
    for period in (APRIL, MAY):
        assert month(made, period)["light"] == "黄"
        assert "一季度" in month(made, period)["light_reason"]
    assert month(made, JULY)["light"] == "绿"
    assert "一季度" not in month(made, JULY)["light_reason"]


@pytest.mark.parametrize("progress", ["已完成3项。", "累计完成20%。"])
def test_a_yes_alone_does_not_end_what_is_carried(progress: str) -> None:
    """R16: the first quarter's own figure (25%) is not reached by a later 是."""
    made = year(answer(MARCH, "否", "完成10%。"), answer(APRIL, "是", progress))
    assert month(made, APRIL)["light"] == "黄"
    assert "一季度" in month(made, JULY)["light_reason"]


def test_a_spot_check_that_finds_it_true_ends_what_is_carried() -> None:
    """R16: a person has looked."""
    seen = SpotCheck("1", "任务2", PLANNING, APRIL, "现场查看", CheckVerdict.TRUE, date(2022, 5, 12), "")
    made = year(answer(MARCH, "否", "完成10%。"), decisions=Decisions(spot_checks=(seen,)))
    assert month(made, MAY)["light"] == "绿"


def test_a_later_unmet_quarter_takes_the_place_of_the_earlier() -> None:
    """R16: July names the second quarter."""
    made = year(*(answer(period, "否") for period in (MARCH, APRIL, MAY, JUNE)), answer(JULY, "正在推进"))
    assert "二季度" in month(made, JUNE)["light_reason"]
    assert "二季度" in month(made, JULY)["light_reason"]


def test_what_is_carried_is_not_forgotten_in_a_month_that_is_missing() -> None:
    """R16: silence does not settle an unmet target."""
    made = year(answer(MARCH, "否"), answer(MAY, "正在推进"), without=(APRIL,))
    assert month(made, APRIL)["light"] == "红"
    assert "一季度" in month(made, MAY)["light_reason"]


def test_a_month_made_up_late_is_yellow_never_green() -> None:
    """R9, R18."""
    late = month(year(returned(PLANNING, APRIL, day=date(2022, 5, 12))), APRIL)
    assert (late["status"], late["light"]) == ("迟报", "黄")
    assert "2个工作日" in late["light_reason"]


def test_a_missing_month_is_red_and_counted() -> None:
    """R8, R18: June and July not sent."""
    made = year(without=(JUNE, JULY))
    assert month(made, JULY)["light"] == "红"
    assert (duty(made)["light"], duty(made)["months_missing"]) == ("红", 2)
    assert duty(made)["latest_period"] == "2022-05"


def test_a_gap_that_later_months_have_overtaken_stays_visible() -> None:
    """R9, R18: May is still missing in August: 黄 and named, not 绿."""
    now = duty(year(without=(MAY,)))
    assert (now["light"], now["months_missing"]) == ("黄", 0)
    assert "5月" in now["light_reason"]


def test_without_a_plan_on_file_a_duty_stays_red() -> None:
    """R15: no yardstick; the months do not make up for it."""
    now = duty(year(without=(PLAN,)))
    assert now["light"] == "红"
    assert "年度计划" in now["light_reason"]


def test_months_not_yet_due_change_nothing() -> None:
    """R18: on 9 August nothing of August is due; the light is July's."""
    now = duty(year(answer(JULY, "否"), today=date(2022, 8, 9)))
    assert now["light"] == "黄"
    assert "7月" in now["light_reason"]


def test_before_anything_is_due_a_duty_is_grey() -> None:
    """R18: 灰: not due."""
    now = duty(ledger(date(2022, 3, 24), []))
    assert (now["light"], now["standing"], now["months_missing"]) == ("灰", "未到期", 0)


def test_a_return_that_lacks_the_task_is_yellow_for_that_task_alone() -> None:
    """R3, R18."""
    made = year(returned(PLANNING, JULY, record("任务1")))
    assert duty(made)["light"] == "黄"
    assert only(made.duties, task_id="任务1", unit=PLANNING)["light"] == "绿"


def test_a_row_that_may_be_the_task_leaves_it_unsettled() -> None:
    """R8, R10: no light is set on a guess."""
    now = duty(year(returned(PLANNING, JULY, record("任务1"), unsettled_record(7))))
    assert (now["light"], now["standing"]) == ("灰", "待认定")


def test_sub_items_are_all_kept_and_the_least_favourable_counts() -> None:
    """R11: 是 only when every row says so; both texts stand under the one task."""
    rows = (
        record("任务2", 6, sub_item="2-1", progress="东段完工"),
        record("任务2", 7, sub_item="2-2", progress="西段未开工", met_goal_text="否"),
    )
    june = month(year(returned(PLANNING, JUNE, record("任务1", 5), *rows)), JUNE)
    assert (june["met_goal"], june["light"]) == ("否", "红")
    assert june["progress"].splitlines() == ["东段完工", "西段未开工"]


def test_the_plan_on_file_is_the_yardstick_of_every_month() -> None:
    """R11, R15: the quarter's goals, of several sub-items one below the other."""
    plan = returned(
        PLANNING,
        PLAN,
        record("任务1", 5, **GOALS),
        record("任务2", 6, sub_item="2-1", **GOALS),
        record("任务2", 7, sub_item="2-2", **{**GOALS, "goal_q2": "开工2处"}),
    )
    made = year(plan)
    assert month(made, MARCH)["planned_goal"] == "完成方案"
    assert month(made, APRIL)["planned_goal"] == "完成50%\n开工2处"
    assert duty(made)["goal_q4"] == "全部完成"


def test_only_what_is_in_force_is_judged() -> None:
    """R12: the correction says 是."""
    first = answer(JUNE, "否")
    correction = ReceivedFile(**{**vars(answer(JUNE, "是")), "source": "更正.xlsx", "received_date": date(2022, 7, 20)})
    june = month(year(first, correction), JUNE)
    assert (june["met_goal"], june["light"], june["status"]) == ("是", "绿", "按时")
    assert june["source"] == "更正.xlsx"


@pytest.mark.parametrize(
    ("met_goal", "progress", "state"),
    [
        pytest.param("是", "已全部完成并通过验收。", "申报完成", id="claims the whole"),
        pytest.param("是", "二季度任务已完成。", "推进中", id="claims its stage only"),
        pytest.param("否", "已全部完成并通过验收。", "推进中", id="says no beside it"),
    ],
)
def test_a_claim_of_completion_is_a_claim(met_goal: str, progress: str, state: str) -> None:
    """R19: 申报完成 is not closure; the duty to report goes on."""
    made = year(answer(JUNE, met_goal, progress), without=(JULY,))
    assert duty(made)["closure"] == state
    assert duty(made)["light"] == "红"


def test_a_yes_in_december_claims_the_year() -> None:
    """R19: the fourth quarter's goal is the year's."""
    december = Period(2022, 12)
    made = ledger(date(2023, 1, 10), [returned(PLANNING, december, day=date(2023, 1, 6))])
    assert duty(made)["closure"] == "申报完成"


@pytest.mark.parametrize(
    ("verdicts", "state", "july"),
    [
        pytest.param([Closure.PENDING], "待核实", "红", id="pending"),
        pytest.param([Closure.CLOSED], "已销号", "办结", id="closed"),
        pytest.param([Closure.RETURNED], "退回", "红", id="returned"),
        pytest.param([Closure.CLOSED, Closure.RETURNED], "退回", "红", id="closed, then returned"),
        pytest.param([Closure.RETURNED, Closure.CLOSED], "已销号", "办结", id="returned, then closed"),
    ],
)
def test_only_a_person_s_confirmation_ends_the_duty(verdicts: list[Closure], state: str, july: str) -> None:
    """R19: claimed for June; July was not sent. Only 已销号 counts as 办结; 退回 reopens."""
    decisions = Decisions(
        closures=tuple(closure("任务2", JUNE, verdict, day=date(2022, 7, n)) for n, verdict in enumerate(verdicts, 1))
    )
    made = year(without=(JULY,), decisions=decisions)
    assert duty(made)["closure"] == state
    assert month(made, JULY)["light"] == july


def test_a_closed_task_was_a_duty_up_to_its_period() -> None:
    """R19: closed with June: May, which is missing, stays red; June on is 办结, also in months not yet due."""
    decisions = Decisions(closures=(closure("任务2", JUNE),))
    made = year(without=(MAY,), decisions=decisions)
    assert month(made, MAY)["light"] == "红"
    assert [month(made, period)["light"] for period in settings().months[3:]] == ["办结"] * 7
    assert duty(made)["light"] == "办结"


def test_an_exempt_month_is_grey_and_does_not_count_as_missing() -> None:
    """R8, R18: 免报 of one task; the other one's return is still owed."""
    exempt = Decisions(exemptions=(Exemption(PLANNING, "任务2", None, JULY, JULY),))
    made = year(without=(JULY,), decisions=exempt)
    assert month(made, JULY)["light"] == "灰"
    assert only(made.duty_months, task_id="任务1", unit=PLANNING, period=JULY)["light"] == "红"


def test_every_duty_has_a_row_in_every_period() -> None:
    """R3: an absence is a row: four duties, the plan and ten months."""
    made = ledger(date(2022, 4, 1), [])
    assert len(made.duty_months) == 4 * 11
    assert len(made.duties) == 4
