"""What the first page asks for: each thing once, and nothing that has just been done."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from stories.forms import month_form
from stories.office import BEARING, DraftingOffice, Office, march_closed, told_once


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(march_closed, tmp_path / "区")


def test_letters_that_went_out_are_not_asked_for_again(office: Office) -> None:
    office.run("04-13")
    assert "3月有2家单位到期未报，已经发函，等候答复。" in office.page
    assert "已于2022年4月11日向2家发函，限4月14日前答复。" in office.page
    assert "run.py deadline" not in office.page
    office.run("04-18")
    assert "3月有2家单位到期未报，请催办。" in office.page
    assert "限4月14日前答复，期限已过。" in office.page
    assert "run.py deadline 2022-03" in office.page


def test_an_unreadable_file_is_one_thing_to_do_and_none_once_it_is_registered(office: Office) -> None:
    office.put("2022-04-12/微信图片_20220412.jpg", b"\xff\xd8\xff\xe0" + bytes(400))
    office.run("04-12")
    assert "1个文件读不出或者认不准" in office.page
    assert "结果填在人工认定.xlsx“匹配认定”表" in office.page
    assert "“匹配认定”表2行" not in office.page, "not a second time"
    office.enter(
        "收文登记",
        来源文件="2022-04-12/微信图片_20220412.jpg",
        单位="区水务局",
        表种="落实",
        期间="2022-03",
        实际收到日期="2022-04-08",
    )
    office.run("04-12")
    assert office.state("区水务局", "2022-03") == "按时"
    assert "读不出" not in office.page
    assert not office.findings("微信图片")


def test_a_name_nobody_knows_is_offered_the_one_unit_that_bears_all_its_tasks(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "区")
    office.assign({**BEARING, "任务3": ("区民政局",)})
    told = {task: f"{task}累计完成150户" for task in ("任务3", "任务5", "实事3")}
    office.put("2022-04-05/月报.xlsx", month_form("惠民综合中心", 3, told))
    office.run("04-11")
    [asked] = [row for row in office.entries("匹配认定") if row["类型"] == "单位"]
    assert "区民政局" in asked["候选"]


def test_what_somebody_wrote_into_the_ledger_is_kept_beside_the_new_one(office: Office) -> None:
    path = office.root / "outbox" / "台账.xlsx"
    book = load_workbook(path)
    book["事项台账"].cell(2, 40).value = "已电话核实，下周复查"
    book.save(path)
    office.run("04-12")
    [aside] = path.parent.glob("台账（*.xlsx")
    assert load_workbook(aside)["事项台账"].cell(2, 40).value == "已电话核实，下周复查"
    assert "台账.xlsx 有人改过，改过的那份另存在旁边。" in office.page
    office.run("04-13")
    assert len(list(path.parent.glob("台账（*.xlsx"))) == 1


def test_the_page_names_what_is_to_be_made_up_and_says_what_holds_of_each_slip(office: Office) -> None:
    """Receipts of two days are in force by the earlier; a slip of the office is not told as a file."""
    for day in ("2022-04-07", "2022-04-06"):
        office.enter("收文登记", 单位="区民政局", 表种="落实", 期间="2022-03", 实际收到日期=day, 登记人="王")
    done = office.run("04-13")
    assert "按各条写明的办法计" in office.page and "更正前不生效" not in office.page
    made_up = office.page.partition("还有材料要补")[2]
    assert "区住房城乡建设局" in made_up[:600]
    office.enter("收文登记", 单位="区水务局", 表种="落实", 期间="2022-03", 实际收到日期="2022-04-31", 登记人="王")
    done = office.run("04-14")
    assert "有1份应报表暂不判定（1份因人工认定.xlsx 填写有误）" in done.stdout
    assert "更正前不生效" in office.page


def test_a_file_that_was_overwritten_is_not_told_as_taken_away(office: Office) -> None:
    path = office.root / "inbox" / "2022-04-05" / "附件4-3月-区财政局.xlsx"
    path.write_bytes(path.read_bytes()[:900])
    office.run("04-13")
    assert office.findings("在原处已换成别的内容") and not office.findings("已不在原处")
