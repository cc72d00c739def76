"""Nothing received is forgotten: whatever becomes of a file in the inbox, no unit stands worse for it (R7, R8, R12, R25)."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stories.forms import month_form, task_text
from stories.office import BEARING, UNITS, Office, told_once

UNIT, OTHER = "区发展改革局", "区财政局"
TASKS = ("任务2", "实事1")
PLACE = f"{UNIT}/附件4.xlsx"
GARBAGE = b"\x00\x01 no form at all"


def plan_and_letters(root: Path) -> Office:
    """The unit of the story has sent its plan and all written material; of the others nobody speaks."""
    made = Office(root)
    made.send_plan(UNIT)
    for period in ("年度计划", "3月", "4月"):
        made.put(f"2022-03-21/{UNIT}{period}书面材料.pdf", f"%PDF-1.4 {period}".encode())
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(plan_and_letters, tmp_path / "区")


def form(month: int = 3, unit: str = UNIT, **answers: str) -> bytes:
    """Annex 4 of the unit of the story."""
    return month_form(unit, month, answers or dict.fromkeys(TASKS, f"{month}月累计完成{month * 50}户"))


def inbox(office: Office, place: str) -> Path:
    return office.root / "inbox" / place


def nobody_blames(office: Office, unit: str = UNIT, period: str = "2022-03") -> None:
    """No letter, no naming for the return."""
    assert unit not in office.letters()
    month = f"{int(period[5:])}月" if "-" in period else "年度计划"
    assert not [row for row in office.named() if row["单位"] == unit and row["事由"].startswith(month)]


def in_force(office: Office, month: str = "2022-03") -> dict[str, str]:
    """事项 → 完成情况 in force of the unit."""
    rows = (row for row in office.sheet("填报明细") if (row["单位"], str(row["期间"])) == (UNIT, month))
    return {row["事项编号"]: row["完成情况"] for row in rows if row["采用"] == "是"}


# --- what may befall a file that was here in time and understood ---------------------------------------------------


def _other_month(office: Office, path: Path) -> None:
    path.write_bytes(form(4))


def _garbage(office: Office, path: Path) -> None:
    path.write_bytes(GARBAGE)


def _emptied(office: Office, path: Path) -> None:
    path.write_bytes(b"")


def _removed(office: Office, path: Path) -> None:
    path.unlink()


def _folder_removed(office: Office, path: Path) -> None:
    shutil.rmtree(path.parent)


def _into_no_folder(office: Office, path: Path) -> None:
    path.rename(office.root / "inbox" / "附件4.xlsx")


def _into_another_folder(office: Office, path: Path) -> None:
    shutil.move(path, office.put("已收/说明.txt", b"").with_name("a.xlsx"))


def _zipped(office: Office, path: Path) -> None:
    with zipfile.ZipFile(path.with_suffix(".zip"), "w") as package:
        package.write(path, "表.xlsx")
    path.unlink()


def _password(office: Office, path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600)


def _late_copy(office: Office, path: Path) -> None:
    path.rename(office.put("2022-04-20/说明.txt", b"").with_name(f"{UNIT}3月.xlsx"))


EVENTS = (
    _other_month,
    _garbage,
    _emptied,
    _removed,
    _folder_removed,
    _into_no_folder,
    _into_another_folder,
    _zipped,
    _password,
    _late_copy,
)


@pytest.mark.parametrize("event", EVENTS)
def test_what_was_on_time_stays_on_time(office: Office, event: Callable[[Office, Path], None]) -> None:
    path = office.put(PLACE, form())
    office.run("04-07")
    assert office.state(UNIT, "2022-03") == "按时"
    event(office, path)
    office.run("05-09", "deadline", "2022-03")
    row = office.returned(UNIT, "2022-03")
    assert (row["状态"], str(row["收到日期"])[:10], row["缺漏事项"]) == ("按时", "2022-04-07", "")
    assert in_force(office) == dict.fromkeys(TASKS, "3月累计完成150户")
    nobody_blames(office)


def test_the_month_saved_over_last_month_s_file_leaves_both(office: Office) -> None:
    office.put(PLACE, form(3))
    office.run("04-07")
    office.put(PLACE, form(4))
    office.run("05-09")
    assert [office.state(UNIT, month) for month in ("2022-03", "2022-04")] == ["按时", "按时"]
    listed = [(row["来源文件"], row["结果"]) for row in office.sheet("收文清单") if row["来源文件"] == PLACE]
    assert listed == [(PLACE, "已录入"), (PLACE, "已撤走")]
    assert office.findings("文件已撤走", "3月")
    office.run("05-16")
    assert office.state(UNIT, "2022-03") == "按时"


@pytest.mark.parametrize(
    "day", ["2022-04-07", "2022-4-7", "20220407", "2022.4.7", "2022年4月7日", "4月7日", "04-07 收"]
)
def test_a_file_moved_out_of_its_dated_folder_keeps_the_day(office: Office, day: str) -> None:
    path = office.put(f"{day}/附件4-{UNIT}.xlsx", form())
    office.run("04-11")
    assert office.state(UNIT, "2022-03") == "按时"
    path.rename(office.put(f"{UNIT}/说明.txt", b"").with_name(path.name))
    office.run("04-18", "deadline", "2022-03")
    row = office.returned(UNIT, "2022-03")
    assert (row["状态"], row["收到依据"]) == ("按时", "日期文件夹")
    [listed] = [row for row in office.sheet("收文清单") if row["来源文件"] == f"{UNIT}/附件4-{UNIT}.xlsx"]
    assert f"原在“{day}/附件4-{UNIT}.xlsx”" in listed["说明"]
    assert not [row for row in office.sheet("收文清单") if row["结果"] == "已撤走"], (
        "it lies elsewhere: nothing is gone"
    )
    nobody_blames(office)


def test_a_form_of_two_sheets_moved_keeps_its_day_run_after_run(office: Office) -> None:
    """The same return twice in one file is one return, wherever the file lies."""
    book = load_workbook(BytesIO(form(任务2="累计完成150户")))
    second = load_workbook(BytesIO(form(实事1="累计完成150户"))).active
    sheet = book.create_sheet("民生实事")
    for row in second.iter_rows(values_only=True):
        sheet.append(row)
    path = office.put(f"2022-04-07/{UNIT}3月.xlsx", b"")
    book.save(path)
    office.run("04-11")
    (office.root / "inbox" / UNIT).mkdir()
    path.rename(office.root / "inbox" / UNIT / path.name)
    for day in ("04-18", "04-25", "05-02"):
        office.run(day)
        assert office.state(UNIT, "2022-03") == "按时", day
    assert office.returned(UNIT, "2022-03")["收到依据"] == "日期文件夹"
    assert not [row for row in office.entries("匹配认定") if not row["认定结果"]]


@pytest.mark.parametrize("day", ["2022-04-31", "2022-13-01", "20220431", "4月31日"])
def test_a_folder_that_is_no_day_makes_nobody_late_in_silence(office: Office, day: str) -> None:
    office.put(f"{day}/附件4-{UNIT}.xlsx", form())
    office.run("04-11", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == "待认定"
    assert office.findings("日期文件夹有误", day)
    nobody_blames(office)
    office.enter("收文登记", 来源文件=f"{day}/附件4-{UNIT}.xlsx", 实际收到日期="2022-04-07", 登记人="小李")
    office.run("04-12")
    assert office.state(UNIT, "2022-03") == "按时"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(f"附件4-3月-{UNIT}.xlsx", GARBAGE, id="unreadable"),
        pytest.param("附件4.xlsx", month_form("", 3, {"任务2": "完成", "任务6": "完成"}), id="nobody knows whose"),
        pytest.param("扫描.pdf", b"%PDF-1.4", id="a scan without a name"),
    ],
)
def test_what_was_in_doubt_stays_in_doubt_and_is_still_asked(office: Office, name: str, content: bytes) -> None:
    path = office.put(f"收/{name}", content)
    office.run("04-11")
    assert office.state(UNIT, "2022-03") == "待认定"
    asked = [row["编号"] for row in office.entries("匹配认定")]
    path.unlink()
    office.run("04-12", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == "待认定"
    assert [row["编号"] for row in office.entries("匹配认定")] == asked
    nobody_blames(office)
    office.enter("收文登记", 来源文件=f"收/{name}", 表种="不用", 登记人="小李")
    office.run("04-13")
    assert office.state(UNIT, "2022-03") == "未报", "a person may say that it was none"
    assert not [row for row in office.entries("匹配认定") if not row["认定结果"]]


def test_a_slip_is_ended_by_a_person(office: Office) -> None:
    path = office.put(PLACE, form())
    office.run("04-07")
    path.unlink()
    office.run("04-11")
    assert office.findings("文件已撤走", "不采用", PLACE)
    assert not [row for row in office.entries("匹配认定") if not row["认定结果"]], "taking a file out asks nothing"
    office.enter("收文登记", 来源文件=PLACE, 表种="不采用", 登记人="小李")
    office.run("04-12")
    assert office.state(UNIT, "2022-03") == "未报"
    assert not office.findings("文件已撤走")


def test_of_two_contents_at_one_place_the_one_that_is_named_is_rejected(office: Office) -> None:
    office.put(PLACE, form(3))
    office.run("04-07")
    office.put(PLACE, form(4))
    office.run("05-09")
    office.enter("收文登记", 来源文件=PLACE, 表种="不采用", 登记人="小李")
    office.run("05-10")
    assert [office.state(UNIT, month) for month in ("2022-03", "2022-04")] == ["按时", "按时"], "which of the two?"
    [told] = office.findings("不采用的文件不明确")
    [gone] = office.findings("文件已撤走", "3月")
    name = gone.partition("来源文件：")[2].partition("）")[0]
    assert name in told
    office.fill("收文登记", {"来源文件": PLACE}, 来源文件=name)
    office.run("05-10")
    assert [office.state(UNIT, month) for month in ("2022-03", "2022-04")] == ["未报", "按时"]


def test_moved_into_another_unit_s_folder_it_may_be_either_s(office: Office) -> None:
    """Its one task is borne by both: nothing but the names tells whose it is."""
    first, other = "区住房城乡建设局", OTHER
    path = office.put(f"{first}/附件4-{first}.xlsx", month_form("", 3, {"任务1": "完成"}))
    office.run("04-07")
    assert office.state(first, "2022-03") == "按时"
    path.rename(office.put(f"{other}/说明.txt", b"").with_name(f"附件4-{other}.xlsx"))
    office.run("04-11", "deadline", "2022-03")
    assert office.state(first, "2022-03") == "待认定"
    assert not [row for row in office.named() if (row["单位"], str(row["期间"])) == (first, "2022-03")]
    [asked] = [row for row in office.entries("匹配认定") if row["来源文件"].startswith(first)]
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果="不采用")
    office.run("04-12")
    assert office.state(first, "2022-03") == "未报"
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果=first)
    office.run("04-12")
    assert office.state(first, "2022-03") == "按时"


def test_moved_into_another_unit_s_folder_its_tasks_tell_whose_it_is(office: Office) -> None:
    path = office.put(PLACE, month_form("", 3, dict.fromkeys(TASKS, "完成")))
    office.run("04-07")
    path.rename(office.put(f"{OTHER}/说明.txt", b"").with_name("附件4.xlsx"))
    office.run("04-11", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == "按时"
    assert not [row for row in office.named() if row["单位"] == UNIT and "未报" in row["事由"]]


def test_an_archive_unpacked_and_taken_out(office: Office) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("附件4.xlsx", month_form("", 3, dict.fromkeys(TASKS, "3月累计完成150户")))
    path = office.put(f"2022-04-07/{UNIT}.zip", stream.getvalue())
    office.run("04-11")
    assert office.state(UNIT, "2022-03") == "按时"
    with zipfile.ZipFile(path) as package:
        package.extractall(path.parent)
    path.unlink()
    office.run("04-12")
    assert office.state(UNIT, "2022-03") == "按时"
    (path.parent / "附件4.xlsx").unlink()
    office.run("04-18", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == "按时"
    assert in_force(office) == dict.fromkeys(TASKS, "3月累计完成150户")


def test_an_archive_whose_original_is_lost_keeps_what_its_members_were(office: Office) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(f"附件4-{UNIT}.xlsx", form())
    path = office.put("2022-04-07/报表.zip", stream.getvalue())
    office.run("04-11")
    path.unlink()
    shutil.rmtree(office.root / "archive" / "原件")
    office.run("04-18", "deadline", "2022-03")
    assert (office.state(UNIT, "2022-03"), office.returned(UNIT, "2022-03")["缺漏事项"]) == ("按时", "")
    nobody_blames(office)


@pytest.mark.parametrize("content", [form(), GARBAGE], ids=["settled", "in doubt"])
def test_an_original_that_is_lost_leaves_what_was_known(office: Office, content: bytes) -> None:
    path = office.put(f"2022-04-07/附件4-{UNIT}.xlsx", content)
    office.run("04-11")
    before = office.state(UNIT, "2022-03")
    path.unlink()
    for original in (office.root / "archive" / "原件").iterdir():
        original.unlink()
    office.run("04-18", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == before
    assert office.findings("原件缺失")
    nobody_blames(office)


def test_a_correction_saved_over_the_old_file_replaces_it_row_by_row(office: Office) -> None:
    office.put(f"2022-04-07/{UNIT}.xlsx", form(任务2="完成1家", 实事1="完成100户"))
    office.run("04-08")
    office.put(f"2022-04-07/{UNIT}.xlsx", form(任务2="完成2家"))
    office.run("04-11")
    assert in_force(office) == {"任务2": "完成2家", "实事1": "完成100户"}
    row = office.returned(UNIT, "2022-03")
    assert (row["状态"], row["缺漏事项"]) == ("按时", "")


def test_the_old_version_put_back_is_in_force_again(office: Office) -> None:
    old = form(任务2="完成1家", 实事1="完成100户")
    office.put(PLACE, old)
    office.run("04-07")
    office.put(PLACE, form(任务2="完成9家", 实事1="完成900户"))
    office.run("04-11")
    assert in_force(office)["任务2"] == "完成9家"
    office.put(PLACE, old)
    office.run("04-12")
    assert in_force(office) == {"任务2": "完成1家", "实事1": "完成100户"}
    assert office.state(UNIT, "2022-03") == "按时"


def test_opened_and_saved_again_it_says_nothing_new(office: Office) -> None:
    office.put(PLACE, form())
    office.run("04-07")
    office.put(PLACE, form() + b"\x00")
    office.run("05-09")
    assert office.state(UNIT, "2022-03") == "按时"
    assert not office.findings("文件已撤走") and not office.findings("后报替代前报")


def test_an_unreadable_form_mended_where_it_lay_is_answered(office: Office) -> None:
    path = office.put(f"{UNIT}/3月.xls", GARBAGE)
    office.run("04-07")
    assert office.state(UNIT, "2022-03") == "待认定"
    path.unlink()
    office.put(f"{UNIT}/3月.xlsx", form())
    office.run("04-11", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == "按时", "it came on the 7th"
    assert not [row for row in office.entries("匹配认定") if not row["认定结果"]]
    office.run("05-18")
    assert office.state(UNIT, "2022-04") == "未报", "the old doubt is about nothing any more"


def test_april_saved_over_an_unreadable_march_leaves_march_in_doubt(office: Office) -> None:
    office.put(PLACE, GARBAGE)
    office.run("04-07")
    office.put(PLACE, form(4))
    office.run("05-09", "deadline", "2022-03")
    assert [office.state(UNIT, month) for month in ("2022-03", "2022-04")] == ["待认定", "按时"]
    nobody_blames(office)


def test_the_plan_saved_over_what_may_be_march_leaves_march_in_doubt(office: Office) -> None:
    place = f"{OTHER}/报表.xlsx"
    office.put(place, GARBAGE)
    office.run("04-11")
    office.send_plan(OTHER, place)
    office.run("04-18", "deadline", "2022-03")
    assert [office.state(OTHER, period) for period in ("2022", "2022-03")] == ["迟报", "待认定"]
    assert not [row for row in office.named() if row["单位"] == OTHER and row["事由"].startswith("3月")]


def test_the_plan_saved_over_what_came_before_any_month_was_due_answers_for_it(office: Office) -> None:
    place = f"{OTHER}/报表.xlsx"
    office.put(place, GARBAGE)
    office.run("03-22")
    office.send_plan(OTHER, place)
    office.run("03-28", "deadline", "plan")
    assert office.state(OTHER, "2022") == "按时"
    assert not [row for row in office.entries("匹配认定") if not row["认定结果"]]


def test_damaged_in_two_places_and_mended_in_one_it_is_open_in_the_other(office: Office) -> None:
    """The copy in the unit's own folder says nothing of the month: it may be the plan still."""
    office.put(f"附件4-3月-{OTHER}.xlsx", GARBAGE)
    office.put(f"{OTHER}/报表.xlsx", GARBAGE)
    office.run("04-07")
    assert [office.state(OTHER, period) for period in ("2022", "2022-03")] == ["待认定", "待认定"]
    office.put(f"附件4-3月-{OTHER}.xlsx", month_form(OTHER, 3, dict.fromkeys(("任务1", "任务6"), "3月累计完成150户")))
    office.run("04-11", "deadline", "2022-03")
    assert [office.state(OTHER, period) for period in ("2022", "2022-03")] == ["待认定", "按时"]
    assert not [row for row in office.named() if row["单位"] == OTHER and row["事由"].startswith("年度计划")]


