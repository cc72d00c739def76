"""Every order of events a return can go through, from the day it is owed to the end of the year (R7, R8, R9, R12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from core_samples import (
    APRIL,
    FINANCE,
    MARCH,
    MARCH_DUE,
    PLAN,
    PLANNING,
    UNDECIDED,
    closure,
    file,
    ledger,
    returned,
    submission,
    unreadable,
)
from frames import in_words, only
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Exemption, Extension, ReceivedEntry
from pipeline.ledger.counts import count_returns
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.dating import date_files
from pipeline.ledger.receipts.received import ReceivedFile, ReturnKey
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis, Status

APRIL_6, APRIL_7, APRIL_11, APRIL_12, APRIL_18 = (date(2022, 4, day) for day in (6, 7, 11, 12, 18))
RETURN: ReturnKey = (FormKind.PROGRESS, MARCH, FINANCE)
EXTENDED = Decisions(extensions=(Extension(FINANCE, FormKind.PROGRESS, MARCH, date(2022, 4, 15)),))
SCAN = unreadable("扫描件.pdf", APRIL_7, (FINANCE,), (MARCH,))
READABLE = returned(FINANCE, MARCH, day=APRIL_12)


def state(
    files: Iterable[ReceivedFile], decisions: Decisions = UNDECIDED, today: date = APRIL_18, period: Period = MARCH
) -> tuple[str, int | None]:
    """区财政局's return for ``period``: 状态 and 迟报工作日."""
    row = only(ledger(today, files, decisions).returns, unit=FINANCE, period=period)
    return row["status"], row["workdays_late"]


# --- orders of events --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "decisions", "today", "expected"),
    [
        pytest.param([], UNDECIDED, MARCH_DUE, (Status.NOT_DUE, None), id="nothing yet, the last day"),
        pytest.param([], UNDECIDED, APRIL_11, (Status.MISSING, 1), id="nothing, over"),
        pytest.param([], EXTENDED, APRIL_11, (Status.EXTENDED, None), id="over, then extended"),
        pytest.param([], EXTENDED, APRIL_18, (Status.MISSING, 1), id="extended, and that is over too"),
        pytest.param([READABLE], UNDECIDED, APRIL_18, (Status.LATE, 2), id="made up late"),
        pytest.param([READABLE], EXTENDED, APRIL_18, (Status.ON_TIME, None), id="late, then extended"),
        pytest.param([SCAN], UNDECIDED, APRIL_18, (Status.UNSETTLED, None), id="unreadable"),
        pytest.param([SCAN, READABLE], UNDECIDED, APRIL_18, (Status.LATE, 2), id="unreadable, then readable"),
        pytest.param(
            [returned(FINANCE, MARCH, day=APRIL_6), file("更正.xlsx", APRIL_12, submission(FINANCE, MARCH))],
            UNDECIDED,
            APRIL_18,
            (Status.ON_TIME, None),
            id="on time, then corrected after the due date",
        ),
        pytest.param(
            [],
            Decisions(exemptions=(Exemption(FINANCE, "", None, MARCH, None),)),
            APRIL_18,
            (Status.EXEMPT, None),
            id="exempt from the month on",
        ),
        pytest.param(
            [],
            Decisions(closures=(closure("任务1", PLAN), closure("实事1", PLAN))),
            APRIL_18,
            (Status.EXEMPT, None),
            id="every task closed before",
        ),
    ],
)
def test_what_happened_gives_the_state(
    files: list[ReceivedFile], decisions: Decisions, today: date, expected: tuple[str, int | None]
) -> None:
    assert state(files, decisions, today) == expected


def test_an_exemption_from_a_month_on_leaves_the_months_before() -> None:
    exempt = Decisions(exemptions=(Exemption(FINANCE, "", None, APRIL, None),))
    may_18 = date(2022, 5, 18)
    assert state([], exempt, may_18)[0] == Status.MISSING
    assert state([], exempt, may_18, APRIL)[0] == Status.EXEMPT


# --- a person says what an unreadable file is (收文登记 by 来源文件) ------------------------------------------------


def registered(day: date, *periods: Period) -> Decisions:
    return Decisions(
        received=tuple(
            ReceivedEntry(received_date=day, source="扫描件.pdf", unit=FINANCE, form=FormKind.PROGRESS, period=period)
            for period in periods
        )
    )


def scanned(decisions: Decisions) -> tuple[ReceivedFile, ...]:
    """The scan as a run dates it, first seen on 11 April, nothing in its name."""
    reading = FileReading("扫描件.pdf", is_readable=False)
    return date_files([(InboxFile(Path(), "扫描件.pdf", APRIL_11), "s", reading)], {"s": APRIL_11}, decisions)


def test_an_unreadable_file_that_a_person_names_is_the_receipt() -> None:
    """R7 (1): received on the day entered; what it says is not in the ledger, and no task is called lacking."""
    decisions = registered(APRIL_7, MARCH)
    book = ledger(APRIL_18, scanned(decisions), decisions)
    row = only(book.returns, unit=FINANCE, period=MARCH)
    assert (row["status"], row["received_date"], row["received_basis"]) == (Status.ON_TIME, APRIL_7, "人工登记")
    assert (row["tasks_received"], row["tasks_lacking"], row["sources"]) == (0, "", "扫描件.pdf")
    receipt = only(book.receipts, source="扫描件.pdf")
    assert (receipt["units"], receipt["periods"], receipt["outcome"]) == (FINANCE, "2022-03", "已登记")
    others = book.returns[book.returns["unit"] == PLANNING]
    assert Status.UNSETTLED not in set(others["status"]), "it blocks nobody any more"


