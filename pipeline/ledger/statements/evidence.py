"""Weighed evidence: named signs with weights that a script has fitted, added up to log-odds (docs/sentences.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.vocabulary.toml_files import read_weights


@dataclass(frozen=True)
class Evidence:
    """A question that is settled by signs, by the name of its weights in vocabulary/phrases/<name>.json."""

    name: str

    def score(self, signs: Mapping[str, float]) -> float:
        """The log-odds of yes; a sign that was never seen in fitting counts nothing."""
        bias, _, weights = _weights(self.name)
        return bias + sum(weights.get(sign, 0.0) * amount for sign, amount in signs.items())

    @property
    def threshold(self) -> float:
        """Above it so few others were taken for yes, in texts of hands unseen, that a person is told."""
        return _weights(self.name)[1]


@lru_cache(maxsize=8)
def _weights(name: str) -> tuple[float, float, Mapping[str, float]]:
    fitted = read_weights(name)
    return float(fitted["bias"]), float(fitted["threshold"]), fitted["signs"]
