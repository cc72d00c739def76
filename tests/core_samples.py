"""Small builders of what the core judges: two units, three tasks, returns that say just enough, the ledger of a day.

Every builder takes only what a test is about; the rest is the year 2022 of the notice, everything on time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pipeline.config import Office, Reporting, Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ClosureEntry
from pipeline.keeping.duty_log import NO_PRECEDENT, Precedent
from pipeline.ledger.build import Basis, build_ledger
from pipeline.ledger.model import Ledger
from pipeline.ledger.owed.expected import Expected
from pipeline.ledger.owed.obligations import Obligations
from pipeline.ledger.receipts.claims import ClaimKind, build_claims
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.master.tasks import Assignment, Task
from pipeline.master.units import Unit, UnitDirectory, UnitGroup
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.submission import FileReading, Record, Submission
from pipeline.submissions.matching.task_judge import TaskMatch
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Closure, FormKind, LeadBasis, ReceivedBasis, Role, UnitKind

FINANCE = "区财政局"
PLANNING = "区发展改革局"
PLAN = Period(2022)
MARCH, APRIL, MAY, JUNE, JULY = (Period(2022, month) for month in range(3, 8))
PLAN_DUE = date(2022, 3, 24)
MARCH_DUE = date(2022, 4, 8)
ON_TIME = {
    PLAN: date(2022, 3, 21),
    MARCH: date(2022, 4, 6),
    APRIL: date(2022, 5, 9),
    MAY: date(2022, 6, 6),
    JUNE: date(2022, 7, 5),
    JULY: date(2022, 8, 3),
}


def task(task_id: str = "任务1", *units: str, groups: tuple[str, ...] = ()) -> Task:
    """A task whose first unit leads; PLANNING alone where none is named."""
    named = units or (PLANNING,)
    annex = Annex(task_id[:2])
    return Task(
        task_id=task_id,
        annex=annex,
        number=int(task_id[2:]),
        category="经济发展",
        text=f"{task_id}的内容",
        lead_officials=("张健",),
        units_text="、".join(named),
        assignments=tuple(Assignment(unit, Role.SUPPORT if n else Role.LEAD) for n, unit in enumerate(named)),
        groups=groups,
        lead_unit=named[0],
        lead_basis=LeadBasis.PRESUMED,
    )


TASKS = (task("任务1", PLANNING, FINANCE), task("任务2"), task("实事1", FINANCE))
UNDECIDED = Decisions()
_TASKS_BY_ID = {one.task_id: one for one in TASKS}


def directory(*groups: UnitGroup) -> UnitDirectory:
    """The two units, and the groups given."""
    units = (Unit(PLANNING, UnitKind.DEPARTMENT, ("区发改局",)), Unit(FINANCE, UnitKind.DEPARTMENT))
    return UnitDirectory(units, groups)


def settings(year: int = 2022, **reporting: Any) -> Settings:
    """The settings of the notice; ``reporting`` changes single ones."""
    return Settings(
        year=year,
        office=Office(name="区政府办公室", section="督查室"),
        reporting=Reporting(**{"plan_due": PLAN_DUE, **reporting}),
    )


def expected(
    period: Period = MARCH,
    due: date = MARCH_DUE,
    unit: str = PLANNING,
    task_ids: tuple[str, ...] = ("任务1", "任务2"),
    extended_to: date | None = None,
) -> Expected:
    """A return that is owed for ``task_ids``."""
    form = FormKind.PLAN if period.is_plan else FormKind.PROGRESS
    return Expected(form, period, unit, task_ids, (), due, extended_to)


def record(task_id: str = "任务1", row: int = 6, *, sub_item: str = "", **values: str) -> Record:
    """A row about ``task_id``; ``values`` are what was written beside 完成情况 and 是."""
    return Record(_written(task_id, row, values), TaskMatch(_TASKS_BY_ID[task_id], "文字", sub_item))


def unsettled_record(row: int, *candidates: str) -> Record:
    """A row that may be about any of ``candidates`` (none: about any task)."""
    return Record(_written("", row, {}), TaskMatch(None, scored=tuple((candidate, 80.0) for candidate in candidates)))


def _written(task_id: str, row: int, values: dict[str, str]) -> WrittenRow:
    written = {"task_text": f"{task_id}的内容", "progress": "已完成3项。", "met_goal_text": "是", **values}
    return WrittenRow(row, {name: text for name, text in written.items() if text}, sheet="Sheet1")


def submission(
    unit: str | None = PLANNING, period: Period | None = MARCH, *records: Record, **changes: Any
) -> Submission:
    """A table of ``unit`` for ``period``; both its tasks with 是 where no records are given."""
    kind = FormKind.PLAN if period and period.is_plan else FormKind.PROGRESS
    own = [one.task_id for one in TASKS if any(a.unit == unit for a in one.assignments)]
    goals = {f"goal_q{quarter}": f"完成{quarter * 25}%" for quarter in range(1, 5)}
    rows = records or tuple(
        record(task_id, row, **(goals if kind is FormKind.PLAN else {})) for row, task_id in enumerate(own, 6)
    )
    made = Submission(kind, "Sheet1", unit, unit or "", period, "", None, rows)
    return Submission(**{**vars(made), **changes})


def file(source: str, day: date, *submissions: Submission, sha256: str = "") -> ReceivedFile:
    """A readable file received on ``day``; its bytes are its own unless ``sha256`` says otherwise."""
    return ReceivedFile(source, sha256 or source, day, ReceivedBasis.FOLDER, FileReading(source, submissions))


def unreadable(source: str, day: date, units: tuple[str, ...] = (), periods: tuple[Period, ...] = ()) -> ReceivedFile:
    """A file that came and that nobody can open; it may be any return of ``units`` and ``periods`` (empty: any)."""
    reading = FileReading(source, is_readable=False, is_openable=False, could_be_units=units, could_be_periods=periods)
    return ReceivedFile(source, source, day, ReceivedBasis.FOLDER, reading)


def returned(unit: str, period: Period, *records: Record, day: date | None = None) -> ReceivedFile:
    """The file of ``unit`` for ``period``, on time unless ``day`` says otherwise."""
    return file(f"{period}/{unit}.xlsx", day or ON_TIME[period], submission(unit, period, *records))


def closure(
    task_id: str, period: Period, verdict: Closure = Closure.CLOSED, unit: str = "", day: date = date(2022, 7, 1)
) -> ClosureEntry:
    """A person's verdict, of ``day``, on a claim made in ``period``."""
    return ClosureEntry(task_id, unit, period, verdict, "现场核实", day, "验收报告")


