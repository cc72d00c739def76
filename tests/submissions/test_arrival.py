"""The day of receipt gives the year, and bounds the months (R30)."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.decisions.entries import ReceivedEntry
from pipeline.submissions.arrival import Arrival, ArrivalDays, path_years
from pipeline.submissions.matching.envelope import FILE, FOLDER, TITLE, Where
from pipeline.submissions.matching.match_period import PeriodMatch, match_period
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

SEEN = date(2022, 4, 11)
DUE = {Period(2022, month): date(2022, month + 1, 8) for month in range(3, 12)} | {Period(2022, 12): date(2023, 1, 9)}


@pytest.mark.parametrize(
    ("told", "month", "year"),
    [
        pytest.param(date(2022, 4, 7), 3, 2022, id="the month before"),
        pytest.param(date(2022, 4, 7), 4, 2022, id="the month itself"),
        pytest.param(date(2022, 4, 7), 6, 2022, id="to come: named too early"),
        pytest.param(date(2022, 1, 10), 12, 2021, id="December in January"),
        pytest.param(date(2023, 1, 10), 12, 2022, id="December in the January after"),
        pytest.param(date(2023, 2, 10), 9, 2022, id="the ledger's year, made up late"),
        pytest.param(date(2023, 4, 7), 3, 2023, id="the year after"),
        pytest.param(None, 3, 2022, id="no day: the ledger's"),
    ],
)
def test_the_year_of_a_month_comes_from_the_day_of_receipt(told: date | None, month: int, year: int) -> None:
    assert Arrival(told).year_of(month, 2022) == year


def test_a_day_later_than_the_first_sight_is_none() -> None:
    entry = ReceivedEntry(source="a.xlsx", received_date=date(2022, 5, 1))
    days = ArrivalDays({"a.xlsx": [entry]}, {"1": SEEN}, {"1": SEEN}, date(2022, 6, 1))
    assert days.of("a.xlsx", "1") == Arrival(None, SEEN)
    assert days.of("2022-04-07/b.xlsx", "1") == Arrival(date(2022, 4, 7), SEEN)
    assert days.of("c.xlsx", "2") == Arrival(None, date(2022, 6, 1))


def test_a_day_to_come_counts_when_it_has_come() -> None:
    assert ArrivalDays(today=SEEN).of("2022-05-07/a.xlsx", "1").told == date(2022, 5, 7)


@pytest.mark.parametrize(
    ("written", "day", "meant"),
    [
        pytest.param("1月8日", date(2023, 1, 8), date(2022, 1, 8), id="without a year"),
        pytest.param("2023年1月8日", date(2023, 1, 8), date(2023, 1, 8), id="with one"),
        pytest.param("2月29日", date(2024, 2, 29), date(2023, 2, 28), id="a day that the year before has not"),
    ],
)
def test_a_day_of_filling_in_without_its_year_is_not_after_the_receipt(written: str, day: date, meant: date) -> None:
    came = date(day.year - 1, 3, 10)
    assert Arrival(came).dated(day, written) == meant


def test_path_years() -> None:
    assert path_years(["附件4-3月", "2021年报送", "区财政局"]) == {2021}
    assert path_years(["2021"]) == {2021}
    assert path_years(["20210407", "任务2021"]) == frozenset()


def _match(
    *places: Where, told: date | None = None, latest: date | None = None, form: FormKind = FormKind.PROGRESS
) -> PeriodMatch:
    return match_period(form, places, None, 2022, DUE, Arrival(told, latest))


def test_a_month_not_begun_is_never_settled() -> None:
    for told in (date(2022, 4, 7), None):
        found = _match((TITLE, "6月份落实情况表"), (FILE, "6月"), told=told, latest=SEEN)
        assert (found.period, found.kind) == (None, Kind.PERIOD_CONTRADICTED)
        assert Period(2022, 3) in found.candidates


def test_a_month_of_another_year_is_outside() -> None:
    found = _match((TITLE, "12月份落实情况表"), told=date(2022, 1, 10), latest=SEEN)
    assert (found.kind, found.candidates) == (Kind.PERIOD_OUTSIDE, ())
    found = _match((TITLE, "3月份落实情况表"), told=date(2023, 4, 7), latest=date(2023, 4, 10))
    assert (found.kind, found.candidates) == (Kind.PERIOD_OUTSIDE, (Period(2022, 3),))
    found = _match((TITLE, "3月份落实情况表"), (FOLDER, "2021年"))
    assert found.kind is Kind.PERIOD_OUTSIDE


def test_a_plan_that_names_no_year_is_of_the_year_it_came_in() -> None:
    assert _match((TITLE, "计划表"), told=date(2022, 3, 21), form=FormKind.PLAN).period == Period(2022)
    found = _match((TITLE, "计划表"), told=date(2021, 12, 21), form=FormKind.PLAN)
    assert (found.period, found.candidates) == (None, (Period(2022),))
    assert _match((TITLE, "2022年计划表"), told=date(2021, 12, 21), form=FormKind.PLAN).period == Period(2022)
