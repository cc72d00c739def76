"""What issued bulletins state is held against the ledger of the day, as of the day on which they were made up (R22)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

import pytest
from bulletin_sample import MARCH, sample_ledger

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.ledger.follow_up.refuted import Known, draft_name, with_refuted
from pipeline.ledger.model import Ledger
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FINDINGS
from pipeline.vocabulary.terms import Fault, Status

APRIL_13 = date(2022, 4, 13)
NAME = "3月报送情况通报"


def text(*facts: StatedFact, name: str = NAME, corrects: str = "", cutoff: date = APRIL_13) -> BulletinText:
    place = f"通报/2022-03/{name}.docx"
    return BulletinText(name, "0", place, cutoff, f"关于{name}", corrects=corrects, facts=facts, number="5")


def held(ledger: Ledger, *issued: BulletinText, entries: Sequence[IssuedBulletin] = ()) -> Ledger:
    return with_refuted(ledger, issued, Known(entries, (), UnitDirectory((), ()), lambda day: ledger))


def told(ledger: Ledger) -> list[Kind]:
    return [row.kind for row in FINDINGS.rows(ledger.findings) if row.kind]


MISSING = StatedFact(MARCH, Fault.MISSING, "区水务局")


def on_time(unit: str = "区水务局") -> Ledger:
    return sample_ledger(states={(unit, MARCH): Status.ON_TIME})


def test_what_still_holds_is_left_alone() -> None:
    ledger = sample_ledger()
    assert held(ledger, text(MISSING, StatedFact(MARCH, Fault.LATE, "区民政局", days_late=2))) is ledger


@pytest.mark.parametrize(
    ("status", "is_refuted"),
    [
        pytest.param(Status.ON_TIME, True, id="in time after all"),
        pytest.param(Status.EXEMPT, True, id="exempt"),
        pytest.param(Status.EXTENDED, True, id="extended"),
        pytest.param(Status.UNSETTLED, False, id="in doubt: a person settles it first"),
        pytest.param(Status.MISSING, False, id="still missing"),
    ],
)
def test_a_unit_named_as_missing(status: Status, is_refuted: bool) -> None:
    ledger = held(sample_ledger(states={("区水务局", MARCH): status}), text(MISSING))
    assert [one.fact for one in ledger.refuted] == ([MISSING] if is_refuted else [])
    assert told(ledger) == ([Kind.ISSUED_REFUTED] if is_refuted else [])


def test_a_return_that_came_late_refutes_only_a_bulletin_made_up_after_it_came() -> None:
    ledger = sample_ledger(states={("区水务局", MARCH): Status.LATE})
    assert not held(ledger, text(MISSING, cutoff=date(2022, 4, 8))).refuted
    assert held(ledger, text(MISSING, cutoff=date(2022, 4, 29))).refuted


def test_fewer_days_late_than_stated_are_put_right() -> None:
    fact = StatedFact(MARCH, Fault.LATE, "区民政局", days_late=5)
    [found] = held(sample_ledger(), text(fact)).refuted
    assert "迟报2个工作日" in found.now


def test_a_task_no_longer_behind_is_put_right_and_one_worse_is_not() -> None:
    behind = StatedFact(MARCH, Fault.BEHIND, "区园林绿化服务中心", "实事19")
    rows = sample_ledger().duty_months
    [unit] = set(rows.loc[rows["task_id"] == "实事19", "unit"]) & {"区城管局", "区园林绿化服务中心"}
    fact = dataclasses.replace(behind, unit=unit)
    assert not held(sample_ledger(), text(fact)).refuted
    assert held(sample_ledger(behind=()), text(fact)).refuted


@pytest.mark.parametrize(
    ("status", "is_refuted"),
    [pytest.param(Status.LATE, False, id="late still"), pytest.param(Status.ON_TIME, True, id="in time after all")],
)
def test_what_was_called_attention_for_a_late_form_stands_while_it_is_late(status: Status, is_refuted: bool) -> None:
    """Texts of before the two scales (R18) said so; that they count otherwise now is no error of theirs."""
    ledger = sample_ledger(states={("区民政局", MARCH): status}, behind=())
    own = ledger.duty_months[
        (ledger.duty_months["unit"] == "区民政局") & (ledger.duty_months["standing"] == "按序时推进")
    ]
    fact = StatedFact(MARCH, Fault.ATTENTION, "区民政局", str(own["task_id"].iloc[0]))
    assert bool(held(ledger, text(fact)).refuted) is is_refuted


def test_a_unit_that_owes_nothing_any_more_was_named_wrongly() -> None:
    [found] = held(sample_ledger(), text(StatedFact(MARCH, Fault.MISSING, "某某办"))).refuted
    assert "不承担" in found.now


def test_what_was_corrected_is_not_said_twice_until_it_changes_again() -> None:
    """CORRECTION_UNDONE where the ledger says again what was put right."""
    [found] = held(on_time(), text(MISSING)).refuted
    correction = text(dataclasses.replace(MISSING, text=found.now), name=draft_name(found), corrects=NAME)
    assert not held(on_time(), text(MISSING), correction).refuted
    undone = held(sample_ledger(), text(MISSING), correction)
    assert told(undone) == [Kind.CORRECTION_UNDONE] and not undone.refuted
    other = held(sample_ledger(states={("区水务局", MARCH): Status.EXEMPT}), text(MISSING), correction)
    assert [draft_name(one) for one in other.refuted] == [f"更正-{NAME}（第2次）"]


def test_a_state_that_only_changes_its_name_calls_for_no_second_correction() -> None:
    """退回, then 申报完成: that the task is not closed was said. What an older correction said of the state is that too."""
    closed = StatedFact(Period(2022), task_id="实事19")
    [found] = held(sample_ledger(), text(closed)).refuted
    said = dataclasses.replace(closed, text=f"{found.now}，现为“退回”")
    correction = text(said, name=draft_name(found), corrects=NAME)
    assert not held(sample_ledger(), text(closed), correction).refuted


def test_a_closure_put_right_is_not_put_right_again_because_its_state_has_another_name() -> None:
    """退回, then 申报完成: either way it is not closed, and the correction said so."""
    closed = StatedFact(Period(2022), task_id="实事3")
    correction = dataclasses.replace(closed, text="实事3尚未办结，现为“退回”")
    assert held(sample_ledger(), text(closed)).refuted
    assert not held(sample_ledger(), text(closed), text(correction, name=f"更正-{NAME}", corrects=NAME)).refuted


def test_a_bulletin_of_another_year_is_not_held_against_this_one() -> None:
    ledger = sample_ledger()
    assert held(ledger, text(StatedFact(Period(2021, 3), Fault.MISSING, "区财政局"))) is ledger


def test_number_and_day_are_those_that_stand_in_the_sheet_now() -> None:
    entry = IssuedBulletin(NAME, MARCH, "市中政办发〔2022〕6号", date(2022, 4, 15), "")
    [found] = held(on_time(), text(MISSING), entries=(entry,)).refuted
    assert (found.number, found.issued_on) == (entry.number, entry.issued_on)
