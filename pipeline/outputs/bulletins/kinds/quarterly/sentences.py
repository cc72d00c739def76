"""The sentences of the quarterly bulletin: what is done, what slipped and by how much, what units want coordinated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.outputs.bulletins.facts.asked import list_asked
from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.facts.problems import ProblemNote
from pipeline.outputs.bulletins.facts.tallies import Tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.kinds.quarterly.concerns import Concern
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts
from pipeline.outputs.bulletins.words.lagging import (
    asking_words,
    lag_words,
    listed_places,
    place_words,
    where_it_stands,
)
from pipeline.outputs.bulletins.words.own_words import brief
from pipeline.outputs.bulletins.words.passages import rate_words
from pipeline.outputs.bulletins.words.problem_kinds import OTHER, grouped_problems
from pipeline.outputs.bulletins.words.shown import is_all_told
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Standing

_CLOSED, _SLIPPED, _OTHERS, _PROBLEMS, _PROBLEM, _UNITS = 3, 4, 1, 2, 22, 3
_SUPPORTERS, _PLACES = 2, 6
_TITLE = 12
_TRENDS = (Standing.CLOSED, Standing.BEHIND, Standing.ATTENTION, Standing.UNREPORTED)


def short(line: TaskLine) -> TaskLine:
    """The task under a title that a sentence has room for."""
    return replace(line, text=wording.short_title(line.text, _TITLE))


def named_task(line: TaskLine, unit: str) -> str:
    """``八一立交桥下空间整治提升（第12件，区水务局）``."""
    return (
        f"{wording.one_name(short(line).title)}（{place_words(line)}{f'，{wording.one_name(unit)}' if unit else ''}）"
    )


def done_sentence(lines: Sequence[TaskLine], quarter: str) -> str:
    """What is closed, by name, and how many units say that they have reached the quarter's goal; blank for nothing."""
    closed = [line for line in lines if line.standing is Standing.CLOSED]
    names = wording.joined(named_task(line, "") for line in closed[:_CLOSED])
    more = f"等{len(closed)}项" if len(closed) > _CLOSED else ""
    under_way = [line for line in lines if line.standing is Standing.ON_TRACK]
    claimed = sum(line.is_goal_claimed for line in under_way)
    share = "均" if claimed == len(under_way) else f"有{claimed}项"
    told = f"据责任单位报告，按序时推进的{len(under_way)}项{share}已完成{quarter}目标。" if claimed else ""
    return (f"已办结的是{names}{more}。" if closed else "") + told


def class_shares(tallies: Iterable[Tally]) -> str:
    """``重点任务89.7%、为民办实事81.8%``: the share of each that is closed or on track."""
    return wording.joined(f"{one.label}{rate_words(one.well)}" for one in tallies)


def trend_of(now: Tally, before: Tally | None) -> str:
    """How what is done, and all that calls for a hand, has moved since the quarter before; blank where there is nothing to compare with.

    What lags less because nobody reports on it any more has not got better: each is told beside the others.
    """
    if before is None or before.total != now.total:
        return ""
    moves = [(label, now.number(label) - before.number(label)) for label in _TRENDS]
    told = [f"{label}{'增加' if move > 0 else '减少'}{abs(move)}项" for label, move in moves if move]
    return f"与上季度末相比，{'、'.join(told)}。" if told else ""


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
    """Those that only supporters have missed: their tasks count as 需要关注 (R18)."""
    behind = {line.task_id for line in facts.lines if line.standing is Standing.BEHIND}
    goals = [goal for goal in facts.unmet if goal.task_id not in behind]
    if not goals:
        return ""
    lines = {line.task_id: line for line in facts.lines}
    shown = goals if len(goals) <= _SUPPORTERS + 1 else goals[:_SUPPORTERS]  # 等 never stands for one alone
    named = wording.joined(f"{wording.one_name(goal.unit)}{place_words(lines[goal.task_id])}" for goal in shown)
    more = "等" if len(goals) > len(shown) else ""
    return f"，其中{len(tasks - behind)}项系配合单位未完成（{named}{more}），按{Standing.ATTENTION}统计"


