"""Duties with days: nothing entered or changed today makes an earlier period worse, for whom and however it came about (R26)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from stories.office import BEARING, STREETS, UNITS, Office, WholeOffice, told_once

Standing = dict[tuple[str, ...], str]
PARKS, REFORM, SCHOOLS, WATER = "区城管局", "区发展改革局", "区教育体育局", "区水务局"
_WORSE = {"未报", "迟报", "不完整", "黄", "红"}
MOVED = {**BEARING, "任务2": (SCHOOLS,)}


def until_may(root: Path) -> Office:
    """Everybody sent the plan, and every month from March to May, in time."""
    made = Office(root)
    for month in (0, 3, 4, 5):
        made.send_all(month)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(until_may, tmp_path / "区")


def standing(office: Office, until: str) -> Standing:
    """What everybody's returns and duties are for the periods up to ``until``: states, gaps and lights."""
    found: Standing = {}
    for row in office.sheet("报送情况"):
        if str(row["期间"]) <= until:
            gaps = row["缺漏事项"] or row.get("缺漏分项", "")
            is_whole = row["状态"] not in ("按时", "迟报") or not gaps
            found[row["单位"], str(row["期间"])] = row["状态"] if is_whole else "不完整"
    for row in office.sheet("逐月责任"):
        if str(row["期间"]) <= until:
            found[row["事项编号"], row["单位"], str(row["期间"])] = row["预警灯"]
    return found


def worsened(before: Standing, after: Standing) -> list[tuple[tuple[str, ...], str, str]]:
    """What became worse: a return or a duty that was in order, or did not exist, and is at fault now."""
    pairs = ((key, before.get(key, ""), state) for key, state in after.items())
    return [(key, was, now) for key, was, now in pairs if now in _WORSE and was != now]


def named(office: Office) -> set[tuple[str, str]]:
    """(unit, reason) of everybody put up for naming; nobody in these stories sends written material."""
    found = {(row["单位"], str(row["事由"])) for row in office.named()}
    return {(unit, reason) for unit, reason in found if "书面材料" not in reason}


def task_sheet(office: Office, change: Callable[[Any], None]) -> None:
    """A person edits 责任分解表.xlsx."""
    path = office.root / "master" / "责任分解表.xlsx"
    book = load_workbook(path, rich_text=True)
    change(book)
    book.save(path)


def set_day(office: Office, task: str, label: str, day: str) -> None:
    """A person adds the column ``label`` and gives ``task`` a day in it."""

    def change(book: Any) -> None:
        sheet = book["附件1重点任务" if task.startswith("任务") else "附件2民生实事"]
        column = next((c.column for c in sheet[1] if c.value == label), sheet.max_column + 1)
        sheet.cell(1, column).value = label
        row = next(row[0].row for row in sheet.iter_rows(min_row=2) if str(row[0].value) == task[2:])
        sheet.cell(row, column).value = day

    task_sheet(office, change)


def enter_changes(office: Office, rows: Iterable[Sequence[str]]) -> None:
    """A person writes the sheet 责任变动."""

    def change(book: Any) -> None:
        sheet = book.create_sheet("责任变动")
        sheet.append(["事项编号", "单位", "启用日期", "停用日期", "说明"])
        for row in rows:
            sheet.append(list(row))

    task_sheet(office, change)


def changes(office: Office, task: str) -> list[str]:
    """What the findings say of a change of this task's units."""
    return office.findings("责任单位有变动", f"{task}的")


# --- a closed task comes back (story B5) ---------------------------------------------------------------------------

CLOSED = {
    "事项编号": "实事2",
    "申报期间": "2022-06",
    "认定结果": "已销号",
    "核实日期": date(2022, 7, 11),
    "核实人": "小李",
}
RETURNED = {**CLOSED, "认定结果": "退回", "核实日期": date(2022, 8, 15)}


def with_closed_project(office: Office) -> Standing:
    """实事2 closed with June; its unit goes on to report on its other task; the standing of 8 August."""
    office.send_all(6)
    office.run("07-11")
    office.enter("办结销号", **CLOSED)
    office.run("07-18")
    office.send_all(7, but=[PARKS])
    office.send_month(PARKS, 7, 任务4="7月累计完成9公里")
    office.run("08-08")
    return standing(office, "2022-07")


