"""The yardstick is the plan on file: Annex 4 quotes the quarter's goal as it stands there (R15)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written, as_one
from pipeline.ledger.statements.goal_changes import bare, changed_figures, is_narrowed, lost_items, promises
from pipeline.ledger.statements.goals import is_goal
from pipeline.ledger.statements.quoting import quoted
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.likeness import kept_score
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.text import fold

_MEANINGLESS = frozenset({"", "无", "同上", "见附件"})
_QUOTED = 90
_CUT, _REWORDED = "内容有删减", "表述不同"


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The quarter's goal in Annex 4 says something else than the plan on file."""
    for report in written.reports:
        if not report.planned or fold(report.quarter_goal) in _MEANINGLESS or not is_goal(report.planned):
            continue
        text = fold(written.tasks[report.task_id].text)
        difference = next(_differences(report, text, checks.wording_score), "")
        own = written.rows_of_duties[report.unit, report.task_id, report.period]
        if difference and len(own) > 1 and not next(_differences(as_one(own), text, checks.wording_score), ""):
            continue  # the rows of one task quote the plan between them (R11)
        if difference:
            goals = {"written": quoted(report.quarter_goal, _QUOTED), "planned": quoted(report.planned, _QUOTED)}
            told = {"planned_place": report.plan_at, "difference": difference}
            yield report.fault(Kind.GOAL_DRIFT, report.yardstick, **goals, **told)


def _differences(report: Report, task_text: str, wording_score: float) -> Iterator[str]:
    """What is different between the goal as planned and as quoted, the most telling first; a blank one ends it: nothing is."""
    planned, given = bare(report.planned), bare(report.quarter_goal)
    goals, quarter = list(map(bare, report.goals)), report.period.quarter
    later = {goal for goal in goals[quarter:] if goal}
    cut = _CUT if len(given) < len(planned) else _REWORDED
    if is_narrowed(planned, given):
        yield _REWORDED
    if planned in given or given in {task_text, *later} or (later and all(goal in given for goal in later)):
        yield ""
    if changed := changed_figures(report.planned, report.quarter_goal):
        yield changed
    if given in goals[: quarter - 1]:
        yield f"所填为{quarter_label(goals.index(given) + 1)}的目标"
    if next(lost_items(report.planned, report.quarter_goal), ""):
        yield cut
    if kept_score(planned, given) < wording_score:
        yield cut if kept_score(given, planned) > wording_score else _REWORDED
    if promises(planned) != promises(given):
        yield _REWORDED


RULE = Rule("目标走样", Kind.GOAL_DRIFT, judge)
