"""What came or stood there, kept unchanged in archive/: the returns, and 人工认定.xlsx before each change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.keeping.files import write_bytes


def keep_original(archive: Path, suffix: str, sha256: str, content: bytes) -> None:
    """``content`` lies unchanged in archive/原件/, named by its SHA-256 with the file's own suffix."""
    kept = archive / "原件" / f"{sha256}{suffix.lower()}"
    if not kept.exists():
        write_bytes(kept, content)


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