def enter_verdicts(office: Office, *rows: Mapping[str, object]) -> None:
    """办结销号 holds these verdicts on 实事2 and nothing else about it."""
    office.edit(
        "办结销号", lambda old: [*(dict(row) for row in rows), *(one for one in old if one["事项编号"] != "实事2")]
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([RETURNED, CLOSED], id="a second row, sorted above the first"),
        pytest.param([RETURNED], id="the row rewritten"),
        pytest.param([CLOSED, {**RETURNED, "核实日期": date(2022, 7, 20)}], id="with a day in July, entered in August"),
    ],
)
def test_a_task_returned_in_august_was_not_owed_for_july(office: Office, rows: list[dict[str, object]]) -> None:
    before = with_closed_project(office)
    office.run("08-15")
    enter_verdicts(office, *rows)
    office.run("08-22")
    assert worsened(before, standing(office, "2022-07")) == []
    assert not {unit for unit, reason in named(office) if "7月" in reason}


def test_a_task_returned_is_owed_from_then_on_and_closed_again_no_more(office: Office) -> None:
    with_closed_project(office)
    enter_verdicts(office, CLOSED, RETURNED)
    office.run("08-22")
    for month in (8, 9):
        office.send_all(month, but=[PARKS])
        office.send_month(PARKS, month, 任务4=f"{month}月累计完成{month}公里")
    office.run("09-13")
    assert "实事2" in office.returned(PARKS, "2022-08")["缺漏事项"], "August was due after the 退回"
    enter_verdicts(office, CLOSED, RETURNED, {**CLOSED, "申报期间": "2022-08", "核实日期": date(2022, 9, 20)})
    office.run("10-17")
    assert office.returned(PARKS, "2022-09")["缺漏事项"] == ""
    assert office.lights("实事2", PARKS)["2022-09"] == "办结"


def test_two_verdicts_of_one_day_ask_the_office_and_nothing_of_the_unit(office: Office) -> None:
    before = with_closed_project(office)
    enter_verdicts(office, CLOSED, {**RETURNED, "核实日期": CLOSED["核实日期"]})
    office.run("08-22")
    assert worsened(before, standing(office, "2022-07")) == []
    assert office.findings("实事2", "已销号", "退回")


# --- a task moves, a group is confirmed (story B6) -----------------------------------------------------------------


def test_a_task_moved_in_june_is_the_new_unit_s_from_june_on(office: Office) -> None:
    office.run("06-06")
    before = standing(office, "2022-05")
    office.assign(MOVED)
    office.run("06-13")
    assert worsened(before, standing(office, "2022-05")) == []
    assert named(office) == set()
    [told] = changes(office, "任务2")
    assert "2022年6月13日" in told and SCHOOLS in told and REFORM in told and "责任变动" in told
    office.send_all(6)
    office.run("07-11")
    assert "任务2" in office.returned(SCHOOLS, "2022-06")["缺漏事项"]
    assert "任务2" not in office.returned(SCHOOLS, "2022-05")["缺漏事项"]
    assert "任务2" not in str(office.returned(REFORM, "2022-06")["应报事项"])
    assert office.lights("任务2", REFORM)["2022-05"] == "绿", "what the old unit reported stays in the ledger"


def test_a_fault_of_the_old_unit_stays_the_old_unit_s(office: Office) -> None:
    (office.root / "inbox" / "2022-06-05" / f"附件4-5月-{REFORM}.xlsx").unlink()
    office.run("06-13")
    assert office.state(REFORM, "2022-05") == "未报"
    office.assign(MOVED)
    office.run("06-20")
    assert office.state(REFORM, "2022-05") == "未报"
    assert office.lights("任务2", REFORM)["2022-05"] == "红"


def test_a_task_moved_there_and_back(office: Office) -> None:
    office.run("06-13")
    before = standing(office, "2022-05")
    office.assign(MOVED)
    office.run("06-20")
    office.send_all(6, but=[SCHOOLS])
    office.send_month(SCHOOLS, 6, 任务3="6月累计开工4所", 任务2="6月新增9家")
    office.run("07-11")
    june = standing(office, "2022-06")
    assert worsened(before, {key: now for key, now in june.items() if key[-1] <= "2022-05"}) == []
    office.assign(BEARING)
    office.run("07-18")
    assert worsened(june, standing(office, "2022-06")) == []
    office.send_all(7)
    office.run("08-08")
    assert office.state(SCHOOLS, "2022-07") == office.state(REFORM, "2022-07") == "按时"
    assert "任务2" in office.returned(REFORM, "2022-07")["应报事项"]
    assert "任务2" not in office.returned(SCHOOLS, "2022-07")["应报事项"]


