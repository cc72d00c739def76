"""How much a piece of evidence weighs: log2(how often it is seen where it is true ÷ how often where it is not)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from pipeline.vocabulary.toml_files import read_phrase_tables

SURE = 1e-4
"""What is settled is wrong at most this often."""


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """Place → level → bits, as fitted (phrases/weights.toml)."""
    return read_phrase_tables("weights")


def share_bits(is_so: bool, often: float, share: float) -> float:
    """The bits of something that holds ``often`` of the true candidate and of a ``share`` of all candidates."""
    low = min(max(share, 1e-3), 1 - 1e-3)
    return math.log2(often / low) if is_so else math.log2((1 - often) / (1 - low))


def posteriors(bits: Mapping[str, float], nobody: float = 0.0) -> dict[str, float]:
    """Candidate → how likely it is, with ``nobody`` (bits in favour of none of them) as one more that is left out."""
    if not bits:
        return {}
    often_nobody = weights()["forms"]["nobody"]
    prior = math.log2((1 - often_nobody) / len(bits))
    scores = {name: prior + value for name, value in bits.items()}
    none = math.log2(often_nobody) + nobody
    top = max(*scores.values(), none)
    total = sum(2 ** (score - top) for score in scores.values()) + 2 ** (none - top)
    return {name: 2 ** (score - top) / total for name, score in scores.items()}
