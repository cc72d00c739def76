"""Letters issued are kept as they were; a repeated run of a collection asks nobody twice (R2, R22)."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from stories.office import Office, docx_text, told_once


def two_silent(root: Path) -> Office:
    """区水务局 sent neither its plan nor March; 区民政局 no plan. The plan's letters are of 28 March."""
    made = Office(root)
    made.send_all(but=["区水务局", "区民政局"])
    made.run("03-28", "deadline", "plan")
    made.send_all(3, but=["区水务局"])
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(two_silent, tmp_path / "区")


def letters(office: Office, period: str) -> dict[str, str]:
    folder = office.root / "outbox" / "催办" / period
    return {path.stem: docx_text(path) for path in sorted(folder.glob("*.docx"))}


def kept(office: Office, period: str) -> dict[str, str]:
    folder = office.root / "archive" / "催办" / period
    return {path.stem: docx_text(path) for path in sorted(folder.glob("*.docx"))}


def test_letters_issued_are_kept_as_they_were(office: Office) -> None:
    """The second run of a collection writes newer ones over them in outbox/; those that went out stay in archive/."""
    first = letters(office, "2022")
    assert kept(office, "2022") == {f"{name}（2022-03-28）": text for name, text in first.items()}
    office.run("04-06", "deadline", "plan")
    assert "（第二次）" in letters(office, "2022")["区水务局催办函"]
    both = kept(office, "2022")
    assert both["区水务局催办函（2022-03-28）"] == first["区水务局催办函"]
    assert "（第二次）" in both["区水务局催办函（2022-04-06）"]
    office.run("04-06", "deadline", "plan")
    assert kept(office, "2022") == both, "the same letter is kept once"


def test_a_letter_that_a_person_finished_is_kept_as_it_went_out(office: Office) -> None:
    from docx import Document

    path = office.root / "outbox" / "催办" / "2022" / "区水务局催办函.docx"
    document = Document(str(path))
    document.add_paragraph("局长改过")
    document.save(str(path))
    office.run("04-06", "deadline", "plan")
    assert any("局长改过" in text for text in kept(office, "2022").values())


@pytest.mark.parametrize("day", ["04-11", "04-12"])
def test_an_earlier_collection_run_again_asks_nobody_a_second_time(office: Office, day: str) -> None:
    """The letter of March asks for the plan too; while its time runs, the plan has no letter of its own."""
    office.run("04-11", "deadline", "2022-03")
    asked = letters(office, "2022-03")
    assert {"区水务局催办函", "区民政局催办函"} <= set(asked)
    office.run(day, "deadline", "plan")
    assert letters(office, "2022") == {}
    assert not [name for name in kept(office, "2022") if "2022-04" in name]
    assert letters(office, "2022-03") == asked
    office.run("04-18", "deadline", "plan")
    assert "区民政局催办函" in letters(office, "2022"), "the time to answer is over: it is asked again"


def test_the_title_of_a_letter_names_what_it_asks_for(office: Office) -> None:
    office.run("04-11", "deadline", "2022-03")
    title = letters(office, "2022-03")["区水务局催办函"].partition("区水务局：")[0].replace("\n", "")
    assert "关于报送2022年年度工作任务落实计划和3月份工作任务落实情况的" in title
    office.send_plan("区水务局", "2022-04-12/附件3-区水务局.xlsx")
    office.send_all(4, but=["区水务局"])
    office.run("05-16", "deadline", "2022-04")
    title = letters(office, "2022-04")["区水务局催办函"].partition("区水务局：")[0].replace("\n", "")
    assert "年度工作任务落实计划和3月份、4月份工作任务落实情况的" in title


def test_a_problem_without_its_cause_asks_for_the_cause(office: Office) -> None:
    """Nothing in the form is wrong: no new form is asked for."""
    told = {"完成情况": "累计完成150户", "存在问题": "进度偏慢", "是否完成": "否"}
    office.send_month("区城管局", 3, 任务4=told, 实事2="3月累计完成150户")
    office.run("04-11", "deadline", "2022-03")
    text = letters(office, "2022-03").get("区城管局催办函", "")
    if not office.findings("未写原因", "任务4") and not office.findings("原因"):
        pytest.skip("the text is not taken for a problem without a cause")
    assert "重新报送报表" not in text and "补充说明" in text and "报表不必重新报送" in text


