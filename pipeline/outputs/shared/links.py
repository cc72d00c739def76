"""Links from page and workbook to what units sent and what was made: relative, so that the project folder may be moved."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

from pipeline.vocabulary.text import clean

WORKBOOK = "台账.xlsx"
_ARCHIVED = re.compile(r"(\.(?:zip|rar|7z))!.*", re.IGNORECASE | re.DOTALL)
_UNSAFE = str.maketrans({char: f"%{ord(char):02X}" for char in '%# "<>[]`^{}|'})
_LONGEST = 2000  # Excel's limit is 2,079 characters.
_NAMES = ("台账", "台账（新）")  # the second where the first was open in Excel


def received_path(source: str) -> str:
    """The path below inbox/ of the file that 来源文件 names: of a member (包.zip!成员.xlsx) that of its archive."""
    return _ARCHIVED.sub(r"\1", source)


def _way(target: Path, workbook: Path) -> str:
    """The way from the folder of ``workbook`` to ``target``."""
    try:
        return Path(os.path.relpath(target, workbook.parent)).as_posix()
    except ValueError:  # another drive of Windows: no relative way leads there
        return target.as_posix()


class SourceLinks:
    """Turns sources (paths relative to inbox/, ``/``) into links from the workbook at ``workbook``."""

    def __init__(
        self, workbook: Path, inbox: Path | None = None, originals: Mapping[str, Path | None] | None = None
    ) -> None:
        """``originals``: sources that lie in the inbox no more → their originals in archive/ (None: no link leads there)."""
        self._base = _way(inbox or workbook.parent.parent / "inbox", workbook)
        self._originals = {source: _way(path, workbook) if path else "" for source, path in (originals or {}).items()}

    def of(self, *sources: str) -> str:
        """The link to the last of several files, which is in force (R12); blank for no source."""
        last = sources[-1] if sources else ""
        way = self._originals.get(last, f"{self._base}/{received_path(last)}") if last else ""
        target = way.translate(_UNSAFE)
        return target if len(target) <= _LONGEST else ""


@dataclass(frozen=True)
class Link:
    """What a reader clicks. A blank ``href`` (no such file any more) is shown as text alone."""

    text: str
    href: str = ""


def href(page: Path, target: Path) -> str:
    """The way from ``page`` to ``target`` as a link has it."""
    try:
        relative = Path(os.path.relpath(target, page.parent))
    except ValueError:  # another drive on Windows
        return target.resolve().as_uri()
    return quote(os.fsencode(relative.as_posix()))


@dataclass(frozen=True)
class Places:
    """Where the page lies, and what it links to: the ledger as written by this run, inbox/ and master/."""

    page: Path
    workbook: Path
    inbox: Path
    master: Path

    @classmethod
    def of(cls, page: Path, written: Sequence[Path], inbox: Path | None, master: Path | None) -> Self:
        """``inbox`` and ``master`` default to the folders beside the page's own (docs/contract.md)."""
        root = page.parent.parent
        beside = [path for path in written if path.parent == page.parent and path.stem in _NAMES]
        workbook = beside[0] if beside else page.with_name(WORKBOOK)
        return cls(page, workbook, inbox or root / "inbox", master or root / "master")

    def link(self, path: Path, text: str = "") -> Link:
        """A link to ``path`` called ``text``, else by its name."""
        return Link(text or clean(path.name), href(self.page, path) if path.exists() else "")

    def sheet(self, name: str) -> Link:
        """The ledger workbook, with the sheet to look at in the words: browsers cannot open a sheet by itself."""
        return self.link(self.workbook, f"{self.workbook.name}“{name}”表")

    def source(self, source: str, text: str = "") -> Link:
        """A file below inbox/ as 来源文件 names it; a member of an archive leads to the archive."""
        path = self.inbox / received_path(source)
        shown = clean(text or source)
        return self.link(path, shown) if path.is_file() else Link(shown)
