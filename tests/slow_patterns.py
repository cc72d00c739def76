"""Every regular expression of a room, and strings made from its own pieces on which one that backtracks takes long."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
_MATCHING = ("compile", "sub", "search", "match", "fullmatch", "split", "findall", "finditer")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


@dataclass(frozen=True)
class Pattern:
    """One regular expression and where it stands."""

    module: str
    compiled: re.Pattern[Any]

    def strings(self, length: int) -> Iterator[str | bytes]:
        """Pieces of the pattern repeated, alone and behind the whole of it, with an end that it may not expect."""
        source = self.compiled.pattern
        parsed = _parser.parse(source, 0 if isinstance(source, bytes) else self.compiled.flags & ~re.DEBUG)
        whole = _sample(parsed)
        for piece in sorted({*_repeated(parsed), whole, whole[:-1], *whole[:4], *whole[-4:]} - {""}):
            for text in (piece * (length // len(piece)), whole[:-1] + piece * (length // len(piece)) + "\0"):
                yield text.encode("latin-1", "replace") if isinstance(source, bytes) else text

    @property
    def is_open_ended(self) -> bool:
        """Whether a piece of it may be repeated without end: nothing else makes it slow."""
        flags = 0 if isinstance(self.compiled.pattern, bytes) else self.compiled.flags & ~re.DEBUG
        return any(_endless(_parser.parse(self.compiled.pattern, flags)))


def patterns_of(room: str) -> list[Pattern]:
    """Those that the modules of ``pipeline.<room>`` hold, and those written where they are used."""
    found: dict[tuple[object, int], Pattern] = {}
    for path in sorted((PROJECT / "pipeline" / room).rglob("*.py")):
        name = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        for one in (*_held(vars(module).values(), 4), *_written(path)):
            found.setdefault((one.pattern, one.flags), Pattern(name, one))
    return list(found.values())


def _held(values: Iterable[object], depth: int) -> Iterator[re.Pattern[Any]]:
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif depth and isinstance(value, (list, tuple, set, frozenset)):
            yield from _held(value, depth - 1)
        elif depth and isinstance(value, dict) and len(value) < 500:
            yield from _held(value.values(), depth - 1)


def _written(path: Path) -> Iterator[re.Pattern[Any]]:
    """What is passed to re.sub and the like as it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_use = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MATCHING
        if is_use and ast.unparse(node.func).startswith("re.") and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
            yield re.compile(node.args[0].value)  # type: ignore[attr-defined]


def _sample(parsed: Any) -> str:
    """The shortest text, more or less, that such a piece of a pattern matches."""
    return "".join(_one(code, argument) for code, argument in parsed)


def _one(code: Any, argument: Any) -> str:
    match code:
        case _constants.LITERAL:
            return chr(argument)
        case _constants.NOT_LITERAL | _constants.ANY:
            return "x" if argument != ord("x") else "y"
        case _constants.IN:
            return str(_member(argument))
        case _constants.SUBPATTERN:
            return _sample(argument[-1])
        case _constants.ATOMIC_GROUP:
            return _sample(argument)
        case _constants.BRANCH:
            return _sample(argument[1][0])
        case repeat if repeat in _REPEATS:
            return _sample(argument[2]) * int(max(1, argument[0]))
        case _:
            return ""


def _member(choices: Any) -> str:
    """A character of a class."""
    negated = choices[0][0] is _constants.NEGATE
    for code, argument in choices:
        if negated:
            break
        if code is _constants.LITERAL:
            return chr(argument)
        if code is _constants.RANGE:
            return chr(argument[0])
        if code is _constants.CATEGORY:
            return {"DIGIT": "1", "SPACE": " "}.get(str(argument).removeprefix("CATEGORY_"), "x")
    return "x"


def _within(code: Any, argument: Any) -> Iterator[Any]:
    """The patterns within a piece of a pattern."""
    if code in _REPEATS:
        yield argument[2]
    elif code is _constants.SUBPATTERN:
        yield argument[-1]
    elif code is _constants.BRANCH:
        yield from argument[1]
    elif code in (_constants.ASSERT, _constants.ASSERT_NOT):
        yield argument[1]


def _endless(parsed: Any) -> Iterator[bool]:
    for code, argument in parsed:
        yield code in _REPEATS and argument[1] is _constants.MAXREPEAT
        for inner in _within(code, argument):
            yield from _endless(inner)


def _repeated(parsed: Any) -> Iterator[str]:
    """Samples of all that is repeated, with its neighbours, and each sign of the classes repeated."""
    for place, (code, argument) in enumerate(parsed):
        if code in _REPEATS and argument[1] > 1:
            yield _sample(argument[2])
            yield _sample(parsed[max(0, place - 1) : place + 1])
            for kind, members in argument[2]:
                if kind is _constants.IN and members[0][0] is not _constants.NEGATE:
                    yield from [chr(one) for which, one in members if which is _constants.LITERAL][:3]
        for inner in _within(code, argument):
            yield from _repeated(inner)
