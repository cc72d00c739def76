"""A file looked at before it is read: only small ones are held, so that no file is too large to be looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.submissions.files.limits.harmless import LARGEST

_PIECE = 1_000_000  # bytes


@dataclass(frozen=True)
class Looked:
    """What is known of a file: the SHA-256 and size of all of it, its first bytes, and all of them where ``is_whole``."""

    whole: str
    size: int
    head: bytes

    @property
    def is_whole(self) -> bool:
        """Whether ``head`` is all of the file."""
        return self.size == len(self.head)


def look_at(path: Path) -> Looked:
    """The file at ``path``, read through once, a piece at a time; raises OSError where it cannot be."""
    with path.open("rb") as stream:
        head = stream.read(LARGEST)
        digest, size = hashlib.sha256(head), len(head)
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return Looked(digest.hexdigest(), size, head)
