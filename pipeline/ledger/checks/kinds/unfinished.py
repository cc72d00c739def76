"""是 beside words that say that the goal is not reached (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.achievement import (
    FUTURE,
    continues_other,
    goal_parts,
    goal_share,
    is_attribute,
    is_done,
    is_later,
    is_rest,
    names_further_part,
    names_nothing,
    names_result,
    reports_anything,
    told_now,
    wants_result,
)
from pipeline.ledger.statements.acts import counted
from pipeline.ledger.statements.counting import falls_short
from pipeline.ledger.statements.figures import parse_figures
from pipeline.ledger.statements.measures import plain
from pipeline.ledger.statements.openness import delays, denials, exceptions
from pipeline.ledger.statements.reaching import reached_figures, short_figures
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.likeness import pair_share
from pipeline.vocabulary.sentences import clauses, phrases
from pipeline.vocabulary.terms import MetGoal

_RELATED, _TOLD = 0.34, 0.5
_ASKS_FOR_ALL = re.compile(r"全部|全面|全覆盖|清零|所有|整体")
_MISSED = re.compile("未完成|没有完成|未达到|未达|未能完成|未能如期|未按期|尚未完成|滞后于?")
_AIM = re.compile("目标|任务|计划|进度|序时")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """是, and the progress or the problems say that it is not done, in a sense that concerns the goal."""
    words = {
        is_due: (denials(checks.negations, is_due=is_due), delays(checks.ongoing, is_due=is_due))
        for is_due in (True, False)
    }
    harmless = exceptions(checks.harmless)
    for report in written.reports:
        if report.met_goal is MetGoal.YES and (report.progress or report.problems):
            claim = _Claim(report, harmless, *words[report.period.is_quarter_end])
            said = next(filter(None, (sign(claim) for sign in _SIGNS)), "")
            if said:
                yield report.fault(
                    Kind.YES_UNFINISHED, beside=(report.yardstick,), words=said, goal=report.goal or "未填写"
                )


@dataclass(frozen=True)
class _Claim:
    """A 是 beside its words. ``denied`` and ``pending`` find what says otherwise, ``harmless`` what only looks so."""

    report: Report
    harmless: re.Pattern[str]
    denied: re.Pattern[str]
    pending: re.Pattern[str]

    @property
    def goal(self) -> str:
        return self.report.goal

    @property
    def is_due(self) -> bool:
        return self.report.period.is_quarter_end

    @cached_property
    def told(self) -> list[str]:
        """The phrases of the progress that tell of this month."""
        return told_now(self.harmless.sub("〇", plain(self.report.progress)))

    @cached_property
    def is_reached(self) -> bool:
        """Whether the goal has figures and the progress reaches each of them."""
        pairs = list(reached_figures(self.goal, self.report.progress))
        return bool(pairs) and all(
            found and not all(falls_short(reached, goal) for reached in found) for goal, found in pairs
        )

    @cached_property
    def is_short(self) -> bool:
        """Whether the goal, due by now, has figures that the progress does not show as reached."""
        return self.is_due and bool(parse_figures(self.goal, is_goal=True)) and not self.is_reached

    @cached_property
    def is_told_done(self) -> bool:
        """Whether phrases report every part of the goal as done, so that a denial is about something else."""
        results = [part for part in goal_parts(self.goal) if wants_result(part)]
        done = [phrase for phrase in self.told if not self.denied.search(phrase) and is_done(phrase, self.goal)]
        return bool(results and done) and all(_most_told(part, done) >= _TOLD for part in results)

    @cached_property
    def ongoing(self) -> list[str]:
        """The phrases that say that something is still being worked at."""
        return [phrase for phrase in self.told if (m := self.pending.search(phrase)) and not is_attribute(phrase, m)]

    @cached_property
    def open(self) -> list[str]:
        """Those of them that may be about the goal."""
        return [phrase for phrase in self.ongoing if self.is_short or not is_rest(phrase, self.goal)]

    @cached_property
    def results(self) -> list[str]:
        """The parts of the goal that ask for something to be finished; also begun, where it only will be."""
        is_future = any(FUTURE.search(phrase) for phrase in self.open)
        return [part for part in goal_parts(self.goal) if wants_result(part, is_future)]

    @cached_property
    def done(self) -> list[str]:
        return [phrase for phrase in self.told if phrase not in self.ongoing and is_done(phrase, self.goal)]

    @property
    def is_open(self) -> bool:
        """Whether the goal may be open still: before a quarter's end 是 may mean 'on course' (R16)."""
        return bool(self.open) and not self.is_reached

    def speaks_of_all(self, index: int, words: re.Pattern[str]) -> bool:
        """Whether the phrase has no subject of its own, nor goes on about a further part: 目前尚未完成."""
        return names_nothing(self.told[index], words) and not continues_other(self.told, index)


