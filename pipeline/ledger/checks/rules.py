"""The checks that there are, found in their folder, and the walk through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd

from pipeline.config import Checks
from pipeline.decisions.entries import Review
from pipeline.ledger.checks import kinds
from pipeline.ledger.checks.gathering import gather
from pipeline.ledger.checks.rule import Rule
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Finding, Kind, finding_id


def list_rules() -> tuple[Rule, ...]:
    """The RULE of every file in kinds/, in the order in which findings.Kind tells their kinds: a new file is a new check."""
    order = list(Kind)
    found = (import_module(f"{kinds.__name__}.{module.name}") for module in iter_modules(kinds.__path__))
    rules: list[Rule] = [module.RULE for module in found]
    return tuple(sorted(rules, key=lambda rule: (order.index(rule.kind), rule.name)))


RULES = list_rules()


def judge_checks(
    records: pd.DataFrame, tasks: Sequence[Task], checks: Checks, rules: Sequence[Rule] = RULES
) -> tuple[Finding, ...]:
    """Every finding of every rule on the rows in force (R12) of 填报明细; order: rule, then period, then place."""
    written = gather(records, tasks)
    return tuple(fault for rule in rules for fault in rule.judge(written, checks))


def drop_reviewed(findings: Iterable[Finding], reviews: Iterable[Review]) -> tuple[Finding, ...]:
    """Without those that a person marked 正常 in 人工认定·核验复核: found by 编号, or by the words of the entry.

    Other words, or another number, make another finding, which is raised again.
    """
    normal = {key for review in reviews if review.is_harmless for key in (review.review_id, _key(review))}
    return tuple(fault for fault in findings if fault.finding_id not in normal)


def _key(review: Review) -> str:
    return finding_id(review.category, review.unit, review.period, review.task_id, review.problem)
