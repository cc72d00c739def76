"""The story office itself: an ordinary month goes as it should, so that what a story shows is the story's."""

from __future__ import annotations

from pathlib import Path

from stories.office import UNITS, WholeOffice


def test_an_ordinary_spring(tmp_path: Path) -> None:
    office = WholeOffice(tmp_path / "区")
    office.send_all()
    office.run("03-25", "deadline", "plan")
    assert {office.state(unit, "2022") for unit in UNITS} == {"按时"}
    office.send_all(3, but=["区水务局"])
    office.run("04-11")
    assert office.state("区水务局", "2022-03") == "未报"
    assert {office.state(unit, "2022-03") for unit in UNITS if unit != "区水务局"} == {"按时"}
    assert [row["单位"] for row in office.named() if row["事由"] == "3月未报"] == ["区水务局"]
    office.run("04-11", "deadline", "2022-03")
    assert "区水务局" in office.letters()
    assert any("报送情况通报" in place for place in office.bulletins())