def test_one_scan_may_be_several_returns() -> None:
    decisions = registered(APRIL_7, MARCH, APRIL)
    files = scanned(decisions)
    assert [state(files, decisions, date(2022, 5, 18), period)[0] for period in (MARCH, APRIL)] == [Status.ON_TIME] * 2


def test_a_date_alone_leaves_the_file_in_doubt() -> None:
    """Who it is from is still not known."""
    decisions = Decisions(received=(ReceivedEntry(received_date=APRIL_7, source="扫描件.pdf"),))
    assert state(scanned(decisions), decisions)[0] == Status.UNSETTLED


# --- files taken out of the inbox --------------------------------------------------------------------------------


def test_a_unit_whose_file_was_taken_out_is_as_before() -> None:
    """R25: it came, and its original is read in its place; nothing is asked."""
    held = replace(returned(FINANCE, MARCH, day=APRIL_6), is_held=True)
    book = ledger(APRIL_18, [held])
    row = only(book.returns, unit=FINANCE, period=MARCH)
    assert (row["status"], row["received_date"], row["tasks_lacking"]) == (Status.ON_TIME, APRIL_6, "")
    receipt = only(book.receipts, source=held.source)
    assert (receipt["outcome"], receipt["units"], receipt["received_date"]) == ("已撤走", FINANCE, APRIL_6)
    [told] = [fault for fault in book.findings["category"] if fault == "文件已撤走"]
    assert only(book.findings, category=told)["level"] == "提示"
    assert only(book.returns, unit=PLANNING, period=MARCH)["status"] == Status.MISSING


# --- properties --------------------------------------------------------------------------------------------------

UNITS = st.sampled_from([PLANNING, FINANCE])
PERIODS = st.sampled_from([PLAN, MARCH, APRIL])
DAYS = st.dates(date(2022, 3, 1), date(2022, 5, 31))
SHAS = st.integers(0, 99)
FORMS = st.builds(lambda u, p, d, n: file(f"{n}.xlsx", d, submission(u, p)), UNITS, PERIODS, DAYS, SHAS)
SCANS = st.builds(
    lambda u, p, d, n: unreadable(f"{n}.pdf", d, tuple(u), tuple(p)),
    st.lists(UNITS, max_size=1),
    st.lists(PERIODS, max_size=1),
    DAYS,
    SHAS,
)
INBOX = st.lists(FORMS | SCANS, max_size=4, unique_by=lambda one: one.source)
DECIDED = st.builds(
    lambda extensions, exemptions: Decisions(extensions=tuple(extensions), exemptions=tuple(exemptions)),
    st.lists(st.builds(Extension, UNITS, st.just(FormKind.PROGRESS), st.just(MARCH), DAYS), max_size=2),
    st.lists(st.builds(Exemption, UNITS, st.just(""), st.none(), PERIODS, st.none()), max_size=1),
)
BADNESS = {Status.ON_TIME: 0, Status.UNSETTLED: 1, Status.LATE: 2, Status.MISSING: 3}


def states(book: Ledger) -> dict[tuple[str, str], Status]:
    return {(row["unit"], row["period"]): Status(row["status"]) for row in in_words(book.returns)}


@given(INBOX, DECIDED, DAYS)
def test_states_partition_and_rates_follow_from_the_rows(
    files: list[ReceivedFile], decisions: Decisions, today: date
) -> None:
    """R8, R9: one state per expected return; on time ÷ due, counted by hand."""
    book = ledger(today, files, decisions)
    words = list(states(book).values())
    counts = count_returns(book.returns)
    assert len(words) == len(book.returns) == counts.expected
    due = [w for w in words if w in BADNESS]
    expected = sum(word is Status.ON_TIME for word in due) / len(due) if due else None
    assert counts.on_time_rate.share == expected


@given(INBOX, DECIDED, DAYS)
def test_no_unit_is_missing_whose_return_stands_in_the_list_of_files(
    files: list[ReceivedFile], decisions: Decisions, today: date
) -> None:
    """R8: 未报 and 收文清单 never contradict each other."""
    book = ledger(today, files, decisions)
    counted = book.receipts[book.receipts["outcome"] != "未计入"]
    listed = {(row["units"], row["periods"]) for row in in_words(counted) if row["units"] and row["periods"]}
    assert not {key for key, word in states(book).items() if word is Status.MISSING} & listed


@given(INBOX, UNITS, PERIODS, DAYS)
def test_an_unreadable_file_never_makes_its_unit_missing(
    files: list[ReceivedFile], unit: str, period: Period, today: date
) -> None:
    scan = unreadable("新.pdf", min(today, APRIL_7), (unit,), (period,))
    assert states(ledger(today, [*files, scan]))[unit, str(period)] is not Status.MISSING


@given(INBOX, FORMS, DAYS)
def test_one_more_return_makes_no_other_unit_worse(files: list[ReceivedFile], more: ReceivedFile, today: date) -> None:
    more = replace(more, source="新.xlsx", sha256="新")
    unit = more.reading.submissions[0].unit
    before, after = states(ledger(today, files)), states(ledger(today, [*files, more]))
    for key, word in after.items():
        assert key[0] == unit or word is before[key]


@given(INBOX, DAYS)
def test_taking_files_out_changes_no_state(files: list[ReceivedFile], today: date) -> None:
    """R25: whatever else lies there, and whenever it came."""
    held = [replace(one, is_held=True) for one in files]
    assert states(ledger(today, held)) == states(ledger(today, files))


def test_a_person_s_basis_is_shown() -> None:
    """R7: 收到依据 travels with the day."""
    [one] = scanned(registered(APRIL_7, MARCH))
    assert (one.basis, one.received_date) == (ReceivedBasis.PERSON, APRIL_7)
