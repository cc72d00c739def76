"""What the checks find, worked out once for the rows on which it rests: of a duty, of a task, whatever else came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.config import Checks
from pipeline.keeping.cache.fingerprints import fingerprint
from pipeline.keeping.cache.remembered import worked_out
from pipeline.ledger.checks.rule import Rule, Scope
from pipeline.ledger.checks.written import Plan, Report, Written
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.groups import gathered

_Found = tuple[tuple[Finding, ...], ...]  # of each rule


def judge_by_scope(rules: Sequence[Rule], written: Written, checks: Checks) -> dict[str, list[Finding]]:
    """The findings of each rule by its name."""
    found: dict[str, list[Finding]] = {rule.name: [] for rule in rules}
    for scope in Scope:
        of_scope = [rule for rule in rules if rule.scope is scope]
        for findings in _judge_each(of_scope, scope, written, checks) if of_scope else ():
            for rule, told in zip(of_scope, findings, strict=True):
                found[rule.name] += told
    return found


def _judge_each(rules: Sequence[Rule], scope: Scope, written: Written, checks: Checks) -> Iterator[_Found]:
    told = fingerprint([rule.name for rule in rules], checks.model_dump(mode="json"))
    tasks = {task_id: fingerprint(task) for task_id, task in written.tasks.items()}
    for part in _parts(scope, written):

        def judge(part: Written = part) -> _Found:
            return tuple(tuple(rule.judge(part, checks)) for rule in rules)

        rests_on = (told, [tasks[one] for one in part.tasks], part.plans, [_alone(one) for one in part.reports])
        yield worked_out("checks", rests_on, _Found, judge)


def _parts(scope: Scope, written: Written) -> Iterator[Written]:
    """All that was written of each thing in that scope, as if nothing else had been."""
    reports = gathered((scope.of(one.unit, one.task_id), one) for one in written.reports)
    plans = gathered((scope.of(one.unit, one.task_id), one) for one in written.plans)
    for key in dict.fromkeys((*reports, *plans)):
        of_months: Sequence[Report] = reports.get(key, ())
        of_plan: Sequence[Plan] = plans.get(key, ())
        ids = {*(one.task_id for one in of_months), *(one.task_id for one in of_plan)}
        tasks = written.tasks if scope is Scope.ALL else {one: written.tasks[one] for one in sorted(ids)}
        yield Written(tasks, tuple(of_plan), tuple(of_months))


def _alone(report: Report) -> tuple[Report, object]:
    """The report without the months before it, which are told for themselves, and where the last of them stands."""
    return replace(report, earlier=None), report.earlier and report.earlier.place
