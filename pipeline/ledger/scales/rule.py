"""A table of rules, read from top to bottom: the first that holds gives the word and its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from pipeline.ledger.scales.state import DutyState
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import Light
from pipeline.vocabulary.text import chinese_date

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Rule(Generic[Word]):
    """If ``holds``, the duty is at ``word`` of its scale; ``reason`` is filled with the state's facts."""

    holds: Callable[[DutyState], bool]
    word: Word
    reason: str


@dataclass(frozen=True)
class Verdict(Generic[Word]):
    """Where a duty is on one scale, why in words, and the light that this alone would give it."""

    word: Word
    reason: str
    light: Light


def judge(rules: tuple[Rule[Word], ...], lights: Mapping[Word, Light], state: DutyState) -> Verdict[Word]:
    """The verdict of the first rule that holds."""
    rule = next(rule for rule in rules if rule.holds(state))
    return Verdict(rule.word, rule.reason.format(**_facts(state)), lights[rule.word])


def _facts(state: DutyState) -> dict[str, object]:
    """What a reason may be filled with."""
    period = state.period
    return {
        "period": "" if period.is_plan else period.label,
        "form": "年度计划" if period.is_plan else "落实情况",
        "blank": "季度目标" if period.is_plan else "完成情况",
        "quarter": "" if period.is_plan else quarter_label(period.quarter),
        "due": chinese_date(state.due_date),
        "late": state.workdays_late,
        "carried": state.carried_quarter,
        "refuted": state.refuted,
        "contradiction": state.contradiction,
        "excuse": state.excuse.words if state.excuse else "本期免报",
        "parts": "、".join(state.lacking_parts),
        "pace": state.behind_pace,
        "far": state.far_from_goal,
    }
