"""Numbers in running text: spelled out, cut short, vague, without a unit; and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.ledger.statements.numbers.measures import find_bare, find_measures, plain
from pipeline.ledger.statements.numbers.numerals import parse_numeral


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十二", 12),
        ("二十", 20),
        ("三百八", 380),
        ("九百六十八", 968),
        ("一千零四", 1_004),
        ("一千零四十", 1_040),
        ("两万二千", 22_000),
        ("三万五", 35_000),
        ("四十二万", 420_000),
        ("十九亿", 1_900_000_000),
        ("二三", None),
        ("万一", None),
    ],
)
def test_a_number_spelled_out_is_that_number(written: str, number: int | None) -> None:
    assert parse_numeral(written) == number


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("拆了一万七千多平米", [(17_000, "平方米")]),
        ("唱了六十几场", [(60, "次")]),
        ("食品抽检九百六十八批次", [(968, "批次")]),
        ("今年累计飞巡196架次", [(196, "架次")]),
        ("均值41.2微克/立方米", [(41.2, "微克/立方米")]),
        ("集箱10.2万TEU", [(102_000, "标箱")]),
        ("网签13.4万平", [(134_000, "平方米")]),
        ("租金收缴率至八成五", [(85, "%")]),
        ("缴了七成", [(70, "%")]),
        ("参考率百分之百", [(100, "%")]),
        ("走进千家万户", []),
        ("打通两手抓", []),
        ("一户一案", []),
        ("第三批", []),
    ],
)
def test_a_number_with_a_unit_is_found_in_whatever_writing(text: str, amounts: list[tuple[float, str]]) -> None:
    assert [(measure.value, measure.unit) for measure in find_measures(plain(text))] == amounts


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("新增1870。", [1870]),
        ("满意率87.3，", [87.3]),
        ("安上便器的七百出头", [700]),
        ("先结了两千来万；", [20_000_000]),
        ("得了第2，", []),
        ("2022年3月5日", []),
    ],
)
def test_a_number_that_ends_a_clause_counts_without_a_unit(text: str, values: list[float]) -> None:
    assert [measure.value for measure in find_bare(plain(text))] == values
