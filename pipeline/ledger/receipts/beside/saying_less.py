"""Whether a row says less than the one that it would replace: cut, left blank, 同上, or a goal lowered (R12, R15, R30)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ledger.receipts.beside.in_hand import HeldRow, joined
from pipeline.ledger.statements.goal_changes import lowered
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.likeness import kept_score
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import FormKind, MetGoal
from pipeline.vocabulary.text import fold

_NOTHING = re.compile(
    r"(?:目前|暂|尚)?(?:无|没有|未发现)(?:问题|困难|计划)?|略|na|"
    r"(?:同|见|与)?(?:上|前)(?:月|期|次|报|表|述|文)*(?:相同|一致|内容)?|同前|同上.{0,3}|见附件.{0,3}|无变化|没有变化|不变|未变|无新?进展"
)
_COLUMNS = {"progress": "完成情况", "next_steps": "下一步计划", "met_goal_text": "是否完成", "problems": "存在问题"}
_CUT_SHARE = 0.6  # a text of which no more is left, and nothing else put in
_TYPO = 2  # characters
_REMARK = re.compile(r"[(（][^()（）\d]*[)）]")  # (初步统计，数字待核): who corrects leaves it out


@dataclass(frozen=True)
class Less:
    """One column of a task in which ``new`` says less than ``old``; ``words`` say how a goal is less."""

    task_id: str
    column: str
    old: str
    new: str
    words: str = ""


def losses(form: FormKind, old: Sequence[HeldRow], new: Sequence[HeldRow]) -> Iterator[Less]:
    """What the ``new`` rows of a task say less than the ``old`` ones that they would replace."""
    if not old:
        return
    task_id = new[0].record.task_id
    if form is FormKind.PLAN:
        before, after = ([joined(rows, name) for name in GOALS] for rows in (old, new))
        for quarter, words in lowered(before, after):
            yield Less(task_id, f"{quarter_label(quarter)}目标", before[quarter - 1], after[quarter - 1], words)
        return
    for name, column in _COLUMNS.items():
        was, now = joined(old, name), joined(new, name)
        if _says_less(name, was, now, joined(new, "met_goal_text")):
            yield Less(task_id, column, was, now)


def goals_changed(old: Sequence[HeldRow], new: Sequence[HeldRow]) -> Iterator[Less]:
    """Each goal of a task that reads otherwise in a plan sent again, the year's first."""
    if not old:
        return
    for name in reversed(GOALS):
        was, now = joined(old, name), joined(new, name)
        if fold(was) != fold(now):
            quarter = quarter_label(GOALS.index(name) + 1)
            yield Less(
                new[0].record.task_id, f"{quarter}（全年）目标" if name == GOALS[-1] else f"{quarter}目标", was, now
            )


def _says_less(name: str, was: str, now: str, met_goal: str) -> bool:
    before, after = fold(_REMARK.sub("", was) if _REMARK.sub("", now) == now else was), fold(now)
    if not before or before == after or (_NOTHING.fullmatch(before) and name != "met_goal_text"):
        return False
    if name == "met_goal_text":
        return not after
    if name == "problems":  # told to be none any more is no loss, nor where the goal is met
        return not after and parse_met_goal(met_goal) is not MetGoal.YES
    if not after or _NOTHING.fullmatch(after):
        return True
    is_part = after in before and len(before) - len(after) > _TYPO
    return name == "progress" and (is_part or _is_cut(before, after))


def _is_cut(before: str, after: str) -> bool:
    return len(after) <= _CUT_SHARE * len(before) and kept_score(after, before) == 100