def test_a_form_without_a_name_may_be_of_each_that_bears_its_task(office: Office) -> None:
    """Five units bear it, three are offered to a person: none of the five is 未报, before and after the task has moved."""
    bearers = ("区住房城乡建设局", "区民政局", "区财政局", "区城管局", "区水务局")
    office.assign({**BEARING, "任务5": bearers})
    office.put("2022-04-07/附件4-3月.xlsx", month_form("", 3, {"任务5": "3月累计完成5处"}))
    office.run("04-11", "deadline", "2022-03")
    assert {unit: office.state(unit, "2022-03") for unit in bearers} == dict.fromkeys(bearers, "待认定")
    [row] = [row for row in office.entries("匹配认定") if row["类型"] == "单位"]
    assert len(row["候选"].splitlines()) == 3
    office.assign({**BEARING, "任务5": ("区发展改革局",)})
    office.run("04-12", "deadline", "2022-03")
    assert {unit: office.state(unit, "2022-03") for unit in bearers} == dict.fromkeys(bearers, "待认定")


def test_tasks_told_in_a_few_words_speak_for_each_that_bears_them(office: Office) -> None:
    """Units are many, five bear both tasks, and their words mean a task only to who bears it: all five may have sent the form."""
    bearers = ("区住房城乡建设局", "区民政局", "区财政局", "区城管局", "区水务局")
    office.assign({**BEARING, "任务1": bearers, "任务5": bearers})
    _add_units(office, 50)
    told = month_form("", 3, dict.fromkeys(("任务1", "任务5"), "3月累计完成5处"))
    office.put("2022-04-07/附件4-3月.xlsx", _with_words(told, "老旧小区改造", "养老服务设施"))
    office.run("04-11", "deadline", "2022-03")
    assert {unit: office.state(unit, "2022-03") for unit in bearers} == dict.fromkeys(bearers, "待认定")


