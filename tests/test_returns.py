"""报送情况: expected returns joined with what came; a missing answer is a row (R2, R3, R8, R9, R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from core_samples import (
    FINANCE,
    MARCH,
    MARCH_DUE,
    PLAN,
    PLAN_DUE,
    PLANNING,
    TASKS,
    UNDECIDED,
    closure,
    could_be,
    file,
    ledger,
    obligations,
    record,
    returned,
    submission,
    unreadable,
    unsettled_record,
)
from frames import only
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Extension, ReceivedEntry
from pipeline.ledger.counts import count_returns
from pipeline.ledger.owed.expected import build_expected
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.returns import build_returns
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS
from pipeline.vocabulary.terms import FormKind, ReceivedBasis, Status
from pipeline.vocabulary.workdays import WorkCalendar

TODAY = date(2022, 4, 18)
DUE = {PLAN: PLAN_DUE, MARCH: MARCH_DUE}


def returns(
    files: Sequence[ReceivedFile], decisions: Decisions = UNDECIDED, today: date = TODAY
) -> tuple[pd.DataFrame, list[str]]:
    """报送情况 on ``today`` and the categories of its findings."""
    ordered = sorted(files, key=lambda one: (one.received_date, one.source))
    expected = build_expected(TASKS, replace(obligations(decisions, today=today), due_dates=DUE))
    frame, findings = build_returns(expected, ordered, decisions, WorkCalendar(), today)
    return frame, [fault.kind.name for fault in findings]


def march(files: Sequence[ReceivedFile], decisions: Decisions = UNDECIDED, unit: str = FINANCE) -> dict[str, Any]:
    """The return of ``unit`` for March on 18 April."""
    return only(returns(files, decisions)[0], period=MARCH, unit=unit)


def test_who_sent_nothing_has_a_row_all_the_same() -> None:
    """R3, R8: 6 working days after the due date 8 April."""
    frame, _ = returns([])
    assert len(frame) == 4
    row = march([])
    assert (row["status"], row["workdays_late"], row["received_date"]) == (Status.MISSING, 6, None)
    assert (row["tasks_due"], row["tasks_received"], row["written_material"]) == (2, 0, "未报")


def test_a_return_on_time_says_where_it_came_from() -> None:
    """R7, R13: received date, basis and file travel with it."""
    row = march([returned(FINANCE, MARCH, day=MARCH_DUE)])
    assert (row["status"], row["workdays_late"]) == (Status.ON_TIME, None)
    assert (row["received_date"], row["received_basis"]) == (MARCH_DUE, "日期文件夹")
    assert row["sources"] == "2022-03/区财政局.xlsx"
    assert (row["tasks_received"], row["tasks_lacking"]) == (2, "")


def test_9_april_is_one_working_day_late() -> None:
    """R6: a Saturday after the due date."""
    row = march([returned(FINANCE, MARCH, day=date(2022, 4, 9))])
    assert (row["status"], row["workdays_late"]) == (Status.LATE, 1)


def test_a_return_that_lacks_tasks_is_received_and_names_them() -> None:
    """R3: a return that covers one of two is 按时, 不完整, naming the other."""
    frame, findings = returns([returned(FINANCE, MARCH, record("任务1"))])
    row = only(frame, period=MARCH, unit=FINANCE)
    assert (row["status"], row["tasks_received"], row["tasks_lacking"]) == (Status.ON_TIME, 1, "实事1")
    assert findings == ["RETURN_INCOMPLETE"]


def test_a_second_file_with_the_other_tasks_makes_it_whole() -> None:
    """R3, R12: what came later completes, the first receipt decides the day."""
    first = file("a.xlsx", date(2022, 4, 7), submission(FINANCE, MARCH, record("任务1")))
    second = file("b.xlsx", date(2022, 4, 12), submission(FINANCE, MARCH, record("实事1")))
    frame, findings = returns([first, second])
    row = only(frame, period=MARCH, unit=FINANCE)
    assert (row["status"], row["tasks_lacking"], findings) == (Status.ON_TIME, "", [])
    assert row["sources"].splitlines() == ["a.xlsx", "b.xlsx"]


@pytest.mark.parametrize(
    ("candidates", "lacking"),
    [
        pytest.param((), "", id="it may be any"),
        pytest.param(("实事1", "任务2"), "", id="it may be this one"),
        pytest.param(("任务2",), "实事1", id="it is another one"),
    ],
)
def test_no_task_is_named_as_lacking_while_a_row_may_be_it(candidates: tuple[str, ...], lacking: str) -> None:
    """R8, R10: a row whose task is unsettled may be the one that seems to lack."""
    row = march([returned(FINANCE, MARCH, record("任务1"), unsettled_record(7, *candidates))])
    assert (row["tasks_received"], row["tasks_lacking"]) == (1, lacking)


def test_another_unit_s_tasks_do_not_count() -> None:
    """R3: 任务2 is not 区财政局's."""
    row = march([returned(FINANCE, MARCH, record("任务1"), record("任务2", 7))])
    assert (row["tasks_due"], row["tasks_received"], row["tasks_lacking"]) == (2, 1, "实事1")


