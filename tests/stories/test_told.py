"""What a weekly run says on the screen and on its page of things that wait, until each is closed by what it names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stories.forms import month_form
from stories.office import DraftingOffice, Office, told_once

FINANCE, CIVIL = "区财政局", "区民政局"
BLANK = month_form(FINANCE, 3, {"任务1": {}, "任务6": {}})


def all_but_march(root: Path) -> Office:
    """Plan and March are in, but for 区财政局, which sent March back blank; nobody sent 书面材料."""
    made = DraftingOffice(root)
    made.send_all()
    made.send_all(3, but=[FINANCE])
    made.put("2022-04-05/附件4-3月-区财政局.xlsx", BLANK)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(all_but_march, tmp_path / "区")


def test_the_screen_tells_of_rows_that_wait_and_of_entries_that_cannot_be_used(office: Office) -> None:
    office.run("04-11")
    office.enter("收文登记", 单位=CIVIL, 表种="落实", 期间="2022-03", 实际收到日期="2022-02-30")
    said = office.run("04-12").stdout
    rows = len(office.named())
    assert f"“点名确认”{rows}行" in said
    assert "1行登记填写有误：“收文登记”" in said


def test_what_the_plan_lacks_stays_on_the_page(office: Office) -> None:
    office.run("04-06")
    assert "年度计划还有材料要补：7家表已报、书面材料未报" in office.page
    office.run("04-11")
    assert "3月还有材料要补" in office.page
    assert "更早的期间也还有：年度计划7家表已报、书面材料未报" in office.page


def test_a_blank_form_is_told_until_somebody_has_telephoned(office: Office) -> None:
    office.run("04-11")
    assert "把编号抄到人工认定“核验复核”表登记“正常”" in office.page.partition("报来的是空表")[2][:200]
    [fault] = [row for row in office.sheet("核验问题") if row["类别"] == "报来的是空表"]
    office.enter("核验复核", 编号=fault["编号"], 复核结果="正常")
    office.run("04-12")
    assert "报来的是空表" not in office.page
    assert office.state(FINANCE, "2022-03") == "未报", "it is no report for that"


def test_a_row_written_back_is_told_by_what_it_says(office: Office) -> None:
    office.run("04-06")
    for day in (7, 8):
        office.enter("收文登记", 单位=CIVIL, 表种="书面材料", 期间="2022-03", 实际收到日期=date(2022, 4, day))
    office.run("04-11")
    office.edit("收文登记", lambda rows: [row for row in rows if "8" not in str(row["实际收到日期"])[8:10]])
    office.run("04-12")
    [told] = office.findings("人工认定相互矛盾")
    assert "待写回" not in told
    assert "删去后由系统写回的一行（区民政局，书面材料，2022-03，2022-04-08" in told
