"""考评: points taken off per unit for faults that a person confirmed, with the counts and denominators behind them.

Off by default: the notice gives no mandate for it. What nobody confirmed takes nothing off (R21).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from pipeline.config import Score
from pipeline.decisions.decisions import Decisions
from pipeline.ledger.counts import count_returns
from pipeline.vocabulary.tables import SCORES
from pipeline.vocabulary.terms import CheckVerdict, Fault

_NAMED = (
    Fault.WITHOUT_MATERIAL,
    Fault.INCOMPLETE,
    Fault.MISSING,
    Fault.LATE,
    Fault.BEHIND,
    Fault.ATTENTION,
)  # 书面材料未报 before 未报, which it ends with
_CHECKED = {CheckVerdict.FALSE: Fault.REFUTED, CheckVerdict.PARTLY: Fault.PARTLY_REFUTED}


def build_scores(returns: pd.DataFrame, duties: pd.DataFrame, decisions: Decisions, score: Score) -> pd.DataFrame:
    """One row per unit that owes returns with the columns of SCORES, the lowest score first, ties in the order of the table."""
    faults: dict[str, Counter[Fault]] = {}
    for unit, fault in _confirmed(decisions):
        faults.setdefault(unit, Counter())[fault] += 1
    tasks = duties.groupby("unit").size()
    checked = Counter(check.unit for check in decisions.spot_checks)
    rows: list[dict[str, object]] = []
    for name, own in returns.groupby("unit", sort=False):
        unit = str(name)
        counted = faults.get(unit, Counter())
        deducted = sum(score.points.get(fault, 0) * counted[fault] for fault in Fault)
        rows.append(
            {
                "unit": unit,
                "tasks": int(tasks.get(unit, 0)),
                "due": count_returns(own).due,
                "checked": checked[unit],
                **{fault.name.lower(): counted[fault] for fault in Fault},
                "deducted": deducted,
                "score": max(0, score.full - deducted),
                "told": "；".join(_told(counted, score)),
            }
        )
    return SCORES.frame(sorted(rows, key=lambda row: float(str(row["score"]))))


def _confirmed(decisions: Decisions) -> Iterator[tuple[str, Fault]]:
    """Every fault that a person confirmed, once: (unit, fault)."""
    named = {(entry.period, entry.unit, entry.reason) for entry in decisions.confirmed_names}
    for _, unit, reason in sorted(named):
        fault = next((fault for fault in _NAMED if reason.endswith(fault)), None)
        if fault:
            yield unit, fault
    reviewed = {review.review_id: review for review in decisions.reviews}
    for review in reviewed.values():
        if review.unit and not review.is_harmless:
            yield review.unit, Fault.FINDING
    checks = {(check.task_id, check.unit, check.period): check for check in decisions.spot_checks}
    for check in checks.values():
        fault = _CHECKED.get(CheckVerdict(check.verdict))
        if fault:
            yield check.unit, fault


def _told(counted: Counter[Fault], score: Score) -> Iterator[str]:
    for fault in Fault:
        points = score.points.get(fault, 0)
        if counted[fault]:
            yield f"{fault}{counted[fault]}次×{points:g}分＝{counted[fault] * points:g}分"
