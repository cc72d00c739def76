"""事项台账: a task speaks with its worst unit's voice and shows what every unit wrote (R4, R13, R18, R19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from core_samples import (
    FINANCE,
    JULY,
    JUNE,
    ON_TIME,
    PLANNING,
    UNDECIDED,
    closure,
    directory,
    ledger,
    record,
    returned,
    settings,
    task,
)
from frames import only

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import MajorMatter
from pipeline.ledger.build import Basis, build_ledger
from pipeline.ledger.counts import overview_counts
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.master.units import UnitGroup
from pipeline.vocabulary.terms import Closure

AUGUST_15 = date(2022, 8, 15)


def year(*answers: ReceivedFile, decisions: Decisions = UNDECIDED, missing: Sequence[str] = ()) -> Ledger:
    """Everything sent on time; ``answers`` replace what their unit sent; ``missing`` units sent nothing for July."""
    given = {(one.reading.submissions[0].unit, one.reading.submissions[0].period) for one in answers}
    rest = [
        returned(unit, period)
        for unit in (PLANNING, FINANCE)
        for period in ON_TIME
        if (unit, period) not in given and not (unit in missing and period == JULY)
    ]
    return ledger(AUGUST_15, [*answers, *rest], decisions)


def entry(made: Ledger, task_id: str = "任务1") -> dict[str, Any]:
    return only(made.entries, task_id=task_id)


def july(unit: str, progress: str, met_goal: str = "是", **values: str) -> ReceivedFile:
    """What ``unit`` wrote on 任务1 in July; its other task is fine."""
    other = "任务2" if unit == PLANNING else "实事1"
    written = record("任务1", 6, progress=progress, met_goal_text=met_goal, **values)
    return returned(unit, JULY, written, record(other, 7))


def test_a_task_is_green_when_all_its_units_are() -> None:
    """R18: nobody is named."""
    row = entry(year())
    assert (row["light"], row["standing"]) == ("绿", "按序时推进")
    assert FINANCE not in row["light_reason"]


def test_a_task_takes_its_worst_unit_s_light_and_says_whose() -> None:
    """R18: the lead is on time, the supporting unit is not."""
    made = year(missing=(FINANCE,))
    row = entry(made)
    assert (row["light"], row["light_unit"]) == ("红", FINANCE)
    assert FINANCE in row["light_reason"] and PLANNING not in row["light_reason"]
    assert entry(made, "任务2")["light"] == "绿"
    month = only(made.entry_months, task_id="任务1", period=JULY)
    assert (month["light"], month["light_unit"]) == ("红", FINANCE)
    assert only(made.entry_months, task_id="任务1", period=JUNE)["light"] == "绿"


def test_the_light_of_a_task_of_one_unit_needs_no_name_before_its_reason() -> None:
    """R18: only where several bear a task does the reason say whose light it is."""
    made = year(missing=(PLANNING,))
    alone, shared = entry(made, "任务2"), entry(made, "任务1")
    assert alone["light_unit"] == shared["light_unit"] == PLANNING
    assert alone["light_reason"] == f"报送：{alone['delivery_reason']}"
    assert shared["light_reason"] == f"报送：{PLANNING}{alone['delivery_reason']}"


def test_what_several_units_wrote_stands_apart_under_their_names() -> None:
    """R13: each unit's words as written; the least favourable answer stands for the task."""
    row = entry(year(july(PLANNING, "完成征收扫尾"), july(FINANCE, "资金未到位", "否", problems="缺口200万元")))
    assert row["progress"].splitlines() == [f"{PLANNING}：完成征收扫尾", f"{FINANCE}：资金未到位"]
    assert row["problems"] == f"{FINANCE}：缺口200万元"
    assert row["met_goal"] == "否"


def test_one_unit_s_words_stand_by_themselves() -> None:
    """A task of one unit needs no name before its text."""
    assert entry(year(), "任务2")["progress"] == "已完成3项。"


def test_the_latest_month_that_anybody_reported_is_shown_with_its_place() -> None:
    """R13: file, sheet and row of what is shown."""
    row = entry(year(july(PLANNING, "完成征收扫尾"), missing=(FINANCE,)))
    assert (row["latest_period"], row["progress"]) == ("2022-07", "完成征收扫尾")
    assert (row["source"], row["row"]) == ("2022-07/区发展改革局.xlsx", 6)
    row = entry(year(missing=(PLANNING, FINANCE)))
    assert row["latest_period"] == "2022-06"


def test_the_lead_s_plan_is_the_task_s() -> None:
    """R15: the goals on file; the supporting unit's where the lead has none."""
    assert entry(year())["goal_q2"] == "完成50%"
    only_finance = ledger(AUGUST_15, [returned(FINANCE, settings().plan)])
    assert entry(only_finance)["goal_q3"] == "完成75%"


