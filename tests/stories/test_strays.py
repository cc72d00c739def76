"""What could be anybody's speaks of nobody: no evidence, no letter that says it came, no undoing of what was signed (R8, R21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from stories.forms import month_form
from stories.office import UNITS, DraftingOffice, Office, docx_text, told_once

SILENT, LATE, LACKING = "区水务局", "区财政局", "区城管局"
PHOTO = b"\xff\xd8\xff\xe0 a picture of the seats"
SHORTCUT = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F"
LATE_PLACE = "2022-04-11/附件4-3月-区财政局.xlsx"


def march_with_gaps(root: Path) -> Office:
    """March: one unit sent nothing, one sent late, one left a task out; all have sent their plan."""
    made = Office(root)
    march(made)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(march_with_gaps, tmp_path / "区")


def march(office: Office) -> None:
    office.send_all()
    office.send_all(3, but=[SILENT, LATE, LACKING])
    office.send_month(LATE, 3, LATE_PLACE)
    office.send_month(LACKING, 3, 任务4="3月累计完成150户")
    for unit in UNITS:
        material(office, unit, "年度计划", "3月")


def material(office: Office, unit: str, *periods: str) -> None:
    """The unit's written material, in time."""
    for period in periods:
        office.put(f"2022-03-21/{unit}{period}书面材料.pdf", f"%PDF-1.4 {unit} {period}".encode())


def asked(office: Office, unit: str = "") -> list[str]:
    """The 事由 that wait for an answer, of one unit or all."""
    rows = (row for row in office.named() if not row["确认"] and unit in ("", row["单位"]))
    return [f"{row['单位']} {row['事由']}" for row in rows]


def answer(office: Office, word: str = "是", day: str = "2022-04-13") -> None:
    """A person answers every row that waits."""

    def answered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row if row["确认"] else {**row, "确认": word, "确认人": "李主任", "确认日期": day} for row in rows]

    office.edit("点名确认", answered)


def reject(office: Office, name: str) -> None:
    """A person says of a file that it is no return."""

    def rejected(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**row, "认定结果": "不采用"} if name in str(row["来源文件"]) else row for row in rows]

    office.edit("匹配认定", rejected)


