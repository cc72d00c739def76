"""What came or stood there, kept unchanged in archive/: the returns, and 人工认定.xlsx before each change."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType

from pipeline.keeping.files import flush_all, sha256_of, write_bytes

_LONGEST_SUFFIX = 12


class Originals:
    """Returns kept in archive/原件/, each named by its SHA-256 with the file's own suffix: on disk when the block ends well."""

    def __init__(self, archive: Path) -> None:
        self._folder = archive / "原件"
        self._known = set(kept_originals(archive))
        self._waiting: list[tuple[Path, Path]] = []

    def __enter__(self) -> Originals:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            flush_all([beside for beside, _ in self._waiting])
        for beside, kept in self._waiting:
            if kind is None:
                os.replace(beside, kept)
            else:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)

    def keep(self, path: Path, sha256: str, content: bytes | None) -> None:
        """The file at ``path`` is kept unchanged.

        ``content``: all of it where it is at hand; a large file is copied, and not at all where it is another by now.
        """
        if sha256 in self._known:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f".{sha256}.new"
        self._waiting.append((beside, self._folder / f"{sha256}{_suffix(path)}"))
        if content is not None:
            beside.write_bytes(content)
        elif not _copy(path, beside, sha256):
            self._waiting.pop()
            return
        self._known.add(sha256)


def _copy(path: Path, beside: Path, sha256: str) -> bool:
    """Whether ``beside`` holds the file now, and it is still the one whose SHA-256 is known."""
    try:
        shutil.copyfile(path, beside)
    except FileNotFoundError:
        return False
    if sha256_of(beside) == sha256:
        return True
    beside.unlink()
    return False


def _suffix(path: Path) -> str:
    """What the file's name ends with; nothing where that is no ending, but a long name with a dot in it."""
    suffix = path.suffix.lower()
    return suffix if len(suffix) <= _LONGEST_SUFFIX and suffix[1:].isascii() and suffix[1:].isalnum() else ""


def kept_originals(archive: Path) -> dict[str, Path]:
    """SHA-256 → the original in archive/原件/ that is named by it."""
    folder = archive / "原件"
    if not folder.is_dir():
        return {}
    return {path.name.partition(".")[0]: path for path in sorted(folder.iterdir()) if not path.name.startswith(".")}


def keep_decision_book(archive: Path, content: bytes, day: date) -> Path:
    """``content`` lies in archive/人工认定备份/ under the day; of several in one day the first is kept."""
    kept = archive / "人工认定备份" / f"人工认定（{day}）.xlsx"
    if not kept.exists():
        write_bytes(kept, content)
    return kept
