"""When each file came and on what that rests, each content counted once (R7, R8, R12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from core_samples import (
    APRIL,
    FINANCE,
    MARCH,
    MAY,
    PLAN,
    PLANNING,
    UNDECIDED,
    could_be,
    directory,
    file,
    ledger,
    record,
    submission,
    unreadable,
)
from frames import only

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ReceivedEntry
from pipeline.decisions.sources import Sources, settle_sources
from pipeline.ledger.receipts.dating import date_files
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis

FIRST_SEEN = date(2022, 4, 11)


def dated(*sources: str, decisions: Decisions = UNDECIDED, sha256: str = "") -> tuple[ReceivedFile, ...]:
    """The files at ``sources`` as dated by a run that first saw all of them on 11 April."""
    files = [(InboxFile(Path(s), s, FIRST_SEEN, 2022), sha256 or s, FileReading(s)) for s in sources]
    return date_files(files, {sha: FIRST_SEEN for _, sha, _ in files}, decisions)


@pytest.mark.parametrize(
    ("source", "day"),
    [
        pytest.param("三月/财政局.xlsx", FIRST_SEEN, id="no dated folder"),
        pytest.param("2022-04-07/财政局.xlsx", date(2022, 4, 7), id="dated folder"),
        pytest.param("2022-04-07/街道/财政局.xlsx", date(2022, 4, 7), id="dated folder further up"),
        pytest.param("2022-04-01/2022-04-07/财政局.xlsx", date(2022, 4, 7), id="the innermost of two"),
        pytest.param("2022-04-07/2022-02-30/财政局.xlsx", date(2022, 4, 7), id="no such day, the next one up"),
        pytest.param("2022-04-31/财政局.xlsx", FIRST_SEEN, id="no such day"),
        pytest.param("2022-04-07.xlsx", FIRST_SEEN, id="a dated file name is no folder"),
        pytest.param("2022-04-07补报/财政局.xlsx", date(2022, 4, 7), id="a date and a word"),
    ],
)
def test_the_day_a_file_came(source: str, day: date) -> None:
    """R7 (2), (3): the dated folder a person sorted it into, else the day it was first there."""
    (received,) = dated(source)
    assert received.received_date == day
    assert received.basis is (ReceivedBasis.SIGHTING if day == FIRST_SEEN else ReceivedBasis.FOLDER)


@pytest.mark.parametrize(
    ("source", "decisions", "day", "refused"),
    [
        pytest.param("2022-05-07/a.xlsx", UNDECIDED, FIRST_SEEN, date(2022, 5, 7), id="a folder of next month"),
        pytest.param("2022-04-11/a.xlsx", UNDECIDED, FIRST_SEEN, None, id="the day itself"),
        pytest.param(
            "2022-04-07/a.xlsx",
            Decisions(received=(ReceivedEntry(received_date=date(2023, 4, 7), source="2022-04-07/a.xlsx"),)),
            date(2022, 4, 7),
            date(2023, 4, 7),
            id="an entry with the wrong year leaves the folder",
        ),
    ],
)
def test_nothing_is_received_after_it_was_seen(
    source: str, decisions: Decisions, day: date, refused: date | None
) -> None:
    """R7: a slip in a folder's name or an entry makes nobody late or missing, and is told."""
    reading = FileReading(source, (submission(FINANCE, MARCH),))
    files = date_files(
        [(InboxFile(Path(), source, FIRST_SEEN), "a", reading)], {"a": FIRST_SEEN}, decisions, {"a": FIRST_SEEN}
    )
    assert files[0].received_date == day
    book = ledger(date(2022, 4, 18), files, decisions)
    assert only(book.returns, unit=FINANCE, period=MARCH)["received_date"] == day
    told = book.findings[book.findings["category"] == "收到日期有误"]
    assert [str(refused) in problem for problem in told["problem"]] == ([True] if refused else [])


def test_a_run_of_an_earlier_day_leaves_out_what_came_later() -> None:
    """A replay has first seen everything on its own day; the file system knows that it came later."""
    source, day = "2022-05-07/a.xlsx", date(2022, 5, 7)
    files = date_files(
        [(InboxFile(Path(), source, day), "a", FileReading(source))], {"a": FIRST_SEEN}, UNDECIDED, {"a": day}
    )
    assert (files[0].received_date, files[0].refused_day) == (day, None)


def test_a_return_on_paper_dated_later_than_today_is_open_and_told() -> None:
    """R8: somebody has registered that it came; with the wrong year it is neither 未报 nor a year late."""
    paper = Decisions(
        received=(ReceivedEntry(received_date=date(2023, 4, 7), unit=FINANCE, form=FormKind.PROGRESS, period=MARCH),)
    )
    book = ledger(date(2022, 4, 18), [], paper)
    assert only(book.returns, unit=FINANCE, period=MARCH)["status"] == "待认定"
    assert only(book.returns, unit=FINANCE, period=APRIL)["status"] == "未到期"
    assert "收到日期晚于截至日" in set(book.findings["category"])