def test_a_correction_after_the_due_date_does_not_make_it_late() -> None:
    """R12: the first readable receipt decides."""
    first, correction = (
        file("a.xlsx", date(2022, 4, 7), submission(FINANCE, MARCH)),
        file("b.xlsx", date(2022, 4, 15), submission(FINANCE, MARCH)),
    )
    row = march([first, correction])
    assert (row["status"], row["received_date"]) == (Status.ON_TIME, date(2022, 4, 7))


def test_an_unreadable_file_on_time_and_a_readable_one_later_is_late() -> None:
    """R12: it is the first *readable* receipt."""
    row = march(
        [unreadable("a.xls", date(2022, 4, 7), (FINANCE,), (MARCH,)), returned(FINANCE, MARCH, day=date(2022, 4, 11))]
    )
    assert (row["status"], row["workdays_late"]) == (Status.LATE, 1)


def test_a_copy_alone_counts_for_nothing() -> None:
    """R12: the same file twice is counted once, under its original."""
    original = returned(FINANCE, MARCH, day=date(2022, 4, 11))
    copy = replace(original, source="copy.xlsx", received_date=date(2022, 4, 12), duplicate_of=original.source)
    assert march([original, copy]) == march([original])


def test_a_file_in_doubt_makes_every_return_it_could_be_unsettled_and_is_named() -> None:
    """R8: unit known, month unknown: the plan and March are open, the other unit's stay 未报."""
    frame, _ = returns([unreadable("财政局.xls", date(2022, 4, 7), (FINANCE,))])
    assert list(frame[frame["unit"] == FINANCE]["status"]) == [Status.UNSETTLED] * 2
    assert list(frame[frame["unit"] == PLANNING]["status"]) == [Status.MISSING] * 2
    assert "财政局.xls" in only(frame, period=MARCH, unit=FINANCE)["note"]


def test_a_return_on_paper_that_a_person_registered_is_received() -> None:
    """R7 (1): by unit, form and period."""
    paper = Decisions(
        received=(ReceivedEntry(received_date=date(2022, 4, 8), unit=FINANCE, form=FormKind.PROGRESS, period=MARCH),)
    )
    row = march([], paper)
    assert (row["status"], row["received_date"], row["received_basis"]) == (
        Status.ON_TIME,
        date(2022, 4, 8),
        "人工登记",
    )
    assert march([], paper, PLANNING)["status"] == Status.MISSING


def test_paper_on_time_and_the_file_after_it_is_on_time() -> None:
    """R12: the earlier of the two decides; what the file lacks is still asked for."""
    paper = Decisions(
        received=(ReceivedEntry(received_date=date(2022, 4, 8), unit=FINANCE, form=FormKind.PROGRESS, period=MARCH),)
    )
    row = march([returned(FINANCE, MARCH, record("任务1"), day=date(2022, 4, 12))], paper)
    assert (row["status"], row["received_basis"], row["tasks_lacking"]) == (Status.ON_TIME, "人工登记", "实事1")


