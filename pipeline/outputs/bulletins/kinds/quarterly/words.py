"""The words of the quarterly bulletin: what its template may say of all tasks (notice clause 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.ledger.statements.problem_text import is_problem
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.facts.tallies import ReturnTally, Tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.kind import Passage
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts, UnmetGoal, category_of
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.bulletins.words.shown import (
    ProblemGroup,
    annex_passages,
    is_all_told,
    presumed_note,
    problem_groups,
    responsible_units,
    shown_lines,
    standing_words,
    trend_sentence,
    unit_words,
)
from pipeline.outputs.docx.charts import Chart
from pipeline.outputs.docx.inserts import Inserts
from pipeline.outputs.docx.tables import LANDSCAPE_MM, CellText, Group, Layout, table_xml
from pipeline.outputs.docx.variables import MARKER, said
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import words_of
from pipeline.vocabulary.terms import Standing, Status

PROBLEMS_SHOWN = 4  # of each kind
_ANNEX = Layout(
    ("序号", "重点任务", "完成情况", "下一步计划", "责任单位（加粗为牵头单位）", "进度"),
    (10, 56, 63, 42, 32, 22),
    frozenset({0, 5}),
    LANDSCAPE_MM,
)
_STANDING_COLUMN = 5  # the last: beside the unit's name it would name it in public
_UNMET = Layout(
    ("序号", "责任单位", "事项", "当季目标", "未完成原因"),
    (10, 26, 34, 40, 46),
    frozenset({0, 1}),
    merged=frozenset({1}),
)
_DELIVERY = (
    ("按时", (Status.ON_TIME,)),
    ("迟报", (Status.LATE,)),
    ("未报", (Status.MISSING,)),
    ("待认定", (Status.UNSETTLED,)),
    ("免报、延期或未到期", (Status.EXEMPT, Status.EXTENDED, Status.NOT_DUE)),
)


_TALLY_MM = 156  # between the margins of the page
_SHORT = 3


@dataclass(frozen=True)
class QuarterlyWords:
    """季度通报."""

    quarter: str = said("季度", "如 一季度")
    total: str = said("事项总数", "如 109")
    annexes: str = said("两类总数", "如 重点任务87项、为民办实事22项")
    shares: str = said("分类情况", "各类项数，合计等于事项总数")
    each: str = said("两类情况", "重点任务和为民办实事各自的分类项数")
    trend: str = said("环比", "与上季度末相比的一句话；没有上季度则为空")
    praised: str = said("表扬", "报送及时且任务均按序时推进的单位，一句话；没有则为空")
    chart: str = said("分类图", "各类任务推进情况图，可在 Word 中编辑，由程序生成，单独成段", is_insert=True)
    by_category: str = said("分类表", "各类任务推进情况表，由程序生成，单独成段", is_insert=True)
    by_official: str = said("牵头领导表", "各牵头领导任务推进情况表，由程序生成，单独成段", is_insert=True)
    is_shared: bool = said("有共同牵头", "有两位领导共同牵头的任务")
    unmet: str = said("未完成情况", "未完成当季目标的总数；没有时说明没有")
    has_unmet: bool = said("有未完成", "未完成情况表中有内容")
    unmet_table: str = said("未完成表", "未完成当季目标的任务，由程序生成，单独成段", is_insert=True)
    delivery_scope: str = said("报送统计", "应报、按时、迟报、未报和按时率，写明分母")
    delivery_table: str = said("报送表", "各月报送情况表，由程序生成，单独成段", is_insert=True)
    delivery: tuple[str, ...] = said("报送情况", "未报、迟报、不完整各一段")
    delivery_number: str = said("报送表序号", "报送表是第几张表")
    problem_count: str = said("问题条数", "责任单位反映的问题条数")
    problems: tuple[ProblemGroup, ...] = said("反映问题", "责任单位反映的问题，按类别分组", is_statement=False)
    report_ask: str = said("报送要求", "对未报、迟报单位的要求和下次报送日期；没有则为空", is_statement=False)
    is_last: bool = said("年终", "是全年最后一个季度")
    table: str = said("附件表", "全部事项落实情况表，由程序生成，单独成段", is_insert=True)
    note: str = said("表注", "附件表下面的注")


def quarterly_bulletin(facts: QuarterlyFacts, edition: Edition) -> Bulletin:
    """The bulletin of the quarter in one edition."""
    last = facts.months[-1]
    shown = replace(facts, lines=shown_lines(facts.lines, edition, last), unmet=shown_unmet(facts, edition))
    withheld = len(facts.unmet) - len(shown.unmet)
    delivery = [_delivery_row(tally) for tally in (*facts.delivery.by_period, facts.delivery.total)]
    is_told = is_all_told(shown.lines) and not edition.is_public
    unmet = sorted(shown.unmet, key=lambda goal: [one.unit for one in shown.unmet].index(goal.unit))
    return Bulletin(
        cover=facts.cover,
        edition=edition,
        words=_words(shown, edition, withheld),
        inserts=Inserts(
            tables={
                "分类表": _tallies("类别", facts.by_category, facts.tally),
                "牵头领导表": _tallies("牵头领导", facts.by_official, facts.tally),
                "未完成表": table_xml(_UNMET, [_unmet_row(number, goal) for number, goal in enumerate(unmet, 1)]),
                "报送表": table_xml(_delivery_layout(), delivery),
                "附件表": table_xml(
                    _ANNEX if is_told else _ANNEX.without(_STANDING_COLUMN),
                    _annex_rows(shown.lines, tells_standing=is_told),
                ),
            },
            charts={"分类图": _chart(facts)},
        ),
        annex=f"{facts.cover.year}年《政府工作报告》任务目标{facts.quarter}落实情况表",
        named=facts.named,
        unsettled=facts.delivery.unsettled_units,
        removed=_removed(facts),
    )


def quarterly_rows(facts: QuarterlyFacts, edition: Edition) -> Iterator[Passage]:
    """What the rows of its tables say."""
    for tally in (*facts.by_category, *facts.by_official):
        yield f"表中“{tally.label}”一行", wording.shared_out(tally.pairs, "项")
    for goal in shown_unmet(facts, edition):
        yield f"表3{goal.unit}{goal.task_id}", wording.sentence(goal.reason) if goal.reason else "列入"
    for months in facts.delivery.by_period:
        yield f"报送表{months.label}", "，".join(_delivery_row(months)[1:])
    yield from annex_passages(shown_lines(facts.lines, edition, facts.months[-1]))


def shown_unmet(facts: QuarterlyFacts, edition: Edition) -> tuple[UnmetGoal, ...]:
    """The goals unmet whose units ``edition`` may name (R21)."""
    return tuple(goal for goal in facts.unmet if edition.may_name(goal.charge, goal.task_id))


def _words(facts: QuarterlyFacts, edition: Edition, withheld: int) -> QuarterlyWords:
    delivery, spared = allowed_delivery(facts.delivery, edition)
    months = wording.joined(month.label for month in facts.months)
    scope = f"{facts.quarter}按月报送（{months}）涉及责任单位{facts.delivery.units}家，"
    asks = passages.report_requirements(facts.delivery, facts.following)
    each = (f"{one.label}{one.total}项，{wording.shared_out(one.pairs, '项')}" for one in facts.by_annex)
    return QuarterlyWords(
        quarter=facts.quarter,
        total=str(facts.tally.total),
        annexes="、".join(f"{tally.label}{tally.total}项" for tally in facts.by_annex),
        shares=wording.shared_out(facts.tally.pairs, "项"),
        each="；".join(each),
        trend=trend_sentence(facts.tally, facts.before, "上季度末", "项"),
        praised=passages.praise(facts.praised, "任务"),
        chart=f"{MARKER}分类图",
        by_category=f"{MARKER}分类表",
        by_official=f"{MARKER}牵头领导表",
        is_shared=any(len(line.lead_officials) > 1 for line in facts.lines),
        unmet=_unmet(facts, withheld),
        has_unmet=bool(facts.unmet),
        unmet_table=f"{MARKER}未完成表",
        delivery_scope=f"{scope}{passages.delivery_sentence(facts.delivery.total, '份')}",
        delivery_table=f"{MARKER}报送表",
        delivery=passages.delivery_names(delivery, with_months=len(facts.months) > 1, withheld=spared),
        delivery_number="4" if facts.unmet else "3",
        problem_count=str(len(facts.problems)),
        problems=problem_groups(facts.problems, PROBLEMS_SHOWN, "其余{number}条详见督查台账“问题台账”。"),
        report_ask=asks[0][1] if asks else "",
        is_last=facts.is_last,
        table=f"{MARKER}附件表",
        note=presumed_note(facts.lines),
    )


def _chart(facts: QuarterlyFacts) -> Chart:
    tallies = facts.by_category
    series = tuple((str(label), tuple(tally.number(label) for tally in tallies)) for label in facts.tally.columns)
    labels = tuple(wording.cut_label(tally.label) for tally in tallies)
    return Chart(f"{facts.quarter}各类任务目标推进情况", labels, series, height_mm=25 + 8 * len(tallies))


def _tallies(head: str, tallies: Iterable[Tally], total: Tally) -> str:
    labels = total.columns
    widths = [
        12 if len(label) <= _SHORT else 16.5 for label in labels
    ]  # 需要关注 stands in one line, 未反映进展 in two
    first = _TALLY_MM - 12 - sum(widths)
    layout = Layout((head, "总数", *labels), (first, 12, *widths), frozenset(range(1, len(labels) + 2)))
    rows: list[tuple[CellText, ...]] = [
        (tally.label, str(tally.total), *(str(tally.number(label)) for label in labels)) for tally in tallies
    ]
    whole = (total.total, *(total.number(label) for label in labels))
    rows.append((((total.label, True),), *(((str(number), True),) for number in whole)))
    return table_xml(layout, rows)


def _unmet(facts: QuarterlyFacts, withheld: int) -> str:
    """How many missed the quarter's goal; those that may not be named are counted apart (R8, R21)."""
    unsure = f"另有{facts.unmet_withheld}项次因报送材料正在核对，本通报不列。" if facts.unmet_withheld else ""
    silent = facts.tally.number(Standing.UNREPORTED)
    unknown = f"另有{silent}项牵头单位未反映{facts.quarter}末进展，待补报后核定。" if silent else ""
    if withheld:
        unsure = f"另有{withheld}项次由督查室另行督促。{unsure}"
    if not facts.unmet:
        none = "" if withheld else f"从报送情况看，没有认定未完成{facts.quarter}目标的任务。"
        return f"{none}{unknown}{unsure}"
    tasks, units = {goal.task_id for goal in facts.unmet}, {goal.unit for goal in facts.unmet}
    return (
        f"{len(units)}家单位承担的{len(tasks)}项任务未完成{facts.quarter}目标，"
        f"按单位计{len(facts.unmet)}项次，见表3。{unknown}{unsure}"
    )


