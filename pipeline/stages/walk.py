"""The walk in order: inbox, register, ledger of the day; what all runs begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions, load_decisions
from pipeline.decisions.sources import Lain, Sources
from pipeline.keeping.duty_log import DutyHistory, SeenDuty
from pipeline.keeping.kept_decisions import KeptDecision
from pipeline.keeping.register import Register, Run
from pipeline.keeping.state_check import refuse_lost_master
from pipeline.ledger.build import Basis, build_ledger
from pipeline.ledger.follow_up.as_of import AsOf, OpenReturns, ledgers_as_of, taken_by
from pipeline.ledger.follow_up.refuted import Known, with_refuted
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.beside.judging import judge_beside
from pipeline.ledger.receipts.contacts import Contact, list_contacts
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.master.tasks import load_tasks, refuse_table_of_other_year
from pipeline.master.tenures import load_changes, with_tenures
from pipeline.master.unit_sheets import load_units
from pipeline.outputs.bulletins.desk import kept_names
from pipeline.outputs.bulletins.issuing.names import BulletinNames, under_own_names
from pipeline.outputs.shared.house_words import HouseWords, load_house_words
from pipeline.stages.receiving import Track, open_inbox, receive
from pipeline.stages.remembering import remember_duties, under_present_names
from pipeline.submissions.arrival import ArrivalDays
from pipeline.submissions.matching.references import References
from pipeline.submissions.meant import Lying
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import Question


@dataclass(frozen=True)
class Walk:
    """One run's surroundings: settings, the day it stands for, who watches its progress."""

    settings: Settings
    today: date
    track: Track
    is_confirmed: bool = False


@dataclass(frozen=True)
class RunOutcome:
    """What a run left behind: the ledger it saw, the files it wrote, the edited documents it left alone.

    ``is_complete``: nothing had to stay unwritten because a person has it open.
    """

    ledger: Ledger
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_complete: bool = True


@dataclass(frozen=True)
class Judged:
    """What one run read and made of it, before anything is written to outbox/."""

    ledger: Ledger
    references: References
    decisions: Decisions
    questions: tuple[Question, ...]
    contacts: tuple[Contact, ...]
    as_of: AsOf


def judge(walk: Walk, register: Register) -> Judged:
    """The ledger of the day: everything read, dated, settled and judged; only archive/ is written to."""
    settings = walk.settings
    log = register.duty_log(settings.year)
    references, decisions, seen = load_references(
        settings, register.kept_decisions(), walk.today, log.history(walk.today)
    )
    latest, directory = register.latest_day(), references.directory
    read_on = max(walk.today, latest or walk.today)  # a replay of an earlier day reads what was entered later
    decisions = decisions.read_on(read_on)
    inbox = open_inbox(settings, register, is_confirmed=walk.is_confirmed)
    days = _days(register, decisions, walk.today, settings.year, [file.source for file in inbox.files])
    references = replace(references, days=days)
    if not walk.is_confirmed:
        refuse_lost_master(log.master_names(), references.index.by_id, references.directory.find)
    register.keep_decisions(decisions.kept, read_on)
    dated, decisions = receive(inbox, references, decisions, walk.today, walk.track)
    files = judge_beside(dated, references.collections, decisions)
    register.record_run(Run(walk.today, len(inbox.files), len(references.tasks)))
    before = under_present_names(log.precedent(walk.today), directory)
    is_doubtful = not files and not walk.is_confirmed
    kept = kept_names(settings.archive / "通报")
    decisions = under_own_names(decisions, BulletinNames.of(register.bulletins.last_drafts().values(), kept))
    basis = Basis(references.tasks, directory, files, decisions, settings, walk.today, before, is_doubtful)
    basis = replace(basis, told=house_words_of(settings).faults)

    def build(came: Sequence[ReceivedFile], day: date, open_returns: OpenReturns = ()) -> Ledger:
        known = taken_by(decisions, day, walk.today)
        return build_ledger(replace(basis, files=came, decisions=known, today=day, open_returns=open_returns))

    ledger = build(files, walk.today)
    if not latest or walk.today >= latest:
        remember_duties(log, walk.today, seen, ledger, decisions, directory)
    as_of = ledgers_as_of(ledger, files, build)
    known = Known(decisions.issued_bulletins, decisions.reviews, directory, as_of)
    ledger = with_refuted(ledger, register.bulletins.issued(), known)
    if register.told:
        ledger = replace(ledger, warnings=(register.told, *ledger.warnings))
    if latest and walk.today < latest:
        ledger = replace(ledger, warnings=(_REPLAY.format(today=walk.today, latest=latest), *ledger.warnings))
    questions = [q for file in files if not file.duplicate_of for q in file.reading.questions]
    contacts = list_contacts(files, ledger.returns["unit"], walk.today)
    return Judged(ledger, references, decisions, tuple(questions), contacts, as_of)


def house_words_of(settings: Settings) -> HouseWords:
    """The office's own wording of standing phrases."""
    office = settings.office
    values = {"年度": str(settings.year), "落款": office.name, "督查室": office.section}
    return load_house_words(settings.master, values)


def _days(register: Register, decisions: Decisions, today: date, year: int, sources: Sequence[str]) -> ArrivalDays:
    """What is known of files before the inbox is read: days and returns entered, and contents that earlier runs saw."""
    deposits = register.journal.deposits()
    past = [Lain(one.source, one.sha256, one.first_seen) for one in deposits]
    lying = Sources({source: source for source in sources}, [one.source for one in deposits], lain=past)
    named = ((one, *lying.named(one.source)) for one in decisions.received if one.source)
    entered = gathered(
        (found[0] if found else one.source.partition("#")[0], replace(one, digest=digest))
        for one, found, digest in named
        if len(found) <= 1
    )
    lain = gathered((one.source, Lying(one.sha256, one.first_seen, one.first_run)) for one in deposits)
    return ArrivalDays(entered, register.first_days(), register.known_days(), today, year, lain)


_REPLAY = "本次按{today}运行，早于上次运行的{latest}，是按以前的日期重新运行；如非有意，请核对电脑的日期。"


def load_references(
    settings: Settings, kept: Sequence[KeptDecision], day: date | None, history: DutyHistory | None = None
) -> tuple[References, Decisions, tuple[SeenDuty, ...]]:
    """What ought to come and what people decided; units and officials by the names valid on ``day``.

    ``history``: the duties that earlier runs saw (None: nobody asks); they come back as they stand after this run.
    """
    directory = load_units(settings.master / "单位名录.xlsx")
    directory = directory.as_of(day) if day else directory
    table = settings.master / "责任分解表.xlsx"
    refuse_table_of_other_year(table, settings.year)
    tasks = load_changes(table, load_tasks(table, directory, day), directory)
    now: tuple[SeenDuty, ...] = ()
    if history is not None and day:
        borne = with_tenures(tasks, directory, history, day)
        tasks, now = borne.tasks, borne.seen
    path = settings.master / "人工认定.xlsx"
    decisions = load_decisions(path, directory, tasks, settings.year, kept, settings.due_dates)
    return References(settings, directory, tasks, decisions.answers), decisions, now


def due_day(settings: Settings, period: Period) -> date:
    """The last day to report on ``period``; PipelineError where it is none of the year."""
    if period not in settings.due_dates:
        raise no_such_period(settings, period)
    return settings.due_dates[period]


def no_such_period(settings: Settings, period: Period) -> PipelineError:
    """What is said where ``period`` is none of the year, with those that are."""
    known = "、".join(str(one) for one in settings.due_dates)
    return PipelineError(f"{period}不是本年度的报送期间。", f"可用的期间：{known}。")
