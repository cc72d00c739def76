"""Tasks of several parts (实事2 has six, 任务1 eight indicators): done only when every part is (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.config import Checks
from pipeline.ledger.checks.figure_checks import reached_figures, short_figures
from pipeline.ledger.checks.lines import Line, Written
from pipeline.ledger.closures import claims_completion
from pipeline.ledger.statements.acts import spelled_out
from pipeline.ledger.statements.counting import falls_short
from pipeline.ledger.statements.figures import Figure, parse_figures
from pipeline.ledger.statements.measures import find_measures, plain
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import MetGoal

_CLAUSE = re.compile(r"[，,。；;]")
_NAME_LENGTH = 2
_QUARTER_PARTS = 3  # Fewer numbers of a quarter are often told in other words.


@dataclass(frozen=True)
class Part:
    """One part of a compound promise: its goal as written, what the text reports of it ('' if nothing)."""

    goal: str
    reached: str
    is_mentioned: bool
    is_met: bool


def track_parts(promise: str, progress: str) -> tuple[Part, ...]:
    """Each part of a promise that has a number, with what the progress says of it.

    A part told under another name (操场 for 运动场地) is known by its amount, if no other part has that figure.
    """
    written = spelled_out(plain(progress))
    pairs = list(reached_figures(promise, progress))
    claimed = [figure for _, found in pairs for figure in found]
    free = [figure for figure in parse_figures(progress) if figure not in claimed]
    parts = []
    for goal, found in pairs:
        best = max(found, key=lambda figure: figure.value, default=None)
        is_met = any(not falls_short(figure, goal) for figure in found)
        others = [other.noun for other, _ in pairs if other is not goal]
        by_amount = any((figure.value, figure.unit) == (goal.value, goal.unit) for figure in free)
        is_mentioned = bool(best) or by_amount or _is_mentioned(goal, others, written)
        parts.append(Part(goal.words, best.words if best else "", is_mentioned, is_met))
    return tuple(parts)


def judge_parts(written: Written, checks: Checks) -> Iterator[Finding]:
    """是 of a compound task, and a part of what is due is not told of, or (for the whole year) not reached.

    What is due: at a quarter's end the quarter's goal on file; when the year's task is claimed as done, the task itself.
    Words for all parts at once (全部完成) are accepted.
    """
    for line in written.lines:
        text = written.tasks[line.task_id].text
        if (
            line.met_goal is not MetGoal.YES
            or not line.is_lead
            or len(parse_figures(text, is_goal=True)) < checks.compound_parts
        ):
            continue
        if _speaks_for_all(line.progress, checks.blanket):
            continue
        if claims_completion(line.progress, line.period):
            yield from _lacking(line, text, "全年任务", checks.compound_parts)
        elif line.period.is_quarter_end:
            least = max(checks.compound_parts, _QUARTER_PARTS)
            yield from _lacking(line, line.planned, f"{quarter_label(line.period.quarter)}目标", least)


def _speaks_for_all(progress: str, blanket: Sequence[str]) -> bool:
    """Whether a clause says at once that all is done, and not of one counted thing only (村卫生室92家全部完成)."""
    clauses = (clause for clause in _CLAUSE.split(plain(progress)) if any(word in clause for word in blanket))
    return any(all(measure.word == "项" for measure in find_measures(clause)) for clause in clauses)


def _lacking(line: Line, promise: str, basis: str, least: int) -> Iterator[Finding]:
    parts = track_parts(promise, line.progress)
    if len(parts) < least:
        return
    unseen = [f"“{part.goal}”没有反映" for part in parts if not part.is_mentioned]
    judged = {goal.words for goal, _ in short_figures(line.goal, line.progress)}
    short = [
        f"“{part.goal}”为“{part.reached}”"
        for part in parts
        if part.reached and not part.is_met and part.goal not in judged
    ]
    if unseen or short:
        yield line.fault(Kind.PART_LACKING, basis=basis, parts="，".join(unseen + short))


def _is_mentioned(goal: Figure, others: Sequence[str], progress: str) -> bool:
    """Whether the text speaks of the part at all: by its name, or the end of it where no other part ends so."""
    name = goal.noun
    names = (name, name[-2 * _NAME_LENGTH :], name[-_NAME_LENGTH:])
    if len(name) < _NAME_LENGTH:
        return any(figure.unit == goal.unit for figure in parse_figures(progress))
    return any(one in progress and not any(one in other for other in others) for one in names)
