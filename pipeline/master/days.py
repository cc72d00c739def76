"""Days that people write into the tables of master/: 启用日期, 停用日期, and （至2022-06-30） behind a name."""

from __future__ import annotations

import re
from datetime import date

from pipeline.master.workbook import Cell, SheetRow
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.text import parse_date
from pipeline.vocabulary.values import ALWAYS, Span

STARTS, ENDS = "启用日期", "停用日期"  # columns that a person adds where something begins or ends within the year
_DAY, _TO = r"[\d年月日./-]+", r"(?:至|到|—+|–|~|～)"
TERM = re.compile(  # （至2022-06-30）, （2022-07-01起）, （2022-04-21至2022-06-30）
    rf"[（(](?:[自从]?(?P<first>{_DAY})(?:起|(?={_TO})))?[，,、\s]*(?:{_TO}(?P<last>{_DAY})止?)?[）)]"
)
_LOOKS_LIKE_DAYS = re.compile(r"[（(][^（()）]*\d[^（()）]*[）)]")
_FIRST_YEAR = 2000
_REMEDY = "请填写如 2022-06-30 的日期。"


def day_of(cell: Cell | None) -> date | None:
    """The day in ``cell``, None where it is blank or not there; raises MasterError for what is no day."""
    if cell is None or not cell.text:
        return None
    day = parse_date(cell.value if isinstance(cell.value, date | int | float) else cell.text, 1)
    if day is None or day.year < _FIRST_YEAR:
        raise MasterError(f"{cell.place} 的“{cell.text}”不是日期。", _REMEDY)
    return day


def days_of(row: SheetRow) -> tuple[date | None, date | None]:
    """启用日期 and 停用日期 of a row, each None where it is blank or the column is not there."""
    cells = {**row.cells, **row.extras}
    first, last = day_of(cells.get(STARTS)), day_of(cells.get(ENDS))
    if first and last and last < first:
        raise MasterError(f"{cells[ENDS].place} 的停用日期早于启用日期。", "请核对两个日期，改正其中一处。")
    return first, last


def spans_of(row: SheetRow) -> tuple[Span, ...]:
    """The days of a row as a span; ALWAYS where it has none."""
    days = days_of(row)
    return (Span(*days),) if any(days) else ALWAYS


def term_at(text: str, position: int) -> tuple[Span | None, int] | None:
    """The days in brackets at ``position`` and their end; None where there are none, no span where nobody can read them."""
    brackets = _LOOKS_LIKE_DAYS.match(text, position)
    return (_span(text[position : brackets.end()]), brackets.end()) if brackets else None


def _span(brackets: str) -> Span | None:
    term = TERM.fullmatch(brackets)
    if not term or not (term["first"] or term["last"]):
        return None
    days = [parse_date(written, 1) if written else None for written in (term["first"], term["last"])]
    if any(written and (not day or day.year < _FIRST_YEAR) for written, day in zip(term.groups(), days, strict=True)):
        return None
    first, last = days
    return None if first and last and last < first else Span(first, last)
