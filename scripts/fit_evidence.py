"""Fit what is weighed about a 是: the states of clauses, the pairs of figures, and the signs against the 是 (R17).

``python scripts/fit_evidence.py`` (with ``pip install .[fit]``, about ten minutes): benchmarks/sentences/*/rows.txt → the weights
in pipeline/vocabulary/phrases/, the figures in docs/evidence.md. ``hand…`` are sentences of independent writers, clause by
clause; ``office…`` are the rows of invented offices and ``house…`` the project's own, of which only the verdict is known. Every figure is of texts that the
weights had not seen: each hand is judged by weights fitted to the others.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tell_blind_runs import put_section  # noqa: E402

from pipeline.ledger.statements import against, pairing  # noqa: E402
from pipeline.ledger.statements.classifier import TextClassifier, ngrams  # noqa: E402
from pipeline.ledger.statements.numbers.measures import plain  # noqa: E402
from pipeline.ledger.statements.statement import State  # noqa: E402

SENTENCES = ROOT / "benchmarks" / "sentences"
PHRASES = ROOT / "pipeline" / "vocabulary" / "phrases"
TABLE = ROOT / "docs" / "evidence.md"
MODELS: Mapping[str, str] = {
    "clause_open": "部行拟延未阻",
    **{f"clause_{one.name.lower()}": one.value for one in State},
}
SHORT_AT, AGAINST_AT = 0.75, 0.0  # log-odds above which a person is told
_OPEN = "部行拟延未阻"
_LONGEST, _STRENGTH, _SIGN_STRENGTH = 4, 40.0, 0.1
_SCALE = 100
_SEEN, _KEPT = 3, 8_000  # texts that an n-gram stands in at least; n-grams that a model keeps
_ROUNDS = 4
_LOTS = 5
_UNLABELLED = 0.0
_OTHER_CLAUSE = 0.5  # A clause of a contradicted row that is not the one: it may still speak against it.
_AGAINST = "clause_against"
_AGAINST_STRENGTH, _UNKNOWN_CLAUSE = 20.0, 3.0
_HOUSE = 0.5  # the project's own older cases are many and alike
# The hands were asked to mislead with the usual words: half of what is not so holds one, most of what is so avoids them.
# How telling these words are in life, only rows of offices and of ordinary returns can say.
_USUAL = re.compile("未(?!来)|没有完成|正在|[仍还尚]在|推进中|办理中|有待|预计|拟于|滞后|受阻|暂停|停工")
_USUAL_OF_HANDS, _OF_HANDS = 0.1, 0.5


@dataclass(frozen=True)
class Row:
    """A row as labelled: clauses as (text, state, scope); verdicts True, False or None (two clerks would differ)."""

    hand: str
    report: against.Report
    clauses: tuple[tuple[str, str, str], ...]
    is_against: bool | None
    is_short: bool | None

    @property
    def is_office(self) -> bool:
        """Whether only the row's verdict is known, not its clauses'."""
        return self.hand.startswith(("office", "house"))

    def weight(self, clause: str) -> float:
        """How much the clause counts beside those of others."""
        if self.hand.startswith("house"):
            return _HOUSE
        if not self.hand.startswith("hand"):
            return 1.0
        return _USUAL_OF_HANDS if _USUAL.search(clause) else _OF_HANDS

    def label(self, clause: str) -> tuple[str, str] | None:
        """State and scope of what was labelled in this clause; of the longest text where there are several."""
        found = [
            (len(text), state, scope)
            for text, state, scope in self.clauses
            if text and (text in clause or clause in text)
        ]
        return max(found)[1:] if found else None


def read_rows() -> list[Row]:
    """All rows of all hands."""
    return [row for path in sorted(SENTENCES.glob("*/rows.txt")) for row in _rows(path)]


def _rows(path: Path) -> Iterator[Row]:
    for block in ("\n" + path.read_text(encoding="utf-8")).split("\n@ ")[1:]:
        first, *lines = (line for line in block.splitlines() if line.strip())
        told: dict[str, str] = {}
        clauses = []
        for line in lines:
            name, _, text = line.partition("：")
            if name.strip() == "句":
                words, _, label = text.rpartition("｜")
                state, scope, *_ = [*label.split(), "", "G"]
                clauses.append((plain(words), state, scope or "G"))
            else:
                told[name.strip()] = text.strip().replace("⏎", "\n")
        report = against.Report(told.get("目标", ""), told.get("完成", ""), first.startswith("季末"))
        verdict = {"矛盾": True, "不矛盾": False}.get(told.get("字", ""))
        short = {"不足": True, "达到": False, "无": False}.get(told.get("数", ""))
        yield Row(path.parent.name, report, tuple(clauses), verdict, short)


@dataclass
class Cases:
    """Cases in groups. ``known``: 1, 0, or nan: one of the group's is the one, and which is weighed too."""

    signs: list[Mapping[str, float]] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    known: list[float] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)

    def add(self, group: int, signs: Mapping[str, float], known: float, weight: float = 1.0) -> None:
        """One case more."""
        self.signs.append(signs)
        self.group.append(group)
        self.known.append(known)
        self.weight.append(weight)


