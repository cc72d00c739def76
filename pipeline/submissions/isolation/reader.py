"""One file → what it says: the same whether it is called in the run's own process or in another."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.submissions.files.limits.budget import Budget, spending
from pipeline.submissions.matching.references import References
from pipeline.submissions.read_file import MemberReading, read_file


@dataclass(frozen=True)
class Asked:
    """A file to be read: where it lies, what it is called, which words name it, and the SHA-256 that it had when looked at."""

    path: Path
    source: str
    words: tuple[str, ...]
    whole: str


class ChangedFileError(Exception):
    """The file is no longer the one that was looked at: somebody is just saving it."""


def read_one(asked: Asked, references: References) -> tuple[MemberReading, ...]:
    """(source, sha256, reading) of the file, or of each member of an archive.

    Raises:
        OSError: it cannot be opened; ChangedFileError: it is another by now.
    """
    content = asked.path.read_bytes()
    if sha256(content).hexdigest() != asked.whole:
        raise ChangedFileError(asked.source)
    limits = references.settings.reading
    with spending(Budget(values=limits.cells, laid=max(Budget.laid, limits.cells))):
        return tuple(read_file(asked.source, asked.words, content, references))
