"""书面材料 (R2): known by its name, its folder or its first page; whose it is and of which period, or a person is asked."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from container_samples import compound
from core_samples import (
    APRIL,
    FINANCE,
    MARCH,
    PLAN,
    PLANNING,
    TASKS,
    UNDECIDED,
    directory,
    ledger,
    returned,
    settings,
    submission,
)
from corpus.documents import docx_of, paragraph
from frames import only

from pipeline.ledger.receipts.dating import date_files
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.companions import settle_companions
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.files.readers.doc import read_doc_text
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.read_file import read_file
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED
from pipeline.vocabulary.terms import ReceivedBasis

REFERENCES = References(settings(), directory(), TASKS)
PROSE = "3月份，我局认真落实区政府工作报告确定的各项任务，一般公共预算收入完成12.3亿元，同比增长8.6%，高于序时进度。"
PDF = b"%PDF-1.4"
APRIL_18 = date(2022, 4, 18)
REPORT = ("关于2022年3月份工作任务落实情况的报告", "区政府办公室督查室：", PROSE, "区财政局", "2022年4月6日")
FORM_HEADER = "\x07".join(("序号", "重点任务、民生实事内容", "完成情况", "存在问题", "下一步计划"))
UNNAMED = ("工作汇报", PROSE.removeprefix("3月份，"))


def document(*lines: str) -> bytes:
    return docx_of("".join(paragraph(line) for line in lines))


def word_97(*lines: str, flags: int = 0x0200) -> bytes:
    """A .doc in two pieces, the second compressed, as Word saves what was typed later."""
    text = "\r".join(lines) + "\r"
    main = bytearray(2048) + text.encode("utf-16-le")
    where = len(main)
    main += b"END\r"
    main[0x0A:0x0C] = struct.pack("<H", flags)
    pieces = struct.pack("<III", 0, len(text), len(text) + 4)
    pieces += struct.pack("<HIH", 0, 2048, 0) + struct.pack("<HIH", 0, 0x40000000 | where * 2, 0)
    clx = b"\x01\x02\x00xx" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    main[0x01A2:0x01AA] = struct.pack("<II", 16, len(clx))
    return compound({"WordDocument": bytes(main).ljust(8192, b"\0"), "1Table": (bytes(16) + clx).ljust(8192, b"\0")})


def read(name: str, content: bytes, *folders: str, references: References = REFERENCES) -> FileReading:
    source = "/".join([*reversed(folders), name])
    [(_, _, reading)] = read_file(source, (Path(name).stem, *folders), content, references)
    return reading


@pytest.mark.parametrize(
    ("name", "content", "folders", "unit", "period"),
    [
        pytest.param("区财政局3月书面材料.pdf", PDF, (), FINANCE, MARCH, id="by its name"),
        pytest.param("区财政局3月.pdf", PDF, ("书面材料",), FINANCE, MARCH, id="by its folder"),
        pytest.param("新建文档.docx", document(*REPORT), (), FINANCE, MARCH, id="title and signature"),
        pytest.param("1.docx", document("区财政局3月份工作总结", PROSE), (), FINANCE, MARCH, id="title alone"),
        pytest.param("1.docx", document("区财政局", *UNNAMED[:1], PROSE), (), FINANCE, MARCH, id="month in the text"),
        pytest.param("1.docx", document("工作汇报", PROSE), ("区财政局",), FINANCE, MARCH, id="unit by its folder"),
        pytest.param("1.docx", document("区财政局任务落实方案", PROSE[4:]), (), FINANCE, PLAN, id="a plan in words"),
        pytest.param(
            "区财政局3月份落实情况.docx", document(*REPORT), (), FINANCE, MARCH, id="a name that says nothing"
        ),
    ],
)
def test_a_written_material_is_known(
    name: str, content: bytes, folders: tuple[str, ...], unit: str, period: Period
) -> None:
    reading = read(name, content, *folders)
    assert reading.is_written_material
    assert (reading.could_be_units, reading.could_be_periods) == ((unit,), (period,))
    assert reading.questions == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("区财政局3月落实情况.pdf", PDF, id="may be the scanned form"),
        pytest.param("附件4-3月-区财政局.docx", document(*REPORT), id="calls itself a form"),
        pytest.param("区财政局3月.docx", document(PROSE), id="words that do not say what they are"),
        pytest.param("区财政局3月.docx", document(""), id="nothing but perhaps a picture"),
        pytest.param("区财政局3月.doc", word_97("3月份工作情况", FORM_HEADER, PROSE), id="a form in an old document"),
        pytest.param("区财政局3月.doc", word_97(*REPORT, flags=0x0300), id="an old document with a password"),
        pytest.param("1.docx", document("2022年年度工作任务落实情况表", PROSE), id="titled as the form"),
    ],
)
def test_what_may_be_the_form_stays_in_doubt(name: str, content: bytes) -> None:
    """R8: it makes the unit's return 待认定, and is never set aside as the words beside it."""
    reading = read(name, content)
    assert not reading.is_written_material and not reading.is_readable


