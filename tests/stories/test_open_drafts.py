"""Every draft that is not issued is drafted anew by every run, as of its own day; what was issued too early is told (R21, R22, R29)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stories.office import DraftingOffice, Office, march_closed, told_once
from stories.test_naming import LATE_GOAL, answer, bulletin, own_text

DELIVERY = "3月报送情况通报"
MONTHLY = "为民办实事3月份进展情况通报"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """March is closed: 区水务局 and 区民政局 sent nothing; two weeks later April is collected."""
    return told_once(march_closed, tmp_path / "区")


def test_a_no_takes_a_unit_out_of_the_draft_of_an_earlier_month(office: Office) -> None:
    """The weekly run has moved on to May; the drafts of March still follow what people answer, and become final."""
    office.send_all(4)
    office.run("05-12", "deadline", "2022-04")
    answer(office, "否", unit="区水务局")
    office.run("05-14")
    text = bulletin(office, DELIVERY)
    assert "区水务局" not in text and "区民政局" in text and "征求意见稿" in text
    answer(office)
    office.run("05-16")
    for name in (DELIVERY, MONTHLY):
        assert "征求意见稿" not in bulletin(office, name), name
    assert "区民政局" in own_text(bulletin(office, DELIVERY))


def test_what_came_since_is_told_and_changes_no_figure(office: Office) -> None:
    """未报 was so on the day of the draft; it says who has made it up, and keeps its day and its counts."""
    before = own_text(bulletin(office, DELIVERY))
    office.send_month("区水务局", 3, "2022-04-20/附件4-3月-区水务局.xlsx")
    office.run("04-20")
    text = own_text(bulletin(office, DELIVERY))
    summary = next(line for line in before.splitlines() if "应报" in line and "按时报送率" in line)
    assert summary in text
    assert "统计截止后，区水务局（4月20日）已补报" in text
    office.run("04-27")
    assert own_text(bulletin(office, DELIVERY)) == text
    assert office.state("区水务局", "2022-03") == "迟报"


def test_a_final_text_has_the_days_and_figures_of_its_draft(office: Office) -> None:
    """R29: confirmed and registered a week later, it goes on telling of the end of March, as reported by the day of the draft."""
    draft = own_text(bulletin(office, MONTHLY))
    stated = next(line for line in draft.splitlines() if line.startswith("截至3月底，"))
    reported = next(line for line in draft.splitlines() if line.startswith("截至2022年4月11日，")).partition("。")[0]
    office.send_month("区水务局", 3, "2022-04-15/附件4-3月-区水务局.xlsx")
    answer(office)
    office.enter("通报登记", 通报=MONTHLY, 期间="2022-03", 文号或期号="5", 印发日期="2022-04-18")
    office.run("04-18")
    final = own_text(bulletin(office, MONTHLY))
    assert "征求意见稿" not in final and stated in final and reported in final
    late = [told for told in draft.replace("\n", "。").split("。") if "未反映进展" in told or "未报送单位" in told]
    assert late and all(line in final for line in late)


def test_who_proves_to_have_reported_in_time_is_on_time_in_the_draft(office: Office) -> None:
    for day, source in (("04-20", "2022-04-06/附件4-3月-区水务局.xlsx"),):
        office.send_month("区水务局", 3, source)
        office.run(day)
    office.enter("收文登记", 单位="区民政局", 表种="落实", 期间="2022-03", 实际收到日期="2022-04-07", 登记人="小王")
    office.run("04-21")
    text = own_text(bulletin(office, DELIVERY))
    assert "未报送单位" not in text and "补报" not in text


def test_a_paper_that_came_later_leaves_the_draft_as_it_was(office: Office) -> None:
    """Entered by hand, of a day after the draft's: no doubt about its day."""
    office.enter("收文登记", 单位="区水务局", 表种="落实", 期间="2022-03", 实际收到日期="2022-04-18", 登记人="小王")
    office.run("04-20")
    text = own_text(bulletin(office, DELIVERY))
    assert "区水务局（4月18日）" in text and "正在核实" not in text


def test_what_may_be_the_return_is_not_named_whenever_it_came(office: Office) -> None:
    """R8: a file of later that cannot be read may have been brought in time; a person settles it first."""
    office.put("2022-04-22/附件4-3月-区水务局.xlsx", b"damaged")
    office.run("04-22")
    assert office.state("区水务局", "2022-03") == "待认定"
    text = own_text(bulletin(office, DELIVERY))
    assert "区水务局" not in text and "区民政局" in text and "正在核实" in text


