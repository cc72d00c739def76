"""What a run leaves behind: the files in outbox/, 人工认定.xlsx brought up to date, the ledger frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from pipeline.keeping.files import keep_beside, stands_aside
from pipeline.keeping.register import Register
from pipeline.ledger.follow_up.refuted import under_present_names
from pipeline.ledger.model import Ledger
from pipeline.outputs.agenda import outcome_rows, write_agenda
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.drafts import Drafts, ledger_with
from pipeline.outputs.bulletins.facts.naming import merged
from pipeline.outputs.bulletins.issuing.standings import BulletinStanding
from pipeline.outputs.bulletins.publishing.known import known_persons
from pipeline.outputs.bulletins.writing import is_anything_new, write_drafts
from pipeline.outputs.consulting import write_consultations
from pipeline.outputs.contacts_workbook import write_contacts_workbook
from pipeline.outputs.decision_book.book import Refresh, refresh_decision_workbook
from pipeline.outputs.decision_book.closing_namings import closing_namings
from pipeline.outputs.decision_book.pending_rows import alias_rows, claim_rows, naming_rows, question_rows
from pipeline.outputs.decision_book.register_rows import register_rows, register_tell, standings_of
from pipeline.outputs.ledger_book.book import write_ledger_workbook
from pipeline.outputs.names_workbook import NAME as NAMES
from pipeline.outputs.names_workbook import lacks_names, write_names_workbook
from pipeline.outputs.reminders.reminders import remembered
from pipeline.outputs.rollup.figures import Sender, office_figures
from pipeline.outputs.rollup.figures_file import write_figures
from pipeline.outputs.shared.installed_fonts import font_warnings, installed_fonts
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.start_page.page import RunNotes, write_run_page
from pipeline.stages.notes import waiting_note
from pipeline.stages.walk import Judged, RunOutcome, Walk, house_words_of
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import Question

_RESTORED = "人工认定.xlsx 写回了{rows}行被删去或清空的登记；确属不要的，请在该行填写“撤销”。"


@dataclass(frozen=True)
class Made:
    """All that one run has worked out before it writes: ``ledger`` is that of ``judged`` with what ``drafts`` state."""

    judged: Judged
    ledger: Ledger
    drafts: Drafts
    desk: Desk


def outbox_of(walk: Walk, register: Register) -> Outbox:
    """outbox/ of this run."""
    return Outbox(walk.settings.outbox, register, walk.today, say=house_words_of(walk.settings).say)


def desk_of(walk: Walk, judged: Judged, outbox: Outbox, closing: Period | None = None) -> Desk:
    """The desk where this run's bulletins are made up; ``closing``: the collection that it closes."""
    desk = Desk.of(walk.settings, judged.decisions, outbox)
    closed = (closing, walk.today) if closing else None
    persons = known_persons(
        judged.ledger, judged.contacts, (one.written for one in judged.references.directory.names.values())
    )
    return replace(
        desk,
        cutoffs=Cutoffs.of(desk.standing, judged.as_of, closed),
        persons=persons,
        units=judged.ledger.unit_order,
        issued_texts=tuple(under_present_names(one, judged.references.directory) for one in desk.issued_texts),
    )


def write_all(walk: Walk, outbox: Outbox, made: Made, before: tuple[Path, ...] = ()) -> RunOutcome:
    """All of ``made`` lies in outbox/ and 人工认定.xlsx, the start page last: it lists the rest and what lay there ``before``."""
    settings = walk.settings
    workbook, *rest = (write(walk, outbox, made) for write in WRITERS)
    written = (*workbook, *before, *chain.from_iterable(rest))
    standings = standings_of(made.desk, outbox.register.bulletins)
    refresh = _refresh_decisions(walk, outbox.register, made, standings)
    _write_figures(walk, made.ledger, refresh)
    page = write_run_page(
        settings.outbox / "首页.html",
        made.ledger,
        written,
        tuple(outbox.kept),
        RunNotes(
            seen=outbox.register.record_page(walk.today, made.ledger.lights),
            inbox=settings.inbox,
            master=settings.master,
            waiting=refresh.waiting,
            left_alone=refresh.left_alone,
            machine=font_warnings(settings.bulletins.fonts, installed_fonts()),
            set_aside=tuple(outbox.set_aside),
            reminded=remembered(outbox.register, made.judged.references.directory),
            asked=_wanted(made.judged.questions),
            bulletins=standings,
        ),
    )
    faults = (*(found.problem for found in made.drafts.findings), *([refresh.left_alone] if refresh.left_alone else []))
    if refresh.restored:
        faults = (*faults, _RESTORED.format(rows=refresh.restored))
    paths = (page, *written)
    is_complete = not refresh.left_alone and not any(stands_aside(path) for path in paths)
    return RunOutcome(made.ledger, paths, tuple(outbox.kept), faults, waiting_note(refresh.waiting), is_complete)


