"""How a form is signed below its table: a unit's name, a day, or both, without labels, with or without seal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.submissions.files.grid import Value
from pipeline.submissions.forms.labels import SEALED, signed_name
from pipeline.submissions.forms.tables import FormTable
from pipeline.vocabulary.text import compact

_DAY = re.compile(
    r"((20|二[〇零○])\S{2}年)?\S{1,3}月\S{1,3}[日号]([上下]午)?|(20)?\d\d[-./．]\d{1,2}[-./．]\d{1,2}|20\d{6}"
)


def own_texts(table: FormTable, row: int) -> list[str]:
    """The texts written in a row; what merged areas show from elsewhere is left out."""
    grid = table.grid
    return [text for column, text in enumerate(grid.texts[row]) if text and (row, column) not in grid.filled]


def signed_rows(table: FormTable, furniture: frozenset[int]) -> frozenset[int]:
    """Rows with nothing but a unit's name, a day, or both: how a letter is signed. Without a seal only below all tasks."""
    found = set()
    is_below = True
    for row in range(table.end - 1, table.first - 1, -1):
        if not is_below and "章" not in "".join(table.grid.texts[row]):
            continue
        texts = own_texts(table, row)
        if _is_signature(texts) and (is_below or any(SEALED.fullmatch(compact(text)) for text in texts)):
            found.add(row)
        elif texts and row not in furniture:
            is_below = False
    return frozenset(found)


def _is_signature(texts: Sequence[str]) -> bool:
    return 0 < len(texts) <= 2 and all(signed_name(text) or _DAY.fullmatch(compact(text)) for text in texts)


def read_signatures(table: FormTable, places: Iterable[tuple[int, int]]) -> Iterator[tuple[str, Value]]:
    """The unit and the day with which a table is signed below, without labels."""
    for row, column in places:
        value = table.grid.value(row, column)
        name = signed_name(value) if isinstance(value, str) else ""
        yield ("unit", name) if name else ("reported", value)
