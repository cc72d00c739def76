"""The master responsibility table: master/责任分解表.xlsx, sheets 附件1重点任务 and 附件2民生实事."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipeline.master.days import TERM, days_of
from pipeline.master.responsibility import Mention, split_responsibility, written_name, written_units
from pipeline.master.titles import refuse_other_year
from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import Cell, SheetLayout, SheetRow, read_sheets, read_titles
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.terms import Annex, LeadBasis, Role
from pipeline.vocabulary.text import compact, fold, parse_date
from pipeline.vocabulary.values import ALWAYS, Span

_KEY_TASKS = SheetLayout(
    "附件1重点任务", ("序号", "类别", "重点任务", "牵头领导", "责任单位"), filled_down=("类别",), keeps_extras=True
)
_LIVELIHOOD = SheetLayout("附件2民生实事", ("序号", "民生实事内容", "牵头领导", "责任单位"), keeps_extras=True)
_OFFICIALS = re.compile(r"[、，,；;/\n]+")
SHORT_NAME = "简称"  # a column that an office may add
_MOST_PROBLEMS = 20  # More than a person corrects in one go.


@dataclass(frozen=True)
class Assignment:
    """One unit that owes returns for a task; ``sub_body`` as in X（Y）, ``group`` when owed as a confirmed member.

    ``spans`` are the days on which it bears the task, ``leading`` those on which it leads (None: by its ``role``).
    """

    unit: str
    role: Role
    sub_body: str = ""
    group: str = ""
    spans: tuple[Span, ...] = ALWAYS
    leading: tuple[Span, ...] | None = None

    def holds_on(self, day: date, who: str = "all") -> bool:
        """Whether it bears the task on ``day``; with ``who`` "lead", whether it leads it then (R1, R26)."""
        return any(span.holds(day) for span in self.spans) and (who == "all" or self.leads_on(day))

    def turns(self, who: str) -> tuple[list[date], list[date]]:
        """The days on which it begins to bear the task (with ``who`` "lead", to lead it too), and those on which that ends."""
        spans = (*self.spans, *((self.leading or ()) if who == "lead" else ()))
        return [span.since for span in spans if span.since], [span.until for span in spans if span.until]

    def leads_on(self, day: date) -> bool:
        """Whether it leads the task on ``day`` (R26)."""
        if self.leading is None:
            return self.role is Role.LEAD
        return any(span.holds(day) for span in self.leading)


@dataclass(frozen=True)
class Task:
    """A line of 附件1 or 附件2. ``assignments`` holds every unit that owes, lead first; ``groups`` those named.

    ``starts_on`` is the first day of a task that came within the year, ``cancelled_on`` the day from which it is 撤销.
    ``short_name``: its 简称 as the table gives it, blank where it gives none.
    ``unread_days``: the cell and what is said in it of a unit's days that nobody can read. ``written_as``: the units that
    ``units_text`` calls by another name, and by which.
    """

    task_id: str
    annex: Annex
    number: int
    category: str
    text: str
    lead_officials: tuple[str, ...]
    units_text: str
    assignments: tuple[Assignment, ...]
    groups: tuple[str, ...]
    lead_unit: str
    lead_basis: LeadBasis
    starts_on: date | None = None
    cancelled_on: date | None = None
    unread_days: tuple[str, ...] = ()
    short_name: str = ""
    written_as: tuple[tuple[str, str], ...] = ()

    def is_cancelled(self, day: date) -> bool:
        """Whether it is 撤销 on ``day``."""
        return self.cancelled_on is not None and self.cancelled_on <= day


def load_tasks(path: Path, directory: UnitDirectory, day: date | None = None) -> tuple[Task, ...]:
    """任务1… then 实事1…, in the order of their numbers; gaps are allowed (R1, R4, R5).

    ``day`` chooses among officials who took over from each other in the year (None: all of them).

    Raises:
        MasterError: the table contradicts itself or names units that nobody knows; every cell in question is named.
    """
    key_rows, livelihood_rows = read_sheets(path, _KEY_TASKS, _LIVELIHOOD)
    tasks: list[Task] = []
    faults: list[MasterError] = []
    places: dict[str, str] = {}
    for annex, rows in ((Annex.KEY_TASK, key_rows), (Annex.LIVELIHOOD, livelihood_rows)):
        for row in rows:
            if not any(cell.text for cell in row.cells.values()):
                continue
            try:
                tasks.append(_parse_task(annex, _claim_number(annex, row["序号"], places), row, directory, day))
            except MasterError as fault:
                faults.append(fault)
    if faults:
        raise _gathered(faults, path)
    if not tasks:
        raise MasterError(f"{path.name} 中没有一项任务。", "请从备份中恢复，或按表头逐项填写。")
    return tuple(sorted(tasks, key=lambda task: (task.annex is Annex.LIVELIHOOD, task.number)))


def refuse_table_of_other_year(path: Path, year: int) -> None:
    """MasterError where a title above the tasks names another year than ``year``, with its cell."""
    refuse_other_year(read_titles(path, _KEY_TASKS, _LIVELIHOOD), year)


def _parse_task(annex: Annex, number: int, row: SheetRow, directory: UnitDirectory, day: date | None) -> Task:
    task_id = f"{annex}{number}"
    is_key_task = annex is Annex.KEY_TASK
    units = row["责任单位"]
    _required(units, "责任单位")
    try:
        mentions = split_responsibility(units.text, directory, task_id)
    except MasterError as error:
        raise MasterError(f"{units.place} {error.problem}", error.remedy) from error
    lead_unit, lead_basis = _lead([mention for mention in mentions if mention.holds_on(day)] or mentions, units)
    starts_on, cancelled_on = days_of(row)
    return Task(
        task_id=task_id,
        annex=annex,
        number=number,
        category=_required(row["类别"], "类别") if is_key_task else annex.label,
        text=_required(row["重点任务"], "重点任务") if is_key_task else _required(row["民生实事内容"], "民生实事内容"),
        lead_officials=officials_on(row["牵头领导"].text, day),
        units_text=written_units(units.text, mentions, directory),
        assignments=tuple(_assignments(mentions, lead_unit, directory)),
        groups=tuple(mention.name for mention in mentions if mention.is_group),
        lead_unit=lead_unit,
        lead_basis=lead_basis,
        starts_on=starts_on,
        cancelled_on=cancelled_on,
        short_name=_short_name(row),
        unread_days=tuple(f"{units.place} 的“{one.unread}”" for one in mentions if one.unread),
        written_as=tuple(
            (one.name, written)
            for one in mentions
            if not one.is_group and (written := written_name(units.text, one, directory)) != one.name
        ),
    )


def _short_name(row: SheetRow) -> str:
    """What stands in the column 简称 that an office may add; a mark for nothing is nothing."""
    cell = row.extras.get(SHORT_NAME)
    text = compact(cell.text).rstrip("。；，、") if cell else ""
    return text if fold(text) not in ("", "无") else ""


def _claim_number(annex: Annex, cell: Cell, places: dict[str, str]) -> int:
    """The number in ``cell``, which no row of the annex above it holds."""
    if not re.fullmatch(r"[1-9]\d*", cell.text):
        raise MasterError(
            f"{cell.place} 的序号“{cell.text}”不是数字。" if cell.text else f"{cell.place} 没有填写序号。",
            "请填阿拉伯数字，如 37；表后的说明文字请移到其他工作表。",
        )
    number = int(cell.text)
    place = places.setdefault(f"{annex}{number}", cell.place)
    if place != cell.place:
        raise MasterError(f"{cell.place} 的序号 {number} 与 {place} 重复。", "请核对原文件，改正其中一处。")
    return number


def _required(cell: Cell, label: str) -> str:
    if not fold(cell.text):
        raise MasterError(f"{cell.place} 的{label}空白。", "请补填；不需要的行请整行删除。")
    return compact(cell.text)


def parse_officials(text: str) -> tuple[str, ...]:
    """张健、刘松 → both; 刘　松 is one name set wide, 张健 刘松 are two."""
    names: list[str] = []
    for part in _OFFICIALS.split(text):
        words = part.split()
        names += words if all(len(word) > 1 for word in words) else [compact(part)]
    return tuple(name for name in names if name)


def officials_on(text: str, day: date | None) -> tuple[str, ...]:
    """张三（至2022-06-30）、李四 → 张三 up to that day, then 李四, who follows him; 李四（2022-07-01起） says it too.

    Without a date in brackets an official leads all year; ``day`` None gives everybody.
    """
    if day is None:
        return parse_officials(TERM.sub("", text))
    leading: list[str] = []
    since: date | None = None
    for part in _OFFICIALS.split(text):
        term = TERM.search(part)
        first = parse_date(term["first"] or "", day.year) if term else since
        last = parse_date(term["last"] or "", day.year) if term else None
        if (first or since or day) <= day <= (last or day):
            leading += parse_officials(TERM.sub("", part))
        since = last + timedelta(days=1) if last else None
    return tuple(leading)


def _lead(mentions: Sequence[Mention], cell: Cell) -> tuple[str, LeadBasis]:
    """The lead department and how we know it: 唯一, else 加粗, else provisionally the first-listed (R1).

    A group leads nothing: which of its members would, nobody has said.
    """
    units = [mention for mention in mentions if not mention.is_group]
    if not units:
        return "", LeadBasis.NONE
    if len(mentions) == 1:
        return units[0].name, LeadBasis.ONLY
    bold = [unit.name for unit in units if _is_bold(unit, cell)]
    return (bold[0], LeadBasis.BOLD) if bold else (units[0].name, LeadBasis.PRESUMED)


def _is_bold(mention: Mention, cell: Cell) -> bool:
    """Whether every character of the name is bold; its brackets, quotes and inner line breaks need not be."""
    bold = {position for start, end in cell.bold for position in range(start, end)}
    return all(position in bold for position in range(mention.start, mention.end) if fold(cell.text[position]))


def _assignments(mentions: tuple[Mention, ...], lead_unit: str, directory: UnitDirectory) -> Iterator[Assignment]:
    """The units named, lead first, then the members of confirmed groups (R4); each unit once."""
    named = sorted((m for m in mentions if not m.is_group), key=lambda mention: mention.name != lead_unit)
    for mention in named:
        role = Role.LEAD if mention.name == lead_unit else Role.SUPPORT
        yield Assignment(mention.name, role, mention.sub_body, spans=mention.spans)
    seen = {mention.name for mention in named}
    for group in (directory.group(mention.name) for mention in mentions if mention.is_group):
        for member in group.members if group.is_confirmed else ():
            if member not in seen:
                seen.add(member)
                yield Assignment(member, Role.SUPPORT, group=group.name, spans=group.spans)


def _gathered(faults: list[MasterError], path: Path) -> MasterError:
    """One error that names every fault, so that a person corrects the table in one go."""
    if len(faults) == 1:
        return faults[0]
    shown = "\n".join(fault.problem for fault in faults[:_MOST_PROBLEMS])
    more = f"\n……其余 {len(faults) - _MOST_PROBLEMS} 处更正后再报。" if len(faults) > _MOST_PROBLEMS else ""
    remedies = "\n".join(dict.fromkeys(fault.remedy for fault in faults[:_MOST_PROBLEMS]))
    return MasterError(f"{path.name} 有 {len(faults)} 处需要更正：\n{shown}{more}", remedies)
