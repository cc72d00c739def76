"""The rows read, one by one (填报明细), and which of them are in force (R12, R13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.decisions.corrections import apply_corrections
from pipeline.decisions.entries import Correction
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.statements.quoting import quoted
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.form_fields import FIELDS
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.tables import RECORDS, RecordRow
from pipeline.vocabulary.terms import Adoption, FormKind, MetGoal
from pipeline.vocabulary.text import fold

_SHOWN_TEXT = 40


def build_records(
    files: Iterable[ReceivedFile], corrections: Sequence[Correction] = ()
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Every row of every submission as a frame of RECORDS, in order of receipt, and the findings on them."""
    read = [
        _record_row(file, submission, record)
        for file in files
        if not file.duplicate_of
        for submission in file.reading.submissions
        for record in submission.records
    ]
    corrected, stale = apply_corrections(read, corrections)
    rows, superseded = _settle(corrected)
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
        adoption=_adoption(record, is_settled),
        source=file.source,
        sheet=record.row.sheet or submission.sheet,
        row=record.row.row,
        match_basis=record.match.basis,
        sub_item=record.match.sub_item,
        content=file.sha256,
        is_rejected=record.is_rejected,
    )


def _adoption(record: Record, is_settled: bool) -> Adoption:
    """A row that a person has rejected counts no more than one that a later return replaced."""
    if record.is_rejected:
        return Adoption.SUPERSEDED
    return Adoption.ADOPTED if is_settled and not record.is_pending else Adoption.UNSETTLED


def _settle(rows: Sequence[RecordRow]) -> tuple[list[RecordRow], tuple[Finding, ...]]:
    """Of each (form, period, unit, task) what was sent last stays in force; what it replaces is 被替代 (R12).

    A later submission that names only sub-items (37-1 …) replaces only those. A blank row replaces nothing, and is not
    in force beside one that says something.
    """
    groups = gathered(
        ((row.form, row.period, row.unit, row.task_id), index)
        for index, row in enumerate(rows)
        if row.adoption is Adoption.ADOPTED
    )
    settled, findings = list(rows), []
    for group in groups.values():
        for index in _blank(rows, group):
            settled[index] = replace(rows[index], adoption=Adoption.SUPERSEDED)
        for index, later in _replaced(rows, group):
            row = rows[index]
            settled[index] = replace(row, adoption=Adoption.SUPERSEDED)
            change = _change(row, later)
            if not change:
                continue  # sent or saved again as it was: nothing was replaced
            findings.append(_fault(Kind.ROW_SUPERSEDED, row, task=row.task_id, later=later.source, change=change))
    return settled, tuple(findings)


def _blank(rows: Sequence[RecordRow], group: Sequence[int]) -> Iterator[int]:
    """Each row of one task that says nothing, beside one elsewhere that does."""
    telling = [rows[index] for index in group if _is_answered(rows[index])]
    for index in group:
        row = rows[index]
        beside = (one for one in telling if "" in (one.sub_item, row.sub_item) or one.sub_item == row.sub_item)
        if not _is_answered(row) and any(_is_elsewhere(one, row) for one in beside):
            yield index


def _replaced(rows: Sequence[RecordRow], group: Sequence[int]) -> Iterator[tuple[int, RecordRow]]:
    """Each row of one task that a later submission sent again with something to say, with the last row that did."""
    for place, index in enumerate(group):
        row = rows[index]
        again = [
            later
            for later in (rows[other] for other in group[place + 1 :])
            if _is_answered(later) and _is_elsewhere(later, row) and later.sub_item in ("", row.sub_item)
        ]
        if again:
            yield index, again[-1]


def _is_answered(row: RecordRow) -> bool:
    return any(getattr(row, field.name) for field in FIELDS[row.form] if field.is_answer)


def _is_elsewhere(one: RecordRow, other: RecordRow) -> bool:
    """Two contents may have lain under one name (R25)."""
    return (one.source, one.content, one.sheet) != (other.source, other.content, other.sheet)


def _change(row: RecordRow, later: RecordRow) -> str:
    """What the later row says otherwise, old and new side by side: its first column that differs; '' where none does."""
    for field in FIELDS[row.form]:
        old, new = getattr(row, field.name), getattr(later, field.name)
        if field.is_answer and fold(old) != fold(new):
            told = (f"“{quoted(text, _SHOWN_TEXT)}”" if text else "空白" for text in (old, new))
            return f"，{RECORDS.labels[field.name]}原为{next(told)}，现为{next(told)}"
    return ""


def _met_goal_faults(rows: Iterable[RecordRow]) -> Iterator[Finding]:
    for row in rows:
        is_lacking = not _is_answered(row)  # told as lacking in its return
        if row.adoption is not Adoption.ADOPTED or row.form is not FormKind.PROGRESS or is_lacking:
            continue
        if row.met_goal is MetGoal.UNCLEAR:
            yield _fault(Kind.MET_GOAL_UNCLEAR, row, text=row.met_goal_text or "空白")
        if not row.progress:
            yield _fault(Kind.PROGRESS_BLANK, row, task=row.task_id)


def _fault(kind: Kind, row: RecordRow, **facts: object) -> Finding:
    place = Place(row.source, row.sheet, row.row)
    return finding(kind, place, unit=row.unit, period=row.period, task_id=row.task_id, **facts)
