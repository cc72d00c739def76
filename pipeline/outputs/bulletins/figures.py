"""通报数据: every figure that a bulletin states, by passage, with the rows of the data sheets behind it (R20).

``rows`` of a figure are the keys of the rows that it counts: 任务1 (逐月事项, of the bulletin's month), 任务1/区财政局
(逐月责任), 区财政局/2022-03 (报送情况).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import pandas as pd

from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.facts.followed import Followed
from pipeline.outputs.bulletins.facts.problems import ProblemNote
from pipeline.outputs.bulletins.facts.returns import DeliveryFacts
from pipeline.outputs.bulletins.facts.tallies import ReturnTally, Tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.words.problem_kinds import grouped_problems
from pipeline.vocabulary.tables import DUTY_MONTHS, ENTRIES, ENTRY_MONTHS, RETURNS, FigureRow
from pipeline.vocabulary.terms import Fault, Status

_SUM = "各类之和"


Tell = partial[FigureRow]
"""A figure of which the bulletin, its period and the passage are known already."""


def standing_figures(
    tell: Tell, tally: Tally, lines: Iterable[TaskLine], measure: str, of: str = ""
) -> Iterator[FigureRow]:
    """The total and each category; the categories sum to the total."""
    listed = list(lines)
    yield tell(f"{of}总数", tally.total, measure, ENTRY_MONTHS.sheet, _SUM)
    for label, number in tally.pairs:
        members = keys_text(line.task_id for line in listed if line.standing is label)
        yield tell(f"{of}{label}", number, measure, ENTRY_MONTHS.sheet, members)


def move_figures(tell: Tell, now: Tally, before: Tally | None, what: str, measure: str) -> Iterator[FigureRow]:
    """What each category was in ``before`` and how it has moved since; nothing where there is nothing to compare with."""
    if before is None or before.total != now.total:
        return
    for label, number in now.pairs:
        move = number - before.number(label)
        basis = f"{before.number(label)}→{number}"
        earlier = what.removeprefix("比")
        yield tell(f"{label}{earlier}项数", before.number(label), measure, ENTRY_MONTHS.sheet, f"{earlier}通报或底稿")
        yield tell(f"{label}{what}增减", move, measure, ENTRY_MONTHS.sheet, basis)


def task_figure(tell: Tell, what: str, lines: Iterable[TaskLine], measure: str) -> FigureRow:
    """How many ``lines`` there are, and which."""
    listed = list(lines)
    return tell(what, len(listed), measure, ENTRY_MONTHS.sheet, keys_text(line.task_id for line in listed))


def followed_figures(tell: Tell, followed: Followed | None, measure: str) -> Iterator[FigureRow]:
    """What became of what the last issued bulletin named; nothing of a first one."""
    if followed is None:
        return
    still = tuple(sanction.task_id for sanction in followed.still)
    tasks = (("滞后事项", (*followed.caught_up, *still)), ("已赶上进度", followed.caught_up), ("仍滞后", still))
    units = (
        ("未报送单位", (*followed.made_up, *followed.lacking)),
        ("已补报", followed.made_up),
        ("仍未补报", followed.lacking),
    )
    for found, counted, table in ((tasks, measure, DUTY_MONTHS), (units, "家", RETURNS)):
        for what, keys in found:
            yield tell(f"上期通报的{what}", len(keys), counted, table.sheet, keys_text(keys))


def shortfall_figures(tell: Tell, lines: Iterable[TaskLine]) -> Iterator[FigureRow]:
    """The figures that lagging tasks have reached, each beside that of its goal."""
    for line in lines:
        key = f"{line.task_id}/{line.standing_unit}"
        for number, one in enumerate(line.shortfalls, 1):
            place = f"{line.task_id}{f'之{number}' if number > 1 else ''}"
            for what, value in (("已达到", one.value), ("季度目标", one.goal_value)):
                amount = (f"{value:g}%", "") if one.unit == "%" else (value, one.unit)
                yield tell(f"{place}{what}", *amount, DUTY_MONTHS.sheet, key)


def presumed_figure(figure: Tell, lines: Iterable[TaskLine]) -> FigureRow:
    """How many leads are presumed (R1)."""
    presumed = [line.task_id for line in lines if line.is_lead_presumed]
    return figure("附件表", "牵头单位系推定", len(presumed), "项", ENTRIES.sheet, keys_text(presumed))


def problem_figures(tell: Tell, notes: tuple[ProblemNote, ...], shown: int | None = None) -> Iterator[FigureRow]:
    """The problems reported, in all and by kind; of each kind how many are not shown."""
    yield tell("反映问题", len(notes), "条", DUTY_MONTHS.sheet, _note_keys(notes))
    for kind, group in grouped_problems(notes):
        yield tell(f"{kind}方面", len(group), "条", DUTY_MONTHS.sheet, _note_keys(group))
        if shown and (rest := group[shown:]):
            yield tell(f"{kind}方面其余", len(rest), "条", DUTY_MONTHS.sheet, _note_keys(rest))


def return_figures(
    tell: Tell, facts: DeliveryFacts, returns: pd.DataFrame, measure: str, edition: Edition
) -> Iterator[FigureRow]:
    """The returns of a scope: units, states, what is lacking, who is not listed."""
    yield tell("责任单位", facts.units, "家", RETURNS.sheet, keys_text(dict.fromkeys(returns["unit"])))
    yield from state_figures(tell, facts.total, returns, measure)
    notes = facts.noted(Fault.INCOMPLETE)
    lacking = keys_text(f"{note.unit}/{note.period}" for note in notes)
    yield tell("报送不完整", len(notes), measure, RETURNS.sheet, lacking)
    yield tell("由督查室另行督促、不列名", allowed_delivery(facts, edition)[1], "家", RETURNS.sheet)
    yield tell("正在核对、不列名", len(facts.unsettled_units), "家", RETURNS.sheet, keys_text(facts.unsettled_units))


def state_figures(
    tell: Tell, tally: ReturnTally, returns: pd.DataFrame, measure: str, of: str = ""
) -> Iterator[FigureRow]:
    """Expected returns, each state, those due, and the on-time rate with both its numbers (R9)."""
    counts = tally.returns
    yield tell(f"{of}应报", counts.expected, measure, RETURNS.sheet, "各状态之和")
    for status in Status:
        keys = return_keys(returns[returns["status"] == status])
        yield tell(f"{of}{status}", counts.number(status), measure, RETURNS.sheet, keys)
    yield tell(f"{of}已到期应报", tally.over.due, measure, RETURNS.sheet, "按时、迟报、未报、待认定之和")
    rate = f"按时{tally.over.on_time}÷已到期应报{tally.over.due}"
    yield tell(f"{of}按时报送率", tally.over.on_time_rate, "", RETURNS.sheet, rate)


def keys_text(names: Iterable[str]) -> str:
    """Not 、: it stands inside the names of units."""
    return "；".join(names)


def return_keys(returns: pd.DataFrame) -> str:
    """单位/期间 of each return."""
    return keys_text(f"{row.unit}/{row.period}" for row in RETURNS.rows(returns))


def _note_keys(notes: Iterable[ProblemNote]) -> str:
    """A problem under several tasks is one, and stands in a row of each."""
    return keys_text(f"{line.task_id}/{note.unit}" for note in notes for line in (note.line, *note.beside))
