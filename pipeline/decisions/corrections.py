"""更正: what a person puts right in the rows read, visibly, and only while what it corrects still stands (R13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from pipeline.decisions.entries import Correction
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RECORDS, RecordRow
from pipeline.vocabulary.text import clean, compact


def apply_corrections(
    rows: Sequence[RecordRow], corrections: Sequence[Correction]
) -> tuple[list[RecordRow], tuple[Finding, ...]]:
    """``rows`` with every correction that holds, in the same order; a finding for each other.

    Of several about one cell that of the last day that fits counts; each fits what the unit wrote, or what the one before
    it made of that. Column ``correction`` of a corrected row says what stood there (原值), who changed it and why.
    """
    made = list(rows)
    by_row = gathered((row.row, index) for index, row in enumerate(rows))
    returns = gathered((row.content, (row.period, row.unit)) for row in rows)
    findings = []
    for one in sorted(corrections, key=lambda one: (one.corrected_on or date.min, repr(one))):
        meant = set(returns.get(one.content, ()))
        found = [at for at in by_row.get(one.row, ()) if _is_there(one, rows[at], meant)]
        fitting = [at for at in found if _fits(one, made[at], rows[at])]
        for at in fitting:
            made[at] = _corrected(made[at], one, _text(rows[at], one.column))
        if not fitting:
            findings.append(_stale(one, [made[at] for at in found]))
    return made, tuple(findings)


def _is_there(one: Correction, row: RecordRow, meant: Collection[tuple[Period | None, str]]) -> bool:
    """Whether the row stands in the content that was meant, wherever that lies, or in the same return saved over it."""
    if one.sheet not in ("", row.sheet):
        return False
    if one.content and row.content == one.content:
        return True
    return row.source == one.source and (not meant or (row.period, row.unit) in meant)


def _text(row: RecordRow, column: str) -> str:
    return clean(str(getattr(row, column) or ""))


def _fits(one: Correction, row: RecordRow, written: RecordRow) -> bool:
    """White space aside: a copied cell loses its line breaks."""
    return compact(one.old_text) in {compact(_text(row, one.column)), compact(_text(written, one.column))}


def _corrected(row: RecordRow, one: Correction, written: str) -> RecordRow:
    label = RECORDS.labels[one.column]
    who = f"{one.corrected_by}{one.corrected_on or ''}更正".strip() + (f"，{one.reason}" if one.reason else "")
    said = [line for line in row.correction.split("\n") if line and not line.startswith(f"{label}原")]
    said.append(f"{label}原{f'为“{written}”' if written else '为空白'}（{who}）")
    corrected = replace(row, **{one.column: one.new_text}, correction="\n".join(said))  # type: ignore[arg-type]
    if one.column == "met_goal_text":
        corrected = replace(corrected, met_goal=parse_met_goal(one.new_text))
    return corrected


def _stale(one: Correction, found: Sequence[RecordRow]) -> Finding:
    texts = [_text(row, one.column) or "空白" for row in found]
    elsewhere = next((row.source for row in found if row.source != one.source), "")
    moved = f"（该文件现在“{elsewhere}”）" if elsewhere else ""
    now = f"现为“{'”“'.join(texts)}”{moved}" if found else "该文件中没有录入这一行（核对工作表和行号）"
    return finding(
        Kind.CORRECTION_STALE,
        Place(one.source, one.sheet, one.row),
        unit=found[0].unit if found else "",
        period=found[0].period if found else None,
        task_id=found[0].task_id if found else "",
        cell=one.cell,
        column=RECORDS.labels[one.column],
        old=one.old_text or "空白",
        now=now,
    )
