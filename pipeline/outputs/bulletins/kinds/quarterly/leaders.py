"""A page for each 牵头领导: the counts of his or her tasks, those that need a hand, what is to be coordinated, the rest in a line (R24: internal)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.outputs.bulletins.facts.problems import ProblemNote
from pipeline.outputs.bulletins.facts.tallies import build_tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.kinds.quarterly.concerns import Concern, concerns_of
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts
from pipeline.outputs.bulletins.words.own_words import brief
from pipeline.outputs.bulletins.words.places import listed_places, place_words
from pipeline.outputs.bulletins.words.pooling import tells
from pipeline.outputs.bulletins.words.shown import is_all_told
from pipeline.outputs.docx.inserts import Block, Words
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.tables import Layout, table_xml
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Annex, Standing

_TABLE = Layout(("序号", "事项（责任单位）", "进度", "进展和原因"), (10, 48, 19, 79), frozenset({0, 2}))
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_POST = re.compile(r"[长任记员]$")
_NOTE = 50
_ROOM = ((3, 60, 45, 3), (5, 50, 40, 1), (1_000, 30, 25, 1))
"""Up to so many rows: characters of progress and of a problem in each, and problems below the table. A page is a page."""
_REST = (Standing.CLOSED, Standing.ON_TRACK)


class Room(NamedTuple):
    """Characters of what is reached and of what hinders it in a row of the table, and how many problems stand below it."""

    progress: int
    problem: int
    problems: int


@dataclass(frozen=True)
class LeaderPage:
    """The tasks that ``official`` leads, alone or with others, as an edition shows them."""

    official: str
    lines: tuple[TaskLine, ...]
    concerns: tuple[Concern, ...]
    problems: tuple[ProblemNote, ...]

    @property
    def room(self) -> Room:
        """How much of each thing is told, so that all of it stands on one page."""
        return next(Room(*sizes) for most, *sizes in _ROOM if len(self.concerns) <= most)

    @property
    def by_annex(self) -> tuple[tuple[str, list[TaskLine]], ...]:
        """重点任务 and 为民办实事, each with those of the tasks that stand there."""
        groups = gathered((line.annex, line) for line in self.lines)
        return tuple((annex.label, groups[annex]) for annex in Annex if annex in groups)

    @property
    def counts(self) -> str:
        """``牵头22项（重点任务20项、为民办实事2项），其中，按序时推进19项……``; the total alone where more would tell of one task (R21)."""
        parts = [(label, len(lines)) for label, lines in self.by_annex]
        shared = f"（{wording.counted(parts, '项')}）" if len(parts) > 1 else ""
        total = f"牵头{len(self.lines)}项{shared}"
        tally = build_tally(self.official, (line.standing for line in self.lines))
        return f"{total}。" if tells(self.lines) else f"{total}，{wording.shared_out(tally.pairs, '项')}。"


def leader_pages(shown: QuarterlyFacts) -> tuple[LeaderPage, ...]:
    """A page for each who leads a task, in the order of the tasks."""
    concerns = concerns_of(shown)
    pages = []
    for official in dict.fromkeys(name for line in shown.lines for name in line.lead_officials):
        lines = tuple(line for line in shown.lines if official in line.lead_officials)
        own = {line.task_id for line in lines}
        problems = tuple(note for note in shown.problems if own & note.task_ids)
        pages.append(LeaderPage(official, lines, tuple(one for one in concerns if one.line.task_id in own), problems))
    return tuple(pages)


def page_blocks(pages: Iterable[LeaderPage], quarter: str) -> tuple[Block, ...]:
    """Each page as it is printed, on a new page."""
    return tuple(block for page in pages for block in _blocks(page, quarter))


def _blocks(page: LeaderPage, quarter: str) -> Iterator[Block]:
    yield Words(Style.ANNEX_TITLE, f"{_named(page.official)}牵头事项{quarter}进展情况", begins_page=True)
    yield Words(Style.BODY, page.counts)
    if page.concerns:
        yield Words(Style.CAPTION, "需要督促的事项")
        yield table_xml(_TABLE, [_row(number, one, page) for number, one in enumerate(page.concerns, 1)])
    if page.problems:
        yield Words(Style.NOTE, f"责任单位反映需要协调的问题{len(page.problems)}条{_problems(page)}")
    yield from (Words(Style.NOTE, text) for text in _rest(page))


def _named(official: str) -> str:
    """张同园同志; a post is called by its name."""
    return f"{official}同志" if _PERSON.fullmatch(official) and not _POST.search(official) else official


def _row(number: int, one: Concern, page: LeaderPage) -> tuple[str, ...]:
    """The task by the standing that the counts above give it; where a supporter missed the goal that is not the unit's own."""
    standing = next(line.standing for line in page.lines if line.task_id == one.line.task_id)
    return (str(number), titled(one), str(standing), one.words(page.room.progress, page.room.problem))


def _problems(page: LeaderPage) -> str:
    """Those that the table does not tell already: one of a task, the first few."""
    told = {(one.line.task_id, one.unit) for one in page.concerns}
    others = {note.line.task_id: note for note in page.problems if (note.line.task_id, note.unit) not in told}
    shown = "".join(
        f"{number}.{note.unit}（{place_words(note.line.task_id)}）：{wording.sentence(brief(note.words, _NOTE))}"
        for number, note in enumerate(list(others.values())[: page.room.problems], 1)
    )
    return f"，主要是：{shown}" if shown else "，见上表。"


def _rest(page: LeaderPage) -> Iterator[str]:
    """``按序时推进11项：重点任务2至6、19。`` Where one standing may not be told no list tells it of the others (R21)."""
    for standing in _REST if is_all_told(page.lines) else ():
        if lines := [line for line in page.lines if line.standing is standing]:
            yield f"{standing}{len(lines)}项：{listed_places(lines, in_runs=True)}。"


def titled(one: Concern) -> str:
    """The task and whose it is: ``实事12　八一立交桥下空间整治提升（区水务局）``."""
    return f"{place_words(one.line.task_id)}　{one.line.title}（{one.unit}）"