def _add_units(office: Office, count: int) -> None:
    path = office.root / "master" / "单位名录.xlsx"
    book = load_workbook(path)
    for number in range(count):
        book["单位"].append([f"区{'甲乙丙丁戊'[number % 5]}{'子丑寅卯辰巳午未申酉'[number // 5]}事务中心", "区直部门"])
    book.save(path)


def test_of_the_tasks_that_one_row_may_be_about_none_is_lacking(office: Office) -> None:
    """Four tasks in one cell, three are offered to a person: only what no row could be about is lacking."""
    borne = [f"任务{number}" for number in range(1, 7)]
    office.assign({**dict.fromkeys(borne, (UNIT,)), "任务6": (UNIT, OTHER)})
    office.put(PLACE, _with_words(form(任务1="均完成", 任务5="3月累计完成5处"), "\n".join(map(task_text, borne[:4]))))
    office.run("04-11")
    assert office.returned(UNIT, "2022-03")["缺漏事项"] == "任务6"


def _with_words(content: bytes, *words: str) -> bytes:
    """The form with these words in the cells that name its tasks."""
    book, stream = load_workbook(BytesIO(content)), BytesIO()
    for row, told in enumerate(words, 4):
        book.active.cell(row, 1).value, book.active.cell(row, 2).value = row - 3, told
    book.save(stream)
    return stream.getvalue()