@pytest.mark.parametrize(
    ("closures", "state", "light"),
    [
        pytest.param((closure("任务1", JUNE),), "已销号", "办结", id="the whole task"),
        pytest.param(
            (closure("任务1", JUNE, unit=PLANNING), closure("任务1", JUNE, unit=FINANCE)), "已销号", "办结", id="each unit"
        ),
        pytest.param((closure("任务1", JUNE, unit=PLANNING),), "推进中", "绿", id="one unit of two"),
        pytest.param(
            (closure("任务1", JUNE), closure("任务1", JULY, Closure.RETURNED, day=date(2022, 7, 4))), "退回", "绿", id="closed, then returned"
        ),
    ],
)  # fmt: skip
def test_a_task_is_closed_when_all_its_units_are(closures: tuple[Any, ...], state: str, light: str) -> None:
    """R19: only 已销号 of the whole counts as 办结."""
    row = entry(year(decisions=Decisions(closures=closures)))
    assert (row["closure"], row["light"]) == (state, light)


def test_a_task_that_only_an_unconfirmed_group_bears_is_grey_and_names_nobody() -> None:
    """R4: a line in the ledger all the same, and a finding that asks for the members."""
    group = UnitGroup("各产业部门", (PLANNING, FINANCE), is_confirmed=False)
    from_group = task("任务3", groups=("各产业部门",))
    nobody = type(from_group)(**{**vars(from_group), "assignments": (), "lead_unit": ""})
    made = build_ledger(Basis((nobody,), directory(group), (), UNDECIDED, settings(), AUGUST_15))
    row = entry(made, "任务3")
    assert (row["light"], row["light_unit"], row["closure"]) == ("灰", "", "推进中")
    assert made.returns.empty
    finding = only(made.findings, category="集合单位未确认")
    assert "各产业部门" in finding["problem"] and "任务3" in finding["problem"]


def test_a_year_in_which_nobody_owes_anything_is_said_aloud() -> None:
    """A table of tasks without units is a slip that every output must tell."""
    nobody = replace(task("任务3"), assignments=(), lead_unit="")
    made = build_ledger(Basis((nobody,), directory(), (), UNDECIDED, settings(), AUGUST_15))
    assert [warning for warning in made.warnings if "没有需要报送的单位" in warning]
    assert not [warning for warning in year().warnings if "没有需要报送的单位" in warning]


def test_a_confirmed_group_raises_no_question() -> None:
    """R4: once a person has answered, nobody is asked again."""
    group = UnitGroup("各产业部门", (PLANNING,), is_confirmed=True)
    made = build_ledger(
        Basis((task("任务3", groups=("各产业部门",)),), directory(group), (), UNDECIDED, settings(), AUGUST_15)
    )
    assert "集合单位未确认" not in set(made.findings["category"])


def test_every_task_has_a_line_in_every_period_and_the_counts_add_up() -> None:
    """R20: categories sum to their denominator."""
    made = year(july(PLANNING, "进展缓慢", "否"), missing=(FINANCE,))
    assert len(made.entries) == 3
    assert len(made.entry_months) == 3 * 11
    counts = overview_counts(made)
    assert counts.total.standings.total == 3
    assert sum(annex.total for annex in counts.annexes) == sum(one.total for one in counts.categories) == 3


def test_a_closed_task_and_a_major_matter_call_for_a_bulletin_of_their_own() -> None:
    """Notice clause 3: 重大事项一事一通报，完成的事项第一时间通报; R19: a pending claim does not."""
    major = MajorMatter("1", "任务2", "项目开工", "已正式开工", date(2022, 7, 8))
    closures = (closure("任务1", JUNE), closure("实事1", JUNE, Closure.PENDING))
    made = year(decisions=Decisions(closures=closures, major_matters=(major,)))
    assert {(one.task_id, one.is_closure, one.day) for one in made.matters} == {
        ("任务1", True, date(2022, 7, 1)),
        ("任务2", False, date(2022, 7, 8)),
    }


def test_a_reopened_task_no_longer_calls_for_a_bulletin() -> None:
    """R19: 退回 after 已销号."""
    closures = (closure("任务1", JUNE), closure("任务1", JULY, Closure.RETURNED, day=date(2022, 7, 4)))
    assert year(decisions=Decisions(closures=closures)).matters == ()


def test_a_problem_is_listed_once_with_its_first_and_last_month() -> None:
    """docs/contract.md 问题台账: 无 and 暂无 are no problems."""
    made = year(
        returned(PLANNING, JUNE, record("任务1", problems="资金缺口。"), record("任务2", 7, problems="无")),
        july(PLANNING, "推进", problems="资金缺口"),
        july(FINANCE, "推进", problems="暂无"),
    )
    row = only(made.problems, unit=PLANNING)
    assert (row["task_id"], row["first_period"], row["period"]) == ("任务1", "2022-06", "2022-07")
    assert len(made.problems) == 1


def test_the_same_inbox_gives_the_same_ledger() -> None:
    """Ledger = f(inbox, master, archive, today)."""
    one, other = (year(july(PLANNING, "完成征收扫尾"), missing=(FINANCE,)) for _ in range(2))
    for name in ("entries", "duties", "duty_months", "returns", "records", "findings", "receipts"):
        assert getattr(one, name).equals(getattr(other, name)), name
