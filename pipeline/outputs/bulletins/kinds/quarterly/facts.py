"""The facts of the quarterly bulletin on all tasks (notice clause 3: 整体工作推进情况一季度一通报)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.sub_items import SubItems
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.checked import Checked, list_checked
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
    unsettled_units,
)
from pipeline.outputs.bulletins.facts.tallies import Tally, build_tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine, build_task_lines
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import listed
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.tables import DUTY_MONTHS, RECORDS
from pipeline.vocabulary.terms import Annex, Fault, FormKind, Standing, Status

LIVELIHOOD_CATEGORY = "为民办实事"
_SEVERITY = (Standing.BEHIND, Standing.ATTENTION, Standing.UNREPORTED)


@dataclass(frozen=True)
class UnmetGoal:
    """A stage goal that a unit did not meet at the quarter's end, by the ledger's verdict (R16)."""

    charge: Charge
    task_id: str
    title: str
    goal: str
    reason: str
    problem: str

    @property
    def unit(self) -> str:
        """Whose goal it is."""
        return self.charge.unit


@dataclass(frozen=True)
class QuarterlyFacts:
    """What the quarter's bulletin states; ``before``: the numbers of the edition before, once it is compared; every tuple of tallies sums to ``tally``.

    ``followed``: what became of what that named. ``parts``: sub-items. ``goals``: (task, unit) → what it was to reach by the quarter's end.
    """

    cover: Cover
    quarter: str
    months: tuple[Period, ...]
    tally: Tally
    by_annex: tuple[Tally, ...]
    by_category: tuple[Tally, ...]
    by_official: tuple[Tally, ...]
    lines: tuple[TaskLine, ...]
    unmet: tuple[UnmetGoal, ...]
    unmet_withheld: int
    problems: tuple[ProblemNote, ...]
    delivery: DeliveryFacts
    following: NextDue | None
    named: tuple[NamedUnit, ...]
    before: Tally | None = None
    praised: tuple[str, ...] = ()
    is_last: bool = False
    followed: Followed | None = None
    checked: tuple[Checked, ...] = ()
    parts: int = 0
    goals: Mapping[tuple[str, str], str] = field(default_factory=dict)


def build_quarterly_facts(ledger: Ledger, quarter: int, office: str) -> QuarterlyFacts:
    """The facts of ``quarter`` (1..4), standing as at its last month (R16).

    Raises:
        PipelineError: no month of the quarter is among the ledger's reporting months.
    """
    months = tuple(month for month in ledger.months if month.quarter == quarter)
    if not months:
        raise PipelineError(
            f"{quarter_label(quarter)}没有报送月份。", "请核对季度，或在 config.toml 核对首末报送月份。"
        )
    last = months[-1]
    returns = scoped_returns(ledger, FormKind.PROGRESS, months)
    lines = build_task_lines(ledger, last, unsettled=unsettled_units(returns))
    scope = frozenset(line.task_id for line in lines)
    delivery = build_delivery_facts(ledger, returns, months, scope)
    at_end = ledger.duty_months[ledger.duty_months["period"] == last]
    unmet, withheld = _unmet_goals(at_end, lines, delivery.unsettled_units)
    named = build_named_units(ledger, returns, at_end, scope)
    label = quarter_label(quarter)
    title = (f"关于{ledger.year}年{ledger.mandate.report}", f"任务目标{label}落实情况的通报")
    return QuarterlyFacts(
        cover=build_cover(ledger, title, office, last),
        quarter=label,
        months=months,
        tally=build_tally("合计", (line.standing for line in lines)),
        by_annex=_grouped(lines, annex_of),
        by_category=_grouped(lines, category_of),
        by_official=_grouped(lines, officials_of),
        lines=lines,
        unmet=unmet,
        unmet_withheld=withheld,
        problems=_by_severity(open_problems(ledger, last, lines), delivery.unsettled_units),
        delivery=delivery,
        following=next_due(ledger, last),
        named=named,
        is_last=last == ledger.months[-1],
        praised=praised_units(ledger, returns, scope, named),
        checked=list_checked(ledger, months, lines, last),
        parts=_parts(ledger),
        goals={(row.task_id, row.unit): wording.words(row.planned_goal) for row in DUTY_MONTHS.rows(at_end)},
    )


def _parts(ledger: Ledger) -> int:
    """Into how many sub-items the leads' plans break up their tasks (R11)."""
    planned = SubItems.of(RECORDS.rows(ledger.records)).planned
    return sum(len(planned.get((task.lead_unit, task.task_id), ())) for task in ledger.tasks)


def quarter_before(ledger: Ledger, quarter: int) -> int | None:
    """The quarter before, where the ledger has its last month."""
    known = set(ledger.entry_months["period"])
    ends = (month for month in ledger.months if month.quarter < quarter and month.is_quarter_end and month in known)
    return max((month.quarter for month in ends), default=None)


def quarter_tally(ledger: Ledger, quarter: int) -> Tally:
    """How all tasks stood at the end of ``quarter``."""
    last = max(month for month in ledger.months if month.quarter == quarter)
    return build_tally("上季度", (line.standing for line in build_task_lines(ledger, last)))


def annex_of(line: TaskLine) -> str:
    """The annex under whose name a task is counted."""
    return "重点任务" if line.annex is Annex.KEY_TASK else LIVELIHOOD_CATEGORY


def category_of(line: TaskLine) -> str:
    """The heading under which a task is counted and listed; 附件2 is one category."""
    return line.category if line.annex is Annex.KEY_TASK and line.category else LIVELIHOOD_CATEGORY


def officials_of(line: TaskLine) -> str:
    """Under whom a task is counted: who leads it, several together in a line of their own."""
    return listed(line.lead_officials) or "未明确"


def _grouped(lines: Iterable[TaskLine], key: Callable[[TaskLine], str]) -> tuple[Tally, ...]:
    groups = gathered((key(line), line.standing) for line in lines)
    return tuple(build_tally(label, standings) for label, standings in groups.items())


def _unmet_goals(
    at_end: pd.DataFrame, lines: Iterable[TaskLine], unsettled: tuple[str, ...]
) -> tuple[tuple[UnmetGoal, ...], int]:
    """Goals unmet, in the order of the tasks, and how many more concern units that may not be named (R8)."""
    behind = at_end[(at_end["standing"] == Standing.BEHIND) & (at_end["status"] != Status.UNSETTLED)]
    titles = {line.task_id: line.title for line in lines}
    order = {task_id: place for place, task_id in enumerate(titles)}
    goals = [
        UnmetGoal(
            charge=Charge(row.period, row.unit, Fault.BEHIND),
            task_id=row.task_id,
            title=titles[row.task_id],
            goal=wording.words(row.planned_goal),
            reason=wording.quote(row.standing_reason),
            problem=wording.words(row.problems),
        )
        for row in DUTY_MONTHS.rows(behind[~behind["unit"].isin(unsettled)])
    ]
    return tuple(sorted(goals, key=lambda goal: order[goal.task_id])), len(behind) - len(goals)


def _by_severity(notes: Iterable[ProblemNote], unsettled: tuple[str, ...]) -> tuple[ProblemNote, ...]:
    ranks = {standing: rank for rank, standing in enumerate(_SEVERITY)}
    nameable = (note for note in notes if note.unit not in unsettled)
    return tuple(sorted(nameable, key=lambda note: ranks.get(note.line.standing, len(ranks))))
