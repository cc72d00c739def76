"""The cover of a bulletin: what stands around its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.ledger.model import Ledger
from pipeline.outputs.shared import wording
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class Cover:
    """What stands around the text. The title is broken by sense."""

    title_lines: tuple[str, ...]
    office: str
    cutoff: date
    year: int
    warnings: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title in one line."""
        return "".join(self.title_lines)

    @property
    def cutoff_text(self) -> str:
        """The cut-off in words."""
        return chinese_date(self.cutoff)


def build_cover(ledger: Ledger, title_lines: tuple[str, ...], office: str) -> Cover:
    """The cover of a bulletin drawn from ``ledger``."""
    lines = tuple(wording.quote(line) for line in title_lines)
    return Cover(lines, wording.quote(office), ledger.cutoff, ledger.year, ledger.warnings)
