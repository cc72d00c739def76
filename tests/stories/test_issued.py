"""One event, one bulletin; what was issued is watched, and what proves wrong is put right once (R22)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from stories.office import DraftingOffice, Office, WholeOffice, docx_text, march_closed, told_once
from stories.test_naming import answer, bulletin, own_text

DELIVERY = "3月报送情况通报"
CORRECTION = f"更正-{DELIVERY}"


def issued(root: Path) -> Office:
    """区水务局 sent nothing for March; the bulletin on it that names the unit is issued."""
    made = DraftingOffice(root)
    made.send_all()
    made.send_all(3, but=["区水务局"])
    made.run("04-11", "deadline", "2022-03")
    answer(made)
    made.run("04-12", "deadline", "2022-03")
    assert "区水务局" in own_text(bulletin(made, DELIVERY)) and "征求意见稿" not in bulletin(made, DELIVERY)
    register(made, DELIVERY, "2022-03", "5")
    made.run("04-13", "deadline", "2022-03")
    assert kept(made, DELIVERY).is_file()
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(issued, tmp_path / "区")


def register(office: Office, name: str, period: str, number: str) -> None:
    office.enter("通报登记", 通报=name, 期间=period, 文号或期号=number, 印发日期="2022-04-12")


BY_HAND = "局长加的一句话。"


def finish_by_hand(path: Path) -> None:
    """A person adds a sentence in Word and saves."""
    document = Document(str(path))
    document.paragraphs[10].insert_paragraph_before(BY_HAND)
    document.save(str(path))


def kept(office: Office, name: str) -> Path:
    return office.root / "archive" / "通报" / f"{name}.docx"


def paper(office: Office, day: str = "2022-04-07") -> None:
    """A receipt on paper that nobody had entered."""
    office.enter("收文登记", 单位="区水务局", 表种="落实", 期间="2022-03", 实际收到日期=day, 登记人="小王")


def corrections(office: Office) -> list[str]:
    return [place for place in office.bulletins() if "更正-" in place]


def test_a_receipt_in_time_after_the_unit_was_named_calls_for_a_correction(office: Office) -> None:
    """A finding with one thing to do, a draft that says what was wrong, both gone once it is issued; never drafted twice."""
    office.run("04-14")
    assert not office.findings("已印发") and not corrections(office)
    paper(office)
    office.run("04-15")
    [found] = office.findings("已印发", "区水务局")
    assert CORRECTION in found and "2022年4月7日" in found
    assert "区水务局" in office.page and CORRECTION in office.page
    text = bulletin(office, CORRECTION)
    assert "区水务局" in own_text(text) and "现更正为" in text and "特此更正" in text and "第5号" in text
    assert "不需要在“点名确认”表确认" in text
    assert not [row for row in office.named() if not row["确认"] and row["单位"] == "区水务局"]

    register(office, CORRECTION, "2022-03", "6")
    office.run("04-16")
    assert kept(office, CORRECTION).is_file()
    before = kept(office, CORRECTION).read_bytes()
    for day in ("04-18", "04-25"):
        office.run(day)
        assert not office.findings("已印发"), day
        assert len(corrections(office)) <= 1, day
    assert kept(office, CORRECTION).read_bytes() == before


def test_a_correction_puts_right_all_that_rests_on_what_was_wrong(office: Office) -> None:
    """The counts, the rate, the list and the unit's row change with it, by the rule that made them; others do not."""
    issued = own_text(bulletin(office, DELIVERY))
    assert "按时报送6家、未报1家" in issued and "85.7%" in issued
    paper(office)
    office.run("04-15")
    text = own_text(bulletin(office, CORRECTION))
    assert "按时报送6家、未报1家，按时报送率85.7%" in text and "均按时报送，按时报送率100" in text
    assert "未报送单位：区水务局”删去" in text
    assert (
        "区水务局一行，“应报1项、实报0项，未报，书面材料未报”更正为“应报1项、实报（略）项，4月7日收到，按时，" in text
    )
    assert "区财政局" not in text
    assert "除上述内容外" in text


def test_a_receipt_that_is_taken_back_leaves_no_correction_lying_there(office: Office) -> None:
    paper(office)
    office.run("04-15")
    assert corrections(office)
    office.edit("收文登记", lambda rows: [{**row, "备注": "撤销"} for row in rows])
    office.run("04-16")
    assert not office.findings("已印发") and not corrections(office)
    assert office.state("区水务局", "2022-03") == "未报"


