"""Tasks of several parts (实事2 has six, 任务1 eight indicators): done only when every part is (R17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written, as_one
from pipeline.ledger.closures import claims_completion
from pipeline.ledger.statements.numbers.acts import spelled_out
from pipeline.ledger.statements.numbers.counting import falls_short
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.measures import find_measures, plain
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.pairing import told_short
from pipeline.ledger.statements.reaching import reached_figures
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.sentences import clauses

_NAME_LENGTH = 2
_QUARTER_PARTS = 3  # Fewer numbers of a quarter are often told in other words.


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """是 of a compound task, and a part of what is due is not told of, or (for the whole year) not reached.

    What is due: at a quarter's end the quarter's goal on file; when the year's task is claimed as done, the task itself.
    Words for all parts at once (全部完成) are accepted.
    """
    for report in map(as_one, written.rows_of_duties.values()):
        text = written.tasks[report.task_id].text
        is_compound = len(parse_figures(text, is_goal=True)) >= checks.compound_parts
        if not (report.is_yes and report.is_lead and is_compound) or _speaks_for_all(report.progress, checks.blanket):
            continue
        if claims_completion(report.progress, report.period):
            yield from _lacking(report, text, "全年任务", checks.compound_parts)
        elif report.period.is_quarter_end:
            least = max(checks.compound_parts, _QUARTER_PARTS)
            yield from _lacking(report, report.planned, f"{quarter_label(report.period.quarter)}目标", least)


def _speaks_for_all(progress: str, blanket: Sequence[str]) -> bool:
    """Whether a clause says at once that all is done, and not of one counted thing only (村卫生室92家全部完成)."""
    sweeping = (clause for clause in clauses(plain(progress)) if any(word in clause for word in blanket))
    return any(all(measure.word == "项" for measure in find_measures(clause)) for clause in sweeping)


def _lacking(report: Report, promise: str, basis: str, least: int) -> Iterator[Finding]:
    pairs = list(reached_figures(promise, report.progress))
    if len(pairs) < least:
        return
    untold = _untold(pairs, report.progress)
    judged = {pair.goal.words for pair in told_short(report.goal, report.progress)}
    lacking = [f"“{goal.words}”没有反映" for goal in untold]
    for goal, found in pairs:
        if found and goal.words not in judged and all(falls_short(figure, goal) for figure in found):
            lacking.append(f"“{goal.words}”为“{max(found, key=lambda figure: figure.value).words}”")
    if lacking:
        yield report.fault(Kind.PART_LACKING, report.yardstick, basis=basis, parts="，".join(lacking))


def _untold(pairs: Sequence[tuple[StatedFigure, Sequence[StatedFigure]]], progress: str) -> list[StatedFigure]:
    """The parts of a promise, each with the figures that count the same, of which the progress says nothing.

    A part told under another name (操场 for 运动场地) is known by its amount, if no other part has that figure.
    """
    claimed = [figure for _, found in pairs for figure in found]
    free = {(figure.value, figure.unit) for figure in parse_figures(progress) if figure not in claimed}
    nouns = [goal.noun for goal, _ in pairs]
    return [
        goal
        for place, (goal, found) in enumerate(pairs)
        if not found
        and (goal.value, goal.unit) not in free
        and not _is_mentioned(goal, nouns[:place] + nouns[place + 1 :], progress)
    ]


def _is_mentioned(goal: StatedFigure, others: Sequence[str], progress: str) -> bool:
    """Whether the text speaks of the part at all: by its name, or the end of it where no other part ends so."""
    name, written = goal.noun, spelled_out(plain(progress))
    if len(name) < _NAME_LENGTH:
        return any(figure.unit == goal.unit for figure in parse_figures(progress))
    names = (name, name[-_NAME_LENGTH:])
    return any(one in written and not any(one in other for other in others) for one in names)


RULE = Rule("分项不全", Kind.PART_LACKING, judge)
