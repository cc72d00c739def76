"""是 beside words that say that the goal is not reached, or beside a number below it (R17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Written
from pipeline.ledger.statements import against
from pipeline.ledger.statements.against import AGAINST, weigh_against
from pipeline.ledger.statements.denial import denies_goal
from pipeline.ledger.statements.pairing import told_short
from pipeline.ledger.statements.statement import Statement
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.text import one_of


def judge_words(written: Written, checks: Checks) -> Iterator[Finding]:
    """是, and clauses of the progress speak against it more than they may; all of them are quoted.

    Where neither plan nor form gives a goal, nothing tells what was to be done: that is GOAL_BLANK's to say.
    """
    for report in written.reports:
        told = against.Report(report.goal, report.progress, report.period.is_quarter_end)
        if report.is_yes and told.goal and (said := said_against(told, checks.negations, checks.harmless)):
            yield report.fault(Kind.YES_UNFINISHED, report.yardstick, words=said, goal=report.goal)


@lru_cache(maxsize=4096)  # a run judges most reports twice: as of today, and as of the day of a bulletin
def said_against(told: against.Report, negations: Sequence[str], harmless: Sequence[str]) -> str:
    """The clauses that speak against the 是, as they follow; '' where none does enough.

    One with a word of ``negations`` always does, one with a word of ``harmless`` never: the office's own words.
    Nor does one whose figure is below the goal's: that is YES_BELOW_GOAL's to tell, and one thing is told once.
    """
    passed, named = one_of(harmless), one_of(negations)
    counted = {pair.found.clause for pair in told_short(told.goal, told.progress)} if told.is_due else frozenset()
    odds = {clause: odds for odds, clause in weigh_against(told)}

    def speaks(one: Statement) -> bool:
        if named.search(one.text) or (denies_goal(one, told.goal) and not told.is_reached):
            return True
        return odds[one.text] > AGAINST.threshold and not told.is_met_by(one)

    asked = (one for one in told.statements if one.text not in counted and not passed.search(one.text))
    return "，".join(dict.fromkeys(one.text for one in asked if speaks(one)))


def judge_number(written: Written, checks: Checks) -> Iterator[Finding]:
    """是 at a quarter's end beside a number below the quarter's goal; in other months the goal is not due yet (R16)."""
    for report in written.reports:
        if report.is_yes and report.period.is_quarter_end:
            quarter = quarter_label(report.period.quarter)
            for pair in told_short(report.goal, report.progress):
                numbers = {"reached": pair.found.words, "goal": pair.goal.words}
                yield report.fault(Kind.YES_BELOW_GOAL, report.yardstick, **numbers, quarter=quarter)


RULES = (
    Rule("自报与文字不符", Kind.YES_UNFINISHED, judge_words),
    Rule("自报与数字不符", Kind.YES_BELOW_GOAL, judge_number),
)
