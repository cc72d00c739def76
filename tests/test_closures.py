"""办结 (R19): 申报完成 → 待核实 → 已销号 / 退回, through the ledger; and completions that are undone."""

from __future__ import annotations

from datetime import date

import pytest
from core_samples import (
    APRIL,
    FINANCE,
    JULY,
    JUNE,
    MARCH,
    MAY,
    ON_TIME,
    PLANNING,
    UNDECIDED,
    closure,
    ledger,
    record,
    returned,
)
from frames import in_words, only

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ClosureEntry, Review, SpotCheck
from pipeline.ledger.history import last_change
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.words import change_words
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure, Light
from pipeline.vocabulary.values import MonthLight as M

DONE = "改造工程全部竣工，年度任务已全部完成。"
GOING_ON = "累计完成3项。"
AUGUST_15 = date(2022, 8, 15)


def told(answers: dict[Period, tuple[str, str]], decisions: Decisions = UNDECIDED) -> Ledger:
    """区发展改革局 told ``answers`` (是否完成, 完成情况) of 任务2, in the other months that it goes on."""
    files = [
        returned(PLANNING, month, record("任务1"), record("任务2", 7, met_goal_text=met, progress=words))
        for month in (MARCH, APRIL, MAY, JUNE, JULY)
        for met, words in [answers.get(month, ("是", GOING_ON))]
    ]
    plans = [returned(unit, period) for unit in (PLANNING, FINANCE) for period in ON_TIME if period.is_plan]
    return ledger(AUGUST_15, [*plans, *files], decisions)


def state(made: Ledger) -> tuple[str, str]:
    duty = only(made.duties, task_id="任务2", unit=PLANNING)
    return duty["closure"], duty["light"]


@pytest.mark.parametrize(
    ("answers", "entries", "expected"),
    [
        pytest.param({}, (), ("推进中", "绿"), id="nothing claimed"),
        pytest.param({JULY: ("是", DONE)}, (), ("申报完成", "绿"), id="claimed: nobody has verified, so not closed"),
        pytest.param(
            {JULY: ("是", DONE)}, (closure("任务2", JULY, Closure.PENDING),), ("待核实", "绿"), id="being verified"
        ),
        pytest.param({JULY: ("是", DONE)}, (closure("任务2", JULY),), ("已销号", "办结"), id="closed"),
        pytest.param(
            {JUNE: ("是", DONE)},
            (closure("任务2", JUNE, Closure.RETURNED),),
            ("退回", "绿"),
            id="sent back, not claimed since",
        ),
        pytest.param(
            {JUNE: ("是", DONE), JULY: ("是", DONE)},
            (closure("任务2", JUNE, Closure.RETURNED),),
            ("申报完成", "绿"),
            id="claimed anew after it was sent back",
        ),
        pytest.param(
            {JUNE: ("是", DONE), JULY: ("是", DONE)},
            (closure("任务2", JULY, Closure.RETURNED),),
            ("退回", "绿"),
            id="the claim that was sent back is no new one",
        ),
    ],
)
def test_a_claim_goes_its_way(
    answers: dict[Period, tuple[str, str]], entries: tuple[ClosureEntry, ...], expected: tuple[str, str]
) -> None:
    made = told(answers, Decisions(closures=entries))
    assert state(made) == expected
    assert only(made.entries, task_id="任务2")["closure"] == expected[0]


def undone(made: Ledger) -> list[tuple[str, str, object]]:
    rows = made.findings[made.findings["category"] == Kind.COMPLETION_UNDONE.value.category]
    return [(row["task_id"], row["period"], row["row"]) for row in in_words(rows)]


@pytest.mark.parametrize(
    ("answers", "entries", "expected"),
    [
        pytest.param(
            {JUNE: ("是", DONE), JULY: ("否", GOING_ON)}, (), [("任务2", "2022-07", 7)], id="claimed, then 否"
        ),
        pytest.param(
            {MAY: ("是", DONE), JULY: ("部分完成", GOING_ON)}, (), [("任务2", "2022-07", 7)], id="claimed, later 部分"
        ),
        pytest.param(
            {JULY: ("否", GOING_ON)}, (closure("任务2", JUNE),), [("任务2", "2022-07", 7)], id="closed, then 否"
        ),
        pytest.param({JUNE: ("是", DONE), JULY: ("是", DONE)}, (), [], id="claimed and claimed again"),
        pytest.param(
            {JUNE: ("是", GOING_ON), JULY: ("否", GOING_ON)}, (), [], id="a stage target met is no completion"
        ),
        pytest.param({JUNE: ("否", GOING_ON), JULY: ("是", DONE)}, (), [], id="否 before the claim"),
        pytest.param({JUNE: ("否", GOING_ON)}, (closure("任务2", JULY),), [], id="否 before it was closed"),
    ],
)
def test_a_completion_that_is_undone_is_a_finding(
    answers: dict[Period, tuple[str, str]],
    entries: tuple[ClosureEntry, ...],
    expected: list[tuple[str, str, object]],
) -> None:
    assert undone(told(answers, Decisions(closures=entries))) == expected


def check(verdict: str, period: Period = JULY) -> SpotCheck:
    return SpotCheck("1", "任务2", PLANNING, period, "现场查看", verdict, date(2022, 8, 12), "只完成2项")


