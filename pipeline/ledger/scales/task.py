"""A task's verdicts out of its units': the worst unit's light, everybody's 报送, the lead's 进度 (R18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ledger.scales.delivery import DELIVERY_FAULTS, DELIVERY_LIGHTS
from pipeline.ledger.scales.light import Judged, worst
from pipeline.ledger.scales.rule import Verdict
from pipeline.ledger.scales.standing import STANDING_FAULTS, STANDING_LIGHTS
from pipeline.vocabulary.terms import Delivery, Light, Standing
from pipeline.vocabulary.values import Reason

_SETTLED = (Standing.CLOSED, Standing.EXEMPT, Standing.CANCELLED)  # a part of which nothing more is to be told
_PLAIN = (Standing.ON_TRACK, Standing.CLOSED, Standing.CANCELLED)  # whose it is adds nothing
_GOOD_BY_LEAD = (Standing.ON_TRACK, Standing.UNREPORTED)


@dataclass(frozen=True)
class UnitVerdict:
    """One unit's part of a task; one that is not ``is_borne`` was another's in the period."""

    unit: str
    judged: Judged
    leads: bool
    is_borne: bool = True

    @property
    def standing(self) -> Standing:
        """Its 进度."""
        return self.judged.standing.word


@dataclass(frozen=True)
class TaskVerdict:
    """A task on both scales with its light; ``standing_unit`` is whose report makes the 进度."""

    light: Light
    light_reason: tuple[Reason, ...]
    light_unit: str
    delivery: Delivery
    delivery_reason: tuple[Reason, ...]
    standing: Standing
    standing_reason: Reason
    standing_unit: str
    beside: tuple[Reason, ...] = ()


def of_nobody(standing: Standing, reason: str) -> TaskVerdict:
    """The verdict on a task that no unit owes."""
    delivery = Delivery.CANCELLED if standing is Standing.CANCELLED else Delivery.NOT_DUE
    told = (Reason(reason),)
    return TaskVerdict(STANDING_LIGHTS[standing], told, "", delivery, told, standing, told[0], "")


def judge_task(units: Sequence[UnitVerdict]) -> TaskVerdict:
    """The verdict on a task that ``units`` bear, in the order of the table."""
    is_shared = len(units) > 1
    lit = worst(one.judged.of(one.unit) for one in units)
    assert lit
    names_unit = is_shared and lit.light is not Light.GREEN
    speaker = _speaker(units)
    standing, reason, whose = _standing(units, speaker, is_shared=is_shared)
    delivery, told = _delivery(units, is_shared=is_shared)
    return TaskVerdict(
        light=lit.light,
        light_reason=lit.of(lit.unit if names_unit else "").reasons,
        light_unit=lit.unit,
        delivery=delivery,
        delivery_reason=told,
        standing=standing,
        standing_reason=reason,
        standing_unit=whose,
        beside=tuple(_beside(units, speaker)),
    )


def _speaker(units: Sequence[UnitVerdict]) -> UnitVerdict:
    """Whose report is the task's: the lead's while its part is open, else the worst of the open parts (R22: a part is not the task)."""
    open_parts = [one for one in units if one.is_borne and one.standing not in _SETTLED]
    order = list(STANDING_LIGHTS)
    lead = next((one for one in open_parts if one.leads), None)
    return lead or min(open_parts or units, key=lambda one: order.index(one.standing))


def _standing(units: Sequence[UnitVerdict], speaker: UnitVerdict, *, is_shared: bool) -> tuple[Standing, Reason, str]:
    """The speaker's 进度; a part that a supporter says it missed at the quarter's end needs attention, with whose it is."""
    missed = next((one for one in units if one is not speaker and one.standing is Standing.BEHIND), None)
    if missed and speaker.standing in _GOOD_BY_LEAD:
        reason = Reason(missed.judged.standing.reason, f"配合单位{missed.unit}")
        return Standing.ATTENTION, reason, missed.unit
    names_unit = is_shared and speaker.standing not in _PLAIN
    whose = f"{'牵头单位' if speaker.leads else ''}{speaker.unit}" if names_unit else ""
    return speaker.standing, Reason(speaker.judged.standing.reason, whose), speaker.unit


def _delivery(units: Sequence[UnitVerdict], *, is_shared: bool) -> tuple[Delivery, tuple[Reason, ...]]:
    """The worst unit's 报送, with every unit whose return is at fault."""
    owing = [one for one in units if one.is_borne] or list(units)
    order = list(DELIVERY_LIGHTS)
    last = min(owing, key=lambda one: order.index(one.judged.delivery.word))
    word = last.judged.delivery.word
    faulty = [one for one in owing if one.judged.delivery.word in DELIVERY_FAULTS] or [last]
    names_unit = is_shared and word is not Delivery.ON_TIME
    told = (Reason(one.judged.delivery.reason, one.unit if names_unit else "") for one in faulty)
    return word, tuple(told)


def _beside(units: Sequence[UnitVerdict], speaker: UnitVerdict) -> Iterator[Reason]:
    """What the others lack, contradict or have not done: beside the task's 进度, never as it."""
    for one in units:
        if one is speaker or not one.is_borne:
            continue
        judged = one.judged
        scales: tuple[tuple[Verdict[Delivery] | Verdict[Standing], bool], ...] = (
            (judged.delivery, judged.delivery.word in DELIVERY_FAULTS),
            (judged.standing, judged.standing.word in STANDING_FAULTS),
        )
        yield from (Reason(verdict.reason, one.unit) for verdict, is_fault in scales if is_fault)
