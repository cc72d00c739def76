"""The walk in order: inbox, register, ledger of the day; what all runs begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions, load_decisions
from pipeline.keeping.kept_decisions import KeptDecision
from pipeline.keeping.register import Register, Run
from pipeline.keeping.state_check import refuse_strange_state
from pipeline.ledger.build import build_ledger
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.contacts import Contact, list_contacts
from pipeline.master.tasks import load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.stages.receiving import Track, open_inbox, receive
from pipeline.submissions.matching.references import References
from pipeline.vocabulary.errors import PipelineError
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
    """What a run left behind: the ledger it saw, the files it wrote, the edited documents it left alone."""

    ledger: Ledger
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What one run read and made of it, before anything is written to outbox/."""

    ledger: Ledger
    references: References
    decisions: Decisions
    questions: tuple[Question, ...]
    contacts: tuple[Contact, ...]


def judge(walk: Walk, register: Register) -> Judged:
    """The ledger of the day: everything read, dated, settled and judged; only archive/ is written to."""
    settings = walk.settings
    references, decisions = load_references(settings, register.kept_decisions(), walk.today)
    register.keep_decisions(decisions.kept, walk.today)
    inbox = open_inbox(settings, register, is_confirmed=walk.is_confirmed)
    if not walk.is_confirmed:
        refuse_strange_state(register.last_run(), len(references.tasks))
    latest = register.latest_day()
    files = receive(inbox, references, decisions, walk.today, walk.track)
    register.record_run(Run(walk.today, len(inbox.files), len(references.tasks)))
    is_doubtful = not files and not walk.is_confirmed
    ledger = build_ledger(
        references.tasks, references.directory, files, decisions, settings, walk.today, is_inbox_doubtful=is_doubtful
    )
    if latest and walk.today < latest:
        ledger = replace(ledger, warnings=(_REPLAY.format(today=walk.today, latest=latest), *ledger.warnings))
    questions = [q for file in files if not file.duplicate_of for q in file.reading.questions]
    contacts = list_contacts(files, ledger.returns["unit"], walk.today)
    return Judged(ledger, references, decisions, tuple(questions), contacts)


_REPLAY = "本次按{today}运行，早于上次运行的{latest}，是按以前的日期重新运行；如非有意，请核对电脑的日期。"


def load_references(settings: Settings, kept: Sequence[KeptDecision], day: date | None) -> tuple[References, Decisions]:
    """What ought to come and what people decided; units and officials by the names valid on ``day``."""
    directory = load_units(settings.master / "单位名录.xlsx")
    directory = directory.as_of(day) if day else directory
    tasks = load_tasks(settings.master / "责任分解表.xlsx", directory, day)
    path = settings.master / "人工认定.xlsx"
    decisions = load_decisions(path, directory, tasks, settings.year, kept, settings.due_dates)
    return References(settings, directory, tasks, decisions.answers), decisions


def due_day(settings: Settings, period: Period) -> date:
    """The last day to report on ``period``; PipelineError where it is none of the year."""
    if period not in settings.due_dates:
        raise no_such_period(settings, period)
    return settings.due_dates[period]


def no_such_period(settings: Settings, period: Period) -> PipelineError:
    """What is said where ``period`` is none of the year, with those that are."""
    known = "、".join(str(one) for one in settings.due_dates)
    return PipelineError(f"{period}不是本年度的报送期间。", f"可用的期间：{known}。")
