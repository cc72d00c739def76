"""A slip in a person's entry never works against a unit: unreadable cells, rows that move, two entries of one return."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from stories.forms import TASKS, month_form
from stories.office import DraftingOffice, Office, told_once

FINANCE, PLANNING, SCHOOLS, CITY = "区财政局", "区发展改革局", "区教育体育局", "区城管局"
DAY_AFTER = "03-25"
WRONG_NAME = "附件4-区发展改革局（盖章）.xlsx"
Row = dict[str, Any]
PAPER: Row = {"单位": FINANCE, "表种": "计划", "期间": "2022", "实际收到日期": date(2022, 3, 23)}
EXTENSION: Row = {"单位": FINANCE, "表种": "计划", "期间": "2022", "延期至": date(2022, 4, 15)}
EXEMPTION: Row = {"单位": FINANCE, "表种": "计划"}


def all_but_a_plan(root: Path) -> Office:
    """The plan is in from all but the treasury; a first run has laid out 人工认定.xlsx."""
    office = Office(root)
    office.send_all(but=[FINANCE])
    office.run("03-23")
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(all_but_a_plan, tmp_path / "区")


def told(office: Office) -> str:
    """What the workbook's own faults are, in one text."""
    return "\n".join(office.findings("人工认定"))


# --- an entry that cannot be used ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "row", "slip"),
    [
        pytest.param("收文登记", PAPER, {"实际收到日期": "2022-02-30"}, id="receipt: no such day"),
        pytest.param("收文登记", PAPER, {"期间": "年度规划"}, id="receipt: no period"),
        pytest.param("收文登记", PAPER, {"单位": "区财政局局"}, id="receipt: unit mistyped"),
        pytest.param("收文登记", PAPER, {"表种": "规划"}, id="receipt: no form"),
        pytest.param("收文登记", PAPER, {"来源文件": "没有这个文件.pdf"}, id="receipt: no such file"),
        pytest.param("延期批准", EXTENSION, {"延期至": "2022-04-31"}, id="extension: no such day"),
        pytest.param("延期批准", EXTENSION, {"单位": "财政"}, id="extension: unit mistyped"),
        pytest.param("免报", EXEMPTION, {"单位": "财政"}, id="exemption: unit mistyped"),
        pytest.param("免报", EXEMPTION, {"表种": "规划"}, id="exemption: no form"),
    ],
)
def test_a_slip_leaves_the_return_open_and_nobody_is_written_to_or_named(
    office: Office, sheet: str, row: Row, slip: Row
) -> None:
    office.prints = DraftingOffice.prints
    office.enter(sheet, **{**row, **slip})
    done = office.run(DAY_AFTER, "deadline", "plan")
    assert office.state(FINANCE, "2022") == "待认定"
    assert "人工认定" in office.returned(FINANCE, "2022")["说明"]
    assert FINANCE not in office.letters()
    assert FINANCE not in {entry["单位"] for entry in office.named()}
    assert all("未报送单位" not in text or FINANCE not in text for text in office.bulletins().values())
    assert f"“{sheet}”" in done.stdout, "the run names the cell that must be mended first"


@pytest.mark.parametrize(
    ("sheet", "row", "slip", "state"),
    [
        pytest.param("收文登记", PAPER, {"实际收到日期": "2022-02-30"}, "按时", id="receipt"),
        pytest.param("延期批准", EXTENSION, {"延期至": "2022-04-31"}, "延期", id="extension"),
        pytest.param("免报", EXEMPTION, {"表种": "规划"}, "免报", id="exemption"),
    ],
)
def test_mended_it_says_what_it_was_meant_to_say(office: Office, sheet: str, row: Row, slip: Row, state: str) -> None:
    office.enter(sheet, **{**row, **slip})
    office.run(DAY_AFTER)
    office.fill(sheet, {"单位": FINANCE}, **row)
    office.run(DAY_AFTER)
    assert office.state(FINANCE, "2022") == state
    assert not told(office)


