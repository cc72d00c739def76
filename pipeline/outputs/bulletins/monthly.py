"""The monthly bulletin on the 22 livelihood projects (notice clause 3: 为民办22件实事完成情况一月一通报)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.document import Document

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins import passages, phrases
from pipeline.outputs.bulletins.document import write_document
from pipeline.outputs.bulletins.facts import (
    Cover,
    DeliveryFacts,
    Tally,
    build_cover,
    build_delivery_facts,
    build_tally,
    next_due,
    praised_units,
    scoped_returns,
)
from pipeline.outputs.bulletins.naming import NamedUnit, build_named_units
from pipeline.outputs.bulletins.paragraphs import add_body
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
from pipeline.outputs.bulletins.tables import LANDSCAPE_MM, CellText, Layout
from pipeline.outputs.bulletins.task_lines import ProblemNote, TaskLine, build_problem_notes, build_task_lines
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, FormKind, Standing

_LAYOUT = Layout(
    ("序号", "民生实事内容", "责任单位", "进展情况", "存在问题", "下一步计划", "推进情况"),
    (10, 46, 26, 64, 37, 37, 25),
    frozenset({0, 6}),
    LANDSCAPE_MM,
)
_ALL_PROBLEMS = 22 * 8


@dataclass(frozen=True)
class MonthlyFacts:
    """What the month's bulletin states; ``tally`` sums to the number of projects, ``delivery`` to their units."""

    cover: Cover
    period: Period
    tally: Tally
    lines: tuple[TaskLine, ...]
    problems: tuple[ProblemNote, ...]
    delivery: DeliveryFacts
    following: str
    named: tuple[NamedUnit, ...]
    before: Tally | None = None
    praised: tuple[str, ...] = ()


def build_monthly_facts(ledger: Ledger, period: Period, office: str, issued: date | None = None) -> MonthlyFacts:
    """The facts of ``period`` for the tasks of 附件2, all read from ``ledger``."""
    lines = build_task_lines(ledger, period, Annex.LIVELIHOOD)
    scope = frozenset(line.task_id for line in lines)
    owing = ledger.duties.loc[ledger.duties["task_id"].isin(scope), "unit"]
    returns = scoped_returns(ledger, FormKind.PROGRESS, (period,), owing)
    duty_months = ledger.duty_months[ledger.duty_months["period"] == str(period)]
    title = (f"关于{ledger.year}年为民办{len(lines)}件实事", f"{phrases.month_words(period)}进展情况的通报")
    return MonthlyFacts(
        cover=build_cover(ledger, title, office, issued),
        period=period,
        tally=build_tally("为民办实事", (line.standing for line in lines)),
        lines=lines,
        problems=build_problem_notes(ledger, period, lines),
        delivery=build_delivery_facts(returns, (period,), scope),
        following=next_due(ledger, period),
        named=build_named_units(ledger, returns, duty_months, scope),
        before=_tally_before(ledger, period),
        praised=praised_units(ledger, returns, duty_months[duty_months["task_id"].isin(scope)]),
    )


def _tally_before(ledger: Ledger, period: Period) -> Tally | None:
    """The month before, where the ledger has one."""
    earlier = [month for month in ledger.months if month < period and str(month) in set(ledger.entry_months["period"])]
    if not earlier:
        return None
    lines = build_task_lines(ledger, earlier[-1], Annex.LIVELIHOOD)
    return build_tally("上月", (line.standing for line in lines))


def write_monthly(path: Path, facts: MonthlyFacts) -> Path:
    """The bulletin lies at ``path`` as a draft, its table as an annex, the evidence on an inner page."""
    return write_document(path, facts.cover.title, facts.cover.cutoff, lambda document: _set(document, facts))


def _set(document: Document, facts: MonthlyFacts) -> None:
    month = phrases.month_words(facts.period)
    annex = f"{facts.cover.year}年为民办{facts.tally.total}件实事{month}进展情况表"
    add_opening(document, facts.cover)
    add_body(document, f"现将{facts.cover.year}年为民办{facts.tally.total}件实事{month}进展情况通报如下。")
    add_section(document, 1, "总体情况", (_overall(facts),))
    add_section(document, 2, "工作进展情况", _progress(facts))
    add_section(document, 3, "存在问题", _problems(facts))
    add_section(document, 4, "报送情况", _delivery(facts))
    add_requirements(document, 5, _requirements(facts))
    add_closing(document, facts.cover, annex)
    add_annex(document, annex, _LAYOUT, [_row(line) for line in facts.lines], presumed_notes(facts.lines))
    add_inner_page(document, facts.cover, facts.named, facts.delivery.unsettled_units)


