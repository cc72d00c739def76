"""What runs saw of duties: from when to when, what was owed, which extensions stood; over replays, same days and years (R26)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.keeping.duty_log import DutyHistory, DutyKey, DutyLog, MasterNames, Part, SeenDuty, advance
from pipeline.keeping.register import open_register

OLD, NEW = (DutyKey("任务1", unit, Part.BEARS) for unit in ("区财政局", "区教体局"))


def june(day: int) -> date:
    return date(2022, 6, day)


def after(*runs: tuple[int, tuple[DutyKey, ...]]) -> set[tuple[str, date | None, date]]:
    """(unit, since, last seen) after runs on these days of June."""
    seen: tuple[SeenDuty, ...] = ()
    days: list[int] = []
    for day, current in runs:
        before = max((one for one in days if one < day), default=None)
        seen = advance(DutyHistory(seen, june(before) if before else None), current, june(day))
        days.append(day)
    return {(one.key.unit, one.since, one.last_seen) for one in seen}


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        pytest.param([(6, (OLD,)), (13, (OLD,))], {("区财政局", None, june(13))}, id="there from the first run on"),
        pytest.param(
            [(6, (OLD,)), (13, (NEW,)), (20, (NEW,))],
            {("区财政局", None, june(6)), ("区教体局", june(13), june(20))},
            id="moved between two runs",
        ),
        pytest.param(
            [(6, (OLD,)), (13, (NEW,)), (20, (OLD,))],
            {("区财政局", None, june(6)), ("区教体局", june(13), june(13)), ("区财政局", june(20), june(20))},
            id="moved there and back",
        ),
        pytest.param([(6, (OLD,)), (6, (OLD, NEW))], {("区财政局", None, june(6)), ("区教体局", None, june(6))}, id="put right on the first day"),
        pytest.param(
            [(6, (OLD,)), (13, (NEW,)), (13, (OLD,))], {("区财政局", None, june(13))}, id="a slip mended on its day"
        ),
        pytest.param(
            [(6, (OLD,)), (13, (OLD,)), (13, (NEW,))],
            {("区财政局", None, june(6)), ("区教体局", june(13), june(13))},
            id="changed on a day after its first run",
        ),
    ],
)  # fmt: skip
def test_a_duty_counts_from_the_first_run_that_saw_it_to_the_last(
    runs: list[tuple[int, tuple[DutyKey, ...]]], found: set[tuple[str, date | None, date]]
) -> None:
    assert after(*runs) == found


def test_the_log_keeps_what_it_is_given_year_by_year(tmp_path: Path) -> None:
    seen = (SeenDuty(OLD, None, june(6)), SeenDuty(NEW, june(6), june(13)))
    with open_register(tmp_path) as register:
        log = register.duty_log(2022)
        log.record_seen(seen)
        log.record_master_names(MasterNames(("任务1", "实事2"), ("区财政局",)))
    with open_register(tmp_path) as register:
        assert set(register.duty_log(2022).history(june(13)).seen) == set(seen)
        assert register.duty_log(2022).master_names() == MasterNames(("任务1", "实事2"), ("区财政局",))
        assert register.duty_log(2023).history(june(13)) == DutyHistory()
        assert register.duty_log(2023).master_names() == MasterNames()


def owed(log: DutyLog, day: int) -> set[str] | None:
    found = log.precedent(june(day)).owed
    return None if found is None else {task for tasks in found.values() for task in tasks}


def test_what_was_owed_is_what_the_last_run_of_an_earlier_day_found(tmp_path: Path) -> None:
    with open_register(tmp_path) as register:
        log = register.duty_log(2022)
        assert owed(log, 6) is None
        log.record_owed([("2022-05", "区财政局", "任务1")], june(6))
        assert owed(log, 6) is None, "a run of the same day is still being mended"
        log.record_owed([("2022-05", "区财政局", "任务2")], june(6))
        assert owed(log, 13) == {"任务2"}
        log.record_owed([("2022-05", "区财政局", "任务3")], june(13))
        assert (owed(log, 13), owed(log, 14)) == ({"任务2"}, {"任务3"})


def test_an_extension_taken_back_counts_up_to_the_run_that_saw_it_gone(tmp_path: Path) -> None:
    key = ("2022-05", "区财政局")
    with open_register(tmp_path) as register:
        log = register.duty_log(2022)
        log.record_extensions({key: june(30)}, june(6))
        assert log.precedent(june(13)).last_days == {key: june(30)}
        log.record_extensions({key: june(15)}, june(13))
        assert log.precedent(june(20)).last_days == {key: june(15)}
        log.record_extensions({}, june(14))
        assert log.precedent(june(20)).last_days == {key: june(14)}
        log.record_extensions({}, june(20))
        assert log.precedent(june(27)).last_days == {key: june(14)}
