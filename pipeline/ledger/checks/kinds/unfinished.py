"""是 beside words that say that the goal is not reached (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements import against
from pipeline.ledger.statements.achievement import goal_share, wants_result
from pipeline.ledger.statements.against import AGAINST, weigh_against
from pipeline.ledger.statements.pairing import told_short
from pipeline.ledger.statements.statement import State, Statement
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import one_of

# What a word of ``negations`` adds to the log-odds that its clause speaks against the 是; and what an outright denial (未, 没)
# adds to that where the clause takes up so much of the goal.
_WORD, _OUTRIGHT, _OF_THE_GOAL = 1.0, 3.0, 0.34
# A goal that only asks for work to go on (有序推进) is met by these.
_GOES_ON = (State.UNDER_WAY, State.PARTLY, State.PLANNED)


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """是, and clauses of the progress speak against it more than they may; all of them are quoted.

    Where neither plan nor form gives a goal, nothing tells what was to be done: that is GOAL_BLANK's to say.
    """
    for report in written.reports:
        if (
            report.met_goal is MetGoal.YES
            and report.goal
            and (said := said_against(report, checks.negations, checks.harmless))
        ):
            yield report.fault(Kind.YES_UNFINISHED, beside=(report.yardstick,), words=said, goal=report.goal)


def said_against(report: Report, negations: Sequence[str], harmless: Sequence[str]) -> str:
    """The clauses that speak against the 是, as they follow; '' where none does enough. One with a word of ``harmless`` never does."""
    told = against.Report(report.goal, report.progress, report.period.is_quarter_end)
    denied, passed = one_of(negations), one_of(harmless)
    weighed = (
        (odds + _word(denied.search(clause), clause, report.goal), clause)
        for odds, clause in weigh_against(told)
        if not passed.search(clause) and _concerns(told, clause)
    )
    said = {clause for odds, clause in weighed if odds > AGAINST.threshold}
    return "，".join(dict.fromkeys(one.text for one in told.statements if one.text in said))


def _word(found: re.Match[str] | None, clause: str, goal: str) -> float:
    if not found:
        return 0.0
    is_outright = bool({"未", "没"} & set(found[0])) and goal_share(clause, goal) >= _OF_THE_GOAL
    return _WORD + _OUTRIGHT * is_outright


def _concerns(told: against.Report, clause: str) -> bool:
    """Whether the clause can miss the goal: one that only asks for work to go on is met by what goes on.

    That a count is part of more, only the goal's own figure can tell; where it does (YES_BELOW_GOAL), one thing is told once.
    """
    if told.is_due and any(pair.found.clause == clause for pair in told_short(told.goal, told.progress)):
        return False
    state = Statement(clause).state
    if not any(map(wants_result, told.parts)) and state in _GOES_ON:
        return False
    is_bare_count = state is State.PARTLY and any(map(str.isdigit, clause))
    return not is_bare_count or clause in told.short


RULE = Rule("自报与文字不符", Kind.YES_UNFINISHED, judge)
