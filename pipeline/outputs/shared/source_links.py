"""Links from the workbook to the files that units sent: relative, so that the project folder may be moved or copied."""

from __future__ import annotations

import os
from pathlib import Path

_UNSAFE = str.maketrans({char: f"%{ord(char):02X}" for char in '%# "<>[]`^{}|'})
_LONGEST = 2000  # Excel's limit is 2,079 characters.
_ARCHIVES = (".zip!", ".rar!", ".7z!")


class SourceLinks:
    """Turns a source (path relative to inbox/, ``/``) into a link from the workbook at ``workbook``."""

    def __init__(self, workbook: Path, inbox: Path | None = None) -> None:
        inbox = inbox or workbook.parent.parent / "inbox"
        try:
            base = os.path.relpath(inbox, workbook.parent)
        except ValueError:  # another drive of Windows: no relative way leads there
            base = str(inbox)
        self._base = Path(base).as_posix()

    def of(self, source: object) -> str:
        """The link to the file, of several the last; of a member of an archive to the archive; blank for no source."""
        last = str(source or "").split("\n")[-1].strip()
        for mark in _ARCHIVES:
            place = last.lower().find(mark)
            if place >= 0:
                last = last[: place + len(mark) - 1]
        target = f"{self._base}/{last}".translate(_UNSAFE) if last else ""
        return target if len(target) <= _LONGEST else ""
