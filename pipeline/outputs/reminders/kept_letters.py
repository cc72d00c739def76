"""Letters as they were issued: each lies in archive/催办/<期间>/ for good, under its unit and its day (R22)."""

from __future__ import annotations

import filecmp
import shutil
from dataclasses import dataclass
from datetime import date
from functools import partial
from glob import escape
from pathlib import Path

from pipeline.keeping.files import keep_beside
from pipeline.ledger.follow_up.requests import Reminder
from pipeline.outputs.forms.blank_forms import safe_name


@dataclass(frozen=True)
class KeptLetters:
    """The letters kept below ``archive``, in the folders that they have in outbox/."""

    archive: Path

    def keep(self, path: Path, folder: str, stem: str) -> None:
        """The letter at ``path`` is kept as ``stem``; another one of that day beside it, as （第2次） ……"""
        self._folder(folder).mkdir(parents=True, exist_ok=True)
        keep_beside(self._folder(folder) / f"{stem}{path.suffix}", partial(shutil.copyfile, path))

    def keep_standing(self, outbox: Path, folder: str, name: str) -> None:
        """What lies in outbox/ before a run writes is kept too: a letter as a person finished it, or of an older program."""
        for path in sorted((outbox / folder).glob(f"*{escape(name)}*.docx")):
            unit = path.stem.partition(name)[0]
            known = self._folder(folder).glob(f"{escape(unit)}{name}*.docx")
            if not any(filecmp.cmp(path, one, shallow=False) for one in known):
                self.keep(path, folder, path.stem)

    def find(self, folder: str, relative: str, day: date) -> Path | None:
        """The letter at ``relative`` as it was last written on ``day``, None where none was."""
        stem, suffix = Path(relative).stem, Path(relative).suffix
        found = self._folder(folder).glob(f"{escape(f'{stem}（{day}）')}*{suffix}")
        return max(found, key=lambda path: (len(path.name), path.name), default=None)

    def is_asked_elsewhere(self, reminder: Reminder, folder: str, name: str) -> bool:
        """Whether the letter of that day to the unit was issued for another collection, and none for this one."""
        letter = f"{safe_name(reminder.unit)}{name}（{reminder.noticed}）.docx"
        places = {path.parent.name for path in self._folder("催办").glob(f"*/{escape(letter)}")}
        return bool(places) and Path(folder).name not in places

    def _folder(self, folder: str) -> Path:
        return self.archive / folder
