"""One returned file as understood: its submissions (one per table) with their records, and its findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from pipeline.config import Settings
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.submissions.forms import Form, FormRow, read_form
from pipeline.submissions.grids import Grid, UnreadableFileError, read_grids
from pipeline.submissions.layouts import LAYOUTS
from pipeline.submissions.match_period import PeriodMatch, match_period, months_in
from pipeline.submissions.match_tasks import TaskIndex, TaskMatch, Thresholds, match_tasks
from pipeline.submissions.match_unit import UnitMatch, match_unit, unit_in_words
from pipeline.submissions.tables import Table, locate_tables, seen_headings
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import fold

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods"}
_WRITTEN = {".doc", ".docx", ".wps", ".pdf"}
_MATERIAL_WORDS = ("材料", "报告", "总结", "汇报")


@dataclass(frozen=True)
class References:
    """What a return is read against: the master tables and the settings. The same for every file of a run."""

    settings: Settings
    directory: UnitDirectory
    tasks: tuple[Task, ...]

    @cached_property
    def index(self) -> TaskIndex:
        return TaskIndex(self.tasks)

    def tasks_of(self, unit: str) -> tuple[Task, ...]:
        """The tasks that ``unit`` bears, in order."""
        return tuple(task for task in self.tasks if any(a.unit == unit for a in task.assignments))


@dataclass(frozen=True)
class Record:
    """One row read: what was written and which task it is about (task_id '' while unsettled)."""

    row: FormRow
    match: TaskMatch

    @property
    def task_id(self) -> str:
        return self.match.task.task_id if self.match.task else ""


@dataclass(frozen=True)
class Submission:
    """One table of one file. ``unit`` or ``period`` is None while unsettled; ``could_be`` are the returns it may be."""

    kind: FormKind
    sheet: str
    unit: str | None
    unit_text: str
    period: Period | None
    reported_text: str
    reported_date: date | None
    records: tuple[Record, ...]
    unit_basis: str = ""
    could_be_units: tuple[str, ...] = ()
    could_be_periods: tuple[Period, ...] = ()


@dataclass(frozen=True)
class FileReading:
    """All that one file said. ``could_be_…`` hold for an unreadable file: which returns it may be (empty: any)."""

    source: str
    submissions: tuple[Submission, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_readable: bool = True
    is_written_material: bool = False
    could_be_units: tuple[str, ...] = ()
    could_be_periods: tuple[Period, ...] = ()


def read_submission(source: str, words: tuple[str, ...], content: bytes, references: References) -> FileReading:
    """Everything ``content`` says, matched against ``references``; faults are findings, nothing is raised for them."""
    suffix = PurePosixPath(source).suffix.lower()
    if suffix not in _WORKBOOKS:
        return _read_unsupported(source, words, suffix, references)
    try:
        grids = read_grids(content)
    except UnreadableFileError as error:
        fault = finding(Kind.FILE_UNREADABLE, Place(source), reason=error)
        return _unreadable(source, words, (fault,), references)
    tables = [table for grid in grids for table in locate_tables(grid)]
    complete = [table for table in tables if not table.missing]
    lacking = tuple(_missing_columns(source, table) for table in tables if table.missing)
    if not complete:
        return _unreadable(source, words, lacking or (_no_table(source, grids),), references)
    read = [_read_table(source, words, table, references) for table in complete]
    submissions = tuple(submission for submission, _ in read if submission.records)
    faults = tuple(fault for _, more in read for fault in more)
    if not submissions:
        return _unreadable(source, words, lacking + faults, references)
    return FileReading(source, submissions, lacking + faults)


def read_unopened(source: str, words: tuple[str, ...], references: References) -> FileReading:
    """A file that the system would not let us open: received, in doubt, named with the cure (R8)."""
    fault = finding(Kind.FILE_UNREADABLE, Place(source), reason="正被其他程序占用或没有读取权限")
    return _unreadable(source, words, (fault,), references)


def _read_table(
    source: str, words: tuple[str, ...], table: Table, references: References
) -> tuple[Submission, tuple[Finding, ...]]:
    settings = references.settings
    form = read_form(table, settings.year)
    unit = match_unit(form.unit_text, words, references.directory, settings.office.district_names)
    places = (("表题", form.title), ("工作表名", form.sheet), *((f"文件名或文件夹“{word}”", word) for word in words))
    period = match_period(form.kind, places, form.reported_date, settings.year, settings.months)
    own = references.tasks_of(unit.unit.name) if unit.unit else ()
    matching = settings.matching
    matches = match_tasks(
        form.rows, own, references.index, Thresholds(matching.near_score, matching.far_score, matching.margin)
    )
    records = tuple(Record(row, match) for row, match in zip(form.rows, matches, strict=True))
    submission = Submission(
        kind=form.kind,
        sheet=form.sheet,
        unit=unit.unit.name if unit.unit else None,
        unit_text=form.unit_text,
        period=period.period,
        reported_text=form.reported_text,
        reported_date=form.reported_date,
        records=records,
        unit_basis=unit.basis,
        could_be_units=(unit.unit.name,) if unit.unit else unit.candidates or _units_by_tasks(records),
        could_be_periods=(period.period,) if period.period else period.candidates,
    )
    return submission, tuple(_faults(source, form, unit, period, records, own))


def _faults(
    source: str, form: Form, unit: UnitMatch, period: PeriodMatch, records: tuple[Record, ...], own: tuple[Task, ...]
) -> list[Finding]:
    where = Place(source, form.sheet)
    about = {"unit": unit.unit.name if unit.unit else "", "period": str(period.period or "")}
    faults = [finding(match.kind, where, **about, **dict(match.facts)) for match in (unit, period) if match.kind]
    if not records:
        faults.append(finding(Kind.TABLE_EMPTY, where, **about))
    seen: dict[tuple[str, str], FormRow] = {}
    for record in records:
        place = Place(source, form.sheet, record.row.row)
        if record.match.kind:
            faults.append(finding(record.match.kind, place, **about, **dict(record.match.facts)))
            continue
        faults.extend(_row_faults(record, place, about, own, seen))
    return faults


def _row_faults(
    record: Record, place: Place, about: dict[str, str], own: tuple[Task, ...], seen: dict[tuple[str, str], FormRow]
) -> list[Finding]:
    task = record.match.task
    assert task is not None
    faults = []
    if about["unit"] and task not in own:
        faults.append(
            finding(Kind.TASK_NOT_OWN, place, **about, task_id=task.task_id, task=task.task_id, own_unit=about["unit"])
        )
    key = (task.task_id, record.match.sub_item or fold(record.row.text("task_text")))
    earlier = seen.setdefault(key, record.row)
    is_broken_down = record.match.basis == "同上行" or bool(record.match.sub_item)
    if earlier is not record.row and not is_broken_down and earlier.values != record.row.values:
        faults.append(finding(Kind.TASK_REPEATED, place, **about, task_id=task.task_id, task=task.task_id))
    return faults


def _units_by_tasks(records: tuple[Record, ...]) -> tuple[str, ...]:
    """The units that bear every settled task of a nameless form: the only ones it could be from."""
    tasks = [record.match.task for record in records if record.match.task]
    bearing = [{assignment.unit for assignment in task.assignments} for task in tasks]
    return tuple(sorted(set.intersection(*bearing))) if bearing else ()


def _missing_columns(source: str, table: Table) -> Finding:
    present = "、".join(heading.replace("\n", "") for heading in table.headings if heading)
    return finding(
        Kind.COLUMN_MISSING,
        Place(source, table.grid.sheet, table.header + 1),
        missing="、".join(table.missing),
        present=present,
    )


def _no_table(source: str, grids: tuple[Grid, ...]) -> Finding:
    words = dict.fromkeys(word for grid in grids for word in seen_headings(grid))
    seen = f"只认出这些表头：{'、'.join(words)}。" if words else "没有认出任何表头。"
    return finding(Kind.TABLE_NOT_FOUND, Place(source, grids[0].sheet), seen=seen)


def _read_unsupported(source: str, words: tuple[str, ...], suffix: str, references: References) -> FileReading:
    """A file that is no workbook: 书面材料 (R2) when its own name says so, else it may be a form and is in doubt (R8)."""
    name = words[0]
    is_form = any(word in name for layout in LAYOUTS for word in (*layout.title_words, layout.kind.annex))
    is_material = suffix in _WRITTEN and not is_form and any(word in name for word in _MATERIAL_WORDS)
    if not is_material:
        fault = finding(Kind.FORMAT_UNSUPPORTED, Place(source), suffix=suffix or "无扩展名")
        return _unreadable(source, words, (fault,), references)
    about = _unreadable(source, words, (), references)
    return FileReading(source, (), (), True, True, about.could_be_units, about.could_be_periods)


def _unreadable(
    source: str, words: tuple[str, ...], findings: tuple[Finding, ...], references: References
) -> FileReading:
    """A file that was received and says nothing: narrowed to the returns its names allow (R8)."""
    settings = references.settings
    units = {
        unit.name
        for word in words
        if (unit := unit_in_words(word, references.directory, settings.office.district_names))
    }
    named = [month for word in words for month in months_in(word, settings.year)]
    periods = tuple(dict.fromkeys(month for month in named if month in settings.months))
    is_plan = any(word in part for part in words for word in ("附件3", "落实计划", "计划表", "年度计划"))
    return FileReading(
        source, (), findings, False, False, tuple(sorted(units)), periods or ((settings.plan,) if is_plan else ())
    )
