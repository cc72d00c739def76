"""From when to when a unit bears a task: 责任变动, days in cells and columns, and what the runs saw (R26)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from master_books import (
    GROUP_HEADER,
    GROUPS,
    KEY_HEADER,
    KEY_TASKS,
    LIVELIHOOD,
    LIVELIHOOD_HEADER,
    UNIT_HEADER,
    UNITS,
    write_book,
)

from pipeline.config import Office, Reporting, Settings
from pipeline.keeping.duty_log import DutyHistory, DutyKey, Part, SeenDuty
from pipeline.ledger.office_findings import table_findings
from pipeline.master.tasks import Task, load_tasks
from pipeline.master.tenures import load_changes, with_tenures
from pipeline.master.unit_sheets import load_units
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.values import ALWAYS, Span

JUNE_6, JUNE_13, JUNE_20 = (date(2022, 6, day) for day in (6, 13, 20))
REFORM, INDUSTRY, TOURISM = "区发展改革局", "区工业和信息化局", "区文化和旅游局"
CHANGES_HEADER = ("事项编号", "单位", "启用日期", "停用日期", "说明")
Rows = tuple[tuple[object, ...], ...]


def load(
    folder: Path,
    units: str = f"{REFORM}、{INDUSTRY}",
    changes: Rows = (),
    *,
    days: tuple[object, object] = (None, None),
    groups: Rows = GROUPS,
    group_days: tuple[str, ...] = (),
    day: date = JUNE_20,
) -> tuple[dict[str, Task], UnitDirectory]:
    """任务1 borne by ``units``, with 启用日期 and 停用日期 of its row, and the rows of 责任变动."""
    write_book(
        folder / "单位名录.xlsx", {"单位": (UNIT_HEADER, *UNITS), "集合单位": ((*GROUP_HEADER, *group_days), *groups)}
    )
    sheets: dict[str, Rows] = {
        "附件1重点任务": ((*KEY_HEADER, "启用日期", "停用日期"), (*KEY_TASKS[0][:4], units, *days)),
        "附件2民生实事": (LIVELIHOOD_HEADER, *LIVELIHOOD),
    }
    path = write_book(
        folder / "责任分解表.xlsx", {**sheets, "责任变动": (CHANGES_HEADER, *changes)} if changes else sheets
    )
    directory = load_units(folder / "单位名录.xlsx")
    tasks = load_changes(path, load_tasks(path, directory, day), directory)
    return {task.task_id: task for task in tasks}, directory


def spans(task: Task) -> dict[str, tuple[Span, ...]]:
    return {one.unit: one.spans for one in task.assignments}


def test_without_days_a_unit_bears_its_task_all_year(tmp_path: Path) -> None:
    assert spans(load(tmp_path)[0]["任务1"]) == {REFORM: ALWAYS, INDUSTRY: ALWAYS}


def test_days_behind_a_name_bound_the_unit_s_part(tmp_path: Path) -> None:
    """Of the lead it is the one that bears the task on the day of the run."""
    task = load(tmp_path, f"{REFORM}（至2022-06-10）、{INDUSTRY}（2022-06-11起）")[0]["任务1"]
    assert spans(task) == {INDUSTRY: (Span(date(2022, 6, 11)),), REFORM: (Span(None, date(2022, 6, 10)),)}
    assert task.lead_unit == INDUSTRY
    assert task.units_text == f"{REFORM}（至2022-06-10）、{INDUSTRY}（2022-06-11起）"


def test_responsibility_changes_name_units_that_the_cell_names_no_more(tmp_path: Path) -> None:
    rows = (("任务1", "区发改局", None, date(2022, 6, 10), "机构调整"), ("任务1", INDUSTRY, "2022-06-11", None, None))
    task = load(tmp_path, INDUSTRY, rows)[0]["任务1"]
    assert spans(task) == {INDUSTRY: (Span(date(2022, 6, 11)),), REFORM: (Span(None, date(2022, 6, 10)),)}


def test_a_task_has_days_of_its_own(tmp_path: Path) -> None:
    task = load(tmp_path, days=("2022-05-01", date(2022, 9, 15)))[0]["任务1"]
    assert (task.starts_on, task.cancelled_on) == (date(2022, 5, 1), date(2022, 9, 15))


def test_a_group_s_members_bear_from_the_group_s_day(tmp_path: Path) -> None:
    groups = (("各产业部门", "区文旅局", "是", "2022-06-01"), GROUPS[1])
    task = load(tmp_path, f"{REFORM}、各产业部门", groups=groups, group_days=("启用日期",))[0]["任务1"]
    assert spans(task)[TOURISM] == (Span(date(2022, 6, 1)),)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        pytest.param(("任务9", REFORM, "2022-06-01", None), "“责任变动”A2", id="no such task"),
        pytest.param(("任务1", "区某局", "2022-06-01", None), "“责任变动”B2", id="no such unit"),
        pytest.param(("任务1", REFORM, None, None), "“责任变动”C2", id="no day"),
        pytest.param(("任务1", REFORM, "2022-06-31", None), "“责任变动”C2", id="no such day"),
        pytest.param(("任务1", REFORM, "2022-06-10", "2022-06-01"), "“责任变动”D2", id="the wrong way round"),
        pytest.param(("任务1", TOURISM, "2022-06-01", None), "“责任变动”D2", id="begins and bears nothing"),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_by_its_cell(tmp_path: Path, row: tuple[object, ...], cell: str) -> None:
    with pytest.raises(MasterError) as caught:
        load(tmp_path, changes=(row,))
    assert cell in caught.value.problem


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(f"{REFORM}（至6月30日）、{INDUSTRY}", id="no year"),
        pytest.param(f"{REFORM}（2022-06-30至2022-04-21）、{INDUSTRY}", id="the wrong way round"),
        pytest.param(f"{REFORM}（2022年6月以后）、{INDUSTRY}", id="words"),
        pytest.param(f"{REFORM}（至2022-04-20）、{INDUSTRY}、{REFORM}", id="twice, once without days"),
    ],
)
def test_days_that_nobody_can_read_are_told_and_stop_nothing(tmp_path: Path, cell: str) -> None:
    """A clerk who writes a date in another way has a run, and reads in which cell it counts for nothing."""
    tasks, _ = load(tmp_path, cell)
    assert spans(tasks["任务1"])[REFORM] == ALWAYS
    [told] = told_of(tasks["任务1"], tmp_path, Kind.DUTY_DAYS_UNREAD)
    assert "“附件1重点任务”" in told and REFORM in told


BACK_AGAIN = f"{REFORM}（至2022-04-20）、{INDUSTRY}（2022-04-21至2022-06-30）、{REFORM}（2022-07-01起）"


@pytest.mark.parametrize(
    "middle", ["2022-04-21至2022-06-30", "2022-04-21起至2022-06-30", "自2022年4月21日起，至2022年6月30日止"]
)
def test_a_task_goes_back_to_its_first_unit(tmp_path: Path, middle: str) -> None:
    cell = BACK_AGAIN.replace("2022-04-21至2022-06-30", middle)
    tasks, _ = load(tmp_path, cell)
    days = [date(2022, 4, 20), date(2022, 4, 21), date(2022, 6, 30), date(2022, 7, 1)]
    assert spans(tasks["任务1"]) == {
        REFORM: (Span(None, days[0]), Span(days[3], None)),
        INDUSTRY: (Span(days[1], days[2]),),
    }


def test_who_leads_before_and_after_leads_in_these_days_alone(tmp_path: Path) -> None:
    """The cell is written in April and run every month."""
    runs = ((date(2022, month, 8), BACK_AGAIN, ()) for month in (4, 5, 6, 7))
    task, _ = ran(tmp_path, *runs)
    leads = {one.unit: one for one in task.assignments}
    april, june, july = date(2022, 4, 20), date(2022, 6, 30), date(2022, 7, 1)
    assert [leads[REFORM].leads_on(day) for day in (date(2022, 3, 1), april, june, july)] == [True, True, False, True]
    assert not leads[INDUSTRY].leads_on(july) and leads[INDUSTRY].leads_on(june)


def test_days_in_which_nobody_bears_a_task_are_told(tmp_path: Path) -> None:
    tasks, _ = load(tmp_path, f"{REFORM}（至2022-04-20）、{INDUSTRY}（2022-04-25起）")
    [told] = told_of(tasks["任务1"], tmp_path, Kind.DUTY_GAP)
    assert "2022年4月21日至2022年4月24日" in told
    whole, _ = load(tmp_path, BACK_AGAIN)
    assert not told_of(whole["任务1"], tmp_path, Kind.DUTY_GAP)


def told_of(task: Task, folder: Path, kind: Kind) -> list[str]:
    settings = Settings(
        year=2022, office=Office(name="区政府办公室", section="督查室"), reporting=Reporting(plan_due=date(2022, 3, 24))
    )
    found = table_findings([task], load_units(folder / "单位名录.xlsx"), settings)
    return [one.problem for one in found if one.kind is kind]


def ran(
    folder: Path, *runs: tuple[date, str, Rows], days: tuple[object, object] = (None, None)
) -> tuple[Task, tuple[SeenDuty, ...]]:
    """任务1 after runs on these days, each with this cell of units and these rows of 责任变动."""
    history = DutyHistory()
    for day, units, changes in runs:
        tasks, directory = load(folder, units, changes, days=days, day=day)
        made = with_tenures(tasks.values(), directory, history, day)
        history = DutyHistory(made.seen, day)
    return made.tasks[0], made.seen


def test_a_change_without_a_day_counts_as_the_runs_saw_it(tmp_path: Path) -> None:
    task, _ = ran(tmp_path, (JUNE_6, REFORM, ()), (JUNE_13, INDUSTRY, ()))
    assert spans(task) == {
        INDUSTRY: (Span(JUNE_13, None, is_start_seen=True),),
        REFORM: (Span(None, JUNE_6, is_end_seen=True),),
    }


def test_a_change_without_a_day_is_told_with_the_place_for_one(tmp_path: Path) -> None:
    task, _ = ran(tmp_path, (JUNE_6, REFORM, ()), (JUNE_13, INDUSTRY, ()))
    settings = Settings(
        year=2022, office=Office(name="区政府办公室", section="督查室"), reporting=Reporting(plan_due=date(2022, 3, 24))
    )
    _, directory = load(tmp_path)
    [told] = [one for one in table_findings([task], directory, settings) if one.kind is Kind.DUTY_CHANGED]
    assert all(word in told.problem for word in (REFORM, INDUSTRY, "2022年6月6日", "2022年6月13日"))
    assert "责任变动" in told.remedy
    assert not [one for one in table_findings([load(tmp_path)[0]["任务1"]], directory, settings) if one.task_id]


def test_a_day_entered_later_replaces_that_of_the_runs(tmp_path: Path) -> None:
    dated = (("任务1", REFORM, None, "2022-05-31"), ("任务1", INDUSTRY, "2022-06-01", None))
    task, _ = ran(tmp_path, (JUNE_6, REFORM, ()), (JUNE_13, INDUSTRY, ()), (JUNE_20, INDUSTRY, dated))
    assert spans(task) == {INDUSTRY: (Span(date(2022, 6, 1)),), REFORM: (Span(None, date(2022, 5, 31)),)}


def test_a_task_that_moved_there_and_back_was_borne_twice(tmp_path: Path) -> None:
    task, _ = ran(tmp_path, (JUNE_6, REFORM, ()), (JUNE_13, INDUSTRY, ()), (JUNE_20, REFORM, ()))
    assert spans(task)[REFORM] == (Span(None, JUNE_6, is_end_seen=True), Span(JUNE_20, None, is_start_seen=True))


def test_a_lead_that_became_one_leads_from_then_on(tmp_path: Path) -> None:
    """R1: the first-listed leads; both bear the task all the time."""
    task, _ = ran(tmp_path, (JUNE_6, f"{REFORM}、{INDUSTRY}", ()), (JUNE_13, f"{INDUSTRY}、{REFORM}", ()))
    held = {one.unit: [one.holds_on(day, "lead") for day in (JUNE_6, JUNE_13)] for one in task.assignments}
    assert held == {INDUSTRY: [False, True], REFORM: [True, False]}
    assert all(one.holds_on(day) for one in task.assignments for day in (JUNE_6, JUNE_13))


def test_a_unit_gone_from_the_directory_keeps_its_duty_under_its_name(tmp_path: Path) -> None:
    tasks, directory = load(tmp_path, INDUSTRY)
    seen = (SeenDuty(_key("区旧局"), None, JUNE_6), SeenDuty(_key(INDUSTRY), None, JUNE_6))
    made = with_tenures(tasks.values(), directory, DutyHistory(seen, JUNE_6), JUNE_13)
    assert spans(made.tasks[0])["区旧局"] == (Span(None, JUNE_6, is_end_seen=True),)


def test_a_unit_renamed_in_the_tables_is_known_by_its_alias(tmp_path: Path) -> None:
    """区发改局 is an alias of 区发展改革局: what was seen of the one is the other's."""
    tasks, directory = load(tmp_path, REFORM)
    seen = (SeenDuty(_key("区发改局"), None, JUNE_6),)
    made = with_tenures(tasks.values(), directory, DutyHistory(seen, JUNE_6), JUNE_13)
    assert spans(made.tasks[0]) == {REFORM: ALWAYS}


def _key(unit: str) -> DutyKey:
    return DutyKey("任务1", unit, Part.BEARS)
