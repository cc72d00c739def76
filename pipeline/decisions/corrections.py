"""更正: what a person puts right in the rows read, visibly, and only while what it corrects still stands (R13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.decisions.entries import Correction
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.met_goal import parse_met_goal
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
    by_place: dict[tuple[str, int | None], list[int]] = {}
    for index, row in enumerate(rows):
        by_place.setdefault((row.source, row.row), []).append(index)
    findings = []
    for one in sorted(corrections, key=lambda one: (one.corrected_on or date.min, repr(one))):
        found = [at for at in by_place.get((one.source, one.row), ()) if one.sheet in ("", made[at].sheet)]
        fitting = [at for at in found if _fits(one, made[at], rows[at])]
        for at in fitting:
            made[at] = _corrected(made[at], one, _text(rows[at], one.column))
        if not fitting:
            findings.append(_stale(one, [made[at] for at in found]))
    return made, tuple(findings)


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
    now = f"现为“{'”“'.join(texts)}”" if found else "该文件、工作表或行已不在收件中"
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
