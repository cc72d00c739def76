"""协调会议题: the problems still open, grouped by 牵头领导, for the meeting that solves them (notice clause 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.config import BulletinFonts
from pipeline.ledger.model import Ledger
from pipeline.master.tasks import Task
from pipeline.outputs.docx.letter import LetterHead, Line, Ruled, write_letter
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.tables import Group, Layout
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.shared.words import listed
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import PROBLEMS, ProblemRow
from pipeline.vocabulary.terms import ProblemState
from pipeline.vocabulary.text import chinese_date, fold

_LAYOUT = Layout(
    ("序号", "反映单位", "存在问题", "状态", "需协调单位", "单位下一步措施"),
    (12, 24, 47, 19, 26, 38),
    frozenset({0, 3}),
)
_OLD_MONTHS = 2
_NOBODY = "未明确牵头领导"
_UNKNOWN = "待反映单位明确"


def open_problems(ledger: Ledger) -> list[ProblemRow]:
    """The rows of 问题台账 that units still report and nobody has settled: those that need others first, then the oldest."""
    still_open = [
        row for row in PROBLEMS.rows(ledger.problems) if row.state is not ProblemState.GONE and not row.outcome
    ]
    return sorted(still_open, key=lambda row: (not row.helpers, -row.months))


def outcome_rows(ledger: Ledger) -> list[tuple[object, ...]]:
    """问题处置: the open problems that need others, or that are two months old, for a person to say what became of them.

    What a unit says in the same words of two tasks (twins) is asked once.
    """
    asked = [row for row in open_problems(ledger) if row.helpers or row.months >= _OLD_MONTHS]
    once = {(row.unit, fold(row.problem)): row for row in reversed(asked)}
    return [
        (row.problem_id, row.task_id, row.unit, wording.cut(wording.quote(row.problem), 200))
        for row in asked
        if once[row.unit, fold(row.problem)] is row
    ]


def write_agenda(outbox: Outbox, ledger: Ledger, office: str, fonts: BulletinFonts) -> tuple[Path, ...]:
    """协调会议题/<期间>.docx lies in outbox/ for the last month due; nothing where no problem is open."""
    rows = open_problems(ledger)
    if not rows or not ledger.due_months:
        return ()
    period = ledger.due_months[-1]
    head = LetterHead(
        title_lines=wording.balanced_lines(f"{period.year}年{period.label}份工作推进协调会建议议题"),
        office=office,
        day=ledger.cutoff,
    )
    parts = tuple(_parts(ledger, period, rows))
    return (
        outbox.publish(f"协调会议题/{period}.docx", lambda path: write_letter(path, head, parts, fonts, outbox.say)),
    )


def _parts(ledger: Ledger, period: Period, rows: Sequence[ProblemRow]) -> Iterator[Line | Ruled]:
    states = Counter(row.state for row in rows)
    told = "、".join(f"{state}{states[state]}条" for state in ProblemState if states[state])
    helped = sum(bool(row.helpers) for row in rows)
    units = len({row.unit for row in rows})
    yield Line("（内部讨论用，供领导审定议题）", Style.NOTE)
    shared = f"，其中写明需要其他单位协调的{helped}条" if helped else ""
    yield Line(
        f"截至{chinese_date(ledger.cutoff)}，{units}个单位反映的问题尚有{len(rows)}条没有解决：{told}{shared}。"
        "现按牵头领导分列如下，建议提请协调会研究。"
    )
    tasks = {task.task_id: task for task in ledger.tasks}
    for official, own in _by_official(ledger, rows):
        yield Line(f"一、{official}（{len(own)}条）", Style.HEADING_1)
        yield Ruled(_LAYOUT, list(_table_rows(own, tasks)))
    yield Line(
        "牵头领导按责任分解表的先后排列；同一领导名下，写明需要其他单位协调的在前，反映时间长的在前；同一单位就几项任务反映的"
        "同一问题只列一次。“需协调单位”为问题和下一步措施中写明的单位；没有写明而由配合单位反映的，为该项任务的牵头单位；"
        "其余请反映单位明确。状态中的月数为首次反映以来的月数。"
        "处置结果请登记在 人工认定.xlsx“问题处置”表，登记后不再列入议题。",
        Style.NOTE,
    )


def _by_official(ledger: Ledger, rows: Sequence[ProblemRow]) -> Iterator[tuple[str, list[ProblemRow]]]:
    """The rows of each 牵头领导 (several together as the table names them), in the order of the responsibility table."""
    for officials in dict.fromkeys(task.lead_officials for task in ledger.tasks):
        own = [row for row in rows if row.lead_officials == officials]
        if own:
            yield listed(officials) or _NOBODY, own


def _table_rows(rows: Sequence[ProblemRow], tasks: Mapping[str, Task]) -> Iterator[tuple[str, ...] | Group]:
    """Under each task its problems; one that a unit reports on several tasks stands under the first, and names the others."""
    issues = list(gathered(((row.unit, fold(row.problem)), row) for row in rows).values())
    number = 0
    for task_id in dict.fromkeys(issue[0].task_id for issue in issues):
        task = tasks[task_id]
        yield Group(f"{task_id}　{wording.task_title(task.short_name, task.text)}")
        for first, *again in (issue for issue in issues if issue[0].task_id == task_id):
            number += 1
            others = listed(dict.fromkeys(row.task_id for row in again if row.task_id != task_id))
            yield (
                str(number),
                wording.quote(first.unit),
                wording.cut(wording.words(first.problem), 200) + (f"（另涉及{others}）" if others else ""),
                f"{first.state}\n{first.months}个月",
                _needed(first, task),
                wording.cut(wording.words(first.next_steps), 120) or "无",
            )


def _needed(row: ProblemRow, task: Task) -> str:
    """Who has to sit at the table: who is named, else the lead of a task that a supporter has the problem with."""
    if row.helpers:
        return wording.quote(listed(row.helpers))
    return task.lead_unit if task.lead_unit not in ("", row.unit) else _UNKNOWN
