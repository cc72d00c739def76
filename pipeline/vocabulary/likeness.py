"""How alike two texts are: a handful of measures, each for one question.

A ``_score`` is 0 to 100, a ``_share`` 0 to 1. Texts are compared as given: fold them first where case, spaces and
punctuation do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein, LCSseq


def whole_score(one: str, other: str) -> float:
    """0 to 100: how much two whole texts have in common in the same order. For a name or a text against its like."""
    return fuzz.ratio(one, other)


def piece_score(one: str, other: str) -> float:
    """0 to 100: the shorter text against the one piece of the longer that is most like it. For a few words in a text."""
    return fuzz.partial_ratio(one, other)


def kept_score(part: str, whole: str) -> float:
    """0 to 100: how much of ``part`` stands in ``whole`` in order, whatever stands between. For a text copied with changes."""
    return 100 * LCSseq.similarity(part, whole) / len(part) if part else 0.0


def pairs(text: str) -> list[str]:
    """Every two neighbouring characters, in order: Chinese words without a dictionary."""
    return [text[start : start + 2] for start in range(len(text) - 1)]


def pair_share(part: str, whole: str) -> float:
    """0 to 1: how many of the pairs of ``part`` stand in ``whole``, in any order. For what a clause takes up of another."""
    own = set(pairs(part))
    return sum(pair in whole for pair in own) / len(own) if own else 0.0


def overlap_share(one: str, other: str) -> float:
    """0 to 1: how much of the shorter text stands in the other, by pairs. For one thing told twice in other words."""
    if min(len(one), len(other)) < 2:
        return float(one == other)
    return max(pair_share(one, other), pair_share(other, one))


def character_share(one: str, other: str) -> float:
    """0 to 1: how many characters two texts share, in whatever order. For names with their words changed round."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if common else 0.0


def is_one_slip_away(one: str, other: str) -> bool:
    """Whether one character more, less, changed or swapped with its neighbour makes the one the other; also if equal."""
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def most_alike(text: str, names: Iterable[str], *, least: float = 50.0, most: int = 1) -> list[tuple[str, float]]:
    """Up to ``most`` of ``names`` with a whole_score of ``least`` or more, the best first. For hints to people, never to decide."""
    hits = process.extract(text, list(names), scorer=fuzz.ratio, limit=most, score_cutoff=least)
    return [(name, score) for name, score, _ in hits]
