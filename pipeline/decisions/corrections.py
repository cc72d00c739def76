"""更正: what a person puts right in the rows read, visibly, and only while what it corrects still stands (R13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.decisions.entries import Correction
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.tables import RECORDS
from pipeline.vocabulary.text import clean, compact

Row = dict[str, object]


def apply_corrections(
    rows: Sequence[Mapping[str, object]], corrections: Sequence[Correction]
) -> tuple[list[Row], tuple[Finding, ...]]:
    """``rows`` (of columns.RECORDS) with every correction that holds, in the same order; a finding for each other.

    Of several about one cell the last that fits counts; each fits what the unit wrote, or what the one before it made of
    that. Column ``correction`` of a corrected row says what stood there (原值), who changed it and why.
    """
    made: list[Row] = [dict(row) for row in rows]
    by_place: dict[tuple[str, int], list[Row]] = {}
    for row in made:
        number = row["row"]
        if isinstance(number, int):
            by_place.setdefault((str(row["source"]), number), []).append(row)
    written = {(id(row), one.column): _text(row, one.column) for row in made for one in corrections}
    findings = []
    for one in corrections:
        found = [row for row in by_place.get((one.source, one.row), ()) if one.sheet in ("", row["sheet"])]
        fitting = [
            row for row in found if _is_same(one.old_text, _text(row, one.column), written[(id(row), one.column)])
        ]
        for row in fitting:
            _correct(row, one, written[(id(row), one.column)])
        if not fitting:
            findings.append(_stale(one, found))
    return made, tuple(findings)


def _text(row: Mapping[str, object], column: str) -> str:
    return clean(str(row.get(column) or ""))


def _is_same(old: str, *texts: str) -> bool:
    """White space aside: a copied cell loses its line breaks."""
    return compact(old) in {compact(text) for text in texts}


def _correct(row: Row, one: Correction, written: str) -> None:
    row[one.column] = one.new_text
    if one.column == "met_goal_text":
        row["met_goal"] = str(parse_met_goal(one.new_text))
    label = RECORDS.labels[one.column]
    who = f"{one.corrected_by}{one.corrected_on or ''}更正".strip() + (f"，{one.reason}" if one.reason else "")
    said = [line for line in str(row.get("correction") or "").split("\n") if line and not line.startswith(f"{label}原")]
    row["correction"] = "\n".join([*said, f"{label}原{f'为“{written}”' if written else '为空白'}（{who}）"])


def _stale(one: Correction, found: Sequence[Mapping[str, object]]) -> Finding:
    texts = [_text(row, one.column) or "空白" for row in found]
    now = f"现为“{'”“'.join(texts)}”" if found else "该文件、工作表或行已不在收件中"
    return finding(
        Kind.CORRECTION_STALE,
        Place(one.source, one.sheet, one.row),
        unit=str(found[0]["unit"] or "") if found else "",
        period=str(found[0]["period"] or "") if found else "",
        task_id=str(found[0]["task_id"] or "") if found else "",
        cell=one.cell,
        column=RECORDS.labels[one.column],
        old=one.old_text or "空白",
        now=now,
    )