def test_nobody_is_asked_twice_because_a_week_has_passed(office: Office) -> None:
    """What has come since may stand behind a fact; the fact, and what is asked, is as it was."""

    def asked() -> list[tuple[str, str, str]]:
        return sorted((row["单位"], row["事由"], row["证据"].partition("〔")[0]) for row in office.named())

    first = asked()
    office.send_month("区水务局", 3, "2022-04-20/附件4-3月-区水务局.xlsx")
    for day in ("04-20", "04-22", "04-29"):
        office.run(day)
        assert asked() == first, day


def test_a_text_that_a_person_finished_by_hand_stays(office: Office) -> None:
    [path] = (office.root / "outbox" / "通报").rglob(f"{DELIVERY}.docx")
    from docx import Document

    document = Document(str(path))
    document.add_paragraph("局长改过")
    document.save(str(path))
    office.send_all(4)
    office.run("05-12")
    answer(office, "否")
    office.run("05-14")
    assert "局长改过" in bulletin(office, f"{DELIVERY}.docx")
    assert "区水务局" not in bulletin(office, f"{DELIVERY}（新稿）")


def test_a_draft_that_a_person_took_out_is_not_made_again(office: Office) -> None:
    office.send_all(4)
    office.run("05-12")
    for path in (office.root / "outbox" / "通报" / "2022-03").rglob("*.docx"):
        path.unlink()
    office.run("05-14")
    assert not [place for place in office.bulletins() if "3月" in place and "2022-03" in place]
    assert not [row for row in office.named() if row["事由"] == "3月未报" and not row["确认"] and "季" in row["证据"]]


def test_nothing_is_asked_for_by_a_day_that_is_past(office: Office) -> None:
    """April's return is due on 10 May; the draft of March that is drafted again in June asks for June's."""
    assert "于5月10日前" in bulletin(office, DELIVERY)
    office.send_all(4)
    office.send_all(5)
    office.run("06-20")
    text = bulletin(office, DELIVERY)
    assert "5月10日前" not in text and "于7月7日前" in text


def register(office: Office, name: str, period: str = "2022-03", filing: str = "") -> None:
    office.enter("通报登记", 通报=name, 期间=period, 文号或期号="5", 印发日期="2022-04-12", 归档方式=filing)


@pytest.mark.parametrize("later", [False, True])
def test_a_draft_registered_as_issued_is_told_at_once(office: Office, later: bool) -> None:
    """A draft that was issued as it lay there, and said to be: who was named unconfirmed is told, and never asked again."""
    if later:
        office.send_all(4)
        office.run("05-12")
    answer(office, unit="区民政局")
    register(office, DELIVERY, filing="原样归档")
    office.run("05-14" if later else "04-14")
    [found] = office.findings("未经确认即印发")
    assert DELIVERY in found and "区水务局3月未报" in found and "区民政局" not in found
    assert "未经确认即印发" in office.page or DELIVERY in office.page
    kept = office.root / "archive" / "通报" / f"{DELIVERY}.docx"
    from stories.office import docx_text

    assert "征求意见稿" in docx_text(kept) and "区水务局" in docx_text(kept)
    office.run("05-21")
    assert office.findings("未经确认即印发", "区水务局3月未报")
    asked = [row for row in office.named() if row["单位"] == "区水务局" and row["事由"] == "3月未报"]
    assert not [row for row in asked if not row["确认"]]
    assert "征求意见稿" in docx_text(kept)


def test_a_bulletin_registered_after_all_was_answered_raises_nothing(office: Office) -> None:
    answer(office)
    register(office, DELIVERY)
    office.run("04-14")
    assert not office.findings("未经确认即印发")
    assert "征求意见稿" not in bulletin(office, DELIVERY)


def test_a_project_whose_unit_was_refused_stands_nowhere_as_slow(tmp_path: Path) -> None:
    """否 un-names: not in the list, not by a dash, not by being the one that is absent from the others' list."""
    office = DraftingOffice(tmp_path / "区")
    office.send_all()
    for month in (3, 4, 5):
        office.send_all(month)
    office.send_all(6, but=["区民政局", "区城管局"])
    office.send_month("区城管局", 6, 任务4="累计完成300户", 实事2=LATE_GOAL)
    office.run("07-11")
    name = "为民办实事6月份进展情况通报"
    draft = own_text(bulletin(office, name))
    assert "实事2" in draft and "进度" in draft.rpartition("民生实事内容")[2]
    answer(office, "否", unit="区城管局")
    answer(office, "否", unit="区民政局")
    office.run("07-12")
    text = own_text(bulletin(office, name))
    told = text.partition("总体情况")[2].partition("责任单位反映")[0]
    assert not re.findall(r"实事\d+(?!件|\d)", told)
    assert "进度滞后1件" in told and "督促" not in text, "counted, and nobody is hinted at"
    annex = text.rpartition("民生实事内容")[2]
    assert "进度" not in annex and "（未报送）" not in text
