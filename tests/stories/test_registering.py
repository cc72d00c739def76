"""From draft to issued: what a clerk edits, confirms and registers is what is kept, and what is not in order is told (R21–R23)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from stories.office import Office, docx_text, march_closed, told_once
from stories.test_issued import BY_HAND, finish_by_hand, kept
from stories.test_naming import answer, bulletin

DELIVERY = "3月报送情况通报"
MONTHLY = "为民办实事3月份进展情况通报"
QUARTERLY = "2022年一季度任务目标落实情况通报"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """March is closed: 区水务局 and 区民政局 sent nothing."""
    return told_once(march_closed, tmp_path / "区")


def draft(office: Office, name: str) -> Path:
    [path] = (path for path in (office.root / "outbox" / "通报").rglob(f"{name}.docx"))
    return path


def fill(office: Office, name: str, **cells: Any) -> None:
    """A person registers the bulletin in the row that is there for it."""
    office.fill("通报登记", {"通报": name}, **{"文号或期号": "19", "印发日期": "2022-04-12", **cells})


def rows(office: Office) -> dict[str, dict[str, Any]]:
    return {str(row["通报"]): row for row in office.entries("通报登记")}


def strike(path: Path, words: str, instead: str = "") -> None:
    """A person takes ``words`` out of every paragraph and every row of the file."""
    document = Document(str(path))
    for paragraph in document.element.body.iter("{*}p"):
        texts = list(paragraph.iter("{*}t"))
        whole = "".join(node.text or "" for node in texts)
        if words in whole:
            texts[0].text, rest = whole.replace(words, instead), texts[1:]
            for node in rest:
                node.text = ""
    for row in document.element.body.iter("{*}tr"):
        if words.strip("、") in "".join(node.text or "" for node in row.iter("{*}t")):
            row.getparent().remove(row)
    document.save(str(path))


def test_the_sheet_is_filled_in_and_follows_the_bulletin(office: Office) -> None:
    """A row for each draft, by its own name, with 状态; a person only adds number and day."""
    assert {name: (row["期间"], row["状态"]) for name, row in rows(office).items()} == {
        DELIVERY: ("2022-03", "草稿"),
        MONTHLY: ("2022-03", "草稿"),
        QUARTERLY: ("2022年一季度", "草稿"),
    }
    assert "“通报登记”表" not in office.page.partition("行等着填写")[2][:60]
    answer(office)
    office.run("04-12")
    assert rows(office)[DELIVERY]["状态"] == "待登记"
    fill(office, DELIVERY)
    office.run("04-13")
    row = rows(office)[DELIVERY]
    assert (row["状态"], str(row["文号或期号"])) == ("已印发", "19")
    assert kept(office, DELIVERY).is_file() and "〔2022〕19号" in docx_text(kept(office, DELIVERY))
    assert len(office.entries("通报登记")) == 3


def test_an_edited_draft_is_kept_with_number_and_day_and_without_marks(office: Office) -> None:
    """The sentence that the clerk added is in it; the refused unit is not, nor 征求意见稿 nor the inner page."""
    path = draft(office, DELIVERY)
    finish_by_hand(path)
    answer(office, "否", unit="区民政局")
    answer(office)
    fill(office, DELIVERY)
    office.run("04-13")
    assert not kept(office, DELIVERY).exists(), "it names 区民政局, whom a person has spared"
    [found] = office.findings("登记的文稿不能归档")
    assert "未确认的区民政局（" in found and "未确认的区水务局" not in found and "原样归档" in found
    assert DELIVERY in office.page and "区民政局" in office.page
    assert rows(office)[DELIVERY]["状态"] == "已登记，尚未归档"

    strike(path, "、区民政局")
    office.run("04-14")
    text = docx_text(kept(office, DELIVERY))
    assert BY_HAND in text and "〔2022〕19号" in text and text.count("2022年4月12日") == 2
    for mark in ("征求意见稿", "内部附页", "区民政局", "证据"):
        assert mark not in text, mark
    assert "未报送单位：区水务局。" in text
    assert docx_text(path.with_stem(f"{path.stem}（定稿）")) == text
    assert "征求意见稿" in docx_text(path), "a person's file stays as it is"
    office.run("04-15")
    assert not office.findings("登记的文稿不能归档") and rows(office)[DELIVERY]["状态"] == "已印发"


def test_a_file_that_cannot_be_a_bulletin_is_refused(office: Office) -> None:
    """Neither it nor the tool's own text in its stead is kept."""
    answer(office)
    (office.root / "印发稿.docx").write_bytes(b"%PDF-1.7")
    fill(office, DELIVERY, 文件="印发稿.docx")
    office.run("04-13")
    assert not kept(office, DELIVERY).exists()
    [found] = office.findings("登记的文稿不能归档")
    assert "不是完好的 Word 文档" in found