def test_a_closed_task_that_a_spot_check_refutes_is_a_finding() -> None:
    made = told({}, Decisions(closures=(closure("任务2", JUNE),), spot_checks=(check("不属实"),)))
    assert [(task, period) for task, period, _ in undone(made)] == [("任务2", "2022-07")]
    assert not undone(told({}, Decisions(closures=(closure("任务2", JUNE),), spot_checks=(check("属实"),))))


def test_a_finding_that_a_person_looked_at_is_not_raised_again() -> None:
    answers = {JUNE: ("是", DONE), JULY: ("否", GOING_ON)}
    rows = told(answers).findings
    row = rows[rows["category"] == Kind.COMPLETION_UNDONE.value.category].iloc[0]
    review = Review(row["finding_id"], "", "", "", "", "", True)
    assert not undone(told(answers, Decisions(reviews=(review,))))


@pytest.mark.parametrize(
    ("period", "verdict", "light"),
    [
        pytest.param(JUNE, "不属实", "红", id="quarter end, not so"),
        pytest.param(JUNE, "部分属实", "红", id="quarter end, partly: not met"),
        pytest.param(JUNE, "属实", "绿", id="quarter end, so"),
        pytest.param(MAY, "不属实", "黄", id="in between, not so"),
        pytest.param(MAY, "部分属实", "黄", id="in between, partly"),
    ],
)
def test_what_a_spot_check_found_wins_over_the_claim_and_stands_beside_it(
    period: Period, verdict: str, light: str
) -> None:
    made = told({}, Decisions(spot_checks=(check(verdict, period),)))
    month = only(made.duty_months, task_id="任务2", unit=PLANNING, period=period)
    assert (month["light"], month["met_goal"]) == (light, "是")
    assert (month["check_verdict"], month["check_note"]) == (verdict, "2022年8月12日现场查看：只完成2项")
    assert only(made.entry_months, task_id="任务2", period=period)["light"] == light
    duty = only(made.duties, task_id="任务2", unit=PLANNING)
    assert (duty["checked_period"], duty["check_verdict"]) == (str(period), verdict)
    others = made.duty_months[made.duty_months["task_id"] != "任务2"]
    assert not others["check_verdict"].any()


def test_a_target_refuted_at_quarter_end_is_carried_until_it_is_met() -> None:
    """R16: as if the unit itself had said 否."""
    made = told({JULY: ("未明", GOING_ON)}, Decisions(spot_checks=(check("不属实", JUNE),)))
    july = only(made.duty_months, task_id="任务2", unit=PLANNING, period=JULY)
    assert july["light"] == "黄" and "二季度" in july["light_reason"]


@pytest.mark.parametrize(
    ("lights", "words"),
    [
        pytest.param("黄绿", "↑好转：黄→绿", id="better"),
        pytest.param("绿红", "↓变差：绿→红", id="worse"),
        pytest.param("绿办", "↑好转：绿→办结", id="closed"),
        pytest.param("红红", "持平", id="same"),
        pytest.param("灰绿", "灰→绿", id="grey says nothing"),
        pytest.param("红黄绿", "↑好转：黄→绿", id="only the last two"),
        pytest.param("红", None, id="one month"),
    ],
)
def test_the_change_of_a_light_is_told_in_words(lights: str, words: str | None) -> None:
    by_letter = {str(light)[0]: light for light in Light}
    strip = [M(Period(2022, number), by_letter[letter]) for number, letter in enumerate(lights, 3)]
    change = last_change(strip)
    assert (change_words(change) if change else None) == words


def test_a_month_still_running_is_no_change() -> None:
    """July is due on 5 August: on the 1st the last two months judged are May and June."""
    files = [returned(unit, period) for unit in (PLANNING, FINANCE) for period in ON_TIME if period <= JUNE]
    made = ledger(date(2022, 8, 1), files)
    duty = only(made.duties, task_id="任务2", unit=PLANNING)
    assert (duty["change"], duty["history"]) == ("持平", "3月绿，4月绿，5月绿，6月绿")


def test_a_task_of_which_one_part_was_returned_calls_for_no_bulletin() -> None:
    """R19, R22: the whole was closed, then one unit's part came back; nothing stops, and nothing is announced."""
    whole = closure("任务1", MARCH)
    back = closure("任务1", MARCH, Closure.RETURNED, unit=FINANCE)
    assert [one.task_id for one in told({}, Decisions(closures=(whole,))).matters] == ["任务1"]
    assert told({}, Decisions(closures=(whole, back))).matters == ()


def test_a_task_of_two_is_closed_when_both_parts_are() -> None:
    """R22: 办结 is the task's; one part closed announces nothing, the other then the whole, once, by what both rest on."""
    first, second = closure("任务1", MARCH, unit=FINANCE), closure("任务1", APRIL, unit=PLANNING)
    assert told({}, Decisions(closures=(first,))).matters == ()
    [matter] = told({}, Decisions(closures=(first, second))).matters
    assert (matter.matter_id, matter.task_id, matter.is_closure) == ("办结-任务1", "任务1", True)
    assert matter.day == max(one.verified_on for one in (first, second) if one.verified_on)
    back = closure("任务1", MAY, Closure.RETURNED, unit=FINANCE, day=date(2022, 7, 4))
    assert told({}, Decisions(closures=(first, second, back))).matters == ()
