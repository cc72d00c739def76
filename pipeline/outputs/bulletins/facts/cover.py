"""The cover of a bulletin: what stands around its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.ledger.model import Ledger
from pipeline.master.mandate import UNKNOWN, Mandate
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class Cover:
    """What stands around the text. The title is broken by sense.

    ``report_by``: the day by which the text wants an answer (facts/asked); None once it is past: nothing is asked for by such a day.
    Reporting is told as of the ``cutoff``, progress as of the end of ``period`` where the text tells of one (R29).
    """

    title_lines: tuple[str, ...]
    office: str
    cutoff: date
    year: int
    period: Period | None = None
    warnings: tuple[str, ...] = ()
    report_by: date | None = None
    mandate: Mandate = UNKNOWN

    @property
    def source(self) -> str:
        """What the tasks come from: 2022年《政府工作报告》."""
        return f"{self.year}年{wording.quote(self.mandate.report)}"

    @property
    def ground(self) -> str:
        """``按照市中政办发〔2022〕1号文件要求，``; blank where no notice is entered."""
        return f"按照{wording.quote(self.mandate.notice)}要求，" if self.mandate.notice else ""

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
    day = ledger.report_by if ledger.report_by and ledger.report_by >= ledger.run_day else None
    return Cover(lines, wording.quote(office), ledger.cutoff, ledger.year, period, ledger.warnings, day, ledger.mandate)