def test_a_late_return_is_open_while_its_registration_or_extension_is_illegible(office: Office) -> None:
    office.send_plan(FINANCE, "2022-03-28/附件3-区财政局.xlsx")
    office.enter("延期批准", **{**EXTENSION, "延期至": "4月底"})
    office.run("03-30", "deadline", "plan")
    assert office.state(FINANCE, "2022") == "待认定"
    assert FINANCE not in {row["单位"] for row in office.named() if "迟报" in row["事由"]}


def test_an_illegible_day_for_a_file_leaves_that_files_units_alone_open(office: Office) -> None:
    office.send_plan(FINANCE, "2022-03-28/附件3-区财政局.xlsx")
    office.send_plan(SCHOOLS, "2022-03-28/附件3-区教育体育局.xlsx")
    (office.root / "inbox/2022-03-21/附件3-区教育体育局.xlsx").unlink()
    office.run("03-28")
    office.enter("收文登记", 来源文件="附件3-区财政局.xlsx", 实际收到日期="3月32日")
    office.run("03-30")
    assert office.state(FINANCE, "2022") == "待认定"


def test_an_illegible_exemption_of_one_task_leaves_that_task_out_of_what_is_lacking(office: Office) -> None:
    office.send_plan(FINANCE, 任务1=("一", "二", "三", "四"))
    office.enter("免报", 单位=FINANCE, 事项编号="任务6", 起始期间="去年")
    office.run(DAY_AFTER, "deadline", "plan")
    row = office.returned(FINANCE, "2022")
    assert (row["状态"], row["缺漏事项"]) == ("按时", "")
    assert FINANCE not in {entry["单位"] for entry in office.named() if "不完整" in entry["事由"]}


def test_a_closure_that_cannot_be_used_leaves_the_months_behind_it_open(office: Office) -> None:
    office.send_plan(FINANCE)
    office.send_all(3)
    office.enter("办结销号", 事项编号="任务3", 单位=SCHOOLS, 申报期间="2022-03", 认定结果="已销号", 核实日期="月底")
    office.run("05-12", "deadline", "2022-04")
    assert office.state(SCHOOLS, "2022-04") == "待认定"
    assert SCHOOLS not in {row["单位"] for row in office.named() if row["期间"] == "2022-04"}
    assert office.state(CITY, "2022-04") == "未报"


def test_all_faults_of_a_row_are_told_at_once_with_their_cells(office: Office) -> None:
    office.enter("收文登记", **{**PAPER, "期间": "年度规划", "实际收到日期": "2022-02-30", "单位": "财务局"})
    office.run(DAY_AFTER)
    [fault] = office.findings("人工认定填写有误")
    assert all(cell in fault for cell in ("B2", "D2", "E2"))
    assert all(word in fault for word in ("年度规划", "2022-02-30", "财务局"))


def test_a_slip_of_another_unit_s_entry_protects_nobody_else(office: Office) -> None:
    (office.root / "inbox/2022-03-21/附件3-区城管局.xlsx").unlink()
    office.enter("收文登记", **{**PAPER, "实际收到日期": "2022-02-30"})
    office.run(DAY_AFTER, "--confirmed", "deadline", "plan")
    assert FINANCE not in office.letters()


# --- two entries about one return ------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [(23, 29), (29, 23)], ids=["form first", "supplement first"])
def test_of_two_receipts_the_first_counts_and_the_other_is_told(office: Office, days: tuple[int, int]) -> None:
    for day in days:
        office.enter("收文登记", **{**PAPER, "实际收到日期": date(2022, 3, day)})
    office.run("03-30", "deadline", "plan")
    assert office.state(FINANCE, "2022") == "按时"
    assert FINANCE not in {row["单位"] for row in office.named() if "迟报" in row["事由"]}
    assert len(office.findings("人工认定相互矛盾")) == 1


