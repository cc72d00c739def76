"""Every word that a check looks for earns its place: an example fails without it, and what only looks alike is left alone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ledger.checks import retold
from pipeline.ledger.checks.kinds import blank_goal
from pipeline.ledger.checks.kinds.problems import gives_cause
from pipeline.ledger.checks.retold import is_finished, tells_the_same
from pipeline.ledger.checks.written import Plan
from pipeline.ledger.statements import problem_text
from pipeline.ledger.statements.problem_text import (
    has_cause,
    has_cause_in_passing,
    is_named_in_passing,
    refers_to_progress,
)
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import one_of
from pipeline.vocabulary.toml_files import read_phrases

EXAMPLES = tomllib.loads(Path(__file__).with_name("phrase_examples.toml").read_text(encoding="utf-8"))
WORDS = {
    "cells": read_phrases("cells"),
    "retold": read_phrases("retold"),
    "checks": {name: read_phrases("checks")[name] for name in ("causes",)},
}


def is_last(goal: str) -> bool:
    """Whether a plan that stops after ``goal`` in the second quarter lacks nothing."""
    plan = Plan("区财政局", "任务1", Period(2022), Place(), ("摸底。", goal, "", ""))
    return not blank_goal._lacking([plan])


def sends_back(cause: str) -> bool:
    return not has_cause(f"存在问题：进度慢\n原因分析：{cause}")


def is_told_with_cause(problems: str) -> bool:
    return gives_cause(problems, one_of(read_phrases("checks")["causes"]))


def is_told(pair: str) -> bool:
    before, _, now = pair.partition("｜")
    return tells_the_same(now, before)


CATCHES: dict[tuple[str, str], Callable[[str], bool]] = {
    ("cells", "cause_in_passing"): has_cause_in_passing,
    ("cells", "named_in_passing"): is_named_in_passing,
    ("cells", "refers_back"): sends_back,
    ("cells", "refers_to_progress"): refers_to_progress,
    ("cells", "last_goal"): is_last,
    ("retold", "fillers"): is_told,
    ("retold", "telling"): lambda pair: not is_told(pair),
    ("retold", "finished"): is_finished,
    ("checks", "causes"): is_told_with_cause,
    ("retold", "open"): lambda text: not is_finished(text),
}


HOLDERS = {"retold": [(retold, "_WORDS")], "cells": [(problem_text, "_CELLS"), (blank_goal, "_CELLS")], "checks": []}


def cases() -> list[object]:
    return [
        pytest.param(room, name, word, id=f"{name} {word}")
        for room, lists in WORDS.items()
        for name, words in lists.items()
        for word in words
    ]


@pytest.mark.parametrize(("room", "name", "word"), cases())
def test_each_word_is_needed_and_catches_no_look_alike(
    room: str, name: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = EXAMPLES[room][name]
    (example,) = [texts for key, texts in examples.items() if key in word]
    needs, look_alike = example
    catches = CATCHES[room, name]
    retold._clauses.cache_clear()
    assert catches(needs)
    assert not catches(look_alike)
    without = {**WORDS[room], name: tuple(one for one in WORDS[room][name] if one != word) or ("(?!)",)}
    for module, words in HOLDERS[room]:
        monkeypatch.setattr(module, words, without)
    if name == "causes":
        catches = lambda text: gives_cause(text, one_of(without[name]))  # noqa: E731
    retold._clauses.cache_clear()
    assert not catches(needs)
    monkeypatch.undo()
    retold._clauses.cache_clear()
