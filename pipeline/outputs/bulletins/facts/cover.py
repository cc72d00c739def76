"""The cover of a bulletin: what stands around its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.ledger.model import Ledger
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class Cover:
    """What stands around the text. The title is broken by sense.

    ``report_by``: the day by which the text wants an answer (facts/asked).
    Reporting is told as of the ``cutoff``, progress as of the end of ``period`` where the text tells of one (R29).
    """

    title_lines: tuple[str, ...]
    office: str
    cutoff: date
    year: int
    period: Period | None = None
    warnings: tuple[str, ...] = ()
    report_by: date | None = None

    @property
    def title(self) -> str:
        """The title in one line."""
        return "".join(self.title_lines)

    @property
    def cutoff_text(self) -> str:
        """The cut-off in words."""
        return chinese_date(self.cutoff)

    @property
    def progress_text(self) -> str:
        """As of when progress is told, in words: 9月底; the cut-off of a text on no period."""
        return wording.period_end(self.period) if self.period else self.cutoff_text


def build_cover(ledger: Ledger, title_lines: tuple[str, ...], office: str, period: Period | None = None) -> Cover:
    """The cover of a bulletin drawn from ``ledger`` that tells of progress up to the end of ``period``."""
    lines = tuple(wording.quote(line) for line in title_lines)
    office_name = wording.quote(office)
    return Cover(lines, office_name, ledger.cutoff, ledger.year, period, ledger.warnings, ledger.report_by)
