"""Every statement that a text makes, read off the very words that its template may see (R22).

So a variable that is added to a bulletin is put right with the rest, unless it says that it states nothing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from pipeline.outputs.bulletins.words.passages import MADE_UP
from pipeline.outputs.docx.variables import MARKER

_NUMBERS = re.compile(r"\d+")


def statements_of(words: object, within: str = "") -> Iterator[tuple[str, str]]:
    """Places of a text and the words there; a bare number stands in a sentence that is told, a table by its rows.

    What has been made up since the day of the text was no statement of it.
    """
    for field in dataclasses.fields(words):  # type: ignore[arg-type]
        if field.metadata["is_statement"]:
            yield from _told(f"{within}{field.metadata['label']}", getattr(words, field.name))


def _told(label: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        for item in value:
            yield from _told(_head(item), item.removeprefix("另有")) if isinstance(item, str) else _told(label, item)
    elif dataclasses.is_dataclass(value):
        yield from statements_of(value, label)
    elif isinstance(value, str) and value and not value.isdigit() and MARKER not in value and label != MADE_UP:
        yield label, value


def _head(line: str) -> str:
    """What a line is about: how it begins, whatever numbers stand in it and whether another line stands before it."""
    plain = _NUMBERS.sub("", line.removeprefix("另有"))
    return plain.partition("：" if "：" in plain else "，")[0]
