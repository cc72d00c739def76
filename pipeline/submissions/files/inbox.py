"""The inbox as it lies on disk: which files there are and when they came. Only reads."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

_DATED_FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}")
_SYSTEM_NAMES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class InboxFile:
    """A returned file. ``source`` is its path relative to the inbox with ``/``; ``file_day`` the day it was put there."""

    path: Path
    source: str
    file_day: date

    @property
    def folder_day(self) -> date | None:
        """The innermost ``YYYY-MM-DD`` folder of its path (R7)."""
        return folder_day(self.source)

    @property
    def words(self) -> tuple[str, ...]:
        """The file's stem and its undated folders, innermost first: evidence of unit and period."""
        *folders, name = self.source.split("/")
        undated = [part for part in reversed(folders) if not _DATED_FOLDER.fullmatch(part)]
        return (os.path.splitext(name)[0], *undated)


def folder_day(source: str) -> date | None:
    """The day that the innermost ``YYYY-MM-DD`` folder of a path gives."""
    for part in reversed(source.split("/")[:-1]):
        if _DATED_FOLDER.fullmatch(part):
            try:
                return date.fromisoformat(part)
            except ValueError:
                continue
    return None


def list_inbox(inbox: Path) -> tuple[InboxFile, ...]:
    """Every regular file below ``inbox``, sorted by source; lock files of Office (~$…) and hidden files left out."""
    if not inbox.is_dir():
        return ()
    return tuple(sorted(_walk(inbox), key=lambda file: file.source))


def _walk(inbox: Path) -> Iterator[InboxFile]:
    for folder, folders, names in os.walk(inbox):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        for name in names:
            if name.startswith(("~$", ".")) or name.lower() in _SYSTEM_NAMES:
                continue
            path = Path(folder, name)
            try:
                status = path.stat()
            except FileNotFoundError:  # Excel saves by delete and rename: it will be back at the next run
                continue
            if stat.S_ISREG(status.st_mode):
                # st_ctime: creation on Windows, change of the entry on Linux; never mtime, a copy keeps the sender's.
                day = datetime.fromtimestamp(status.st_ctime).date()
                yield InboxFile(path, path.relative_to(inbox).as_posix(), day)
