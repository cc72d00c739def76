"""The quarterly bulletin set in type: totals and tables in the text, all tasks in an annex."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from docx.document import Document

from pipeline.outputs.bulletins import passages, phrases
from pipeline.outputs.bulletins.document import write_document
from pipeline.outputs.bulletins.facts import ReturnTally, Tally
from pipeline.outputs.bulletins.paragraphs import add_body, add_caption, add_heading
from pipeline.outputs.bulletins.parts import (
    Subheading,
    add_annex,
    add_closing,
    add_inner_page,
    add_opening,
    add_requirements,
    add_section,
    presumed_notes,
    responsible_units,
    standing_words,
    unit_words,
)
from pipeline.outputs.bulletins.quarterly import QuarterlyFacts, UnmetGoal, category_of
from pipeline.outputs.bulletins.tables import LANDSCAPE_MM, CellText, Group, Layout, add_table
from pipeline.outputs.bulletins.task_lines import TaskLine
from pipeline.vocabulary.terms import Standing, Status

_PROBLEMS_SHOWN = 15
_ANNEX = Layout(
    ("序号", "重点任务", "完成情况", "下一步计划", "责任单位（加粗为牵头单位）", "推进情况"),
    (10, 61, 70, 45, 34, 25),
    frozenset({0, 5}),
    LANDSCAPE_MM,
)
_UNMET = Layout(("序号", "事项", "责任单位", "当季目标", "未完成原因"), (10, 34, 28, 38, 46), frozenset({0}))
_DELIVERY = (
    ("按时", (Status.ON_TIME,)),
    ("迟报", (Status.LATE,)),
    ("未报", (Status.MISSING,)),
    ("待认定", (Status.UNSETTLED,)),
    ("免报、延期或未到期", (Status.EXEMPT, Status.EXTENDED, Status.NOT_DUE)),
)


def write_quarterly(path: Path, facts: QuarterlyFacts) -> Path:
    """The bulletin lies at ``path`` as a draft, all tasks in its annex, the evidence on an inner page."""
    return write_document(path, facts.cover.title, facts.cover.cutoff, lambda document: _set(document, facts))


def _set(document: Document, facts: QuarterlyFacts) -> None:
    annex = f"{facts.cover.year}年《政府工作报告》任务目标{facts.quarter}落实情况表"
    add_opening(document, facts.cover)
    add_body(document, f"现将{facts.cover.year}年《政府工作报告》任务目标{facts.quarter}落实情况通报如下。")
    _set_overall(document, facts)
    _set_unmet(document, facts)
    _set_delivery(document, facts)
    rest = "其余{number}条详见督查台账“问题台账”。"
    problems = passages.problem_paragraphs(facts.problems, _PROBLEMS_SHOWN, rest)
    lead = [f"责任单位共反映需要协调解决的问题{len(facts.problems)}条，主要是："] if problems else []
    add_section(document, 4, "存在问题", lead + problems or ["本季度责任单位未反映需要协调解决的问题。"])
    add_requirements(document, 5, _requirements(facts))
    add_closing(document, facts.cover, annex)
    add_annex(document, annex, _ANNEX, _annex_rows(facts.lines), presumed_notes(facts.lines))
    add_inner_page(document, facts.cover, facts.named, facts.delivery.unsettled_units)


def _set_overall(document: Document, facts: QuarterlyFacts) -> None:
    parts = "、".join(f"{tally.label}{tally.total}项" for tally in facts.by_annex)
    overall = (
        f"截至{facts.cover.cutoff_text}，{facts.cover.year}年年度任务目标共{facts.tally.total}项（{parts}），"
        f"{phrases.shared_out(facts.tally.counts, '项')}。"
    )
    each = "；".join(
        f"{tally.label}{tally.total}项，{phrases.shared_out(tally.counts, '项')}" for tally in facts.by_annex
    )
    add_section(document, 1, "总体情况", (overall, f"{each}。", Subheading("（一）分类别情况")))
    _set_tallies(document, "表1　各类任务目标推进情况（单位：项）", "类别", facts.by_category, facts.tally)
    add_heading(document, "（二）分牵头领导情况", 2)
    _set_tallies(document, "表2　各牵头领导任务目标推进情况（单位：项）", "牵头领导", facts.by_official, facts.tally)
    if any("、" in tally.label for tally in facts.by_official):
        add_body(document, "由两位领导共同牵头的任务单列一行，不重复计数。")


def _set_tallies(document: Document, caption: str, head: str, tallies: Iterable[Tally], total: Tally) -> None:
    labels = [label for label, _ in total.counts]
    layout = Layout((head, "总数", *labels), (46, 12, *[14] * len(labels)), frozenset(range(1, len(labels) + 2)))
    rows = [(tally.label, str(tally.total), *(str(number) for _, number in tally.counts)) for tally in tallies]
    whole = (((total.label, True),), *(((str(number), True),) for number in (total.total, *_numbers(total))))
    add_caption(document, caption)
    add_table(document, layout, [*rows, whole])


def _numbers(tally: Tally) -> list[int]:
    return [number for _, number in tally.counts]


def _set_unmet(document: Document, facts: QuarterlyFacts) -> None:
    add_heading(document, f"二、{facts.quarter}目标未完成情况", 1)
    withheld = f"另有{facts.unmet_withheld}项次因报送材料正在核对，本通报不列。" if facts.unmet_withheld else ""
    missing = facts.tally.number(Standing.MISSING)
    unknown = f"另有{missing}项未按规定报送，完成情况无从核定。" if missing else ""
    if not facts.unmet:
        add_body(document, f"从报送情况看，没有认定未完成{facts.quarter}目标的任务。{unknown}{withheld}")
        return
    tasks, units = {goal.task_id for goal in facts.unmet}, {goal.unit for goal in facts.unmet}
    add_body(
        document,
        f"{len(units)}家单位承担的{len(tasks)}项任务未完成{facts.quarter}目标，按单位计{len(facts.unmet)}项次，见表3。{unknown}{withheld}",
    )
    add_caption(document, f"表3　未完成{facts.quarter}目标的任务")
    add_table(document, _UNMET, [_unmet_row(number, goal) for number, goal in enumerate(facts.unmet, 1)])


def _unmet_row(number: int, goal: UnmetGoal) -> tuple[CellText, ...]:
    reason = phrases.sentence(goal.reason) if goal.reason else ""
    own = f"单位反映：{goal.problem}" if phrases.reports_problem(goal.problem) else ""
    why = phrases.cut("\n".join(part for part in (reason, own) if part)) or "—"
    return (str(number), f"{goal.task_id}　{goal.title}", goal.unit, phrases.cut(goal.goal) or "—", why)


def _set_delivery(document: Document, facts: QuarterlyFacts) -> None:
    months = phrases.joined(month.label for month in facts.months)
    delivery = facts.delivery
    add_heading(document, "三、报送情况", 1)
    scope = f"{facts.quarter}按月报送（{months}）涉及责任单位{delivery.units}家，"
    add_body(document, f"{scope}{passages.delivery_sentence(delivery.total, '份')}")
    heads = ("月份", "应报", *(label for label, _ in _DELIVERY), "已到期应报", "按时率")
    layout = Layout(heads, (14, 14, 14, 14, 14, 16, 28, 22, 20), frozenset(range(len(heads))))
    number = 4 if facts.unmet else 3
    add_caption(document, f"表{number}　{facts.quarter}报送情况（单位：份；按时率＝按时÷已到期应报）")
    add_table(document, layout, [_delivery_row(tally) for tally in (*delivery.by_period, delivery.total)])
    for line in passages.delivery_names(delivery, with_months=len(facts.months) > 1):
        add_body(document, line)


def _delivery_row(tally: ReturnTally) -> tuple[str, ...]:
    counts = (str(tally.number(*statuses)) for _, statuses in _DELIVERY)
    return (tally.label, str(tally.expected), *counts, str(tally.due), tally.rate)


def _requirements(facts: QuarterlyFacts) -> list[tuple[str, str]]:
    asked = [
        (
            "强化目标导向",
            "各责任单位要对照《政府工作报告》确定的年度目标和备案的季度计划，倒排工期、挂图推进，牵头单位要加强统筹调度，配合单位要主动对接，确保各项任务按期完成。",
        )
    ]
    if facts.unmet:
        asked.append(
            (
                "狠抓问题整改",
                f"未完成{facts.quarter}目标的单位要逐项说明原因，制定追赶措施，未完成的目标转入下一季度继续督查，不因转季销号。",
            )
        )
    asked += passages.report_requirements(facts.delivery, facts.following)
    if not facts.following:
        asked.append(("做好年终收尾", "各责任单位要对全年完成情况逐项自查，未完成的要说明原因和后续安排。"))
    asked.append(("规范办结销号", "已完成的任务，责任单位要及时提交佐证材料，经督查室核实销号后方可计为办结。"))
    return asked


def _annex_rows(lines: Iterable[TaskLine]) -> list[tuple[CellText, ...] | Group]:
    rows: list[tuple[CellText, ...] | Group] = []
    for category, group in groupby(lines, category_of):
        members = list(group)
        rows.append(Group(f"{category}（{len(members)}项）"))
        rows += [_annex_row(line) for line in members]
    return rows


def _annex_row(line: TaskLine) -> tuple[CellText, ...]:
    return (
        str(line.number),
        phrases.cut(line.text),
        unit_words(line.progress),
        unit_words(line.next_steps),
        responsible_units(line),
        standing_words(line),
    )
