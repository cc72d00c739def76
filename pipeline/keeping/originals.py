"""What came or stood there, kept unchanged in archive/: the returns, and 人工认定.xlsx before each change."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

from pipeline.keeping.files import sha256_of, write_bytes, write_swapped

_LONGEST_SUFFIX = 12


def keep_original(archive: Path, path: Path, sha256: str, content: bytes | None) -> None:
    """The file at ``path`` lies unchanged in archive/原件/, named by its SHA-256 with the file's own suffix.

    ``content``: all of it where it is at hand; a large file is copied, and not at all where it is another by now.
    """
    kept = archive / "原件" / f"{sha256}{_suffix(path)}"
    if kept.exists():
        return
    if content is not None:
        write_bytes(kept, content)
    else:
        with suppress(_ChangedError):
            write_swapped(kept, lambda beside: _copy(path, beside, sha256))


class _ChangedError(Exception):
    """The file is no longer the one whose SHA-256 is known."""


def _copy(path: Path, beside: Path, sha256: str) -> None:
    shutil.copyfile(path, beside)
    if sha256_of(beside) != sha256:
        raise _ChangedError


def _suffix(path: Path) -> str:
    """What the file's name ends with; nothing where that is no ending, but a long name with a dot in it."""
    suffix = path.suffix.lower()
    return suffix if len(suffix) <= _LONGEST_SUFFIX and suffix[1:].isascii() and suffix[1:].isalnum() else ""


def kept_originals(archive: Path) -> dict[str, Path]:
    """SHA-256 → the original in archive/原件/ that is named by it."""
    folder = archive / "原件"
    return {path.name.partition(".")[0]: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def keep_decision_book(archive: Path, content: bytes, day: date) -> Path:
    """``content`` lies in archive/人工认定备份/ under the day; of several in one day the first is kept."""
    kept = archive / "人工认定备份" / f"人工认定（{day}）.xlsx"
    if not kept.exists():
        write_bytes(kept, content)
    return kept
