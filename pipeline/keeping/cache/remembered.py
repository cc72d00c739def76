"""Pure functions that look first at what an earlier run has worked out for the same arguments."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar, get_type_hints

from cattrs.preconf.json import JsonConverter, make_converter

from pipeline.keeping.cache.fingerprints import fingerprint
from pipeline.keeping.cache.kept_values import NOTHING_KEPT, KeptValues
from pipeline.vocabulary.findings import Ground, Kind
from pipeline.vocabulary.periods import Period

Arguments = ParamSpec("Arguments")
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
    made.register_unstructure_hook(Kind, lambda kind: kind.name)
    made.register_structure_hook(Kind, lambda name, _: Kind[name])
    made.register_unstructure_hook(Ground, lambda one: [one.unit, made.unstructure(one.period), one.task_id])
    made.register_structure_hook(Ground, lambda told, _: Ground(told[0], made.structure(told[1], Period), told[2]))
    return made


def remembered(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """``function``, worked out once for the same arguments, whatever the number of runs (kept by the program's own stamp).

    It must be pure: its value follows from its arguments (plain values, by position) and from the program's own files.
    """
    room = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def look_first(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        key, kept = fingerprint(args, kwargs), kept_values()
        if (found := kept.find(room, key)) is not None:
            value: Result = converter().structure(json.loads(found), _result(function))
            return value
        value = function(*args, **kwargs)
        kept.keep(room, key, converter().dumps(value, unstructure_as=_result(function)).encode())
        return value

    return look_first


@cache
def _result(function: Callable[..., object]) -> Any:
    return get_type_hints(function)["return"]