def _most_told(part: str, told: list[str]) -> float:
    return max(pair_share(part, phrase) for phrase in told)


def _denied(claim: _Claim) -> str:
    """A phrase that says outright that something is not done (尚未完成): all of it, or what the goal is about."""
    return next((phrase for index, phrase in enumerate(claim.told) if _is_denial(claim, index, phrase)), "")


def _is_denial(claim: _Claim, index: int, phrase: str) -> bool:
    """Where the goal's figures are reached, a phrase about something else (二期尚未启动) says nothing about the goal."""
    match = claim.denied.search(phrase)
    if not match or is_attribute(phrase, match):
        return False
    if claim.speaks_of_all(index, claim.denied):
        return True
    is_reached = claim.is_reached or claim.is_told_done
    if goal_share(phrase, claim.goal) >= _RELATED and not (is_reached and names_further_part(phrase)):
        return True
    is_rest_only = is_rest(phrase, claim.goal) and not _ASKS_FOR_ALL.search(claim.goal) and not claim.is_short
    return not is_reached and not is_rest_only


def _all_pending(claim: _Claim) -> str:
    """A phrase about the whole: 预计下月完成."""
    whole = (
        phrase
        for index, phrase in enumerate(claim.told)
        if phrase in claim.open and claim.speaks_of_all(index, claim.pending)
    )
    return next(whole, "")


def _rest_pending(claim: _Claim) -> str:
    """At a quarter's end: a phrase about the rest (其余正在施工), where the number is short."""
    rest = next((phrase for phrase in claim.open if is_rest(phrase, claim.goal)), "")
    is_short = claim.is_due and claim.is_open and any(short_figures(claim.goal, claim.report.progress))
    return rest if is_short else ""


def _nothing_done(claim: _Claim) -> str:
    """A phrase about what is still being worked at (正在, 预计), where the text says nothing else."""
    is_asked = bool(claim.results) or not claim.goal
    return claim.open[0] if claim.is_open and is_asked and not claim.done else ""


def _part_pending(claim: _Claim) -> str:
    """At a quarter's end: a phrase that speaks of a part of the goal as open, more than any speaks of it as done."""
    if not (claim.is_due and claim.is_open and claim.results and claim.done):
        return ""
    told = {part: _most_told(part, claim.done) for part in claim.results}
    for phrase in claim.open:
        if any(_RELATED <= pair_share(part, phrase) >= most for part, most in told.items()):
            return phrase
    return claim.open[0] if max(told.values()) < _RELATED else ""


def _admitted(claim: _Claim) -> str:
    """A problem that says itself that the goal is missed."""
    for clause in clauses(claim.harmless.sub("〇", plain(claim.report.problems))):
        missed = _MISSED.search(clause)
        if missed and _AIM.search(clause, missed.end()):
            return clause
    return ""


def _put_off(claim: _Claim) -> str:
    """At a quarter's end: a phrase that puts the very deed of the goal off (下一步按程序印发), which nothing reports."""
    asked = counted(claim.goal)[0] - counted("，".join(claim.told))[0]
    if not claim.is_due or not asked or claim.is_reached:
        return ""
    later = (phrase for phrase in phrases(plain(claim.report.progress)) if phrase not in claim.told)
    return next((phrase for phrase in later if is_later(phrase) and counted(phrase)[0] & asked), "")


def _nothing_reported(claim: _Claim) -> str:
    """At a quarter's end: the text where the goal asks for a result and no word of it says that anything was done."""
    results = [part for part in goal_parts(claim.goal) if names_result(part)]
    if not claim.is_due or not results or not claim.told or claim.is_reached:
        return ""
    text = "，".join(claim.told)
    is_told = reports_anything(text) or pair_share(results[0], text) >= _TOLD
    return "" if is_told else claim.told[0]


# Tried in this order; the first that finds words against the 是 quotes them.
_SIGNS = (
    _denied,
    _all_pending,
    _rest_pending,
    _nothing_done,
    _part_pending,
    _admitted,
    _put_off,
    _nothing_reported,
)

RULE = Rule("自报与文字不符", Kind.YES_UNFINISHED, judge)
