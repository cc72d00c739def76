"""Task lines: one task of 附件1 or 附件2 as it stood in one month, with what each unit wrote."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.ledger.model import Ledger
from pipeline.ledger.problems import is_problem
from pipeline.master.tasks import Task
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Closure, LeadBasis, Standing, Status

Row = dict[Hashable, Any]


@dataclass(frozen=True)
class UnitWords:
    """What one unit wrote, as written; ``unit`` is blank where the task has no other unit."""

    unit: str
    words: str


@dataclass(frozen=True)
class TaskLine:
    """A task with its standing in the month. ``light_unit`` is the unit whose light it took (R18).

    ``is_standing_told``: an edition may show it beside the unit's name (R21).
    """

    task_id: str
    annex: Annex
    number: int
    category: str
    text: str
    lead_officials: str
    units_text: str
    lead_unit: str
    is_lead_presumed: bool
    standing: Standing
    reason: str
    light_unit: str
    progress: tuple[UnitWords, ...] = ()
    problems: tuple[UnitWords, ...] = ()
    next_steps: tuple[UnitWords, ...] = ()
    is_goal_claimed: bool = False
    is_standing_told: bool = True

    @property
    def title(self) -> str:
        return wording.short_title(self.text)


@dataclass(frozen=True)
class ProblemNote:
    """A problem in a unit's own words (notice clause 2: 存在的问题、原因分析和下一步措施)."""

    line: TaskLine
    unit: str
    words: str


def build_task_lines(
    ledger: Ledger, period: Period, annex: Annex | None = None, unsettled: Collection[str] = ()
) -> tuple[TaskLine, ...]:
    """Every task of ``annex`` (of both where None), in the order of the master list, as it stood in ``period``.

    No unit of ``unsettled`` is shown as 未报送 (R8). A task without a row for the month, such as one closed before, keeps the standing of the sheet 事项台账.
    """
    months = _rows_by_task(ledger.entry_months.loc[ledger.entry_months["period"] == str(period)].to_dict("records"))
    duties = _rows_by_task(ledger.duty_months.loc[ledger.duty_months["period"] == str(period)].to_dict("records"))
    entries = _rows_by_task(ledger.entries.to_dict("records"))
    return tuple(
        _line(task, (months.get(task.task_id) or entries[task.task_id])[0], entries[task.task_id][0], duties, unsettled)
        for task in ledger.tasks
        if annex is None or task.annex is annex
    )


def _rows_by_task(rows: Iterable[Row]) -> dict[str, list[Row]]:
    by_task: dict[str, list[Row]] = {}
    for row in rows:
        by_task.setdefault(row["task_id"], []).append(row)
    return by_task


def _silence(row: Row, unsettled: Collection[str]) -> str:
    is_unsettled = row["unit"] in unsettled or row["standing"] == Standing.UNSETTLED
    return wording.silence(Status.UNSETTLED if is_unsettled else row["status"])


def _line(task: Task, month: Row, entry: Row, duties: dict[str, list[Row]], unsettled: Collection[str]) -> TaskLine:
    order = [assignment.unit for assignment in task.assignments]
    rows = sorted(
        duties.get(task.task_id, []), key=lambda row: order.index(row["unit"]) if row["unit"] in order else len(order)
    )
    is_shared = len(order) > 1
    progress = tuple(
        UnitWords(row["unit"] if is_shared else "", wording.words(row["progress"]) or _silence(row, unsettled))
        for row in rows
    )
    if not rows and entry["closure"] == Closure.CLOSED:
        progress = (UnitWords("", wording.words(entry["progress"])),)
    return TaskLine(
        task_id=task.task_id,
        annex=task.annex,
        number=task.number,
        category=wording.quote(task.category),
        text=wording.quote(task.text),
        lead_officials=wording.joined(task.lead_officials) or "未明确",
        units_text=wording.quote(task.units_text),
        lead_unit=task.lead_unit,
        is_lead_presumed=task.lead_basis is LeadBasis.PRESUMED,
        standing=Standing(month["standing"]),
        reason=wording.quote(month["light_reason"]).removeprefix(f"{month['light_unit']}："),
        light_unit=month["light_unit"] or "",
        progress=_worded(progress),
        problems=_worded(_words(rows, "problems", is_shared)),
        next_steps=_worded(_words(rows, "next_steps", is_shared)),
        is_goal_claimed=bool(rows) and all(row["met_goal"] == "是" for row in rows),
    )


def _words(rows: Iterable[Row], column: str, is_shared: bool) -> tuple[UnitWords, ...]:
    return tuple(UnitWords(row["unit"] if is_shared else "", wording.words(row[column])) for row in rows)


def _worded(words: Iterable[UnitWords]) -> tuple[UnitWords, ...]:
    return tuple(item for item in words if item.words)


def build_problem_notes(ledger: Ledger, period: Period, lines: Iterable[TaskLine]) -> tuple[ProblemNote, ...]:
    """The problems that units reported on ``lines`` in ``period``; units with an unsettled return are left out (R8)."""
    by_task = {line.task_id: line for line in lines}
    rows = ledger.duty_months[ledger.duty_months["period"] == str(period)]
    rows = rows[rows["task_id"].isin(by_task) & (rows["status"] != Status.UNSETTLED)]
    notes = [
        ProblemNote(by_task[row["task_id"]], row["unit"], wording.words(row["problems"]))
        for row in rows.to_dict("records")
    ]
    order = list(by_task)
    return tuple(
        sorted(
            (note for note in notes if is_problem(note.words)),
            key=lambda note: order.index(note.line.task_id),
        )
    )