def test_a_correction_that_was_issued_and_is_wrong_in_turn_is_told(office: Office) -> None:
    paper(office)
    office.run("04-15")
    register(office, CORRECTION, "2022-03", "6")
    office.run("04-16")
    office.edit("收文登记", lambda rows: [{**row, "备注": "撤销"} for row in rows])
    office.run("04-18")
    assert office.findings("更正", "区水务局")


def test_what_comes_after_the_bulletin_refutes_nothing(office: Office) -> None:
    """未报 was true on the day; the unit has made it up since."""
    office.send_month("区水务局", 3, "2022-04-20/附件4-3月-区水务局.xlsx")
    office.run("04-20")
    assert office.state("区水务局", "2022-03") == "迟报"
    assert not office.findings("已印发") and not corrections(office)


def test_an_extension_granted_and_entered_too_late_calls_for_a_correction(office: Office) -> None:
    office.send_month("区水务局", 3, "2022-04-20/附件4-3月-区水务局.xlsx")
    office.enter("延期批准", 单位="区水务局", 表种="落实", 期间="2022-03", 延期至="2022-04-22", 批准人="刘主任")
    office.run("04-20")
    assert office.findings("已印发", "区水务局")
    assert "经批准延期至2022年4月22日" in bulletin(office, CORRECTION)


def test_an_exemption_entered_too_late_calls_for_a_correction(office: Office) -> None:
    office.enter("免报", 单位="区水务局", 表种="落实", 起始期间="2022-03", 截止期间="2022-03", 批准人="刘主任")
    office.run("04-15")
    assert office.findings("已印发", "区水务局") and "免报" in bulletin(office, CORRECTION)


def test_a_bulletin_registered_and_a_receipt_entered_in_one_sitting(tmp_path: Path) -> None:
    """The final text that lay there is what was issued, whatever the ledger says by the time of the next run."""
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=["区水务局"])
    office.run("04-11", "deadline", "2022-03")
    answer(office)
    office.run("04-12", "deadline", "2022-03")
    register(office, DELIVERY, "2022-03", "5")
    paper(office)
    office.run("04-13", "deadline", "2022-03")
    office.run("04-14")
    assert office.findings("已印发", "区水务局")
    assert "区水务局" in bulletin(office, CORRECTION)


def test_a_bulletin_registered_late_is_kept_and_watched_too(tmp_path: Path) -> None:
    """The next collection is over by the time somebody enters the number."""
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=["区水务局"])
    office.run("04-11", "deadline", "2022-03")
    answer(office)
    office.run("04-12", "deadline", "2022-03")
    office.send_all(4)
    office.run("05-11", "deadline", "2022-04")
    register(office, DELIVERY, "2022-03", "5")
    office.run("05-16")
    assert kept(office, DELIVERY).is_file()
    paper(office)
    office.run("05-17")
    assert office.findings("已印发", "区水务局") and corrections(office)


def test_a_file_finished_by_hand_is_watched_by_its_last_draft(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=["区水务局"])
    office.run("04-11", "deadline", "2022-03")
    answer(office)
    office.run("04-12", "deadline", "2022-03")
    [place] = (office.root / "outbox" / "通报").rglob(f"{DELIVERY}.docx")
    finish_by_hand(place)
    register(office, DELIVERY, "2022-03", "5")
    office.run("04-13")
    text = docx_text(kept(office, DELIVERY))
    assert BY_HAND in text and "〔2022〕5号" in text and text.count("2022年4月12日") == 2
    assert BY_HAND in docx_text(place) and "〔2022〕5号" not in docx_text(place), "a person's file stays as it is"
    paper(office)
    office.run("04-14")
    assert office.findings("已印发", "区水务局")


def test_a_person_who_looked_into_it_ends_it(office: Office) -> None:
    paper(office)
    office.run("04-15")
    [row] = [row for row in office.sheet("核验问题") if "已印发" in row["类别"]]
    office.enter(
        "核验复核",
        **{label: row[label] for label in ("编号", "类别", "单位", "期间", "问题")},
        复核结果="正常",
        复核人="老张",
    )
    office.run("04-16")
    assert not office.findings("已印发") and not corrections(office)


