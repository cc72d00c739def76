"""Rows of 人工认定.xlsx as the register holds them: every version of each, with what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


class DecisionState(StrEnum):
    """What became of a version of a decision: it stands, a person took it back, or wrote another in its place."""

    STANDING = "有效"
    WITHDRAWN = "撤销"
    REPLACED = "已更改"


@dataclass(frozen=True)
class KeptDecision:
    """One version of one row of 人工认定.xlsx: ``cells`` are its filled cells by column, ``position`` its place.

    ``first_seen`` is the day of the run that first read it, None of one that no run has kept yet.
    ``sight`` counts the runs that saw something new, up to the one that saw this. ``is_marked``: the row bore its 标识.
    """

    sheet: str
    key: str
    cells: Mapping[str, object]
    position: int
    state: DecisionState = DecisionState.STANDING
    is_seen: bool = True
    sight: int = 0
    is_marked: bool = False
    first_seen: date | None = field(default=None, compare=False)


_DATED: Mapping[str, type[date] | type[time]] = {"datetime": datetime, "date": date, "time": time}


def cells_to_json(cells: Mapping[str, object]) -> str:
    """Cells as typed: numbers stay numbers and days stay days."""
    return json.dumps(
        {
            label: {type(value).__name__: value.isoformat()} if isinstance(value, date | time) else value
            for label, value in cells.items()
        },
        ensure_ascii=False,
        sort_keys=True,
        default=str,
    )


def cells_from_json(text: str) -> dict[str, object]:
    """Cells as typed, out of what ``cells_to_json`` made of them."""
    return {
        label: next(_DATED[name].fromisoformat(day) for name, day in value.items())
        if isinstance(value, dict)
        else value
        for label, value in json.loads(text).items()
    }
