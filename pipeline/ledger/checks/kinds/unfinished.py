"""是 beside words that say that the goal is not reached (R17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements import against
from pipeline.ledger.statements.achievement import wants_result
from pipeline.ledger.statements.against import AGAINST, weigh_against
from pipeline.ledger.statements.statement import State, Statement
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import one_of

# What a word of ``negations`` adds to the log-odds that its clause speaks against the 是.
_WORD = 1.0
# A goal that only asks for work to go on (有序推进) is met by these.
_GOES_ON = (State.UNDER_WAY, State.PARTLY, State.PLANNED)


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """是, and a clause of the progress speaks against it more than it may; the most telling one is quoted.

    Where neither plan nor form gives a goal, nothing tells what was to be done: that is GOAL_BLANK's to say.
    """
    for report in written.reports:
        if (
            report.met_goal is MetGoal.YES
            and report.goal
            and (said := said_against(report, checks.negations, checks.harmless))
        ):
            yield report.fault(
                Kind.YES_UNFINISHED, beside=(report.yardstick,), words=said, goal=report.goal or "未填写"
            )


def said_against(report: Report, negations: Sequence[str], harmless: Sequence[str]) -> str:
    """The clause that speaks against the 是 most; '' where none does enough. One with a word of ``harmless`` never does."""
    told = against.Report(report.goal, report.progress, report.period.is_quarter_end)
    is_result = any(map(wants_result, told.parts))
    denied, passed = one_of(negations), one_of(harmless)
    weighed = (
        (odds + _WORD * bool(denied.search(clause)), clause)
        for odds, clause in weigh_against(told)
        if not passed.search(clause) and (is_result or Statement(clause).state not in _GOES_ON)
    )
    odds, clause = max(weighed, default=(AGAINST.threshold, ""))
    return clause if odds > AGAINST.threshold else ""


RULE = Rule("自报与文字不符", Kind.YES_UNFINISHED, judge)