def slipped_items(facts: QuarterlyFacts, concerns: Sequence[Concern]) -> tuple[str, ...]:
    """``1.八一立交桥下空间整治提升（第12件，区水务局）：……。`` for tasks that lag, the first few; where the others are."""
    behind = {line.task_id for line in facts.lines if line.standing is Standing.BEHIND}
    slipped = [one for one in concerns if one.standing is Standing.BEHIND]
    leads = [one for one in slipped if one.line.task_id in behind]
    told = [f"{number}.{_lag(one)}。" for number, one in enumerate(leads[:_SLIPPED], 1)]
    more = len(leads) - len(told)
    return (*told, *([f"其余{more}项见附件1。"] if more else []))


def _lag(one: Concern) -> str:
    """Where it stands against its goal; where no figure tells that, what hinders it."""
    if one.line.shortfalls or not one.has_problem:
        return lag_words(short(one.line))
    return f"{named_task(one.line, one.unit)}：{brief(one.problem, _PROBLEM).rstrip('。')}"


def asking_sentence(lines: Iterable[TaskLine], period: Period, cover: Cover) -> str:
    """Who acts by when, by the one rule there is; where they are many, told by what they are asked for."""
    told = list(lines)
    words = asking_words(told, period, cover)
    for asked in list_asked(told, period):
        if len(asked.units) >= _UNITS:
            who = f"未完成目标的{len(asked.units)}家单位" if asked.quarter else f"{Standing.ATTENTION}事项的责任单位"
            words = words.replace(wording.joined_units(asked.units), who)
    return words


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
    groups = gathered((where_it_stands(line), line) for line in told)
    shown = [f"{_names(group)}{where}" for where, group in groups.items()]
    return f"{'其他' if unmet else ''}需要关注的{len(lines)}项：{'；'.join(shown)}。"


def _names(lines: Sequence[TaskLine]) -> str:
    """By name while they are few, else by their places."""
    if len(lines) > _OTHERS:
        return listed_places(lines)
    return wording.joined(named_task(line, "") for line in lines)


def _unknown(facts: QuarterlyFacts) -> str:
    """Tasks of which nothing is known: who did not report stands under 报送情况, and is not blamed here once more."""
    lines = [line for line in facts.lines if line.standing is Standing.UNREPORTED]
    listed = f"（{listed_places(lines)}）" if is_all_told(lines) and len(lines) <= _PLACES else ""
    return f"牵头单位未反映{facts.quarter}末进展的{len(lines)}项{listed}，待补报后核定。" if lines else ""


def problem_passage(notes: Sequence[ProblemNote], concerns: Iterable[Concern]) -> str:
    """How many problems units reported, by kind, and the gravest of which the text has not told yet; blank for none."""
    if not notes:
        return ""
    told_already = {(one.line.task_id, one.unit) for one in concerns}
    others = [note for note in notes if (note.line.task_id, note.unit) not in told_already]
    kinds = wording.counted(_kinds(notes), "条")
    shown = _gravest(others)
    told = "".join(f"{number}.{_problem(note)}" for number, note in enumerate(shown, 1))
    shown_words = f"，主要有：{told}" if told else "。"
    return f"责任单位反映需要协调解决的问题{len(notes)}条（{kinds}）{shown_words}"


def _kinds(notes: Sequence[ProblemNote]) -> list[tuple[str, int]]:
    """How many of each kind, those with most problems first, 其他 last; together all of them."""
    counts = [(kind, len(group)) for kind, group in grouped_problems(notes)]
    return sorted(counts, key=lambda one: (one[0] == OTHER, -one[1]))


def _gravest(notes: Iterable[ProblemNote]) -> list[ProblemNote]:
    """The first few, one of a task: they come in the order of how badly their tasks stand."""
    by_task: dict[str, ProblemNote] = {}
    for note in notes:
        by_task.setdefault(note.line.task_id, note)
    return list(by_task.values())[:_PROBLEMS]


def _problem(note: ProblemNote) -> str:
    where = f"{wording.one_name(note.unit)}（{place_words(note.line)}）"
    return f"{where}：{wording.sentence(brief(note.words, _PROBLEM))}"