def words_only(*lines: str) -> bytes:
    """A Word document of these paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_table(*cells: str) -> bytes:
    document = Document()
    document.add_paragraph("各科室：请看下表，如有疑问请联系。")
    table = document.add_table(rows=1, cols=len(cells))
    for place, cell in enumerate(cells):
        table.rows[0].cells[place].text = cell
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_picture() -> bytes:
    from PIL import Image

    picture, stream = BytesIO(), BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    document = Document()
    document.add_paragraph("见下图，请查收，谢谢。")
    document.add_picture(picture)
    document.save(stream)
    return stream.getvalue()


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_a_file_that_was_rejected_is_no_evidence(office: Office) -> None:
    office.put("2022-04-07/微信图片.jpg", PHOTO)
    office.run("04-12")
    reject(office, "微信图片")
    office.run("04-13")
    shown = "\n".join(str(row["证据"]) for row in office.named())
    assert asked(office, SILENT) and "微信图片" not in shown and "单位不明" not in shown


def test_another_units_file_and_nobodys_are_no_evidence(office: Office) -> None:
    """A meeting's reply of nobody's, and a form of another unit: neither is a fact about the one that sent nothing."""
    office.put("2022-04-07/会议回执.docx", words_only("参会回执", "单位：区妇联　姓名：何静　职务：副主席"))
    office.put("2022-04-07/报表.xlsx", month_form("区教育体育局", 3, {"任务3": "3月累计完成180户"}))
    office.run("04-12")
    [row] = [row for row in office.named() if (row["单位"], row["事由"]) == (SILENT, "3月未报")]
    assert "回执" not in row["证据"] and "报表.xlsx" not in row["证据"]


# --- what a confirmation covers -------------------------------------------------------------------------------------


def _moved(office: Office) -> None:
    place = office.root / "inbox" / LATE_PLACE
    (office.root / "inbox" / LATE).mkdir()
    place.rename(office.root / "inbox" / LATE / "3月报表.xlsx")


def _second_copy(office: Office) -> None:
    office.put(f"2022-04-14/{LATE}3月（再报）.xlsx", (office.root / "inbox" / LATE_PLACE).read_bytes())


def _same_again(office: Office) -> None:
    """The same return once more, which still lacks the task."""
    office.send_month(LACKING, 3, "2022-04-14/附件4-3月-区城管局（更正）.xlsx", 任务4="3月累计完成155户")


def _other_month(office: Office) -> None:
    for unit in (SILENT, LATE, LACKING):
        office.send_month(unit, 4, f"2022-04-14/附件4-4月-{unit}.xlsx")


def _stray_rejected(office: Office) -> None:
    office.put("2022-04-14/微信图片.jpg", PHOTO)
    office.run("04-15")
    reject(office, "微信图片")


def _registered(office: Office) -> None:
    """The day that the folder told is now told by a person."""
    office.enter("收文登记", 来源文件=LATE_PLACE, 实际收到日期="2022-04-11", 登记人="小王")


@pytest.mark.parametrize(
    "event",
    [_moved, _second_copy, _same_again, _other_month, _stray_rejected, _registered],
    ids=lambda one: one.__name__,
)
def test_nothing_is_asked_again_where_the_fact_is_the_same(office: Office, event: Callable[[Office], None]) -> None:
    office.run("04-12")
    assert {f"{SILENT} 3月未报", f"{LATE} 3月迟报", f"{LACKING} 3月报送不完整"} <= set(asked(office))
    answer(office)
    event(office)
    office.run("04-16")
    assert asked(office) == []


def test_a_fact_that_came_back_is_covered_still(office: Office) -> None:
    """A photograph under the unit's own name put the confirmed return in doubt, and was none: nobody signs twice."""
    office.run("04-12")
    answer(office)
    office.put(f"2022-04-14/{SILENT}.jpg", PHOTO)
    office.run("04-14")
    assert office.state(SILENT, "2022-03") == "待认定", "it could be that very return"
    reject(office, f"{SILENT}.jpg")
    office.run("04-15")
    assert office.state(SILENT, "2022-03") == "未报" and asked(office) == []


def test_a_row_that_waits_shows_what_has_come_since(office: Office) -> None:
    """The row stays the same row; its 证据 tells of the file that came meanwhile."""
    office.run("04-12")
    office.send_month(SILENT, 4, f"2022-04-14/附件4-4月-{SILENT}.xlsx")
    office.run("04-15")
    [row] = [row for row in office.named() if (row["单位"], row["事由"]) == (SILENT, "3月未报")]
    assert f"附件4-4月-{SILENT}.xlsx" in row["证据"]


# --- one fact, one row ------------------------------------------------------------------------------------------------


def test_lateness_is_asked_once(office: Office) -> None:
    """The bulletins of tasks would tell of the same lateness as 需要关注."""
    office.run("04-12")
    assert asked(office, LATE) == [f"{LATE} 3月迟报"]
    answer(office)
    office.run("04-13")
    assert asked(office) == []


def test_a_task_left_out_is_asked_once(office: Office) -> None:
    office.run("04-12")
    assert asked(office, LACKING) == [f"{LACKING} 3月报送不完整"]


def test_a_blank_form_is_asked_once(office: Office) -> None:
    office.put("2022-04-07/附件4-3月-区水务局.xlsx", month_form(SILENT, 3, {"任务4": ""}))
    office.run("04-12")
    assert asked(office, SILENT) in ([f"{SILENT} 3月报送不完整"], [f"{SILENT} 3月未报"])


def test_lateness_that_is_not_to_be_named_is_not_named_as_attention(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=["区民政局"])
    office.send_month("区民政局", 3, "2022-04-11/附件4-3月-区民政局.xlsx")
    office.run("04-12")
    answer(office, "否")
    office.run("04-13")
    assert asked(office) == []
    assert not [text for text in office.bulletins().values() if "区民政局：3月迟报" in text]


# --- letters ----------------------------------------------------------------------------------------------------------


