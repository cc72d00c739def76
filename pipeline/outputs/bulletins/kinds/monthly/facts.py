"""The monthly bulletin on the 22 livelihood projects (notice clause 3: 为民办22件实事完成情况一月一通报)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.followed import Followed
from pipeline.outputs.bulletins.facts.naming import NamedUnit, build_named_units
from pipeline.outputs.bulletins.facts.praise import praised_units
from pipeline.outputs.bulletins.facts.problems import ProblemNote, open_problems
from pipeline.outputs.bulletins.facts.returns import (
    DeliveryFacts,
    NextDue,
    build_delivery_facts,
    next_due,
    scoped_returns,
)
from pipeline.outputs.bulletins.facts.tallies import Tally, build_tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine, build_task_lines
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, FormKind, Standing
from pipeline.vocabulary.values import Rate

GOING_WELL = (Standing.CLOSED, Standing.ON_TRACK)


@dataclass(frozen=True)
class MonthlyFacts:
    """What the month's bulletin states; ``before``: the numbers of the edition before, ``followed``: what became of what it named, once it is compared; ``newly_closed``: tasks done in this month; ``tally`` sums to the number of projects, ``delivery`` to their units."""

    cover: Cover
    period: Period
    tally: Tally
    lines: tuple[TaskLine, ...]
    problems: tuple[ProblemNote, ...]
    delivery: DeliveryFacts
    following: NextDue | None
    named: tuple[NamedUnit, ...]
    before: Tally | None = None
    followed: Followed | None = None
    praised: tuple[str, ...] = ()
    is_last: bool = False
    newly_closed: frozenset[str] = frozenset()

    @property
    def going_well(self) -> Rate:
        """The share of the projects that are done or on track, of all of them (R29)."""
        return Rate(self.tally.number(*GOING_WELL), self.tally.total)


def build_monthly_facts(ledger: Ledger, period: Period, office: str) -> MonthlyFacts:
    """The facts of ``period`` for the tasks of 附件2, all read from ``ledger``."""
    lines = build_task_lines(ledger, period, Annex.LIVELIHOOD)
    scope = frozenset(line.task_id for line in lines)
    returns = scoped_returns(ledger, FormKind.PROGRESS, (period,), owing_units(ledger, lines, period))
    duty_months = ledger.duty_months[ledger.duty_months["period"] == period]
    named = build_named_units(ledger, returns, duty_months, scope)
    title = (f"关于{ledger.year}年为民办{len(lines)}件实事", f"{wording.month_words(period)}进展情况的通报")
    return MonthlyFacts(
        cover=build_cover(ledger, title, office, period),
        period=period,
        tally=build_tally("为民办实事", (line.standing for line in lines)),
        lines=lines,
        problems=open_problems(ledger, period, lines),
        delivery=build_delivery_facts(ledger, returns, (period,), scope),
        following=next_due(ledger, period),
        named=named,
        is_last=period == ledger.months[-1],
        praised=praised_units(ledger, returns, scope, named),
        newly_closed=_newly_closed(ledger, period, lines),
    )


def month_before(ledger: Ledger, period: Period) -> Period | None:
    """The month before, where the ledger has one."""
    known = set(ledger.entry_months["period"])
    return max((month for month in ledger.months if month < period and month in known), default=None)


def _newly_closed(ledger: Ledger, period: Period, lines: Iterable[TaskLine]) -> frozenset[str]:
    """The ids of those that are done and were not in the month before; in the first month all that are done."""
    before, months = month_before(ledger, period), ledger.entry_months
    is_done = (months["period"] == before) & (months["standing"] == Standing.CLOSED)
    done_before = set(months.loc[is_done, "task_id"]) if before else set()
    return frozenset(line.task_id for line in lines if line.standing is Standing.CLOSED) - done_before


def month_tally(ledger: Ledger, period: Period) -> Tally:
    """How the projects stood in ``period``."""
    return build_tally("上月", (line.standing for line in build_task_lines(ledger, period, Annex.LIVELIHOOD)))


def owing_units(ledger: Ledger, lines: Iterable[TaskLine], period: Period) -> list[str]:
    """The units that bear any of ``lines`` in ``period``."""
    scope = {line.task_id for line in lines}
    months = ledger.duty_months[ledger.duty_months["period"] == period]
    return list(months.loc[months["task_id"].isin(scope) & months["is_borne"].astype(bool), "unit"])
