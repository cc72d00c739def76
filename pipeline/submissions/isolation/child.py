"""The process in which files are read that might do harm: what it is asked comes in by a pipe, what it found goes out.

Started as ``python -m`` of this module, alike on Linux, macOS and Windows; it ends when the pipe is closed.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.submissions.isolation.memory import limit_memory
from pipeline.submissions.isolation.reader import Asked, ChangedFileError, read_one
from pipeline.submissions.matching.references import References
from pipeline.submissions.read_file import MemberReading


@dataclass(frozen=True)
class Stumbled:
    """Our own code stumbled over the file: ``error`` names what was raised, ``told`` is its traceback."""

    error: str
    told: str


@dataclass(frozen=True)
class Unfetched:
    """The file could not be fetched: ``is_changed``: somebody was just saving it."""

    is_changed: bool


READY = b"ready\n"
"""What it says first, so that no file pays for the start."""
Answer = tuple[MemberReading, ...] | Stumbled | Unfetched


def main() -> None:
    """Answers one file after another; what libraries print goes nowhere."""
    asking, answering = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    references: References = pickle.load(asking)
    limit_memory(references.settings.reading.memory_mb)
    answering.write(READY)
    answering.flush()
    while asked := _next(asking):
        pickle.dump(answer(asked, references), answering)
        answering.flush()


def _next(asking: BinaryIO) -> Asked | None:
    try:
        asked: Asked = pickle.load(asking)
    except EOFError:
        return None
    return asked


def answer(asked: Asked, references: References) -> Answer:
    """What the file says, or why that cannot be told."""
    try:
        return read_one(asked, references)
    except ChangedFileError:
        return Unfetched(is_changed=True)
    except OSError:
        return Unfetched(is_changed=not os.path.exists(asked.path))
    except Exception as fault:
        return Stumbled(type(fault).__name__, traceback.format_exc())


if __name__ == "__main__":
    from pipeline.submissions.isolation import child  # not __main__: what goes out must be known by its own name

    child.main()
