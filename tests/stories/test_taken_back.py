"""What a person takes back: 撤销 ends it from now on, 登错 says that it never was (R26)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stories.office import Office

WATER, CITY = "区水务局", "区城管局"


@pytest.fixture
def extended(tmp_path: Path) -> Office:
    """区水务局 was given until 20 April for March, and sends it on the 19th."""
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=[WATER])
    office.run("04-06")
    told = {"单位": WATER, "表种": "落实", "期间": "2022-03", "延期至": date(2022, 4, 20), "批准人": "李"}
    office.enter("延期批准", **told)
    office.run("04-11")
    assert office.state(WATER, "2022-03") == "延期"
    return office


def test_an_extension_taken_back_ends_and_no_earlier(extended: Office) -> None:
    """Until the day on which it was taken back nobody could know; that this is so, and what else to write, is told."""
    extended.fill("延期批准", {"单位": WATER}, 理由="撤销")
    extended.run("04-12")
    extended.run("04-13")
    assert extended.state(WATER, "2022-03") == "未报"
    assert extended.findings("撤销以前照旧", WATER, "登错")


def test_an_extension_entered_for_the_wrong_unit_never_was(extended: Office) -> None:
    """Whatever it let pass is late again: the unit was never given the time."""
    extended.send_month(WATER, 3, "2022-04-19/附件4-区水务局.xlsx")
    extended.run("04-20")
    assert extended.state(WATER, "2022-03") == "按时"
    extended.fill("延期批准", {"单位": WATER}, 理由="登错")
    extended.enter("延期批准", 单位=CITY, 表种="落实", 期间="2022-03", 延期至=date(2022, 4, 20), 批准人="李")
    extended.run("04-21")
    assert extended.state(WATER, "2022-03") == "迟报"
    assert not extended.findings("撤销以前照旧")
    extended.edit("延期批准", lambda rows: [row for row in rows if row["单位"] != WATER])
    extended.run("04-22")
    assert extended.state(WATER, "2022-03") == "迟报", "once read the row may be deleted"


@pytest.fixture
def exempt(tmp_path: Path) -> Office:
    """区水务局 need not report on 任务4, its only one, from March to December."""
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=[WATER])
    office.run("04-06")
    office.enter("免报", 单位=WATER, 事项编号="任务4", 表种="落实", 起始期间="2022-03", 截止期间="2022-12", 批准人="李")
    office.run("04-11")
    assert office.state(WATER, "2022-03") == "免报"
    return office


def test_an_exemption_taken_back_ends_with_the_next_collection(exempt: Office) -> None:
    exempt.fill("免报", {"单位": WATER}, 理由="撤销")
    exempt.run("04-12")
    assert (exempt.state(WATER, "2022-03"), exempt.state(WATER, "2022-04")) == ("免报", "未到期")
    assert exempt.findings("撤销以前照旧", "任务4的免报", "登错")
    exempt.run("05-11")
    assert exempt.state(WATER, "2022-04") == "未报"


def test_an_exemption_entered_by_a_slip_never_was(exempt: Office) -> None:
    exempt.fill("免报", {"单位": WATER}, 理由="登错")
    exempt.run("04-12")
    assert exempt.state(WATER, "2022-03") == "未报"
    exempt.run("04-13")
    assert exempt.state(WATER, "2022-03") == "未报", "and stays so"