@pytest.mark.parametrize("days", [(1, 15), (15, 1)], ids=["later below", "later above"])
def test_of_two_extensions_the_later_counts_and_the_other_is_told(office: Office, days: tuple[int, int]) -> None:
    for day in days:
        office.enter("延期批准", **{**EXTENSION, "延期至": date(2022, 4, day)})
    office.run("04-12")
    assert office.state(FINANCE, "2022") == "延期"
    assert len(office.findings("人工认定相互矛盾")) == 1


def test_a_unit_both_named_and_spared_is_not_named(office: Office) -> None:
    office.prints = DraftingOffice.prints
    office.run(DAY_AFTER, "deadline", "plan")
    [row] = [row for row in office.named() if row["单位"] == FINANCE and "未报" in row["事由"]]
    office.fill("点名确认", {"单位": FINANCE, "事由": row["事由"]}, 确认="否")
    office.enter("点名确认", **{k: v for k, v in row.items() if k != "标识"} | {"确认": "是"})
    office.run(DAY_AFTER, "deadline", "plan")
    assert len(office.findings("点名确认前后矛盾")) == 1
    [text] = [text for place, text in office.bulletins().items() if "报送情况" in place and "公开" not in place]
    assert "征求意见稿" in text and FINANCE not in text.partition("未报送单位")[2].partition("。")[0]


# --- rows that move ------------------------------------------------------------------------------------------------


def receipts(office: Office) -> list[tuple[Any, ...]]:
    return sorted(
        (row["来源文件"], row["单位"], row["期间"], str(row["实际收到日期"])) for row in office.entries("收文登记")
    )


def three_registered(root: Path) -> Office:
    """Three entries of 收文登记 that a run has read: a file by a wrong name, a unit taken for another, a right one."""
    office = told_once(all_but_a_plan, root)
    office.send_month(PLANNING, 3, "2022-04-11/附件4-区发展改革局.xlsx")
    office.enter("收文登记", 来源文件=WRONG_NAME, 实际收到日期=date(2022, 4, 8), 登记人="小李", 备注="扫描件")
    office.enter("收文登记", **{**PAPER, "单位": CITY, "登记人": "小王", "备注": "纸质"})
    office.enter("收文登记", **{**PAPER, "实际收到日期": date(2022, 3, 22), "登记人": "小王", "备注": "纸质"})
    office.run("04-11")
    return office


@pytest.fixture
def registered(tmp_path: Path) -> Office:
    return told_once(three_registered, tmp_path / "区")


def test_two_neighbouring_rows_corrected_in_one_sitting_stay_two_rows(registered: Office) -> None:
    registered.fill("收文登记", {"来源文件": WRONG_NAME}, 来源文件="2022-04-11/附件4-区发展改革局.xlsx")
    registered.fill("收文登记", {"单位": CITY}, 单位=SCHOOLS)
    expected = receipts(registered)
    registered.run("04-12")
    registered.run("04-13")
    assert receipts(registered) == expected
    assert registered.state(PLANNING, "2022-03") == "按时"


def reversed_rows(rows: list[Row]) -> list[Row]:
    return rows[::-1]


def without_marks(rows: list[Row]) -> list[Row]:
    return [{label: value for label, value in row.items() if label != "标识"} for row in rows]


def corrected(rows: list[Row]) -> list[Row]:
    return [row | {"单位": SCHOOLS} if row["单位"] == CITY else row for row in rows]


def marks_left_behind(rows: list[Row]) -> list[Row]:
    """Sorted in Excel with the last column left out of the selection."""
    marks = [row.get("标识", "") for row in rows]
    return [row | {"标识": mark} for row, mark in zip(rows[::-1], marks, strict=True)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda rows: reversed_rows(rows), id="sorted"),
        pytest.param(lambda rows: corrected(reversed_rows(rows)), id="sorted and corrected"),
        pytest.param(lambda rows: reversed_rows(corrected(rows)), id="corrected and sorted"),
        pytest.param(lambda rows: [rows[2], rows[0], rows[1]], id="cut and pasted elsewhere"),
        pytest.param(lambda rows: corrected(without_marks(rows)), id="marks cleared, corrected"),
        pytest.param(lambda rows: reversed_rows(corrected(without_marks(rows))), id="marks cleared, corrected, sorted"),
    ],
)
def test_rows_keep_their_identity(registered: Office, change: Callable[[list[Row]], list[Row]]) -> None:
    registered.edit("收文登记", change)
    expected = receipts(registered)
    registered.run("04-12")
    registered.run("04-13")
    assert receipts(registered) == expected