def _unmet_row(number: int, goal: UnmetGoal) -> tuple[CellText, ...]:
    reason = wording.sentence(goal.reason) if goal.reason else ""
    own = f"单位反映：{wording.sentence(goal.problem)}" if is_problem(goal.problem) else ""
    why = wording.cut("\n".join(part for part in (reason, own) if part)) or "—"
    return (str(number), goal.unit, f"{goal.task_id}　{goal.title}", wording.cut(goal.goal) or "—", why)


def _delivery_layout() -> Layout:
    heads = ("月份", "应报", *(label for label, _ in _DELIVERY), "已到期应报", "按时率")
    return Layout(heads, (14, 14, 14, 14, 14, 16, 28, 22, 20), frozenset(range(len(heads))))


def _delivery_row(tally: ReturnTally) -> tuple[str, ...]:
    counts = (str(tally.returns.number(*statuses)) for _, statuses in _DELIVERY)
    return (
        tally.label,
        str(tally.returns.expected),
        *counts,
        str(tally.over.due),
        words_of(tally.over.on_time_rate),
    )


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


def _removed(facts: QuarterlyFacts) -> tuple[str, ...]:
    return (
        f"未完成{facts.quarter}目标情况一节及表3：{len(facts.unmet)}项次",
        f"报送情况一节及报送情况表：{facts.delivery.units}家单位",
        f"“存在问题”一节：责任单位反映的问题{len(facts.problems)}条",
        f"分牵头领导情况及表2：{len(facts.by_official)}行（含领导姓名）",
        "附件表“进度”列和“（未报送）”字样",
        "联系人、负责人等个人姓名和电话",
    )
