"""Rows of the printed ledger (台账): what stands in every line, before any page is laid out.

A task is a block; each unit that bears it is a line, with its own words, its own light and its own source, so that
no unit's report hides behind another's (R13).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass

import pandas as pd

from pipeline.ledger.counts import tallied_tasks
from pipeline.ledger.model import Ledger
from pipeline.master.tasks import Task
from pipeline.outputs.shared.words import listed, place_words
from pipeline.outputs.xlsx.theme import SIGNS, signed
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import DUTIES, ENTRIES, DutyRow, EntryRow
from pipeline.vocabulary.terms import Closure, LeadBasis, Light, Role, Trend
from pipeline.vocabulary.text import stacked
from pipeline.vocabulary.values import LightChange, MonthLight

_LEAD_MARKS = {LeadBasis.BOLD: "（牵头）", LeadBasis.PRESUMED: "（牵头·推定）", LeadBasis.ONLY: ""}
_GROUP_NOTE = "（成员单位待确认）"
_OWES_NOTHING = "不单独报送"


@dataclass(frozen=True)
class DutyLine:
    """One unit's part of a task."""

    unit: str
    goal: str = ""
    period: str = ""
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    light_text: str = ""
    strip: str = ""
    source: str = ""
    light: str = ""
    source_file: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts right of the task's own columns, left to right: all but the last two fields."""
        return astuple(self)[:-2]


@dataclass(frozen=True)
class Block:
    """One task: its number, category, text, leaders and light, and its units' lines (at least one)."""

    number: int
    category: str
    text: str
    leaders: str
    light: str
    light_text: str
    lines: tuple[DutyLine, ...]


def current_quarter(ledger: Ledger) -> int:
    """The quarter whose target stands beside the progress: that of the last month collected, else the first."""
    months = ledger.due_months[-1:] or ledger.months[:1]
    return months[0].quarter if months else 1


def of_official(official: str) -> Callable[[Task], bool]:
    """Whether a task is led by ``official``, alone or with others."""
    return lambda task: official in task.lead_officials


def list_officials(ledger: Ledger) -> tuple[str, ...]:
    """Every 牵头领导, in the order in which the responsibility table names them."""
    return tuple(dict.fromkeys(official for task in ledger.tasks for official in task.lead_officials))


def build_blocks(ledger: Ledger, chosen: Callable[[Task], bool]) -> tuple[Block, ...]:
    """The blocks of the chosen tasks, in the order of the responsibility table."""
    entries = {entry.task_id: entry for entry in ENTRIES.rows(_as_tallied(ledger))}
    duties = {(duty.task_id, duty.unit): duty for duty in DUTIES.rows(ledger.duties)}
    quarter = current_quarter(ledger)
    return tuple(
        _build_block(task, entries[task.task_id], duties, quarter)
        for task in ledger.tasks
        if chosen(task) and task.task_id in entries
    )


def _as_tallied(ledger: Ledger) -> pd.DataFrame:
    """The entries with the verdicts of the tally's period, so that whoever counts the lines finds its numbers (R29)."""
    tallied = tallied_tasks(ledger).set_index("task_id")
    entries = ledger.entries.set_index("task_id")
    names = [name for name in ("light", "light_unit", "standing") if name in tallied]
    return entries.assign(**{name: tallied[name] for name in names}).reset_index()


def _build_block(task: Task, entry: EntryRow, duties: Mapping[tuple[str, str], DutyRow], quarter: int) -> Block:
    lines = [
        _build_line(
            _unit_text(task, assignment.unit, assignment.sub_body), duties.get((task.task_id, assignment.unit)), quarter
        )
        for assignment in sorted(task.assignments, key=lambda assignment: assignment.role != Role.LEAD)
    ]
    confirmed = {assignment.group for assignment in task.assignments}
    lines += [DutyLine(group + _GROUP_NOTE) for group in task.groups if group not in confirmed]
    return Block(
        number=task.number,
        category=task.category,
        text=task.text,
        leaders="\n".join(task.lead_officials),
        light=entry.light,
        light_text=_task_light(entry, names_unit=len(lines) > 1),
        lines=tuple(lines) or (DutyLine(task.units_text),),
    )


def _unit_text(task: Task, unit: str, sub_body: str) -> str:
    """The unit with its sub-body (R5) and, where it leads, how we know that (R1)."""
    name = f"{unit}（{sub_body}）" if sub_body else unit
    return name + (_LEAD_MARKS.get(task.lead_basis, "") if unit == task.lead_unit else "")


def _build_line(unit_text: str, duty: DutyRow | None, quarter: int) -> DutyLine:
    if duty is None:
        return DutyLine(unit_text, progress=_OWES_NOTHING)
    return DutyLine(
        unit=unit_text,
        goal=duty.goals[quarter - 1],
        period=duty.latest_period.label if duty.latest_period else "",
        progress=duty.progress,
        problems=duty.problems,
        next_steps=duty.next_steps,
        light=duty.light,
        light_text="\n".join(
            part for part in (signed(duty.light), listed(duty.light_reason, "；"), _check_text(duty)) if part
        ),
        strip=strip_text(duty.history),
        source=place_words(duty),
        source_file=duty.source,
    )


def _check_text(duty: DutyRow) -> str:
    """What a spot check found, beside the unit's own report; blank where there was none."""
    return f"{duty.checked_period.label}抽查：{duty.check_verdict}" if duty.checked_period else ""


def strip_text(history: Sequence[MonthLight]) -> str:
    """The lights of the months by quarter, one sign each: ``3月 ■`` over ``4–6月 ■▲■``."""
    quarters = gathered((one.month.quarter, one) for one in history)
    return "\n".join(_quarter_text(months) for months in quarters.values())


def _quarter_text(months: Sequence[MonthLight]) -> str:
    until = f"–{months[-1].month.month}" if len(months) > 1 else ""
    return f"{months[0].month.month}{until}月 {''.join(SIGNS[one.light] for one in months)}"


def _task_light(entry: EntryRow, *, names_unit: bool) -> str:
    """The task's light in words, with its 进度, whose light it is (R18), a closure on its way (R19) and its change."""
    parts = (
        signed(entry.light),
        entry.standing,
        entry.light_unit if names_unit and entry.light in (Light.RED, Light.YELLOW) else "",
        "" if entry.closure is Closure.OPEN else entry.closure,
        *(_change_lines(entry.change) if entry.change else ()),
    )
    return stacked(parts)


def _change_lines(change: LightChange) -> tuple[str, ...]:
    """Whether for the better, and the lights; nothing where it is the same."""
    return () if change.trend is Trend.SAME else (change.trend or "", f"{change.before}→{change.now}")