def test_a_blank_form_is_asked_for_once(office: Office) -> None:
    """What is lacking is asked for as lacking, not as a thing to correct too."""
    blank = {"完成情况": "", "是否完成": "空白"}
    office.send_month("区城管局", 3, 任务4=blank, 实事2="3月累计完成150户")
    office.run("04-11", "deadline", "2022-03")
    text = letters(office, "2022-03").get("区城管局催办函", "")
    told = text.partition("具体内容")[2]
    assert told.count("没有填写") == 1 and "空白" not in told


def test_each_thing_of_a_return_is_counted_by_itself(office: Office) -> None:
    """Asked for a correction first, 区城管局 is asked for its written material the first time; what it was asked is named."""
    for period, day in (("2022", date(2022, 3, 22)), ("2022-03", date(2022, 4, 6))):
        office.enter("收文登记", 单位="区城管局", 表种="书面材料", 期间=period, 实际收到日期=day, 登记人="王")
    told = {"完成情况": "工程尚未开工，未完成。", "是否完成": "是"}
    office.send_month("区城管局", 3, 任务4=told, 实事2="3月累计完成150户")
    office.run("04-11", "deadline", "2022-03")
    first = kept(office, "2022-03")["区城管局催办函（2022-04-11）"]
    assert "尚未开工" in first, first
    assert "书面材料" not in first
    office.fill("收文登记", {"单位": "区城管局", "期间": "2022-03"}, 备注="撤销")
    office.run("04-13", "deadline", "2022-03")
    both = kept(office, "2022-03")
    assert both["区城管局催办函（2022-04-11）"] == first, "once dated it is never rewritten"
    second = both["区城管局催办函（2022-04-13）"]
    assert "未见书面材料" in second and "第二次" not in second and "尚未开工" not in second
    assert "贵单位3月的核对意见，已于4月11日函请于4月14日前" in second


def test_a_letter_in_force_lies_there_again_as_it_went_out(office: Office) -> None:
    """What a person entered since its day changes nothing in it: the same file, or none."""
    office.run("04-11", "deadline", "2022-03")
    first = letters(office, "2022-03")
    office.enter("收文登记", 单位="区水务局", 表种="计划", 期间="2022", 实际收到日期=date(2022, 4, 10), 登记人="王")
    shutil.rmtree(office.root / "outbox")
    office.run("04-13", "deadline", "2022-03")
    assert letters(office, "2022-03") == first
    assert not [name for name in kept(office, "2022-03") if "第2次" in name]


def one_silent(root: Path) -> Office:
    """区水务局 sends nothing all spring. It was written to about the plan on 11 April, with three working days to answer."""
    made = Office(root)
    for month in (0, 3, 4, 5):
        made.send_all(month, but=["区水务局"])
    made.run("04-11", "deadline", "plan")
    made.run("04-13", "deadline", "2022-03")
    return made


@pytest.fixture
def silent(tmp_path: Path) -> Office:
    return told_once(one_silent, tmp_path / "区")


def test_nothing_is_asked_for_twice_while_the_unit_may_answer(silent: Office) -> None:
    """Two days later March is asked for alone; that the plan is still to come by its own day is said, and no new day given."""
    text = letters(silent, "2022-03")["区水务局催办函"]
    assert "关于报送2022年3月份工作任务落实情况的提醒函" in text.partition("区水务局：")[0].replace("\n", "")
    assert "附件3" not in text
    assert "贵单位年度计划的报表和书面材料，已于4月11日函请于4月14日前报送" in text
    assert letters(silent, "2022")["区水务局催办函"] == kept(silent, "2022")["区水务局催办函（2022-04-11）"]
    silent.run("04-14", "deadline", "2022-03")
    assert letters(silent, "2022-03")["区水务局催办函"] == text, "the letter in force, as it is"


def test_each_period_is_told_with_its_own_reminders(silent: Office) -> None:
    silent.run("05-16", "deadline", "2022-04")
    text = letters(silent, "2022-04")["区水务局催办函"]
    assert "此前已就年度计划的材料于4月11日，就3月的材料于4月13日提醒，" in text
    assert text.count("（第二次发函）") == 2
    silent.run("06-13", "deadline", "2022-05")
    text = letters(silent, "2022-05")["区水务局催办函"]
    told = "年度计划的经4月11日、5月16日提醒催办，3月的经4月13日、5月16日提醒催办，4月的经5月16日提醒催办，仍未报齐"
    assert told in text
    assert text.count("（第三次发函）") == 2 and text.count("（第二次发函）") == 1


