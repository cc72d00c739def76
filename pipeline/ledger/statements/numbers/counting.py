"""Whether two figures count the same thing: only then may they be compared (R15, R17)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.vocabulary.likeness import character_share

_NEARLY_EQUAL = 0.8
_HELD = 0.5
_MINOR_ACTS = frozenset(
    "走访 评审 服务 征收 投用 发放 设立 报批 培训 申报 招标 验收".split()
)  # What is told beside the count.
_SHORTEST_NAME = 2
_SOME_OF = re.compile(r"规上|规模|限上|重点|以上|级|上市|[民国外]资|国有|民营|首批|^新|本地|贫困|困难|典型|示范")
_NEAR_NAME = 0.4
_VAGUE = 0.05
_TINY = 1e-6


def counts_same(one: StatedFigure, other: StatedFigure, *, is_strict: bool = True) -> bool:
    """Same unit, same acts, same part of the whole, and names that mean the same thing.

    Strict: the names are nearly equal (前后两月). Not strict: a goal's name may be longer or shorter (养老设施).
    Figures without a name are left to same_in, which sees whether they can be told apart.
    """
    if one.unit != other.unit or one.is_share != other.is_share or not _same_part(one.topic, other.topic):
        return False
    likeness = name_likeness(one.noun, other.noun)
    if one.acts != other.acts:
        is_told_more = one.acts <= other.acts or other.acts <= one.acts
        return not is_strict and is_told_more and likeness >= _HELD and (one.acts ^ other.acts) <= _MINOR_ACTS
    return likeness >= (_NEARLY_EQUAL if is_strict else _HELD)


def same_in(
    figure: StatedFigure, others: Sequence[StatedFigure], own: Sequence[StatedFigure], *, is_strict: bool = True
) -> list[StatedFigure]:
    """Those of ``others`` that count what ``figure`` counts; ``own`` are the figures that stand beside it.

    A figure without a name is matched by unit and acts, where both texts hold just one such figure.
    """
    named = [other for other in others if counts_same(figure, other, is_strict=is_strict)]
    if named:
        return named
    only = (_only_one(figure, others, own, likeness) for likeness in (_CLOSE if is_strict else (*_CLOSE, *_LOOSE)))
    return next(([found] for found in only if found), [])


def _only_one(
    figure: StatedFigure, others: Sequence[StatedFigure], own: Sequence[StatedFigure], likeness: _Likeness
) -> StatedFigure | None:
    """The one of ``others`` that is like ``figure``, where nothing else beside ``figure`` is like either of them."""
    alike = [other for other in others if likeness.holds(figure, other)]
    if len(alike) != 1 or (likeness.is_of_nameless and figure.noun and alike[0].noun):
        return None
    beside = [other for other in own if likeness.holds(figure, other) or likeness.holds(alike[0], other)]
    return alike[0] if len(beside) == 1 else None


def _same_part(one: str, other: str) -> bool:
    """Whether two parts of the whole (二区; 抢抓春植时节在二环南路等路段) are one part, or both are the whole."""
    return one == other or name_likeness(one, other) >= _NEARLY_EQUAL


def fits_better(figure: StatedFigure, rival: StatedFigure, goal: StatedFigure) -> bool:
    """Whether ``figure`` counts what ``rival`` counts, by a name nearer to it than that of ``goal``."""
    is_rival = counts_same(figure, rival, is_strict=False)
    return is_rival and name_likeness(figure.noun, rival.noun) > name_likeness(figure.noun, goal.noun)


def _is_one_kind(one: StatedFigure, other: StatedFigure) -> bool:
    """Same unit, of the same part of the whole: what any two counts of one thing have in common."""
    return (one.unit, one.topic, one.is_share) == (other.unit, other.topic, other.is_share)


def _is_alike(one: StatedFigure, other: StatedFigure) -> bool:
    return one.acts == other.acts and _may_be_alike(one, other)


def _may_be_alike(one: StatedFigure, other: StatedFigure) -> bool:
    """One kind: enough where one names nothing at all (累计35场) and there is no other."""
    is_nameless = one.acts == other.acts or any(not figure.acts and not figure.noun for figure in (one, other))
    return is_nameless and _is_one_kind(one, other)


def _is_shortened(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether one's name is the end of the other's (抚育, 森林抚育), or its beginning (迁改, 迁改线路)."""
    short, long = sorted((one.noun, other.noun), key=len)
    if one.acts != other.acts or not _is_one_kind(one, other) or not short or _SOME_OF.search(long):
        return False
    return long.endswith(short) or long.startswith(short)