def test_an_entry_for_a_file_that_is_not_there_is_told() -> None:
    entered = Decisions(received=(ReceivedEntry(received_date=FIRST_SEEN, source="没有.xlsx"),))
    settled = settle_sources(entered, Sources({}), directory())
    assert [fault.kind for fault in settled.findings] == [Kind.SOURCE_UNKNOWN]
    assert settled.received == ()


def test_a_person_s_entry_counts_before_folder_and_sighting() -> None:
    """R7 (1): for that very file, in either direction."""
    entries = (
        ReceivedEntry(received_date=date(2022, 4, 2), source="2022-04-07/财政局.xlsx"),
        ReceivedEntry(received_date=date(2022, 4, 20), source="发改局.xlsx"),
    )
    received = dated("2022-04-07/财政局.xlsx", "发改局.xlsx", "民政局.xlsx", decisions=Decisions(received=entries))
    assert [(one.source, one.received_date, one.basis) for one in received] == [
        ("2022-04-07/财政局.xlsx", date(2022, 4, 2), ReceivedBasis.PERSON),
        ("民政局.xlsx", FIRST_SEEN, ReceivedBasis.SIGHTING),
        ("发改局.xlsx", date(2022, 4, 20), ReceivedBasis.PERSON),
    ]


def test_the_same_file_twice_is_counted_once() -> None:
    """R12: the earlier stays; the later is a copy that says which."""
    early, late = dated("2022-04-08/财政局.xlsx", "2022-04-06/财政局.xlsx", sha256="same bytes")
    assert (early.source, early.duplicate_of) == ("2022-04-06/财政局.xlsx", "")
    assert (late.source, late.duplicate_of) == ("2022-04-08/财政局.xlsx", "2022-04-06/财政局.xlsx")


def _claimed(source: str, *units: str, period: Period = MARCH) -> tuple[InboxFile, str, FileReading]:
    """A file that could not be read, with what its name says; all of them have the same bytes."""
    reading = FileReading(source, is_readable=False, could_be_units=units, could_be_periods=(period,))
    return InboxFile(Path(source), source, FIRST_SEEN), sha256(b"").hexdigest(), reading


def test_empty_files_of_two_units_are_two_files() -> None:
    """R8: their bytes are the same, and still each may be its unit's return."""
    files = [_claimed("财政局.xlsx", FINANCE), _claimed("发改局.xlsx", PLANNING), _claimed("财政局2.xlsx", FINANCE)]
    received = date_files(files, {files[0][1]: FIRST_SEEN}, UNDECIDED)
    assert {one.source for one in received if one.is_in_doubt} == {"财政局.xlsx", "发改局.xlsx"}
    assert [one.source for one in received if one.duplicate_of] == ["财政局2.xlsx"]


def test_last_month_s_form_under_a_new_name_is_no_copy() -> None:
    """R8, R12: it may be this month's return sent by mistake; nobody is 未报 for it."""
    again = replace(
        submission(FINANCE, None), could_be_units=(FINANCE,), could_be_periods=(MARCH, APRIL), records=(record(),)
    )
    fault = finding(Kind.PERIOD_CONTRADICTED, Place("4月.xlsx"), evidence="表题为3月，文件名为4月")
    files = [
        (InboxFile(Path(), "3月.xlsx", FIRST_SEEN), "same", FileReading("3月.xlsx", (submission(FINANCE, MARCH),))),
        (InboxFile(Path(), "4月.xlsx", FIRST_SEEN), "same", FileReading("4月.xlsx", (again,), (fault,))),
    ]
    _, second = date_files(files, {"same": FIRST_SEEN}, UNDECIDED)
    assert not second.duplicate_of and (APRIL, FINANCE) in could_be(second)


def test_the_order_on_disk_does_not_matter() -> None:
    """Same input, same ledger: files come earliest first however they are listed."""
    sources = ("2022-04-08/甲.xlsx", "2022-04-06/乙.xlsx", "丙.xlsx", "2022-04-06/丁.xlsx")
    assert dated(*sources) == dated(*reversed(sources))


