"""The demo office of a whole year, read once, and its ledger as of every deadline: for tests that go over all of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

from pipeline import stages
from pipeline.config import load_settings
from pipeline.demo.office import write_office
from pipeline.ledger.model import Ledger
from pipeline.stages.beginning import begun
from pipeline.stages.walk import Judged, judge
from pipeline.vocabulary.periods import Period

_DAYS_AFTER_DUE = 5


@cache
def judged_year() -> Judged:
    """What a run in January makes of all 109 tasks and 56 units."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "office"
        made = write_office(root, until=Period(2022, 12))
        walk = stages.Walk(load_settings(root), made.today, lambda _, items, __: items)
        with begun(walk) as register:
            return judge(walk, register)


def ledgers() -> Iterator[tuple[Period, Ledger]]:
    """Each month with the ledger of the day on which its bulletins are drafted."""
    judged = judged_year()
    for month in judged.ledger.months:
        yield month, judged.as_of(judged.ledger.due_dates[month] + timedelta(days=_DAYS_AFTER_DUE))
