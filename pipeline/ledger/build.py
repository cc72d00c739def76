"""The ledger out of its parts: expected ⟕ received, judged. A pure function of what was read, decided and the day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ProblemOutcome
from pipeline.decisions.verdicts import contradictions
from pipeline.keeping.duty_log import NO_PRECEDENT, Precedent
from pipeline.ledger.checks.contradictions import drop_verified
from pipeline.ledger.checks.rules import drop_reviewed, judge_checks
from pipeline.ledger.closures import undone_completions
from pipeline.ledger.duties import build_duties
from pipeline.ledger.duty_months import build_duty_months
from pipeline.ledger.entries import build_entries, build_entry_months
from pipeline.ledger.evidence import Evidence
from pipeline.ledger.follow_up.held_up import list_held_up
from pipeline.ledger.follow_up.matters import list_matters
from pipeline.ledger.follow_up.named_units import NameFinder
from pipeline.ledger.follow_up.problems import build_problems
from pipeline.ledger.follow_up.scores import build_scores
from pipeline.ledger.history import with_history
from pipeline.ledger.model import Ledger
from pipeline.ledger.office_findings import list_warnings, receipt_findings, table_findings, taken_back_findings
from pipeline.ledger.owed.expected import Expected, build_expected
from pipeline.ledger.owed.obligations import Obligations
from pipeline.ledger.receipts.contacts import unsigned_findings
from pipeline.ledger.receipts.held import held_findings, no_day_findings, standing_files
from pipeline.ledger.receipts.past_years import past_year_findings
from pipeline.ledger.receipts.receipts import build_receipts
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.records import build_records
from pipeline.ledger.receipts.sent import list_sent
from pipeline.ledger.receipts.sub_items import SubItems
from pipeline.ledger.returns import build_returns, kept_open
from pipeline.ledger.scales.outlook import Thresholds
from pipeline.master.mandate import Mandate
from pipeline.master.tasks import Task
from pipeline.master.unit_order import UnitOrder
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, FINDINGS, RECORDS, FindingRow
from pipeline.vocabulary.terms import Level
from pipeline.vocabulary.text import chinese_date

_LEVELS = list(Level)


@dataclass(frozen=True)
class Basis:
    """All that a ledger as of ``today`` is a function of. ``before``: what earlier runs stood on.

    ``is_inbox_doubtful``: nothing was ever seen in the inbox, and nobody has confirmed that nothing came.
    ``open_returns``: what is 待认定 by something that came after ``today``, and so is named for nothing (R8).
    ``told``: what was found before, of what the office keeps.
    """

    tasks: tuple[Task, ...]
    directory: UnitDirectory
    files: Sequence[ReceivedFile]
    decisions: Decisions
    settings: Settings
    today: date
    before: Precedent = NO_PRECEDENT
    is_inbox_doubtful: bool = False
    open_returns: Collection[tuple[Period, str]] = ()
    told: tuple[Finding, ...] = ()

    @cached_property
    def present(self) -> list[ReceivedFile]:
        """The files that have come by that day."""
        return [file for file in self.files if file.received_date <= self.today]

    @cached_property
    def unit_order(self) -> UnitOrder:
        """In which order units are listed."""
        return UnitOrder.of(self.directory, self.tasks, self.settings.office.unit_order)

    @cached_property
    def obligations(self) -> Obligations:
        """What decides who owes what."""
        settings = self.settings
        return Obligations(settings.reporting.who, settings.due_dates, self.decisions, self.today, self.before)


def build_ledger(basis: Basis) -> Ledger:
    """The whole ledger: the same basis gives the same ledger."""
    tasks, decisions, settings, today = basis.tasks, basis.decisions, basis.settings, basis.today
    expected = build_expected(tasks, basis.obligations, basis.unit_order.ordered)
    records, returns, told = _returned(basis, expected)
    returns = kept_open(returns, basis.open_returns)
    judged = drop_verified(judge_checks(records, tasks, settings.checks), decisions.spot_checks)
    raised = drop_reviewed(judged, decisions.reviews)
    thresholds = Thresholds(settings.checks.behind_ratio, settings.checks.near_goal_ratio)
    standing = _judge(basis, Evidence.of(records, returns, basis.obligations, raised, thresholds))
    held_up = filter(None, (list_held_up(returns, settings.due_dates, today).told,))
    undone = undone_completions(DUTY_MONTHS.rows(standing.duty_months), decisions)
    findings = (
        *_receipt_findings(basis),
        *drop_reviewed(told, basis.decisions.reviews),
        *raised,
        *drop_reviewed(undone, decisions.reviews),
        *table_findings(tasks, basis.directory, settings),
        *taken_back_findings(basis.obligations),
        *basis.told,
    )
    return Ledger(
        year=settings.year,
        cutoff=today,
        tasks=tasks,
        **vars(standing),
        returns=returns,
        records=records,
        findings=FINDINGS.frame(FindingRow.of(fault) for fault in sorted(findings, key=_by_place)),
        receipts=build_receipts(basis.files, findings, today),
        problems=_problems(basis, standing.duty_months),
        matters=list_matters(tasks, decisions, standing.duties, settings.year),
        months=settings.months,
        due_dates=settings.due_dates,
        warnings=(*held_up, *list_warnings(findings, settings, today, bool(expected), basis.is_inbox_doubtful)),
        who=settings.reporting.who,
        sent=list_sent(basis.present, decisions.received, today),
        suspended=decisions.suspended,
        namings=tuple(decisions.namings),
        thresholds=thresholds,
        unit_order=basis.unit_order,
        report_by=settings.work_calendar.workdays_after(today, settings.bulletins.report_workdays),
        mandate=Mandate.of(settings.office, basis.directory),
        scores=build_scores(returns, standing.duties, decisions, settings.score) if settings.score.enabled else None,
    )


def _returned(basis: Basis, expected: Sequence[Expected]) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Finding, ...]]:
    """The rows read, the returns, and the findings on both."""
    records, on_records = build_records(basis.present, basis.decisions.corrections)
    returns, on_returns = build_returns(
        expected,
        basis.present,
        basis.decisions,
        basis.settings.work_calendar,
        basis.today,
        SubItems.of(RECORDS.rows(records)),
        is_inbox_doubtful=basis.is_inbox_doubtful,
    )
    return records, returns, (*on_records, *on_returns)


@dataclass(frozen=True)
class _Standing:
    """Where tasks and duties stand: the frames of those tables."""

    entries: pd.DataFrame
    duties: pd.DataFrame
    duty_months: pd.DataFrame
    entry_months: pd.DataFrame


def _judge(basis: Basis, evidence: Evidence) -> _Standing:
    """Duties and tasks judged in every period and now, each with the lights of the months that are over."""
    tasks, settings, owed = basis.tasks, basis.settings, evidence.obligations
    periods = (settings.plan, *settings.months)
    over = [month for month in settings.months if settings.due_dates[month] < basis.today]
    duty_months = build_duty_months(tasks, periods, evidence)
    entry_months = build_entry_months(tasks, periods, duty_months, owed)
    duties = build_duties(tasks, duty_months, evidence, settings.year)
    entries = build_entries(tasks, duties, duty_months, owed)
    return _Standing(
        entries=with_history(entries, entry_months, ("task_id",), over),
        duties=with_history(duties, duty_months, ("task_id", "unit"), over),
        duty_months=duty_months,
        entry_months=entry_months,
    )


def _receipt_findings(basis: Basis) -> Iterator[Finding]:
    """What people entered amiss, what reading found, what forms leave unsigned, what lies here no more, which days cannot be."""
    present, decisions = basis.present, basis.decisions
    yield from decisions.findings
    yield from contradictions(decisions.closures)
    for file in standing_files(present):
        is_told = file.registered_as and not file.reading.known_as  # a person has said what it is
        if not (file.duplicate_of or is_told):
            yield from drop_reviewed(file.reading.findings, decisions.reviews)
    yield from unsigned_findings(present)
    yield from past_year_findings(present)
    yield from held_findings(present)
    yield from no_day_findings(present)
    yield from receipt_findings(basis.files, decisions, basis.today)


def _problems(basis: Basis, duty_months: pd.DataFrame) -> pd.DataFrame:
    """问题台账, with the units that a problem names and what a person entered on it."""
    finder = NameFinder(basis.directory, basis.settings.office.district_names)
    outcomes = _outcomes(basis.decisions.problem_outcomes)
    return build_problems(basis.tasks, duty_months, finder, outcomes, basis.settings.problems.reworded_share)


def _outcomes(entries: Iterable[ProblemOutcome]) -> dict[str, str]:
    """What people entered on each problem, by its 编号, in the order of their days."""
    in_order = sorted(entries, key=lambda entry: (entry.settled_on or date.min, entry.outcome, entry.settled_by))
    words = gathered((entry.problem_id, _outcome_words(entry)) for entry in in_order)
    return {problem_id: "；".join(dict.fromkeys(told)) for problem_id, told in words.items()}


def _outcome_words(entry: ProblemOutcome) -> str:
    told = "，".join(
        part for part in (entry.settled_by, chinese_date(entry.settled_on) if entry.settled_on else "") if part
    )
    return f"{entry.outcome}（{told}）" if told else entry.outcome


def _by_place(fault: Finding) -> tuple[int, str, str, int]:
    return (_LEVELS.index(fault.kind.level), fault.place.source, fault.place.sheet, fault.place.row or 0)
