"""What a text leaves of a whole: 9个村中6个已达标，其余3个预计年底达标 (R17).

A whole that is only named again, and told in two, is not reached by its own number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pipeline.ledger.statements.numbers.stated import StatedFigure

_SAME = 1e-6


def is_divided(whole: StatedFigure, told: Sequence[StatedFigure]) -> bool:
    """Whether two figures of a text add up to the whole (拆除9栋，剩4栋).

    Percentages are no parts (完成100%，签约80%), nor is what is told beside a number (其中).
    """
    alike = [one for one in told if one.unit == whole.unit != "%" and one.value and not one.is_share]
    sums = (one.value + other.value for one, other in combinations(alike, 2))
    return any(abs(both - whole.value) < _SAME * whole.value for both in sums)
