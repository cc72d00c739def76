"""The checks on what units wrote (R15-R17): thresholds, twins, and the words that are looked for."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from pipeline.config.section import MatchScore, Section, nearest
from pipeline.vocabulary.toml_files import read_phrases

_ADDS, _TAKES = "+＋", "-－−–"  # full-width and typographic signs, as an input method writes them

Relation = Literal["相同", "包含", "相近"]


def _in_force(written: tuple[str, ...], field: ValidationInfo) -> tuple[str, ...]:
    """The words as written; where each carries a sign, the shipped words with each +word and without each -word."""
    if not all(word.strip(f"{_ADDS}{_TAKES} ") for word in written):
        raise ValueError("中有空白的词，请删去")
    plain = [word for word in written if word[0] not in _ADDS + _TAKES]
    if len(plain) == len(written):
        return written
    if plain:
        raise ValueError(f"有的词带加减号，有的不带（如“{plain[0]}”），请统一：加词写 +词，删词写 -词")
    return _changed(read_phrases("checks")[str(field.field_name)], written)


def _changed(shipped: tuple[str, ...], signed: tuple[str, ...]) -> tuple[str, ...]:
    added = [word[1:].strip() for word in signed if word[0] in _ADDS]
    taken = {word[1:].strip() for word in signed if word[0] in _TAKES}
    if unknown := sorted(taken.difference(shipped)):
        known = nearest(unknown[0], shipped)
        raise ValueError(f"内置的词中没有“{unknown[0]}”" + (f"，是否应为“{known}”" if known else ""))
    return tuple(word for word in dict.fromkeys((*shipped, *added)) if word not in taken)


Words = Annotated[tuple[str, ...], AfterValidator(_in_force)]


def _shipped(name: str) -> Any:
    return Field(default_factory=lambda: read_phrases("checks")[name])


class Checks(Section):
    """[checks]: the reasons for the thresholds stand in config.toml, the shipped words in vocabulary/phrases."""

    negations: Words = _shipped("negations")
    harmless: Words = _shipped("harmless")
    causes: Words = _shipped("causes")
    corrections: Words = _shipped("corrections")
    blanket: Words = _shipped("blanket")
    same_text_length: Annotated[int, Field(ge=1)] = 8
    wording_score: MatchScore = 90
    behind_ratio: Annotated[float, Field(gt=0, lt=1)] = 0.5
    near_goal_ratio: Annotated[float, Field(gt=0, lt=1)] = 0.5
    compound_parts: Annotated[int, Field(ge=2)] = 2
    twins: tuple[tuple[str, str, Relation], ...] = (
        ("任务63", "实事10", "相同"),
        ("任务43", "实事20", "相同"),
        ("任务79", "实事2", "包含"),
        ("任务50", "实事14", "相近"),
    )


class Problems(Section):
    """[problems]: how 问题台账 follows a problem from month to month; the reason for the value stands in config.toml."""

    reworded_share: Annotated[float, Field(gt=0, le=1)] = 0.5
