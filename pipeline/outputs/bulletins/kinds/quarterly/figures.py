"""What 季度通报 states in figures (R20)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.returns import scoped_returns
from pipeline.outputs.bulletins.figures import (
    Tell,
    keys_text,
    move_figures,
    presumed_figure,
    problem_figures,
    return_figures,
    standing_figures,
    state_figures,
)
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts, annex_of, category_of, officials_of
from pipeline.outputs.bulletins.kinds.quarterly.words import PROBLEMS_SHOWN, shown_unmet
from pipeline.vocabulary.tables import DUTY_MONTHS, RETURNS, FigureRow
from pipeline.vocabulary.terms import FormKind

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
        ("表2", facts.by_official, officials_of),
    ):
        for tally in tallies:
            members = [line for line in lines if group_of(line) == tally.label]
            yield from standing_figures(partial(figure, passage), tally, members, "项", of=f"{tally.label}：")
    yield from _unmet(partial(figure, f"{facts.quarter}目标未完成情况"), facts, edition)
    returns = scoped_returns(ledger, FormKind.PROGRESS, facts.months)
    yield from return_figures(partial(figure, "报送情况"), facts.delivery, returns, "份", edition)
    for month, months_tally in zip(facts.months, facts.delivery.by_period, strict=True):
        of_month = returns[returns["period"] == month]
        yield from state_figures(partial(figure, "报送情况表"), months_tally, of_month, "份", of=f"{month.label}：")
    yield from problem_figures(partial(figure, "存在问题"), facts.problems, PROBLEMS_SHOWN)
    yield presumed_figure(figure, lines)


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
