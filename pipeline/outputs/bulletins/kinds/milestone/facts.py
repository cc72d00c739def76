"""The bulletin on one closed task or one major matter (notice clause 3: 重大事项一事一通报，完成的事项第一时间通报)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.ledger.model import Ledger, Matter
from pipeline.master.bearers import units_on
from pipeline.master.tasks import Task
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.facts.task_lines import UnitWords, position_of
from pipeline.outputs.shared import wording
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.tables import DUTY_MONTHS, ENTRIES
from pipeline.vocabulary.terms import Closure, Status
from pipeline.vocabulary.text import compact

_BRIEF = 120


@dataclass(frozen=True)
class MonthWords:
    """What units wrote in one month, in brief."""

    month: Period
    words: tuple[UnitWords, ...]


@dataclass(frozen=True)
class MilestoneFacts:
    """What the bulletin on one matter states; ``goals`` are the year's promise by quarter as filed."""

    cover: Cover
    is_closure: bool
    situation: str
    day: date
    task_id: str = ""
    position: str = ""
    task_title: str = ""
    promise: str = ""
    goals: tuple[tuple[str, str], ...] = ()
    lead_officials: str = ""
    units_text: str = ""
    lead_unit: str = ""
    done_by: str = ""
    history: tuple[MonthWords, ...] = ()
    basis: str = ""
    named: tuple[NamedUnit, ...] = ()

    @property
    def steps(self) -> tuple[tuple[Period, str], ...]:
        """The last month of each quarter in which the lead reported, with its words: what a supporter adds is no step."""
        last = {
            month.month.quarter: (month.month, item.words)
            for month in self.history
            for item in month.words
            if item.unit in ("", self.lead_unit)
        }
        return tuple(last[quarter] for quarter in sorted(last))


def build_milestone_facts(ledger: Ledger, matter: Matter, office: str) -> MilestoneFacts:
    """The facts of ``matter``; of a major matter without a task, what a person wrote is all there is.

    Raises:
        PipelineError: the matter claims a closure that nobody has verified (R19), or names no task of the master list.
    """
    task = next((task for task in ledger.tasks if task.task_id == matter.task_id), None)
    if task is None and (matter.task_id or matter.is_closure):
        raise PipelineError(f"事项编号“{matter.task_id}”不在责任分解表中。", "请核对人工认定.xlsx中该事项的编号。")
    if matter.is_closure and not _is_closed(ledger, matter):
        raise PipelineError(
            f"{matter.task_id}尚未核实销号，不能按办结通报。", "请先在人工认定.xlsx“办结销号”表填写认定结果“已销号”。"
        )
    facts = MilestoneFacts(
        cover=build_cover(ledger, _title(ledger, matter, task), office),
        is_closure=matter.is_closure,
        situation=wording.quote(matter.situation),
        day=matter.day,
    )
    return replace(facts, **_of_task(ledger, matter, task)) if task else facts


def _of_task(ledger: Ledger, matter: Matter, task: Task) -> dict[str, Any]:
    """What the matter's task adds."""
    [entry] = ENTRIES.rows(ledger.entries[ledger.entries["task_id"] == task.task_id])
    goals = (entry.goal_q1, entry.goal_q2, entry.goal_q3, entry.goal_q4)
    promised = ((quarter_label(quarter), wording.quote(goal)) for quarter, goal in enumerate(goals, 1))
    return {
        "task_id": task.task_id,
        "position": position_of(task),
        "task_title": wording.task_title(task.short_name, task.text),
        "promise": wording.quote(task.text),
        "goals": tuple((label, goal) for label, goal in promised if goal),
        "lead_officials": wording.joined(task.lead_officials),
        "units_text": wording.quote(units_on(task, matter.day)),
        "lead_unit": task.lead_unit,
        "done_by": wording.quote(units_on(task, matter.day)),
        "history": _history(ledger, matter),
        "basis": wording.quote(matter.basis),
    }


def _is_closed(ledger: Ledger, matter: Matter) -> bool:
    """Only 已销号 of the whole task is a closure (R19)."""
    entries = ledger.entries
    return bool((entries.loc[entries["task_id"] == matter.task_id, "closure"] == Closure.CLOSED).any())


def _title(ledger: Ledger, matter: Matter, task: Task | None) -> tuple[str, ...]:
    given = compact(wording.quote(matter.title))
    subject = f"“{wording.task_title(task.short_name, task.text)}”" if task else ""
    if matter.is_closure:
        title = f"关于{subject}办结情况的通报"
    elif given or not task:
        title = wording.completed_title(given)
    else:
        title = f"关于{subject}有关情况的通报"
    # Two characters that stand together in what the notice says may be a word.
    return wording.balanced_lines(title, corpus="\n".join(task.text for task in ledger.tasks))


def _history(ledger: Ledger, matter: Matter) -> tuple[MonthWords, ...]:
    """What the units wrote month by month, those with an unsettled return left out (R8)."""
    chosen = (ledger.duty_months["task_id"] == matter.task_id) & (ledger.duty_months["status"] != Status.UNSETTLED)
    rows = sorted(DUTY_MONTHS.rows(ledger.duty_months[chosen]), key=lambda row: row.period)
    is_shared = len({row.unit for row in rows}) > 1
    months = gathered(
        (row.period, UnitWords(row.unit if is_shared else "", wording.cut(words, _BRIEF, "……")))
        for row in rows
        if (words := wording.words(row.progress))
    )
    return tuple(MonthWords(period, tuple(words)) for period, words in months.items())
