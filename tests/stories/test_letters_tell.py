"""A letter says what came: an empty form, and none that may be the one it asks for (R8, R12); one form may be that of two months."""

from __future__ import annotations

from pathlib import Path

from stories.forms import month_form
from stories.office import Office, docx_text

WATER = "区水务局"


def letter(office: Office, period: str) -> str:
    [path] = (office.root / "outbox" / "催办" / period).glob(f"{WATER}催办函.docx")
    return docx_text(path)


def test_the_letter_about_a_form_in_which_nothing_was_filled_in_says_that_one_came(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.send_plan(WATER)
    office.put("2022-04-07/附件4-3月-区水务局.xlsx", month_form(WATER, 3, {"任务4": ""}))
    office.run("04-11", "deadline", "2022-03")
    assert office.state(WATER, "2022-03") == "未报"
    told = letter(office, "2022-03")
    assert "4月7日收到的是空表，没有填写内容，请填写后重新报送" in told
    assert "尚未收到" not in told


def test_a_form_of_two_months_may_be_either_and_is_both_by_a_person_s_word(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.send_plan(WATER)
    form = month_form(WATER, 4, {"任务4": "截至4月底累计完成改造6公里"}, title="2022年（3、4月）年度工作任务落实情况表")
    office.put("2022-05-09/区水务局4月落实情况.xlsx", form)
    office.run("05-11", "deadline", "2022-04")
    assert [office.state(WATER, month) for month in ("2022-03", "2022-04")] == ["待认定", "待认定"]
    told = letter(office, "2022-04")  # of the plan's material
    assert "尚未收到" not in told and "贵单位3月、4月的材料已经收到，正在核对，请勿重复报送" in told
    [asked] = office.entries("匹配认定")
    assert "表题为3月、4月" in asked["原文"] and "2022-03" in asked["候选"]
    office.fill("匹配认定", {"类型": "期间"}, 认定结果="2022-03、2022-04")
    office.run("05-12", "deadline", "2022-04")
    assert [office.state(WATER, month) for month in ("2022-03", "2022-04")] == ["迟报", "按时"]
    assert not office.findings("认定表填写有误")
    assert not office.findings("与上期相同")
