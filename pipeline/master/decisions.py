"""A person's decisions: master/人工认定.xlsx. An entry that cannot be understood is a finding and has no effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import SheetLayout, SheetRow, read_sheets
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure, FormKind
from pipeline.vocabulary.text import parse_date

DECISION_SHEETS: tuple[SheetLayout, ...] = tuple(
    SheetLayout(sheet, tuple(columns.split()))
    for sheet, columns in (
        ("匹配认定", "编号 类型 来源文件 工作表 行号 原文 候选 认定结果 认定人 认定日期 备注"),
        ("收文登记", "来源文件 单位 表种 期间 实际收到日期 登记人 备注"),
        ("延期批准", "单位 表种 期间 延期至 理由 批准人 批准日期"),
        ("免报", "单位 事项编号 表种 起始期间 截止期间 理由 批准人"),
        ("办结销号", "事项编号 单位 申报期间 申报依据 认定结果 核实方式 核实人 核实日期 依据"),
        ("重大事项", "编号 事项编号 标题 情况 日期 通报"),
        ("点名确认", "期间 单位 事由 证据 确认 确认人 确认日期"),
        ("抽查结果", "编号 事项编号 单位 期间 自报 核查方式 核查结果 核查人 核查日期 说明"),
        ("核验复核", "编号 类别 单位 期间 事项编号 问题 复核结果 复核人 复核日期"),
        ("更正", "来源文件 工作表 行号 列名 原值 更正值 理由 更正人 更正日期"),
        ("通报登记", "通报 期间 文号或期号 印发日期 文件"),
    )
)
_LAYOUTS = {layout.sheet: layout for layout in DECISION_SHEETS}


@dataclass(frozen=True)
class ReceivedEntry:
    """收文登记: the day a file came (by its source), or a return on paper (by unit, form and period)."""

    received_date: date
    source: str = ""
    unit: str = ""
    form: FormKind | None = None
    period: Period | None = None


@dataclass(frozen=True)
class Extension:
    """延期批准."""

    unit: str
    form: FormKind
    period: Period
    extended_to: date


@dataclass(frozen=True)
class Exemption:
    """免报: of one task or (task_id '') of all, between two periods, both included; None is open."""

    unit: str
    task_id: str
    form: FormKind | None
    first: Period | None
    last: Period | None


@dataclass(frozen=True)
class ClosureEntry:
    """办结销号: a person's verdict on a claim of completion, for one unit or (unit '') the whole task (R19)."""

    task_id: str
    unit: str
    period: Period
    verdict: Closure
    verified_on: date | None
    method: str
    basis: str


@dataclass(frozen=True)
class MajorMatter:
    """重大事项 that a person wants a bulletin for."""

    matter_id: str
    task_id: str
    title: str
    situation: str
    day: date


