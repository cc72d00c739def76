"""Files of which their sizes alone say that they cost little, whatever stands in them: nine returns in ten.

They are read in the run's own process. All others are read in a process of their own, which takes a second to start.
"""

from __future__ import annotations

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.limits.budget import Budget
from pipeline.submissions.files.package import open_package
from pipeline.submissions.files.sniffing import sniff

LARGEST = 1_000_000
"""Bytes, packed: of larger files nothing but the head is fetched before they are read."""
_UNFOLDED = 2_000_000  # bytes of all parts together; a return unfolds into some hundred thousand at most
_PLAIN = 200_000  # bytes of a file that is read as it stands
SIGNED = frozenset(
    {Format.PDF, Format.PICTURE, Format.MEDIA, Format.PROGRAM, Format.RAR, Format.SEVEN_ZIP, Format.GZIP}
)
"""Told by their first bytes, and nothing else of them is looked at."""
_PLAIN_ONES = frozenset({Format.DELIMITED, Format.HTML, Format.EMPTY, Format.DAMAGED, Format.UNKNOWN})
_PARTED = frozenset({Format.WORKBOOK_ZIP, Format.DOCX})


def small_budget() -> Budget:
    """What a harmless file may unfold into; one that wants more is no such."""
    return Budget(values=20_000, laid=200_000)


def is_harmless(content: bytes) -> bool:
    """Whether the whole of ``content`` may be read here: it is small, and cannot unfold into much."""
    if len(content) > LARGEST:
        return False
    try:
        kind = sniff(content) if len(content) <= _PLAIN or content.startswith(b"PK") else told_by_head(content)
        if kind in _PARTED:
            return sum(entry.size for entry in open_package(content).entries) <= _UNFOLDED
    except UnreadableFileError:
        return True  # refused before anything of it is unfolded
    return kind in SIGNED or (kind in _PLAIN_ONES and len(content) <= _PLAIN)


def told_by_head(head: bytes) -> Format | None:
    """The format of a file that begins with ``head``, where its first bytes tell all that is asked; None of any other."""
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):  # opened to see what they are
        return None
    try:
        kind = sniff(head)
    except UnreadableFileError:
        return None
    return kind if kind in SIGNED else None
