"""The sentences of the quarterly bulletin: what is done, what slipped and by how much, what units want coordinated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.outputs.bulletins.facts.problems import ProblemNote
from pipeline.outputs.bulletins.facts.tallies import Tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.kinds.quarterly.concerns import Concern
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts
from pipeline.outputs.bulletins.words.lagging import (
    lag_words,
    where_it_stands,
)
from pipeline.outputs.bulletins.words.own_words import brief
from pipeline.outputs.bulletins.words.passages import rate_words
from pipeline.outputs.bulletins.words.places import listed_places, named_task, places_by_unit
from pipeline.outputs.bulletins.words.problem_kinds import OTHER, grouped_problems
from pipeline.outputs.bulletins.words.shown import is_all_told
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import Standing

_CLOSED, _SLIPPED, _OTHERS, _KINDS, _PROBLEM = 3, 4, 1, 3, 22


def done_sentence(lines: Sequence[TaskLine], quarter: str) -> str:
    """What is closed, by name, and of how many their leads say that the quarter's goal is reached; blank for nothing.

    Whose lead says so is on schedule (R18), be there supporters yet to report: both numbers, or a reader cannot bring them together.
    """
    closed = [line for line in lines if line.standing is Standing.CLOSED]
    names = wording.joined(named_task(line, "") for line in closed[:_CLOSED])
    more = f"等{len(closed)}项" if len(closed) > _CLOSED else ""
    under_way = [line for line in lines if line.standing is Standing.ON_TRACK]
    claimed = sum(line.is_goal_claimed for line in under_way)
    share = "均" if claimed == len(under_way) else f"有{claimed}项"
    told = (
        f"据牵头单位报告，按序时推进的{len(under_way)}项{share}已完成{quarter}目标{_awaited(under_way)}。"
        if claimed
        else ""
    )
    return (f"已办结的是{names}{more}。" if closed else "") + told


def _awaited(lines: Iterable[TaskLine]) -> str:
    number = sum(line.awaits_others for line in lines)
    return f"（{number}项配合单位未报齐）" if number else ""


def class_shares(tallies: Iterable[Tally]) -> str:
    """``重点任务89.7%、为民办实事81.8%``: the share of each that is closed or on track."""
    return wording.joined(f"{one.label}{rate_words(one.well)}" for one in tallies)


def unmet_sentence(facts: QuarterlyFacts, withheld: int) -> str:
    """How many missed the quarter's goal, of those that may be told; who is ``withheld`` is not hinted at (R8, R21)."""
    looked_into = facts.unmet_withheld
    apart = f"另有{looked_into}项次因报送材料正在核对，本通报不列。" if looked_into else ""
    if not facts.unmet:
        none = "" if looked_into else f"从报送情况看，没有认定未完成{facts.quarter}目标的任务。"
        return (f"对照{facts.quarter}目标还有差距的，责任单位要抓紧推进。" if withheld else none) + apart
    tasks, units = {goal.task_id for goal in facts.unmet}, {goal.unit for goal in facts.unmet}
    times = f"，按单位计{len(facts.unmet)}项次" if len(facts.unmet) != len(tasks) else ""
    told = f"{len(tasks)}项任务未完成{facts.quarter}目标，涉及{len(units)}家单位{times}"
    return f"{told}{_of_supporters(facts, tasks)}。{apart}"


def _of_supporters(facts: QuarterlyFacts, tasks: set[str]) -> str:
    """Those that only supporters have missed: their tasks count as 需要关注 (R18), and stand by name in annex 1."""
    behind = {line.task_id for line in facts.lines if line.standing is Standing.BEHIND}
    number = len(tasks - behind)
    return f"，其中{number}项系配合单位未完成，按{Standing.ATTENTION}统计（见附件1）" if number else ""


