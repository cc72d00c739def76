"""What else a correction puts right: a sentence by sentence, a table row by row, each once and no more of it than changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from pipeline.ledger.model import Restated
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered

_INNER = str.maketrans("“”", "‘’")
_TABLES = (
    (re.compile("附件表(.*)"), "附件表"),
    (re.compile("表中(“.*”)一行"), "统计表"),
    (re.compile("附件1(.+)"), "督促事项表"),
    (re.compile("报送表(.*)"), "报送情况表"),
)
"""The places of rows, by their beginning, and what a reader calls the table."""
_PART = re.compile("[^，；。]+[，；。]?")


def replaced(restated: Iterable[Restated]) -> Iterator[str]:
    """A paragraph for each sentence that says something else now, then one for each table with its rows."""
    told = list(restated)
    sentences = dict.fromkeys((one.before, one.now) for one in told if not _row(one.place))
    yield from (f"{_changed(before, now, '相应更正为')}。" for before, now in sentences)
    rows = gathered((row[0], (row[1], one)) for one in told if (row := _row(one.place)))
    for table, members in rows.items():
        changes = (f"{name}一行，{_changed(*_differing(one.before, one.now), '更正为')}" for name, one in members)
        yield f"{table}相应更正：{'；'.join(changes)}。"


def _row(place: str) -> tuple[str, str] | None:
    """The table and the row at ``place``; None of a sentence."""
    found = ((pattern.fullmatch(place), table) for pattern, table in _TABLES)
    return next(((table, match[1]) for match, table in found if match), None)


def _changed(before: str, now: str, verb: str) -> str:
    if not now:
        return f"“{_clean(before)}”删去"
    if not before:
        return f"增加“{_clean(now)}”"
    return f"“{_clean(before)}”{verb}“{_clean(now)}”"


def _differing(before: str, now: str) -> tuple[str, str]:
    """The cells of a row from the first to the last that differ; the whole row where one side would be left with nothing."""
    old, new = _PART.findall(before), _PART.findall(now)
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    kept = "".join(old[first : len(old) - last]), "".join(new[first : len(new) - last])
    return kept if all(kept) else (before, now)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many parts from the beginning are the same."""
    return sum(
        1
        for _ in takewhile(lambda pair: pair[0].strip("，；。") == pair[1].strip("，；。"), zip(old, new, strict=False))
    )


def _clean(words: str) -> str:
    return wording.quote(words).rstrip("，；。").translate(_INNER)
