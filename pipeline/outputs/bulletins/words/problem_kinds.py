"""Problems that units report, grouped by kind: one table of words, read from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.outputs.bulletins.facts.problems import ProblemNote

OTHER = "其他"
_WORDS = (
    ("征收拆迁", "征收 拆迁 腾退 搬迁 签约 安置补偿 补偿标准 权属"),
    ("手续办理", "手续 审批 许可 批复 立项 供地 土地指标 规划调整 用地 环评 验收"),
    ("资金保障", "资金 经费 预算 拨付 融资 欠款 拖欠 财政"),
    ("疫情影响", "疫情 防控 封控"),
    ("协调配合", "协调 配合 对接 联动 沟通 意见不统一 意见不一 部门多 会签 口径 推诿 职责不清"),
    ("力量保障", "人员不足 力量不足 人手 编制 专业人才 专业人员 人才"),
    ("工期进度", "工期 进度 施工 停工 天气 雨季 扬尘 开工 招标 采购"),
)
KINDS = tuple((kind, tuple(words.split())) for kind, words in _WORDS)


def problem_kind(words: str) -> str:
    """The first kind of which ``words`` hold a word, else 其他."""
    return next((kind for kind, marks in KINDS if any(mark in words for mark in marks)), OTHER)


def grouped_problems(notes: Sequence[ProblemNote]) -> tuple[tuple[str, tuple[ProblemNote, ...]], ...]:
    """``notes`` by kind in the order of the table, kinds without any left out; together they are all of ``notes``."""
    order = (*(kind for kind, _ in KINDS), OTHER)
    groups = ((kind, tuple(note for note in notes if problem_kind(note.words) == kind)) for kind in order)
    return tuple((kind, group) for kind, group in groups if group)
