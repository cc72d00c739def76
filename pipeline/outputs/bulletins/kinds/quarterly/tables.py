"""The tables and the chart of the quarterly bulletin, as an edition may show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.ledger.statements.problem_text import is_problem
from pipeline.outputs.bulletins.facts.tallies import ReturnTally, Tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.kinds.quarterly.concerns import concerns_of
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts, UnmetGoal, category_of, officials_of
from pipeline.outputs.bulletins.kinds.quarterly.leaders import leader_pages, page_blocks, titled
from pipeline.outputs.bulletins.words.places import place_words
from pipeline.outputs.bulletins.words.pooling import cells_of, columns_of, pooled_tallies
from pipeline.outputs.bulletins.words.shown import is_all_told, responsible_units, standing_words, unit_words
from pipeline.outputs.docx.charts import Chart
from pipeline.outputs.docx.inserts import Block, Inserts, Words
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.tables import LANDSCAPE_MM, CellText, Group, Layout, table_xml
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import words_of
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Standing, Status

_ANNEX = Layout(
    ("序号", "重点任务", "完成情况", "下一步计划", "责任单位（加粗为牵头单位）", "进度"),
    (10, 56, 63, 42, 32, 22),
    frozenset({0, 5}),
    LANDSCAPE_MM,
)
_STANDING_COLUMN = 5  # the last: beside the unit's name it names it
_UNMET = Layout(
    ("序号", "责任单位", "事项", "当季目标", "未完成原因"),
    (10, 26, 34, 40, 46),
    frozenset({0, 1}),
    merged=frozenset({1}),
)
_CONCERNS = Layout(("序号", "事项（责任单位）", "未达到的目标", "进展和原因"), (10, 45, 38, 63), frozenset({0}))
_GROUPS = {
    Standing.BEHIND: "未完成{quarter}目标",
    Standing.ATTENTION: "需要关注",
    Standing.UNREPORTED: "未反映{quarter}末进展",
}
_DELIVERY = (
    ("按时", (Status.ON_TIME,)),
    ("迟报", (Status.LATE,)),
    ("未报", (Status.MISSING,)),
    ("待认定", (Status.UNSETTLED,)),
    ("免报、延期或未到期", (Status.EXEMPT, Status.EXTENDED, Status.NOT_DUE)),
)
_DELIVERY_HEADS = ("月份", "应报", *(label for label, _ in _DELIVERY), "已到期应报", "按时率")


_OFFICIALS = "各牵头领导任务目标推进情况（单位：项；序时率＝已办结和按序时推进÷总数）"
_SHARED = "注：由两位领导共同牵头的任务在表中单列一行，不重复计数；各页中分别列出。"
_TALLY_MM = 156  # between the margins of the page
_WIDTHS = {2: 12, 3: 14}


def quarterly_inserts(shown: QuarterlyFacts) -> Inserts:
    """The tables and the chart of an edition that may show the lines and goals of ``shown``."""
    delivery = [delivery_row(tally) for tally in (*shown.delivery.by_period, shown.delivery.total)]
    unmet = sorted(shown.unmet, key=lambda goal: [one.unit for one in shown.unmet].index(goal.unit))
    return Inserts(
        tables={
            "分类表": _tallies("类别", by_category(shown), shown.tally),
            "牵头领导表": _tallies("牵头领导", by_official(shown), shown.tally),
            "未完成表": table_xml(_UNMET, [_unmet_row(number, goal) for number, goal in enumerate(unmet, 1)]),
            "报送表": table_xml(_delivery_layout(), delivery),
            "附件表": full_table(shown),
            "督办表": table_xml(_CONCERNS, list(_concern_rows(shown))),
        },
        charts={"分类图": _chart(shown)},
        pages={"领导页": page_blocks(leader_pages(shown), shown.quarter)},
    )


def leaders_blocks(shown: QuarterlyFacts) -> tuple[Block, ...]:
    """The table by 牵头领导 and a page for each: what leaders are given, and nobody else (R24)."""
    is_shared = any(len(line.lead_officials) > 1 for line in shown.lines)
    note = (Words(Style.NOTE, _SHARED),) if is_shared else ()
    table = _tallies("牵头领导", by_official(shown), shown.tally)
    return (Words(Style.CAPTION, _OFFICIALS), table, *note, *page_blocks(leader_pages(shown), shown.quarter))


def full_table(shown: QuarterlyFacts) -> str:
    """The table of all tasks, each with what its units wrote."""
    is_told = is_all_told(shown.lines)
    layout = _ANNEX if is_told else _ANNEX.without(_STANDING_COLUMN)
    return table_xml(layout, _annex_rows(shown.lines, tells_standing=is_told))


def _concern_rows(shown: QuarterlyFacts) -> Iterator[tuple[CellText, ...] | Group]:
    number = 0
    for standing, members in gathered((one.standing, one) for one in concerns_of(shown)).items():
        yield Group(f"{_GROUPS[standing].format(quarter=shown.quarter)}（{len(members)}项次）")
        for one in members:
            number += 1
            yield (str(number), titled(one), one.open_goal, one.words())


def by_category(shown: QuarterlyFacts) -> tuple[Tally, ...]:
    """The rows of 表1 and 图1 of an edition that shows the lines of ``shown``."""
    return pooled_tallies(shown.lines, category_of, "其余{number}类")


def by_official(shown: QuarterlyFacts) -> tuple[Tally, ...]:
    """The rows of the table by 牵头领导."""
    return pooled_tallies(shown.lines, officials_of, "其余{number}位（组）牵头领导")


def _chart(facts: QuarterlyFacts) -> Chart:
    tallies = by_category(facts)
    columns = columns_of(facts.tally)
    numbers = zip(*(cells_of(tally, columns) for tally in tallies), strict=True)
    series = tuple(zip(columns, numbers, strict=True))
    labels = tuple(wording.cut_label(tally.label) for tally in tallies)
    return Chart(f"{facts.quarter}各类任务目标推进情况", labels, series, height_mm=16 + 6 * len(tallies))


def _tallies(head: str, tallies: Iterable[Tally], total: Tally) -> str:
    labels = columns_of(total)
    widths = [_WIDTHS.get(len(label), 16.5) for label in labels]  # 已办结 stands in one line, 未反映进展 in two
    first = _TALLY_MM - 12 - 17 - sum(widths)
    heads = (head, "总数", *labels, "序时率")
    layout = Layout(heads, (first, 12, *widths, 17), frozenset(range(1, len(heads))))
    rows: list[tuple[CellText, ...]] = [
        (tally.label, str(tally.total), *map(str, cells_of(tally, labels)), words_of(tally.well)) for tally in tallies
    ]
    whole = (total.total, *cells_of(total, labels), words_of(total.well))
    rows.append((((total.label, True),), *(((str(number), True),) for number in whole)))
    return table_xml(layout, rows)


def _unmet_row(number: int, goal: UnmetGoal) -> tuple[CellText, ...]:
    reason = wording.sentence(goal.reason) if goal.reason else ""
    own = f"单位反映：{wording.sentence(goal.problem)}" if is_problem(goal.problem) else ""
    why = wording.cut("\n".join(part for part in (reason, own) if part)) or "—"
    return (str(number), goal.unit, f"{place_words(goal.task_id)}　{goal.title}", wording.cut(goal.goal) or "—", why)


def _delivery_layout() -> Layout:
    return Layout(_DELIVERY_HEADS, (14, 14, 14, 14, 14, 16, 28, 22, 20), frozenset(range(len(_DELIVERY_HEADS))))


def delivery_row(tally: ReturnTally) -> tuple[str, ...]:
    """A month's row of the table of returns, or that of all months."""
    counts = (str(tally.returns.number(*statuses)) for _, statuses in _DELIVERY)
    return (
        tally.label,
        str(tally.returns.expected),
        *counts,
        str(tally.over.due),
        words_of(tally.over.on_time_rate),
    )


def delivery_row_words(tally: ReturnTally) -> str:
    """``应报7，按时5，未报2，已到期应报7，按时率71.4%``: the row in words, what it counts none of left out."""
    told = zip(_DELIVERY_HEADS[1:], delivery_row(tally)[1:], strict=True)
    return "，".join(f"{head}{number}" for head, number in told if number != "0")


def _annex_rows(lines: Iterable[TaskLine], *, tells_standing: bool) -> list[tuple[CellText, ...] | Group]:
    rows: list[tuple[CellText, ...] | Group] = []
    for category, group in groupby(lines, category_of):
        members = list(group)
        rows.append(Group(f"{category}（{len(members)}项）"))
        rows += [_annex_row(line)[: None if tells_standing else _STANDING_COLUMN] for line in members]
    return rows


def _annex_row(line: TaskLine) -> tuple[CellText, ...]:
    return (
        str(line.number),
        wording.cut(line.text),
        unit_words(line.progress),
        unit_words(line.next_steps),
        responsible_units(line),
        standing_words(line),
    )
