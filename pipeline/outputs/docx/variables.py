"""Variables of the templates: each field of a words dataclass with the Chinese name and meaning that a clerk sees."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

# A unit's braces must not read as a template's own: they travel as these two and come back after the filling.
_BRACES = str.maketrans({"{": "\U000f0001", "}": "\U000f0002"})
_BACK = str.maketrans({"\U000f0001": "{", "\U000f0002": "}"})
MARKER = "\U000f0010"
Words = TypeVar("Words")


@dataclass(frozen=True)
class Variable:
    """``label`` as templates write it; ``parts`` are the variables of each item of a list, or of a whole.

    ``is_insert``: a table or chart that takes the place of its paragraph.
    """

    label: str
    meaning: str
    is_list: bool = False
    is_condition: bool = False
    is_insert: bool = False
    parts: tuple[Variable, ...] = ()


def said(label: str, meaning: str, *, is_statement: bool = True, is_insert: bool = False) -> Any:
    """A field that templates know as ``label``; one that states nothing of the ledger (asks, quotes) is never put right."""
    told = {"label": label, "meaning": meaning, "is_statement": is_statement, "is_insert": is_insert}
    return dataclasses.field(metadata=told)


def variables_of(words: type[Any]) -> tuple[Variable, ...]:
    """The variables of a words dataclass in the order of its fields."""
    hints = get_type_hints(words)
    return tuple(
        _variable(field.metadata["label"], field.metadata["meaning"], hints[field.name], field.metadata["is_insert"])
        for field in dataclasses.fields(words)
    )


_BLANKS: dict[Any, Any] = {str: "", bool: False, tuple: ()}


def _variable(label: str, meaning: str, hint: Any, is_insert: bool) -> Variable:
    is_list = get_origin(hint) is tuple
    inner = get_args(hint)[0] if is_list else hint
    if isinstance(inner, UnionType):
        inner = next(one for one in get_args(inner) if one is not type(None))
    parts = variables_of(inner) if isinstance(inner, type) and dataclasses.is_dataclass(inner) else ()
    return Variable(label, meaning, is_list, inner is bool, is_insert, parts)


def unsaid(words: type[Words], **told: Any) -> Words:
    """``words`` that say what is ``told`` and nothing else: every other text is blank, every condition False (R24)."""
    blank = {name: _BLANKS.get(get_origin(hint) or hint) for name, hint in get_type_hints(words).items()}
    return words(**{**blank, **told})


def context_of(words: object) -> dict[str, Any]:
    """What a template may see of ``words``: strings, truths, lists and wholes under their labels, braces set aside."""
    return {
        field.metadata["label"]: _shown(getattr(words, field.name))
        for field in dataclasses.fields(words)  # type: ignore[arg-type]
    }


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_shown(item) for item in value]
    if dataclasses.is_dataclass(value):
        return context_of(value)
    if isinstance(value, bool) or value is None:
        return value
    return str(value).translate(_BRACES)


def told_in(context: Any, wording: Callable[[str], str]) -> Any:
    """``context`` with ``wording`` of every text in it."""
    if isinstance(context, dict):
        return {label: told_in(value, wording) for label, value in context.items()}
    if isinstance(context, list):
        return [told_in(value, wording) for value in context]
    return wording(context) if isinstance(context, str) else context


def with_braces(text: str) -> str:
    """``text`` with a unit's own braces back."""
    return text.translate(_BACK)