def letter(office: Office, unit: str) -> str:
    return "".join(docx_text(path) for path in (office.root / "outbox" / "催办").rglob(f"{unit}催办函.docx"))


def test_a_letter_does_not_say_that_nobodys_file_came(office: Office) -> None:
    """区城管局 is asked for March's task; that a picture of nobody's came in May is no word about its April."""
    office.put("2022-05-10/微信图片.jpg", PHOTO)
    done = office.run("05-11", "deadline", "2022-04")
    assert letter(office, LACKING) and "已经收到" not in letter(office, LACKING)
    assert SILENT not in office.letters()
    told = [line for line in done.stdout.replace("\n", "").split("注意：") if "看不出是哪个单位" in line]
    assert len(told) == 1 and "微信图片.jpg" in told[0] and "deadline 2022-04" in told[0]


def test_a_letter_says_that_the_units_own_file_came(office: Office) -> None:
    office.put(f"2022-05-10/{LACKING}4月.jpg", PHOTO)
    done = office.run("05-11", "deadline", "2022-04")
    assert "4月的材料已经收到" in letter(office, LACKING)
    assert "看不出是哪个单位" not in done.stdout


def test_the_page_says_on_top_what_holds_up_the_letters(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "区")
    march(office)
    office.put("2022-05-10/微信图片.jpg", PHOTO)
    office.run("05-11", "deadline", "2022-04")
    assert office.page.index("看不出是哪个单位") < office.page.index("立即办")


# --- how far a nameless file reaches ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "content"),
    [
        ("2022-04-07/会议回执.docx", words_only("参会回执", "单位：区妇联　姓名：何静　职务：副主席")),
        ("2022-04-07/新建文本文档.txt", b""),
        ("2022-04-07/新建 Microsoft Excel 工作表.xlsx", b""),
    ],
)
def test_what_can_be_no_form_keeps_no_form_open(office: Office, place: str, content: bytes) -> None:
    office.put(place, content)
    office.run("04-12", "deadline", "2022-03")
    assert office.state(SILENT, "2022-03") == "未报" and SILENT in office.letters()
    assert [row for row in office.sheet("收文清单") if row["来源文件"] == place], "it is listed all the same"


@pytest.mark.parametrize(
    ("place", "content"),
    [
        (
            "2022-03-21/关于报送工作任务落实情况的通知.docx",
            words_only(
                "关于报送工作任务落实情况的通知", "各有关单位：请于4月8日前报送附件4和书面材料。", "区政府督查室"
            ),
        ),
        ("2022-04-07/现场录像.mp4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41"),
        ("2022-04-07/录音.amr", b"#!AMR\n voices"),
        ("2022-04-07/快捷方式.lnk", SHORTCUT),
        ("2022-04-07/阅读器安装.exe", b"MZ\x90\0 no words"),
    ],
    ids=["our own notice", "film", "voices", "shortcut", "program"],
)
def test_what_is_certainly_no_return_asks_nothing(office: Office, place: str, content: bytes) -> None:
    office.put(place, content)
    office.run("04-12", "deadline", "2022-03")
    assert office.state(SILENT, "2022-03") == "未报"
    assert not [row for row in office.entries("匹配认定") if row["来源文件"] == place]
    [row] = [row for row in office.sheet("收文清单") if row["来源文件"] == place]
    assert (row["识别为"], row["结果"]) == ("非报表", "不是报表")


def test_a_units_own_notice_is_its_material(office: Office) -> None:
    lines = ("区水务局关于落实年度工作任务的通知", "各街道办事处：现将有关事项通知如下。", "区水务局")
    office.put("2022-04-07/落实情况.docx", words_only(*lines))
    office.run("04-12")
    [row] = [row for row in office.sheet("收文清单") if row["来源文件"] == "2022-04-07/落实情况.docx"]
    assert row["识别为"] == "书面材料"


