"""By unit, how many of the claims that were looked at on the spot did not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.decisions.entries import SpotCheck
from pipeline.vocabulary.terms import CheckVerdict


@dataclass(frozen=True)
class UnitChecks:
    """A unit's spot checks by verdict; the three add up to ``checked``."""

    unit: str
    true: int
    partly: int
    false: int

    @property
    def checked(self) -> int:
        """How many claims were looked at."""
        return self.true + self.partly + self.false

    @property
    def not_held(self) -> float:
        """The share of claims that did not hold, wholly or in part."""
        return (self.partly + self.false) / self.checked


def count_shares(checks: Iterable[SpotCheck]) -> tuple[UnitChecks, ...]:
    """One line per unit checked, the largest share of claims that did not hold first, then by number and name."""
    counted: dict[str, Counter[str]] = {}
    for check in checks:
        counted.setdefault(check.unit, Counter())[check.verdict] += 1
    shares = (UnitChecks(unit, *(numbers[verdict] for verdict in CheckVerdict)) for unit, numbers in counted.items())
    return tuple(sorted(shares, key=lambda share: (-share.not_held, -share.checked, share.unit)))