@pytest.mark.parametrize("since", ["", "2022-01-01", "2022-05-01"])
def test_a_unit_added_to_a_task_owes_nothing_for_what_is_over(office: Office, since: str) -> None:
    office.run("06-13")
    before = standing(office, "2022-05")
    office.assign({**BEARING, "任务2": (REFORM, WATER)})
    if since:
        enter_changes(office, [("任务2", WATER, since, "", "")])
    office.run("06-20")
    assert worsened(before, standing(office, "2022-05")) == []
    assert named(office) == set()
    office.send_all(6)
    office.run("07-11")
    assert office.returned(WATER, "2022-06")["缺漏事项"] == "任务2"


def test_a_task_added_in_may_is_nobody_s_before(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    fewer = {task: units for task, units in BEARING.items() if task != "任务6"}
    office.assign(fewer)
    for month in (0, 3, 4):
        for unit in UNITS:
            own = [task for task in office.borne(unit) if task != "任务6"]
            (office.send_month(unit, month, **dict.fromkeys(own, "累计完成9件"))) if month else office.send_plan(
                unit, "", **dict.fromkeys(own, ("完成1件", "完成2件", "完成3件", "完成4件"))
            )
    office.run("05-16")
    before = standing(office, "2022-04")
    office.assign(BEARING)
    office.run("05-23")
    assert worsened(before, standing(office, "2022-04")) == []
    assert named(office) == set()
    assert "任务6" in office.returned("区财政局", "2022-05")["应报事项"]


def test_a_day_in_responsibility_changes_decides(office: Office) -> None:
    """Entered before May was due: the old unit up to 10 May, the new one from 11 May on."""
    office.run("05-16")
    office.assign(MOVED)
    enter_changes(office, [("任务2", REFORM, "", "2022-05-10", ""), ("任务2", SCHOOLS, "2022-05-11", "", "")])
    office.run("05-23")
    assert changes(office, "任务2") == []
    assert "任务2" in office.returned(SCHOOLS, "2022-05")["应报事项"]
    assert "任务2" in office.returned(REFORM, "2022-04")["应报事项"]
    assert "任务2" not in str(office.returned(REFORM, "2022-05")["应报事项"])


def test_days_in_the_cell_of_units_decide(office: Office) -> None:
    office.run("05-16")
    office.assign({**BEARING, "任务2": (f"{REFORM}（至2022-05-10）", f"{SCHOOLS}（2022-05-11起）")})
    office.run("05-23")
    assert "任务2" in office.returned(SCHOOLS, "2022-05")["应报事项"]
    assert "任务2" in office.returned(REFORM, "2022-04")["应报事项"]
    assert "任务2" not in str(office.returned(REFORM, "2022-05")["应报事项"])


def test_a_group_confirmed_in_june_owes_from_june_on(office: Office) -> None:
    office.run("06-13")
    before = standing(office, "2022-05")
    office.confirm_group(STREETS[0])
    office.run("06-20")
    assert worsened(before, standing(office, "2022-05")) == []
    assert named(office) == set()
    office.confirm_group(*STREETS)
    office.run("07-04")
    assert worsened(before, standing(office, "2022-05")) == []
    office.send_all(6)
    office.run("07-11")
    assert office.state(STREETS[0], "2022-06") == "未报", "confirmed on 20 June"
    assert office.state(STREETS[1], "2022-06") == "免报", "a member since 4 July"
    office.confirm_group()
    office.run("07-18")
    assert office.state(STREETS[0], "2022-06") == "未报"
    assert worsened(before, standing(office, "2022-05")) == []
    office.send_all(7)
    office.run("08-08")
    assert office.state(STREETS[0], "2022-07") == office.state(STREETS[1], "2022-07") == "免报"
    assert office.returned(STREETS[0], "2022-07")["书面材料"] == "免报", "未报 of nobody who owes none"


def test_a_lead_that_moves_owes_where_only_leads_report(tmp_path: Path) -> None:
    config = Office(tmp_path / "样").root / "config.toml"
    office = Office(tmp_path / "区", config.read_text(encoding="utf-8").replace('who = "all"', 'who = "lead"'))
    for month in (0, 3, 4, 5):
        office.send_all(month, but=["区财政局"])
        leading = {"任务6": ("完成1亿元", "完成2亿元", "完成3亿元", "完成4亿元")}
        office.send_month("区财政局", month, 任务6="累计争取5亿元") if month else office.send_plan(
            "区财政局", "", **leading
        )
    office.run("06-13")
    before = standing(office, "2022-05")
    assert "未报" not in before.values()
    office.assign({**BEARING, "任务1": ("区财政局", "区住房城乡建设局")})
    office.run("06-20")
    assert worsened(before, standing(office, "2022-05")) == []
    assert "任务1" in office.returned("区财政局", "2022-06")["应报事项"]
    assert "任务1" in office.returned("区住房城乡建设局", "2022-05")["应报事项"]
    assert "任务1" not in str(office.returned("区住房城乡建设局", "2022-06")["应报事项"])


# --- a task is called off, a unit is exempt (story B7) -------------------------------------------------------------


def test_a_task_called_off_is_one_row_and_one_word_everywhere(office: Office) -> None:
    office.prints = WholeOffice.prints
    office.run("06-13")
    before = standing(office, "2022-05")
    set_day(office, "实事2", "停用日期", "2022-06-15")
    office.send_all(6, but=[PARKS])
    office.send_month(PARKS, 6, 任务4="6月累计完成9公里")
    office.run("07-11", "deadline", "2022-06")
    assert worsened(before, standing(office, "2022-06")) == []
    assert office.returned(PARKS, "2022-06")["缺漏事项"] == ""
    [entry] = [row for row in office.sheet("事项台账") if row["事项编号"] == "实事2"]
    assert (entry["预警灯"], entry["进度"]) == ("灰", "已撤销")
    office.run("07-11", "bulletin", "monthly", "2022-06")
    office.run("07-11", "bulletin", "quarterly", "2022-Q2", code=None)
    texts = {place: text.replace("\n", "") for place, text in office.bulletins().items() if "公开" not in place}
    june = [text for text in texts.values() if "6月份进展情况" in text]
    assert june and all("已撤销1件" in text for text in june)
    assert "已撤销" in office.page
    months = [row for row in office.sheet("逐月事项") if row["事项编号"] == "实事2"]
    assert [row["进度"] for row in months if str(row["期间"]) in ("2022-05", "2022-06")] == ["按序时推进", "已撤销"]


def test_a_day_of_calling_off_that_lies_back_makes_nothing_worse(office: Office) -> None:
    (office.root / "inbox" / "2022-06-05" / f"附件4-5月-{REFORM}.xlsx").unlink()
    office.run("06-13")
    before = standing(office, "2022-05")
    set_day(office, "任务2", "停用日期", "2022-03-15")
    office.run("06-20")
    assert worsened(before, standing(office, "2022-05")) == []
    assert office.state(REFORM, "2022-05") == "未报", "it still owed 实事1"


def test_one_row_exempts_every_unit_of_a_task(office: Office) -> None:
    office.run("06-13")
    office.enter("免报", 事项编号="任务4", 起始期间="2022-06", 理由="项目暂停", 批准人="张健")
    office.send_all(6, but=[PARKS, WATER])
    office.send_month(PARKS, 6, 实事2="6月累计建成3处")
    office.run("07-11")
    assert office.state(WATER, "2022-06") == "免报"
    assert (office.state(PARKS, "2022-06"), office.returned(PARKS, "2022-06")["缺漏事项"]) == ("按时", "")
    assert office.findings("人工认定填写有误") == []


EXEMPT = {"单位": WATER, "起始期间": "2022-03", "截止期间": "2022-05", "理由": "机构调整", "批准人": "张健"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda row: {**row, "批准人": "撤销"}, id="taken back"),
        pytest.param(lambda row: {**row, "单位": PARKS}, id="rewritten to another unit"),
        pytest.param(lambda row: {**row, "起始期间": "2022-06", "截止期间": "2022-07"}, id="rewritten to other months"),
    ],
)
def test_an_exemption_that_counted_when_a_collection_was_over_goes_on_counting(
    tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    office = Office(tmp_path / "区")
    for month in (0, 3, 4, 5):
        office.send_all(month, but=[WATER] if month else [])
    office.run("06-13")
    assert office.state(WATER, "2022-03") == "未报"
    office.enter("免报", **EXEMPT)
    office.run("06-20")
    before = standing(office, "2022-05")
    assert office.state(WATER, "2022-03") == "免报"
    office.edit("免报", lambda rows: [change(row) for row in rows])
    office.run("07-11")
    assert worsened(before, standing(office, "2022-05")) == []


def test_an_extension_taken_back_does_not_make_late_what_came_in_time(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=[WATER])
    office.run("04-06")
    office.enter(
        "延期批准",
        单位=WATER,
        表种="落实",
        期间="2022-03",
        延期至=date(2022, 4, 20),
        批准人="张健",
        批准日期="2022-04-06",
    )
    office.run("04-11")
    office.send_month(WATER, 3, place=f"2022-04-18/附件4-3月-{WATER}.xlsx")
    office.run("04-25")
    assert office.state(WATER, "2022-03") == "按时"
    office.edit("延期批准", lambda rows: [{**row, "批准日期": "撤销"} for row in rows])
    office.run("05-16")
    assert office.state(WATER, "2022-03") == "按时"


def test_an_extension_mistyped_and_put_right_ends_on_the_right_day(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=[WATER])
    office.run("04-06")
    office.enter("延期批准", 单位=WATER, 表种="落实", 期间="2022-03", 延期至=date(2022, 12, 20), 批准人="张健")
    office.run("04-11")
    assert office.state(WATER, "2022-03") == "延期"
    office.edit("延期批准", lambda rows: [{**row, "延期至": date(2022, 4, 20)} for row in rows])
    office.run("04-18")
    office.run("04-25")
    assert office.state(WATER, "2022-03") == "未报"


# --- sub-items of the plan (story C10) -----------------------------------------------------------------------------

_QUARTERS = ("完成1处", "完成2处", "完成3处", "完成4处")


def broken_down(office: Office) -> None:
    """区水务局 breaks 任务4 into two sub-items; everybody else reports as ever."""
    office.send_all(0, but=[WATER])
    office.send_plan(WATER, "", **{"任务4-1": _QUARTERS, "任务4-2": _QUARTERS})
    office.send_all(4, but=[WATER])


def test_a_month_that_leaves_out_a_sub_item_of_the_plan_is_incomplete(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    broken_down(office)
    office.send_month(WATER, 4, "", **{"任务4-1": {"完成情况": "累计完成1处", "序号": "4-1"}})
    office.run("05-16")
    row = office.returned(WATER, "2022-04")
    assert (row["状态"], row["缺漏分项"]) == ("按时", "任务4-2")
    assert office.lights("任务4", WATER)["2022-04"] == "黄"
    assert office.findings("报送不完整", "任务4-2")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            {"任务4-1": {"完成情况": "完成1处", "序号": "4-1"}, "任务4-2": {"完成情况": "完成2处", "序号": "4-2"}},
            id="both",
        ),
        pytest.param({"任务4": {"完成情况": "累计完成1处", "序号": "4"}}, id="the whole task"),
        pytest.param(
            {"任务4-3": {"完成情况": "累计完成1处", "序号": "4-3"}}, id="a number that the plan does not have"
        ),
    ],
)
def test_a_month_that_speaks_of_the_whole_or_otherwise_is_not_called_incomplete(
    tmp_path: Path, rows: Mapping[str, Any]
) -> None:
    office = Office(tmp_path / "区")
    broken_down(office)
    office.send_month(WATER, 4, "", **rows)
    office.run("05-16")
    row = office.returned(WATER, "2022-04")
    assert (row["状态"], row["缺漏事项"], row.get("缺漏分项", "")) == ("按时", "", "")


