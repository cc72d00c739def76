"""Whether a row says less than the one that it would replace: cut, left blank, 同上, or a goal lowered (R12, R15, R30)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
_CUT_SHARE = 0.6  # a text of which no more is left, and nothing else put in
_TYPO = 2  # characters
_IsLess = Callable[[str, str, str], bool]  # of what was said and is said now, folded, and 是否完成 now
_COLUMNS: Mapping[str, tuple[str, _IsLess]] = {
    "progress": ("完成情况", lambda was, now, _: _says(was) and (not _says(now) or _is_cut(was, now))),
    "next_steps": ("下一步计划", lambda was, now, _: _says(was) and not _says(now)),
    "met_goal_text": ("是否完成", lambda was, now, _: bool(was) and not now),
    # told to be none any more is no loss, nor where the goal is met
    "problems": ("存在问题", lambda was, now, met: _says(was) and not now and parse_met_goal(met) is not MetGoal.YES),
}


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
    for name, (column, is_less) in _COLUMNS.items():
        was, now = joined(old, name), joined(new, name)
        if is_less(fold(was), fold(now), joined(new, "met_goal_text")):
            yield Less(task_id, column, was, now)


def _says(text: str) -> bool:
    return bool(text) and not _NOTHING.fullmatch(text)


def _is_cut(was: str, now: str) -> bool:
    is_part = now in was and len(was) - len(now) > _TYPO
    return is_part or (len(now) <= _CUT_SHARE * len(was) and kept_score(now, was) == 100)
