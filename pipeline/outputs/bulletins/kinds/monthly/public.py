"""为民办实事月通报 as published: its facts, its words and its numbers, none of which know the office's (R24)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.published import PublicReport, PublicTask, published_cover, published_tasks
from pipeline.outputs.bulletins.kinds.monthly.facts import MonthlyFacts
from pipeline.outputs.bulletins.kinds.monthly.figures import NAME
from pipeline.outputs.bulletins.kinds.monthly.words import MonthlyWords, Share
from pipeline.outputs.bulletins.words.told_public import (
    PUBLIC_NOTE,
    public_cut,
    public_figures,
    public_shares,
    public_units,
)
from pipeline.outputs.docx.inserts import Inserts
from pipeline.outputs.docx.tables import LANDSCAPE_MM, CellText, Layout, table_xml
from pipeline.outputs.docx.variables import MARKER, unsaid
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.tables import FigureRow

_LAYOUT = Layout(
    ("序号", "民生实事内容", "责任单位", "进展情况", "下一步计划"), (10, 52, 34, 75, 54), frozenset({0}), LANDSCAPE_MM
)


def published_month(facts: MonthlyFacts, persons: Persons) -> PublicReport:
    """What of the month is published; its title counts no projects: who knows how many there are would count the rest."""
    month = wording.month_words(facts.period)
    title = (f"关于{facts.cover.year}年为民办实事", f"{month}进展情况的通报")
    cover = published_cover(facts.cover, title)
    return PublicReport(cover, month, published_tasks(facts.lines, persons), facts.is_last)


def public_month(report: PublicReport, edition: Edition) -> Bulletin:
    """The public edition of the month."""
    cover = report.cover
    rows = [_row(number, task) for number, task in enumerate(report.tasks, 1)]
    return Bulletin(
        cover=cover,
        edition=edition,
        words=_words(report),
        inserts=Inserts({"附件表": table_xml(_LAYOUT, rows)}),
        annex=f"{cover.year}年为民办实事{report.span}进展情况表",
    )


def _words(report: PublicReport) -> MonthlyWords:
    closed, others = report.closed, report.under_way
    listed = wording.joined(wording.one_name(task.title) for task in closed)
    number = len(report.tasks)
    return unsaid(
        MonthlyWords,
        total=str(number),
        month=report.span,
        scope=f"本次公布{report.cover.year}年为民办实事{number}件",
        shares=public_shares(report, "件"),
        closed=Share(str(len(closed)), listed, "", f"：{listed}") if closed else None,
        under_way=Share(str(len(others)), "", "", "") if others else None,
        is_last=report.is_last,
        table=f"{MARKER}附件表",
        note=PUBLIC_NOTE,
    )


def _row(number: int, task: PublicTask) -> tuple[CellText, ...]:
    told = (public_cut(task.progress), public_cut(task.next_steps) or "—")
    return (str(number), public_cut(task.text), public_units(task), *told)


def month_figures(report: PublicReport, period: str) -> Iterator[FigureRow]:
    """The numbers of the public edition."""
    yield from public_figures(NAME, period, report, "件")