def test_a_file_that_cannot_be_opened_is_asked_for_anew(office: Office) -> None:
    """区水务局 owes its plan; what it sent for March is damaged: no letter forbids it to send that again (R8)."""
    path = office.send_month("区水务局", 3, "2022-04-07/附件4-区水务局3月.xlsx")
    path.write_bytes(path.read_bytes()[:2000])
    office.run("04-11", "deadline", "2022-03")
    assert office.state("区水务局", "2022-03") == "待认定"
    text = letters(office, "2022-03")["区水务局催办函"]
    assert "4月7日收到贵单位的文件“附件4-区水务局3月.xlsx”无法打开" in text
    assert "请重新报送可以打开的文件" in text and "请勿重复报送" not in text


def test_a_letter_rests_on_the_notice_and_says_whom_to_ask(office: Office) -> None:
    """The office's own number may stand in it; what is not entered leaves no gap."""
    config = office.root / "config.toml"
    own = 'basis = "《立项督查的通知》（市中政办发〔2022〕1号）"\ncontact = "王静，0531-82078000"\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[office]\n", f"[office]\n{own}"), encoding="utf-8")
    office.run("04-06", "deadline", "plan")
    text = letters(office, "2022")["区水务局催办函"]
    assert "按照《立项督查的通知》（市中政办发〔2022〕1号）的有关要求" in text
    assert "联系人：王静，0531-82078000。" in text


def test_a_letter_asks_and_does_not_charge(office: Office) -> None:
    """The unit's own words beside the goal, and a question; where they are right it says so and sends nothing again."""
    office.send_month(
        "区城管局", 3, 任务4={"完成情况": "工程尚未开工，未完成。", "是否完成": "是"}, 实事2="3月累计完成150户"
    )
    office.run("04-11", "deadline", "2022-03")
    text = letters(office, "2022-03")["区城管局催办函"]
    assert "写有“工程尚未开工，未完成”" in text.replace("。”", "”") and "一季度完成100户" in text
    assert "请核对本季目标是否确已完成" in text and "填报无误的，简要说明依据即可，报表不必重新报送" in text
    assert "更正后的附件4" not in text and "不符" not in text and "矛盾" not in text


@pytest.mark.parametrize(("problem", "is_asked"), [("进度慢", True), ("管线迁改滞后", False)])
def test_a_cause_is_asked_for_only_where_none_is_written_beyond_doubt(
    office: Office, problem: str, is_asked: bool
) -> None:
    """The office sees what is less sure; the unit is not troubled with it."""
    told = {"完成情况": "累计完成150户", "存在问题": problem, "是否完成": "否"}
    office.send_month("区城管局", 3, 任务4=told, 实事2="3月累计完成150户")
    office.run("04-11", "deadline", "2022-03")
    assert office.findings("未写原因", problem)
    assert (problem in letters(office, "2022-03").get("区城管局催办函", "")) is is_asked


def test_what_came_late_is_asked_about_in_the_next_letter(office: Office) -> None:
    """March of 区城管局 comes after its letters: what it says has had no letter that could ask."""
    (office.root / "inbox" / "2022-04-05" / "附件4-3月-区城管局.xlsx").unlink()
    office.run("04-11", "deadline", "2022-03")
    told = {"完成情况": "工程尚未开工，未完成。", "是否完成": "是"}
    office.send_month("区城管局", 3, "2022-04-27/附件4-3月-区城管局.xlsx", 任务4=told, 实事2="3月累计完成150户")
    office.send_all(4)
    office.run("05-11", "deadline", "2022-04")
    assert "工程尚未开工" in letters(office, "2022-04")["区城管局催办函"]


def test_a_file_that_nobody_can_open_is_received_by_a_persons_word_and_asked_for_again(office: Office) -> None:
    """The day stays; what it says is still wanted, in 说明 and in the letter."""
    (office.root / "inbox" / "2022-04-05" / "附件4-3月-区城管局.xlsx").unlink()
    office.put("2022-04-07/附件4.xlsx", b"")
    office.run("04-08")
    office.edit("匹配认定", lambda rows: [{**row, "认定结果": "区城管局 2022-03"} for row in rows])
    office.run("04-11", "deadline", "2022-03")
    row = office.returned("区城管局", "2022-03")
    assert row["状态"] == "按时" and "内容待补" in row["说明"]
    text = letters(office, "2022-03")["区城管局催办函"]
    assert "可以打开的附件4" in text and "文件无法打开，请重新发送（收到日期不变）" in text