def test_marks_left_behind_by_a_sort_harm_nothing(registered: Office) -> None:
    if not any("标识" in row for row in registered.entries("收文登记")):
        pytest.skip("this code has no marks")
    registered.edit("收文登记", marks_left_behind)
    expected = receipts(registered)
    registered.run("04-12")
    assert receipts(registered) == expected


def test_a_deleted_row_comes_back_and_a_withdrawn_one_does_not(registered: Office) -> None:
    expected = receipts(registered)
    registered.edit("收文登记", lambda rows: [row for row in rows if row["单位"] != FINANCE])
    registered.run("04-12")
    assert receipts(registered) == expected
    registered.fill("收文登记", {"单位": FINANCE}, 备注="撤销")
    registered.run("04-13")
    assert registered.state(FINANCE, "2022") == "未报"
    registered.edit("收文登记", lambda rows: [row for row in rows if row["单位"] != FINANCE])
    registered.run("04-14")
    assert FINANCE not in {row["单位"] for row in registered.entries("收文登记")}


def test_a_deleted_row_comes_back_beside_a_new_one_much_like_it(registered: Office) -> None:
    """区财政局 deleted by mistake, 区教育体育局 entered in the same sitting, all other cells alike."""
    registered.edit(
        "收文登记",
        lambda rows: [
            *(row for row in rows if row["单位"] != FINANCE),
            {**PAPER, "单位": SCHOOLS, "实际收到日期": date(2022, 3, 22), "登记人": "小王", "备注": "纸质"},
        ],
    )
    registered.run("04-12")
    assert {row["单位"] for row in registered.entries("收文登记")} >= {FINANCE, SCHOOLS, CITY}


def test_the_only_row_deleted_comes_back_beside_another_units_typed_in_its_place(office: Office) -> None:
    """No other row tells whether marks were lost: nothing is taken from the unit that was registered."""
    office.enter("收文登记", **PAPER)
    office.run("04-11")
    assert office.state(FINANCE, "2022") == "按时"
    office.edit("收文登记", lambda rows: [{**PAPER, "单位": SCHOOLS}])
    office.run("04-12")
    assert {row["单位"] for row in office.entries("收文登记")} == {FINANCE, SCHOOLS}
    assert office.state(FINANCE, "2022") == "按时"


def test_a_row_copied_and_changed_is_a_row_of_its_own(registered: Office) -> None:
    def copied(rows: list[Row]) -> list[Row]:
        [source] = [row for row in rows if row["单位"] == FINANCE]
        return [source | {"单位": SCHOOLS}, *rows]

    registered.edit("收文登记", copied)
    expected = receipts(registered)
    registered.run("04-12")
    registered.run("04-13")
    assert receipts(registered) == expected
    if "标识" in registered.entries("收文登记")[0]:
        marks = [row["标识"] for row in registered.entries("收文登记")]
        assert len(set(marks)) == len(marks) == 4


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rows_keep_their_identity_through_libreoffice(registered: Office, tmp_path: Path) -> None:
    expected = receipts(registered)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}"]
    for target in ("ods", "xlsx"):
        source = registered.book if target == "ods" else tmp_path / "人工认定.ods"
        subprocess.run(
            [*command, "--convert-to", target, "--outdir", tmp_path, source], check=True, capture_output=True
        )
    shutil.copy(tmp_path / "人工认定.xlsx", registered.book)
    registered.edit("收文登记", corrected)
    registered.edit("收文登记", reversed_rows)
    registered.run("04-12")
    after = receipts(registered)
    assert len(after) == len(expected)
    assert {unit for _, unit, _, _ in after} == {"", SCHOOLS, FINANCE}


