"""What ought to come follows from the assignment table, not from what arrived (R1, R3, R4, R5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from core_samples import (
    APRIL,
    FINANCE,
    JUNE,
    MARCH,
    MARCH_DUE,
    MAY,
    PLAN,
    PLAN_DUE,
    PLANNING,
    TASKS,
    UNDECIDED,
    closure,
    obligations,
    task,
)
from openpyxl import Workbook

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Exemption, Extension
from pipeline.ledger.owed.expected import Expected, build_expected
from pipeline.ledger.owed.obligations import owing, still_owed
from pipeline.master.tasks import Assignment, Task, load_tasks
from pipeline.master.units import Unit, UnitDirectory, UnitGroup
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure, FormKind, Role, UnitKind

JULY_4 = date(2022, 7, 4)
DUE = {PLAN: PLAN_DUE, MARCH: MARCH_DUE}


def owed(tasks: tuple[Task, ...] = TASKS, who: str = "all", decisions: Decisions = UNDECIDED) -> tuple[Expected, ...]:
    return build_expected(tasks, replace(obligations(decisions, who=who), due_dates=DUE))


def march(unit: str, decisions: Decisions = UNDECIDED, period: Period = MARCH) -> Expected:
    """What ``unit`` owes for ``period``."""
    found = [one for one in build_expected(TASKS, obligations(decisions)) if (one.unit, one.period) == (unit, period)]
    assert len(found) == 1
    return found[0]


def load_one_task(folder: Path, units: str, *groups: UnitGroup) -> tuple[Task, ...]:
    """任务1 with ``units`` as the clerk of the notice wrote them."""
    named = (PLANNING, FINANCE, "区政府办公室", "泺源街道办事处", "七贤街道办事处")
    known = tuple(
        Unit(name, UnitKind.DEPARTMENT, (), ("区大数据局",) if name == "区政府办公室" else ()) for name in named
    )
    book = Workbook()
    for sheet, rows in (
        (
            "附件1重点任务",
            [("序号", "类别", "重点任务", "牵头领导", "责任单位"), (1, "发展", "加快建设", "张健", units)],
        ),
        ("附件2民生实事", [("序号", "民生实事内容", "牵头领导", "责任单位")]),
    ):
        for row in rows:
            (book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)).append(row)
    book.save(folder / "责任分解表.xlsx")
    return load_tasks(folder / "责任分解表.xlsx", UnitDirectory(known, groups))


def test_one_return_per_unit_and_period_with_all_its_tasks() -> None:
    """R3: the plan once and every month, each with the tasks it must cover."""
    assert [(str(one.form), str(one.period), one.unit, one.task_ids, one.due_date) for one in owed()] == [
        ("计划", "2022", PLANNING, ("任务1", "任务2"), PLAN_DUE),
        ("计划", "2022", FINANCE, ("任务1", "实事1"), PLAN_DUE),
        ("落实", "2022-03", PLANNING, ("任务1", "任务2"), MARCH_DUE),
        ("落实", "2022-03", FINANCE, ("任务1", "实事1"), MARCH_DUE),
    ]


def test_a_whole_year_is_eleven_returns_of_each_unit() -> None:
    """R6: one plan and ten months."""
    year = build_expected(TASKS, obligations())
    assert len(year) == 2 * 11
    assert len({one.key for one in year}) == len(year)


def test_with_who_lead_only_lead_departments_owe() -> None:
    """R1: 区财政局 only supports 任务1, so it owes 实事1 alone."""
    assert {(one.unit, one.task_ids) for one in owed(who="lead")} == {
        (PLANNING, ("任务1", "任务2")),
        (FINANCE, ("实事1",)),
    }


def test_a_unit_that_leads_nothing_owes_nothing_with_who_lead() -> None:
    """R1."""
    assert {one.unit for one in owed((task("任务1", PLANNING, FINANCE),), who="lead")} == {PLANNING}


def test_a_group_that_nobody_confirmed_makes_nobody_owe(tmp_path: Path) -> None:
    """R4: no member owes anything until a person has confirmed the members."""
    group = UnitGroup("各街道办事处", ("泺源街道办事处", "七贤街道办事处"), is_confirmed=False)
    tasks = load_one_task(tmp_path, f"{PLANNING}、各街道办事处", group)
    assert {one.unit for one in owed(tasks)} == {PLANNING}


def test_every_member_of_a_confirmed_group_owes_once(tmp_path: Path) -> None:
    """R4: one that is also named by itself owes one return, with who = lead none of the members does."""
    group = UnitGroup("各街道办事处", ("泺源街道办事处", "七贤街道办事处"), is_confirmed=True)
    tasks = load_one_task(tmp_path, f"{PLANNING}、七贤街道办事处、各街道办事处", group)
    assert sorted(one.unit for one in owed(tasks) if one.period == MARCH) == [
        "七贤街道办事处",
        PLANNING,
        "泺源街道办事处",
    ]
    assert {one.unit for one in owed(tasks, who="lead")} == {PLANNING}


def test_a_sub_body_in_brackets_owes_nothing_itself(tmp_path: Path) -> None:
    """R5: 区政府办公室（区大数据局）: the unit owes, the sub-body is kept beside it."""
    tasks = load_one_task(tmp_path, "区政府办公室（区大数据局）、区财政局")
    assert {one.unit for one in owed(tasks)} == {"区政府办公室", FINANCE}
    assert owing(tasks[0], "lead") == (Assignment("区政府办公室", Role.LEAD, "区大数据局"),)


@pytest.mark.parametrize(
    ("exemption", "task_ids", "excused"),
    [
        pytest.param(Exemption(FINANCE, "", None, None, None), (), ("任务1", "实事1"), id="of all"),
        pytest.param(Exemption(FINANCE, "任务1", None, None, None), ("实事1",), ("任务1",), id="of one task"),
        pytest.param(Exemption(FINANCE, "", None, MARCH, MARCH), (), ("任务1", "实事1"), id="that month alone"),
        pytest.param(Exemption(FINANCE, "", None, APRIL, None), ("任务1", "实事1"), (), id="from a later month"),
        pytest.param(Exemption(FINANCE, "", None, None, PLAN), ("任务1", "实事1"), (), id="up to the plan"),
        pytest.param(Exemption(FINANCE, "", FormKind.PLAN, None, None), ("任务1", "实事1"), (), id="of the other form"),
        pytest.param(Exemption(PLANNING, "", None, None, None), ("任务1", "实事1"), (), id="of another unit"),
    ],
)
def test_an_exemption_takes_tasks_out(
    exemption: Exemption, task_ids: tuple[str, ...], excused: tuple[str, ...]
) -> None:
    """R8: 免报 of a unit, a task, a form, between two periods, both included."""
    one = march(FINANCE, Decisions(exemptions=(exemption,)))
    assert (one.task_ids, tuple(task_id for task_id, _ in one.excused)) == (task_ids, excused)


def test_a_closed_task_is_owed_up_to_its_last_period() -> None:
    """R19: claimed in April and confirmed: April was owed, May is not; other tasks go on."""
    closed = Decisions(closures=(closure("任务2", APRIL),))
    assert march(PLANNING, closed, APRIL).task_ids == ("任务1", "任务2")
    assert march(PLANNING, closed, MAY).task_ids == ("任务1",)
    assert march(PLANNING, closed, MAY).excused == (("任务2", "截止时已核实销号，本期不再报送"),)


def test_a_returned_claim_is_owed_again() -> None:
    """R19: 退回 after 已销号 reopens the task, and a pending claim closes nothing."""
    reopened = Decisions(closures=(closure("任务2", APRIL), closure("任务2", MAY, Closure.RETURNED, day=JULY_4)))
    pending = Decisions(closures=(closure("任务2", APRIL, Closure.PENDING),))
    assert march(PLANNING, reopened, JUNE).task_ids == ("任务1", "任务2")
    assert march(PLANNING, pending, JUNE).task_ids == ("任务1", "任务2")


def test_a_task_closed_for_one_unit_is_still_owed_by_the_other() -> None:
    """R19: 办结销号 with a unit closes that unit's part."""
    closed = Decisions(closures=(closure("任务1", APRIL, unit=FINANCE),))
    assert march(FINANCE, closed, MAY).task_ids == ("实事1",)
    assert march(PLANNING, closed, MAY).task_ids == ("任务1", "任务2")


def test_the_latest_of_several_extensions_holds() -> None:
    """R8: extended twice; another unit's date is its own."""
    decisions = Decisions(
        extensions=tuple(Extension(FINANCE, FormKind.PROGRESS, MARCH, date(2022, 4, day)) for day in (20, 15))
    )
    assert march(FINANCE, decisions).last_day == date(2022, 4, 20)
    assert march(PLANNING, decisions).last_day == MARCH_DUE
    assert march(FINANCE, decisions, APRIL).extended_to is None


def test_forms_go_out_without_what_is_no_longer_owed() -> None:
    """R19: a prefilled form does not ask for a closed task."""
    closed = Decisions(closures=(closure("任务1", APRIL, unit=FINANCE),))
    assert [a.unit for a in still_owed(TASKS[0], obligations(closed), MAY).assignments] == [PLANNING]
    assert still_owed(TASKS[0], obligations(closed), APRIL) == replace(TASKS[0])
