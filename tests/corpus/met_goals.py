"""How clerks answer whether the goal is met (R14)."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.forms import Draft, Row
from corpus.registry import add, habit
from corpus.sheets import Value
from pipeline.vocabulary.terms import FormKind, MetGoal

_PROGRESS = {"form": FormKind.PROGRESS}

MET_GOAL: dict[str, tuple[MetGoal, tuple[Value, ...]]] = {
    "met_yes_words": (
        MetGoal.YES,
        (
            "已完成",
            "完成",
            "是。",
            " 是 ",
            "已达成",
            "已按期完成",
            "超额完成",
            "完成阶段目标",
            "如期完成",
            "提前完成",
            "已全部完成",
        ),
    ),
    "met_yes_marks": (MetGoal.YES, ("Y", "√", "✓", "✔", "☑", "是√", "√是", "√ ", "V")),
    "met_yes_ticked": (
        MetGoal.YES,
        ("☑是 □否", "是☑ 否□", "■是 □否", "√是 □否", "是（√） 否（ ）", "是☑否☐", "☑ 是  ☐ 否"),
    ),
    "met_yes_with_remark": (
        MetGoal.YES,
        ("是（超额完成）", "已完成（100%）", "是，已完成", "是\n", "是；", "是，提前完成季度目标"),
    ),
    "met_no_words": (
        MetGoal.NO,
        ("未完成", "尚未完成", "没有完成", "未达成", "暂未完成", "否。", " 否", "未达标", "还未完成"),
    ),
    "met_no_marks": (MetGoal.NO, ("×", "✗", "✘", "☒", "否×", "╳", "N")),
    "met_no_ticked": (MetGoal.NO, ("□是 ☑否", "是□ 否☑", "□是 ■否", "□是 √否", "是（ ） 否（√）", "☐ 是  ☑ 否")),
    "met_no_with_remark": (
        MetGoal.NO,
        ("否（正在推进）", "未完成（受疫情影响）", "否，已完成60%", "否，计划下季度完成", "未完成，正在推进"),
    ),
    "met_partly": (
        MetGoal.PARTLY,
        ("部分完成", "基本完成", "部分", "大部分完成", "部分完成（80%）", "基本达成", "基本完成。"),
    ),
    "met_unclear_words": (
        MetGoal.UNCLEAR,
        (
            "正在推进",
            "推进中",
            "持续推进",
            "按计划推进",
            "长期坚持",
            "进行中",
            "正常推进",
            "按序时进度推进",
            "正在完成",
            "预计6月底完成",
            "即将完成",
            "请选择",
            "待定",
            "不涉及",
            "跨年度项目",
        ),
    ),
    "met_unclear_marks": (MetGoal.UNCLEAR, ("—", "/", "-", "——", "无", "？", "□是 □否", "是/否", "是□ 否□", "是或否")),
    "met_unclear_percent": (MetGoal.UNCLEAR, ("80%", "100%", "约60%", 0.8, "75％", 1, 0)),
    "met_blank": (MetGoal.UNCLEAR, (None, "", " ", "　")),
}


def _write_met_goal(name: str) -> None:
    meaning, writings = MET_GOAL[name]

    def change(draft: Draft, rng: random.Random) -> Draft:
        rows = tuple(replace(row.answer(met_goal_text=rng.choice(writings)), met_goal=meaning) for row in draft.rows)
        return replace(draft, rows=rows)

    add(name, "是否完成", change, "met", **_PROGRESS)


for _name in MET_GOAL:
    _write_met_goal(_name)


@habit("是否完成", "met", **_PROGRESS)
def met_mixed(draft: Draft, rng: random.Random) -> Draft:
    """Every row in another way."""

    def change(row: Row) -> Row:
        meaning, writings = rng.choice(list(MET_GOAL.values()))
        return replace(row.answer(met_goal_text=rng.choice(writings)), met_goal=meaning)

    return replace(draft, rows=tuple(change(row) for row in draft.rows))
