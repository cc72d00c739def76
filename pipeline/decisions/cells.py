"""Cells of 人工认定.xlsx as values: units, periods, days, task ids, words of a closed list; what makes no sense is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from unicodedata import normalize

from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import Cell
from pipeline.vocabulary.periods import Period, read_period, read_quarter
from pipeline.vocabulary.terms import Annex, FormKind
from pipeline.vocabulary.text import compact, parse_date
from pipeline.vocabulary.toml_files import read_phrases

_UNITS_APART = re.compile(r"[、，,；;/\n]")
_TASKS_APART = re.compile(r"[、，,；;/\s]+|和|及|与")
_BEFORE_NUMBER = re.compile(r"(?<=[务事第])\s+(?=\d)")
_TASK = re.compile(r"(?P<annex>重点任务|任务|为民办实事|民生实事|为民实事|实事)?第?0*(?P<number>\d{1,3})[项件号]?")
_TASK_FORM = "应写成 任务37 或 实事5"


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
    several = "，一行只填写一个单位" if _UNITS_APART.search(cell.text) else ""
    nearest = known.directory.nearest(cell.text)
    hint = f"，最接近的是 {nearest}" if nearest and not several else ""
    raise InvalidEntryError(cell, f"“{cell.text}”不在单位名录中{several}{hint}")


def task_id(cell: Cell, known: Known) -> str:
    """The id of one of the year's tasks: 任务37, 重点任务 37, 民生实事5; 37 alone where only one annex has it."""
    plain = compact(normalize("NFKC", cell.text))
    match = _TASK.fullmatch(plain)
    annexes = [Annex.KEY_TASK, Annex.LIVELIHOOD]
    if match and match["annex"]:
        annexes = [next(one for one in annexes if match["annex"].endswith(one))]
    meant = [f"{annex}{match['number']}" for annex in annexes] if match else [plain]
    found = [one for one in meant if one in known.bearers]
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidEntryError(cell, f"“{cell.text}”可能是 {' 或 '.join(found)}，请写明是哪一个")
    several = "，一行只填写一个事项" if _TASKS_APART.search(cell.text.strip()) else ""
    raise InvalidEntryError(cell, f"“{cell.text}”不是事项编号，{_TASK_FORM}{several}")


def task_ids(cell: Cell, known: Known) -> tuple[str, ...]:
    """The ids of one task or of several (任务38、任务39), each once, in the order written."""
    parts = _TASKS_APART.split(_BEFORE_NUMBER.sub("", cell.text.strip()))
    return tuple(dict.fromkeys(task_id(replace(cell, text=part), known) for part in parts if part))


def any_period(cell: Cell, known: Known) -> Period:
    """A plan's year or a month, of whatever year; one without a year is in the ledger's."""
    if not cell.text:
        raise InvalidEntryError(cell, "期间没有填写")
    found = read_period(cell.value if isinstance(cell.value, int | float | date) else cell.text, known.year)
    if found:
        return found
    raise InvalidEntryError(cell, f"“{cell.text}”不是期间，应写成 {known.year}（年度计划）或 {known.year}-03（月报）")


def periods(cell: Cell, known: Known) -> tuple[Period, ...]:
    """One period, or the months on which one form reports together (2022-06、2022-07), each once, in their order."""
    parts = [part for part in _TASKS_APART.split(cell.text) if part]
    months = [read_period(part, known.year) for part in parts]
    if len(parts) > 1 and all(one and not one.is_plan for one in months):
        return tuple(sorted({one for one in months if one}))
    return (any_period(cell, known),)


def bulletin_period(cell: Cell, known: Known) -> Period:
    """What a bulletin is on: a period, or a quarter, which is known by its last month."""
    if found := read_quarter(cell.text, known.year):
        return found
    try:
        return any_period(cell, known)
    except InvalidEntryError as error:
        raise InvalidEntryError(cell, f"{error.reason}；季度通报写成 {known.year}年一季度") from error


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
    """The day written in any usual way; one without a year is in the ledger's.

    The number 3.1 is refused: Excel makes it of 3.10 too.
    """
    is_cut = isinstance(cell.value, float) and re.fullmatch(r"\d{1,2}\.[1-3]", cell.text)
    found = None if is_cut else parse_date(cell.value, known.year) or parse_date(cell.text, known.year)
    if found:
        return found
    example = f"应写成如“{known.year}-04-08”的样子"
    raise InvalidEntryError(cell, f"“{cell.text}”不是日期，{example}" if cell.text else f"日期没有填写，{example}")


@dataclass(frozen=True)
class OneOf:
    """A word of a closed list as what it means; ``words`` are those that a person is offered.

    What people write for such a word (phrases/entries.toml) means the same.
    """

    meanings: Mapping[str, object]
    words: tuple[str, ...]
    refusal: str

    def __call__(self, cell: Cell, _: Known) -> object:
        """What the cell's word means; raises InvalidEntryError with the ``refusal``."""
        word = cell.text if cell.text in self.meanings else self._synonyms.get(_plain(cell.text))
        if word is None:
            raise InvalidEntryError(cell, self.refusal.format(text=cell.text))
        return self.meanings[word]

    @cached_property
    def _synonyms(self) -> Mapping[str, str]:
        """Word as people write it → the word of the list; the list's own words go first."""
        said = read_phrases("entries")
        return {
            **{_plain(way): word for word in self.meanings for way in said.get(word, ())},
            **{_plain(word): word for word in self.meanings},
        }


def _plain(text: str) -> str:
    """A word without blanks, width, case and the full stop behind it."""
    return compact(normalize("NFKC", text)).casefold().rstrip("。.!")


def one_of(*words: str, **meanings: object) -> OneOf:
    """The ``words``, each as itself, or the words of ``meanings``; and no other."""
    meant = {str(word): word for word in words} | meanings
    return OneOf(meant, tuple(meant), f"“{{text}}”应为 {'、'.join(meant)} 之一")


form = OneOf(dict(zip(FormKind, FormKind, strict=True)), tuple(FormKind), "“{text}”不是表种，应填 计划 或 落实")
