"""What 季度通报 states in figures (R20)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.asked import list_asked
from pipeline.outputs.bulletins.facts.returns import scoped_returns
from pipeline.outputs.bulletins.facts.tallies import Tally, build_tally
from pipeline.outputs.bulletins.figures import (
    Tell,
    keys_text,
    move_figures,
    presumed_figure,
    problem_figures,
    return_figures,
    standing_figures,
    state_figures,
    task_figure,
)
from pipeline.outputs.bulletins.kinds.quarterly.concerns import concerns_of
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts, annex_of, category_of, officials_of
from pipeline.outputs.bulletins.kinds.quarterly.leaders import leader_pages
from pipeline.outputs.bulletins.kinds.quarterly.sentences import main_kinds
from pipeline.outputs.bulletins.kinds.quarterly.words import PROBLEMS_SHOWN, shown_facts, shown_unmet
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import DUTY_MONTHS, ENTRY_MONTHS, RECORDS, RETURNS, FigureRow
from pipeline.vocabulary.terms import CheckVerdict, FormKind, Standing

NAME = "季度通报"


def quarterly_figures(ledger: Ledger, facts: QuarterlyFacts, edition: Edition) -> Iterator[FigureRow]:
    """What 季度通报 states of its quarter, as at its last month."""
    figure = partial(FigureRow, NAME, f"{ledger.year}年{facts.quarter}")
    lines = facts.lines
    yield from standing_figures(partial(figure, "总体情况"), facts.tally, lines, "项")
    yield from move_figures(partial(figure, "总体情况"), facts.tally, facts.before, "比上季度末", "项")
    yield figure("总体情况", "表扬单位", len(facts.praised), "家", RETURNS.sheet, keys_text(facts.praised))
    for passage, tallies, group_of in (
        ("总体情况", facts.by_annex, annex_of),
        ("表1", facts.by_category, category_of),
        ("领导参阅件总表", facts.by_official, officials_of),
    ):
        for tally in tallies:
            members = [line for line in lines if group_of(line) == tally.label]
            yield from standing_figures(partial(figure, passage), tally, members, "项", of=f"{tally.label}：")
            yield _share(partial(figure, passage), tally, of=f"{tally.label}：")
    yield _share(partial(figure, "总体情况"), facts.tally)
    yield figure("总体情况", "子项", facts.parts, "个", RECORDS.sheet)
    claimed = [line for line in lines if line.standing is Standing.ON_TRACK and line.is_goal_claimed]
    yield task_figure(partial(figure, "总体情况"), "按序时推进中自报完成当季目标", claimed, "项")
    awaiting = [line for line in claimed if line.awaits_others]
    yield task_figure(partial(figure, "总体情况"), "其中配合单位进展尚未报齐", awaiting, "项")
    yield from _concerns(partial(figure, "附件1"), facts, edition)
    yield from _asked(partial(figure, "下一步工作要求"), facts, edition)
    yield from _leaders(partial(figure, "领导参阅件"), facts, edition)
    yield from _checked(partial(figure, "抽查情况"), facts)
    yield from _unmet(partial(figure, f"{facts.quarter}目标未完成情况"), facts, edition)
    returns = scoped_returns(ledger, FormKind.PROGRESS, facts.months)
    yield from return_figures(partial(figure, "报送情况"), facts.delivery, returns, "份", edition)
    for month, months_tally in zip(facts.months, facts.delivery.by_period, strict=True):
        of_month = returns[returns["period"] == month]
        yield from state_figures(partial(figure, "报送情况表"), months_tally, of_month, "份", of=f"{month.label}：")
    yield from problem_figures(partial(figure, "存在问题"), facts.problems, PROBLEMS_SHOWN)
    others = main_kinds(facts.problems)[-1][1]
    keys = keys_text(f"{note.line.task_id}/{note.unit}" for note in others)
    yield figure("存在问题", "主要类别以外", len(others), "条", DUTY_MONTHS.sheet, keys)
    yield presumed_figure(figure, lines)


def _share(tell: Tell, tally: Tally, of: str = "") -> FigureRow:
    basis = f"已办结、按序时推进{tally.well.part}÷未撤销{tally.well.whole}"
    return tell(f"{of}序时率", tally.well, "", ENTRY_MONTHS.sheet, basis)


def _concerns(tell: Tell, facts: QuarterlyFacts, edition: Edition) -> Iterator[FigureRow]:
    """What annex 1 lists, and what of it the text counts."""
    shown = shown_facts(facts, edition)
    for standing, members in gathered((one.standing, one) for one in concerns_of(shown)).items():
        keys = keys_text(f"{one.line.task_id}/{one.unit}" for one in members)
        yield tell(str(standing), len(members), "项次", DUTY_MONTHS.sheet, keys)
    unmet = {goal.task_id for goal in shown.unmet}
    for standing in (Standing.ATTENTION, Standing.UNREPORTED):
        own = [line for line in shown.lines if line.standing is standing]
        yield task_figure(tell, f"{standing}的任务", own, "项")
        yield task_figure(
            tell, f"{standing}的任务，未完成目标的除外", [one for one in own if one.task_id not in unmet], "项"
        )
        spared = [one for one in own if not one.is_standing_told]
        yield task_figure(tell, f"{standing}的任务，由督查室另行督促", spared, "项")
    behind = {line.task_id for line in shown.lines if line.standing is Standing.BEHIND}
    supporters = [line for line in shown.lines if line.task_id in unmet - behind]
    yield task_figure(tell, "未完成目标的任务，配合单位未完成", supporters, "项")


def _asked(tell: Tell, facts: QuarterlyFacts, edition: Edition) -> Iterator[FigureRow]:
    """How many units are asked to reach a goal, and how many others to say why."""
    lines = (one.line for one in concerns_of(shown_facts(facts, edition)))
    for asked in list_asked(lines, facts.months[-1]):
        what = "要求完成目标的单位" if asked.quarter else "要求说明原因的单位"
        yield tell(what, len(asked.units), "家", DUTY_MONTHS.sheet, keys_text(asked.units))


def _leaders(tell: Tell, facts: QuarterlyFacts, edition: Edition) -> Iterator[FigureRow]:
    """The counts of each leader's page."""
    for page in leader_pages(shown_facts(facts, edition)):
        of = f"{page.official}："
        tally = build_tally(page.official, (line.standing for line in page.lines))
        yield from standing_figures(tell, tally, page.lines, "项", of=of)
        for label, members in page.by_annex:
            yield task_figure(tell, f"{of}{label}", members, "项")
        keys = keys_text(f"{note.line.task_id}/{note.unit}" for note in page.problems)
        yield tell(f"{of}反映问题", len(page.problems), "条", DUTY_MONTHS.sheet, keys)


