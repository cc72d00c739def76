"""outbox/首页.html: what this run found and what a person does next. One self-contained page, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.keeping.files import write_text
from pipeline.keeping.register import Reminded, Seen
from pipeline.ledger.counts import Overview, overview_counts
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.issuing.standings import BulletinStanding
from pipeline.outputs.shared.links import Link, Places
from pipeline.outputs.shared.orders import STATUSES
from pipeline.outputs.shared.words import as_of_words, words_of
from pipeline.outputs.start_page.arrivals import build_arrivals
from pipeline.outputs.start_page.light_news import build_light_news
from pipeline.outputs.start_page.lights import build_lights
from pipeline.outputs.start_page.rendering import render_page
from pipeline.outputs.start_page.returns import build_returns_facts
from pipeline.outputs.start_page.situation import Situation
from pipeline.outputs.start_page.todos import build_todos
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import chinese_date

_TEMPLATE = "start_page/page.html.j2"
_SHOWN_FILES = 12


@dataclass(frozen=True)
class FileGroup:
    """The files of one folder of outbox/ that this run wrote; ``folder`` leads to all of them."""

    label: str
    folder: Link
    files: tuple[Link, ...]
    unseen: int = 0


@dataclass(frozen=True)
class RunNotes:
    """What a run tells its page beside the ledger.

    ``seen`` is what the last page of an earlier day knew (blank: this is the first); ``inbox`` and ``master`` default to
    the folders beside the page's own. ``waiting`` counts, sheet by sheet, the rows of 人工认定.xlsx that wait for a person;
    ``left_alone`` says why that workbook was not written this time; ``machine`` warns of what this computer lacks;
    ``reminded`` are the letters that went out, ``set_aside`` copies of workbooks that a person had written into, ``asked``
    file → what the row of 匹配认定 that waits about it accepts; ``bulletins``: how far each bulletin is.
    """

    seen: Seen = field(default_factory=Seen)
    inbox: Path | None = None
    master: Path | None = None
    waiting: Mapping[str, int] | None = None
    left_alone: str = ""
    machine: Sequence[str] = ()
    reminded: Sequence[Reminded] = ()
    set_aside: Sequence[Path] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    bulletins: Sequence[BulletinStanding] = ()


def write_run_page(
    path: Path, ledger: Ledger, written: Sequence[Path], kept: Sequence[Path], notes: RunNotes = RunNotes()
) -> Path:
    """The page lies at ``path``; links are relative to it, texts of returns are escaped."""
    places = Places.of(path, written, notes.inbox, notes.master)
    overview = overview_counts(ledger)
    situation = Situation(
        ledger,
        overview,
        places,
        tuple(written),
        tuple(kept),
        notes.waiting,
        notes.left_alone,
        notes.reminded,
        notes.set_aside,
        notes.asked,
        notes.bulletins,
    )
    facts = {
        "year": ledger.year,
        "report": ledger.mandate.report,
        "cutoff": chinese_date(ledger.cutoff),
        "as_of": as_of_words(overview.period, ledger.cutoff),
        "last": _last_over(overview, ledger.year),
        "coming": _next_due(ledger, overview),
        "warnings": (*ledger.warnings, *_stood_aside(written), *notes.machine),
        "todos": build_todos(situation),
        "arrivals": build_arrivals(ledger, notes.seen, places),
        "lights": build_lights(ledger, overview),
        "light_news": build_light_news(ledger, notes.seen),
        "returns": build_returns_facts(ledger, overview, places),
        "groups": _file_groups(places, written),
        "workbook": places.link(places.workbook),
    }
    return write_text(path, render_page(_TEMPLATE, facts))


def _last_over(overview: Overview, year: int) -> str:
    """9月（10月12日截止）应报56家：按时52家、迟报1家、未报3家，按时率92.9%. '' before the first is over."""
    over = [counts for counts in overview.periods if counts.is_over]
    if not over:
        return ""
    last = over[-1]
    told = "、".join(f"{status}{number}家" for status in STATUSES if (number := last.returns.number(status)))
    due = f"（{chinese_date(last.due_date).removeprefix(f'{year}年')}截止）"
    rate = f"，按时率{words_of(last.on_time_rate)}" if last.on_time_rate.whole else ""
    return f"{last.period.label}{due}应报{last.returns.expected}家：{told}{rate}。"


def _next_due(ledger: Ledger, overview: Overview) -> str:
    """10月落实情况2022年11月7日截止，还有21天."""
    for counts in overview.periods:
        if not counts.is_over:
            days = (counts.due_date - ledger.cutoff).days
            name = "年度计划" if counts.period.is_plan else f"{counts.period.label}落实情况"
            return f"{name}{chinese_date(counts.due_date)}截止，{f'还有{days}天' if days else '就是今天'}"
    return ""


def _stood_aside(written: Sequence[Path]) -> tuple[str, ...]:
    """A file open in Excel or Word could not be replaced: the new one lies beside it (files.write_swapped)."""
    aside = [path.name for path in written if path.stem.endswith("（新）")]
    return (f"写入时有文件正在打开，新的一份放在旁边：{'、'.join(aside)}。请关闭原文件后重新运行。",) if aside else ()


def _file_groups(places: Places, written: Sequence[Path]) -> tuple[FileGroup, ...]:
    """What this run wrote, folder by folder as the folders were written, public editions with their bulletins."""
    folders = gathered((path.parents[path.parent.name == "公开版"], path) for path in written)
    return tuple(
        FileGroup(
            _folder_label(places, folder),
            places.link(folder),
            tuple(places.link(path) for path in paths[:_SHOWN_FILES]),
            max(0, len(paths) - _SHOWN_FILES),
        )
        for folder, paths in folders.items()
    )


def _folder_label(places: Places, folder: Path) -> str:
    root = places.page.parent
    if folder == root:
        return "总表"
    return " · ".join(folder.relative_to(root).parts) if folder.is_relative_to(root) else folder.name
