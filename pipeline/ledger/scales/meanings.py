"""What the tables of rules say, in words made out of the tables themselves: no page can explain a rule that does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pipeline.ledger.scales.delivery import DELIVERY_LIGHTS, DELIVERY_RULES
from pipeline.ledger.scales.outlook import SHIPPED, Thresholds
from pipeline.ledger.scales.rule import Rule, Word
from pipeline.ledger.scales.standing import STANDING_LIGHTS, STANDING_RULES
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Delivery, Light, Scale, Standing

# What stands for a state's facts where a rule is told in general.
_IN_GENERAL = {
    "period": "当期",
    "form": "报表",
    "blank": "完成情况（年度计划为季度目标）",
    "quarter": "当季",
    "due": "截止日期",
    "late": "若干",
    "carried": "上季度",
    "refuted": "不属实或部分属实",
    "contradiction": "填报内容自相矛盾，待核对或经核验属实",
    "parts": "某个分项",
    "far": "累计数不到目标的{near}",
}
_REST = "没有以上各种情形"
_AS_A_RULE = {
    "{period}按序时推进": _REST,
    "{period}按序时推进，但{quarter}目标临近，{far}": f"{_REST}，但季末前一个月{_IN_GENERAL['far']}的（预警原因中写明）",
}
"""Reasons that say the word which they are to explain, told as a rule."""
_JOINTS = {Light.GREEN: "，且"}  # every other light is that of the worse scale
_EXCUSES = {
    "已撤销": "责任分解表填写了停用日期，自该日起撤销",
    "免报": "经批准免报，或者当期不需报送",
    "未到期": "尚未承担、不再承担，或者责任单位尚未确认",
}


def delivery_meanings() -> dict[Delivery, str]:
    """Each 报送 with when it is so, by the rules in their order."""
    return _meanings(DELIVERY_RULES, Delivery, SHIPPED.words)


def standing_meanings(thresholds: Thresholds) -> dict[Standing, str]:
    """Each 进度 with when it is so, by the rules in their order, with the ``thresholds`` that the office has set."""
    return _meanings(STANDING_RULES, Standing, thresholds.words)


def light_meanings() -> dict[Light, str]:
    """Each 预警灯 with the words of either scale that give it."""
    scales: tuple[tuple[Scale, Mapping[Word, Light]], ...] = (  # type: ignore[valid-type]
        (Scale.DELIVERY, DELIVERY_LIGHTS),
        (Scale.STANDING, STANDING_LIGHTS),
    )
    return {light: _JOINTS.get(light, "，或").join(_giving(light, scales)) for light in Light}


def _giving(light: Light, scales: Iterable[tuple[Scale, Mapping[StrEnum, Light]]]) -> Iterable[str]:
    for scale, lights in scales:
        if words := [f"“{word}”" for word, one in lights.items() if one is light]:
            yield f"{scale}为{'、'.join(words)}"


def _meanings(rules: Iterable[Rule[Word]], words: type[Word], thresholds: Mapping[str, str]) -> dict[Word, str]:
    reasons = gathered((rule.word, _told(rule, thresholds)) for rule in rules)
    return {word: "；".join(dict.fromkeys(reasons[word])) for word in words}


def _told(rule: Rule[Word], thresholds: Mapping[str, str]) -> str:
    far = _IN_GENERAL["far"].format(**thresholds)
    return _AS_A_RULE.get(rule.reason, rule.reason).format(
        **{**_IN_GENERAL, "far": far, "excuse": _EXCUSES.get(rule.word, ""), **thresholds}
    )