def close(
    office: Office,
    unit: str,
    verdict: str = "已销号",
    day: str = "2022-05-12",
    task: str = "任务4",
    period: str = "2022-04",
) -> None:
    office.enter(
        "办结销号",
        事项编号=task,
        单位=unit,
        申报期间=period,
        认定结果=verdict,
        核实方式="现场",
        核实人="老张",
        核实日期=day,
        依据="验收单",
    )


def closures(office: Office) -> list[str]:
    return [place for place in office.bulletins() if "办结通报" in place and "公开版" not in place]


def until_may(root: Path, kind: type[Office] = DraftingOffice) -> Office:
    """Everybody reported in time up to April."""
    office = kind(root)
    office.send_all()
    office.send_all(3)
    office.send_all(4)
    office.run("05-11")
    return office


@pytest.fixture
def spring(tmp_path: Path) -> Office:
    return told_once(until_may, tmp_path / "区")


def test_a_part_that_is_closed_is_no_bulletin(spring: Office) -> None:
    """任务4 has two units: its bulletin comes when both parts are closed, and once."""
    close(spring, "区城管局")
    spring.run("05-13")
    assert closures(spring) == []
    close(spring, "区水务局", day="2022-05-16")
    spring.run("05-17")
    [place] = closures(spring)
    assert "任务4.docx" in place and "区城管局" not in place
    register(spring, "办结通报-任务4", "2022-05", "9")
    spring.run("05-18")
    assert kept(spring, "办结通报-任务4").is_file()
    assert (spring.root / "archive" / "通报" / "办结通报-任务4（公开版）.docx").is_file()
    spring.run("05-23")
    assert not spring.findings("已通报办结")


def test_both_editions_are_there_again_when_outbox_was_deleted(spring: Office) -> None:
    """R22: outbox/ can be thrown away; what was issued comes back as it was issued, and is not announced as a draft."""
    close(spring, "")
    spring.run("05-13")
    register(spring, "办结通报-任务4", "2022-05", "9")
    spring.run("05-18")
    folder = spring.root / "outbox"
    both = {path.relative_to(folder): path.read_bytes() for path in folder.glob("通报/**/办结通报-任务4*.docx")}
    assert len(both) == 2
    shutil.rmtree(folder)
    spring.run("05-23")
    assert {path.relative_to(folder): path.read_bytes() for path in folder.glob("通报/**/办结通报-任务4*.docx")} == both
    for path in both:
        assert (spring.root / "archive" / "通报" / path.name).read_bytes() == both[path]
    assert not spring.findings("已通报办结")


def test_a_whole_task_closed_is_one_bulletin(spring: Office) -> None:
    close(spring, "")
    spring.run("05-13")
    assert len(closures(spring)) == 1


def test_a_closure_taken_back_after_it_was_announced_calls_for_a_correction(spring: Office) -> None:
    close(spring, "")
    spring.run("05-13")
    register(spring, "办结通报-任务4", "2022-05", "9")
    spring.run("05-16")
    close(spring, "区水务局", "退回", "2022-05-20")
    spring.run("05-23")
    assert spring.findings("已通报办结")
    text = own_text(bulletin(spring, "更正-办结通报-任务4"))
    assert "（年度重点任务第4项）已经办结" in text and "原办结认定撤销" in text
    assert "删去" not in text and "其他内容不变" not in text, "what follows from the headline is not said word by word"
    assert "征求意见稿，审定印发后登记" in spring.page


def test_a_closure_taken_back_before_it_was_announced_leaves_no_draft(spring: Office) -> None:
    close(spring, "")
    spring.run("05-13")
    assert closures(spring)
    close(spring, "区水务局", "退回", "2022-05-20")
    spring.run("05-23")
    assert closures(spring) == []


def test_a_bulletin_on_a_part_as_they_were_once_called_counts_as_issued(spring: Office) -> None:
    """Registered and kept under its old name: the task is not announced again."""
    folder = spring.root / "archive" / "通报"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "办结通报-任务4区城管局.docx").write_bytes(b"as issued")
    register(spring, "办结通报-任务4区城管局", "2022-05", "9")
    close(spring, "区城管局")
    close(spring, "区水务局")
    spring.run("05-17")
    assert closures(spring) == []
    assert not spring.findings("已通报办结")


