"""A linear classifier of short texts: the weights of their character n-grams, fitted beforehand, are added up.

Words in a list do not carry over to an office that nobody has seen; thousands of small weights, fitted to sentences of
several independent writers, do (0095). ``scripts/fit_sentences.py`` fits, ``docs/sentences.md`` tells how well.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.vocabulary.toml_files import read_weights

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1024)  # several questions are asked of one text
def ngrams(text: str, longest: int) -> frozenset[str]:
    """Every run of 1 to ``longest`` characters of the text between its marks ^ and $, each number as one 0."""
    folded = _NUMBER.sub("0", _SPACE.sub("", unicodedata.normalize("NFKC", text).casefold()))
    marked = f"^{folded}$"
    return frozenset(
        marked[start : start + length] for length in range(1, longest + 1) for start in range(len(marked) - length + 1)
    )


@dataclass(frozen=True)
class Weights:
    """What was fitted: log-odds are ``bias`` + the sum of ``grams`` ÷ √(number of n-grams); ``threshold``: where it is sure."""

    bias: float
    threshold: float
    longest: int
    grams: Mapping[str, float]

    def log_odds(self, text: str) -> float:
        """Above 0: more likely than not; long and short texts on one scale."""
        own = ngrams(text, self.longest)
        return self.bias + sum(self.grams.get(gram, 0.0) for gram in own) / math.sqrt(len(own))


@dataclass(frozen=True)
class TextClassifier:
    """A question with yes or no about a text, by the name of its weights in vocabulary/phrases/<name>.json."""

    name: str

    def score(self, text: str) -> float:
        """The log-odds of yes."""
        return _score(self.name, text)

    def is_sure(self, text: str) -> bool:
        """Whether yes is so likely that at most one in a hundred of the others would be taken for it."""
        return _score(self.name, text) > _weights(self.name).threshold


@lru_cache(maxsize=32_768)
def _score(name: str, text: str) -> float:
    return _weights(name).log_odds(text)


@lru_cache(maxsize=16)
def _weights(name: str) -> Weights:
    fitted = read_weights(name)
    scale = float(fitted["scale"])
    grams = {gram: weight / scale for gram, weight in fitted["grams"].items()}
    return Weights(float(fitted["bias"]), float(fitted["threshold"]), int(fitted["longest"]), grams)
