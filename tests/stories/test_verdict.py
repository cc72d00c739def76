"""One verdict: what the checks find, the light, the bulletin, praise and letter agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.office import DraftingOffice, Office, told_once

WATER = {"序号": "4", "是否完成": "是"}
GOALS = ("完成4公里", "完成9公里", "完成14公里", "完成18公里")


def all_but_march(root: Path) -> Office:
    made = DraftingOffice(root)
    made.send_all(but=["区水务局"])
    made.send_plan("区水务局", 任务4=GOALS)
    made.send_all(3, but=["区水务局"])
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(all_but_march, tmp_path / "区")


def test_a_contradicted_row_is_yellow_and_nobody_s_praise(office: Office) -> None:
    """R18: 是 beside 2 of 4 kilometres."""
    office.send_month("区水务局", 3, 任务4={**WATER, "完成情况": "累计完成2公里，其余标段尚未开工。"})
    office.run("04-11")
    assert "自报完成与数字不符" in {row["类别"] for row in office.sheet("核验问题") if row["单位"] == "区水务局"}
    assert office.lights("任务4", "区水务局")["2022-03"] == "黄"
    [duty] = [row for row in office.sheet("责任台账") if (row["事项编号"], row["单位"]) == ("任务4", "区水务局")]
    assert "不符" in duty["预警原因"]
    texts = {
        place: text for place, text in office.bulletins().items() if "公开" not in place and "征求意见" not in place
    }
    [quarterly] = [text for place, text in texts.items() if "一季度" in place]
    praise = [line for line in quarterly.split("。") if "报送及时" in line]
    assert not any("区水务局" in line for line in praise)


def test_what_a_person_found_true_weighs_and_what_was_found_harmless_does_not(office: Office) -> None:
    office.send_month("区水务局", 3, 任务4={**WATER, "完成情况": "累计完成2公里，其余标段尚未开工。"})
    office.run("04-11")
    [fault] = [row for row in office.sheet("核验问题") if row["单位"] == "区水务局" and "数字" in row["类别"]]
    words = {"类别": fault["类别"], "单位": "区水务局", "期间": "2022-03", "事项编号": "任务4", "问题": fault["问题"]}
    office.enter("核验复核", 编号=fault["编号"], **words, 复核结果="属实", 复核人="李")
    office.run("04-12")
    [duty] = [row for row in office.sheet("责任台账") if (row["事项编号"], row["单位"]) == ("任务4", "区水务局")]
    assert "经核验属实" in duty["预警原因"]


def test_a_missed_quarter_is_carried_until_its_own_figure_is_reached(office: Office) -> None:
    """R16: 3 of 4 kilometres in March; 是 with 3.5 in April does not end it, 6 in May does."""
    office.send_month(
        "区水务局",
        3,
        任务4={"完成情况": "累计完成3公里。", "是否完成": "否", "存在问题": "征迁滞后，原因是资金未到位。"},
    )
    office.send_month("区水务局", 4, 任务4={**WATER, "完成情况": "累计完成3.5公里。"})
    office.send_month("区水务局", 5, 任务4={**WATER, "完成情况": "累计完成6公里。"})
    office.run("06-09")
    lights = office.lights("任务4", "区水务局")
    assert (lights["2022-03"], lights["2022-04"], lights["2022-05"]) == ("红", "黄", "绿")
