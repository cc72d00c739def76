"""通报数据: every figure that a bulletin states, by passage, with the rows of the data sheets behind it (R20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.facts import DeliveryFacts, ReturnTally, Tally, scoped_returns
from pipeline.outputs.bulletins.kinds import delivery_words, monthly_words, quarterly_words
from pipeline.outputs.bulletins.kinds.delivery import DeadlineFacts
from pipeline.outputs.bulletins.kinds.monthly import MonthlyFacts
from pipeline.outputs.bulletins.kinds.quarterly import QuarterlyFacts, annex_of, category_of
from pipeline.outputs.bulletins.task_lines import ProblemNote, TaskLine
from pipeline.outputs.bulletins.words.problem_kinds import grouped_problems
from pipeline.vocabulary.tables import DUTY_MONTHS, ENTRIES, ENTRY_MONTHS, RETURNS
from pipeline.vocabulary.terms import FormKind, Standing, Status, WrittenMaterial

_SLOW = (Standing.BEHIND, Standing.ATTENTION)
_SUM = "各类之和"


@dataclass(frozen=True)
class Figure:
    """One figure as a bulletin states it. ``rows`` are keys of the rows of sheet ``table`` that it counts:

    任务1 (逐月事项, of the bulletin's month), 任务1/区财政局 (逐月责任), 区财政局/2022-03 (报送情况).
    """

    bulletin: str
    period: str
    passage: str
    what: str
    value: int | str
    measure: str
    table: str = ""
    rows: str = ""


def monthly_figures(ledger: Ledger, facts: MonthlyFacts, edition: Edition) -> Iterator[Figure]:
    """What 为民办实事月通报 states of its month."""
    figure = partial(Figure, monthly_words.KIND, str(facts.period))
    yield from _standings(partial(figure, "总体情况"), facts.tally, facts.lines, "件")
    yield from _moves(partial(figure, "总体情况"), facts.tally, facts.before, "比上月", "件")
    claimed = [line for line in facts.lines if line.standing is Standing.ON_TRACK and line.is_goal_claimed]
    tell = partial(figure, "工作进展情况")
    yield _of_tasks(tell, "按序时推进中自报完成当期目标", claimed, "件")
    yield tell("表扬单位", len(facts.praised), "家", RETURNS.sheet, _keys(facts.praised))
    yield from _problems(partial(figure, "存在问题"), facts.problems)
    owing = [str(unit) for unit in _owing(ledger, facts.lines)]
    returns = scoped_returns(ledger, FormKind.PROGRESS, (facts.period,), owing)
    yield from _delivery(partial(figure, "报送情况"), facts.delivery, returns, "家", edition)
    yield from _presumed(figure, facts.lines)
    slow = [line for line in facts.lines if line.standing in _SLOW]
    yield _of_tasks(partial(figure, "下一步工作要求"), "进度滞后、需要关注", slow, "件")


def quarterly_figures(ledger: Ledger, facts: QuarterlyFacts, edition: Edition) -> Iterator[Figure]:
    """What 季度通报 states of its quarter, as at its last month."""
    figure = partial(Figure, quarterly_words.KIND, f"{ledger.year}年{facts.quarter}")
    lines = facts.lines
    yield from _standings(partial(figure, "总体情况"), facts.tally, lines, "项")
    yield from _moves(partial(figure, "总体情况"), facts.tally, facts.before, "比上季度末", "项")
    yield figure("总体情况", "表扬单位", len(facts.praised), "家", RETURNS.sheet, _keys(facts.praised))
    for passage, tallies, group_of in (
        ("总体情况", facts.by_annex, annex_of),
        ("表1", facts.by_category, category_of),
        ("表2", facts.by_official, attrgetter("lead_officials")),
    ):
        for tally in tallies:
            members = [line for line in lines if group_of(line) == tally.label]
            yield from _standings(partial(figure, passage), tally, members, "项", of=f"{tally.label}：")
    yield from _unmet(partial(figure, f"{facts.quarter}目标未完成情况"), facts, edition)
    returns = scoped_returns(ledger, FormKind.PROGRESS, facts.months)
    yield from _delivery(partial(figure, "报送情况"), facts.delivery, returns, "份", edition)
    for month, months_tally in zip(facts.months, facts.delivery.by_period, strict=True):
        of_month = returns[returns["period"] == str(month)]
        yield from _states(partial(figure, "报送情况表"), months_tally, of_month, "份", of=f"{month.label}：")
    yield from _problems(partial(figure, "存在问题"), facts.problems, quarterly_words.PROBLEMS_SHOWN)
    yield from _presumed(figure, lines)


def delivery_figures(ledger: Ledger, facts: DeadlineFacts, edition: Edition) -> Iterator[Figure]:
    """What 报送情况通报 states of its collection."""
    figure = partial(Figure, delivery_words.KIND, str(facts.period))
    returns = scoped_returns(ledger, facts.form, (facts.period,))
    yield from _delivery(partial(figure, "总体情况"), facts.delivery, returns, "家", edition)
    received = returns[returns["status"].isin([Status.ON_TIME, Status.LATE])]
    tell = partial(figure, "存在问题")
    yield tell("已报送报表", facts.received, "家", RETURNS.sheet, _return_keys(received))
    bare = received[received["written_material"] == WrittenMaterial.MISSING]
    yield tell("未附书面材料", facts.material_missing, "家", RETURNS.sheet, _return_keys(bare))
    listed = {line.unit for line in delivery_words.shown_returns(facts, edition)}
    left_out = [str(unit) for unit in returns["unit"] if unit not in listed]
    yield figure("附件表", "待认定或未列入", len(left_out), "家", RETURNS.sheet, _keys(left_out))


def _standings(
    tell: partial[Figure], tally: Tally, lines: Iterable[TaskLine], measure: str, of: str = ""
) -> Iterator[Figure]:
    """The total and each category; the categories sum to the total."""
    listed = list(lines)
    yield tell(f"{of}总数", tally.total, measure, ENTRY_MONTHS.sheet, _SUM)
    for label, number in tally.counts:
        members = _keys(line.task_id for line in listed if line.standing == label)
        yield tell(f"{of}{label}", number, measure, ENTRY_MONTHS.sheet, members)


def _moves(tell: partial[Figure], now: Tally, before: Tally | None, what: str, measure: str) -> Iterator[Figure]:
    if before is None or before.total != now.total:
        return
    for label, number in now.counts:
        move = number - before.number(Standing(label))
        basis = f"{before.number(Standing(label))}→{number}"
        yield tell(f"{label}{what}增减", move, measure, ENTRY_MONTHS.sheet, basis)


def _of_tasks(tell: partial[Figure], what: str, lines: Iterable[TaskLine], measure: str) -> Figure:
    listed = list(lines)
    return tell(what, len(listed), measure, ENTRY_MONTHS.sheet, _keys(line.task_id for line in listed))


def _presumed(figure: partial[Figure], lines: Iterable[TaskLine]) -> Iterator[Figure]:
    presumed = [line.task_id for line in lines if line.is_lead_presumed]
    yield figure("附件表", "牵头单位系推定", len(presumed), "项", ENTRIES.sheet, _keys(presumed))


def _problems(tell: partial[Figure], notes: tuple[ProblemNote, ...], shown: int | None = None) -> Iterator[Figure]:
    yield tell("反映问题", len(notes), "条", DUTY_MONTHS.sheet, _note_keys(notes))
    for kind, group in grouped_problems(notes):
        yield tell(f"{kind}方面", len(group), "条", DUTY_MONTHS.sheet, _note_keys(group))
        if shown and (rest := group[shown:]):
            yield tell(f"{kind}方面其余", len(rest), "条", DUTY_MONTHS.sheet, _note_keys(rest))


def _unmet(tell: partial[Figure], facts: QuarterlyFacts, edition: Edition) -> Iterator[Figure]:
    goals = quarterly_words.shown_unmet(facts, edition)
    keys = _keys(f"{goal.task_id}/{goal.unit}" for goal in goals)
    yield tell("未完成目标", len(goals), "项次", DUTY_MONTHS.sheet, keys)
    for what, names, measure in (
        ("未完成目标的任务", {goal.task_id: None for goal in goals}, "项"),
        ("未完成目标的单位", {goal.unit: None for goal in goals}, "家"),
    ):
        yield tell(what, len(names), measure, DUTY_MONTHS.sheet, _keys(names))
    withheld = [f"{goal.task_id}/{goal.unit}" for goal in facts.unmet if goal not in goals]
    yield tell("由督查室另行督促", len(withheld), "项次", DUTY_MONTHS.sheet, _keys(withheld))
    yield tell("报送材料正在核对而不列", facts.unmet_withheld, "项次", DUTY_MONTHS.sheet)


def _delivery(
    tell: partial[Figure], facts: DeliveryFacts, returns: pd.DataFrame, measure: str, edition: Edition
) -> Iterator[Figure]:
    yield tell("责任单位", facts.units, "家", RETURNS.sheet, _keys(dict.fromkeys(returns["unit"])))
    yield from _states(tell, facts.total, returns, measure)
    notes = facts.incomplete
    lacking = _keys(f"{note.unit}/{note.period}" for note in notes)
    yield tell("报送不完整", len(notes), measure, RETURNS.sheet, lacking)
    yield tell("由督查室另行督促、不列名", allowed_delivery(facts, edition)[1], "家", RETURNS.sheet)
    yield tell("正在核对、不列名", len(facts.unsettled_units), "家", RETURNS.sheet, _keys(facts.unsettled_units))


def _states(
    tell: partial[Figure], tally: ReturnTally, returns: pd.DataFrame, measure: str, of: str = ""
) -> Iterator[Figure]:
    """Expected returns, each state, those due, and the on-time rate with both its numbers (R9)."""
    yield tell(f"{of}应报", tally.expected, measure, RETURNS.sheet, "各状态之和")
    for status in Status:
        keys = _return_keys(returns[returns["status"] == status])
        yield tell(f"{of}{status}", tally.number(status), measure, RETURNS.sheet, keys)
    yield tell(f"{of}已到期应报", tally.due, measure, RETURNS.sheet, "按时、迟报、未报、待认定之和")
    rate = f"按时{tally.number(Status.ON_TIME)}÷已到期应报{tally.due}"
    yield tell(f"{of}按时报送率", tally.rate, "", RETURNS.sheet, rate)


def _keys(names: Iterable[str]) -> str:
    """Not 、: it stands inside the names of units."""
    return "；".join(names)


def _return_keys(returns: pd.DataFrame) -> str:
    return _keys(f"{row['unit']}/{row['period']}" for row in returns.to_dict("records"))


def _note_keys(notes: Iterable[ProblemNote]) -> str:
    return _keys(f"{note.line.task_id}/{note.unit}" for note in notes)


def _owing(ledger: Ledger, lines: Iterable[TaskLine]) -> Iterable[object]:
    scope = {line.task_id for line in lines}
    return ledger.duties.loc[ledger.duties["task_id"].isin(scope), "unit"]
