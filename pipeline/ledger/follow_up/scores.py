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
from pipeline.vocabulary.tables import SCORES, ScoreRow
from pipeline.vocabulary.tables.table import grouped
from pipeline.vocabulary.terms import CheckVerdict, Fault, Status

_AT_FAULT = (Status.MISSING, Status.LATE)
_CHECKED = {CheckVerdict.FALSE: Fault.REFUTED, CheckVerdict.PARTLY: Fault.PARTLY_REFUTED}


def build_scores(returns: pd.DataFrame, duties: pd.DataFrame, decisions: Decisions, score: Score) -> pd.DataFrame:
    """One row per unit that owes returns as a frame of SCORES, the lowest score first, ties in the order of the table."""
    faults: dict[str, Counter[Fault]] = {}
    for unit, fault in _confirmed(decisions, returns):
        faults.setdefault(unit, Counter())[fault] += 1
    tasks = Counter(duties["unit"])
    checked = Counter(check.unit for check in decisions.spot_checks)
    rows = [
        _score_row(
            unit,
            counted=faults.get(unit, Counter()),
            score=score,
            tasks=tasks[unit],
            due=count_returns(own).due,
            checked=checked[unit],
        )
        for unit, own in grouped(returns, "unit")
    ]
    return SCORES.frame(sorted(rows, key=lambda row: row.score))


def _score_row(unit: str, *, counted: Counter[Fault], score: Score, **borne: int) -> ScoreRow:
    deducted = sum(score.points.get(fault, 0) * counted[fault] for fault in Fault)
    return ScoreRow(
        unit=unit,
        **borne,
        **{fault.name.lower(): counted[fault] for fault in Fault},
        deducted=deducted,
        score=max(0, score.full - deducted),
        told="；".join(_told(counted, score)),
    )


def _confirmed(decisions: Decisions, returns: pd.DataFrame) -> Iterator[tuple[str, Fault]]:
    """Every fault that a person confirmed, once: (unit, fault)."""
    yield from _named(decisions, returns)
    reviewed = {review.review_id: review for review in decisions.reviews}
    yield from ((review.unit, Fault.FINDING) for review in reviewed.values() if review.unit and not review.is_harmless)
    checks = {
        (check.task_id, check.unit, check.period): CheckVerdict(check.verdict)
        for check in decisions.spot_checks
        if check.is_in_force
    }
    yield from ((unit, _CHECKED[verdict]) for (_, unit, _), verdict in checks.items() if verdict in _CHECKED)


def _named(decisions: Decisions, returns: pd.DataFrame) -> Iterator[tuple[str, Fault]]:
    """What units are named for in bulletins; of a return that was in time after all, nothing."""
    states = dict(zip(zip(returns["period"], returns["unit"], strict=True), returns["status"], strict=True))
    named = {(entry.period, entry.unit, entry.reason) for entry in decisions.confirmed_names}
    for period, unit, reason in sorted(named):
        fault = Fault.told_by(reason)
        is_cleared = fault in (Fault.MISSING, Fault.LATE) and states.get((period, unit)) not in _AT_FAULT
        if fault and not is_cleared:
            yield unit, fault


def _told(counted: Counter[Fault], score: Score) -> Iterator[str]:
    for fault in Fault:
        points = score.points.get(fault, 0)
        if counted[fault]:
            yield f"{fault}{counted[fault]}次×{points:g}分＝{counted[fault] * points:g}分"
