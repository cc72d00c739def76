"""Fit the classifiers of texts from sentences that independent hands have written and labelled, and tell how well they do.

``python scripts/fit_sentences.py [MODEL…]`` (with ``pip install .[fit]``): benchmarks/sentences/<hand>/ → the weights
in pipeline/vocabulary/phrases/<model>.json, the figures in docs/sentences.md. Each hand is judged by weights fitted to the
other hands alone; ``house`` holds sentences of the project itself, which are fitted to and never counted.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.ledger.statements.classifier import Weights, ngrams  # noqa: E402

SENTENCES = ROOT / "benchmarks" / "sentences"
PHRASES = ROOT / "pipeline" / "vocabulary" / "phrases"
TABLE = ROOT / "docs" / "sentences.md"
HOUSE = "house"
_LOST = 0.01  # At most so many of the others may be taken for yes.
_SCALE = 100
_LARGEST = 190_000  # bytes


@dataclass(frozen=True)
class Example:
    """A text, who wrote it, and whether the answer is yes; None: two clerks would differ, it is not fitted to."""

    hand: str
    text: str
    answer: bool | None


@dataclass(frozen=True)
class Model:
    """A question: what its examples are, and how it is fitted."""

    name: str
    question: str
    examples: Callable[[], list[Example]]
    longest: int = 3
    strength: float = 80.0


def problems(yes: str, no: str) -> list[Example]:
    """The cells of 存在问题 with a label in ``yes`` or ``no``; 争 where neither holds it."""
    return [
        Example(path.parent.name, text, True if label in yes else False if label in no else None)
        for path in sorted(SENTENCES.glob("*/problems.txt"))
        for text, label in _labelled(path)
        if label in yes + no + "争"
    ]


def _labelled(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        text, mark, label = line.strip().rpartition("｜")
        if mark:
            yield text.replace("⏎", "\n"), label.strip()


MODELS = (
    Model("no_problem", "存在问题 names no problem (against 因, 缺 and 争)", lambda: problems("无", "因缺争")),
    Model("no_cause", "存在问题 gives no cause (against 因)", lambda: problems("缺", "因")),
)


def fitted(model: Model, examples: Sequence[Example]) -> Weights:
    """Weights for the examples, none left out, the threshold not yet set."""
    known = [example for example in examples if example.answer is not None]
    grams = [ngrams(example.text, model.longest) for example in known]
    index = {gram: place for place, gram in enumerate(sorted(frozenset().union(*grams)))}
    rows = np.repeat(np.arange(len(known)), [len(own) for own in grams])
    columns = np.array([index[gram] for own in grams for gram in own])
    values = np.array([1 / math.sqrt(len(own)) for own in grams for _ in own])
    matrix = csr_matrix((values, (rows.astype("int32"), columns.astype("int32"))), shape=(len(known), len(index)))
    regression = LogisticRegression(C=model.strength, solver="liblinear", max_iter=1000)
    regression.fit(matrix, [example.answer for example in known])
    (coefficients,) = regression.coef_
    weights = {gram: float(coefficients[place]) for gram, place in index.items()}
    return Weights(float(regression.intercept_[0]), 0.0, model.longest, weights)


def unseen_scores(model: Model, examples: Sequence[Example]) -> list[tuple[Example, float]]:
    """Each example of an independent hand with its score by weights fitted to the other hands."""
    found = []
    for hand in sorted({example.hand for example in examples} - {HOUSE}):
        weights = fitted(model, [example for example in examples if example.hand != hand])
        found += [(one, weights.log_odds(one.text)) for one in examples if one.hand == hand and one.answer is not None]
    return found


def threshold(scores: Sequence[tuple[Example, float]]) -> float:
    """The lowest score, 0 or more, above which at most ``_LOST`` of the others lie."""
    others = sorted((score for example, score in scores if not example.answer), reverse=True)
    return max(0.0, others[int(len(others) * _LOST)])


def write(model: Model, weights: Weights, sure: float) -> int:
    """The weights as data, the greatest first to be kept; returns how many."""
    ordered = sorted(weights.grams.items(), key=lambda item: -abs(item[1]))
    kept, size = {}, 200
    for gram, weight in ordered:
        size += len(json.dumps(gram, ensure_ascii=False).encode()) + 8
        if size > _LARGEST or not round(weight * _SCALE):
            break
        kept[gram] = round(weight * _SCALE)
    told = {
        "bias": round(weights.bias, 3),
        "threshold": round(sure, 3),
        "longest": weights.longest,
        "scale": _SCALE,
        "grams": dict(sorted(kept.items())),
    }
    text = json.dumps(told, ensure_ascii=False, indent=0) + "\n"
    (PHRASES / f"{model.name}.json").write_text(text, encoding="utf-8")
    return len(kept)


def told(model: Model, scores: Sequence[tuple[Example, float]], sure: float, kept: int) -> str:
    """The lines of docs/sentences.md for a model, one per hand and one for all."""
    lines = [
        f"## {model.name}",
        "",
        f"{model.question}. {kept} weights; sure above {sure:.2f}.",
        "",
        "| hand | yes | found | others | taken for yes |",
        "|---|---:|---:|---:|---:|",
    ]
    hands = sorted({example.hand for example, _ in scores})
    for name, chosen in [(hand, {hand}) for hand in hands] + [("all", set(hands))]:
        own = [(example.answer, score > sure) for example, score in scores if example.hand in chosen]
        yes, no = [is_sure for answer, is_sure in own if answer], [is_sure for answer, is_sure in own if not answer]
        lines.append(f"| {name} | {len(yes)} | {sum(yes)} | {len(no)} | {sum(no)} |")
    return "\n".join([*lines, ""])


def main(names: Sequence[str]) -> None:
    head, *parts = TABLE.read_text(encoding="utf-8").split("\n## ")
    sections = {part.partition("\n")[0]: f"## {part}".rstrip() + "\n" for part in parts}
    for model in MODELS:
        if not set(names) - {"-v"} or model.name in names:
            examples = model.examples()
            scores = unseen_scores(model, examples)
            sure = threshold(scores)
            kept = write(model, fitted(model, examples), sure)
            sections[model.name] = told(model, scores, sure, kept)
            print(sections[model.name])
            if "-v" in names:
                show(scores, sure)
    TABLE.write_text("\n".join([head.rstrip() + "\n", *sections.values()]), encoding="utf-8")


def show(scores: Sequence[tuple[Example, float]], sure: float) -> None:
    """What hands unseen are wrong about."""
    for example, score in sorted(scores, key=lambda item: -item[1]):
        if (score > sure) is not example.answer:
            print(f"{score:6.2f}", example.answer, example.hand, example.text)


if __name__ == "__main__":
    main(sys.argv[1:])