def test_withdrawing_takes_back_whatever_the_order_of_the_rows(registered: Office) -> None:
    """A row of 撤销 above the row that it takes back."""
    registered.edit("收文登记", lambda rows: [{**PAPER, "备注": "撤销"}, *rows])
    registered.run("04-12")
    assert registered.state(FINANCE, "2022") == "未报"
    registered.enter("收文登记", **PAPER)
    registered.run("04-13")
    assert registered.state(FINANCE, "2022") == "按时", "entered anew, later"
    registered.edit("收文登记", reversed_rows)
    registered.run("04-14")
    assert registered.state(FINANCE, "2022") == "按时"


# --- the tool's own words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["年度计划", 2022])
def test_a_plan_is_registered_in_the_tool_s_own_words(office: Office, word: object) -> None:
    office.enter("收文登记", **{**PAPER, "期间": word})
    office.run(DAY_AFTER)
    assert office.state(FINANCE, "2022") == "按时"


@pytest.mark.parametrize("word", ["3月", "2022.3", date(2022, 3, 1)])
def test_a_month_is_registered_in_the_tool_s_own_words(office: Office, word: object) -> None:
    office.enter("收文登记", 单位=FINANCE, 表种="落实", 期间=word, 实际收到日期=date(2022, 4, 7))
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "按时"


@pytest.mark.parametrize(
    "word",
    ["3月24日", "24/3/2022"],
)
def test_a_day_is_registered_as_people_write_it(office: Office, word: str) -> None:
    office.enter("收文登记", **{**PAPER, "实际收到日期": word})
    office.run(DAY_AFTER)
    assert (office.state(FINANCE, "2022"), str(office.returned(FINANCE, "2022")["收到日期"])[:10]) == (
        "按时",
        "2022-03-24",
    )


@pytest.mark.parametrize("word", ["3月", "2022年3月"])
def test_a_deadline_takes_the_same_words(office: Office, word: str) -> None:
    office.run("04-11", "deadline", word)
    assert (office.root / "outbox/催办/2022-03").is_dir()


@pytest.mark.parametrize("number", ["0", "-1"])
def test_a_reminder_no_days_before_the_due_date_is_refused(office: Office, number: str) -> None:
    done = office.run(DAY_AFTER, "deadline", "plan", "--before", number, code=2)
    assert "--before" in done.stderr
    assert not office.letters()


# --- written material on paper -------------------------------------------------------------------------------------


def test_material_on_paper_is_registered_and_late_material_does_not_make_the_form_late(office: Office) -> None:
    office.send_plan(FINANCE)
    material = {**PAPER, "表种": "书面材料", "实际收到日期": date(2022, 3, 29)}
    office.enter("收文登记", **material)
    office.run("03-30", "deadline", "plan")
    row = office.returned(FINANCE, "2022")
    assert (row["状态"], row["书面材料"]) == ("按时", "已报")
    assert "材料迟报3个工作日" in row["说明"]
    assert FINANCE not in office.letters()


def test_material_whose_entry_is_illegible_is_asked_of_nobody(office: Office) -> None:
    office.send_plan(FINANCE)
    office.enter("收文登记", **{**PAPER, "表种": "书面材料", "实际收到日期": "3月32日"})
    office.run("03-30", "deadline", "plan")
    assert office.returned(FINANCE, "2022")["书面材料"] == "待认定"
    assert FINANCE not in office.letters()


