"""What the first page puts under 立即办 is settled by doing what it says, and is gone at the next run."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from stories.forms import month_form, plan_form
from stories.office import DraftingOffice, told_once

FINANCE = "区财政局"
PICTURE = b"\xff\xd8\xff\xe0" + b"0" * 300
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
FORM = month_form(FINANCE, 3, {"任务1": "3月累计完成900户", "任务6": "3月累计完成5户"})
_ITEM = re.compile(r"<li><span class=\"badge u1\">(.*?)</div></li>", re.DOTALL)


def now(office: DraftingOffice) -> list[str]:
    """The items under 立即办 as text."""
    return [unescape(re.sub(r"<[^>]+>", "", item)) for item in _ITEM.findall(office.page)]


def about(office: DraftingOffice, name: str) -> str:
    """What is said of a file under 立即办, '' where nothing is."""
    lines = [line for item in now(office) for line in item.split("\n") if name in line]
    return "".join(lines)


def all_but_march(root: Path) -> DraftingOffice:
    office = DraftingOffice(root)
    office.send_all()
    office.send_all(3, but=[FINANCE])
    return office


@pytest.fixture
def office(tmp_path: Path) -> DraftingOffice:
    return told_once(all_but_march, tmp_path / "区")


def _sheet(*rows: list[str]) -> bytes:
    book, stream = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def _with_unknown_task() -> bytes:
    book, stream = load_workbook(BytesIO(FORM)), BytesIO()
    book.active.cell(5, 2).value = "开展文明城市创建工作"
    book.active.cell(5, 1).value = ""
    book.save(stream)
    return stream.getvalue()


FILES = {
    "照片.jpg": PICTURE,
    "财政局照片.jpg": PICTURE + b"1",
    "附件4-3月-区财政局.pdf": b"%PDF-1.4\n%%EOF\n",
    "附件4-3月-区财政局.xlsx": b"PK\x03\x04 cut",
    "附件4（传输失败）.xlsx": b"",
    "附件4-区财政局（加密）.xls": LOCKED,
    "会议回执.xlsx": _sheet(
        ["单位", "参会人", "电话", "会前准备", "人数", "车辆"],
        ["区财政局", "王一", "1", "国有资产盘活处置方案已报区政府常务会议研究，待批复后实施", "2", "1"],
    ),
    "没有单位.xlsx": month_form("", 3, {"任务5": "完成5处"}),
    "别的单位.xlsx": month_form("市水文中心", 3, {"任务6": "完成5户"}),
    "区财政局.xlsx": month_form("区发展改革局", 3, {"任务6": "完成5户"}),
    "无月份.xlsx": month_form(FINANCE, 3, {"任务6": "完成5户"}, title="年度工作任务落实情况表"),
    "区财政局4月.xlsx": FORM,
    "哪一项.xlsx": _with_unknown_task(),
    "两头都缺.xlsx": month_form("", 3, {"任务5": "完成5处"}, title="年度工作任务落实情况表"),
}


@pytest.mark.parametrize("way", ["it is a return", "it is none"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_waits_says_how_it_is_settled_and_then_is(office: DraftingOffice, name: str, way: str) -> None:
    office.put(f"2022-04-05/{name}", FILES[name])
    office.run("04-06")
    for day in ("04-07", "04-11", "04-12", "04-13"):
        if not (told := about(office, name)):
            break
        _act(office, name, told, way)
        office.run(day)
    assert about(office, name) == ""
    assert day in ("04-11", "04-12"), "one thing to do, or two where a form has two doubts"


def _act(office: DraftingOffice, name: str, told: str, way: str) -> None:
    """A clerk does what the page says of the file."""
    if "匹配认定" in told:
        office.edit("匹配认定", lambda rows: [{**row, "认定结果": _answer(row, way)} for row in rows])
    else:
        assert "收文登记" in told, told
        cells: dict[str, object] = {"来源文件": name}
        if way == "it is none":
            office.enter("收文登记", **cells, 表种="不采用")
        else:
            cells |= {"单位": FINANCE, "表种": "落实", "期间": "2022-03", "实际收到日期": date(2022, 4, 5)}
            office.enter("收文登记", **cells)


def _answer(row: dict[str, object], way: str) -> str:
    if way == "it is none":
        return "不采用"
    if row["类型"] == "单位":
        return f"{FINANCE} 2022-03" if "2022-03" in str(row["原文"]) else FINANCE
    return "2022-03" if row["类型"] == "期间" else "任务1"


def test_a_photograph_of_which_unit_and_month_were_told_is_received(office: DraftingOffice) -> None:
    office.put("2022-04-05/照片.jpg", PICTURE)
    office.run("04-06")
    [asked] = office.entries("匹配认定")
    assert asked["类型"] == "单位", "one doubt, one row"
    office.fill("匹配认定", {"类型": "单位"}, 认定结果="区财政局 2022年3月")
    office.run("04-09")
    assert office.state(FINANCE, "2022-03") == "按时"
    assert about(office, "照片.jpg") == ""
    assert len(office.entries("匹配认定")) == 1


def test_a_photograph_that_is_nothing_is_asked_about_in_one_row(office: DraftingOffice) -> None:
    office.put("2022-04-05/照片.jpg", PICTURE)
    office.run("04-06")
    office.fill("匹配认定", {"类型": "单位"}, 认定结果="不采用")
    office.run("04-09")
    assert (office.state(FINANCE, "2022-03"), about(office, "照片.jpg")) == ("未报", "")
    assert len(office.entries("匹配认定")) == 1


@pytest.mark.parametrize("place", ["2022-04-05/附件4-3月-区财政局.xlsx", "3月/附件4-3月-区财政局.xlsx"])
def test_a_damaged_copy_of_a_form_in_hand_is_nothing_to_do(office: DraftingOffice, place: str) -> None:
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", FORM)
    office.run("04-06")
    office.put(place, FORM[:200])
    office.run("04-09")
    assert office.state(FINANCE, "2022-03") == "按时"
    assert about(office, "附件4-3月-区财政局.xlsx") == ""
    assert not office.findings("文件无法读取")
    assert office.findings("已有报表的文件读不出", "无需处理")


def test_a_damaged_file_that_came_before_the_readable_one_waits(office: DraftingOffice) -> None:
    """It may have been in time."""
    office.put("2022-04-06/附件4-3月-区财政局.xlsx", FORM[:200])
    office.put("2022-04-12/附件4-3月-区财政局（补）.xlsx", FORM)
    office.run("04-13")
    assert about(office, "附件4-3月-区财政局.xlsx")


def test_a_damaged_file_of_another_month_is_in_doubt(office: DraftingOffice) -> None:
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", FORM)
    office.put("2022-05-06/附件4-4月-区财政局.xlsx", FORM[:200])
    office.run("05-12")
    assert office.state(FINANCE, "2022-04") == "待认定"


# --- two receipts for one return -----------------------------------------------------------------------------------


def _receipt(day: int) -> dict[str, object]:
    return {"单位": FINANCE, "表种": "落实", "期间": "2022-03", "实际收到日期": date(2022, 4, day)}


def _in_remark(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**row, "备注": "撤销"} if "04-07" in str(row["实际收到日期"]) else row for row in rows]


def _in_mark(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**row, "标识": "撤销"} if "04-07" in str(row["实际收到日期"]) else row for row in rows]


@pytest.mark.parametrize("take_back", [_in_remark, _in_mark])
def test_the_extra_one_of_two_receipts_is_taken_back_and_the_other_stands(
    office: DraftingOffice, take_back: Callable[[list[dict[str, object]]], list[dict[str, object]]]
) -> None:
    office.run("04-08")
    for day in (6, 7):
        office.enter("收文登记", **_receipt(day))
    office.run("04-09")
    assert any("撤销" in item and "最后一列" not in item for item in now(office))
    office.edit("收文登记", take_back)
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "按时"
    assert str(office.returned(FINANCE, "2022-03")["收到日期"])[:10] == "2022-04-06"
    assert not office.findings("相互矛盾")


def test_both_receipts_taken_back_the_return_is_missing(office: DraftingOffice) -> None:
    office.run("04-08")
    office.enter("收文登记", **_receipt(6))
    office.run("04-09")
    office.edit("收文登记", lambda rows: [{**row, "备注": "撤销"} for row in rows])
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "未报"


# --- what came in --------------------------------------------------------------------------------------------------


def test_files_that_were_moved_are_not_new(office: DraftingOffice) -> None:
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", FORM)
    office.run("04-06")
    (office.root / "inbox" / "3月").mkdir()
    (office.root / "inbox" / "2022-04-05" / "附件4-3月-区财政局.xlsx").rename(
        office.root / "inbox" / "3月" / "财政.xlsx"
    )
    office.send_month("区民政局", 4, place="2022-05-05/附件4-4月-区民政局.xlsx")
    office.run("05-06")
    assert "新收到1个文件" in office.page
    assert "另有1个文件换了位置" in office.page


def test_a_revised_plan_is_no_other_kind_of_file(office: DraftingOffice) -> None:
    office.put(
        "2022-03-28/附件3-区财政局（修订）.xlsx",
        plan_form(
            FINANCE, dict.fromkeys(("任务1", "任务6"), ("一季度完成100户", "完成200户", "完成300户", "完成350户"))
        ),
    )
    office.run("04-11")
    told = about(office, "附件3-区财政局（修订）.xlsx")
    assert "匹配认定" in told
    office.edit("匹配认定", lambda rows: [{**row, "认定结果": "不采用"} for row in rows])
    office.run("04-12")
    assert about(office, "附件3-区财政局（修订）.xlsx") == ""


# --- the office's own entries --------------------------------------------------------------------------------------

Rows = list[dict[str, object]]
Cure = Callable[[Rows], Rows]


def _put_right(**cells: object) -> Cure:
    return lambda rows: [{**row, **cells} for row in rows]


def _crossed(column: str) -> Cure:
    return lambda rows: [{**row, column: "撤销"} for row in rows]


OWN: dict[str, tuple[str, dict[str, object], Cure]] = {
    "a day that is none": (
        "收文登记",
        {**_receipt(6), "实际收到日期": "2022-02-30"},
        _put_right(实际收到日期="2022-04-06"),
    ),
    "a unit mistyped, taken back": ("收文登记", {**_receipt(6), "单位": "财政局局"}, _crossed("登记人")),
    "a file that never came": ("收文登记", {"来源文件": "没有.pdf", "实际收到日期": "2022-04-06"}, _crossed("备注")),
    "a file of two": (
        "收文登记",
        {"来源文件": "表.xlsx", "实际收到日期": "2022-04-05"},
        _put_right(来源文件="甲/表.xlsx"),
    ),
    "a correction of nothing": (
        "更正",
        {"来源文件": "甲/表.xlsx", "行号": 99, "列名": "完成情况", "原值": "a", "更正值": "b"},
        _crossed("更正日期"),
    ),
    "a correction of what never came": (
        "更正",
        {"来源文件": "没有.xlsx", "行号": 9, "列名": "完成情况", "原值": "a", "更正值": "b"},
        _crossed("理由"),
    ),
    "an extension of a month that is none": (
        "延期批准",
        {"单位": FINANCE, "表种": "落实", "期间": "2023-03", "延期至": "2022-04-20"},
        _crossed("理由"),
    ),
}


@pytest.mark.parametrize("what", OWN)
def test_an_entry_at_fault_is_closed_by_doing_what_is_said(office: DraftingOffice, what: str) -> None:
    sheet, row, cure = OWN[what]
    office.send_month("区民政局", 3, place="甲/表.xlsx")
    office.send_month("区水务局", 3, place="乙/表.xlsx")
    office.run("04-06")
    office.enter(sheet, **row)
    office.run("04-07")
    assert any("督查室自己的登记" in item for item in now(office))
    office.edit(sheet, cure)
    office.run("04-08")
    assert not any("督查室自己的登记" in item for item in now(office))
