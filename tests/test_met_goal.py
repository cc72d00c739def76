"""是否完成阶段任务目标: what clerks write and what it is taken for (R14)."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.terms import MetGoal

ANSWERS = {
    MetGoal.YES: ["☑是 □否", "是（√）否（ ）", "V", "是，已完成", "是", " 是。", "是的", "已完成", "已完成！", "完成", "全部完成", "√", "✓", "☑", "YES", "Ｙ", "超额完成", "是（已验收）", "是：√", "是：√\n否：×"],
    MetGoal.NO: ["□是 ☑否", "是（ ） 否（√）", "╳", "否，计划下季度完成", "否", "否。", "未完成", "尚未完成", "没有完成", "×", "✗", "N", "否（受疫情影响）", "未完成(正在推进)", "否：√", "是：×\n否：√"],
    MetGoal.PARTLY: ["部分", "部分完成", "基本完成", "大部分完成", "基本完成（尚余2户）"],
    MetGoal.UNCLEAR: ["", " ", "—", "/", "80%", "完成80%", "100%", "正在推进", "推进中", "按计划推进", "长期坚持", "是/否", "□是 □否", "☑是 ☑否", "是否", "是：√\n否：√", "是：\n否："],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meaning"),
    [pytest.param(text, meaning, id=f"{meaning}: {text!r}") for meaning, texts in ANSWERS.items() for text in texts],
)
def test_answers_that_clerks_write(written: str, meaning: MetGoal) -> None:
    """R14: 基本完成 is 部分; a bare percentage or 正在推进 is 未明."""
    assert parse_met_goal(written) is meaning


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("是（部分完成）", id="partly in brackets"),
        pytest.param("已完成（未验收）", id="not yet in brackets"),
        pytest.param("是（预计月底完成）", id="a forecast in brackets"),
    ],
)
def test_a_yes_that_its_own_brackets_take_back_is_unclear(written: str) -> None:
    """R14: unclear stays 未明 and goes to a person; it never counts as done."""
    assert parse_met_goal(written) is MetGoal.UNCLEAR
