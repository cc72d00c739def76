"""Links of the start page: relative to it, so that the project folder may be moved or shared as a whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

from pipeline.vocabulary.text import clean

WORKBOOK = "台账.xlsx"
_NAMES = ("台账", "台账（新）")  # the second where the first was open in Excel


@dataclass(frozen=True)
class Link:
    """What a reader clicks. A blank ``href`` (no such file any more) is shown as text alone."""

    text: str
    href: str = ""


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
        return Link(text or clean(path.name), self._href(path) if path.exists() else "")

    def sheet(self, name: str) -> Link:
        """The ledger workbook, with the sheet to look at in the words: browsers cannot open a sheet by itself."""
        return self.link(self.workbook, f"{self.workbook.name}“{name}”表")

    def source(self, source: str, text: str = "") -> Link:
        """A file below inbox/ as 来源文件 names it; of a member of an archive (包.zip!成员.xlsx) the archive."""
        parts = source.split("!")
        paths = (self.inbox / "!".join(parts[:length]) for length in range(len(parts), 0, -1))
        found = next((path for path in paths if path.is_file()), None)
        shown = clean(text or source)
        return self.link(found, shown) if found else Link(shown)

    def _href(self, path: Path) -> str:
        try:
            relative = Path(os.path.relpath(path, self.page.parent))
        except ValueError:  # another drive on Windows
            return path.resolve().as_uri()
        return quote(os.fsencode(relative.as_posix()))
