"""Beside 未完成 stands what was missed: every figure short of its goal, those of which nothing is told, none that is reached."""

from __future__ import annotations

import pytest

from pipeline.ledger.statements.open_goals import OpenGoal, open_goal


@pytest.mark.parametrize(
    ("goal", "progress", "left", "rest"),
    [
        pytest.param(
            "累计完成18项配合事项，相关问题办结率达到90%以上。",
            "开展业务指导，累计完成配合事项36项。",
            "相关问题办结率达到90%以上",
            "开展业务指导",
            id="36 of 18 is not what was missed: the rate is",
        ),
        pytest.param(
            "累计实施大观园等10个片区、134万平方米老旧小区改造。",
            "末个片区进场施工，累计实施改造10个片区、126万平方米。",
            "134万平方米老旧小区改造",
            "末个片区进场施工",
            id="of a clause that is reached in part its open figure",
        ),
        pytest.param(
            "制定盘活方案，入册不少于60处。", "入册67处，逐处标注。", "制定盘活方案", "逐处标注", id="nameless figures"
        ),
        pytest.param(
            "投诉控制在10件以内。", "累计投诉8件。", "投诉控制在10件以内", "累计投诉8件", id="a ceiling is left"
        ),
        pytest.param("完成配合事项4项。", "累计完成配合事项4项。", "", "", id="nothing is left of it"),
        pytest.param("", "完成3项。", "", "完成3项", id="no goal on file"),
    ],
)
def test_what_is_reached_stands_on_neither_side(goal: str, progress: str, left: str, rest: str) -> None:
    told = open_goal(goal, progress)
    assert (told.goal, told.rest) == (left, rest)


def test_all_that_was_missed_is_told_and_what_nobody_told() -> None:
    told = open_goal(
        "累计检查施工工地320个次，企业建档60家，餐饮油烟设施清洗500户。", "累计检查施工工地255个次，企业建档53家。"
    )
    pairs = [(one.reached, one.goal) for one in told.shortfalls]
    assert pairs == [("累计检查施工工地255个次", "320个次"), ("企业建档53家", "60家")]
    assert told.unspoken == ("餐饮油烟设施清洗500户",)


def test_a_figure_that_may_be_meant_is_not_called_untold() -> None:
    """四个片区 are 4个片区, in other words: that nothing is told of them would be a charge on a guess."""
    assert open_goal("明确甲、乙、丙、丁4个片区年度任务。", "明确4个片区责任分工。").unspoken == ()
    assert open_goal("完成3项。", "") == OpenGoal("完成3项", (), ("完成3项",), "")
