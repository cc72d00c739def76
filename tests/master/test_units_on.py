"""责任单位 of a task names who bears it on a day, and nobody whose part has ended (R26)."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.master.bearers import units_on
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.terms import Annex, LeadBasis, Role
from pipeline.vocabulary.values import Span

MAY_15 = date(2022, 5, 15)
ENDED, BEGUN = (Span(until=MAY_15),), (Span(since=date(2022, 5, 16)),)


def task(text: str, *written: tuple[str, str]) -> Task:
    seats = (
        Assignment("区商务局", Role.LEAD, spans=ENDED),
        Assignment("区投资促进局", Role.SUPPORT, spans=BEGUN),
        Assignment("区财政局", Role.SUPPORT),
    )
    return Task(
        "任务13", Annex.KEY_TASK, 13, "", "", (), text, seats, (), "区商务局", LeadBasis.ONLY, written_as=written
    )


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("区商务局、区投资促进局、区财政局", "区商务局、区财政局", "区投资促进局、区财政局"),
        (
            "区财政局、区商务局（至2022-05-15）和区投资促进局",
            "区财政局、区商务局（至2022-05-15）",
            "区财政局和区投资促进局",
        ),
        ("区商务局（招商中心），区财政局等", "区商务局（招商中心），区财政局等", "区财政局等"),
        ("区商务局", "区商务局", "区商务局"),
    ],
)
def test_who_bears_it_on_a_day(text: str, before: str, after: str) -> None:
    assert units_on(task(text), MAY_15) == before
    assert units_on(task(text), date(2022, 6, 30)) == after


def test_a_unit_is_found_as_the_table_writes_it_and_never_inside_another_name() -> None:
    named = task("区商务局下属公司、商务局、区财政局", ("区商务局", "商务局"))
    assert units_on(named, date(2022, 6, 30)) == "区商务局下属公司、区财政局"
