"""Cells of 人工认定.xlsx as values: units, periods, days, task ids, words of a closed list; what makes no sense is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import Cell
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import compact, parse_date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class InvalidEntryError(Exception):
    """A cell that cannot be understood, or could have no effect: ``place`` and the ``reason`` for people."""

    def __init__(self, cell: Cell, reason: str) -> None:
        super().__init__(reason)
        self.place, self.reason = cell.place, reason


@dataclass(frozen=True)
class Known:
    """What an entry may speak of: units, tasks (id → the units that bear it), the year's collections (→ due date)."""

    directory: UnitDirectory
    bearers: Mapping[str, frozenset[str]]
    year: int
    due_dates: Mapping[Period, date]

    def collects(self, period: Period) -> bool:
        """Whether returns of ``period`` are collected this year."""
        return period.year == self.year and (not self.due_dates or period in self.due_dates)


def text(cell: Cell, _: Known) -> str:
    """The cell as written: any text will do."""
    return cell.text


def source(cell: Cell, _: Known) -> str:
    """来源文件 as the list of receipts shows it, also where it was copied from Windows."""
    return cell.text.replace("\\", "/").removeprefix("inbox/")


def unit(cell: Cell, known: Known) -> str:
    """The unit's name in 单位名录."""
    found = known.directory.find(cell.text)
    if found:
        return found.name
    if not cell.text:
        raise InvalidEntryError(cell, "单位没有填写")
    several = "，一行只填写一个单位" if re.search(r"[、，,；;/\n]", cell.text) else ""
    raise InvalidEntryError(cell, f"“{cell.text}”不在单位名录中{several}")


def task_id(cell: Cell, known: Known) -> str:
    """The id of one of the year's tasks, also in full-width digits or with blanks."""
    plain = compact(normalize("NFKC", cell.text))
    if plain in known.bearers:
        return plain
    raise InvalidEntryError(cell, f"“{cell.text}”不是事项编号，应写成 任务37 或 实事5")


def any_period(cell: Cell, _: Known) -> Period:
    """A plan's year or a month, of whatever year."""
    written = cell.text
    if not written:
        raise InvalidEntryError(cell, "期间没有填写")
    try:
        return Period.parse(written[:7] if _DAY.fullmatch(written) else written)  # Excel turns 2022-03 into a day
    except ValueError:
        raise InvalidEntryError(cell, f"“{written}”不是期间，应写成 2022 或 2022-03") from None


def period(cell: Cell, known: Known) -> Period:
    """A period of this year's collections."""
    found = any_period(cell, known)
    if known.collects(found):
        return found
    collected = list(known.due_dates)
    told = f"应为{known.year}年"
    if len(collected) > 1:
        told = f"本年度的期间是 {collected[0]}、{collected[1]} 至 {collected[-1]}"
    raise InvalidEntryError(cell, f"“{cell.text}”不是本年度的报送期间，{told}")


def day(cell: Cell, known: Known) -> date:
    """The day written in any usual way; one without a year is in the ledger's."""
    found = parse_date(cell.value, known.year) or parse_date(cell.text, known.year)
    if found:
        return found
    raise InvalidEntryError(cell, f"“{cell.text}”不是日期，应写成 2022-04-08" if cell.text else "日期没有填写")


@dataclass(frozen=True)
class OneOf:
    """A word of a closed list as what it means; ``words`` are those that a person is offered."""

    meanings: Mapping[str, object]
    words: tuple[str, ...]
    refusal: str

    def __call__(self, cell: Cell, _: Known) -> object:
        """What the cell's word means; raises InvalidEntryError with the ``refusal``."""
        if cell.text not in self.meanings:
            raise InvalidEntryError(cell, self.refusal.format(text=cell.text))
        return self.meanings[cell.text]


def one_of(*words: str, **meanings: object) -> OneOf:
    """The ``words``, each as itself, or the words of ``meanings``; and no other."""
    meant = {str(word): word for word in words} | meanings
    return OneOf(meant, tuple(meant), f"“{{text}}”应为 {'、'.join(meant)} 之一")


form = OneOf(
    {word: kind for kind in FormKind for word in (kind, kind.annex)},
    tuple(FormKind),
    "“{text}”不是表种，应填 计划 或 落实",
)
