"""Letters issued are kept as they were; a repeated run of a collection asks nobody twice (R2, R22)."""

from __future__ import annotations

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
    assert "更正后的附件4" not in text and "补充说明" in text and "报表不必重新报送" in text


def test_a_blank_form_is_asked_for_once(office: Office) -> None:
    """What is lacking is asked for as lacking, not as a thing to correct too."""
    blank = {"完成情况": "", "是否完成": "空白"}
    office.send_month("区城管局", 3, 任务4=blank, 实事2="3月累计完成150户")
    office.run("04-11", "deadline", "2022-03")
    text = letters(office, "2022-03").get("区城管局催办函", "")
    told = text.partition("具体内容")[2]
    assert told.count("没有填写") == 1 and "空白" not in told


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
    assert "年度计划的材料，已于4月11日函请于4月14日前报送" in text
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
