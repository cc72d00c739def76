"""Who fetches: a few threads, so that a slow drive is waited for many files at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Network drives answer in milliseconds, and scanners of malware in tens of them, whatever the number of cores.
_WORKERS = 8
_SHARE = 8  # handing one file over costs as much as reading a small form
_ROUND = _WORKERS * _SHARE  # so many results are held at a time: a scanned attachment has megabytes


def map_in_rounds(fetch: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """``fetch`` of every item, in the order of the items, a round of them at a time.

    Only for waiting: work that computes runs no faster in threads. For the same reason they rest while the caller
    works on a round: each time a file answered they would interrupt it.
    """

    def fetch_share(start: int) -> list[Result]:
        return [fetch(item) for item in items[start : start + _SHARE]]

    with ThreadPoolExecutor(_WORKERS) as pool:
        for first in range(0, len(items), _ROUND):
            starts = range(first, min(first + _ROUND, len(items)), _SHARE)
            for results in list(pool.map(fetch_share, starts)):
                yield from results
