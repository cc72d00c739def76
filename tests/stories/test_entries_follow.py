"""An entry that names a file means the content that lay there when it was entered, and follows it wherever it goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stories.forms import month_form
from stories.office import Office, told_once

FINANCE, PLANNING = "区财政局", "区发展改革局"
SENT, FILED = "收件/附件4-区财政局.xlsx", "3月/区财政局/附件4（归档）.xlsx"
PHOTO = "2022-04-05/照片.jpg"
PICTURE = b"\xff\xd8\xff\xe0" + b"0" * 300
WRONG, RIGHT = "3月累计完成900户", "3月累计完成90户"


def all_but_march(root: Path) -> Office:
    """All but the treasury have sent March."""
    office = Office(root)
    office.send_all()
    office.send_all(3, but=[FINANCE])
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(all_but_march, tmp_path / "区")


def march(said: str = WRONG) -> bytes:
    return month_form(FINANCE, 3, {"任务1": said, "任务6": "3月累计完成5户"})


def move(office: Office, old: str, new: str) -> None:
    target = office.root / "inbox" / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (office.root / "inbox" / old).rename(target)


def said(office: Office, task: str = "任务1") -> set[str]:
    """What stands for the task in the rows in force."""
    rows = office.sheet("填报明细")
    return {
        row["完成情况"]
        for row in rows
        if (row["单位"], row["事项编号"], row["采用"]) == (FINANCE, task, "是") and str(row["期间"]) == "2022-03"
    }


def corrected(office: Office) -> None:
    office.put(SENT, march())
    office.run("04-06")
    row = next(row for row in office.sheet("填报明细") if row["完成情况"] == WRONG)
    cells = {"来源文件": SENT, "工作表": row["工作表"], "行号": row["行号"]}
    office.enter("更正", **cells, 列名="完成情况", 原值=WRONG, 更正值=RIGHT, 理由="电话核实")
    office.run("04-07")
    assert said(office) == {RIGHT}


def test_a_correction_follows_the_file_that_is_filed_elsewhere(office: Office) -> None:
    corrected(office)
    move(office, SENT, FILED)
    office.run("05-18")
    assert said(office) == {RIGHT}
    assert not office.findings("更正依据已变")


def test_a_correction_stands_when_the_file_is_taken_out(office: Office) -> None:
    corrected(office)
    (office.root / "inbox" / SENT).unlink()
    office.run("05-18")
    assert said(office) == {RIGHT}
    assert not office.findings("更正依据已变")


def test_a_correction_is_not_that_of_what_was_laid_over_the_file(office: Office) -> None:
    """April's form under March's old name, with the same words in the same row."""
    corrected(office)
    move(office, SENT, FILED)
    office.put(SENT, month_form(FINANCE, 4, {"任务1": WRONG, "任务6": "4月累计完成7户"}))
    office.run("05-06")
    april = {
        r["完成情况"]
        for r in office.sheet("填报明细")
        if str(r["期间"]) == "2022-04" and r["事项编号"] == "任务1" and r["单位"] == FINANCE
    }
    assert (said(office), april) == ({RIGHT}, {WRONG})


def test_a_correction_that_no_longer_fits_tells_where_the_file_lies_now(office: Office) -> None:
    corrected(office)
    move(office, SENT, FILED)
    office.fill("更正", {"来源文件": SENT}, 原值="3月累计完成800户")
    office.run("05-18")
    assert any(FILED in told for told in office.findings("更正依据已变"))


def test_a_correction_of_a_file_that_never_came_is_told_as_such(office: Office) -> None:
    corrected(office)
    office.fill("更正", {"来源文件": SENT}, 来源文件="没有这个文件.xlsx")
    office.run("04-08")
    assert office.findings("登记的文件不在收件中", "没有这个文件.xlsx")
    assert said(office) == {WRONG}


@pytest.mark.parametrize("name", [PHOTO, "照片.jpg"])
def test_a_file_not_to_be_taken_stays_so_when_it_is_filed_elsewhere(office: Office, name: str) -> None:
    office.put(PHOTO, PICTURE)
    office.run("04-06")
    office.enter("收文登记", 来源文件=name, 表种="不采用")
    office.run("04-07")
    move(office, PHOTO, "其他/会场.jpg")
    office.run("04-09")
    assert office.state(FINANCE, "2022-03") == "未报"
    assert {row["结果"] for row in office.sheet("收文清单") if "会场" in row["来源文件"]} == {"不采用"}


def test_a_file_put_right_after_it_was_rejected_counts(office: Office) -> None:
    """The treasury's form lay under another unit's name; rejected there, it is laid where it belongs."""
    blank = month_form("", 3, {"任务6": "3月累计完成5户"}, title="2022年3月份年度工作任务落实情况表")
    office.put("2022-04-05/区发展改革局/附件4.xlsx", blank)
    office.run("04-06")
    office.enter("收文登记", 来源文件="2022-04-05/区发展改革局/附件4.xlsx", 表种="不采用")
    office.run("04-07")
    move(office, "2022-04-05/区发展改革局/附件4.xlsx", "2022-04-05/区财政局/附件4.xlsx")
    office.run("04-09")
    assert office.state(FINANCE, "2022-03") == "按时"


def test_a_registered_photograph_stays_registered_when_it_is_filed_elsewhere(office: Office) -> None:
    office.put(PHOTO, PICTURE)
    office.run("04-06")
    office.enter("收文登记", 来源文件=PHOTO, 单位=FINANCE, 表种="落实", 期间="2022-03", 实际收到日期=date(2022, 4, 5))
    office.run("04-07")
    move(office, PHOTO, "3月/财政.jpg")
    office.run("04-09")
    assert office.state(FINANCE, "2022-03") == "按时"
    assert office.returned(PLANNING, "2022-03")["说明"] == ""


def test_an_answer_follows_the_file(office: Office) -> None:
    office.put(PHOTO, PICTURE)
    office.run("04-06")
    office.edit("匹配认定", lambda rows: [{**row, "认定结果": "不采用"} for row in rows])
    office.run("04-07")
    move(office, PHOTO, "其他/会场.jpg")
    office.run("04-09")
    assert office.state(FINANCE, "2022-03") == "未报"


def test_a_finding_found_harmless_stays_so_when_the_files_are_filed_elsewhere(office: Office) -> None:
    """关联事项、与上期相同: such a finding quotes where the other text stands."""
    office.put(SENT, march("3月累计完成90户"))
    office.put(
        "2022-05-05/附件4-4月-区财政局.xlsx",
        month_form(FINANCE, 4, {"任务1": "4月累计完成70户", "任务6": "4月累计完成7户"}),
    )
    office.run("05-06")
    fault = next(row for row in office.sheet("核验问题") if row["类别"] == "累计数减少")
    office.enter("核验复核", 编号=fault["编号"], 复核结果="正常")
    office.run("05-07")
    assert not office.findings("累计数减少")
    move(office, SENT, FILED)
    office.run("05-18")
    assert not office.findings("累计数减少")


def test_a_slip_in_an_entry_stays_that_of_its_file_when_it_is_moved(office: Office) -> None:
    """The mistyped entry concerns one unit's file; moving it must not freeze the whole district."""
    office.put("2022-04-12/附件4-3月-区财政局.xlsx", march())
    office.run("04-12")
    office.enter("收文登记", 来源文件="2022-04-12/附件4-3月-区财政局.xlsx", 实际收到日期="2022-02-30")
    office.run("04-13")
    assert office.state(FINANCE, "2022-03") == "待认定"
    move(office, "2022-04-12/附件4-3月-区财政局.xlsx", FILED)
    office.send_month(PLANNING, 3, place="2022-04-12/附件4-3月-区发展改革局（补）.xlsx")
    office.run("04-14")
    assert office.state(FINANCE, "2022-03") == "待认定"
    frozen = [row["单位"] for row in office.sheet("报送情况") if row["状态"] == "待认定"]
    assert frozen == [FINANCE]
