"""Who fetches: a few threads that run ahead, so that a slow drive is waited for many files at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Network drives answer in milliseconds, and scanners of malware in tens of them, whatever the number of cores.
_WORKERS = 4
_BATCH = 16  # handing one file over costs as much as reading a small form
_BATCHES_AHEAD = 4


def map_ahead(fetch: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """``fetch`` of every item, in the order of the items, several at a time and a bounded number ahead.

    Only for waiting: work that computes runs no faster in threads, and slows down whoever takes the results.
    """

    def fetch_batch(start: int) -> list[Result]:
        return [fetch(item) for item in items[start : start + _BATCH]]

    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        for start in range(0, len(items), _BATCH):
            waiting.append(pool.submit(fetch_batch, start))
            if len(waiting) > _BATCHES_AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