def test_the_person_it_is_written_to_is_not_the_one_who_wrote_it() -> None:
    reading = read("1.docx", document("3月份工作情况汇报", f"{PLANNING}：", PROSE, FINANCE))
    assert reading.could_be_units == (FINANCE,)


def test_a_person_is_asked_for_what_nothing_names_and_once() -> None:
    """One row, whose answer may tell the period too; where it does not, that is asked next."""
    [unit] = read("1.docx", document(*UNNAMED)).questions
    assert unit.kind.value == "单位"
    told_unit = replace(REFERENCES, answers={unit.question_id: FINANCE})
    [period] = read("1.docx", document(*UNNAMED), references=told_unit).questions
    assert period.kind.value == "期间"
    for answers in (
        {period.question_id: "2022-03", unit.question_id: FINANCE},
        {unit.question_id: f"{FINANCE}｜2022-03"},
    ):
        settled = read("1.docx", document(*UNNAMED), references=replace(REFERENCES, answers=answers))
        assert (settled.could_be_units, settled.could_be_periods, settled.questions) == ((FINANCE,), (MARCH,), ())
    rejected = replace(REFERENCES, answers={unit.question_id: REJECTED})
    assert read("1.docx", document(*UNNAMED), references=rejected).is_rejected


# --- the form beside it ------------------------------------------------------------------------------------------


def beside(*sources: str, unit: str = FINANCE) -> FileReading:
    """The material 材料.docx, in the folder of the first of ``sources``, beside forms of ``unit`` for March, April …"""
    folder = sources[0].rpartition("/")[0] + "/" if "/" in sources[0] else ""
    words = [part for part in folder.split("/") if part and not part[0].isdigit()]
    material = InboxFile(Path(), f"{folder}材料.docx", APRIL_18)
    open_one = FileReading("材料.docx", is_written_material=True)
    forms = [
        (InboxFile(Path(), source, APRIL_18), source, FileReading(source, (submission(unit, Period(2022, month)),)))
        for month, source in enumerate(sources, 3)
    ]
    assert material.words == ("材料", *reversed(words))
    return settle_companions([(material, "m", open_one), *forms])[0][2]


def test_material_takes_unit_and_period_of_the_form_in_its_folder() -> None:
    settled = beside("2022-04-06/邮件三/附件4.xlsx")
    assert (settled.could_be_units, settled.could_be_periods) == ((FINANCE,), (MARCH,))


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param(("2022-04-06/附件4.xlsx",), id="a day's folder holds what all units sent"),
        pytest.param(("邮件/附件4.xlsx", "邮件/附件4（2）.xlsx"), id="forms of two months"),
    ],
)
def test_material_beside_forms_that_do_not_decide_stays_open(sources: tuple[str, ...]) -> None:
    assert beside(*sources).could_be_units == ()


# --- 报送情况 ----------------------------------------------------------------------------------------------------


def material(units: tuple[str, ...], periods: tuple[Period, ...], source: str = "材料.docx") -> ReceivedFile:
    reading = FileReading(source, is_written_material=True, could_be_units=units, could_be_periods=periods)
    return ReceivedFile(source, source, date(2022, 4, 7), ReceivedBasis.FOLDER, reading)


def test_nobody_s_material_is_missing_while_one_that_came_may_be_it() -> None:
    """R2, R8: it may be anybody's up to the month it came in; the form's own state is not touched."""
    book = ledger(APRIL_18, [returned(FINANCE, MARCH), material((), (MARCH,))])
    for unit in (FINANCE, PLANNING):
        assert only(book.returns, unit=unit, period=MARCH)["written_material"] == "待认定"
    assert only(book.returns, unit=FINANCE, period=APRIL)["written_material"] == "未报"
    assert only(book.returns, unit=PLANNING, period=MARCH)["status"] == "未报"
    assert only(book.receipts, source="材料.docx")["outcome"] == "待认定"


def test_one_report_sent_by_two_units_is_the_material_of_both() -> None:
    readings = [
        (InboxFile(Path(), source, APRIL_18), "same", material((unit,), (MARCH,), source).reading)
        for source, unit in (("a.docx", FINANCE), ("b.docx", PLANNING), ("c.docx", PLANNING))
    ]
    files = date_files(readings, {"same": APRIL_18}, UNDECIDED)
    assert [one.duplicate_of for one in files] == ["", "", "b.docx"]


def test_an_old_document_is_read_piece_by_piece() -> None:
    assert read_doc_text(word_97("甲", "乙")) == "甲\r乙\rEND\r"


def test_a_file_that_is_no_word_document_gives_no_words() -> None:
    with pytest.raises(Exception, match="Word"):
        read_doc_text(b"{\\rtf1 x}")
