"""Equal values have equal fingerprints, over runs and machines: what a product is worked out from, in one word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from operator import attrgetter
from pathlib import PurePath
from typing import Any

_TELLERS: dict[type, Callable[[Any], bytes]] = {}
_PLAIN = (int, float, date, PurePath, type(None))


def fingerprint(*values: object) -> str:
    """SHA-256 over ``values`` in hexadecimal; TypeError for what does not say all that it is."""
    return sha256(_told(values)).hexdigest()


def _told(value: object) -> bytes:
    """The value in bytes, unambiguous: whatever has parts tells its kind and how many they are."""
    kind = type(value)
    if kind not in _TELLERS:
        _TELLERS[kind] = _teller(kind)
    return _TELLERS[kind](value)


def _teller(kind: type) -> Callable[[Any], bytes]:
    """How values of that type are told."""
    name = kind.__name__
    if issubclass(kind, Enum):
        return lambda one: f"{name}.{one.name};".encode()
    if issubclass(kind, str):
        return lambda one: _sized(one.encode("utf-8", "surrogatepass"), "s")
    if issubclass(kind, bytes):
        return lambda one: _sized(one, "b")
    if issubclass(kind, _PLAIN):
        return lambda one: f"{name}{one!r};".encode()
    if is_dataclass(kind):
        return _of_fields(kind)
    if issubclass(kind, Mapping):
        return lambda one: b"m%d(" % len(one) + b"".join(sorted(_told(key) + _told(of) for key, of in one.items()))
    if issubclass(kind, Set):
        return lambda one: b"s%d(" % len(one) + b"".join(sorted(map(_told, one)))
    if issubclass(kind, (tuple, list)):
        return lambda one: b"r%d(" % len(one) + b"".join(map(_told, one))
    raise TypeError(name)


def _of_fields(kind: type) -> Callable[[Any], bytes]:
    """Of a dataclass: its name and its fields in order."""
    names, head = [field.name for field in fields(kind)], f"{kind.__name__}(".encode()
    parts = attrgetter(*names) if len(names) > 1 else lambda one: [getattr(one, name) for name in names]
    return lambda one: head + b"".join(map(_told, parts(one)))


def _sized(told: bytes, kind: str) -> bytes:
    return f"{kind}{len(told)}:".encode() + told