@pytest.mark.parametrize(
    ("doubtful", "period", "unit", "expected"),
    [
        pytest.param(unreadable("?.xls", FIRST_SEEN), MARCH, FINANCE, True, id="any return"),
        pytest.param(unreadable("?.xls", FIRST_SEEN), PLAN, FINANCE, True, id="the plan too"),
        pytest.param(unreadable("?.xls", FIRST_SEEN), MAY, FINANCE, False, id="no month that is yet to come"),
        pytest.param(unreadable("?.xls", FIRST_SEEN, (FINANCE,)), MARCH, PLANNING, False, id="another unit's"),
        pytest.param(unreadable("?.xls", FIRST_SEEN, (FINANCE,), (MARCH,)), APRIL, FINANCE, False, id="month"),
        pytest.param(unreadable("?.xls", FIRST_SEEN, (FINANCE,), (MARCH,)), MARCH, FINANCE, True, id="both"),
        pytest.param(
            file("a.xlsx", FIRST_SEEN, submission(None, MARCH, could_be_periods=(MARCH,))),
            MARCH,
            FINANCE,
            True,
            id="readable, unit unsettled",
        ),
        pytest.param(
            file("a.xlsx", FIRST_SEEN, submission(None, None)),
            PLAN,
            FINANCE,
            False,
            id="readable: an Annex 4 is no plan",
        ),
        pytest.param(
            file("a.xlsx", FIRST_SEEN, submission(FINANCE, None, could_be_units=(FINANCE,))),
            MARCH,
            FINANCE,
            True,
            id="readable, month unsettled",
        ),
        pytest.param(
            file("a.xlsx", FIRST_SEEN, submission(FINANCE, MARCH), submission(None, APRIL, could_be_periods=(APRIL,))),
            MARCH,
            PLANNING,
            False,
            id="a settled table beside an unsettled one",
        ),
    ],
)
def test_which_returns_a_file_in_doubt_could_be(
    doubtful: ReceivedFile, period: Period, unit: str, expected: bool
) -> None:
    """R8: every return it could be, and no other."""
    assert doubtful.is_in_doubt
    assert ((period, unit) in could_be(doubtful)) is expected


def test_a_settled_file_is_not_in_doubt() -> None:
    assert not file("a.xlsx", FIRST_SEEN, submission()).is_in_doubt


def test_every_file_is_on_the_list_of_receipts_with_what_came_of_it() -> None:
    """docs/contract.md 收文清单: one line per file seen, copies and unreadable ones included."""
    files = [
        file("a.xlsx", date(2022, 4, 6), submission(FINANCE, MARCH), sha256="same"),
        ReceivedFile("b.xlsx", "same", date(2022, 4, 7), ReceivedBasis.FOLDER, FileReading("b.xlsx"), "a.xlsx"),
        unreadable("c.xls", date(2022, 4, 7)),
        file("d.xlsx", date(2022, 4, 8), submission(None, MARCH)),
        ReceivedFile(
            "e.docx",
            "e",
            date(2022, 4, 8),
            ReceivedBasis.FOLDER,
            FileReading("e.docx", is_written_material=True, could_be_units=(FINANCE,), could_be_periods=(MARCH,)),
        ),
    ]
    receipts = ledger(FIRST_SEEN, files).receipts
    assert dict(zip(receipts["source"], receipts["recognised"], strict=True)) == {
        "a.xlsx": "附件4",
        "b.xlsx": "重复",
        "c.xls": "无法识别",
        "d.xlsx": "附件4",
        "e.docx": "书面材料",
    }
    assert "a.xlsx" in only(receipts, source="b.xlsx")["note"]
    read = only(receipts, source="a.xlsx")
    assert (read["units"], read["periods"], read["rows"]) == (FINANCE, "2022-03", 2)
    assert only(receipts, source="d.xlsx")["outcome"] == "待认定"


@pytest.mark.parametrize(
    ("first", "second", "copies"),
    [
        pytest.param((FINANCE,), (PLANNING,), 0, id="an empty file of each of two units"),
        pytest.param((FINANCE,), (FINANCE,), 1, id="twice from one unit"),
        pytest.param((), (FINANCE,), 1, id="one that says whose it is, and one that does not"),
        pytest.param((), (), 1, id="two that say nothing"),
    ],
)
def test_the_same_bytes_are_a_copy_only_where_they_are_for_the_same_return(
    first: tuple[str, ...], second: tuple[str, ...], copies: int
) -> None:
    """R8, R12: two units send a file of no bytes; neither is 未报 because the other sent the same."""
    files = [
        (
            InboxFile(Path(), source, FIRST_SEEN),
            "same",
            FileReading(source, is_readable=False, could_be_units=units, could_be_periods=(MARCH,)),
        )
        for source, units in (("a.xlsx", first), ("b.xlsx", second))
    ]
    found = date_files(files, {"same": FIRST_SEEN}, UNDECIDED)
    assert sum(bool(one.duplicate_of) for one in found) == copies
    returns = ledger(date(2022, 4, 18), found).returns
    for unit in {*first, *second}:
        assert only(returns, unit=unit, period=MARCH)["status"] == "待认定"