@dataclass(frozen=True)
class Fitted:
    """Signs with their weights."""

    vectors: DictVectorizer
    model: LogisticRegression

    def odds(self, signs: Sequence[Mapping[str, float]]) -> np.ndarray:
        """The log-odds of each case."""
        return self.model.decision_function(self.vectors.transform(signs)) if signs else np.array([])

    def write(self, name: str, threshold: float) -> None:
        """As Evidence reads them."""
        names = self.vectors.get_feature_names_out()
        signs = {sign: round(float(weight), 3) for sign, weight in zip(names, self.model.coef_[0], strict=True)}
        told = {
            "bias": round(float(self.model.intercept_[0]), 3),
            "threshold": threshold,
            "signs": dict(sorted(signs.items())),
        }
        (PHRASES / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fit_cases(cases: Cases) -> Fitted:
    """Weights by expectation and maximisation: which case of a group it is that holds, is itself weighed."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(cases.signs)
    group, known, weight = np.array(cases.group), np.array(cases.known), np.array(cases.weight)
    hidden = np.isnan(known)
    sizes = np.bincount(group, weights=hidden.astype(float), minlength=group.max() + 1)
    share = np.where(hidden, 1 / np.maximum(sizes[group], 1), np.nan_to_num(known))
    both = vstack([matrix, matrix], format="csr")
    labels = np.r_[np.ones(len(share)), np.zeros(len(share))]
    for _ in range(_ROUNDS if hidden.any() else 1):
        amounts = np.r_[share * weight, (1 - share) * weight]
        used = amounts > 0
        model = LogisticRegression(C=_SIGN_STRENGTH, max_iter=200, tol=1e-3).fit(
            both[used], labels[used], sample_weight=amounts[used]
        )
        likely = model.predict_proba(matrix)[:, 1] * hidden
        total = np.bincount(group, weights=likely, minlength=len(sizes))
        share = np.where(hidden, likely / np.maximum(total[group], 1e-9), share)
    return Fitted(vectors, model)


@dataclass(frozen=True)
class Weighed:
    """A bias, and the places of the n-grams that count with their weights."""

    bias: float
    kept: np.ndarray
    weights: np.ndarray


class Clauses:
    """The clauses of all rows as n-grams, and what classifiers that have not seen a hand say of them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.texts = sorted({one.text for row in rows for one in row.report.statements})
        self.place = {text: number for number, text in enumerate(self.texts)}
        grams = [ngrams(text, _LONGEST) for text in self.texts]
        counts = Counter(gram for own in grams for gram in own)
        self.names = sorted(gram for gram, count in counts.items() if count >= _SEEN)
        self.often = np.sqrt(np.array([counts[gram] for gram in self.names], dtype=float))
        index = {gram: number for number, gram in enumerate(self.names)}
        cells = [
            (line, index[gram], 1 / math.sqrt(len(own)))
            for line, own in enumerate(grams)
            for gram in own
            if gram in index
        ]
        lines, columns, values = (np.array(part) for part in zip(*cells, strict=True))
        self.matrix = csr_matrix((values, (lines, columns)), shape=(len(grams), len(index)))
        self.rows = [row for row in rows if row.is_against is not None and row.report.statements]
        self.labelled = [
            (row.hand, self.place[one.text], label[0])
            for row in rows
            for one in row.report.statements
            if (label := row.label(one.text))
        ]

    def fit(self, without: Sequence[str]) -> dict[str, Weighed]:
        """Each model fitted to the labels of all other hands."""
        used = [(place, state) for hand, place, state in self.labelled if hand not in without]
        own = self.matrix[np.array([place for place, _ in used])]
        states = {name: self._fit(own, [state in yes for _, state in used]) for name, yes in MODELS.items()}
        return states | {_AGAINST: self._fit_against([row for row in self.rows if row.hand not in without])}

    def _fit_against(self, rows: Sequence[Row]) -> Weighed:
        """Clauses of contradicted rows that are it, against all of the others; where nobody labelled which, the likeliest."""
        known = [one for row in rows for one in self._known(row)]
        hidden = [row for row in rows if row.is_against and row.is_office]
        weighed = self._fit_weighed(known)
        for _ in range(2):
            odds = self._odds(weighed)
            likeliest = (max(self._places(row), key=lambda place: odds[place]) for row in hidden)
            weighed = self._fit_weighed(
                known
                + [
                    (place, True, _UNKNOWN_CLAUSE * row.weight(self.texts[place]))
                    for row, place in zip(hidden, likeliest, strict=True)
                ]
            )
        return weighed

    def _known(self, row: Row) -> Iterator[tuple[int, bool, float]]:
        """(clause, whether it speaks against the 是, weight) where that is known."""
        for one in row.report.statements:
            label = row.label(one.text)
            if not row.is_against or (label and not row.is_office):
                yield self.place[one.text], bool(row.is_against and _is_it(label)), row.weight(one.text)

    def _places(self, row: Row) -> list[int]:
        return [self.place[one.text] for one in row.report.statements]

    def _fit_weighed(self, cases: Sequence[tuple[int, bool, float]]) -> Weighed:
        places, answers, weights = zip(*cases, strict=True)
        return self._fit(self.matrix[np.array(places)], answers, weights, _AGAINST_STRENGTH)

    def _fit(
        self,
        own: csr_matrix,
        answers: Sequence[bool],
        weights: Sequence[float] | None = None,
        strength: float = _STRENGTH,
    ) -> Weighed:
        """The n-grams that tell most, fitted once more without the others: what is kept is what was fitted."""
        model = LogisticRegression(C=strength, solver="liblinear")
        first = model.fit(own, answers, sample_weight=weights).coef_[0]
        kept = np.sort(np.argsort(-np.abs(first) * self.often)[:_KEPT])
        again = LogisticRegression(C=strength, solver="liblinear").fit(own[:, kept], answers, sample_weight=weights)
        return Weighed(float(again.intercept_[0]), kept, again.coef_[0])

    def odds(self, models: Mapping[str, Weighed]) -> dict[str, np.ndarray]:
        """What they say of every clause."""
        return {name: self._odds(one) for name, one in models.items()}

    def _odds(self, one: Weighed) -> np.ndarray:
        return np.asarray(self.matrix[:, one.kept] @ one.weights + one.bias)

    def write(self, name: str, model: Weighed) -> None:
        """As TextClassifier reads them."""
        rounded = {
            self.names[place]: round(float(weight) * _SCALE)
            for place, weight in zip(model.kept, model.weights, strict=True)
        }
        told = {
            "bias": round(model.bias, 3),
            "threshold": 0.0,
            "longest": _LONGEST,
            "scale": _SCALE,
            "grams": {gram: weight for gram, weight in rounded.items() if weight},
        }
        (PHRASES / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Judged:
    """A row with the log-odds of its most telling case."""

    row: Row
    truth: bool | None
    odds: float


def judge_pairs(rows: Sequence[Row]) -> tuple[dict[int, list[pairing.Pair]], Fitted, list[Judged]]:
    """The pairs of each row with their log-odds, the weights of all, and each row by weights that had not seen its hand."""
    found = [list(pairing.candidate_pairs(row.report.goal, row.report.progress)) for row in rows]

    def cases(numbers: Sequence[int]) -> Cases:
        made = Cases()
        for number in numbers:
            if rows[number].is_short is not None:
                for _, _, signs in found[number]:
                    made.add(number, signs, math.nan if rows[number].is_short else 0.0)
        return made

    pairs: dict[int, list[pairing.Pair]] = {}
    judged = []
    for hand in _hands(rows):
        fitted = fit_cases(cases([number for number, row in enumerate(rows) if row.hand != hand]))
        for number, row in enumerate(rows):
            if row.hand == hand:
                odds = fitted.odds([signs for *_, signs in found[number]])
                pairs[number] = sorted(
                    (
                        pairing.Pair(goal, one, float(odd))
                        for (goal, one, _), odd in zip(found[number], odds, strict=True)
                    ),
                    key=lambda pair: -pair.odds,
                )
                judged.append(Judged(row, row.is_short, float(odds.max()) if len(odds) else -math.inf))
    return pairs, fit_cases(cases(range(len(rows)))), judged


def judge_against(
    rows: Sequence[Row],
    clauses: Clauses,
    unseen: Mapping[str, Mapping[str, np.ndarray]],
    pairs: Mapping[int, Sequence[pairing.Pair]],
) -> tuple[Fitted, list[Judged]]:
    """The weights of the signs against a 是, and each row by weights that had not seen its hand."""
    signs = [_signs(row, clauses, unseen.get(row.hand) or unseen[""], pairs[number]) for number, row in enumerate(rows)]

    def cases(numbers: Sequence[int]) -> Cases:
        made = Cases()
        for number in numbers:
            for one, own in zip(rows[number].report.statements, signs[number], strict=True):
                _add_against(made, number, rows[number], own, one.text)
        return made

    judged = []
    for fold in _folds(rows):
        fitted = fit_cases(cases([number for number, row in enumerate(rows) if row.hand not in fold]))
        for number, row in enumerate(rows):
            if row.hand in fold and signs[number]:
                judged.append(Judged(row, row.is_against, float(fitted.odds(signs[number]).max())))
    return fit_cases(cases(range(len(rows)))), judged


def _add_against(cases: Cases, number: int, row: Row, signs: Mapping[str, float], clause: str) -> None:
    if row.is_against is None:
        return
    label, weight = row.label(clause), row.weight(clause)
    if not row.is_against:
        cases.add(number, signs, 0.0, weight)
    elif row.is_office:
        cases.add(number, signs, math.nan, weight)
    else:
        is_it = _is_it(label)
        cases.add(number, signs, float(is_it), weight * (1.0 if is_it else _OTHER_CLAUSE if label else _UNLABELLED))


def _is_it(label: tuple[str, str] | None) -> bool:
    """Whether a clause with this label, in a row that is contradicted, speaks against the 是."""
    return label is not None and label[0] in _OPEN and label[1] != "R"


def _signs(
    row: Row, clauses: Clauses, odds: Mapping[str, np.ndarray], pairs: Sequence[pairing.Pair]
) -> list[dict[str, float]]:
    """The signs of each clause, its states told by classifiers that have not seen the hand."""

    def score(self: TextClassifier, text: str) -> float:
        return float(odds[self.name][clauses.place[text]])

    with patch.object(TextClassifier, "score", score), patch.object(against, "short_pairs", lambda *_: tuple(pairs)):
        return list(against.signs_of(row.report))


def _hands(rows: Sequence[Row]) -> list[str]:
    return sorted({row.hand for row in rows})


def _folds(rows: Sequence[Row]) -> list[list[str]]:
    """The hands, in a few lots that are left out together."""
    hands = _hands(rows)
    return [hands[start::_LOTS] for start in range(_LOTS)]


def told(title: str, judged: Sequence[Judged], threshold: float) -> str:
    """A table: by hand, how many were found at the threshold, and how many of the others were taken for it."""
    lines = [f"## {title}", "", "| hand | so | found | not so | taken for it |", "|---|---:|---:|---:|---:|"]
    hands = _hands([one.row for one in judged])
    groups = [(hand, [hand]) for hand in hands]
    groups += [("all hands", [hand for hand in hands if hand.startswith("hand")])]
    groups += [("all ordinary", [hand for hand in hands if hand.startswith("ordinary")])]
    groups += [("all offices", [hand for hand in hands if hand.startswith("office")])]
    for name, chosen in groups:
        own = [one for one in judged if one.row.hand in chosen]
        yes, no = ([one.odds > threshold for one in own if one.truth is wanted] for wanted in (True, False))
        lines.append(f"| {name} | {len(yes)} | {sum(yes)} | {len(no)} | {sum(no)} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Everything is fitted, measured and written."""
    rows = read_rows()
    pairs, short, judged_pairs = judge_pairs(rows)
    short.write("short_figure", SHORT_AT)
    print(told("short_figure", judged_pairs, SHORT_AT), flush=True)
    clauses = Clauses(rows)
    whole = clauses.fit(())
    unseen = {"": clauses.odds(whole)}
    for fold in _folds(rows):
        told_by_others = clauses.odds(clauses.fit(fold))
        unseen |= dict.fromkeys(fold, told_by_others)
    for name, model in whole.items():
        clauses.write(name, model)
    fitted, judged = judge_against(rows, clauses, unseen, pairs)
    fitted.write("against_yes", AGAINST_AT)
    for threshold in (-0.5, 0.0, AGAINST_AT, 1.0, 1.5):
        print(threshold, told("against_yes", judged, threshold), flush=True)
    page = TABLE.read_text(encoding="utf-8")
    for title, found, threshold in (("short_figure", judged_pairs, SHORT_AT), ("against_yes", judged, AGAINST_AT)):
        page = put_section(page, title, told(title, found, threshold).split("\n", 1)[1])
    TABLE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
