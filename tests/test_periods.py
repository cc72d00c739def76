"""Reporting periods: how they are written, ordered and grouped into quarters (R6, R16)."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.vocabulary.periods import Period, quarter_label, read_period, read_quarter


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("2022", Period(2022), id="plan"),
        pytest.param("2022-03", Period(2022, 3), id="month"),
        pytest.param(" 2022-3 ", Period(2022, 3), id="one digit, blanks"),
        pytest.param("2022-12", Period(2022, 12), id="December"),
    ],
)
def test_a_period_is_read_and_written_the_same(text: str, period: Period) -> None:
    assert Period.parse(text) == period
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="blank"),
        pytest.param("3月", id="no year"),
        pytest.param("2022-13", id="no such month"),
        pytest.param("2022-03-01", id="a day"),
        pytest.param("2022-03至2022-05", id="a range"),
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)


def test_the_plan_comes_before_the_months_of_its_year() -> None:
    """R19 rests on this order: closed in an earlier period."""
    periods = [Period(2023), Period(2022, 10), Period(2022, 9), Period(2022)]
    assert [str(period) for period in sorted(periods)] == ["2022", "2022-09", "2022-10", "2023"]


def test_months_fall_into_quarters_and_four_of_them_end_one() -> None:
    """R16: a stage target is judged in March, June, September and December."""
    months = [Period(2022, month) for month in range(1, 13)]
    assert [month.quarter for month in months] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert [month.month for month in months if month.is_quarter_end] == [3, 6, 9, 12]
    assert not Period(2022).is_quarter_end
    assert [quarter_label(quarter) for quarter in range(1, 5)] == ["一季度", "二季度", "三季度", "四季度"]


def test_december_is_followed_by_january() -> None:
    assert Period(2022, 12).following == Period(2023, 1)
    assert Period(2022, 3).following == Period(2022, 4)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        *[(word, Period(2022)) for word in ("年度计划", "全年", "全年度", "年度", "计划", "plan", "2022", "2022年", "2022年度", "２０２２年度计划", 2022)],
        *[(word, Period(2022, 3)) for word in ("3月", "三月", "3月份", "2022年3月", "2022-3", "2022.3", "202203", "2022/3")],
        *[(word, Period(2022, 3)) for word in ("二〇二二年三月", "2022-03-01", date(2022, 3, 1), 202203, 2022.3, 44621)],
        ("2022.10", Period(2022, 10)),
        *[(word, None) for word in ("3", "2022-13", "十三月", "一季度", "3月、4月", "", "下月", date(2022, 3, 24), 2022.1)],
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(written: object, period: Period | None) -> None:
    """R27; 2022.1 as a number may be 2022.10."""
    assert read_period(written, 2022) == period


@pytest.mark.parametrize(
    "written",
    ["2022年一季度", "一季度", "第一季度", "2022年第一季度", "1季度", "2022Q1", "2022-Q1", "2022年1季度", " 一 季度"],
)
def test_a_quarter_is_known_by_its_last_month(written: str) -> None:
    assert read_quarter(written, 2022) == Period(2022, 3)
    assert read_period(written, 2022) is None


@pytest.mark.parametrize("written", ["2022", "1", "5季度", "一月", "2022-03", "季度"])
def test_what_is_no_quarter_is_none(written: str) -> None:
    assert read_quarter(written, 2022) is None