def test_matters_of_an_earlier_year_are_not_drafted(tmp_path: Path) -> None:
    """D5b: the folder of last year goes on under a new year."""
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    office.run("03-28")
    office.enter("重大事项", 编号="1", 标题="某项目开工", 情况="已开工", 日期="2022-03-20", 通报="是")
    office.run("03-29")
    assert any("重大事项通报" in place for place in office.bulletins())
    config = office.root / "config.toml"
    told = config.read_text("utf-8").replace("year = 2022", "year = 2023").replace("2022-03-24", "2023-03-24")
    config.write_text(told, encoding="utf-8")
    for place in list((office.root / "outbox" / "通报").rglob("*.docx")):
        place.unlink()
    office.run("2023-03-28")
    assert not any("重大事项通报" in place for place in office.bulletins())


def frozen(office: Office) -> dict[str, bytes]:
    folder = office.root / "archive" / "台账"
    return {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}


def test_a_frozen_ledger_is_never_overwritten(tmp_path: Path) -> None:
    """Two runs of one day that differ: both ledgers are kept; the same one is kept once."""
    spring = until_may(tmp_path / "区", WholeOffice)
    before = frozen(spring)
    assert list(before) == ["台账（截至2022-05-11）.xlsx"]
    spring.run("05-11")
    assert frozen(spring) == before
    close(spring, "", day="2022-05-10")
    spring.run("05-11")
    after = frozen(spring)
    assert set(after) == {"台账（截至2022-05-11）.xlsx", "台账（截至2022-05-11）（第2次）.xlsx"}
    assert after["台账（截至2022-05-11）.xlsx"] == before["台账（截至2022-05-11）.xlsx"]


def material(office: Office, unit: str = "区财政局", day: str = "2022-04-07") -> None:
    """A letter on paper that nobody had entered."""
    office.enter("收文登记", 单位=unit, 表种="书面材料", 期间="2022-03", 实际收到日期=day, 登记人="小王")


def test_written_material_of_an_earlier_day_calls_for_a_correction_with_its_count(office: Office) -> None:
    issued = own_text(bulletin(office, DELIVERY))
    assert "已报送报表的6家单位中，均未附书面材料" in issued
    material(office)
    office.run("04-15")
    [found] = office.findings("已印发", "区财政局", "书面材料")
    assert "2022年4月7日" in found
    text = own_text(bulletin(office, CORRECTION))
    assert "区财政局" in text and "区财政局一行，“书面材料未报”更正为“书面材料已报”" in text
    assert "“已报送报表的6家单位中，均未附书面材料”相应更正为“已报送报表的6家单位中，5家未附书面材料（" in text


def test_written_material_after_the_day_of_the_bulletin_refutes_nothing(office: Office) -> None:
    material(office, day="2022-04-13")
    office.run("04-15")
    assert not office.findings("已印发") and not corrections(office)


def test_a_count_is_put_right_though_nobody_was_named_for_it(tmp_path: Path) -> None:
    """区水务局 was spared; that it was counted as 未报 proves wrong all the same."""
    office = told_once(march_closed, tmp_path / "区")
    answer(office, "否", unit="区水务局")
    answer(office)
    office.run("04-12")
    register(office, DELIVERY, "2022-03", "5")
    office.run("04-13")
    assert "区水务局" not in own_text(bulletin(office, DELIVERY))
    paper(office)
    office.run("04-15")
    assert office.findings("已印发", "区水务局")
    text = own_text(bulletin(office, CORRECTION))
    assert "未报2家" in text and "未报1家" in text and "关于区水务局" not in text


def test_what_was_issued_is_the_draft_that_lay_there_on_that_day(tmp_path: Path) -> None:
    """Registered weeks later; meanwhile a paper was entered, and the draft followed it."""
    office = told_once(march_closed, tmp_path / "区")
    answer(office)
    office.run("04-12")
    there = bulletin(office, DELIVERY)
    paper(office)
    office.run("04-18")
    assert bulletin(office, DELIVERY) != there
    register(office, DELIVERY, "2022-03", "5")
    office.run("04-25")
    printed = there.replace("〔2022〕　　号", "〔2022〕5号").replace("2022年　月　日", "2022年4月12日")
    assert docx_text(kept(office, DELIVERY)) == printed


def test_a_bulletin_drafted_after_the_day_of_issue_is_told(tmp_path: Path) -> None:
    office = told_once(march_closed, tmp_path / "区")
    office.enter("通报登记", 通报=DELIVERY, 期间="2022-03", 文号或期号="5", 印发日期="2022-04-09")
    office.run("04-12")
    office.run("04-13")
    [found] = office.findings("印发日期早于起草日期")
    assert DELIVERY in found and "2022年4月9日" in found and "2022年4月11日" in found
    office.edit("通报登记", lambda rows: [{**row, "印发日期": "2022-04-11"} for row in rows])
    office.run("04-14")
    assert not office.findings("印发日期早于起草日期")


