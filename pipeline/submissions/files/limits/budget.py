"""Cells counted over all the sheets of a file, before they are made: a few bytes can ask for a hundred million."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from pipeline.submissions.files.grid import UnreadableFileError

MAX_VALUES = 500_000
"""More filled cells are no return: a form has some hundred, all returns of a district in one book some ten thousand."""
MAX_LAID = 6_000_000
"""Cells with the blank ones between them: one stray entry in the last row and column that are read is still no fault."""


class OverBudgetError(UnreadableFileError):
    """The file holds more than it may."""


@dataclass
class Budget:
    """What a file may still unfold into: filled cells, and cells with the blank ones between them.

    What is refused costs nothing, so that of an archive only the member too large is lost; ``was_short``: something was.
    """

    values: int = MAX_VALUES
    laid: int = MAX_LAID
    was_short: bool = False

    def spend(self, values: int, laid: int = 0) -> None:
        """So many more are made; OverBudgetError before it is done where they are too many."""
        if self.values < values or self.laid < laid:
            self.was_short = True
            raise OverBudgetError("工作表内容异常多，单元格数超出读取限度")
        self.values -= values
        self.laid -= laid


_now: ContextVar[Budget | None] = ContextVar("budget", default=None)


def budget() -> Budget:
    """That of the file being read; outside of any a whole one."""
    return _now.get() or Budget()


@contextmanager
def spending(own: Budget) -> Iterator[None]:
    """Whatever is read within the block is paid from ``own``."""
    token = _now.set(own)
    try:
        yield
    finally:
        _now.reset(token)
