"""One run at a time in a project folder. The lock lies in this machine's temporary folder: network drives cannot lock."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.vocabulary.errors import BusyError


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Nobody else on this machine runs in ``root`` until the block ends; BusyError at once if somebody does."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"duban-ledger-{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            "另一次运行正在进行。", "请等它结束后再运行；若确认没有其他窗口在运行，请稍等片刻重试。"
        ) from None
    try:
        yield
    finally:
        lock.release()