def test_names_that_came_up_only_when_it_was_registered_are_in_no_issued_text(tmp_path: Path) -> None:
    """While a stray lay there nobody could be named; it is settled and the bulletin registered in one sitting.

    Whom to name is asked first; where the office says that it names nobody else, the final text names nobody.
    """
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=["区水务局", "区民政局"])
    office.put("2022-04-06/扫描件.xlsx", b"damaged")
    office.run("04-11", "deadline", "2022-03")
    there = bulletin(office, DELIVERY)
    assert "正在核实" in own_text(there)
    answer(office)
    office.enter("收文登记", 来源文件="2022-04-06/扫描件.xlsx", 表种="不采用", 实际收到日期="2022-04-06")
    register(office, DELIVERY, "2022-03", "5")
    office.run("04-12")
    assert not kept(office, DELIVERY).exists()
    [found] = office.findings("点名未确认即登记")
    assert DELIVERY in found and "区水务局3月未报" in found
    office.fill("通报登记", {"文号或期号": "5"}, 归档方式="未确认的不点名")
    office.run("04-13")
    text = docx_text(kept(office, DELIVERY))
    assert "〔2022〕5号" in text and "征求意见稿" not in text and "内部附页" not in text
    assert "区水务局" not in text and "区民政局" not in text
    office.run("04-14")
    assert not office.findings("归档的是征求意见稿") and not office.findings("点名未确认即登记")


def test_a_quarter_is_registered_by_the_name_of_its_folder(tmp_path: Path) -> None:
    office = told_once(march_closed, tmp_path / "区")
    answer(office)
    office.enter("通报登记", 通报="季度通报", 期间="2022年一季度", 文号或期号="3", 印发日期="2022-04-12")
    office.run("04-12")
    assert not office.findings("不是期间")
    name = "2022年一季度任务目标落实情况通报"
    assert kept(office, name).is_file() and kept(office, f"{name}（附表）（公开版）").is_file()
    table = docx_text(kept(office, f"{name}（附表）"))
    assert "〔2022〕3号附件" in table and "征求意见稿" not in table
    leaders = docx_text(kept(office, f"{name}（领导参阅）"))
    assert "不发各单位" in leaders and "张健" in leaders and "征求意见稿" not in leaders
    folder = office.root / "outbox" / "通报" / "2022年一季度"
    shutil.rmtree(folder)
    office.run("04-19")
    assert {path.name for path in folder.rglob("*（附表）*.docx")} == {
        f"{name}（附表）.docx",
        f"{name}（附表）（公开版）.docx",
    }
    assert (folder / f"{name}（领导参阅）.docx").is_file() and not list(folder.rglob("*领导参阅*公开版*"))


def test_a_text_takes_no_closing_of_a_later_day(tmp_path: Path) -> None:
    """The draft of March speaks as of 11 April: what is closed in May is not closed in it, whatever the ledger says today."""
    office = told_once(march_closed, tmp_path / "区")
    office.run("04-12")
    close(office, "区城管局", task="实事2", period="2022-03")
    office.run("05-13")
    [row] = [row for row in office.sheet("事项台账") if row["事项编号"] == "实事2"]
    assert row["办结状态"] == "已销号"
    for name in ("为民办实事3月份进展情况通报", "2022年一季度任务目标落实情况通报"):
        assert "已办结1" not in own_text(bulletin(office, name)), name


@pytest.mark.parametrize("is_issued", [False, True])
def test_the_numbers_of_two_editions_subtract(tmp_path: Path, is_issued: bool) -> None:
    """March's bulletin said that one project was not reported; it has been made up since, which that edition does not know."""
    office = told_once(march_closed, tmp_path / "区")
    assert "未反映进展1件" in own_text(bulletin(office, "为民办实事3月份进展情况通报"))
    if is_issued:
        answer(office)
        register(office, "为民办实事3月份进展情况通报", "2022-03", "4")
        office.run("04-12")
    office.send_month("区民政局", 3, "2022-04-20/附件4-3月-区民政局.xlsx")
    office.send_all(4)
    office.run("05-11")
    text = own_text(bulletin(office, "为民办实事4月份进展情况通报"))
    assert "与上月相比，未反映进展由1件减至0件。" in text
