"""匹配认定: what only a person can tell about a return, asked precisely and once."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, Entry, SheetColumn, WrittenEntry
from pipeline.master.workbook import Cell
from pipeline.vocabulary.periods import read_period
from pipeline.vocabulary.questions import AGREED, PERIOD_JOINT, REFUSED, REJECTED, TASK_JOINT, QuestionKind
from pipeline.vocabulary.text import compact

_REJECTION = cells.one_of(REJECTED)
_SCORE = re.compile(r"[（(](?:相近)?[\d.]+[%％]?[）)].*$", re.DOTALL)
_SCORED = re.compile(r"[（(](?:相近)?\d[\d.]*[%％]?[）)]")
_APART = " \t\n　、，,；;·"
_NO_NUMBER = "编号被清空，请勿改动编号；清除本行认定结果后重新运行，会重新列出"


@dataclass(frozen=True)
class MatchAnswer(Entry, sheet="匹配认定", place=1, is_required=True):
    """What a question was settled to: a unit's name, a period, task ids (joined by questions.TASK_JOINT) or REJECTED.

    Where a unit was asked for, its period may follow (behind questions.PERIOD_JOINT).
    """

    question_id: Annotated[str, SheetColumn("编号", 11.5, wanted=_NO_NUMBER, is_key=True, is_asked=True)]
    kind: Annotated[QuestionKind, SheetColumn("类型", 7, cells.one_of(*QuestionKind), is_asked=True)]
    source: ClassVar = SheetColumn("来源文件", 26, is_asked=True)
    sheet: ClassVar = SheetColumn("工作表", 9, is_asked=True)
    row: ClassVar = SheetColumn("行号", 7, is_asked=True)
    text: Annotated[str, SheetColumn("原文", 26, is_asked=True)]
    candidates: ClassVar = SheetColumn("候选", 40, is_asked=True)
    answer: Annotated[str, SheetColumn("认定结果", 9, decides=True)]
    decided_by: ClassVar = SheetColumn("认定人", 9)
    decided_on: ClassVar = SheetColumn("认定日期", 11.5, shown=DAY)
    remark: ClassVar = SheetColumn("备注", 26)

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """The answer, as a value of the kind that was asked for."""
        found = cls(**row.values())
        try:
            return replace(found, answer=_answer(row, found.kind))
        except cells.InvalidEntryError as error:
            row.refuse("answer", error.reason)
            return found


def is_rejection(cell: Cell, known: cells.Known) -> bool:
    """Whether the cell says 不采用, in the word or in another for it."""
    with suppress(cells.InvalidEntryError):
        return _REJECTION(cell, known) == REJECTED
    return False


def _unit_and_period(cell: Cell, known: cells.Known) -> str:
    """Both, where the cell tells both: 区财政局 2022-03, 区财政局3月; '' otherwise."""
    for split in range(len(cell.text) - 1, 0, -1):
        unit, period = cell.text[:split].rstrip(_APART), read_period(cell.text[split:].strip(_APART), known.year)
        if period and known.collects(period) and (found := known.directory.find(compact(unit))):
            return f"{found.name}{PERIOD_JOINT}{period}"
    return ""


def _answer(row: WrittenEntry, kind: QuestionKind | None) -> str:
    """The answer that ``kind`` asks for; a candidate may be copied with its score: 任务37（92）…"""
    cell, known = row.cell("answer"), row.known
    if is_rejection(cell, known) or (kind is QuestionKind.GOALS and cell.text.startswith(REFUSED)):
        return REJECTED
    if kind is QuestionKind.GOALS and cell.text.startswith(AGREED):
        return str(known.year)
    if len(_SCORED.findall(cell.text)) > 1:
        raise cells.InvalidEntryError(cell, "抄了几个候选，请只保留认定的那个")
    plain = replace(cell, text=_SCORE.sub("", cell.text).strip())
    if kind is QuestionKind.TASK:
        return TASK_JOINT.join(cells.task_ids(plain, known))
    if kind is QuestionKind.UNIT:
        return _unit_and_period(plain, known) or cells.unit(replace(plain, text=compact(plain.text)), known)
    if kind is None:
        return cell.text
    if kind is QuestionKind.GOALS and read_period(plain.text, known.year) is None:
        raise cells.InvalidEntryError(cell, f"“{cell.text}”应为 {AGREED}（按新目标）或 {REFUSED}（仍按原目标）")
    periods = cells.periods(plain, known)
    if not all(known.collects(period) for period in periods):
        told = f"“{cell.text}”不是{known.year}年度的报送期间；不属本年度的，请填 {REJECTED}"
        raise cells.InvalidEntryError(cell, told)
    return TASK_JOINT.join(map(str, periods))