def test_a_picture_is_registered_by_its_bare_name_as_form_or_as_material(office: Office) -> None:
    office.put("2022-03-22/财政/微信图片1.jpg", b"\xff\xd8\xff\xe0 form")
    office.put("2022-03-22/财政/微信图片2.jpg", b"\xff\xd8\xff\xe0 letter")
    office.run("03-23")
    [asked] = office.findings("微信图片1.jpg", "格式不支持")
    assert "收文登记" in asked
    assert "来源文件" in asked
    office.enter(
        "收文登记", 来源文件="微信图片1", 单位=FINANCE, 表种="计划", 期间="年度计划", 实际收到日期=date(2022, 3, 22)
    )
    office.enter("收文登记", **{**PAPER, "来源文件": "财政\\微信图片2.jpg", "表种": "书面材料"})
    office.run(DAY_AFTER)
    row = office.returned(FINANCE, "2022")
    assert (row["状态"], row["书面材料"]) == ("按时", "已报")
    assert not office.findings("格式不支持")
    assert not office.entries("匹配认定")


def test_a_bare_name_of_two_files_is_told_with_both(office: Office) -> None:
    office.put("2022-03-22/财政/扫描件.jpg", b"\xff\xd8\xff\xe0 one")
    office.put("2022-03-22/教体/扫描件.jpg", b"\xff\xd8\xff\xe0 other")
    office.enter("收文登记", **{**PAPER, "来源文件": "扫描件.jpg"})
    office.run(DAY_AFTER)
    [fault] = office.findings("登记的文件不止一个")
    assert "财政/扫描件.jpg" in fault
    assert "教体/扫描件.jpg" in fault
    assert office.state(FINANCE, "2022") == "待认定"


# --- one cell, several tasks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["任务1、任务6", "重点任务1和任务 6"])
def test_a_cell_with_parts_of_two_tasks_is_answered_with_both(office: Office, answer: str) -> None:
    content = month_form(FINANCE, 3, {"任务1": "完成50户"})
    office.put(
        "2022-04-05/附件4-3月-区财政局.xlsx", _with_two_tasks(content, f"{TASKS['任务1'][:11]}；\n{TASKS['任务6'][:8]}")
    )
    office.run("04-06")
    asked = [row for row in office.entries("匹配认定") if row["类型"] == "事项"]
    assert len(asked) == 1
    office.fill("匹配认定", {"编号": asked[0]["编号"]}, 认定结果=answer)
    office.run("04-11")
    row = office.returned(FINANCE, "2022-03")
    assert (row["状态"], row["缺漏事项"]) == ("按时", "")
    assert {one["事项编号"] for one in office.sheet("填报明细") if one["单位"] == FINANCE} == {"任务1", "任务6"}


def test_a_cell_with_the_whole_of_two_tasks_counts_for_both_unasked(office: Office) -> None:
    content = month_form(FINANCE, 3, {"任务1": "完成50户"})
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", _with_two_tasks(content, f"{TASKS['任务1']}；\n{TASKS['任务6']}"))
    office.run("04-06")
    assert not [row for row in office.entries("匹配认定") if row["类型"] == "事项"]
    row = office.returned(FINANCE, "2022-03")
    assert (row["状态"], row["缺漏事项"]) == ("按时", "")


def _with_two_tasks(content: bytes, text: str) -> bytes:
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == TASKS["任务1"]:
                    cell.value = text
                elif cell.column == 1 and str(cell.value) == "1":
                    cell.value = None
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_bare_name_goes_on_meaning_the_file_that_was_there_when_it_was_entered(tmp_path: Path) -> None:
    """Another scan of that name comes in June, the first was moved in May: nothing is asked, nobody is late."""
    office = Office(tmp_path / "区")
    office.send_all()
    first = office.put("2022-04-08/扫描件.pdf", b"%PDF-1.4 one")
    office.run("04-09")
    office.enter(
        "收文登记", 来源文件="扫描件.pdf", 单位="区水务局", 表种="落实", 期间="2022-03", 实际收到日期="2022-04-08"
    )
    office.run("04-11")
    (office.root / "inbox" / "区水务局").mkdir()
    first.rename(office.root / "inbox" / "区水务局" / first.name)
    office.run("05-23")
    office.put("2022-06-08/扫描件.pdf", b"%PDF-1.4 two")
    office.run("06-09")
    assert office.state("区水务局", "2022-03") == "按时"
    assert not [row for row in office.entries("匹配认定") if "区水务局" in row["来源文件"]]
