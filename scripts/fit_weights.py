"""Fit the weights of the evidence for units from labelled sets, and tell the counts that they rest on.

``python scripts/fit_weights.py SET…``: sets as benchmarks/blind.py plays them. For every form whose unit the truth tells, each
place that names somebody is compared with that unit's name and with every other unit's; m and u are the shares of a level among
the true and the false pairs, with half a case added to each so that nothing is ever impossible; the weight is log2(m ÷ u).
The weights go to pipeline/vocabulary/phrases/weights.toml, the counts to docs/weights.md.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.config import load_settings  # noqa: E402
from pipeline.master.tasks import load_tasks  # noqa: E402
from pipeline.master.unit_sheets import load_units  # noqa: E402
from pipeline.submissions import books  # noqa: E402
from pipeline.submissions.arrival import ArrivalDays  # noqa: E402
from pipeline.submissions.files.inbox import list_inbox  # noqa: E402
from pipeline.submissions.forms.forms import Form  # noqa: E402
from pipeline.submissions.matching import match_form  # noqa: E402
from pipeline.submissions.matching.match_unit import TABLES, UnitEvidence, UnitMatch  # noqa: E402
from pipeline.submissions.matching.references import References  # noqa: E402
from pipeline.submissions.names.name_levels import NameLevel  # noqa: E402
from pipeline.submissions.reading import read_inbox  # noqa: E402

WEIGHTS = ROOT / "pipeline" / "vocabulary" / "phrases" / "weights.toml"
TABLE = ROOT / "docs" / "weights.md"
_HALF = 0.5
_FEW = 2
_APART = ("written", "archive")  # the unit's own cell, and what is called after several units

Truth = Mapping[tuple[str, str, str], str]


@dataclass
class Counts:
    """(table, level) → pairs, among the true ones and the false ones; rows about tasks that the unit bears, and about others'."""

    true: Counter[tuple[str, NameLevel]] = field(default_factory=Counter)
    false: Counter[tuple[str, NameLevel]] = field(default_factory=Counter)
    borne: int = 0
    strange: int = 0
    forms: int = 0
    listed: int = 0
    nobodys: int = 0

    def add(self, evidence: UnitEvidence, unit: str) -> None:
        """One form of ``unit``."""
        self.forms += 1
        written = evidence.written()
        for place in (*([written] if written else ()), *evidence.named()):
            table = TABLES[place.where]
            for other in evidence.names.directory.units:
                level = place.levels.get(other.name, NameLevel.UNLIKE)
                (self.true if other.name == unit else self.false)[table, level] += 1
        for task in evidence.reported(""):
            is_own = any(assignment.unit == unit for assignment in task.assignments)
            self.borne += is_own
            self.strange += not is_own

    def rows(self) -> Iterator[tuple[str, NameLevel, int, int, float]]:
        """(table, level, true pairs, false pairs, weight); a level seldom seen in a place is drawn towards all places'."""
        around = [table for table in TABLES.values() if table not in _APART]
        for level in NameLevel:
            common = _drawn(*self._bits(around, level), 0.0)
            for table in TABLES.values():
                bits, seen = self._bits([table], level)
                true, false = self.true[table, level], self.false[table, level]
                yield table, level, true, false, _drawn(bits, seen, 0.0 if table in _APART else common)

    def _bits(self, tables: Sequence[str], level: NameLevel) -> tuple[float, int]:
        """log2(m ÷ u) of a level in some places, and how often it was seen there."""
        true, false = (sum(counts[table, level] for table in tables) for counts in (self.true, self.false))
        all_true, all_false = (
            sum(counts[table, one] for table in tables for one in NameLevel) + _HALF * len(NameLevel)
            for counts in (self.true, self.false)
        )
        return math.log2((true + _HALF) / all_true / ((false + _HALF) / all_false)), true + false

    @property
    def often(self) -> float:
        """The share of the tasks reported on that the unit bears."""
        return (self.borne + _HALF) / (self.borne + self.strange + 2 * _HALF)

    @property
    def nobody(self) -> float:
        """The share of the forms sent of which not even the truth names a unit of ours."""
        return (self.nobodys + _HALF) / (self.listed + 2 * _HALF)


