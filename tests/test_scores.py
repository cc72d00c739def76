"""考评: off by default; only confirmed faults, each with its count and denominator."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from core_samples import APRIL, FINANCE, MARCH, PLANNING, ledger, returned, settings
from frames import only

from pipeline.config import Score, Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import NamingEntry, Review, SpotCheck
from pipeline.ledger.model import Ledger
from pipeline.outputs.ledger_book.book import write_ledger_workbook
from pipeline.vocabulary.terms import Fault

DAY = date(2022, 5, 15)


def enabled(**points: float) -> Settings:
    changed = {Fault[name]: value for name, value in points.items()}
    default = Score()
    return settings().model_copy(update={"score": Score(enabled=True, points={**default.points, **changed})})


def naming(reason: str, *, unit: str = PLANNING, is_confirmed: bool = True) -> NamingEntry:
    return NamingEntry(MARCH, unit, reason, "截止2022年4月8日，未收到附件4", is_confirmed)


def checked(verdict: str) -> SpotCheck:
    return SpotCheck("1", "任务1", PLANNING, MARCH, "", verdict, None, "")


def scored(decisions: Decisions, year: Settings | None = None) -> Ledger:
    return ledger(DAY, [returned(FINANCE, MARCH), returned(FINANCE, APRIL)], decisions, year=year or enabled())


def test_it_is_off_unless_the_office_turns_it_on(tmp_path: Path) -> None:
    made = scored(Decisions(), settings())
    assert made.scores is None
    path = write_ledger_workbook(tmp_path / "台账.xlsx", made, [])
    assert "考评" not in pd.ExcelFile(path, engine="calamine").sheet_names


def test_faults_that_nobody_confirmed_take_nothing_off() -> None:
    """区发展改革局 has sent nothing at all; as long as nobody confirms it, it keeps its points (R21)."""
    row = only(_scores(scored(Decisions())), unit=PLANNING)
    assert (row["score"], row["missing"]) == (100, 0)
    spared = Decisions(namings=(naming("3月未报", is_confirmed=False),), reviews=(_review(is_harmless=True),))
    assert only(_scores(scored(spared)), unit=PLANNING)["score"] == 100


def test_a_return_that_was_in_time_after_all_takes_nothing_off() -> None:
    """Confirmed as 3月未报, and then its paper receipt turned up: the row stays, and counts for nothing (R21)."""
    found = Decisions(namings=(naming("3月未报", unit=FINANCE), naming("3月迟报", unit=FINANCE)))
    row = only(_scores(scored(found)), unit=FINANCE)
    assert (row["score"], row["missing"], row["late"]) == (100, 0, 0)


@pytest.mark.parametrize(
    ("decisions", "fault", "points"),
    [
        pytest.param(Decisions(namings=(naming("3月未报"),)), "missing", 3, id="missing"),
        pytest.param(Decisions(namings=(naming("3月迟报"),)), "late", 1, id="late"),
        pytest.param(Decisions(namings=(naming("书面材料未报"),)), "without_material", 0.5, id="material, not 未报"),
        pytest.param(Decisions(namings=(naming("3月报送不完整"),)), "incomplete", 1, id="incomplete"),
        pytest.param(Decisions(namings=(naming("3月进度滞后"),)), "behind", 2, id="behind"),
        pytest.param(Decisions(spot_checks=(checked("不属实"),)), "refuted", 5, id="spot check refuted"),
        pytest.param(Decisions(spot_checks=(checked("部分属实"),)), "partly_refuted", 2, id="partly refuted"),
        pytest.param(Decisions(namings=(naming("3月未报"), naming("3月未报"))), "missing", 3, id="entered twice"),
    ],
)
def test_a_confirmed_fault_takes_its_points_off_once(decisions: Decisions, fault: str, points: float) -> None:
    row = only(_scores(scored(decisions)), unit=PLANNING)
    assert (row[fault], row["deducted"], row["score"]) == (1, points, 100 - points)
    assert f"{points:g}分" in row["told"]
    assert only(_scores(scored(decisions)), unit=FINANCE)["deducted"] == 0


def _review(*, is_harmless: bool) -> Review:
    return Review("核验-1", "自报完成与文字不符", PLANNING, "2022-03", "任务1", "", is_harmless)


def test_a_finding_that_a_person_confirmed_counts() -> None:
    row = only(_scores(scored(Decisions(reviews=(_review(is_harmless=False),)))), unit=PLANNING)
    assert (row["finding"], row["deducted"]) == (1, 1)


def test_counts_stand_beside_their_denominators_and_points_come_from_the_settings(tmp_path: Path) -> None:
    decisions = Decisions(namings=(naming("3月未报"), naming("年度计划未报")), spot_checks=(checked("属实"),))
    made = scored(decisions, enabled(MISSING=10))
    row = only(_scores(made), unit=PLANNING)
    assert (row["tasks"], row["due"], row["checked"], row["missing"], row["deducted"]) == (2, 3, 1, 2, 20)
    assert _scores(made)["unit"].tolist() == [PLANNING, FINANCE]
    sheet = pd.read_excel(write_ledger_workbook(tmp_path / "台账.xlsx", made, []), sheet_name="考评", engine="calamine")
    told = sheet.to_dict("records")[0]
    assert [told[label] for label in ("单位", "未报次数", "已到期应报份次", "得分")] == [PLANNING, 2, 3, 80]


def _scores(made: Ledger) -> pd.DataFrame:
    assert made.scores is not None
    return made.scores
