"""One file that is registered as issued: in its final form, or refused with the reason (R21, R22)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from docx.document import Document

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import BulletinText
from pipeline.outputs.bulletins.issuing.checking import Naming, draft_marks, wrong_names
from pipeline.outputs.bulletins.issuing.final_form import Filled, as_final
from pipeline.outputs.bulletins.issuing.names import REGISTER
from pipeline.outputs.bulletins.issuing.reading import open_word
from pipeline.vocabulary.findings import Finding, Kind, finding


@dataclass(frozen=True)
class Issue:
    """The bulletin ``name`` of ``place`` (in outbox/) as registered by ``entry``: its ``content``, none where it is refused.

    ``finish``: what makes the final form of its public edition. ``source``: the file of a person's that it is made of, None
    where it is the tool's own. ``others``: the files of its other editions, by their places; ``lay``: the draft with whose
    companions it was issued, None: with those in outbox/. ``made_of``: the SHA-256 of the file of which it is the final form.
    """

    name: str
    place: str
    entry: IssuedBulletin
    content: bytes = b""
    faults: tuple[Finding, ...] = ()
    finish: Callable[[bytes], bytes] = field(default=bytes, compare=False, repr=False)
    source: Path | None = None
    others: tuple[tuple[str, bytes], ...] = ()
    lay: BulletinText | None = None
    made_of: str = ""


@dataclass(frozen=True)
class Yardstick:
    """What a file is held against: who may be named, the ``final`` text of the same facts and the ``draft``, where there are any.

    ``in_full``: a text with units by their full names, whatever it calls them.
    """

    naming: Naming = field(default_factory=Naming)
    final: bytes = b""
    draft: bytes = b""
    in_full: Callable[[str], str] = field(default=str, compare=False)


def settled(content: bytes, filled: Filled, yardstick: Yardstick) -> tuple[bytes, tuple[str, ...]]:
    """``content`` in its final form, and what stands in the way of keeping it as issued."""
    try:
        final = as_final(content, filled)
        document = open_word(final)
    except Exception:  # python-docx lets through whatever zip and XML parsing stumble over
        return content, ("不是完好的 Word 文档（.docx）",)
    held = (_opened(yardstick.final), _opened(yardstick.draft))
    return final, (*draft_marks(document), *wrong_names(document, yardstick.naming, *held, yardstick.in_full))


def _opened(content: bytes) -> Document | None:
    try:
        return open_word(content) if content else None
    except Exception:  # a text of the tool's own that a disk has damaged measures nothing
        return None


def refusal(name: str, file: str, reasons: tuple[str, ...]) -> Finding:
    """The file is not kept, and why."""
    return finding(Kind.ISSUE_REFUSED, REGISTER, name=name, file=file, reasons="；".join(reasons))


def without_file(name: str, file: str) -> Finding:
    """The file that a person registered is not there."""
    return finding(Kind.REGISTRATION_FILE, REGISTER, name=name, file=file)
