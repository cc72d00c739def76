"""Days go forward: a run for a day before the last one is a slip of the clock, or meant."""

from __future__ import annotations

from datetime import date

from pipeline.keeping.register import Run
from pipeline.vocabulary.errors import StateError


def refuse_earlier_day(last: Run | None, today: date) -> None:
    """StateError when ``today`` lies before the day of the run last recorded.

    The run last recorded, not the latest day ever: after one run with the clock set too far ahead, one confirmed run
    puts the record right.
    """
    if last and today < last.day:
        raise StateError(
            f"电脑日期（或 --today）{today}早于上次运行的{last.day}。",
            "请核对电脑的日期；确要按以前的日期运行的，加 --confirmed 重新运行。",
        )