# --- the tables of master/ are cut short ---------------------------------------------------------------------------


def without(*tasks: str) -> dict[str, tuple[str, ...]]:
    return {task: units for task, units in BEARING.items() if task not in tasks}


def test_a_task_deleted_stops_the_run_before_anything_is_written(office: Office) -> None:
    office.run("06-06")
    before = standing(office, "2022-05")
    office.assign(without("任务3"))
    done = office.run("06-13", code=2)
    assert "任务3" in done.stderr + done.stdout and "停用日期" in done.stderr + done.stdout
    assert standing(office, "2022-05") == before
    office.run("06-13", "--confirmed")
    assert "任务3" not in {row["事项编号"] for row in office.sheet("事项台账")}
    office.run("06-20")


def test_a_unit_deleted_stops_the_run_and_goes_where_that_is_meant(office: Office) -> None:
    office.run("06-06")
    before = standing(office, "2022-05")
    office.assign(MOVED | {"实事1": (SCHOOLS,)})

    path = office.root / "master" / "单位名录.xlsx"
    book = load_workbook(path)
    sheet = book["单位"]
    sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == REFORM))
    book.save(path)
    done = office.run("06-13", code=2)
    assert REFORM in done.stderr + done.stdout
    office.run("06-13", "--confirmed")
    after = standing(office, "2022-05")
    assert not [fault for fault in worsened(before, after) if fault[0][0] != REFORM]
    office.run("07-11", "deadline", "2022-06")
