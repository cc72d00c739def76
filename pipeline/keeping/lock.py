"""One run at a time in a project folder, whoever starts it and from wherever.

Two locks are held. One lies in this machine's temporary folder, which can always lock. One lies in the project folder: two
users of a machine have two temporary folders, and two machines may share the folder; where its drive cannot lock, the
first has to do.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.vocabulary.errors import BusyError

NAME = ".运行中"


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Nobody else runs in ``root`` until the block ends; BusyError at once if somebody does."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    own = FileLock(Path(tempfile.gettempdir()) / f"duban-ledger-{name}.lock")
    shared = FileLock(root / NAME, fallback_to_soft=False)  # a soft lock would outlast a run that was killed
    try:
        _acquire(own)
        _acquire(shared)
        yield
    finally:
        if shared.is_locked:
            with suppress(OSError):  # while it is held: nobody else can hold it then
                (root / NAME).unlink(missing_ok=True)
        shared.release()
        own.release()


def _acquire(lock: FileLock) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            "另一次运行正在进行。", "请等它结束后再运行；若确认没有其他窗口在运行，请稍等片刻重试。"
        ) from None
    except (OSError, NotImplementedError):
        return  # a drive that cannot lock, a folder that cannot be written to
