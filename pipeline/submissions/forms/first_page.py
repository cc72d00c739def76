"""The first page of a document: its title, the lines around its text, and whether a form stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid, UnreadableFileError
from pipeline.submissions.files.readers.doc import CELL_END, read_doc_text
from pipeline.submissions.forms.headings import Headings, names_form
from pipeline.vocabulary.text import clean, compact

_FIRST_LINES, _LAST_LINES = 12, 6
_LONGEST_TITLE = 60
_SENTENCE = 30
_ADDRESS = 200  # characters at the head of a letter that say to whom it goes
# What the title of a written material ends with; a version or a place in brackets may follow.
_TITLE = re.compile(
    r"(报告|汇报|总结|小结|方案|材料|说明|情况|打算|安排|推进计划|工作计划)([（(][^）)]{0,12}[）)]|\d|[一二三四五])*$"
)
_FIELDS_OF_FORM = 2
# 各位领导： is written to the office, 各科室、局属各单位： within a unit.
_TO_MANY = re.compile(
    "(?![^：:]*(科室|股室|[下所直局]属))(全区|区直|有关|机关)?各([^。；：:]{0,40}各)?[^，。；：:]{0,30}(单位|部门|街道|镇|乡)[^，。；：:]{0,20}[:：]"
)


@dataclass(frozen=True)
class FirstPage:
    """``head``: the short lines before the text begins; ``foot``: the last lines (落款); ``text`` begins the text."""

    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    text: str = ""
    holds_form: bool = False

    @property
    def title(self) -> str:
        """The lines up to the one that says what the document is; '' where none does."""
        for index, line in enumerate(self.head):
            if _TITLE.search(line):
                return "".join(self.head[max(0, index - 2) : index + 1])
        return ""

    @property
    def is_circular(self) -> bool:
        """Whether it is a letter to many: 各有关单位：…; what a unit sends is written to the office or to nobody."""
        return any(_TO_MANY.match(line[:_ADDRESS]) for line in (*self.head, self.text))

    @property
    def is_material(self) -> bool:
        """Whether it says of itself that it is a report, a summary or a plan, in words and not as a form (R2)."""
        return bool(self.title and self.text) and not self.holds_form and not names_form(self.title)


def read_first_page(format: Format, content: bytes, grids: Sequence[Grid], headings: Headings) -> FirstPage:
    """The first page of a .docx (``grids``) or of a .doc or .wps (``content``); a blank one where there are no words."""
    rows = list(_rows(format, content, grids))
    holds_form = any(_is_header(row, headings) for row in rows)
    return _page([line for row in rows for text in row for line in clean(text).split("\n")], holds_form)


def _rows(format: Format, content: bytes, grids: Sequence[Grid]) -> Iterator[Sequence[str]]:
    """The lines of the document, each a row of cells; none where its words cannot be read."""
    if format is Format.DOCX:
        yield from ([text for text in row if text] for grid in grids for row in grid.texts)
    elif format is Format.DOC:
        with suppress(UnreadableFileError):
            yield from (line.split(CELL_END) for line in read_doc_text(content).split("\r"))


def _page(written: Iterable[str], holds_form: bool) -> FirstPage:
    lines = [line for one in written if (line := compact(one))]
    begins = next((n for n, line in enumerate(lines) if _is_sentence(line)), len(lines))
    head = tuple(lines[: min(begins, _FIRST_LINES)])
    foot = tuple(line for line in lines[max(begins, len(lines) - _LAST_LINES) :] if len(line) <= _SENTENCE)
    return FirstPage(head, foot, "".join(lines[begins:])[:1000], holds_form)


def _is_sentence(line: str) -> bool:
    return len(line) > _LONGEST_TITLE or (len(line) > _SENTENCE and line.endswith(("。", "；", "，")))


def _is_header(row: Sequence[str], headings: Headings) -> bool:
    """Whether a row of a table names columns of a form."""
    known = [text for text in row if headings.fields[clean(text)]]
    return len(row) > _FIELDS_OF_FORM and len(known) >= _FIELDS_OF_FORM
