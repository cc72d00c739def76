"""The office of the sequences: its folder, its runs in this process without what is only rendering, and what they leave."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook
from stories import office as stories

from pipeline import stages
from pipeline.config import load_settings
from pipeline.outputs.bulletins.drafts import Drafts
from pipeline.stages import weekly, writing
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from sequences.facts import BEARING
from sequences.papers import ALL_UNITS, Return
from sequences.worse import State

_CONFIG = stories._CONFIG.replace("[checks]", "first_month = 3\nlast_month = 5\n\n[checks]")


class Office(stories.DraftingOffice):
    """A folder of its own; ``look`` is a weekly run that writes no page, no workbook and no bulletin."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, _CONFIG)
        self._sitting: Workbook | None = None
        self.assign(BEARING)

    def look(self, day: date, *, is_confirmed: bool = False) -> dict[Return, State]:
        """The state of every return that is owed, after a run of ``day``; raises StateError where it is refused."""
        with unrendered():
            return self._states(stages.run_weekly(self._walk(day, is_confirmed)))

    def weekly(self, day: date) -> dict[Return, State]:
        """The same by the whole weekly run."""
        return self._states(stages.run_weekly(self._walk(day)))

    def deadline(self, day: date, period: str) -> dict[Return, State]:
        """The same by the run after a deadline."""
        return self._states(stages.run_deadline(self._walk(day), Period.parse(period)))

    def edit(self, sheet: str, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
        """As in the stories; what a person changes between two runs is one sitting, saved when the next begins."""
        if self._sitting is None:
            self._sitting = load_workbook(self.book)
        stories.edit_table(self._sitting[sheet], change)

    def entries(self, sheet: str) -> list[dict[str, Any]]:
        """The rows of a sheet of 人工认定.xlsx by their headings, as last saved or as they are in this sitting."""
        if self._sitting is not None:
            return stories.table_rows(self._sitting[sheet])
        header, *rows = CalamineWorkbook.from_path(self.book).get_sheet_by_name(sheet).to_python()
        return [dict(zip(map(str, header), row, strict=True)) for row in rows if any(cell != "" for cell in row)]

    def unplug(self) -> None:
        """The drive of the inbox is not there."""
        (self.root / "inbox").rename(self.root / "不在")

    def plug_in(self) -> None:
        """It is there again."""
        shutil.rmtree(self.root / "inbox", ignore_errors=True)
        (self.root / "不在").rename(self.root / "inbox")

    def letter_texts(self, period: str) -> dict[str, str]:
        """Unit → its letter for ``period``."""
        folder = self.root / "outbox" / "催办" / period
        found = {path: unit for path in folder.glob("*.docx") for unit in ALL_UNITS if path.name.startswith(unit)}
        return {unit: stories.docx_text(path) for path, unit in found.items()}

    def _walk(self, day: date, is_confirmed: bool = False) -> stages.Walk:
        if self._sitting is not None:
            self._sitting.save(self.book)
            self._sitting = None
        return stages.Walk(load_settings(self.root), day, lambda _, items, __: items, is_confirmed)

    def _states(self, outcome: stages.RunOutcome) -> dict[Return, State]:
        return {(row.unit, str(row.period)): _state(row) for row in RETURNS.rows(outcome.ledger.returns)}


def _state(row: ReturnRow) -> State:
    return State(str(row.status), row.workdays_late or 0, frozenset(row.tasks_lacking))


def shown(row: Mapping[str, object]) -> dict[str, str]:
    """The filled cells of a row as text, days without an hour."""
    return {label: str(value).removesuffix(" 00:00:00") for label, value in row.items() if value not in (None, "")}


@contextmanager
def unrendered() -> Iterator[None]:
    """What is only rendering is left out; reading, judging, remembering and 人工认定.xlsx are the run's own."""
    with (
        patch.object(weekly, "draft_due", lambda *_: Drafts()),
        patch.object(writing, "WRITERS", (lambda *_: (),)),
        patch.object(writing, "write_run_page", lambda path, *_: path),
    ):
        yield