def _checked(tell: Tell, facts: QuarterlyFacts) -> Iterator[FigureRow]:
    """The looks on the spot, in all and by what they found."""
    for label, verdicts in (("抽查核验", tuple(CheckVerdict)), *((str(one), (one,)) for one in CheckVerdict)):
        found = [one for one in facts.checked if one.verdict in verdicts]
        keys = keys_text(f"{one.line.task_id}/{one.unit}/{one.period}" for one in found)
        yield tell(label, len(found), "项次", DUTY_MONTHS.sheet, keys)


def _unmet(tell: Tell, facts: QuarterlyFacts, edition: Edition) -> Iterator[FigureRow]:
    goals = shown_unmet(facts, edition)
    keys = keys_text(f"{goal.task_id}/{goal.unit}" for goal in goals)
    yield tell("未完成目标", len(goals), "项次", DUTY_MONTHS.sheet, keys)
    for what, names, measure in (
        ("未完成目标的任务", {goal.task_id: None for goal in goals}, "项"),
        ("未完成目标的单位", {goal.unit: None for goal in goals}, "家"),
    ):
        yield tell(what, len(names), measure, DUTY_MONTHS.sheet, keys_text(names))
    withheld = [f"{goal.task_id}/{goal.unit}" for goal in facts.unmet if goal not in goals]
    yield tell("由督查室另行督促", len(withheld), "项次", DUTY_MONTHS.sheet, keys_text(withheld))
    yield tell("报送材料正在核对而不列", facts.unmet_withheld, "项次", DUTY_MONTHS.sheet)
