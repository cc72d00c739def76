"""Where texts are cut: sentences, clauses, phrases, items, each finer than the one before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.vocabulary.sentences import clauses, items, phrases, sentences

TEXT = "截至6月底：签约80户、拆除3处，正在清运。\n二期未开工！"


@pytest.mark.parametrize(
    ("cut", "pieces"),
    [
        pytest.param(sentences, ["截至6月底：签约80户、拆除3处，正在清运", "二期未开工"], id="sentences"),
        pytest.param(clauses, ["截至6月底：签约80户、拆除3处", "正在清运", "二期未开工"], id="clauses"),
        pytest.param(phrases, ["截至6月底", "签约80户、拆除3处", "正在清运", "二期未开工"], id="phrases"),
        pytest.param(items, ["截至6月底", "签约80户", "拆除3处", "正在清运", "二期未开工"], id="items"),
    ],
)
def test_each_cut_is_finer_than_the_one_before(cut: Callable[[str], list[str]], pieces: list[str]) -> None:
    assert cut(TEXT) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("完成签约.下步续签", ["完成签约", "下步续签"], id="a point behind a word"),
        pytest.param("增长3.5%", ["增长3.5%"], id="a decimal point"),
        pytest.param("见第二.5条", ["见第二.5条"], id="a number behind the point"),
        pytest.param("；。 \n", [], id="marks alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_sentences(text: str, pieces: list[str]) -> None:
    assert sentences(text) == pieces
