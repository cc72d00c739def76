"""更正: what a person puts right in the rows read, visibly, and only while what it corrects still stands (R13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    made = [_Corrected(dict(row), row) for row in rows]
    by_place: dict[tuple[object, object], list[_Corrected]] = {}
    for read in made:
        by_place.setdefault((read.row["source"], read.row["row"]), []).append(read)
    findings = []
    for one in corrections:
        found = [read for read in by_place.get((one.source, one.row), ()) if one.sheet in ("", read.row["sheet"])]
        if not sum(read.correct(one) for read in found):
            findings.append(_stale(one, [read.row for read in found]))
    return [read.row for read in made], tuple(findings)


@dataclass(frozen=True)
class _Corrected:
    """A row as it stands corrected so far, and as the unit wrote it."""

    row: Row
    original: Mapping[str, object]

    def correct(self, one: Correction) -> bool:
        """Whether it fits, and then the cell is corrected; white space aside, as a copied cell loses its line breaks."""
        row, label, written = self.row, RECORDS.labels[one.column], _text(self.original, one.column)
        if compact(one.old_text) not in (compact(written), compact(_text(row, one.column))):
            return False
        row[one.column] = one.new_text
        if one.column == "met_goal_text":
            row["met_goal"] = str(parse_met_goal(one.new_text))
        who = f"{one.corrected_by}{one.corrected_on or ''}更正" + (f"，{one.reason}" if one.reason else "")
        lines = str(row.get("correction") or "").split("\n")
        said = [line for line in lines if line and not line.startswith(f"{label}原")]
        row["correction"] = "\n".join([*said, f"{label}原{f'为“{written}”' if written else '为空白'}（{who}）"])
        return True


def _text(row: Mapping[str, object], column: str) -> str:
    return clean(str(row.get(column) or ""))


def _stale(one: Correction, found: Sequence[Mapping[str, object]]) -> Finding:
    texts = [_text(row, one.column) or "空白" for row in found]
    now = f"现为“{'”“'.join(texts)}”" if found else "该文件、工作表或行已不在收件中"
    first = found[0] if found else {}
    return finding(
        Kind.CORRECTION_STALE,
        Place(one.source, one.sheet, one.row),
        **{name: str(first.get(name) or "") for name in ("unit", "period", "task_id")},
        cell=one.cell,
        column=RECORDS.labels[one.column],
        old=one.old_text or "空白",
        now=now,
    )
