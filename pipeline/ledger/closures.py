"""办结 (R19): what claims a task done, how far a claim has come, and completions that later reports take back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import SpotCheck
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DutyMonthRow
from pipeline.vocabulary.terms import CheckVerdict, Closure, MetGoal

_LAST_MONTH = 12
_COMPLETION_WORDS = tuple(
    "已全部完成 全面完成 圆满完成 提前完成全年 全年任务已完成 年度任务已完成 全部竣工 整体竣工".split()
)


def claims_completion(progress: str, period: Period) -> bool:
    """Whether a 是 claims the whole year's task: in December always, earlier when the words say so."""
    return period.month == _LAST_MONTH or any(word in progress for word in _COMPLETION_WORDS)


def is_claim(row: DutyMonthRow) -> bool:
    """Whether a month's report claims the whole task done."""
    return row.met_goal is MetGoal.YES and claims_completion(row.progress, row.period)


def judge_closure(task_id: str, unit: str, latest: DutyMonthRow | None, decisions: Decisions) -> Closure:
    """A person's last verdict; 申报完成 where the unit's own words claim the whole task done, also anew after 退回."""
    verdicts = decisions.verdicts(task_id, unit)
    claimed = latest if latest and is_claim(latest) else None
    if not verdicts:
        return Closure.CLAIMED if claimed else Closure.OPEN
    last = verdicts[-1]
    if last.verdict is Closure.RETURNED and claimed and claimed.period > last.period:
        return Closure.CLAIMED
    return last.verdict


def undone_completions(duty_months: Iterable[DutyMonthRow], decisions: Decisions) -> Iterator[Finding]:
    """A finding where a completion, claimed or closed, is undone by a later month's report or by a spot check."""
    claimed: dict[tuple[str, str], Period] = {}
    for row in duty_months:
        key = (row.task_id, row.unit)
        closing = decisions.closing_period(*key)
        before, told = (closing, "已销号") if closing else (claimed.get(key), "申报完成")
        if before and before < row.period and row.met_goal in (MetGoal.NO, MetGoal.PARTLY):
            now = f"{row.period.label}“是否完成”填“{row.met_goal}”"
            yield _undone(key, row.period, Place(row.source, row.sheet, row.row), before, told, now)
            claimed.pop(key, None)
        elif is_claim(row):
            claimed.setdefault(key, row.period)
    yield from _refuted_closures(decisions)


def _refuted_closures(decisions: Decisions) -> Iterator[Finding]:
    """Closed, and a spot check of that month or a later one found otherwise."""
    for check in decisions.spot_checks:
        closing = decisions.closing_period(check.task_id, check.unit)
        if check.is_in_force and closing and closing <= check.period and check.verdict != CheckVerdict.TRUE:
            now = f"{check.period.label}抽查核实为“{check.verdict}”"
            yield _undone((check.task_id, check.unit), check.period, Place(), closing, "已销号", now)


def _undone(key: tuple[str, str], period: Period, place: Place, before: Period, told: str, now: str) -> Finding:
    task_id, unit = key
    facts = {"before": f"{before.label}{told}", "now": now, "task": task_id}
    return finding(Kind.COMPLETION_UNDONE, place, unit=unit, period=period, task_id=task_id, **facts)


def spot_checks_by_duty(checks: Iterable[SpotCheck]) -> dict[tuple[str, str], dict[Period, SpotCheck]]:
    """(task_id, unit) → the check of each period that is in force."""
    found: dict[tuple[str, str], dict[Period, SpotCheck]] = {}
    for check in checks:
        if check.is_in_force:
            found.setdefault((check.task_id, check.unit), {})[check.period] = check
    return found