def _drawn(bits: float, seen: int, towards: float) -> float:
    """A weight drawn towards another where the level was seldom seen."""
    return (bits * seen + towards * _FEW) / (seen + _FEW)


def count_set(one: Path, counts: Counts) -> None:
    """Every form of a set whose unit its truth tells."""
    truth = _truth(one)
    files = {row["file"]: row for row in _csv(one / "truth" / "files.csv")}
    sent = [row for row in files.values() if row["kind"].startswith("附件") and row["settle"] != "ignore"]
    counts.listed += len(sent)
    counts.nobodys += sum(not row["resolved_unit"] for row in sent)
    references = _references(one)
    seen: list[tuple[str, Form, UnitEvidence]] = []
    found: list[UnitEvidence] = []

    def keep(evidence: UnitEvidence) -> Any:
        found.append(evidence)
        return UnitMatch(None)

    def note(form: Form, envelope: Any, *more: Any) -> Any:
        result = true_form(form, envelope, *more)
        seen.append((envelope.source, form, found[-1]))
        return result

    true_form: Any = vars(books)["match_form"]
    with patch.object(match_form, "match_unit", keep), patch.object(books, "match_form", note):
        for _ in read_inbox(list_inbox(one / "inbox"), references, lambda *_: None):
            pass
    for source, form, evidence in seen:
        units = {truth.get((source, form.sheet, str(row.row)), "") for row in form.rows} - {""}
        file = files.get(source)
        if not units and file and "|" not in file["resolved_unit"]:
            units = {file["resolved_unit"]} - {""}
        known = {unit.name for unit in references.directory.units}
        if len(units) == 1 and units <= known and file and file["settle"] != "person":
            counts.add(evidence, next(iter(units)))


def main(sets: Sequence[str]) -> int:
    """Weights and table are written anew."""
    counts = Counts()
    for one in map(Path, sets):
        count_set(one, counts)
    lines = [(WEIGHTS.read_text("utf-8").split("\n[")[0]).rstrip()]
    told = []
    for table, level, true, false, weight in sorted(counts.rows(), key=lambda row: list(TABLES.values()).index(row[0])):
        if level is NameLevel.SAME:
            lines.append(f"\n[{table}]")
        lines.append(f"{level} = {weight:.1f}")
        told.append(f"| {table} | {level} | {true} | {false} | {weight:+.1f} |")
    lines.append(f"\n[tasks]\nborne = {counts.often:.3f}\n\n[forms]\nnobody = {counts.nobody:.4f}")
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")
    head = TABLE.read_text("utf-8").split("<!-- counts -->")[0]
    total = (
        f"{counts.forms} forms; {counts.borne} of {counts.borne + counts.strange} tasks reported on are the unit's own; "
        f"{counts.nobodys} of {counts.listed} forms sent are nobody's of ours."
    )
    table = "\n".join(["| place | level | true | false | bits |", "|---|---|---:|---:|---:|", *told])
    TABLE.write_text(f"{head}<!-- counts -->\n{total}\n\n{table}\n", "utf-8")
    print(total)
    return 0


def _references(one: Path) -> References:
    settings = load_settings(one)
    directory = load_units(one / "master" / "单位名录.xlsx")
    tasks = load_tasks(one / "master" / "责任分解表.xlsx", directory)
    today = date.fromisoformat((one / "today.txt").read_text("utf-8").strip())
    return References(settings, directory, tasks, days=ArrivalDays(today=today, year=settings.year))


def _truth(one: Path) -> Truth:
    return {
        (row["file"], row["sheet"], row["row"]): row["unit"] for row in _csv(one / "truth" / "rows.csv") if row["row"]
    }


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
