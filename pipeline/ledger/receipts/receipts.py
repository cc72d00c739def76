"""收文清单: one row per file seen, what it was taken for and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.ledger.receipts.held import standing_files
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import RECEIPTS, ReceiptRow
from pipeline.vocabulary.terms import FormKind, NoReturn, Outcome, Recognised

_MOST_NAMED = 3


def build_receipts(files: Sequence[ReceivedFile], findings: Sequence[Finding], today: date) -> pd.DataFrame:
    """One row per file as a frame of RECEIPTS, sorted by source; one that lies here no more and still counts has its row too."""
    faults = gathered((fault.place.source, fault.problem) for fault in findings)
    rows = [_receipt_row(file, faults.get(file.source, []), today) for file in standing_files(files)]
    return RECEIPTS.frame(sorted(rows, key=lambda row: (row.source, row.outcome is Outcome.WITHDRAWN)))


def _receipt_row(file: ReceivedFile, faults: Sequence[str], today: date) -> ReceiptRow:
    units, periods = file.addressees
    told = "；".join(fault.rstrip("。") for fault in faults)
    outcome, note = (Outcome.LATER, told) if file.received_date > today else _outcome(file, told)
    if file.is_held and outcome is not Outcome.LATER:
        outcome, note = Outcome.WITHDRAWN, _held_note(file, outcome, note)
    elif file.moved_from:
        note = "；".join(part for part in (note, f"原在“{file.moved_from}”") if part)
    return ReceiptRow(
        source=file.source,
        recognised=_recognised(file),
        units=units if len(units) <= _MOST_NAMED else (),
        periods=periods if len(periods) <= _MOST_NAMED else (),
        rows=len(file.reading.records),
        received_date=file.received_date,
        received_basis=file.basis,
        outcome=outcome,
        note=note,
        sha256=file.sha256,
    )


def _held_note(file: ReceivedFile, outcome: Outcome, note: str) -> str:
    """What is said of a file that lies here no more: that it counts, and what came of it."""
    if outcome is Outcome.REJECTED:
        return "已不在原处，人工认定不采用"
    counted = "已不在原处，仍按 archive/原件 中的原件计"
    return "；".join(part for part in (counted, "" if outcome is Outcome.READ else f"{outcome}", note) if part)


def _recognised(file: ReceivedFile) -> Recognised:
    if file.duplicate_of:
        return Recognised.DUPLICATE
    if file.reading.is_past_year:
        return Recognised.PAST_YEAR
    if file.reading.no_return not in (None, NoReturn.EMPTY):
        return Recognised.NO_RETURN
    if file.reading.is_written_material:
        return Recognised.WRITTEN
    kinds = {submission.kind for submission in file.reading.submissions}
    kinds = {form for form, _, _ in file.registered_as} or kinds
    if len(kinds) > 1:
        return Recognised.BOTH
    return Recognised(next(iter(kinds)).annex) if kinds else Recognised.UNREADABLE


def _outcome(file: ReceivedFile, told: str) -> tuple[Outcome, str]:
    """What came of the file, and why."""
    if file.duplicate_of:
        return Outcome.COPY, f"与“{file.duplicate_of}”内容完全相同"
    if file.reading.is_past_year:
        told = f"写明是{file.reading.year}年的" if file.reading.year else f"{file.received_date.year}年收到"
        return Outcome.PAST_YEAR, f"{told}，不属本年度"
    if file.reading.is_written_material:
        return (Outcome.REGISTERED, "") if file.is_settled else (Outcome.UNSETTLED, "书面材料的单位或期间待认定")
    if file.reading.is_rejected:
        return Outcome.REJECTED, "人工认定"
    if file.reading.beside:
        return Outcome.BESIDE, told
    if file.registered_as:
        return Outcome.REGISTERED, "人工登记收文，内容未录入"
    if why := file.reading.no_return:
        return Outcome.EMPTY if why is NoReturn.EMPTY else Outcome.NO_RETURN, why
    return _read_outcome(file, told)


def _read_outcome(file: ReceivedFile, told: str) -> tuple[Outcome, str]:
    """What came of a file by what could be read in it."""
    reading = file.reading
    if not reading.submissions:
        return Outcome.UNREAD, told
    if reading.is_blank and file.is_settled:
        return Outcome.BLANK, "各项都没有填写，不算报送"
    if reading.open_forms:
        return Outcome.UNSETTLED, told
    if reading.unread_units:
        return Outcome.PARTLY_UNREAD, told
    counts = {
        "事项待认定": sum(record.is_open for record in reading.records),
        "调低目标，待认定": _pending(reading, FormKind.PLAN),
        "少于前报，待认定": _pending(reading, FormKind.PROGRESS),
    }
    note = "；".join(f"{number}行{words}" for words, number in counts.items() if number)
    return (Outcome.PARTLY_UNSETTLED, note) if note else (Outcome.READ, "")


def _pending(reading: FileReading, form: FormKind) -> int:
    """How many rows of its forms of that kind wait for a person, beside what was sent before."""
    return sum(record.is_pending for one in reading.submissions if one.kind is form for record in one.records)
