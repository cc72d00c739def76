"""What the letters of one run share."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import Office
from pipeline.ledger.follow_up.notices import AHEAD
from pipeline.vocabulary.periods import Period


@dataclass(frozen=True)
class LetterFacts:
    """What every letter of one run shares: the office, the year, task texts by id, the calendar's open years.

    ``contact``: whom of the office to ask; blank: not entered. ``named``: the units named for their returns in bulletins
    that were issued, and of which period.
    """

    office: Office
    year: int
    tones: tuple[str, ...]
    task_texts: dict[str, str]
    uncovered_years: tuple[int, ...] = ()
    contact: str = ""
    named: frozenset[tuple[str, Period]] = frozenset()

    @property
    def basis_text(self) -> str:
        """按照……的要求: the office's own notice where it is entered."""
        return f"按照{self.office.basis or f'{self.year}年{self.office.report}年度任务目标立项督查'}的有关要求，"

    def tone(self, stage: int) -> str:
        """The tone of the ``stage``-th reminder; the last one goes on. Before the date it is always 提醒."""
        return "提醒" if stage == AHEAD else self.tones[min(stage, len(self.tones)) - 1]