def _overall(facts: MonthlyFacts) -> str:
    return (
        f"截至{facts.cover.cutoff_text}，{facts.cover.year}年为民办实事共{facts.tally.total}件，"
        f"{phrases.shared_out(facts.tally.counts, '件')}。各件实事进展情况见附件。"
    )


def _standing(facts: MonthlyFacts, standing: Standing) -> list[TaskLine]:
    return [line for line in facts.lines if line.standing is standing]


def _listed(lines: list[TaskLine]) -> str:
    return phrases.joined(passages.task_words(line.annex, line.number, line.title) for line in lines)


def _progress(facts: MonthlyFacts) -> list[str]:
    closed, on_track = _standing(facts, Standing.CLOSED), _standing(facts, Standing.ON_TRACK)
    paragraphs = []
    if closed:
        paragraphs.append(f"已办结{len(closed)}件（经核实销号）：{_listed(closed)}。")
    if on_track:
        claimed = sum(line.is_goal_claimed for line in on_track)
        own = f"其中{claimed}件责任单位自报已完成当期阶段目标。" if claimed else ""
        paragraphs.append(f"按序时推进{len(on_track)}件：{_listed(on_track)}。{own}")
    return paragraphs or ["本月尚无已办结或按序时推进的实事。"]


def _problems(facts: MonthlyFacts) -> list[str | Subheading]:
    paragraphs: list[str | Subheading] = [Subheading("（一）推进中需要重视的事项")]
    unsettled = facts.delivery.unsettled_units
    for standing in (Standing.BEHIND, Standing.ATTENTION, Standing.MISSING):
        lines = _standing(facts, standing)
        if lines:
            paragraphs.append(f"{standing}{len(lines)}件：{_with_reasons(lines, unsettled)}。")
    waiting = facts.tally.number(Standing.UNSETTLED)
    if waiting:
        paragraphs.append(f"另有{waiting}件因报送材料正在核对，推进情况待认定。")
    if len(paragraphs) == 1:
        paragraphs.append("本月没有进度滞后、需要关注或未按规定报送的实事。")
    paragraphs.append(Subheading("（二）责任单位反映的问题"))
    own = passages.problem_paragraphs(facts.problems, _ALL_PROBLEMS, "")
    return [*paragraphs, *(own or ["本月责任单位未反映需要协调解决的问题。"])]


def _with_reasons(lines: list[TaskLine], unsettled: tuple[str, ...]) -> str:
    """The projects with unit and reason, those of one unit and one reason together; unsettled units unnamed (R8)."""
    groups: dict[tuple[str, str], list[TaskLine]] = {}
    for line in lines:
        key = ("", "") if line.light_unit in ("", *unsettled) else (line.light_unit, line.reason)
        groups.setdefault(key, []).append(line)
    return "；".join(
        _listed(group) + (f"（{unit}：{reason.rstrip('。；') or '详见台账'}）" if unit else "")
        for (unit, reason), group in groups.items()
    )


def _delivery(facts: MonthlyFacts) -> list[str]:
    summary = passages.delivery_sentence(facts.delivery.total, "家")
    opening = f"承担为民办实事的责任单位{phrases.month_words(facts.period)}工作任务落实情况，"
    return [opening + summary, *passages.delivery_names(facts.delivery)]


def _requirements(facts: MonthlyFacts) -> list[tuple[str, str]]:
    asked = [
        (
            "压紧压实责任",
            "各责任单位要对照年初承诺和备案的季度目标，逐件明确责任人和完成时限，确保群众得实惠、年内见成效。",
        )
    ]
    slow = (Standing.BEHIND, Standing.ATTENTION)
    kinds = phrases.joined(standing for standing in slow if facts.tally.number(standing))
    if kinds:
        measures = "责任单位要逐件分析原因，明确补救措施和完成时限，并在下次报送时说明整改情况。"
        asked.append(("加快补齐短板", f"{kinds}的{facts.tally.number(*slow)}件实事，{measures}"))
    asked += passages.report_requirements(facts.delivery, facts.following)
    if not facts.following:
        asked.append(("做好年终收尾", "各责任单位要对全年完成情况逐件自查，未完成的要说明原因和后续安排。"))
    asked.append(("规范办结销号", "已完成的实事，责任单位要及时提交佐证材料，经督查室核实销号后方可计为办结。"))
    return asked


def _row(line: TaskLine) -> tuple[CellText, ...]:
    return (
        str(line.number),
        phrases.cut(line.text),
        responsible_units(line),
        unit_words(line.progress),
        unit_words(line.problems),
        unit_words(line.next_steps),
        standing_words(line),
    )
