"""Nobody is praised whom a bulletin of the period has named, or whose 书面材料 came late (R18, R21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bulletin_sample import MARCH, OFFICE, sample_ledger

from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.ledger.model import Ledger, Refuted
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.kind import Editions
from pipeline.outputs.bulletins.kinds.monthly import MONTHLY
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS
from pipeline.vocabulary.terms import Fault, WrittenMaterial

PLAN = Period(2022)
ON_TIME = sample_ledger(states={}, lacking={}, behind=())
LEDGER = replace(ON_TIME, due_dates={**ON_TIME.due_dates, PLAN: date(2022, 3, 24)})


def praised(ledger: Ledger, *issued: BulletinText) -> set[str]:
    facts = Editions(issued, Cutoffs(), ledger).facts(MONTHLY, MARCH, ledger, OFFICE)
    return set(facts.praised)


UNIT = min(praised(LEDGER))


def text(
    fault: Fault, period: Period, name: str = "通报", corrects: str = "", cutoff: date = date(2022, 4, 1)
) -> BulletinText:
    return BulletinText(name, "0", "", cutoff, facts=(StatedFact(period, fault, UNIT),), corrects=corrects)


@pytest.mark.parametrize(
    "issued",
    [
        pytest.param((text(Fault.WITHOUT_MATERIAL, MARCH),), id="named for missing material"),
        pytest.param((text(Fault.MISSING, PLAN),), id="named for the plan that was due in the month"),
    ],
)
def test_whom_an_issued_bulletin_names_is_not_praised(issued: tuple[BulletinText, ...]) -> None:
    assert praised(LEDGER) - praised(LEDGER, *issued) == {UNIT}


@pytest.mark.parametrize(
    "issued",
    [
        pytest.param((text(Fault.LATE, Period(2022, 4)),), id="for another month"),
        pytest.param((text(Fault.LATE, MARCH, cutoff=date(2022, 5, 1)),), id="in a bulletin of a later day"),
        pytest.param((text(Fault.LATE, MARCH), text(Fault.LATE, MARCH, "更正-通报", "通报")), id="and put right since"),
    ],
)
def test_who_was_named_for_nothing_of_the_period_is_praised(issued: tuple[BulletinText, ...]) -> None:
    assert UNIT in praised(LEDGER, *issued)


def test_who_was_named_wrongly_is_praised() -> None:
    wrong = text(Fault.LATE, MARCH)
    found = Refuted("通报", "", "", wrong.facts[0], "已按时报送")
    assert UNIT in praised(replace(LEDGER, refuted=(found,)), wrong)


def test_whose_material_came_late_is_not_praised() -> None:
    rows = [
        replace(
            row, written_material=WrittenMaterial.RECEIVED, material_date=date(2022, 4, 12 if row.unit == UNIT else 8)
        )
        for row in RETURNS.rows(LEDGER.returns)
    ]
    late = replace(LEDGER, returns=RETURNS.frame(rows))
    assert UNIT not in praised(late) and praised(late)
