"""What developers need and clerks do not: tracebacks go to archive/日志/运行.log, which stays small."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

FOLDER, NAME = "日志", "运行.log"
_BYTES, _FILES = 1_000_000, 4  # of one file, of older ones beside it


def keep_log(archive: Path) -> None:
    """What is logged from now on lies in archive/日志/; nothing is made while there is nothing to log."""
    logging.raiseExceptions = False  # a disk that is full must not hide what went wrong
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _Logbook)]:
        root.removeHandler(handler)
        handler.close()
    handler = _Logbook(archive / FOLDER / NAME)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


class _Logbook(RotatingFileHandler):
    """Its folder is made when the first line is written; where that cannot be, nothing is."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        super().__init__(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
        self.setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """The record is written, if it can be."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        super().emit(record)
