"""Whether a plan sent again lowers or drops a goal (R15)."""

from __future__ import annotations

import pytest

from pipeline.ledger.statements.goal_changes import lowered


def _is_lowered(old: str, new: str) -> bool:
    return [quarter for quarter, _ in lowered(("", old, "", ""), ("", new, "", ""))] == [2]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("完成改造600户", "完成改造500户"),
        ("完成改造600户，加装电梯10部", "完成改造600户"),
        ("完成改造600户", ""),
        ("完成改造600户", "待定"),
        ("完成改造600户", "推进改造前期工作"),
        ("项目竣工并投入使用", "力争项目竣工"),
        ("完成主体施工", "完成主体施工方案设计"),
        ("一般性支出控制在5%以内", "一般性支出控制在8%以内"),
        ("完成方案编制；完成招标；开工建设", "完成方案编制；完成招标"),
    ],
)
def test_a_goal_that_promises_less(old: str, new: str) -> None:
    assert _is_lowered(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("完成改造600户", "完成改造600户"),
        ("完成改造600户", "完成改造700户"),
        ("完成改造600户", "二季度完成老旧小区改造600户"),
        ("完成改造600户", "完成改造600户；启动三期招标"),
        ("启动改造", "全部完成改造"),
        ("待定", "完成改造100户"),
        ("", "完成改造100户"),
        ("一般性支出控制在5%以内", "一般性支出控制在4%以内"),
    ],
)
def test_a_goal_that_promises_as_much_or_more(old: str, new: str) -> None:
    assert not _is_lowered(old, new)


def test_a_goal_brought_forward_is_not_lowered() -> None:
    assert not list(lowered(("", "", "完成改造600户", ""), ("", "完成改造600户", "完成验收", "")))
    assert list(lowered(("", "完成改造600户", "", ""), ("", "", "完成改造600户", "")))
