"""The rows read, one by one (填报明细), and which of them are in force (R12, R13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from pipeline.decisions.corrections import apply_corrections
from pipeline.decisions.entries import Correction
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.tables import RECORDS
from pipeline.vocabulary.terms import Adoption, FormKind

Row = dict[str, object]


def build_records(
    files: Iterable[ReceivedFile], corrections: Sequence[Correction] = ()
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Every row of every submission with the columns of RECORDS (plus sub_item), in order of receipt, and its findings."""
    read = [
        _record_row(file, submission, record)
        for file in files
        if not file.duplicate_of
        for submission in file.reading.submissions
        for record in submission.records
    ]
    rows, stale = apply_corrections(read, corrections)
    findings = (*stale, *_settle(rows), *_met_goal_faults(rows))
    return RECORDS.frame(rows), findings


def _record_row(file: ReceivedFile, submission: Submission, record: Record) -> Row:
    is_settled = bool(submission.unit and submission.period and record.task_id)
    row: Row = {
        **record.row.values,
        "form": str(submission.kind),
        "period": str(submission.period or ""),
        "unit": submission.unit or "",
        "unit_text": submission.unit_text,
        "task_id": record.task_id,
        "reported_date": submission.reported_date,
        "received_date": file.received_date,
        "adoption": str(_adoption(is_settled, record.is_rejected)),
        "source": file.source,
        "sheet": record.row.sheet or submission.sheet,
        "row": record.row.row,
        "match_basis": record.match.basis,
        "sub_item": record.match.sub_item,
    }
    if submission.kind is FormKind.PROGRESS:
        row["met_goal"] = str(parse_met_goal(record.row.text("met_goal_text")))
    return row


def _adoption(is_settled: bool, is_rejected: bool) -> Adoption:
    """A row that a person has rejected counts no more than one that a later return replaced."""
    if is_rejected:
        return Adoption.SUPERSEDED
    return Adoption.ADOPTED if is_settled else Adoption.UNSETTLED


def _settle(rows: list[Row]) -> Iterator[Finding]:
    """Of each (form, period, unit, task) what was sent last stays in force; what it replaces is 被替代 (R12).

    A later submission that names only sub-items (37-1 …) replaces only those.
    """
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        if row["adoption"] == Adoption.ADOPTED:
            groups.setdefault((row["form"], row["period"], row["unit"], row["task_id"]), []).append(row)
    for group in groups.values():
        for row, later in _replaced(group):
            row["adoption"] = str(Adoption.SUPERSEDED)
            yield finding(Kind.ROW_SUPERSEDED, _place(row), **_about(row), task=row["task_id"], later=later["source"])


def _replaced(group: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Each row of one task that a later submission sent again, with the last row that did."""
    for index, row in enumerate(group):
        again = [
            later
            for later in group[index + 1 :]
            if (later["source"], later["sheet"]) != (row["source"], row["sheet"])
            and later["sub_item"] in ("", row["sub_item"])
        ]
        if again:
            yield row, again[-1]


def _met_goal_faults(rows: list[Row]) -> Iterator[Finding]:
    for row in rows:
        if row["adoption"] != Adoption.ADOPTED or row["form"] != FormKind.PROGRESS:
            continue
        if row["met_goal"] == "未明":
            yield finding(Kind.MET_GOAL_UNCLEAR, _place(row), **_about(row), text=row.get("met_goal_text") or "空白")
        if not row.get("progress"):
            yield finding(Kind.PROGRESS_BLANK, _place(row), **_about(row), task=row["task_id"])


def _place(row: Row) -> Place:
    number = row["row"]
    return Place(str(row["source"]), str(row["sheet"]), number if isinstance(number, int) else None)


def _about(row: Row) -> dict[str, str]:
    return {"unit": str(row["unit"]), "period": str(row["period"]), "task_id": str(row["task_id"])}
