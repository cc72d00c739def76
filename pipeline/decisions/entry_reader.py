"""Cells of a row of 人工认定.xlsx as values: units, periods, days, task ids; what makes no sense is named with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import Cell, SheetRow
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import compact, parse_date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class InvalidEntryError(Exception):
    """A cell that cannot be understood: ``place`` and the ``reason`` for people."""

    def __init__(self, cell: Cell, reason: str) -> None:
        super().__init__(reason)
        self.place, self.reason = cell.place, reason


@dataclass(frozen=True)
class EntryReader:
    """Reads typed values out of a row's cells; the first that makes no sense, or could have no effect, ends the row.

    ``bearers``: task id → the units that bear it. ``due_dates``: the collections of the year.
    """

    directory: UnitDirectory
    bearers: Mapping[str, frozenset[str]]
    year: int
    due_dates: Mapping[Period, date] = field(default_factory=dict)

    def text(self, row: SheetRow, column: str, *, wanted: str = "") -> str:
        """The cell's text; ``wanted`` says why a blank one ends the row."""
        text = row[column].text
        if wanted and not text:
            raise InvalidEntryError(row[column], wanted)
        return text

    def source(self, row: SheetRow) -> str:
        """来源文件 as the list of receipts shows it, also where it was copied from Windows."""
        return row["来源文件"].text.replace("\\", "/").removeprefix("inbox/")

    def unit(self, row: SheetRow, *, column: str = "单位", is_required: bool = True) -> str:
        text = row[column].text
        if not text and not is_required:
            return ""
        unit = self.directory.find(text)
        if not unit:
            raise InvalidEntryError(row[column], _unknown_unit(text))
        return unit.name

    def bearing_unit(self, row: SheetRow, task_id: str = "", *, is_required: bool = True) -> str:
        """A unit that bears ``task_id``, or without one any task: of others nothing is owed, and an entry is a slip."""
        unit = self.unit(row, is_required=is_required)
        bearing = self.bearers[task_id] if task_id else frozenset().union(*self.bearers.values())
        if unit and unit not in bearing:
            what = f"不是{task_id}的责任单位" if task_id else "没有承担任务，不需要报送"
            raise InvalidEntryError(row["单位"], f"{unit}{what}，请核对单位名称")
        return unit

    def task_id(self, row: SheetRow, *, column: str = "事项编号", is_required: bool = True) -> str:
        text = row[column].text
        if not text and not is_required:
            return ""
        plain = compact(normalize("NFKC", text))
        if plain in self.bearers:
            return plain
        raise InvalidEntryError(row[column], f"“{text}”不是事项编号，应写成 任务37 或 实事5")

    def form(self, row: SheetRow) -> FormKind | None:
        text = row["表种"].text
        if not text:
            return None
        for kind in FormKind:
            if text in (kind, kind.annex):
                return kind
        raise InvalidEntryError(row["表种"], f"“{text}”不是表种，应填 计划 或 落实")

    def period(self, row: SheetRow, column: str) -> Period | None:
        text = row[column].text
        if not text:
            return None
        try:
            return Period.parse(text[:7] if _DAY.fullmatch(text) else text)  # Excel turns 2022-03 into a day
        except ValueError:
            raise InvalidEntryError(row[column], f"“{text}”不是期间，应写成 2022 或 2022-03") from None

    def owed_period(self, row: SheetRow, column: str = "期间") -> Period:
        """A period that must be there."""
        period = self.period(row, column)
        if not period:
            raise InvalidEntryError(row[column], f"{column}没有填写")
        return period

    def collected_period(self, row: SheetRow, column: str = "期间") -> Period:
        """A period of this year's collections."""
        period = self.owed_period(row, column)
        if period.year != self.year or (self.due_dates and period not in self.due_dates):
            known = list(self.due_dates) or [Period(self.year)]
            told = (
                f"，本年度的期间是 {known[0]}、{known[1]} 至 {known[-1]}" if len(known) > 1 else f"，应为{self.year}年"
            )
            raise InvalidEntryError(row[column], f"“{row[column].text}”不是本年度的报送期间{told}")
        return period

    def form_and_period(self, row: SheetRow, reason: str) -> tuple[FormKind, Period]:
        """The return that an entry is about: a plan's year or a month of progress."""
        form = self.form(row)
        if not form or not row["期间"].text:
            raise InvalidEntryError(row["期间" if form else "表种"], reason)
        period = self.collected_period(row)
        if period.is_plan is not (form is FormKind.PLAN):
            raise InvalidEntryError(row["期间"], "计划的期间应写成 2022，落实的期间应写成 2022-03")
        return form, period

    def optional_day(self, row: SheetRow, column: str) -> date | None:
        return self.day(row, column) if row[column].text else None

    def day(self, row: SheetRow, column: str) -> date:
        cell = row[column]
        day = parse_date(cell.value, self.year) or parse_date(cell.text, self.year)
        if not day:
            raise InvalidEntryError(cell, f"“{cell.text}”不是日期，应写成 2022-04-08" if cell.text else "日期没有填写")
        return day

    def one_of(self, row: SheetRow, column: str, *allowed: str) -> str:
        text = row[column].text
        if text not in allowed:
            raise InvalidEntryError(row[column], f"“{text}”应为 {'、'.join(word for word in allowed if word)} 之一")
        return text


def _unknown_unit(text: str) -> str:
    if not text:
        return "单位没有填写"
    return f"“{text}”不在单位名录中" + ("，一行只填写一个单位" if re.search(r"[、，,；;/\n]", text) else "")
