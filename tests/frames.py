"""Frames of the ledger's tables written down in words, as people see them: 2022-03, 按时, 任务1、任务2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pandas as pd

from pipeline.outputs.shared.words import cell_value
from pipeline.vocabulary import tables
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import Table
from pipeline.vocabulary.tables.table import objects
from pipeline.vocabulary.terms import Light
from pipeline.vocabulary.values import LightChange, MonthLight, Reason, UnitText


def frame_of(table: Table[Any], rows: Iterable[Mapping[str, object]] = ()) -> pd.DataFrame:
    """A frame of ``table``; a row names what it fills, in words or as values. A word that means nothing raises."""
    return table.frame(row_of(table, row) for row in rows)


def row_of(table: Table[Any], words: Mapping[str, object]) -> Any:
    """One row of ``table`` out of words."""
    hints = _hints(table.row)  # type: ignore[arg-type]  # a class can be hashed
    assert words.keys() <= hints.keys(), f"{table.sheet} has no {words.keys() - hints.keys()}"
    values = {name: _value(hints[name], word) for name, word in words.items() if word is not None}
    if table.row is tables.FindingRow:
        values.setdefault("kind", _kind(values.get("category", "")))
    return table.row(**values)


@cache  # evaluating the annotations of a row takes longer than all the rest of a sample
def _hints(row: Any) -> Mapping[str, Any]:
    """The type of each field of a row."""
    hints = get_type_hints(row)
    return {field.name: hints[field.name] for field in fields(row)}


def _value(hint: Any, word: object) -> Any:
    inner = next((one for one in get_args(hint) if one is not type(None)), hint) if _is_optional(hint) else hint
    if not isinstance(word, str) or isinstance(word, StrEnum):
        return word
    if get_origin(inner) is tuple:
        joint = "；" if get_args(inner)[0] is Reason else "[、，\n]"
        parts = re.split(joint, word) if word else []
        return tuple(_value(get_args(inner)[0], part) for part in parts)
    return _PARSERS.get(inner, inner if isinstance(inner, type) and issubclass(inner, StrEnum) else str)(word)


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) is UnionType


def _change(word: str) -> LightChange:
    before, _, now = word.rpartition("：")[2].partition("→")
    return LightChange(Light(before), Light(now))


def _month_light(word: str) -> MonthLight:
    month, _, light = word.partition("月")
    return MonthLight(Period(2022, int(month)), Light(light))


def _kind(category: str) -> Kind | None:
    return next((kind for kind in Kind if kind.value.category == category), None)


_PARSERS: dict[Any, Any] = {
    Period: lambda word: Period.parse(word) if word else None,
    UnitText: lambda word: UnitText("", word),
    Reason: lambda word: Reason(word.rpartition("：")[2], "", word.partition("：")[0] if "：" in word else ""),
    LightChange: _change,
    MonthLight: _month_light,
    Kind: _kind,
}


def fill(frame: pd.DataFrame, column: str, value: object) -> None:
    """``value`` in every row of a column, as it is."""
    frame[column] = objects([value] * len(frame), frame.index)


def in_words(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as people read them in the workbook; what is blank stays as it is."""
    columns = {column.name: column for table in _ALL if set(table.names) <= set(frame) for column in table.columns}
    rows = zip(*(frame[name] for name in frame), strict=True)
    named = (dict(zip(frame, row, strict=True)) for row in rows)
    return [
        {str(name): cell_value(value, columns[name]) if name in columns else value for name, value in row.items()}
        for row in named
    ]


def only(frame: pd.DataFrame, **values: object) -> dict[str, Any]:
    """The one row of ``frame`` whose columns have these values, in words; fails where there is none or more."""
    for name, value in values.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1, f"{values}: {len(frame)} rows"
    return in_words(frame)[0]


_ALL: tuple[Table[Any], ...] = (*tables.DATA_TABLES, tables.SCORES)
