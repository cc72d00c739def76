"""Equal values have equal fingerprints, over runs and machines: what a product is worked out from, in one word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import PurePath

_PLAIN = (str, bytes, int, float, date, PurePath, type(None))


def fingerprint(*values: object) -> str:
    """SHA-256 over ``values`` in hexadecimal; TypeError for what does not say all that it is."""
    digest = sha256()
    for part in _parts(values):
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _parts(value: object) -> Iterator[str]:
    """The value as text, unambiguous: each container tells its kind and its length."""
    if isinstance(value, Enum):
        yield f"{type(value).__name__}.{value.name};"
    elif isinstance(value, _PLAIN):
        yield f"{type(value).__name__}{value!r};"
    elif is_dataclass(value) and not isinstance(value, type):
        yield f"{type(value).__name__}("
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield f"map{len(value)}("
        yield from sorted("".join(_parts(pair)) for pair in value.items())
    elif isinstance(value, Set):
        yield f"set{len(value)}("
        yield from sorted("".join(_parts(one)) for one in value)
    elif isinstance(value, (tuple, list)):
        yield f"row{len(value)}("
        for one in value:
            yield from _parts(one)
    else:
        raise TypeError(type(value).__name__)
