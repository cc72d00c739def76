"""A person's word holds for the facts it was given on: what is new is asked anew, what has gone falls away (R21)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from stories.office import UNITS, DraftingOffice, Office, told_once

LATE_GOAL = {"完成情况": "完成600户", "存在问题": "征收受阻，因资金未到位", "是否完成": "否"}
QUARTERLY = "2022年二季度任务目标落实情况通报"


def until_may(root: Path) -> Office:
    """Everybody has reported up to May, and the plan too."""
    made = DraftingOffice(root)
    made.send_all()
    for month in (3, 4, 5):
        made.send_all(month)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(until_may, tmp_path / "区")


def asked(office: Office, unit: str, reason: str) -> list[dict[str, Any]]:
    """The rows of 点名确认 on ``unit`` for ``reason`` that wait for an answer."""
    rows = (row for row in office.named() if row["单位"] == unit and row["事由"] == reason)
    return [row for row in rows if not row["确认"]]


def answer(office: Office, word: str = "是", unit: str = "") -> None:
    """A person answers every row that waits, or those on ``unit``."""

    def answered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row if row["确认"] or unit not in ("", row["单位"]) else {**row, **given} for row in rows]

    given = {"确认": word, "确认人": "小李"}
    office.edit("点名确认", answered)


def bulletin(office: Office, name: str, *, is_public: bool = False) -> str:
    """The text of the one bulletin of that name."""
    [text] = [text for place, text in office.bulletins().items() if name in place and ("公开版" in place) is is_public]
    return text


def own_text(text: str) -> str:
    """What of a draft goes out: without the inner page."""
    return text.partition("内部附页")[0]


def test_a_new_fact_under_a_confirmed_charge_is_asked_anew(office: Office) -> None:
    """区城管局 was confirmed for 任务4; then 实事2 fell behind too: nobody was asked about that."""
    office.send_all(6, but=["区城管局"])
    office.send_month("区城管局", 6, 任务4=LATE_GOAL, 实事2="累计完成300户")
    office.run("07-11")
    answer(office)
    office.run("07-12")
    final = bulletin(office, QUARTERLY)
    assert "征求意见稿" not in final
    assert "任务4" in final.partition("需要督促的事项")[2].partition("报送和核验情况")[0]

    office.send_month("区城管局", 6, "2022-07-06/附件4-6月-区城管局（更正）.xlsx", 实事2=LATE_GOAL)
    office.run("07-13")
    [row] = asked(office, "区城管局", "6月进度滞后")
    assert "实事2" in row["证据"] and "任务4" not in row["证据"]
    assert "征求意见稿" in bulletin(office, QUARTERLY), "nobody has confirmed 实事2 yet"

    answer(office, "否")
    office.run("07-14")
    told = bulletin(office, QUARTERLY).partition("需要督促的事项")[2].partition("报送和核验情况")[0]
    assert "任务4" in told and "实事2" not in told


def test_a_fact_that_is_gone_falls_away(office: Office) -> None:
    """A row nobody has answered goes with its fact; one that was answered stays, and names nobody."""
    office.send_all(6, but=["区水务局", "区财政局"])
    office.run("07-11")
    assert asked(office, "区水务局", "6月未报") and asked(office, "区财政局", "6月未报")
    answer(office, unit="区财政局")
    for unit in ("区水务局", "区财政局"):
        office.enter("收文登记", 单位=unit, 表种="落实", 期间="2022-06", 实际收到日期="2022-07-06", 登记人="小王")
    office.run("07-12")
    rows = [(row["单位"], row["确认"]) for row in office.named() if row["事由"] == "6月未报"]
    assert rows == [("区财政局", "是")]
    assert "未报送单位：" not in own_text(bulletin(office, QUARTERLY))


def test_what_was_answered_before_is_told_where_a_return_has_come_late(tmp_path: Path) -> None:
    """迟报 is a new fact and asked as such in the quarter's bulletin; that 未报 was confirmed stands beside it.

    Who was spared as 未报 is not asked about again when the return has come late, nor named for it.
    """
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    for month in (3, 4, 5):
        office.send_all(month, but=["区水务局", "区民政局"] if month == 5 else [])
    office.run("06-13")
    answer(office, unit="区水务局")
    answer(office, "否", unit="区民政局")
    for unit in ("区水务局", "区民政局"):
        office.send_month(unit, 5, f"2022-06-20/附件4-5月-{unit}.xlsx")
    office.send_all(6)
    office.run("07-11")
    [row] = asked(office, "区水务局", "5月迟报")
    assert "已答“未报”是，其后补报" in row["证据"].partition("〔")[2]
    assert not asked(office, "区民政局", "5月迟报")
    assert "区民政局" not in bulletin(office, QUARTERLY).partition("内部附页")[2]


def test_the_evidence_does_not_change_while_the_facts_do_not(office: Office) -> None:
    """Ten runs over five weeks: the same rows, the same words; the answer given in between goes on counting."""
    office.send_all(6, but=["区水务局"])
    office.send_month("区民政局", 6, "2022-07-08/附件4-6月-区民政局.xlsx")
    office.run("07-11")
    first = [(row["单位"], row["事由"], row["证据"]) for row in office.named()]
    assert first
    answer(office)
    for day in ("07-12", "07-13", "07-18", "07-20", "07-25", "07-26", "07-27", "07-29", "08-01"):
        office.run(day)
        rows = office.named()
        assert [(row["单位"], row["事由"], row["证据"]) for row in rows] == first, day
        assert all(row["确认"] == "是" for row in rows), day


def test_evidence_names_all_that_came_from_the_unit(office: Office) -> None:
    """A unit that sent April's form in May's place is to be looked at before it is named; so is one that sent nothing."""
    office.send_all(6, but=["区水务局", "区财政局"])
    office.send_month("区水务局", 5, "2022-07-06/区水务局报表.xlsx", 任务4="五月累计完成255户，正在推进")
    office.run("07-11")
    rows = {row["单位"]: str(row["证据"]) for row in office.named() if row["事由"] == "6月未报"}
    if "区水务局" in rows:  # it may also be in doubt, and then nobody is asked to name it
        assert "2022-07-06/区水务局报表.xlsx" in rows["区水务局"] and "2022年7月6日" in rows["区水务局"]
    assert "没有该单位的文件" in rows["区财政局"] and "2022年7月7日" in rows["区财政局"]


def test_a_member_of_a_group_is_told_to_be_one(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "区")
    office.run("03-21")
    office.confirm_group("泺源街道办事处", "舜玉路街道办事处")
    office.run("03-22")
    office.send_all()
    office.run("03-28")
    rows = [row for row in office.named() if row["单位"] == "泺源街道办事处" and row["事由"] == "年度计划未报"]
    assert [("各街道办事处" in row["证据"], "成员" in row["证据"]) for row in rows] == [(True, True)]


def test_who_is_presumed_to_lead_is_told_to_be(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "区")
    config = office.root / "config.toml"
    config.write_text(config.read_text("utf-8").replace('who = "all"', 'who = "lead"'), encoding="utf-8")
    take_bold_off(office)
    office.send_all(but=["区城管局"])
    office.run("03-28")
    [row] = [row for row in office.named() if row["单位"] == "区城管局" and row["事由"] == "年度计划未报"]
    assert "任务4的牵头单位为推定" in row["证据"]


def take_bold_off(office: Office) -> None:
    """责任分解表 as copied from a text that has lost its bold."""
    from openpyxl import load_workbook

    path = office.root / "master" / "责任分解表.xlsx"
    book = load_workbook(path)  # without rich text
    book.save(path)


def test_a_refused_unit_is_nowhere_in_the_draft(office: Office) -> None:
    """否 takes it out at once, while others still wait: lists, tables, inner page, public edition."""
    office.send_all(6, but=["区水务局", "区财政局"])
    office.run("07-11", "deadline", "2022-06")
    assert "区水务局" in own_text(bulletin(office, "6月报送情况通报"))
    answer(office, "否", unit="区水务局")
    office.run("07-11", "deadline", "2022-06")
    for name in ("6月报送情况通报", QUARTERLY, "为民办实事6月份进展情况通报"):
        text = bulletin(office, name)
        assert "征求意见稿" in text, name
        charged = [line for line in text.splitlines() if "区水务局" in line and ("未报" in line or "滞后" in line)]
        assert charged == [], name
    assert "区水务局" not in bulletin(office, "6月报送情况通报"), "no row of the table, no line of the inner page"
    assert "区财政局" in own_text(bulletin(office, "6月报送情况通报"))
    for place, text in office.bulletins().items():
        if "公开版" in place:
            assert "未报送单位" not in text and "（未报送）" not in text


def test_two_answers_to_one_fact_name_nobody(office: Office) -> None:
    """是 and 否 on the same evidence: not named, told, and the text stays a draft."""
    office.send_all(6, but=["区水务局"])
    office.run("07-11", "deadline", "2022-06")
    answer(office)
    [row] = [row for row in office.named() if (row["单位"], row["事由"]) == ("区水务局", "6月未报")]
    office.enter("点名确认", **{**row, "确认": "否", "确认人": "老张"})
    office.run("07-11", "deadline", "2022-06")
    text = bulletin(office, "6月报送情况通报")
    assert "征求意见稿" in text and "未报送单位：" not in own_text(text)
    assert office.findings("区水务局") or office.findings("点名确认")


def test_evidence_that_a_person_has_edited_covers_nothing(office: Office) -> None:
    """His row stays as he wrote it; the facts are asked anew."""
    office.send_all(6, but=["区水务局"])
    office.run("07-11")
    answer(office)
    office.fill("点名确认", {"单位": "区水务局", "事由": "6月未报"}, 证据="局长说算了")
    office.run("07-12")
    rows = [row for row in office.named() if (row["单位"], row["事由"]) == ("区水务局", "6月未报")]
    assert [(row["证据"] == "局长说算了", row["确认"]) for row in rows] == [(True, "是"), (False, "")]
    assert "征求意见稿" in bulletin(office, QUARTERLY)


def test_the_sheet_holds_what_is_open_now(office: Office) -> None:
    """A year in which three units never report: what waits is what lies there to be issued, and no more."""
    silent = ["区水务局", "区财政局", "区民政局"]
    waiting = []
    for month in range(6, 12):
        office.send_all(month, but=silent)
        for path in (office.root / "outbox" / "通报").rglob("*.docx"):
            path.unlink()  # nobody means to issue them any more
        office.run(f"{month + 1:02d}-14")
        waiting.append(len([row for row in office.named() if not row["确认"]]))
    assert len(UNITS) == 7
    assert max(waiting[3:]) <= max(waiting[:3]) + len(silent) * 3, waiting
    periods = {str(row["期间"]) for row in office.named()}
    assert periods <= {"2022-07", "2022-08", "2022-09", "2022-10", "2022-11"}, (
        "July to September for the quarter's text"
    )


def test_what_is_issued_is_not_asked_about_any_more(office: Office) -> None:
    """The bulletins of a collection are issued: rows that nobody has answered wait no longer."""
    office.send_all(6, but=["区水务局"])
    office.run("07-11", "deadline", "2022-06")
    assert [row for row in office.named() if not row["确认"]]
    for name, period in (
        ("6月报送情况通报", "2022-06"),
        (QUARTERLY, "2022-06"),
        ("为民办实事6月份进展情况通报", "2022-06"),
    ):
        office.enter("通报登记", 通报=name, 期间=period, 文号或期号="7", 印发日期="2022-07-12", 归档方式="原样归档")
    office.run("07-12", "deadline", "2022-06")
    office.run("07-13")
    assert [row for row in office.named() if not row["确认"]] == []


def test_a_unit_whose_name_holds_a_comma_is_one_unit(tmp_path: Path) -> None:
    """In a list its name stands in quotes."""
    from stories.office import BEARING, write_tasks

    office = DraftingOffice(tmp_path / "区")
    long_name = "兴隆、十六里河片区项目指挥部"
    add_unit(office, long_name)
    write_tasks(office.root / "master" / "责任分解表.xlsx", {**BEARING, "任务3": (long_name,)})
    office.send_all(but=["区水务局", "区教育体育局"])
    office.run("03-28", "deadline", "plan")
    text = own_text(bulletin(office, "年度计划报送情况通报"))
    assert f"“{long_name}”" in text


def add_unit(office: Office, name: str) -> None:
    from openpyxl import load_workbook

    path = office.root / "master" / "单位名录.xlsx"
    book = load_workbook(path)
    book["单位"].append([name, "专班指挥部", "", ""])
    book.save(path)


def test_who_sent_no_written_material_is_not_praised(office: Office) -> None:
    """报送及时完整 is said of a form with its 书面材料."""
    office.send_all(6)
    office.run("07-11")
    assert office.returned("区发展改革局", "2022-06")["书面材料"] == "未报"
    assert "报送及时完整" not in bulletin(office, QUARTERLY)