@dataclass(frozen=True)
class Decisions:
    """Every valid entry of 人工认定.xlsx, and a finding for every other."""

    received: tuple[ReceivedEntry, ...] = ()
    extensions: tuple[Extension, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    closures: tuple[ClosureEntry, ...] = ()
    major_matters: tuple[MajorMatter, ...] = ()
    findings: tuple[Finding, ...] = ()

    def received_date(self, source: str) -> date | None:
        """The day a person registered for the file ``source``."""
        return next((entry.received_date for entry in self.received if entry.source == source), None)

    def paper_receipt(self, unit: str, form: FormKind, period: Period) -> date | None:
        """The day a person registered for a return that came on paper."""
        key = (unit, form, period)
        return next(
            (e.received_date for e in self.received if not e.source and (e.unit, e.form, e.period) == key), None
        )

    def extended_to(self, unit: str, form: FormKind, period: Period) -> date | None:
        """The approved new due date, the latest if there are several."""
        key = (unit, form, period)
        return max((e.extended_to for e in self.extensions if (e.unit, e.form, e.period) == key), default=None)

    def excuses(self, unit: str, task_id: str, form: FormKind, period: Period) -> bool:
        """Whether the unit owes nothing for this task and period: exempt, or closed in an earlier period (R19)."""
        closing = self.closing_period(task_id, unit)
        return self._is_exempt(unit, task_id, form, period) or (closing is not None and closing < period)

    def closing_period(self, task_id: str, unit: str) -> Period | None:
        """The period whose claim of completion a person has confirmed, None while the task is open."""
        return next((entry.period for entry in self._closed(task_id, unit)), None)

    def closure(self, task_id: str, unit: str) -> Closure | None:
        """The last verdict on the task's completion, None where there is none."""
        verdicts = [e.verdict for e in self.closures if e.task_id == task_id and e.unit in ("", unit)]
        return verdicts[-1] if verdicts else None

    def _closed(self, task_id: str, unit: str) -> list[ClosureEntry]:
        """The closing entry in force: the last verdict counts, so a later 退回 reopens."""
        entries = [e for e in self.closures if e.task_id == task_id and e.unit in ("", unit)]
        return entries[-1:] if entries and entries[-1].verdict is Closure.CLOSED else []

    def _is_exempt(self, unit: str, task_id: str, form: FormKind, period: Period) -> bool:
        return any(
            e.unit == unit
            and e.task_id in ("", task_id)
            and e.form in (None, form)
            and (e.first is None or e.first <= period)
            and (e.last is None or period <= e.last)
            for e in self.exemptions
        )


class _InvalidEntryError(Exception):
    def __init__(self, place: str, reason: str) -> None:
        super().__init__(reason)
        self.place, self.reason = place, reason


@dataclass(frozen=True)
class _Reader:
    """Reads typed values out of a row's cells; the first that makes no sense ends the row."""

    directory: UnitDirectory
    task_ids: frozenset[str]
    year: int

    def text(self, row: SheetRow, column: str) -> str:
        return row[column].text

    def unit(self, row: SheetRow, *, is_required: bool = True) -> str:
        text = row["单位"].text
        if not text and not is_required:
            return ""
        unit = self.directory.find(text)
        if not unit:
            raise _InvalidEntryError(row["单位"].place, f"“{text}”不在单位名录中" if text else "单位没有填写")
        return unit.name

    def task_id(self, row: SheetRow, *, is_required: bool = True) -> str:
        text = row["事项编号"].text
        if not text and not is_required:
            return ""
        if text not in self.task_ids:
            raise _InvalidEntryError(row["事项编号"].place, f"“{text}”不是事项编号，应写成 任务37 或 实事5")
        return text

    def form(self, row: SheetRow) -> FormKind | None:
        text = row["表种"].text
        if not text:
            return None
        for kind in FormKind:
            if text in (kind, kind.annex):
                return kind
        raise _InvalidEntryError(row["表种"].place, f"“{text}”不是表种，应填 计划 或 落实")

    def period(self, row: SheetRow, column: str) -> Period | None:
        text = row[column].text
        if not text:
            return None
        try:
            return Period.parse(text[:7])
        except ValueError:
            raise _InvalidEntryError(row[column].place, f"“{text}”不是期间，应写成 2022 或 2022-03") from None

    def day(self, row: SheetRow, column: str, *, is_required: bool = True) -> date | None:
        cell = row[column]
        if not cell.text and not is_required:
            return None
        day = parse_date(cell.value, self.year) or parse_date(cell.text, self.year)
        if not day:
            raise _InvalidEntryError(
                cell.place, f"“{cell.text}”不是日期，应写成 2022-04-08" if cell.text else "日期没有填写"
            )
        return day

    def one_of(self, row: SheetRow, column: str, allowed: tuple[str, ...]) -> str:
        text = row[column].text
        if text not in allowed:
            raise _InvalidEntryError(row[column].place, f"“{text}”应为 {'、'.join(allowed)} 之一")
        return text


def load_decisions(path: Path, directory: UnitDirectory, tasks: tuple[Task, ...], year: int) -> Decisions:
    """The decisions in ``path``; none when the workbook does not exist yet. Raises MasterError when it is unreadable."""
    if not path.is_file():
        return Decisions()
    names = tuple(_PARSERS)
    sheets = read_sheets(path, *(_LAYOUTS[name] for name in names))
    reader = _Reader(directory, frozenset(task.task_id for task in tasks), year)
    findings: list[Finding] = []
    entries = {
        name: list(_entries(rows, reader, _PARSERS[name], findings)) for name, rows in zip(names, sheets, strict=True)
    }
    return Decisions(
        received=tuple(entries["收文登记"]),
        extensions=tuple(entries["延期批准"]),
        exemptions=tuple(entries["免报"]),
        closures=tuple(entries["办结销号"]),
        major_matters=tuple(entries["重大事项"]),
        findings=tuple(findings),
    )


def _entries(
    rows: tuple[SheetRow, ...], reader: _Reader, parse: Callable[[SheetRow, _Reader], Any], findings: list[Finding]
) -> Iterator[Any]:
    for row in rows:
        try:
            entry = parse(row, reader)
        except _InvalidEntryError as error:
            findings.append(
                finding(
                    Kind.DECISION_INVALID, cell=error.place.partition(".xlsx")[2] or error.place, reason=error.reason
                )
            )
        else:
            if entry is not None:
                yield entry


def _received(row: SheetRow, reader: _Reader) -> ReceivedEntry | None:
    day = reader.day(row, "实际收到日期")
    assert day is not None
    source = reader.text(row, "来源文件").replace("\\", "/").removeprefix("inbox/")
    if source:
        return ReceivedEntry(day, source)
    form, period = reader.form(row), reader.period(row, "期间")
    if not form or not period:
        raise _InvalidEntryError(row["期间"].place, "没有来源文件的，须填写单位、表种和期间")
    return ReceivedEntry(day, "", reader.unit(row), form, period)


def _extension(row: SheetRow, reader: _Reader) -> Extension:
    form, period, day = reader.form(row), reader.period(row, "期间"), reader.day(row, "延期至")
    if not form or not period:
        raise _InvalidEntryError(row["期间"].place, "表种和期间都须填写")
    assert day is not None
    return Extension(reader.unit(row), form, period, day)


def _exemption(row: SheetRow, reader: _Reader) -> Exemption:
    return Exemption(
        reader.unit(row),
        reader.task_id(row, is_required=False),
        reader.form(row),
        reader.period(row, "起始期间"),
        reader.period(row, "截止期间"),
    )


def _closure(row: SheetRow, reader: _Reader) -> ClosureEntry | None:
    if not reader.text(row, "认定结果"):
        return None
    verdict = Closure(reader.one_of(row, "认定结果", (Closure.PENDING, Closure.CLOSED, Closure.RETURNED)))
    period = reader.period(row, "申报期间")
    if not period:
        raise _InvalidEntryError(row["申报期间"].place, "申报期间没有填写")
    verified_on = reader.day(row, "核实日期", is_required=verdict is Closure.CLOSED)
    unit = reader.unit(row, is_required=False)
    return ClosureEntry(reader.task_id(row), unit, period, verdict, verified_on, row["核实方式"].text, row["依据"].text)


def _major_matter(row: SheetRow, reader: _Reader) -> MajorMatter | None:
    if reader.one_of(row, "通报", ("是", "否", "")) != "是":
        return None
    day = reader.day(row, "日期")
    assert day is not None
    title = reader.text(row, "标题")
    if not title:
        raise _InvalidEntryError(row["标题"].place, "标题没有填写")
    return MajorMatter(
        row["编号"].text or f"第{row.number}行", reader.task_id(row, is_required=False), title, row["情况"].text, day
    )


_PARSERS: dict[str, Callable[[SheetRow, _Reader], Any]] = {
    "收文登记": _received,
    "延期批准": _extension,
    "免报": _exemption,
    "办结销号": _closure,
    "重大事项": _major_matter,
}