def test_form_and_written_material_are_tracked_apart() -> None:
    """R2: 材料已报 without the form is 未报 all the same, and the other way round."""
    reading = FileReading("r.docx", is_written_material=True, could_be_units=(FINANCE,), could_be_periods=(MARCH,))
    material = ReceivedFile("r.docx", "r", date(2022, 4, 7), ReceivedBasis.FOLDER, reading)
    row = march([material])
    assert (row["status"], row["written_material"]) == (Status.MISSING, "已报")
    row = march([returned(FINANCE, MARCH)])
    assert (row["status"], row["written_material"]) == (Status.ON_TIME, "未报")
    assert only(returns([material])[0], period=PLAN, unit=FINANCE)["written_material"] == "未报"


def test_lateness_counts_from_the_extended_date() -> None:
    """R8: due 8 April, extended to the 14th, received on Monday the 18th."""
    extended = Decisions(extensions=(Extension(FINANCE, FormKind.PROGRESS, MARCH, date(2022, 4, 14)),))
    row = march([returned(FINANCE, MARCH, day=TODAY)], extended)
    assert (row["status"], row["workdays_late"]) == (Status.LATE, 2)
    assert (row["due_date"], row["extended_to"]) == (MARCH_DUE, date(2022, 4, 14))


def test_a_task_that_is_no_longer_owed_is_not_lacking() -> None:
    """R19: closed with the plan, so March asks for the other task only."""
    closed = Decisions(closures=(closure("实事1", PLAN),))
    row = march([returned(FINANCE, MARCH, record("任务1"))], closed)
    assert (row["tasks_due"], row["tasks_received"], row["tasks_lacking"]) == (1, 1, "")


# --- R11, R12: which rows are in force (填报明细) -----------------------------------------------------------------


def adoptions(*files: ReceivedFile) -> list[tuple[str, int, str]]:
    """(file, row, 采用) of every row read."""
    records = ledger(TODAY, files).records
    return list(zip(records["source"], records["row"], records["adoption"], strict=True))


def sent(source: str, day: int, *records: Any) -> ReceivedFile:
    return file(source, date(2022, 4, day), submission(FINANCE, MARCH, *records))


def test_a_later_row_replaces_the_earlier_one_of_its_task_only() -> None:
    """R12: what was replaced stays visible, what was not sent again stays in force."""
    first = sent("a.xlsx", 6, record("任务1", 6), record("实事1", 7))
    assert adoptions(first, sent("b.xlsx", 7, record("任务1", 6))) == [
        ("a.xlsx", 6, "被替代"),
        ("a.xlsx", 7, "是"),
        ("b.xlsx", 6, "是"),
    ]


def test_all_rows_of_a_task_broken_down_are_in_force() -> None:
    """R11: 分解序号: several rows under one task."""
    rows = (record("任务1", 6), record("任务1", 7), record("实事1", 8))
    assert [adoption for *_, adoption in adoptions(sent("a.xlsx", 6, *rows))] == ["是"] * 3


def test_a_later_sub_item_replaces_only_itself() -> None:
    """R11, R12: 1-2 sent again leaves 1-1 in force."""
    first = sent("a.xlsx", 6, record("任务1", 6, sub_item="1-1"), record("任务1", 7, sub_item="1-2"))
    assert adoptions(first, sent("b.xlsx", 7, record("任务1", 6, sub_item="1-2"))) == [
        ("a.xlsx", 6, "是"),
        ("a.xlsx", 7, "被替代"),
        ("b.xlsx", 6, "是"),
    ]


def test_three_rounds_of_sub_items_leave_the_last_of_each_in_force() -> None:
    """R12: (unit, period, task, sub-item) is the key, not the last file alone."""
    files = [
        sent("a.xlsx", 6, record("任务1", 6, sub_item="1-1"), record("任务1", 7, sub_item="1-2")),
        sent("b.xlsx", 7, record("任务1", 6, sub_item="1-1")),
        sent("c.xlsx", 8, record("任务1", 6, sub_item="1-2")),
    ]
    assert adoptions(*files) == [
        ("a.xlsx", 6, "被替代"),
        ("a.xlsx", 7, "被替代"),
        ("b.xlsx", 6, "是"),
        ("c.xlsx", 6, "是"),
    ]


