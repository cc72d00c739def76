"""How a bulletin tells what looks on the spot found: all counted, those that did not bear out named where that may be (R21)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.checked import Checked
from pipeline.outputs.bulletins.words.own_words import brief
from pipeline.outputs.bulletins.words.places import place_words
from pipeline.outputs.shared import wording
from pipeline.vocabulary.terms import CheckVerdict

_NOTE = 60


def checked_sentence(checked: Sequence[Checked], span: str, edition: Edition) -> str:
    """``督查室对三季度报送内容抽查核验9项次，其中，属实6项次、不属实3项次。……``; blank where nobody looked."""
    if not checked:
        return ""
    pairs = [(str(verdict), sum(one.verdict is verdict for one in checked)) for verdict in CheckVerdict]
    counted = wording.shared_out(pairs, "项次")
    amiss = [one for one in checked if one.verdict is not CheckVerdict.TRUE]
    told = [one for one in amiss if one.sanction and edition.may_name(*one.sanction)]
    named = "".join(_told(one) for one in told)
    rest = len(amiss) - len(told)
    others = f"{'其余' if told else '与报送内容不符的'}{rest}项次由督查室督促整改。" if rest else ""
    return f"督查室对{span}报送内容抽查核验{len(checked)}项次，{counted}。{named}{others}"


def _told(one: Checked) -> str:
    found = f"（{wording.sentence(brief(one.found, _NOTE)).rstrip('。')}）" if one.found else ""
    return f"{one.line.title}（{place_words(one.line.task_id)}，{one.unit}）{one.verdict}{found}。"
