"""What calls for somebody's hand: goals unmet, work that lags or contradicts itself, no report; as an edition may show it (R18, R21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.ledger.statements.open_goals import open_goal
from pipeline.ledger.statements.problem_text import is_problem
from pipeline.outputs.bulletins.facts.task_lines import TaskLine, UnitWords
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts
from pipeline.outputs.bulletins.words.lagging import unspoken_words
from pipeline.outputs.bulletins.words.own_words import brief, own_words
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import Standing

_TOLD = (Standing.BEHIND, Standing.ATTENTION, Standing.UNREPORTED)
"""In the order in which they are told."""
_PROGRESS, _PROBLEM = 110, 90


@dataclass(frozen=True)
class Concern:
    """One task of one unit that does not stand as it should: how, by what goal, what the unit wrote, why.

    ``line`` is the task as it stands by this unit, be it by its lead's report or by a supporter's.
    """

    standing: Standing
    line: TaskLine
    unit: str
    goal: str = ""
    progress: str = ""
    reason: str = ""
    problem: str = ""

    @property
    def has_problem(self) -> bool:
        """Whether the unit says what hinders it."""
        return is_problem(self.problem)

    @property
    def open_goal(self) -> str:
        """What of the goal is not reached: of one carried on what of that; all of it where nobody said how it stands."""
        if self.line.carried:
            return f"{quarter_label(self.line.carried)}（结转）：{self.line.open_goal.goal or '待核实'}"
        if self.standing is not Standing.BEHIND or not self.goal:
            return self.goal or "—"
        return self.line.open_goal.goal or "数字指标均已达到"

    def words(self, progress: int = _PROGRESS, problem: int = _PROBLEM) -> str:
        """What the unit has reached, why it stands so, and what the unit says of it; in lines of about so many characters."""
        told = [*self._missed, brief(self._rest, progress)] if self._rest else [*self._missed]
        told += [self.reason] if self.standing is not Standing.BEHIND and self.reason else []
        told += [self._goal_now] if self.line.carried and self.line.is_goal_claimed else []
        told += [f"原因：{brief(self.problem, problem)}"] if self.has_problem else []
        return "\n".join(wording.sentence(text) for text in told) or wording.sentence(self.reason)

    @property
    def _missed(self) -> Iterator[str]:
        """The figures that were missed, each beside its goal, and those of which nothing is told; none that is reached."""
        if self.standing is Standing.BEHIND:
            goal = self.line.open_goal
            pairs = "；".join(f"{one.reached}（目标{one.goal}）" for one in goal.shortfalls)
            yield from filter(None, (pairs, unspoken_words(goal) if goal.unspoken else ""))

    @property
    def _rest(self) -> str:
        """The unit's words without the figures told already."""
        return self.line.open_goal.rest if self.standing is Standing.BEHIND and self.goal else self.progress

    @property
    def _goal_now(self) -> str:
        return f"{quarter_label(self.line.quarter)}目标已报告完成"


def concerns_of(shown: QuarterlyFacts) -> tuple[Concern, ...]:
    """What an edition that shows the lines and goals of ``shown`` may tell, the worst first, each in the order of the tasks."""
    found = (*_unmet(shown), *_standing(shown))
    return tuple(concern for standing in _TOLD for concern in found if concern.standing is standing)


def _unmet(shown: QuarterlyFacts) -> Iterator[Concern]:
    lines = {line.task_id: line for line in shown.lines}
    for goal in shown.unmet:
        progress = _of(lines[goal.task_id].progress, goal.unit)
        line = replace(
            lines[goal.task_id],
            standing=Standing.BEHIND,
            standing_unit=goal.unit,
            reason=goal.reason,
            quarter=shown.months[-1].quarter,
            is_goal_open=True,
            open_goal=open_goal(goal.goal, progress),
            carried=0,
        )
        yield Concern(Standing.BEHIND, line, goal.unit, goal.goal, progress, goal.reason, goal.problem)


def _standing(shown: QuarterlyFacts) -> Iterator[Concern]:
    """Tasks that stand so by their lead's report; one that lags for a goal unmet is told by that."""
    told = {(goal.task_id, goal.unit) for goal in shown.unmet}
    for line in shown.lines:
        unit = line.standing_unit
        if line.standing in _TOLD and line.is_standing_told and unit and (line.task_id, unit) not in told:
            goal = shown.goals.get((line.task_id, unit), "")
            progress, problem = _of(line.progress, unit), _of(line.problems, unit)
            yield Concern(line.standing, line, unit, goal, progress, line.reason, problem)


def _of(told: tuple[UnitWords, ...], unit: str) -> str:
    """What ``unit`` wrote; '' for what stands in place of words."""
    return next((own_words(unit, item.words) for item in told if item.unit in ("", unit)), "")
