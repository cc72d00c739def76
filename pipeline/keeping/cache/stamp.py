"""Which program it is that works: its own files, Python and the libraries beside it, as they lie on this disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

_PROGRAM = Path(__file__).parents[2]


@cache
def program_stamp() -> str:
    """Another as soon as one file of the program, Python or a library is another: what was kept before is not taken then."""
    told = (
        sys.version,
        *sorted(_libraries()),
        *(f"{path} {told}" for path, told in file_stamps(_PROGRAM)),
    )
    return sha256("\n".join(told).encode()).hexdigest()


def file_stamps(folder: Path) -> list[tuple[str, tuple[int, int]]]:
    """(path below ``folder``, (bytes, time of change in nanoseconds)) of every file there."""
    return sorted(_stamps(folder))


def _stamps(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = os.path.join(place, name)
            status = os.stat(path)
            yield os.path.relpath(path, folder), (status.st_size, status.st_mtime_ns)


def _libraries() -> set[str]:
    """The libraries' names with their versions."""
    shelves = {
        place for place in sys.path if place.endswith(("site-packages", "dist-packages")) and os.path.isdir(place)
    }
    return {name for place in shelves for name in os.listdir(place) if name.endswith(".dist-info")}
