"""Rows of the printed ledger (台账): what stands in every line, before any page is laid out.

A task is a block; each unit that bears it is a line, with its own words, its own light and its own source, so that
no unit's report hides behind another's (R13).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from pipeline.ledger.history import SAME, parse_history
from pipeline.ledger.model import Ledger
from pipeline.master.tasks import Task
from pipeline.outputs.xlsx.theme import SIGNS, signed
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Closure, LeadBasis, Light, Role

_LEAD_MARKS = {LeadBasis.BOLD: "（牵头）", LeadBasis.PRESUMED: "（牵头·推定）", LeadBasis.ONLY: ""}
_GROUP_NOTE = "（成员单位待确认）"
_OWES_NOTHING = "不单独报送"

Row = Mapping[Hashable, object]


@dataclass(frozen=True)
class Line:
    """One unit's part of a task; ``cells`` are the texts right of the task's own columns, in their order."""

    unit: str
    goal: str = ""
    period: str = ""
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    light: str = ""
    light_text: str = ""
    strip: str = ""
    source: str = ""
    source_file: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.unit,
            self.goal,
            self.period,
            self.progress,
            self.problems,
            self.next_steps,
            self.light_text,
            self.strip,
            self.source,
        )


@dataclass(frozen=True)
class Block:
    """One task: its number, category, text, leaders and light, and its units' lines (at least one)."""

    number: int
    category: str
    text: str
    leaders: str
    light: str
    light_text: str
    lines: tuple[Line, ...]


def current_quarter(ledger: Ledger) -> int:
    """The quarter whose target stands beside the progress: that of the last month collected, else the first."""
    months = ledger.due_months[-1:] or ledger.months[:1]
    return months[0].quarter if months else 1


def of_annex(annex: Annex) -> Callable[[Task], bool]:
    """Whether a task stands on one master list."""
    return lambda task: task.annex is annex


def of_official(official: str) -> Callable[[Task], bool]:
    """Whether a task is led by ``official``, alone or with others."""
    return lambda task: official in task.lead_officials


def list_officials(ledger: Ledger) -> tuple[str, ...]:
    """Every 牵头领导, in the order in which the responsibility table names them."""
    return tuple(dict.fromkeys(official for task in ledger.tasks for official in task.lead_officials))


def build_blocks(ledger: Ledger, chosen: Callable[[Task], bool]) -> tuple[Block, ...]:
    """The blocks of the chosen tasks, in the order of the responsibility table."""
    entries = {str(row["task_id"]): row for row in ledger.entries.to_dict("records")}
    duties = {(str(row["task_id"]), str(row["unit"])): row for row in ledger.duties.to_dict("records")}
    quarter = current_quarter(ledger)
    return tuple(
        _build_block(task, entries[task.task_id], duties, quarter)
        for task in ledger.tasks
        if chosen(task) and task.task_id in entries
    )


def _build_block(task: Task, entry: Row, duties: Mapping[tuple[str, str], Row], quarter: int) -> Block:
    lines = [
        _build_line(
            _unit_text(task, assignment.unit, assignment.sub_body), duties.get((task.task_id, assignment.unit)), quarter
        )
        for assignment in sorted(task.assignments, key=lambda assignment: assignment.role != Role.LEAD)
    ]
    confirmed = {assignment.group for assignment in task.assignments}
    lines += [Line(group + _GROUP_NOTE) for group in task.groups if group not in confirmed]
    return Block(
        number=task.number,
        category=task.category,
        text=task.text,
        leaders="\n".join(task.lead_officials),
        light=_text(entry, "light"),
        light_text=_task_light(entry, names_unit=len(lines) > 1),
        lines=tuple(lines) or (Line(task.units_text),),
    )


def _unit_text(task: Task, unit: str, sub_body: str) -> str:
    """The unit with its sub-body (R5) and, where it leads, how we know that (R1)."""
    name = f"{unit}（{sub_body}）" if sub_body else unit
    return name + (_LEAD_MARKS.get(task.lead_basis, "") if unit == task.lead_unit else "")


def _build_line(unit_text: str, duty: Row | None, quarter: int) -> Line:
    if duty is None:
        return Line(unit_text, progress=_OWES_NOTHING)
    light = _text(duty, "light")
    period = _text(duty, "latest_period")
    return Line(
        unit=unit_text,
        goal=_text(duty, f"goal_q{quarter}"),
        period=Period.parse(period).label if period else "",
        progress=_text(duty, "progress"),
        problems=_text(duty, "problems"),
        next_steps=_text(duty, "next_steps"),
        light=light,
        light_text="\n".join(part for part in (signed(light), _text(duty, "light_reason"), _check_text(duty)) if part),
        strip=strip_text(_text(duty, "history")),
        source=source_text(duty),
        source_file=_text(duty, "source"),
    )


def _check_text(duty: Row) -> str:
    """What a spot check found, beside the unit's own report; blank where there was none."""
    if not _text(duty, "check_verdict"):
        return ""
    return f"{Period.parse(_text(duty, 'checked_period')).label}抽查：{_text(duty, 'check_verdict')}"


def strip_text(history: str) -> str:
    """The lights of the months by quarter, one sign each: ``3月 ■`` over ``4–6月 ■▲■``."""
    quarters: dict[int, list[tuple[str, str]]] = {}
    for month, light in parse_history(history):
        number = month.removesuffix("月")
        quarters.setdefault((int(number) + 2) // 3, []).append((number, SIGNS[light]))
    return "\n".join(
        f"{months[0][0]}{f'–{months[-1][0]}' if len(months) > 1 else ''}月 {''.join(sign for _, sign in months)}"
        for months in quarters.values()
    )


def _task_light(entry: Row, *, names_unit: bool) -> str:
    """The task's light in words, with its 推进情况, whose light it is (R18), a closure on its way (R19) and its change."""
    closure = _text(entry, "closure")
    change = _text(entry, "change")
    parts = (
        signed(_text(entry, "light")),
        _text(entry, "standing"),
        _text(entry, "light_unit") if names_unit and _text(entry, "light") in (Light.RED, Light.YELLOW) else "",
        "" if closure in ("", Closure.OPEN) else closure,
        "" if change == SAME else change.replace("：", "\n"),
    )
    return "\n".join(dict.fromkeys(part for part in parts if part))


def source_text(row: Row) -> str:
    """Where a row came from: file › sheet › 第n行; blank for a row that nothing was received for."""
    source, sheet, number = _text(row, "source"), _text(row, "sheet"), _text(row, "row")
    return " › ".join(part for part in (source, sheet, f"第{number}行" if number else "") if part)


def _text(row: Row, name: str) -> str:
    value = row[name]
    return "" if value is None else str(value)
