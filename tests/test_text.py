"""Text as clerks write it: kept as seen, compared without its accidents, dates and numbers out of words (R10, R13)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.text import arabic, chinese_date, clean, compact, fold, parse_chinese_number, parse_date


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("  完成3项 ", "完成3项", id="blanks at the ends"),
        pytest.param("\u3000完成\u3000", "完成", id="wide blanks at the ends"),
        pytest.param(
            "一、征收\r\n二、供地\r三、开工", "一、征收\n二、供地\n三、开工", id="line breaks of every system"
        ),
        pytest.param("完成_x000D_\n供地", "完成\n供地", id="Excel's escaped carriage return"),
        pytest.param("完成\x07\x0b\ud800项", "完成项", id="characters that no file may hold"),
        pytest.param("\ufeff完\u200b成", "完成", id="characters that nobody sees"),
        pytest.param("完成 80％，（见附件）！", "完成 80％，（见附件）！", id="what a reader sees stays as written"),
    ],
)
def test_what_a_reader_can_see_stays_as_written(written: str, shown: str) -> None:
    """R13: only what no workbook can carry is dropped."""
    assert clean(written) == shown


ODDITIES = "完成80%，=+-@ \t\n\r\x00\x07\x0b\x1f\x7f\x85\u200b\u2028\u3000\xa0\ufeff\ud800\udfff\uffff_x000D_"


@given(st.text(st.sampled_from(ODDITIES)))
def test_cleaned_text_can_be_written_into_any_workbook(text: str) -> None:
    """R13: no character is left that XML forbids, and cleaning again changes nothing."""
    shown = clean(text)
    assert clean(shown) == shown
    assert not any((char < " " and char not in "\t\n") or "\ud800" <= char <= "\udfff" for char in shown)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("区发展改革局（区金融事业发展中心）", "区发展改革局(区金融事业发展中心)", id="width of brackets"),
        pytest.param("“专精特新”企业", "专精特新企业", id="quotes"),
        pytest.param("引入 200 名\n以上", "引入200名以上", id="blanks and line breaks"),
        pytest.param("５Ｇ创新", "5g创新", id="width of digits and case"),
        pytest.param("增长９．５％", "增长9.5%", id="width of a decimal point and of %"),
    ],
)
def test_folded_texts_agree_where_a_reader_would_say_the_same(one: str, other: str) -> None:
    """R10: width, case, blanks and punctuation make no difference."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("增长9.5%", "增长95%", id="decimal point"),
        pytest.param("完成80", "完成80%", id="per cent"),
        pytest.param("≥80", "≤80", id="sign of inequality"),
        pytest.param("司法局", "私法局", id="same sound"),
        pytest.param("建设6所学校", "建设7所学校", id="number"),
    ],
)
def test_folded_texts_differ_where_the_meaning_does(one: str, other: str) -> None:
    """R10, R15: a number that was changed is a difference."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param(date(2022, 4, 7), date(2022, 4, 7), id="a day"),
        pytest.param(datetime(2022, 4, 7, 9, 30), date(2022, 4, 7), id="a moment"),
        pytest.param(44658, date(2022, 4, 7), id="Excel serial"),
        pytest.param(44658.5, date(2022, 4, 7), id="Excel serial with a time"),
        pytest.param("44658", date(2022, 4, 7), id="Excel serial as text"),
        pytest.param("2022.4.7", date(2022, 4, 7), id="dots"),
        pytest.param("2022-04-07", date(2022, 4, 7), id="ISO"),
        pytest.param("2022/4/7", date(2022, 4, 7), id="slashes"),
        pytest.param("20220407", date(2022, 4, 7), id="eight digits"),
        pytest.param("2022年4月7日", date(2022, 4, 7), id="Chinese"),
        pytest.param("2022 年 4 月 7 日", date(2022, 4, 7), id="Chinese with blanks"),
        pytest.param("4月7日", date(2022, 4, 7), id="no year"),
        pytest.param("４月７日上午", date(2022, 4, 7), id="full width, and more after it"),
        pytest.param("二〇二二年十二月三十一日", date(2022, 12, 31), id="Chinese numbers"),
    ],
)
def test_a_day_is_read_however_it_is_written(value: object, day: date) -> None:
    assert parse_date(value, 2022) == day


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="blank"),
        pytest.param(None, id="nothing"),
        pytest.param("近期", id="words"),
        pytest.param("2022年4月", id="a month"),
        pytest.param("2022-02-30", id="no such day"),
        pytest.param("13月1日", id="no such month"),
        pytest.param(7, id="a small number"),
        pytest.param(True, id="a truth value"),
    ],
)
def test_what_is_no_day_is_not_guessed(value: object) -> None:
    assert parse_date(value, 2022) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_written_officially_is_read_back(day: date) -> None:
    """GB/T 9704: Arabic numerals without leading zeros; what we write, we can read."""
    written = chinese_date(day)
    assert "年0" not in written and "月0" not in written
    assert parse_date(written, 1999) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("三", 3, id="one digit"),
        pytest.param("十", 10, id="ten"),
        pytest.param("十二", 12, id="teens"),
        pytest.param("二十", 20, id="tens"),
        pytest.param("二十二", 22, id="tens and ones"),
        pytest.param("二〇二二", 2022, id="digit by digit"),
        pytest.param("二十二十", None, id="no number"),
        pytest.param("十十", None, id="a slip"),
        pytest.param("3", None, id="Arabic"),
        pytest.param("", None, id="blank"),
    ],
)
def test_chinese_numbers(text: str, number: int | None) -> None:
    assert parse_chinese_number(text) == number


def test_chinese_numbers_inside_a_text_become_arabic() -> None:
    assert arabic("二〇二二年十月份第三批") == "2022年10月份第3批"


def test_official_text_broken_over_lines_is_put_together() -> None:
    assert compact("经 济 社 会\n发 展") == "经济社会发展"