def _ends_alike(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether both names end in the same word: 地块调查, 土壤污染状况调查."""
    length = min(len(one.noun), len(other.noun), _SHORTEST_NAME)
    is_same_end = length > 0 and one.noun[-length:] == other.noun[-length:]
    return is_same_end and one.acts == other.acts and _is_one_kind(one, other)


def _says_more(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether one tells of a further step (3000户征收签约, 签约2410户); a rate of one deed needs no other name."""
    is_step_more = bool(one.acts & other.acts) and (one.acts <= other.acts or other.acts <= one.acts)
    is_unnamed = (one.unit == "%" and one.acts == other.acts) or not (one.noun or other.noun)
    return is_step_more and is_unnamed and _is_one_kind(one, other)


class _Likeness(NamedTuple):
    """A way in which two figures may count the same thing; ``is_of_nameless``: only where one of them has no name."""

    holds: Callable[[StatedFigure, StatedFigure], bool]
    is_of_nameless: bool = False


# Tried in this order.
_CLOSE = (_Likeness(_is_alike, True), _Likeness(_may_be_alike, True), _Likeness(_is_shortened))
_LOOSE = (_Likeness(_ends_alike), _Likeness(_says_more))


@lru_cache(maxsize=65_536)
def name_likeness(one: str, other: str) -> float:
    """1 for equal names, 0.5 to 1 where one holds the other or both share their characters, else 0."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    shared = character_share(short, long)
    if len(short) >= _SHORTEST_NAME and (short in long or (short[-2:] in long and not Counter(short) - Counter(long))):
        return max(_HELD, shared)
    return shared if shared >= _NEARLY_EQUAL and len(short) > _SHORTEST_NAME else 0.0


def is_near_name(one: str, other: str) -> bool:
    """Whether names are near enough to blame a unit on: 优秀人才 for 优秀人才到联盟企业实习, not 村庄 for 人居环境整治村庄."""
    short, long = sorted((one, other), key=len)
    return not short or long.endswith(short) or len(short) >= _NEAR_NAME * len(long)


def best_named(figures: Sequence[StatedFigure], goal: StatedFigure) -> list[StatedFigure]:
    """Those that bear the goal's very name (新入园企业), where there are any, and not those that come near it (在园企业)."""
    exact = [figure for figure in figures if name_likeness(figure.noun, goal.noun) >= _NEARLY_EQUAL]
    return exact or list(figures)


def is_one_name(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether both are named, by deed or by thing, and alike."""
    likeness = name_likeness(one.noun, other.noun)
    return likeness >= _NEARLY_EQUAL or (bool(one.acts & other.acts) and not (one.noun and other.noun))


def is_less(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether ``one`` is smaller than ``other`` beyond what rounding and 约, 近, 余 leave open."""
    slack = max(one.half_step, other.half_step) if one.half_step != other.half_step else 0.0
    if one.is_vague or other.is_vague:
        slack = max(slack, _VAGUE * max(one.value, other.value))
    return one.value < other.value - slack - _TINY


def falls_short(reached: StatedFigure, goal: StatedFigure) -> bool:
    """Whether what was reached misses the goal: below it, above a ceiling (控制在…以内), or a change the other way."""
    if reached.is_growth and goal.is_growth and reached.is_fall is not goal.is_fall:
        return True
    slack = reached.half_step if reached.half_step > goal.half_step else 0.0
    if reached.is_vague:
        slack = max(slack, _VAGUE * reached.value)
    return reached.value > goal.value + _TINY if goal.is_ceiling else reached.value < goal.value - slack - _TINY