@pytest.mark.parametrize(
    ("place", "content"),
    [
        ("2022-04-07/情况.docx", with_picture()),
        ("2022-04-07/情况.docx", with_table("一", "二", "三", "四")),
        ("2022-04-07/附件4.docx", words_only("我局三月份各项工作均按计划推进，特此报告。")),
        ("2022-04-07/附件4（传输失败）.xlsx", b""),
        ("2022-04-07/3月.xlsx", b""),
        ("2022-04-07/附件4.lnk", SHORTCUT),
        (f"{SILENT}/新建.xlsx", b""),
        ("2022-04-07/情况.pdf", b"%PDF-1.4 a scan"),
    ],
    ids=[
        "picture",
        "table",
        "named a form",
        "empty form",
        "empty month",
        "shortcut to a form",
        "empty, of the unit",
        "scan",
    ],
)
def test_what_could_be_a_form_keeps_it_open(office: Office, place: str, content: bytes) -> None:
    office.put(place, content)
    office.run("04-12", "deadline", "2022-03")
    assert office.state(SILENT, "2022-03") == "待认定" and SILENT not in office.letters()


def test_what_is_called_annex_4_is_no_plan(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.send_all(but=[SILENT])
    office.put("2022-04-07/附件4.jpg", PHOTO)
    office.run("04-12")
    assert (office.state(SILENT, "2022"), office.state(SILENT, "2022-03")) == ("未报", "待认定")


def test_a_person_may_say_that_it_is_the_plan_all_the_same(tmp_path: Path) -> None:
    """The unit wrote the wrong number on its plan: a person's word outweighs the name."""
    office = Office(tmp_path / "区")
    office.send_all(but=[SILENT])
    office.put(f"2022-04-07/附件4-{SILENT}.jpg", PHOTO)
    office.run("04-12")
    office.fill("匹配认定", {"来源文件": "附件4", "类型": "期间"}, 认定结果="2022")
    office.run("04-13")
    assert (office.state(SILENT, "2022"), office.state(SILENT, "2022-03")) == ("迟报", "未报")


# --- what a person has signed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2022-04-13", ""], ids=["dated", "not dated"])
def test_what_was_signed_is_not_undone_by_nobodys_file(office: Office, day: str) -> None:
    """未报 stays; while the file is not looked at nobody is written to or asked about, afterwards the letter goes out."""
    office.run("04-12")
    answer(office, day=day)
    office.run("04-14")
    office.put("2022-04-20/微信图片.jpg", PHOTO)
    office.run("04-21", "deadline", "2022-03")
    assert office.state(SILENT, "2022-03") == "未报" and "微信图片" in office.returned(SILENT, "2022-03")["说明"]
    assert SILENT not in office.letters() and asked(office) == []
    reject(office, "微信图片")
    office.run("04-22", "deadline", "2022-03")
    assert SILENT in office.letters() and asked(office) == []


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("2022-04-12/微信图片.jpg", "2022-04-13"),  # before the day of signing
        ("2022-04-13/微信图片.jpg", "2022-04-13"),  # on that day: nobody knows which was first
        (f"2022-04-20/{SILENT}.jpg", "2022-04-13"),  # of the unit itself
    ],
    ids=["before", "same day", "of the unit"],
)
def test_what_may_have_been_there_when_a_person_signed_is_in_doubt(office: Office, place: str, day: str) -> None:
    office.run("04-12")
    answer(office, day=day)
    office.run("04-13")
    office.put(place, PHOTO)
    office.run("04-21")
    assert office.state(SILENT, "2022-03") == "待认定"


@pytest.mark.parametrize("day", ["2021-04-13", "2022-04-01", "四月十三"], ids=["last year", "before due", "no day"])
def test_a_slip_in_the_day_of_signing_works_against_nobody(office: Office, day: str) -> None:
    """The day that the run first saw it counts then."""
    office.put("2022-04-12/微信图片.jpg", PHOTO)
    office.run("04-11")
    office.edit("点名确认", lambda rows: [{**row, "确认": "是", "确认日期": day} for row in rows])
    office.run("04-13")
    assert office.state(SILENT, "2022-03") == "待认定"


def test_who_was_spared_is_not_kept_as_missing(office: Office) -> None:
    office.run("04-12")
    answer(office, "否")
    office.run("04-14")
    office.put("2022-04-20/微信图片.jpg", PHOTO)
    office.run("04-21")
    assert office.state(SILENT, "2022-03") == "待认定"
