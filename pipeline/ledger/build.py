"""The ledger out of its parts: expected ⟕ received, judged. A pure function of what was read, decided and the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ProblemOutcome
from pipeline.ledger.checks.rules import drop_reviewed, judge_checks
from pipeline.ledger.closures import undone_completions
from pipeline.ledger.duties import Evidence, build_duties, build_duty_months
from pipeline.ledger.entries import build_entries, build_entry_months
from pipeline.ledger.expected import Expected, build_expected
from pipeline.ledger.follow_up.scores import build_scores
from pipeline.ledger.history import with_history
from pipeline.ledger.model import Ledger, Matter
from pipeline.ledger.named_units import NameFinder
from pipeline.ledger.problems import build_problems
from pipeline.ledger.receipts.contacts import unsigned_findings
from pipeline.ledger.receipts.receipts import build_receipts
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.records import build_records
from pipeline.ledger.receipts.withdrawn import WithdrawnFile, withdrawn_findings
from pipeline.ledger.returns import build_returns
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.tables import DUTY_MONTHS, FINDINGS, FindingRow
from pipeline.vocabulary.terms import Closure, Level
from pipeline.vocabulary.text import chinese_date

_LEVELS = list(Level)
_STALE_DAYS = 90


def build_ledger(
    tasks: tuple[Task, ...],
    directory: UnitDirectory,
    files: Sequence[ReceivedFile],
    decisions: Decisions,
    settings: Settings,
    today: date,
    withdrawn: Sequence[WithdrawnFile] = (),
) -> Ledger:
    """The whole ledger as of ``today``: the same input gives the same ledger."""
    withdrawn = [file for file in withdrawn if file.received_date <= today]
    periods = (settings.plan, *settings.months)
    who = settings.reporting.who
    expected = build_expected(tasks, settings.due_dates, who, decisions)
    present = [file for file in files if file.received_date <= today]
    records, record_findings = build_records(present, decisions.corrections)
    returns, return_findings = build_returns(expected, present, decisions, settings.work_calendar, today, withdrawn)
    evidence = Evidence.of(records, returns, decisions)
    duty_months = build_duty_months(tasks, periods, who, evidence)
    entry_months = build_entry_months(tasks, periods, duty_months)
    over = [month for month in settings.months if settings.due_dates[month] < today]
    duties = build_duties(tasks, duty_months, who, evidence, settings.year)
    entries = build_entries(tasks, duties, duty_months)
    duties = with_history(duties, duty_months, ("task_id", "unit"), over)
    findings = (
        *decisions.findings,
        *(fault for file in present if not file.duplicate_of for fault in file.reading.findings),
        *unsigned_findings(present),
        *withdrawn_findings(withdrawn),
        *(_received_later(file) for file in files if file.received_date > today),
        *_impossible_days(files, decisions, today),
        *_unknown_sources(files, withdrawn, decisions),
        *record_findings,
        *return_findings,
        *drop_reviewed(
            (
                *judge_checks(records, tasks, settings.checks),
                *undone_completions(DUTY_MONTHS.rows(duty_months), decisions),
            ),
            decisions.reviews,
        ),
        *_group_findings(tasks, directory),
        *_calendar_findings(settings),
    )
    return Ledger(
        year=settings.year,
        cutoff=today,
        tasks=tasks,
        entries=with_history(entries, entry_months, ("task_id",), over),
        duties=duties,
        duty_months=duty_months,
        entry_months=entry_months,
        returns=returns,
        records=records,
        findings=FINDINGS.frame(FindingRow.of(fault) for fault in sorted(findings, key=_by_place)),
        receipts=build_receipts(files, findings, today, withdrawn),
        problems=build_problems(
            tasks,
            duty_months,
            NameFinder(directory, settings.office.district_names),
            {entry.problem_id: _outcome_words(entry) for entry in decisions.problem_outcomes},
            reworded_share=settings.problems.reworded_share,
        ),
        matters=_matters(tasks, decisions, _closed(entries, duties)),
        months=settings.months,
        due_dates=settings.due_dates,
        warnings=_warnings(findings, expected, settings, today),
        scores=build_scores(returns, duties, decisions, settings.score) if settings.score.enabled else None,
    )


def _outcome_words(entry: ProblemOutcome) -> str:
    told = "，".join(
        part for part in (entry.settled_by, chinese_date(entry.settled_on) if entry.settled_on else "") if part
    )
    return f"{entry.outcome}（{told}）" if told else entry.outcome


def _impossible_days(files: Iterable[ReceivedFile], decisions: Decisions, today: date) -> Iterable[Finding]:
    """Received days that cannot be (R7): later than the file lay here; of a return on paper, later than today."""
    for file in files:
        if file.refused_day:
            day, basis = file.refused_day
            yield finding(Kind.DAY_IMPOSSIBLE, Place(file.source), day=day, basis=basis, seen=file.received_date)
    for entry in decisions.received:
        if not entry.source and entry.received_date > today:
            yield finding(
                Kind.PAPER_LATER,
                Place("人工认定.xlsx", "收文登记"),
                unit=entry.unit,
                period=entry.period,
                day=entry.received_date,
            )


def _unknown_sources(
    files: Iterable[ReceivedFile], withdrawn: Iterable[WithdrawnFile], decisions: Decisions
) -> Iterable[Finding]:
    """Entries of 收文登记 for a file that never lay in the inbox: a slip, without effect."""
    known = {file.source for file in files} | {file.source for file in withdrawn}
    for source in dict.fromkeys(entry.source for entry in decisions.received if entry.source not in known):
        if source:
            yield finding(Kind.SOURCE_UNKNOWN, Place("人工认定.xlsx", "收文登记"), source=source)


def _received_later(file: ReceivedFile) -> Finding:
    return finding(Kind.RECEIVED_LATER, Place(file.source), day=file.received_date, basis=file.basis)


def _by_place(fault: Finding) -> tuple[int, str, str, int]:
    return (_LEVELS.index(fault.kind.level), fault.place.source, fault.place.sheet, fault.place.row or 0)


def _group_findings(tasks: Sequence[Task], directory: UnitDirectory) -> Iterable[Finding]:
    """One finding for each group unit that a task names and nobody has confirmed (R4)."""
    for group in directory.groups:
        naming = [task.task_id for task in tasks if group.name in task.groups]
        if naming and not group.is_confirmed:
            yield finding(Kind.GROUP_UNCONFIRMED, group=group.name, tasks="、".join(naming))


def _calendar_findings(settings: Settings) -> Iterable[Finding]:
    calendar = settings.work_calendar
    for year in calendar.uncovered(settings.due_dates.values()):
        periods = [period.label for period, due in settings.due_dates.items() if due.year == year]
        yield finding(Kind.CALENDAR_UNCOVERED, years=year, periods="、".join(periods))


def _warnings(
    findings: Iterable[Finding], expected: Sequence[Expected], settings: Settings, today: date
) -> tuple[str, ...]:
    """What every output of this run must say aloud."""
    spoken = [f"{fault.problem}{fault.remedy}" for fault in findings if fault.kind is Kind.CALENDAR_UNCOVERED]
    if not expected:
        spoken.append("责任分解表中没有需要报送的单位，请核对 master/责任分解表.xlsx。")
    if (today - max(settings.due_dates.values())).days > _STALE_DAYS:
        spoken.append(
            f"{settings.year}年度的报送早已结束。如要督查新的年度，请修改 config.toml 的 year、plan_due 并更新责任分解表。"
        )
    return tuple(spoken)


def _closed(entries: pd.DataFrame, duties: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """(task id, unit) of all that stands closed now; unit '' where the whole task does."""
    whole = entries.loc[entries["closure"] == Closure.CLOSED, "task_id"]
    part = duties.loc[duties["closure"] == Closure.CLOSED, ["task_id", "unit"]]
    return frozenset({*((task_id, "") for task_id in whole), *part.itertuples(index=False, name=None)})


def _matters(tasks: Sequence[Task], decisions: Decisions, closed: frozenset[tuple[str, str]]) -> tuple[Matter, ...]:
    """What calls for a bulletin of its own: tasks that a person closed, and major matters (notice clause 3, R19).

    A whole task of which one unit's part was returned later is closed no more, and calls for none.
    """
    by_id = {task.task_id: task for task in tasks}
    closures = [
        Matter(
            matter_id=f"办结-{entry.task_id}" + (f"-{entry.unit}" if entry.unit else ""),
            task_id=entry.task_id,
            is_closure=True,
            title=by_id[entry.task_id].text,
            situation="",
            day=entry.verified_on,
            unit=entry.unit,
            basis="，".join(part for part in (entry.method, entry.basis) if part),
        )
        for entry in decisions.closures
        if entry.verdict is Closure.CLOSED and entry.verified_on and (entry.task_id, entry.unit) in closed
    ]
    major = [
        Matter(f"重大事项-{m.matter_id}", m.task_id, False, m.title, m.situation, m.day)
        for m in decisions.major_matters
    ]
    return (*closures, *major)
