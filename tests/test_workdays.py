"""Due dates and lateness by the State Council calendar (R6, notice clause 2: 次月初5个工作日内)."""

from __future__ import annotations

from datetime import date

import pytest
from core_samples import ledger, settings

from pipeline.config import Calendar, Settings
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.workdays import WorkCalendar

FAR_YEAR = 2090  # No calendar is announced so far ahead.


def far_settings(*own_holidays: date) -> Settings:
    reporting = settings(year=FAR_YEAR, plan_due=date(FAR_YEAR, 3, 24)).reporting
    calendar = Calendar(holidays=frozenset(own_holidays))
    return settings().model_copy(update={"year": FAR_YEAR, "reporting": reporting, "calendar": calendar})


@pytest.mark.parametrize(
    ("month", "due"),
    [
        pytest.param(3, date(2022, 4, 8), id="Mar: Qingming, make-up day on a Saturday"),
        pytest.param(4, date(2022, 5, 10), id="Apr: May Day, make-up day on a Saturday"),
        pytest.param(5, date(2022, 6, 8), id="May: Dragon Boat"),
        pytest.param(6, date(2022, 7, 7), id="Jun"),
        pytest.param(7, date(2022, 8, 5), id="Jul"),
        pytest.param(8, date(2022, 9, 7), id="Aug"),
        pytest.param(9, date(2022, 10, 12), id="Sep: National Day, make-up days on a weekend"),
        pytest.param(10, date(2022, 11, 7), id="Oct"),
        pytest.param(11, date(2022, 12, 7), id="Nov"),
        pytest.param(12, date(2023, 1, 9), id="Dec: New Year of the next year"),
    ],
)
def test_the_ten_monthly_deadlines_of_2022(month: int, due: date) -> None:
    """R6: the 5th working day of the following month."""
    assert settings().due_dates[Period(2022, month)] == due


def test_the_plan_is_due_on_the_day_of_the_notice() -> None:
    """R6: 3月24日."""
    assert settings().due_dates[Period(2022)] == date(2022, 3, 24)


@pytest.mark.parametrize(
    ("due", "received", "days"),
    [
        pytest.param("2022-04-08", "2022-04-08", 0, id="on the due date"),
        pytest.param("2022-04-08", "2022-04-01", 0, id="early"),
        pytest.param("2022-04-08", "2022-04-09", 1, id="the Saturday after is late all the same"),
        pytest.param("2022-04-08", "2022-04-11", 1, id="the Monday after"),
        pytest.param("2022-04-08", "2022-04-12", 2, id="the Tuesday after"),
        pytest.param("2022-04-29", "2022-05-04", 1, id="inside the May holiday"),
        pytest.param("2022-04-29", "2022-05-05", 1, id="first day after the May holiday"),
        pytest.param("2022-04-29", "2022-05-07", 3, id="a Saturday made up for the May holiday counts"),
        pytest.param("2022-04-22", "2022-04-25", 2, id="a Sunday made up before the May holiday counts"),
        pytest.param("2022-12-30", "2023-01-04", 2, id="over New Year's day into 2023"),
    ],
)
def test_lateness_counts_working_days(due: str, received: str, days: int) -> None:
    """R6, R8: make-up days count, days off do not, and late on a day off is late."""
    assert WorkCalendar().workdays_late(date.fromisoformat(due), date.fromisoformat(received)) == days


def test_an_unannounced_year_is_reckoned_monday_to_friday_and_every_output_says_so() -> None:
    """R6: 1 April 2090 is a Saturday, so Friday the 7th is the fifth weekday, with a warning and a finding."""
    far = far_settings()
    assert far.due_dates[Period(FAR_YEAR, 3)] == date(2090, 4, 7)
    made = ledger(date(2090, 4, 1), [], year=far)
    assert any("2090" in warning for warning in made.warnings)
    assert list(made.findings["category"]) == ["工作日历未公布"] * 2  # December is due in 2091


def test_only_the_periods_of_the_unannounced_year_are_named() -> None:
    """R6: a year that is announced raises no warning; the one that is not names what rests on it."""
    assert ledger(date(2022, 4, 1), []).warnings == ()
    assert WorkCalendar().uncovered([date(2022, 4, 8), date(2090, 1, 9), date(2090, 2, 8)]) == (2090,)


def test_the_office_s_own_days_win_over_the_calendar() -> None:
    """R6: a holiday of the office moves the due date on, a working day of the office moves it back."""
    later = WorkCalendar(office_holidays=frozenset({date(2022, 4, 6)}))
    earlier = WorkCalendar(office_workdays=frozenset({date(2022, 4, 3)}))
    assert later.nth_workday(2022, 4, 5) == date(2022, 4, 11)
    assert earlier.nth_workday(2022, 4, 5) == date(2022, 4, 7)


def test_own_days_for_an_unannounced_year_end_the_warning() -> None:
    """R6: an office that has entered the days it was told has covered the year."""
    covered = far_settings(date(2090, 4, 5), date(2091, 1, 1))
    assert ledger(date(2090, 4, 1), [], year=covered).warnings == ()
    assert covered.due_dates[Period(FAR_YEAR, 3)] == date(2090, 4, 10)