def test_a_file_that_is_not_there_is_told(office: Office) -> None:
    answer(office)
    fill(office, DELIVERY, 文件="桌面/通报.docx")
    office.run("04-13")
    assert not kept(office, DELIVERY).exists()
    [found] = office.findings("登记的文件找不到")
    assert "桌面/通报.docx" in found and "桌面/通报.docx" in office.page
    office.fill("通报登记", {"通报": DELIVERY}, 文件=f"outbox\\通报\\2022-03\\{DELIVERY}.docx")
    office.run("04-14")
    assert "〔2022〕19号" in docx_text(kept(office, DELIVERY)) and not office.findings("登记的文件找不到")


def test_registering_while_namings_wait_is_asked_about(office: Office) -> None:
    """No final text with nobody named is kept in silence; answered, it is; or the person says so plainly."""
    fill(office, DELIVERY)
    fill(office, MONTHLY, 归档方式="未确认的不点名")
    office.run("04-12")
    assert not kept(office, DELIVERY).exists()
    [found] = office.findings("点名未确认即登记")
    assert DELIVERY in found and "区水务局3月未报" in found and "未确认的不点名" in found
    assert "征求意见稿" in bulletin(office, DELIVERY)
    assert [row for row in office.named() if not row["确认"]]
    text = docx_text(kept(office, MONTHLY))
    assert "征求意见稿" not in text and "未报送单位：" not in text
    answer(office)
    office.run("04-13")
    text = docx_text(kept(office, DELIVERY))
    assert "区水务局" in text and "征求意见稿" not in text and "〔2022〕19号" in text


@pytest.mark.parametrize(
    ("written", "period", "name"),
    [
        ("3月份为民办实事通报", "2022-03", MONTHLY),
        ("一季度通报", "2022年一季度", QUARTERLY),
        ("《关于3月份报送情况的通报》.docx", "3月", DELIVERY),
    ],
)
def test_a_name_is_taken_as_people_write_it(office: Office, written: str, period: str, name: str) -> None:
    answer(office)
    office.enter("通报登记", 通报=written, 期间=period, 文号或期号="19", 印发日期="2022-04-12")
    office.run("04-13")
    assert kept(office, name).is_file() and not office.findings("通报登记没有生效")
    told = [row["状态"] for row in office.entries("通报登记") if row["通报"] == written]
    assert told == ["已印发"]
    assert name not in rows(office), "not asked for a second time under its own name"


@pytest.mark.parametrize(
    ("written", "period", "told"),
    [
        ("3月通报", "2022-03", (DELIVERY, MONTHLY)),
        ("9月份为民办实事通报", "2022-09", ("没有这份通报", MONTHLY)),
        ("扫黑除恶通报", "", ("没有这份通报", MONTHLY)),
    ],
)
def test_a_name_that_means_none_or_several_is_told(
    office: Office, written: str, period: str, told: tuple[str, ...]
) -> None:
    office.enter("通报登记", 通报=written, 期间=period, 文号或期号="19", 印发日期="2022-04-12")
    office.run("04-13")
    [found] = office.findings("通报登记没有生效", written)
    assert all(word in found for word in told)
    assert written in office.page
    assert not list((office.root / "archive" / "通报").glob("*.docx"))


def test_a_number_without_a_day_is_told(office: Office) -> None:
    answer(office)
    fill(office, DELIVERY, 印发日期="")
    office.run("04-13")
    assert office.findings("印发日期没有填写") and not kept(office, DELIVERY).exists()
    assert "〔2022〕19号" not in bulletin(office, DELIVERY)


def test_the_delivery_bulletin_becomes_final_without_letters(office: Office) -> None:
    """The weekly run or ``bulletin delivery``; nobody is written to again."""
    shutil.rmtree(office.root / "outbox" / "催办")
    answer(office)
    office.run("04-13", "bulletin", "delivery", "2022-03")
    assert "征求意见稿" not in bulletin(office, DELIVERY)
    assert not (office.root / "outbox" / "催办").exists()
    fill(office, DELIVERY)
    office.run("04-14")
    assert kept(office, DELIVERY).is_file() and not (office.root / "outbox" / "催办").exists()


def test_the_first_page_says_of_every_bulletin_how_it_stands(office: Office) -> None:
    assert f"{DELIVERY}：征求意见稿，还有" in plain(office.page)
    answer(office)
    office.run("04-12")
    assert f"{DELIVERY}：已定稿，印发后登记" in plain(office.page)
    fill(office, DELIVERY)
    office.run("04-13")
    assert f"{DELIVERY}：已印发" in plain(office.page) and "〔2022〕19号" in docx_text(kept(office, DELIVERY))


