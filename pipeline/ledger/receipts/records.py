"""The rows read, one by one (填报明细), and which of them are in force (R12, R13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.decisions.corrections import apply_corrections
from pipeline.decisions.entries import Correction
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.form_fields import FIELDS
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.tables import RECORDS, RecordRow
from pipeline.vocabulary.terms import Adoption, FormKind, MetGoal


def build_records(
    files: Iterable[ReceivedFile], corrections: Sequence[Correction] = ()
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Every row of every submission as a frame of RECORDS, in order of receipt, and the findings on them."""
    read = [
        (file.sha256, _record_row(file, submission, record))
        for file in files
        if not file.duplicate_of
        for submission in file.reading.submissions
        for record in submission.records
    ]
    corrected, stale = apply_corrections([row for _, row in read], corrections)
    rows, superseded = _settle(corrected, [sha256 for sha256, _ in read])
    return RECORDS.frame(rows), (*stale, *superseded, *_met_goal_faults(rows))


def _record_row(file: ReceivedFile, submission: Submission, record: Record) -> RecordRow:
    is_settled = bool(submission.unit and submission.period and record.task_id)
    is_progress = submission.kind is FormKind.PROGRESS
    return RecordRow(
        **{name: text for name, text in record.row.values.items() if name in RECORDS.labels},
        form=submission.kind,
        period=submission.period,
        unit=submission.unit or "",
        unit_text=submission.unit_text,
        task_id=record.task_id,
        met_goal=parse_met_goal(record.row.text("met_goal_text")) if is_progress else None,
        reported_date=submission.reported_date,
        received_date=file.received_date,
        # A row that a person has rejected counts no more than one that a later return replaced.
        adoption=Adoption.SUPERSEDED if record.is_rejected else Adoption.ADOPTED if is_settled else Adoption.UNSETTLED,
        source=file.source,
        sheet=record.row.sheet or submission.sheet,
        row=record.row.row,
        match_basis=record.match.basis,
        sub_item=record.match.sub_item,
    )


def _settle(rows: Sequence[RecordRow], contents: Sequence[str]) -> tuple[list[RecordRow], tuple[Finding, ...]]:
    """Of each (form, period, unit, task) what was sent last stays in force; what it replaces is 被替代 (R12).

    A later submission that names only sub-items (37-1 …) replaces only those. ``contents``: of each row the SHA-256 of its
    file, for two contents may have lain under one name.
    """
    groups = gathered(
        ((row.form, row.period, row.unit, row.task_id), index)
        for index, row in enumerate(rows)
        if row.adoption is Adoption.ADOPTED
    )
    settled, findings = list(rows), []
    for group in groups.values():
        for index, later in _replaced(rows, contents, group):
            row = rows[index]
            settled[index] = replace(row, adoption=Adoption.SUPERSEDED)
            if later.source == row.source and _words(later) == _words(row):
                continue  # opened and saved again: nothing was replaced
            findings.append(_fault(Kind.ROW_SUPERSEDED, row, task=row.task_id, later=later.source))
    return settled, tuple(findings)


def _words(row: RecordRow) -> tuple[str, ...]:
    return tuple(str(getattr(row, field.name)) for field in FIELDS[row.form])


def _replaced(
    rows: Sequence[RecordRow], contents: Sequence[str], group: Sequence[int]
) -> Iterator[tuple[int, RecordRow]]:
    """Each row of one task that a later submission sent again, with the last row that did."""
    for place, index in enumerate(group):
        row = rows[index]
        again = [
            rows[other]
            for other in group[place + 1 :]
            if (contents[other], rows[other].source, rows[other].sheet) != (contents[index], row.source, row.sheet)
            and rows[other].sub_item in ("", row.sub_item)
        ]
        if again:
            yield index, again[-1]


def _met_goal_faults(rows: Iterable[RecordRow]) -> Iterator[Finding]:
    for row in rows:
        if row.adoption is not Adoption.ADOPTED or row.form is not FormKind.PROGRESS:
            continue
        if row.met_goal is MetGoal.UNCLEAR:
            yield _fault(Kind.MET_GOAL_UNCLEAR, row, text=row.met_goal_text or "空白")
        if not row.progress:
            yield _fault(Kind.PROGRESS_BLANK, row, task=row.task_id)


def _fault(kind: Kind, row: RecordRow, **facts: object) -> Finding:
    place = Place(row.source, row.sheet, row.row)
    return finding(kind, place, unit=row.unit, period=row.period, task_id=row.task_id, **facts)
