"""Who runs the reading: a few threads, which overlap the waiting for files; parsing itself runs one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST_WORKERS = 8


def map_in_order(act: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """``act`` of every item, in the order of the items, several at a time."""
    with ThreadPoolExecutor(min(_MOST_WORKERS, os.cpu_count() or 1)) as pool:
        yield from pool.map(act, items)
