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
from pipeline.ledger.checks.scopes import judge_by_scope
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Finding, Kind, finding_id


def list_rules() -> tuple[Rule, ...]:
    """The rules of every file in kinds/, in the order in which findings.Kind tells their kinds: a new file is a new check."""
    order = list(Kind)
    found = (import_module(f"{kinds.__name__}.{module.name}") for module in iter_modules(kinds.__path__))
    rules = [rule for module in found for rule in (getattr(module, "RULES", ()) or (module.RULE,))]
    return tuple(sorted(rules, key=lambda rule: (order.index(rule.kind), rule.name)))


RULES = list_rules()


def judge_checks(
    records: pd.DataFrame, tasks: Sequence[Task], checks: Checks, rules: Sequence[Rule] = RULES
) -> tuple[Finding, ...]:
    """Every finding of every rule on the rows in force (R12) of 填报明细; order: rule, then period, then place."""
    found = judge_by_scope(rules, gather(records, tasks), checks)
    return tuple(fault for rule in rules for fault in found[rule.name])


def drop_reviewed(findings: Iterable[Finding], reviews: Iterable[Review]) -> tuple[Finding, ...]:
    """Without those that a person marked 正常 in 人工认定·核验复核: found by 编号, or by the words of the entry.

    Other words, or another number, make another finding, which is raised again.
    """
    normal = review_keys(review for review in reviews if review.is_harmless)
    return tuple(fault for fault in findings if fault.ids.isdisjoint(normal))


def review_keys(reviews: Iterable[Review]) -> frozenset[str]:
    """The numbers of the findings that these entries are about, by 编号 and by the words of the entry."""
    told = ((one, finding_id(one.category, one.unit, one.period, one.task_id, one.problem)) for one in reviews)
    return frozenset(key for one, by_words in told for key in (one.review_id, by_words))
