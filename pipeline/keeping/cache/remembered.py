"""What an earlier run has worked out from the same facts is taken, not worked out again."""

from __future__ import annotations

import contextlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

from cattrs.preconf.json import JsonConverter, make_converter

from pipeline.keeping.cache.fingerprints import fingerprint
from pipeline.keeping.cache.kept_values import NOTHING_KEPT, KeptValues
from pipeline.vocabulary.findings import Ground, Kind
from pipeline.vocabulary.periods import Period

Result = TypeVar("Result")
_current = [NOTHING_KEPT]


@contextlib.contextmanager
def remembering(kept: KeptValues) -> Iterator[None]:
    """Until the block ends, what is worked out is looked for in ``kept`` and kept there."""
    _current.append(kept)
    try:
        yield
    finally:
        _current.pop()


def kept_values() -> KeptValues:
    """Where the run under way keeps values; outside a run nothing is kept."""
    return _current[-1]


@cache
def converter() -> JsonConverter:
    """Plain values ↔ JSON: dataclasses, enums, days, tuples, by their types."""
    made = make_converter(detailed_validation=False)
    made.register_unstructure_hook(bytes, lambda content: b64encode(content).decode())
    made.register_structure_hook(bytes, lambda told, _: b64decode(told))
    made.register_unstructure_hook(Kind, lambda kind: kind.name)
    made.register_structure_hook(Kind, lambda name, _: Kind[name])
    made.register_unstructure_hook(Ground, lambda one: [one.unit, made.unstructure(one.period), one.task_id])
    made.register_structure_hook(Ground, lambda told, _: Ground(told[0], made.structure(told[1], Period), told[2]))
    return made


def worked_out(room: str, rests_on: object, result: type[Result], work_out: Callable[[], Result]) -> Result:
    """What ``work_out`` gives, of the type ``result``, or gave in an earlier run where ``rests_on`` is equal.

    It must follow from ``rests_on`` (plain values) and the program's own files alone. ``room`` says what it is.
    """
    key, kept = fingerprint(rests_on), kept_values()
    if (found := kept.find(room, key)) is not None:
        value: Result = converter().structure(json.loads(found), result)
        return value
    value = work_out()
    kept.keep(room, key, converter().dumps(value, unstructure_as=result).encode())
    return value