def test_a_row_without_its_task_waits_and_replaces_nothing() -> None:
    """R10: unsettled rows are 待认定."""
    assert adoptions(sent("a.xlsx", 6, record("任务1", 6)), sent("b.xlsx", 7, unsettled_record(6))) == [
        ("a.xlsx", 6, "是"),
        ("b.xlsx", 6, "待认定"),
    ]


# --- properties over any inbox (R8) -------------------------------------------------------------------------------

UNITS = st.sampled_from([PLANNING, FINANCE])
PERIODS = st.sampled_from([PLAN, MARCH])
DAYS = st.dates(date(2022, 3, 1), date(2022, 4, 30))
READABLE = st.builds(
    lambda unit, period, day, number: file(f"{number}.xlsx", day, submission(unit, period)),
    UNITS,
    PERIODS,
    DAYS,
    st.integers(0, 99),
)
UNREADABLE = st.builds(
    lambda units, periods, day, number: unreadable(f"{number}.xls", day, tuple(units), tuple(periods)),
    st.lists(UNITS, max_size=1),
    st.lists(PERIODS, max_size=1),
    DAYS,
    st.integers(0, 99),
)
INBOX = st.lists(READABLE | UNREADABLE, max_size=5, unique_by=lambda one: one.source)


def statuses(files: Sequence[ReceivedFile], today: date) -> dict[tuple[str, Period], Status]:
    frame, _ = returns(files, today=today)
    return {(row.unit, row.period): row.status for row in RETURNS.rows(frame)}


@given(INBOX, DAYS)
def test_every_expected_return_has_one_state_and_the_counts_add_up(files: list[ReceivedFile], today: date) -> None:
    """R8, R20: the states partition what was expected."""
    frame, _ = returns(files, today=today)
    counts = count_returns(frame)
    assert counts.expected == len(frame) == 4
    assert counts.due + counts.not_due + counts.exempt + counts.extended == 4


@given(INBOX, UNREADABLE, DAYS)
def test_a_unit_whose_file_could_not_be_read_is_never_missing(
    files: list[ReceivedFile], doubtful: ReceivedFile, today: date
) -> None:
    """R8: whatever else came, on whatever day one looks."""
    states = statuses([*files, doubtful], today)
    for (unit, period), status in states.items():
        if (period, unit) in could_be(doubtful):
            assert status != Status.MISSING


@given(INBOX, READABLE, DAYS)
def test_one_more_return_changes_no_other_unit_s(files: list[ReceivedFile], more: ReceivedFile, today: date) -> None:
    """R8, R21: nobody can be named because of what somebody else sent."""
    unit = more.reading.submissions[0].unit
    before, after = statuses(files, today), statuses([*files, more], today)
    assert {key: state for key, state in before.items() if key[0] != unit} == {
        key: state for key, state in after.items() if key[0] != unit
    }


@given(INBOX, READABLE | UNREADABLE, DAYS)
def test_one_more_file_makes_no_return_missing_or_late_that_was_on_time(
    files: list[ReceivedFile], more: ReceivedFile, today: date
) -> None:
    """R8, R12: a file more never brings a sanction, save the lateness of the file itself."""
    before, after = statuses(files, today), statuses([*files, more], today)
    for key, state in after.items():
        assert state != Status.MISSING or before[key] == Status.MISSING
        assert before[key] != Status.ON_TIME or state == Status.ON_TIME


@pytest.mark.parametrize("today", [pytest.param(MARCH_DUE, id="last day"), pytest.param(date(2022, 4, 1), id="before")])
def test_nobody_is_late_before_the_due_date_is_over(today: date) -> None:
    """R6: that day included."""
    assert statuses([], today)[FINANCE, MARCH] == Status.NOT_DUE
