"""Files written beside and then swapped in, so that a stopped run leaves the last good ones."""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

_RETRIES = 5
_PAUSE_SECONDS = 0.2
_ASIDE = "（新）"


def write_swapped(path: Path, write: Callable[[Path], object]) -> Path:
    """``write`` has filled a file beside ``path``, which is then swapped in; returns where it ended up.

    The same bytes leave the old file untouched. Where the target is open in Excel or Word (Windows refuses the swap),
    the new one stays beside it as ``名称（新）.xlsx`` and that path is returned.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _filled(path, "new", write) as beside:
        if path.is_file() and filecmp.cmp(beside, path, shallow=False):
            return path
        _sync(beside)
        return _swap(beside, path)


def keep_beside(path: Path, write: Callable[[Path], object]) -> Path:
    """What ``write`` fills is kept for good at ``path``, or, where other content is kept there, beside it as （第2次） …

    Returns where it lies; the same content is kept once.
    """
    with _filled(path, "fresh", write) as fresh:
        for number in count(1):
            kept = path if number == 1 else path.with_stem(f"{path.stem}（第{number}次）")
            if not kept.exists():
                os.replace(fresh, kept)
                return kept
            if filecmp.cmp(fresh, kept, shallow=False):
                return kept
    raise AssertionError  # count never ends


@contextlib.contextmanager
def _filled(path: Path, mark: str, write: Callable[[Path], object]) -> Iterator[Path]:
    """A file beside ``path`` that ``write`` has filled; gone in the end, unless it was moved."""
    beside = path.with_name(f".{path.stem}.{mark}{path.suffix}")
    try:
        write(beside)
        yield beside
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def stands_aside(path: Path) -> bool:
    """Whether ``path`` is where something new lies because its place is open in Excel or Word."""
    return path.stem.endswith(_ASIDE)


def flush_all(paths: Sequence[Path]) -> None:
    """What was written to ``paths`` is on the disk: many at once where the system can, since each by itself is a wait."""
    if len(paths) > 1 and hasattr(os, "sync"):
        os.sync()
    else:
        for path in paths:
            _sync(path)


def _swap(beside: Path, path: Path) -> Path:
    aside = path.with_stem(f"{path.stem}{_ASIDE}")
    for attempt in range(_RETRIES):
        try:
            os.replace(beside, path)
        except PermissionError:
            if attempt + 1 < _RETRIES:
                time.sleep(_PAUSE_SECONDS)
        else:
            with contextlib.suppress(OSError):  # what had to stand aside last time is out of date now
                aside.unlink(missing_ok=True)
            return path
    os.replace(beside, aside)
    return aside


def swap_unless_changed(path: Path, content: bytes, expected: bytes | None) -> bool:
    """``content`` is in ``path``, unless that no longer holds ``expected`` (None: no file) or is open in Excel.

    Never tried twice: a person who saves in between has changed the file, and it stays theirs.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError), _filled(path, "new", lambda new: new.write_bytes(content)) as beside:
        _sync(beside)
        if (path.read_bytes() if path.exists() else None) == expected:
            os.replace(beside, path)
            return True
    return False


def write_text(path: Path, text: str) -> Path:
    """``text`` is in ``path`` as UTF-8, its line ends left as they are."""
    return write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> Path:
    """``content`` is in ``path``."""
    return write_swapped(path, lambda beside: beside.write_bytes(content))


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
