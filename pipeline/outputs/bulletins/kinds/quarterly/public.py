"""季度通报 as published: its facts, its words and its numbers, none of which know the office's (R24)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outputs.bulletins.bulletin import Bulletin, FullTable
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.published import (
    PublicReport,
    PublicTask,
    grouped_tasks,
    published_cover,
    published_tasks,
)
from pipeline.outputs.bulletins.kinds.quarterly.facts import LIVELIHOOD_CATEGORY, QuarterlyFacts
from pipeline.outputs.bulletins.kinds.quarterly.figures import NAME
from pipeline.outputs.bulletins.kinds.quarterly.words import QuarterlyWords
from pipeline.outputs.bulletins.words.told_public import (
    DONE,
    PUBLIC_NOTE,
    UNDER_WAY,
    public_cut,
    public_figures,
    public_pairs,
    public_shares,
    public_units,
)
from pipeline.outputs.docx.charts import Chart
from pipeline.outputs.docx.inserts import Inserts
from pipeline.outputs.docx.tables import LANDSCAPE_MM, CellText, Group, Layout, table_xml
from pipeline.outputs.docx.variables import MARKER, unsaid
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.tables import FigureRow
from pipeline.vocabulary.terms import Annex

_ANNEX = Layout(
    ("序号", "重点任务", "完成情况", "下一步计划", "责任单位"), (10, 60, 75, 48, 32), frozenset({0}), LANDSCAPE_MM
)
_TALLIES = Layout(("类别", "总数", DONE, UNDER_WAY), (96, 20, 20, 20), frozenset({1, 2, 3}))
_KINDS = (("重点任务", Annex.KEY_TASK), (LIVELIHOOD_CATEGORY, Annex.LIVELIHOOD))


def published_quarter(facts: QuarterlyFacts, persons: Persons) -> PublicReport:
    """What of the quarter is published."""
    cover = published_cover(facts.cover, facts.cover.title_lines)
    return PublicReport(cover, facts.quarter, published_tasks(facts.lines, persons), facts.is_last)


def public_quarter(report: PublicReport, edition: Edition) -> Bulletin:
    """The public edition of the quarter."""
    groups = grouped_tasks(report.tasks, LIVELIHOOD_CATEGORY)
    rows = table_xml(_ANNEX, list(_annex_rows(groups)))
    title = f"{report.cover.source}任务目标{report.span}落实情况表"
    cells = [(label, *_counts(tasks)) for label, tasks in groups.items()]
    whole = tuple(((cell, True),) for cell in ("合计", *_counts(report.tasks)))
    return Bulletin(
        cover=report.cover,
        edition=edition,
        words=_words(report),
        inserts=Inserts(
            tables={
                "分类表": table_xml(_TALLIES, [*cells, whole]),
                "附件表": rows,
            },
            charts={"分类图": _chart(report, groups)},
        ),
        annex=f"{title}（另附）",
        table=FullTable(0, title, rows, PUBLIC_NOTE),
    )


def _counts(tasks: list[PublicTask] | tuple[PublicTask, ...]) -> tuple[str, ...]:
    return (str(len(tasks)), *(str(number) for _, number in public_pairs(tasks)))


def _words(report: PublicReport) -> QuarterlyWords:
    number = len(report.tasks)
    by_annex = [(label, [task for task in report.tasks if task.annex is annex]) for label, annex in _KINDS]
    told = [(label, tasks) for label, tasks in by_annex if tasks]
    annexes = "、".join(f"{label}{len(tasks)}项" for label, tasks in told)
    each = (f"{label}{len(tasks)}项，{wording.shared_out(public_pairs(tasks), '项')}" for label, tasks in told)
    return unsaid(
        QuarterlyWords,
        quarter=report.span,
        total=str(number),
        annexes=annexes,
        scope=f"本次公布{report.cover.year}年年度任务目标{number}项" + (f"（{annexes}）" if annexes else ""),
        shares=public_shares(report, "项"),
        each="；".join(each) or "暂无公布事项",
        chart=f"{MARKER}分类图",
        by_category=f"{MARKER}分类表",
        is_last=report.is_last,
        table=f"{MARKER}附件表",
        note=PUBLIC_NOTE,
    )


def _chart(report: PublicReport, groups: dict[str, list[PublicTask]]) -> Chart:
    pairs = [dict(public_pairs(tasks)) for tasks in groups.values()]
    series = tuple((label, tuple(one[label] for one in pairs)) for label in (DONE, UNDER_WAY))
    labels = tuple(wording.cut_label(label) for label in groups)
    return Chart(f"{report.span}各类任务目标推进情况", labels, series, height_mm=25 + 8 * len(groups))


def _annex_rows(groups: dict[str, list[PublicTask]]) -> Iterator[tuple[CellText, ...] | Group]:
    number = 0
    for label, tasks in groups.items():
        yield Group(f"{label}（{len(tasks)}项）")
        for task in tasks:
            number += 1
            told = (public_cut(task.progress), public_cut(task.next_steps) or "—")
            yield (str(number), public_cut(task.text), *told, public_units(task))


def quarter_figures(report: PublicReport, period: str) -> Iterator[FigureRow]:
    """The numbers of the public edition."""
    by_annex = [(label, [task for task in report.tasks if task.annex is annex]) for label, annex in _KINDS]
    groups = grouped_tasks(report.tasks, LIVELIHOOD_CATEGORY)
    yield from public_figures(NAME, period, report, "项", (*by_annex, *groups.items()))