def test_one_report_of_two_units_stays_both_when_one_copy_is_taken_out(office: Office) -> None:
    both = ("区住房城乡建设局", "区财政局")  # they bear 任务1 together
    for unit in both:
        office.put(f"{unit}/联合-{unit}.xlsx", month_form("", 3, {"任务1": "完成"}))
    office.run("04-07")
    assert [office.state(unit, "2022-03") for unit in both] == ["按时", "按时"]
    inbox(office, f"{both[0]}/联合-{both[0]}.xlsx").unlink()
    office.run("04-11", "deadline", "2022-03")
    assert [office.state(unit, "2022-03") for unit in both] == ["按时", "按时"]


def test_a_run_of_an_earlier_day_is_no_earlier_sight(office: Office) -> None:
    office.run("05-09")
    office.put(PLACE, form())
    office.run("04-01", "--confirmed")
    office.run("05-10")
    row = office.returned(UNIT, "2022-03")
    assert (row["状态"], str(row["收到日期"])[:10]) == ("迟报", "2022-05-09")


# --- what cannot be looked at --------------------------------------------------------------------------------------


def test_no_inbox_stops_the_run_with_the_cure(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.root.joinpath("inbox").rmdir()
    for verb in ((), ("deadline", "plan"), ("--confirmed",)):
        done = office.run("03-25", *verb, code=2)
        assert "inbox" in done.stderr and "config.toml" in done.stderr
    assert not (office.root / "outbox").exists()


def test_a_misspelt_inbox_stops_the_run(office: Office) -> None:
    office.run("04-07")
    config = office.root / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\n[folders]\ninbox = "inbux"\n', encoding="utf-8")
    assert "inbux" in office.run("04-11", code=2).stderr


def test_an_emptied_inbox_stops_the_run_whatever_lay_there(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    paths = [office.send_plan(UNIT), office.put(f"{UNIT}年度计划书面材料.pdf", b"%PDF-1.4")]
    office.run("03-22")
    for path in paths:
        path.unlink()
    assert "--confirmed" in office.run("03-25", "deadline", "plan", code=2).stderr
    office.run("03-25", "--confirmed", "deadline", "plan")
    assert office.state(UNIT, "2022") == "按时"
    assert UNIT not in office.letters()


def test_an_inbox_that_was_never_filled_blames_nobody(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    done = office.run("03-25", "deadline", "plan")
    assert {office.state(unit, "2022") for unit in UNITS} == {"待认定"}
    assert not office.letters()
    assert not office.named()
    assert "收件文件夹是空的" in done.stdout and "--confirmed" in done.stdout
    office.run("03-25", "--confirmed", "deadline", "plan")
    assert {office.state(unit, "2022") for unit in UNITS} == {"未报"}
    assert office.letters() == set(UNITS)


def test_a_loose_file_that_is_late_by_its_first_sight_is_told_to_be(tmp_path: Path) -> None:
    """Nobody knows when it came; the office is told how to say so, and how to know next time."""
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=["区财政局"])
    office.run("04-06")
    office.send_month("区财政局", 3, "附件4-区财政局.xlsx")
    office.run("04-13")
    row = office.returned("区财政局", "2022-03")
    assert row["状态"] == "迟报" and "首次发现文件之日" in row["说明"] and "收文登记" in row["说明"]