def slipped_items(facts: QuarterlyFacts, concerns: Sequence[Concern]) -> tuple[str, ...]:
    """``1.八一立交桥下空间整治提升（实事12，区水务局）：……。`` for tasks that lag, the first few; where the others are."""
    behind = {line.task_id for line in facts.lines if line.standing is Standing.BEHIND}
    slipped = [one for one in concerns if one.standing is Standing.BEHIND]
    leads = [one for one in slipped if one.line.task_id in behind]
    told = [f"{number}.{_lag(one)}。" for number, one in enumerate(leads[:_SLIPPED], 1)]
    more = len(leads) - len(told)
    return (*told, *([f"其余{more}项见附件1。"] if more else []))


def _lag(one: Concern) -> str:
    """Where it stands against its goal; where no figure tells that, what hinders it."""
    if one.line.shortfalls or not one.has_problem:
        return lag_words(one.line)
    return f"{named_task(one.line, one.unit)}：{brief(one.problem, _PROBLEM).rstrip('。')}"


def other_items(facts: QuarterlyFacts, concerns: Sequence[Concern]) -> tuple[str, ...]:
    """A paragraph on what else needs attention, and on what its lead told nothing."""
    told = f"{_attention(facts, concerns)}{_unknown(facts)}"
    return (told,) if told else ()


def _attention(facts: QuarterlyFacts, concerns: Sequence[Concern]) -> str:
    unmet = {goal.task_id for goal in facts.unmet}
    lines = [line for line in facts.lines if line.standing is Standing.ATTENTION and line.task_id not in unmet]
    told = [one.line for one in concerns if one.standing is Standing.ATTENTION]
    if not told:
        return ""  # of a standing of which nothing may be told its number among the counts says all
    shown = [*_carried(told), *_others(told)]
    return f"{'其他' if unmet else ''}需要关注的{len(lines)}项：{'；'.join(shown)}。"


def _carried(told: Iterable[TaskLine]) -> Iterator[str]:
    """Goals of earlier quarters that are carried on, and whether those of the present one are met: what is still to do stands in annex 1."""
    groups = gathered(((line.carried, line.is_goal_claimed), line) for line in told if line.carried)
    for (quarter, is_met), lines in groups.items():
        if len(lines) == 1:
            yield f"{named_task(lines[0], lines[0].standing_unit)}，{where_it_stands(lines[0])}"
            continue
        now = f"，{quarter_label(lines[0].quarter)}目标均已报告完成" if is_met else ""
        how = f"均系{quarter_label(quarter)}目标未完成、结转推进（见附件1）"
        yield f"{listed_places(lines)}，{how}{now}"


def _others(told: Iterable[TaskLine]) -> Iterator[str]:
    groups = gathered((where_it_stands(line), line) for line in told if not line.carried)
    for where, lines in groups.items():
        names = listed_places(lines) if len(lines) > _OTHERS else named_task(lines[0], lines[0].standing_unit)
        yield f"{names}，{where}"


def _unknown(facts: QuarterlyFacts) -> str:
    """Tasks of which nothing is known, beside whose report lacks where that may be told of all of them (R21)."""
    lines = [line for line in facts.lines if line.standing is Standing.UNREPORTED]
    listed = f"（{places_by_unit(lines)}）" if is_all_told(lines) else ""
    return f"牵头单位未反映{facts.quarter}末进展的{len(lines)}项{listed}，进度待核定。" if lines else ""


def problem_passage(notes: Sequence[ProblemNote]) -> str:
    """How many problems units reported, by their commonest kinds, which sum to all; blank for none."""
    kinds = wording.counted(((kind, len(group)) for kind, group in main_kinds(notes)), "条")
    return f"责任单位反映需要协调解决的问题{len(notes)}条（{kinds}）。" if notes else ""


def main_kinds(notes: Sequence[ProblemNote]) -> tuple[tuple[str, list[ProblemNote]], ...]:
    """The commonest kinds with their ``notes``, all others under 其他."""
    named = [(kind, list(group)) for kind, group in grouped_problems(notes) if kind != OTHER]
    kinds = sorted(named, key=lambda one: -len(one[1]))[:_KINDS]
    told = [note for _, group in kinds for note in group]
    return (*kinds, (OTHER, [note for note in notes if note not in told]))