def obligations(
    decisions: Decisions = UNDECIDED, *, who: str = "all", today: date = date(2022, 3, 1), year: Settings | None = None
) -> Obligations:
    """What decides who owes what, in an office whose register knows nothing yet."""
    return Obligations(who, (year or settings()).due_dates, decisions, today)


def ledger(
    today: date,
    files: Iterable[ReceivedFile],
    decisions: Decisions = UNDECIDED,
    tasks: Sequence[Task] = TASKS,
    year: Settings | None = None,
    before: Precedent = NO_PRECEDENT,
) -> Ledger:
    """The ledger of ``today`` with the files in order of receipt."""
    ordered = sorted(files, key=lambda one: (one.received_date, one.source))
    return build_ledger(Basis(tuple(tasks), directory(), ordered, decisions, year or settings(), today, before))


def could_be(doubtful: ReceivedFile) -> set[tuple[Period, str]]:
    """The returns (period, unit) from plan to May that a file in doubt keeps open."""
    keys = [(period, unit) for period in (PLAN, MARCH, APRIL, MAY) for unit in (PLANNING, FINANCE)]
    due_dates = {period: settings().due_dates[period] for period in (PLAN, MARCH, APRIL, MAY)}
    claims = build_claims(keys, [doubtful], UNDECIDED, date.max, due_dates)
    rows = zip(claims["period"], claims["unit"], claims["claim"], strict=True)
    return {(period, unit) for period, unit, claim in rows if claim.kind is ClaimKind.MAY_BE}
