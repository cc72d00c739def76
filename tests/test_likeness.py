"""How alike two texts are: each measure answers its own question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.vocabulary.likeness import (
    character_share,
    is_one_slip_away,
    kept_score,
    most_alike,
    overlap_share,
    pair_share,
    piece_score,
    whole_score,
)


@pytest.mark.parametrize(
    ("measure", "one", "other", "expected"),
    [
        pytest.param(whole_score, "区财政局", "区财政局", 100, id="whole: equal"),
        pytest.param(whole_score, "财政局", "区财政局", 100 * 6 / 7, id="whole: one character more"),
        pytest.param(piece_score, "道路改造", "完成道路改造3条", 100, id="piece: word for word within a longer text"),
        pytest.param(kept_score, "建成公园", "建成口袋公园3处", 100, id="kept: in order, words between"),
        pytest.param(kept_score, "公园建成", "建成公园", 50, id="kept: out of order"),
        pytest.param(kept_score, "", "建成公园", 0, id="kept: nothing to keep"),
        pytest.param(pair_share, "建成公园", "公园建成", 2 / 3, id="pairs: in any order"),
        pytest.param(pair_share, "建", "建成", 0, id="pairs: one character has none"),
        pytest.param(
            overlap_share, "资金缺口", "专项资金缺口300万元", 1, id="overlap: the shorter stands in the longer"
        ),
        pytest.param(overlap_share, "专项资金缺口300万元", "资金缺口", 1, id="overlap: whichever is given first"),
        pytest.param(overlap_share, "无", "无", 1, id="overlap: single characters"),
        pytest.param(overlap_share, "无", "有", 0, id="overlap: other single characters"),
        pytest.param(character_share, "公园口袋", "口袋公园", 1, id="characters: words changed round"),
        pytest.param(character_share, "公园", "广场", 0, id="characters: none shared"),
        pytest.param(character_share, "", "", 0, id="characters: nothing"),
    ],
)
def test_how_alike(measure: Callable[[str, str], float], one: str, other: str, expected: float) -> None:
    assert measure(one, other) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        pytest.param("住房成乡", "住房城乡", True, id="another character"),
        pytest.param("住房乡", "住房城乡", True, id="one left out"),
        pytest.param("房住城乡", "住房城乡", True, id="two swapped"),
        pytest.param("住房", "住房城乡", False, id="two left out"),
    ],
)
def test_a_slip_of_the_pen(one: str, other: str, is_slip: bool) -> None:
    assert is_one_slip_away(one, other) is is_slip


def test_the_nearest_names_come_first_and_strangers_not_at_all() -> None:
    names = {"区统计局": 1, "区财政局": 2, "文昌阁": 3}
    assert most_alike("区财证局", names) == [("区财政局", 75.0)]
    assert [name for name, _ in most_alike("区财证局", names, most=3)] == ["区财政局", "区统计局"]
    assert most_alike("区财证局", names, least=80) == []
