"""抽查 (notice clause 3: 定期检查和重点抽查): which claims to look at, drawn so that anybody can draw them again.

A draw has three parts: must-check cases, cases drawn by risk, and cases drawn by pure chance, so that no unit can know
itself safe. The seed, the ledger and the results entered so far decide everything.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.config import SpotCheckRules
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTIES, DUTY_MONTHS, FINDINGS, DutyMonthRow, DutyRow, FindingRow
from pipeline.vocabulary.terms import Annex, CheckVerdict, Closure, Level, Light, Role, Standing, Status, Trend
from pipeline.vocabulary.values import LightChange

MUST, RISK, CHANCE = "必查", "风险加权", "随机"
CONTRADICTIONS = frozenset(
    (
        *(Kind.YES_UNFINISHED, Kind.YES_BELOW_GOAL, Kind.PART_LACKING),
        *(Kind.FIGURE_FELL, Kind.TWINS_DISAGREE, Kind.COMPLETION_UNDONE),
    )
)
_CLAIMS = (Closure.CLAIMED, Closure.PENDING)


@dataclass(frozen=True)
class Earlier:
    """A check of another draw: its result, or a blank verdict while it waits for one."""

    task_id: str
    unit: str
    period: Period
    verdict: str = ""


@dataclass(frozen=True)
class Candidate:
    """One unit's report on one task in the period: what can be looked at. ``row`` is its row of 逐月责任."""

    row: DutyMonthRow
    findings: tuple[FindingRow, ...] = ()
    is_claim: bool = False
    change: LightChange | None = None
    has_failed: bool = False

    @property
    def task_id(self) -> str:
        """事项编号 of the task reported on."""
        return self.row.task_id

    @property
    def unit(self) -> str:
        """The unit that reported, whose claim is looked at."""
        return self.row.unit

    @property
    def contradictions(self) -> tuple[str, ...]:
        """The categories of the findings that contradict what the unit claims."""
        return tuple(dict.fromkeys(one.category for one in self.findings if one.kind in CONTRADICTIONS))


@dataclass(frozen=True)
class DrawnCase:
    """A candidate drawn: in which part of the draw, and why."""

    candidate: Candidate
    part: str
    reason: str


@dataclass(frozen=True)
class Draw:
    """The outcome of one draw. ``left_out`` are must-check cases for which no place was left."""

    period: Period
    seed: int
    rules: SpotCheckRules
    eligible: int
    items: tuple[DrawnCase, ...]
    left_out: tuple[DrawnCase, ...] = ()

    @property
    def numbered(self) -> tuple[tuple[str, DrawnCase], ...]:
        """The cases with their 编号, which says of which draw they are."""
        return tuple((f"{draw_name(self.period, self.seed)}{n:02d}", item) for n, item in enumerate(self.items, 1))


def draw_name(period: Period, seed: int) -> str:
    """What every 编号 of a draw begins with."""
    return f"抽查-{period}-{seed}-"


# Must-check cases, the most urgent first: (reason, whether it holds).
MUST_RULES: tuple[tuple[str, Callable[[Candidate], bool]], ...] = (
    ("自报与核验矛盾", lambda c: bool(c.contradictions)),
    ("刚申报完成", lambda c: c.is_claim),
    ("红灯事项", lambda c: c.row.light is Light.RED),
    ("为民办实事", lambda c: c.task_id.startswith(Annex.LIVELIHOOD)),
)


def list_candidates(ledger: Ledger, period: Period, earlier: Sequence[Earlier]) -> tuple[Candidate, ...]:
    """Every report received for ``period`` that no other draw holds, on tasks that are not closed.

    A missing return holds no claim to look at: 催办 sees to it.
    """
    checked = {(check.task_id, check.unit, check.period) for check in earlier}
    failed = {check.unit for check in earlier if check.verdict in (CheckVerdict.PARTLY, CheckVerdict.FALSE)}
    of_period = FINDINGS.rows(ledger.findings[ledger.findings["period"] == period])
    findings = gathered(((row.task_id, row.unit), row) for row in of_period)
    duties = {(duty.task_id, duty.unit): duty for duty in DUTIES.rows(ledger.duties)}
    return tuple(
        _candidate(row, duties[row.task_id, row.unit], findings.get((row.task_id, row.unit), ()), row.unit in failed)
        for row in DUTY_MONTHS.rows(ledger.duty_months[ledger.duty_months["period"] == period])
        if _is_report(row) and (row.task_id, row.unit, period) not in checked
    )


def _is_report(row: DutyMonthRow) -> bool:
    """Whether something was received on a task that is not closed."""
    return row.status in (Status.ON_TIME, Status.LATE) and bool(row.source) and row.standing is not Standing.CLOSED


