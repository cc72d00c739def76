"""What speaks against a 是, and what only looks so; which number of a text answers which of a goal."""

from __future__ import annotations

import pytest

from pipeline.ledger.statements.against import AGAINST, Report, weigh_against
from pipeline.ledger.statements.pairing import told_short
from pipeline.ledger.statements.statement import State, parse_statements


@pytest.mark.parametrize(
    ("goal", "progress"),
    [
        ("完成东片污水管网改造8公里", "管网主线6.2公里已回填，剩下过铁路的一段在等涉铁手续"),
        ("出台市属国企考核办法", "考核办法五易其稿，等市政府常务会议排上议题再印"),
        ("新馆土建完成", "新馆土建只差屋面防水和外墙涂料两道工序"),
        ("完成基金工商登记", "合伙协议还在和母基金磋商收益分配条款，工商登记要到8月份才能办下来"),
        ("幼儿园腾退房屋4户", "4户里头谈下3户，剩1户铁了心不搬"),
    ],
)
def test_words_that_say_that_a_goal_is_missed_speak_against_a_yes(goal: str, progress: str) -> None:
    odds, clause = weigh_against(Report(goal, progress, is_due=True))[0]
    assert odds > AGAINST.threshold
    assert clause.rstrip("。") in progress


@pytest.mark.parametrize(
    ("goal", "progress"),
    [
        ("完成安全生产大检查", "完成安全生产大检查，尚未发现重大隐患"),
        ("累计签约80户", "累计签约86户，剩余12户正在做工作"),
        ("建成公园3处", "建成公园3处，第4处正在施工，预计年底前完工"),
        ("培育拟上市企业3家", "培育拟上市企业3家，完成股改辅导"),
        ("完成停车场建设", "停车场建成并投入使用，正在运营"),
        ("新改建厕所110户", "完成改厕113户"),
    ],
)
def test_what_only_looks_so_does_not(goal: str, progress: str) -> None:
    odds, _ = weigh_against(Report(goal, progress, is_due=True))[0]
    assert odds <= AGAINST.threshold


@pytest.mark.parametrize(
    ("goal", "progress", "is_whole_told"),
    [
        ("完成违建整治13栋", "整治13栋违建，已拆除9栋，剩4栋等复议结果", False),
        ("完成违建整治13栋", "整治违建13栋，拆除9栋，腾空2栋", True),
        ("完成违建整治13栋", "整治违建13栋，其中商铺9栋、住宅4栋", True),
        ("签约率达到100%", "签约率达到100%，腾空率60%，拆除率40%", True),
    ],
)
def test_a_whole_told_in_two_is_not_reached_by_its_own_number(goal: str, progress: str, is_whole_told: bool) -> None:
    assert Report(goal, progress, is_due=True).is_reached is is_whole_told


@pytest.mark.parametrize(
    ("goal", "progress", "reached"),
    [
        ("路灯节能改造6000盏", "换灯5940盏，剩60盏在施工封闭路段里", ["5940盏"]),
        ("电信诈骗发案数同比下降10%", "降了6.2%，刷单类居高不下", ["6.2%"]),
        ("食品抽检1000批次", "食品抽检九百六十八批次", ["九百六十八批次"]),
        ("新增城镇就业2100人", "新增1870", ["1870"]),
        ("失业率控制在3.5%以内", "失业率3.6%", ["3.6%"]),
        ("春播面积不低于21万亩", "全区落种21.3万亩", []),
        ("办结信访积案21件", "走访群众19户，办结信访积案22件", []),
        ("争取展位不少于80个", "争取到展位86个，其中品牌展位22个", []),
    ],
)
def test_a_number_below_the_goal_is_told_by_what_it_answers(goal: str, progress: str, reached: list[str]) -> None:
    found = told_short(goal, progress)
    assert len(found) == len(reached)
    assert all(words in pair.found.words for words, pair in zip(reached, found, strict=True))


@pytest.mark.parametrize(
    ("clause", "state"),
    [
        ("已全部完成并通过验收", State.DONE),
        ("正在组织施工", State.UNDER_WAY),
        ("预计下月底完成", State.PLANNED),
        ("推迟到下季度实施", State.PUT_OFF),
        ("方案被退回，卡在审批环节", State.PREVENTED),
    ],
)
def test_a_clause_tells_its_state(clause: str, state: State) -> None:
    assert state in [one.state for one in parse_statements(clause)]


def test_what_follows_a_next_step_is_of_the_time_to_come() -> None:
    assert [one.is_later for one in parse_statements("已开工，下一步抓紧施工，力争年底完工。目前完成三成")] == [
        False,
        True,
        True,
        False,
    ]
