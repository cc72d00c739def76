"""Texts are understood as the hands that wrote them meant: problems, causes, and months that tell nothing new (0095, 0096).

The weights were fitted to these sentences; how well hands unseen are understood is told in docs/sentences.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.ledger.checks.retold import tells_the_same
from pipeline.ledger.statements.classifier import TextClassifier, ngrams
from pipeline.ledger.statements.problem_text import has_cause, is_problem

ROOT = Path(__file__).parents[1]
SENTENCES = ROOT / "benchmarks" / "sentences"
PHRASES = ROOT / "pipeline" / "vocabulary" / "phrases"


def problems(label: str) -> list[str]:
    lines = [
        line for path in SENTENCES.glob("*/problems.txt") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [text for text, _, told in (line.rpartition("｜") for line in lines) if told.strip() == label]


def months(label: str) -> Iterator[tuple[str, str]]:
    for path in SENTENCES.glob("*/months.txt"):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            pair = {line[0]: line[2:].strip() for line in block.strip().splitlines() if line[1:2] == "："}
            if pair.get("文") == label:
                yield pair["上"], pair["本"]


@pytest.mark.parametrize("label", ["因", "缺", "争"])
def test_no_problem_of_any_hand_is_lost(label: str) -> None:
    assert [text for text in problems(label) if not is_problem(text)] == []


def test_nothing_is_known_in_a_hundred_ways() -> None:
    cells = problems("无")
    assert len(cells) > 300
    assert sum(map(is_problem, cells)) < 0.05 * len(cells)


def test_who_gives_a_cause_is_not_asked_for_one() -> None:
    assert [text for text in problems("因") if not has_cause(text)] == []


def test_who_gives_none_is_mostly_asked() -> None:
    cells = problems("缺")
    assert sum(map(has_cause, cells)) < 0.1 * len(cells)


def test_what_tells_something_new_is_never_last_months() -> None:
    pairs = list(months("不同"))
    assert len(pairs) > 500
    assert [pair for pair in pairs if tells_the_same(*reversed(pair))] == []


def test_what_tells_nothing_new_is_mostly_known() -> None:
    pairs = list(months("相同"))
    assert sum(tells_the_same(now, before) for before, now in pairs) > 0.65 * len(pairs)


@pytest.mark.parametrize("name", ["no_problem", "no_cause"])
def test_weights_are_small_enough_to_ship(name: str) -> None:
    assert (PHRASES / f"{name}.json").stat().st_size <= 200_000
    assert TextClassifier(name).score("无") > TextClassifier(name).score("因征地受阻，施工队进不了场")


def test_ngrams_know_where_a_text_begins_and_ends_and_no_numbers() -> None:
    assert ngrams("余1,200.5户", 2) == ngrams("余 ３ 户", 2) == {"^", "余", "0", "户", "$", "^余", "余0", "0户", "户$"}


@pytest.mark.parametrize(
    ("before", "now", "is_same"),
    [
        pytest.param(
            "走访企业40家，签约3家。", "本月进展：走访企业40家，签约3家。\n占全年：24%", True, id="a column more"
        ),
        pytest.param(
            "审结3个项目，查出资金2.3亿元。",
            "累计：审结3个项目\n本月：查出资金2.3亿元。",
            True,
            id="split over columns",
        ),
        pytest.param(
            "本月：走访40家\n累计：走访90家", "本月：走访40家\n累计：走访130家", False, id="one column moved on"
        ),
        pytest.param("人工造林1.4万亩，封育1.3万亩", "人工造林1.3万亩，封育1.4万亩", False, id="figures changed round"),
        pytest.param("截至3月底，完成评审", "截至4月底，完成评审。", True, id="as of"),
        pytest.param(
            "于3月18日印发方案，任务78项", "截至4月底，于3月18日印发方案，任务78项", True, id="a day that stays"
        ),
        pytest.param("3月6日一宗地挂牌", "4月21日一宗地挂牌", False, id="another day"),
        pytest.param("①摸底；②建档", "（1）建档；（2）摸底", True, id="numbered otherwise"),
    ],
)
def test_what_was_told_before(before: str, now: str, is_same: bool) -> None:
    assert tells_the_same(now, before) is is_same