def _candidate(row: DutyMonthRow, duty: DutyRow, findings: Sequence[FindingRow], has_failed: bool) -> Candidate:
    is_claim = duty.closure in _CLAIMS and duty.latest_period == row.period
    return Candidate(row, tuple(findings), is_claim, duty.change, has_failed)


def draw_spot_checks(
    ledger: Ledger,
    period: Period,
    seed: int,
    rules: SpotCheckRules,
    earlier: Sequence[Earlier] = (),
    count: int | None = None,
) -> Draw:
    """The cases to check for ``period``: at most ``count``, within the caps per unit and per month.

    ``earlier`` are the checks of other draws: they take up the caps. The same arguments give the same draw.
    """
    candidates = list_candidates(ledger, period, earlier)
    done = Counter(check.unit for check in earlier if check.period == period)
    places = max(0, min(count or rules.count, rules.per_month - sum(done.values())))
    hand, must = _drawn(candidates, places, random.Random(f"{seed}-{period}"), rules, done)
    drawn = {item.candidate for item in hand.items}
    order = {candidate: index for index, candidate in enumerate(candidates)}
    items = sorted(hand.items, key=lambda item: ((MUST, RISK, CHANCE).index(item.part), order[item.candidate]))
    left_out = (i for i in must if i.candidate not in drawn and not i.reason.startswith(MUST_RULES[-1][0]))
    return Draw(period, seed, rules, len(candidates), tuple(items), tuple(left_out))


def _drawn(
    candidates: Sequence[Candidate], places: int, chance: random.Random, rules: SpotCheckRules, done: Mapping[str, int]
) -> tuple[_Hand, list[DrawnCase]]:
    """What one draw takes, and all must-check cases. Candidates stand in the order of the tables."""
    shuffled = chance.sample(candidates, len(candidates))
    risk_order = sorted(candidates, key=lambda c: -(chance.random() ** (1 / _weight(c, rules))))  # Efraimidis–Spirakis
    chance_order = chance.sample(candidates, len(candidates))
    at_random = min(places, max(1, round(places * rules.random_share))) if places else 0
    hand = _Hand(rules.per_unit, done)
    must = [DrawnCase(candidate, MUST, reason) for candidate, reason in _must(shuffled)]
    hand.take(must, min(places - at_random, round(places * rules.must_share)))
    hand.take((DrawnCase(c, CHANCE, "随机抽取") for c in chance_order), at_random)
    hand.take((DrawnCase(c, RISK, _risk_words(c)) for c in risk_order), places - len(hand.items))
    return hand, must


class _Hand:
    """What has been drawn so far, with the places each unit has left."""

    def __init__(self, per_unit: int, done: Mapping[str, int]) -> None:
        self.items: list[DrawnCase] = []
        self._per_unit = per_unit
        self._of_unit = Counter(done)

    def take(self, items: Iterable[DrawnCase], places: int) -> None:
        """The first ``places`` of ``items`` that are new and within the cap of their unit."""
        drawn = {item.candidate for item in self.items}
        for item in items:
            if places <= 0:
                return
            if item.candidate not in drawn and self._of_unit[item.candidate.unit] < self._per_unit:
                self.items.append(item)
                drawn.add(item.candidate)
                self._of_unit[item.candidate.unit] += 1
                places -= 1


def _must(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, str]]:
    """The must-check cases, the most urgent first, each with all its reasons; chance decides among equals."""
    ranked = []
    for candidate in candidates:
        held = [index for index, (_, holds) in enumerate(MUST_RULES) if holds(candidate)]
        if held:
            words = "、".join(MUST_RULES[index][0] for index in held)
            told = f"（{'、'.join(candidate.contradictions)}）" if candidate.contradictions else ""
            ranked.append((held[0], candidate, words + told))
    yield from ((candidate, words) for _, candidate, words in sorted(ranked, key=lambda one: one[0]))


def _risks(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """(the setting that weighs it, the words for it) of everything known that makes a claim less certain."""
    if candidate.row.light is Light.YELLOW:
        yield "yellow", "黄灯"
    if candidate.row.status is Status.LATE:
        yield "late", "迟报"
    if any(one.level is Level.WARNING for one in candidate.findings):
        yield "noticed", "有核验问题"
    if candidate.change and candidate.change.trend is Trend.WORSE:
        yield "worse", "比上月变差"
    if candidate.row.role is Role.LEAD:
        yield "lead", "牵头单位"
    if candidate.has_failed:
        yield "failed_before", "该单位此前抽查有不属实情况"


def _weight(candidate: Candidate, rules: SpotCheckRules) -> int:
    return 1 + sum(int(getattr(rules.weights, name)) for name, _ in _risks(candidate))


def _risk_words(candidate: Candidate) -> str:
    return "、".join(words for _, words in _risks(candidate)) or "风险加权抽取"
