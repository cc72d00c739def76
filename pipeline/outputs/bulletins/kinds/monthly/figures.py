"""What 为民办实事月通报 states in figures (R20)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.returns import scoped_returns
from pipeline.outputs.bulletins.figures import (
    followed_figures,
    keys_text,
    move_figures,
    presumed_figure,
    problem_figures,
    return_figures,
    shortfall_figures,
    standing_figures,
    task_figure,
)
from pipeline.outputs.bulletins.kinds.monthly.facts import MonthlyFacts, owing_units
from pipeline.vocabulary.tables import ENTRY_MONTHS, RETURNS, FigureRow
from pipeline.vocabulary.terms import FormKind, Standing

NAME = "为民办实事月通报"
_SLOW = (Standing.BEHIND, Standing.ATTENTION)


def monthly_figures(ledger: Ledger, facts: MonthlyFacts, edition: Edition) -> Iterator[FigureRow]:
    """What 为民办实事月通报 states of its month."""
    figure = partial(FigureRow, NAME, str(facts.period))
    yield from standing_figures(partial(figure, "总体情况"), facts.tally, facts.lines, "件")
    yield from move_figures(partial(figure, "总体情况"), facts.tally, facts.before, "比上月", "件")
    rate = facts.going_well
    basis = f"已办结和按序时推进{rate.part}÷总数{rate.whole}"
    yield figure("总体情况", "已办结和按序时推进占比", rate, "", ENTRY_MONTHS.sheet, basis)
    yield from followed_figures(partial(figure, "总体情况"), facts.followed, "件")
    yield from shortfall_figures(partial(figure, "需要重视的事项"), facts.lines)
    new = [line for line in facts.lines if line.task_id in facts.newly_closed]
    yield task_figure(partial(figure, "推进情况"), "本月新办结", new, "件")
    claimed = [line for line in facts.lines if line.standing is Standing.ON_TRACK and line.is_goal_claimed]
    tell = partial(figure, "推进情况")
    yield task_figure(tell, "按序时推进中自报完成当期目标", claimed, "件")
    yield tell("表扬单位", len(facts.praised), "家", RETURNS.sheet, keys_text(facts.praised))
    yield from problem_figures(partial(figure, "存在问题"), facts.problems)
    returns = scoped_returns(ledger, FormKind.PROGRESS, (facts.period,), owing_units(ledger, facts.lines, facts.period))
    yield from return_figures(partial(figure, "报送情况"), facts.delivery, returns, "家", edition)
    yield presumed_figure(figure, facts.lines)
    slow = [line for line in facts.lines if line.standing in _SLOW]
    yield task_figure(partial(figure, "需要重视的事项"), "进度滞后、需要关注", slow, "件")
