"""预警灯 (R18): the worse of the two scales, with the scale that makes it where that is not plain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.ledger.scales.rule import Verdict
from pipeline.vocabulary.terms import Delivery, Light, Scale, Standing
from pipeline.vocabulary.values import Reason

_WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)
_NOT_PLAIN = (Light.RED, Light.YELLOW)  # either scale can give these
_OF_UNITS = (
    Standing.UNSETTLED,
    Standing.UNREPORTED,
    Standing.ON_TRACK,
    Standing.NOT_DUE,
    Standing.EXEMPT,
    Standing.CANCELLED,
    Standing.CLOSED,
)


@dataclass(frozen=True)
class Judged:
    """A duty on both scales, in a period or now."""

    delivery: Verdict[Delivery]
    standing: Verdict[Standing]
    unit: str = ""

    @property
    def light(self) -> Light:
        """The worse of both; what is closed is closed, however it was reported."""
        if self.standing.light is Light.CLOSED:
            return Light.CLOSED
        return min((self.standing.light, self.delivery.light), key=_WORST_FIRST.index)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the light is what it is: by 进度, by 报送 or by both, the work first; of one that is plain the 进度 alone."""
        scales = ((Scale.STANDING, self.standing), (Scale.DELIVERY, self.delivery))
        told = [(scale, one) for scale, one in scales if one.light is self.light]
        if self.light in _NOT_PLAIN:
            return tuple(Reason(one.reason, self.unit, scale) for scale, one in told)
        return (Reason(told[0][1].reason, self.unit),)

    def of(self, unit: str) -> Judged:
        """The same, said of ``unit`` by name."""
        return replace(self, unit=unit)


def worst(judged: Iterable[Judged]) -> Judged | None:
    """Of several units' duties the one whose light a task takes, ties to the first (the lead); None of nothing."""
    return min(judged, key=_rank, default=None)


def _rank(one: Judged) -> int:
    """Red for the work, red for a form, yellow, then what is open; of the rest the least settled first."""
    if one.light is Light.RED:
        return 0 if one.standing.word is Standing.BEHIND else 1
    return 2 if one.light is Light.YELLOW else 3 + _OF_UNITS.index(one.standing.word)
