"""The desk where bulletins are made up: the office's style and templates, what people confirmed and issued (R21–R23)."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from pipeline.config import Bulletins
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.files import write_swapped
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.editions import Charge, Edition, settle_edition
from pipeline.outputs.bulletins.naming import NamedUnit
from pipeline.outputs.bulletins.trace import Figure
from pipeline.outputs.shared.outbox import Outbox
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FIGURES, FINDINGS


@dataclass
class Desk:
    """What one run brings to its bulletins, and what comes of them.

    ``findings`` collects templates at fault and closures withdrawn, ``figures`` what the bulletins written state (R20).
    """

    style: Bulletins = field(default_factory=Bulletins)
    templates: Path | None = None
    archive: Path | None = None
    confirmed: frozenset[Charge] = frozenset()
    spared: frozenset[Charge] = frozenset()
    issued: tuple[IssuedBulletin, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    pending: dict[Charge, NamedUnit] = field(default_factory=dict)

    @classmethod
    def of(cls, style: Bulletins, master: Path, archive: Path, decisions: Decisions) -> Self:
        """The desk of a project folder on the day of a run."""

        def charges(entries: tuple[object, ...]) -> frozenset[Charge]:
            return frozenset((str(e.period), e.unit, e.reason) for e in entries)  # type: ignore[attr-defined]

        return cls(
            style,
            master / "模板",
            archive / "通报",
            charges(decisions.confirmed_names),
            charges(decisions.spared_names),
            decisions.issued_bulletins,
        )

    def registered(self, name: str, kind: str, periods: tuple[Period, ...]) -> IssuedBulletin | None:
        """The entry of 通报登记 for this bulletin: by its own name, or by its kind and period; of several the last."""
        found = None
        for entry in self.issued:
            called = entry.bulletin.strip().removesuffix(".docx")
            is_period = entry.period is None or entry.period in periods
            if (called == name and is_period) or (called == kind and entry.period in periods):
                found = entry
        return found

    def kept(self, name: str) -> Path | None:
        """The bulletin as issued, in archive/通报/."""
        path = self.archive / f"{name}.docx" if self.archive else None
        return path if path and path.is_file() else None

    def edition(self, named: tuple[NamedUnit, ...], entry: IssuedBulletin | None) -> Edition:
        """What is issued names the confirmed only; else a draft until every naming is decided (R21)."""
        for item in named:
            if item.charge not in self.confirmed | self.spared:
                self.pending[item.charge] = _merged(self.pending.get(item.charge), item)
        spared = self.spared | {item.charge for item in named} if entry else self.spared
        return settle_edition(named, self.confirmed, spared, (entry.number, entry.issued_on) if entry else None)

    def keep_issued(self, outbox: Outbox, relative: str, name: str, entry: IssuedBulletin) -> None:
        """The file that was issued lies in archive/通报/ for good: the one registered, else the one in outbox/."""
        if self.archive is None:
            return
        root = outbox.folder.parent
        named = [folder / entry.file for folder in (root, outbox.folder)] if entry.file else []
        source = next((path for path in (*named, outbox.folder / relative) if path.is_file()), None)
        if source:
            target = self.archive / f"{name}.docx"
            write_swapped(target, lambda beside: _copy(source, beside))


def _merged(known: NamedUnit | None, item: NamedUnit) -> NamedUnit:
    """One row for one charge, whatever bulletins it stands in: all its tasks, all its evidence."""
    if known is None:
        return item
    told = known.evidence if item.evidence in known.evidence else f"{known.evidence}；{item.evidence}"
    return replace(known, tasks=tuple(dict.fromkeys((*known.tasks, *item.tasks))), evidence=told)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def open_namings(pending: dict[Charge, NamedUnit]) -> list[tuple[Period, str, str, str]]:
    """期间, 单位, 事由 and 证据 of what waits for a person in 点名确认, in the order in which it came up."""
    return [
        (Period.parse(period), unit, reason, f"{'、'.join(item.tasks)}{'；' if item.tasks else ''}{item.evidence}")
        for (period, unit, reason), item in pending.items()
    ]


def with_bulletins(ledger: Ledger, desk: Desk) -> Ledger:
    """``ledger`` with what came of its bulletins: faults stand in 核验问题 like any other, figures in 通报数据 (R20)."""
    ledger = replace(ledger, figures=FIGURES.frame(asdict(figure) for figure in desk.figures))
    if not desk.findings:
        return ledger
    rows = [{str(key): value for key, value in row.items()} for row in ledger.findings.to_dict("records")]
    return replace(ledger, findings=FINDINGS.frame([*rows, *(fault.as_row() for fault in desk.findings)]))
