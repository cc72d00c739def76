"""Values in words: how a period, a list, a rate or a light's change is written, the same in every output.

The ledger holds values; here, and nowhere before, they become what people read (R29).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import Column, DutyMonthRow, DutyRow
from pipeline.vocabulary.text import chinese_date
from pipeline.vocabulary.values import LightChange, MonthLight, Rate, Reason, UnitText


def cell_value(value: object, column: Column) -> object:
    """What stands in a cell of ``column``: numbers, days and plain text as they are, other values in words."""
    if type(value) is tuple:  # not a named one, which is a value of its own
        return column.joint.join(words_of(one) for one in value)
    return value if value is None or isinstance(value, int | float | date) else words_of(value)


def words_of(value: object) -> str:
    """One value in words."""
    if type(value) is str:  # nearly every cell
        return value
    if isinstance(value, LightChange):
        return change_words(value)
    if isinstance(value, MonthLight):
        return f"{value.month.label}{value.light}"
    if isinstance(value, UnitText):
        return f"{value.unit}：{value.text}" if value.unit else value.text
    if isinstance(value, Reason):
        return f"{value.scale}{'：' if value.scale else ''}{value.unit}{value.text}"
    if isinstance(value, Rate):
        return wording.rate(value.part, value.whole)
    return str(value)


def change_words(change: LightChange) -> str:
    """↑好转：黄→绿, ↓变差：绿→红, 持平; 灰→绿 without a verdict."""
    moved = f"{change.before}→{change.now}"
    if change.before is change.now:
        return str(change.trend)
    return f"{change.trend}：{moved}" if change.trend else moved


def tally_words(period: Period | None) -> str:
    """As of when tasks are counted: 截至9月底; 目前 before the first collection is over (R29)."""
    return f"截至{wording.period_end(period)}" if period else "目前"


def as_of_words(period: Period | None, cutoff: date) -> str:
    """Both days of R29: 进展截至9月底，报送情况统计至2022年10月17日."""
    progress = f"进展截至{wording.period_end(period)}，" if period else ""
    return f"{progress}报送情况统计至{chinese_date(cutoff)}"


def listed(values: Iterable[Period | StrEnum | str | Reason], joint: str = "、") -> str:
    """Several values one after the other."""
    return joint.join(words_of(value) for value in values)


def place_words(row: DutyRow | DutyMonthRow) -> str:
    """Where a row came from: file › sheet › 第n行; blank for a row that nothing was received for."""
    return " › ".join(part for part in (row.source, row.sheet, f"第{row.row}行" if row.row else "") if part)


def rate_cell(rate: Rate) -> float | str:
    """A rate as a number for a cell in per cent, — of nothing."""
    return wording.NO_RATE if rate.share is None else rate.share
