"""What a run leaves behind: the files in outbox/, 人工认定.xlsx brought up to date, the ledger frozen."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions
from pipeline.keeping.register import Register
from pipeline.ledger.model import Ledger
from pipeline.outputs.agenda import outcome_rows, write_agenda
from pipeline.outputs.bulletins.catalogue import write_due_bulletins
from pipeline.outputs.bulletins.desk import Desk, open_namings, with_bulletins
from pipeline.outputs.contacts_workbook import write_contacts_workbook
from pipeline.outputs.decision_book.book import Refresh, refresh_decision_workbook
from pipeline.outputs.decision_book.closing_namings import closing_namings
from pipeline.outputs.decision_book.pending_rows import alias_rows, claim_rows, naming_rows, question_rows
from pipeline.outputs.ledger_book.book import write_ledger_workbook
from pipeline.outputs.shared.installed_fonts import font_warnings, installed_fonts
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.start_page.page import RunNotes, write_run_page
from pipeline.stages.walk import Judged, Outcome, Walk


def desk_of(settings: Settings, decisions: Decisions) -> Desk:
    return Desk.of(settings.bulletins, settings.master, settings.archive, decisions)


def write_all(walk: Walk, register: Register, judged: Judged, before: tuple[Path, ...], desk: Desk) -> Outcome:
    settings = walk.settings
    outbox = Outbox(settings.outbox, register, walk.today)
    bulletins = write_due_bulletins(outbox, judged.ledger, settings.office.name, desk)
    ledger = with_bulletins(judged.ledger, desk)
    agenda = write_agenda(outbox, ledger, settings.office.section, settings.bulletins.fonts)
    workbook = write_ledger_workbook(settings.outbox / "台账.xlsx", ledger, settings.lines(), settings.inbox)
    contacts = write_contacts_workbook(settings.outbox / "通讯录.xlsx", walk.today, judged.contacts)
    refresh = _refresh_decisions(walk, register, judged, desk)
    made = (workbook, *before, *bulletins, *agenda, contacts)
    page = write_run_page(
        settings.outbox / "首页.html",
        ledger,
        made,
        tuple(outbox.kept),
        RunNotes(
            seen=register.record_page(walk.today, ledger.lights),
            inbox=settings.inbox,
            master=settings.master,
            waiting=refresh.waiting,
            left_alone=refresh.left_alone,
            machine=font_warnings(settings.bulletins.fonts, installed_fonts()),
        ),
    )
    faults = (*(fault.problem for fault in desk.findings), *([refresh.left_alone] if refresh.left_alone else []))
    return Outcome(ledger, (page, *made), tuple(outbox.kept), faults)


def freeze(walk: Walk, ledger: Ledger, occasion: str = "台账") -> Path:
    """The ledger of this cut-off lies in archive/台账/ for good: the rows behind every figure of its bulletins (R20)."""
    settings = walk.settings
    path = settings.archive / "台账" / f"{occasion}（截至{walk.today}）.xlsx"
    return write_ledger_workbook(path, ledger, settings.lines(), settings.inbox)


def _refresh_decisions(walk: Walk, register: Register, judged: Judged, desk: Desk) -> Refresh:
    """人工认定.xlsx shows what waits for a person now; what a person wrote in it stays."""
    pending = {
        "匹配认定": question_rows(judged.questions, judged.ledger.tasks),
        "办结销号": claim_rows(judged.ledger, judged.decisions),
        "点名确认": naming_rows(open_namings(closing_namings(judged.ledger) | desk.pending), judged.decisions),
        "问题处置": outcome_rows(judged.ledger),
        "别名建议": alias_rows(judged.decisions, judged.references.directory),
    }
    path = walk.settings.master / "人工认定.xlsx"
    return refresh_decision_workbook(path, walk.today, pending, register, walk.settings.archive)