def _write_figures(walk: Walk, ledger: Ledger, refresh: Refresh) -> None:
    """What the run counted lies beside the page for whoever sums up many offices; nothing for a clerk to read, so it is not listed."""
    office = walk.settings.office
    sender = Sender(office.name, next(iter(office.district_names), office.name))
    write_figures(walk.settings.outbox, office_figures(ledger, sender, refresh.waiting))


def _wanted(questions: Iterable[Question]) -> dict[str, str]:
    """File → what the rows of 匹配认定 about it accept, in words."""
    ways = gathered((one.place.source, one.wanted) for one in questions)
    return {source: "；".join(dict.fromkeys(told)) for source, told in ways.items()}


def _write_workbook(walk: Walk, outbox: Outbox, made: Made) -> tuple[Path, ...]:
    settings = walk.settings
    return (
        outbox.renew(
            "台账.xlsx",
            lambda path: write_ledger_workbook(path, made.ledger, settings.lines(), settings.inbox, settings.archive),
        ),
    )


def _write_bulletins(walk: Walk, outbox: Outbox, made: Made) -> tuple[Path, ...]:
    return write_drafts(outbox, made.drafts, made.desk)


def _write_consultations(walk: Walk, outbox: Outbox, made: Made) -> tuple[Path, ...]:
    return write_consultations(outbox, made.drafts.drafts, walk.settings)


def _write_agenda(walk: Walk, outbox: Outbox, made: Made) -> tuple[Path, ...]:
    return write_agenda(outbox, made.ledger, walk.settings.office.section, walk.settings.bulletins.fonts)


def _write_contacts(walk: Walk, outbox: Outbox, made: Made) -> tuple[Path, ...]:
    return (write_contacts_workbook(walk.settings.outbox / "通讯录.xlsx", walk.today, made.judged.contacts),)


def _write_names(walk: Walk, outbox: Outbox, made: Made) -> tuple[Path, ...]:
    """Nothing where master/ leaves no name open; what lay there then is out of date and goes."""
    units, tasks, path = made.judged.references.directory.units, made.ledger.tasks, outbox.folder / NAMES
    if lacks_names(tasks, units):
        return (write_names_workbook(path, walk.today, tasks, units, made.ledger.unit_order),)
    path.unlink(missing_ok=True)
    return ()


# In the order in which the page lists what they write; none reads what another wrote.
WRITERS: tuple[Callable[[Walk, Outbox, Made], tuple[Path, ...]], ...] = (
    _write_workbook,
    _write_bulletins,
    _write_consultations,
    _write_agenda,
    _write_contacts,
    _write_names,
)


def freeze_drafted(walk: Walk, outbox: Outbox, drafts: Drafts) -> Callable[[], tuple[Path, ...]]:
    """What freezes, once the drafts are written, every ledger of which one of them says something new (R20)."""
    new = {id(one.drawn): one.drawn for one in drafts.drafts if one.drawn and is_anything_new(outbox, one)}

    def freeze_all() -> tuple[Path, ...]:
        of = {key: replace(drafts, drafts=tuple(d for d in drafts.drafts if id(d.drawn) == key)) for key in new}
        return tuple(freeze(walk, ledger_with(ledger, of[key])) for key, ledger in new.items())

    return freeze_all


def freeze(walk: Walk, ledger: Ledger, occasion: str = "台账") -> Path:
    """The ledger of its cut-off lies in archive/台账/ for good: the rows behind every figure of its bulletins (R20).

    Once per content: what was frozen is never overwritten, another ledger of the same day stands beside it as （第2次）.
    """
    settings = walk.settings

    def write(path: Path) -> Path:
        return write_ledger_workbook(path, ledger, settings.lines(), settings.inbox, settings.archive)

    return keep_beside(settings.archive / "台账" / f"{occasion}（截至{ledger.cutoff}）.xlsx", write)


def _refresh_decisions(walk: Walk, register: Register, made: Made, standings: tuple[BulletinStanding, ...]) -> Refresh:
    """人工认定.xlsx shows what waits for a person now; what a person wrote in it stays."""
    judged = made.judged
    namings = merged((*closing_namings(made.ledger, made.desk), *made.drafts.undecided))
    pending = {
        "匹配认定": question_rows(judged.questions, made.ledger.tasks),
        "办结销号": claim_rows(made.ledger, judged.decisions),
        "点名确认": naming_rows(namings),
        "问题处置": outcome_rows(made.ledger),
        "别名建议": alias_rows(judged.decisions, judged.references.directory),
        "通报登记": register_rows(made.desk, standings),
    }
    tell = register_tell(made.desk, standings, walk.settings.year)
    path = walk.settings.master / "人工认定.xlsx"
    return refresh_decision_workbook(path, walk.today, pending, register, walk.settings.archive, tell)
