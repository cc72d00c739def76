"""抽查: what is drawn, that it can be drawn again, that caps hold and that nobody is safe from chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from core_samples import FINANCE, JUNE, MARCH, ON_TIME, PLANNING, UNDECIDED, closure, ledger, record, returned, task

from pipeline.config import SpotCheckRules, SpotCheckWeights
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import SpotCheck
from pipeline.ledger.follow_up.check_shares import count_shares
from pipeline.ledger.follow_up.sampling import CHANCE, MUST, RISK, Draw, Earlier, draw_spot_checks, list_candidates
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.findings import Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTIES, DUTY_MONTHS, FINDINGS, DutyMonthRow, FindingRow
from pipeline.vocabulary.tables.table import objects
from pipeline.vocabulary.terms import Light, Role, Status
from pipeline.vocabulary.values import LightChange

JULY_15 = date(2022, 7, 15)
RULES = SpotCheckRules(count=6, per_month=6, per_unit=3)


@pytest.fixture(scope="module")
def year() -> Ledger:
    return sample()


def sample(decisions: Decisions = UNDECIDED) -> Ledger:
    """Both units on the plan and March to June; in June 任务1 of 区发展改革局 is 否."""
    files = [
        returned(PLANNING, JUNE, record("任务1", met_goal_text="否", problems="资金缺口"), record("任务2", 7))
        if (unit, period) == (PLANNING, JUNE)
        else returned(unit, period)
        for unit in (PLANNING, FINANCE)
        for period in ON_TIME
        if period <= JUNE
    ]
    return ledger(JULY_15, files, decisions)


def keys(draw: Draw) -> list[tuple[str, str, str]]:
    return [(item.candidate.task_id, item.candidate.unit, item.part) for item in draw.items]


def draw(made: Ledger, seed: int = 1, rules: SpotCheckRules = RULES, **options: object) -> Draw:
    return draw_spot_checks(made, JUNE, seed, rules, **options)  # type: ignore[arg-type]


def test_the_same_seed_draws_the_same_cases(year: Ledger) -> None:
    few = SpotCheckRules(count=2)
    assert [keys(draw(year, seed, few)) for seed in range(20)] == [
        keys(draw(sample(), seed, few)) for seed in range(20)
    ]
    assert len({tuple(keys(draw(year, seed, few))) for seed in range(20)}) > 1


def test_over_many_seeds_every_eligible_report_is_drawn(year: Ledger) -> None:
    """With two places, of which one is for must-check cases, chance still reaches every report."""
    rules = SpotCheckRules(count=2, must_share=0.5, random_share=0.5)
    eligible = {(c.task_id, c.unit) for c in list_candidates(year, JUNE, ())}
    drawn = {(i.candidate.task_id, i.candidate.unit) for seed in range(80) for i in draw(year, seed, rules).items}
    assert len(eligible) == 4
    assert drawn == eligible


def test_must_check_cases_come_first_and_say_why(year: Ledger) -> None:
    first = draw(year, rules=SpotCheckRules(count=2)).items[0]
    assert (first.candidate.task_id, first.candidate.unit, first.part) == ("任务1", PLANNING, MUST)
    assert "红灯" in first.reason
    both = draw(year, rules=SpotCheckRules(count=4, must_share=0.5))
    assert ("实事1", FINANCE, MUST) in keys(both)


def test_the_three_parts_have_their_share() -> None:
    many = tuple(task(f"任务{number}", f"单位{number}") for number in range(1, 41))
    reports = [
        returned(f"单位{number}", period, record("任务1"))
        for number in range(1, 41)
        for period in ON_TIME
        if period <= JUNE
    ]
    made = ledger(JULY_15, reports, tasks=many)
    made.duty_months["status"] = objects([Status.ON_TIME] * len(made.duty_months))
    made.duty_months["source"] = "收到.xlsx"
    made.duty_months.loc[made.duty_months.index[made.duty_months["period"] == JUNE][:20], "light"] = Light.RED
    parts = Counter(part for *_, part in keys(draw(made, rules=SpotCheckRules(count=12))))
    assert parts == {MUST: 6, RISK: 3, CHANCE: 3}


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"seed {seed}") for seed in range(5)])
def test_caps_per_unit_and_month_hold(year: Ledger, seed: int) -> None:
    one_each = draw(year, seed, SpotCheckRules(count=6, per_unit=1))
    assert Counter(unit for _, unit, _ in keys(one_each)) == {PLANNING: 1, FINANCE: 1}
    assert len(draw(year, seed, SpotCheckRules(count=6, per_month=3)).items) == 3
    assert len(draw(year, seed, count=1).items) == 1
    earlier = [Earlier("任务9", PLANNING, JUNE), Earlier("任务8", PLANNING, MARCH)]
    left = draw(year, seed, SpotCheckRules(count=6, per_unit=2, per_month=3), earlier=earlier)
    assert len(left.items) == 2
    assert Counter(unit for _, unit, _ in keys(left))[PLANNING] <= 1


RISKS = [
    pytest.param(1, "yellow", "黄灯", id="yellow"),
    pytest.param(2, "late", "迟报", id="late"),
    pytest.param(3, "noticed", "有核验问题", id="a warning stands against it"),
    pytest.param(4, "worse", "比上月变差", id="worse than last month"),
    pytest.param(5, "lead", "牵头单位", id="of the lead"),
    pytest.param(6, "failed_before", "该单位此前抽查有不属实情况", id="of a unit once refuted"),
]
_NOTHING_WEIGHS = dict.fromkeys(SpotCheckWeights.model_fields, 0)


def risky() -> tuple[Ledger, list[Earlier]]:
    """Twenty units with a task each, of which six carry one risk each; none of the others does."""
    units = [f"单位{number}" for number in range(1, 21)]
    tasks = [task(f"任务{number}", unit) for number, unit in enumerate(units, 1)]
    reports = [returned(unit, period, record("任务1")) for unit in units for period in ON_TIME if period <= JUNE]
    made = ledger(JULY_15, reports, tasks=tasks)
    months = [_june(row) if row.period == JUNE else row for row in DUTY_MONTHS.rows(made.duty_months)]
    worse = LightChange(Light.GREEN, Light.YELLOW)
    duties = [replace(duty, change=worse if duty.unit == "单位4" else None) for duty in DUTIES.rows(made.duties)]
    warning = finding(Kind.PROGRESS_BLANK, Place("收到.xlsx"), unit="单位3", period=JUNE, task_id="任务3", task="任务3")
    assert warning.kind.level == "警告"
    refuted = [Earlier("任务6", "单位6", MARCH, "不属实")]
    made = replace(made, duty_months=DUTY_MONTHS.frame(months), duties=DUTIES.frame(duties))
    return replace(made, findings=FINDINGS.frame([FindingRow.of(warning)])), refuted


def _june(row: DutyMonthRow) -> DutyMonthRow:
    """Received, green and in support, but for the one risk that the unit carries."""
    return replace(
        row,
        source="收到.xlsx",
        status=Status.LATE if row.unit == "单位2" else Status.ON_TIME,
        light=Light.YELLOW if row.unit == "单位1" else Light.GREEN,
        role=Role.LEAD if row.unit == "单位5" else Role.SUPPORT,
    )


@pytest.mark.parametrize(("number", "name", "words"), RISKS)
def test_every_risk_weighs_in_the_draw_and_is_told(number: int, name: str, words: str) -> None:
    """With its weight alone, and heavy, the one report that carries a risk is drawn at every seed, mostly for it."""
    made, earlier = risky()
    weights = SpotCheckWeights(**{**_NOTHING_WEIGHS, name: 1_000_000})
    rules = SpotCheckRules(count=2, must_share=0, random_share=0.5, weights=weights)
    draws = [draw(made, seed, rules, earlier=earlier).items for seed in range(10)]
    assert all(f"单位{number}" in {item.candidate.unit for item in items} for items in draws)
    by_risk = [item for items in draws for item in items if item.part == RISK]
    assert [item.reason for item in by_risk].count(words) >= 5


def test_what_another_draw_holds_is_not_drawn_again(year: Ledger) -> None:
    earlier = [Earlier("任务1", PLANNING, JUNE)]
    assert ("任务1", PLANNING) not in {key[:2] for key in keys(draw(year, earlier=earlier))}


def test_missing_reports_and_closed_tasks_are_no_candidates() -> None:
    files = [returned(FINANCE, period) for period in ON_TIME if period <= JUNE]
    made = ledger(JULY_15, files, Decisions(closures=(closure("实事1", JUNE),)))
    assert [(c.task_id, c.unit) for c in list_candidates(made, JUNE, ())] == [("任务1", FINANCE)]


def test_a_must_check_case_without_a_place_is_shown(year: Ledger) -> None:
    made = sample()
    made.duty_months.loc[made.duty_months["period"] == JUNE, "light"] = Light.RED
    drawn = draw(made, rules=SpotCheckRules(count=2))
    assert len(drawn.items) == 2
    assert len(drawn.left_out) == 2
    assert not draw(year).left_out


def test_every_case_has_a_number_that_names_its_draw(year: Ledger) -> None:
    numbers = [check_id for check_id, _ in draw(year, 20220715).numbered]
    assert len(set(numbers)) == len(numbers) == 4
    assert all(number.startswith("抽查-2022-06-20220715-") for number in numbers)


def test_the_share_that_did_not_hold_is_by_unit_and_adds_up() -> None:
    verdicts = {PLANNING: ("属实", "不属实", "部分属实", "属实"), FINANCE: ("属实",)}
    checks = [
        SpotCheck(f"{unit}{n}", "任务1", unit, Period(2022, 3 + n), "", verdict, None, "")
        for unit, given in verdicts.items()
        for n, verdict in enumerate(given)
    ]
    first, second = count_shares(checks)
    assert (first.unit, first.checked, first.true, first.partly, first.false) == (PLANNING, 4, 2, 1, 1)
    assert first.not_held == pytest.approx(0.5)
    assert (second.unit, second.not_held) == (FINANCE, 0)