def plain(page: str) -> str:
    """The page without its tags and white space."""
    import re

    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def test_nothing_new_a_week_later_rewrites_nothing(office: Office) -> None:
    """Also not beside what a person has edited; also of what is about no collection."""
    office.enter(
        "办结销号", 事项编号="任务4", 申报期间="2022-03", 认定结果="已销号", 核实人="老张", 核实日期="2022-04-10"
    )
    office.enter("重大事项", 编号="1", 标题="某项目开工", 情况="已开工", 日期="2022-03-20", 通报="是")
    office.run("04-12")
    finish_by_hand(draft(office, DELIVERY))
    office.run("04-13")
    before = contents(office)
    assert any("办结通报" in place for place in before) and any("重大事项" in place for place in before)
    office.run("04-20")
    assert contents(office) == before
    assert not [place for place in before if "新稿" in place]


def test_all_that_was_issued_comes_back_byte_for_byte(office: Office) -> None:
    """R22: outbox/ is thrown away; both editions, the full tables and what a clerk had added are there as they were issued."""
    finish_by_hand(draft(office, MONTHLY))
    answer(office)
    fill(office, MONTHLY)
    fill(office, QUARTERLY, 文号或期号="20")
    office.run("04-13")
    archive = office.root / "archive" / "通报"
    issued = {path.name: path.read_bytes() for path in archive.glob("*.docx")}
    tables = {f"{QUARTERLY}（{mark}）.docx" for mark in ("附表", "附表）（公开版", "领导参阅")}
    assert (
        set(issued)
        == {f"{name}{edition}.docx" for name in (MONTHLY, QUARTERLY) for edition in ("", "（公开版）")} | tables
    )
    shutil.rmtree(office.root / "outbox")
    for day in ("04-20", "04-27"):
        office.run(day)
        lying = {Path(place).name: content for place, content in contents(office).items()}
        assert {name: lying.get(name) for name in issued} == issued, day
        assert {path.name: path.read_bytes() for path in archive.glob("*.docx")} == issued, day
        assert not [name for name in lying if "新稿" in name]
    assert BY_HAND in docx_text(archive / f"{MONTHLY}.docx")


def contents(office: Office) -> dict[str, bytes]:
    folder = office.root / "outbox" / "通报"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.docx")}


def test_a_draft_kept_as_it_is_is_told(office: Office) -> None:
    """The person says so plainly: the very file is kept, and that it is a draft is told."""
    answer(office)
    path = draft(office, DELIVERY)
    finish_by_hand(path)
    fill(office, DELIVERY, 归档方式="原样归档")
    office.run("04-13")
    assert kept(office, DELIVERY).read_bytes() == path.read_bytes()
    office.run("04-14")
    [found] = office.findings("归档的是征求意见稿")
    assert DELIVERY in found and "2022年4月11日" in found


def test_each_unit_that_is_named_is_consulted_on_its_own_evidence(office: Office) -> None:
    """征求意见: how to object stands in the draft, and a sheet for each unit shows its own facts and nobody else's."""
    told = "收到之日起3个工作日内书面反馈"
    assert told in bulletin(office, DELIVERY) and "联系人：＿" in bulletin(office, DELIVERY)
    folder = office.root / "outbox" / "通报" / "2022-03" / "征求意见"
    assert {"区水务局", "区民政局"} <= {path.stem for path in folder.glob("*.docx")}
    text = docx_text(folder / "区水务局.docx")
    assert "3月未报" in text and f"《{DELIVERY}》" in text and told in text
    assert "区民政局" not in text and "〔" not in text
    config = office.root / "config.toml"
    contact = '\n[bulletins]\nobjection_contact = "督查室小王，0531-82078000"\nobjection_workdays = 5\n'
    config.write_text(config.read_text("utf-8") + contact, encoding="utf-8")
    answer(office, "否", unit="区水务局")
    office.run("04-12")
    assert not (folder / "区水务局.docx").exists(), "it is named no more"
    assert "5个工作日内书面反馈，联系人：督查室小王，0531-82078000。" in docx_text(folder / "区民政局.docx")
    answer(office)
    office.run("04-13")
    assert not list(folder.glob("*.docx")) and "书面反馈" not in bulletin(office, DELIVERY)


def test_what_changed_since_the_first_draft_is_listed(office: Office) -> None:
    """The final text has the day of its draft; that a paper had come in time is in it, and told. A 否 is no change."""
    answer(office, "否", unit="区民政局")
    answer(office)
    office.run("04-13")
    assert not office.findings("文稿起草后有变动")
    office.enter("收文登记", 单位="区水务局", 表种="落实", 期间="2022-03", 实际收到日期="2022-04-07", 登记人="小王")
    office.run("04-20")
    [found] = office.findings("文稿起草后有变动", DELIVERY)
    assert "不再成立的：区水务局3月未报" in found and "2022年4月11日" in found and "区民政局" not in found
