"""What a unit is to send, in the words of the letters and of 催办汇总 (R2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ledger.follow_up.doubts import Answer
from pipeline.ledger.follow_up.requests import Request, Want
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period

_MATERIAL = (  # what the notice wants a written material to say, of a plan and of a month
    (True, "年度计划的", "写明具体落实方案、季度目标和月份推进计划"),
    (False, "各月的", "写明完成情况、存在问题、原因分析和下一步措施"),
)
_SHORT = {
    Want.RETURN: "报表",
    Want.TASKS: "所缺事项",
    Want.MATERIAL: "书面材料",
    Want.READABLE: "可以打开的报表",
    Want.FILLING: "补填内容",
    Want.CONTENT: "核对意见",
    Want.EXPLANATION: "原因说明",
}


@dataclass(frozen=True)
class AnswerWords:
    """How a letter speaks of what a unit is asked to do about a row: in a heading, in a count, as a point of its own."""

    verb: str
    counted: str
    requirement: str


ANSWER_WORDS = {
    Answer.FILL: AnswerWords("补填", "{}处需补填", "需补填的内容，请补填后重新报送报表。"),
    Answer.CHECK: AnswerWords(
        "核对",
        "{}处请核对",
        "请核对的内容，填报无误的，简要说明依据即可，报表不必重新报送；有误的，请更正后重新报送。",
    ),
    Answer.EXPLAIN: AnswerWords(
        "补充说明", "{}处请说明原因", "需补充说明的内容，书面说明存在的问题及其原因即可，报表不必重新报送。"
    ),
}
ANSWERS = tuple(ANSWER_WORDS)


def wanted_text(annex: str, period: Period, wants: Sequence[Want], *, is_with_material: bool) -> str:
    """What a unit is to send for one return, in words; blank where nothing is."""
    if Want.RETURN in wants:
        name = "年度工作任务落实计划表" if period.is_plan else f"{period.month}月份工作任务落实情况表"
        return f"{name}（{annex}）" + ("和书面材料" if is_with_material else "")
    parts = []
    if Want.TASKS in wants:
        parts.append(f"所缺事项（{annex}）")
    if Want.MATERIAL in wants:
        parts.append("书面材料")
    if Want.READABLE in wants:
        parts.append(f"可以打开的{annex}")
    if Want.FILLING in wants:
        parts.append(f"补填后的{annex}")
    if Want.CONTENT in wants:
        parts.append("对所列内容的核对意见")
    if Want.EXPLANATION in wants:
        parts.append("对未写原因事项的补充说明")
    return "、".join(parts)


def material_text(requests: Sequence[Request]) -> str:
    """What the written materials asked for are to say; blank where none is asked for."""
    asked = {request.period.is_plan for request in requests if request.wants_material}
    contents = [(whose, words) for is_plan, whose, words in _MATERIAL if is_plan in asked]
    if len(contents) > 1:
        return f"书面材料，{'；'.join(f'{whose}，{words}' for whose, words in contents)}"
    return f"书面材料{contents[0][1]}" if contents else ""


def things_text(requests: Sequence[Request]) -> str:
    """What the requests are for, in short: 贵单位年度计划、3月的报表和书面材料，4月的书面材料."""
    periods = gathered((_things(one), one.period.label) for one in requests)
    return "贵单位" + "，".join(f"{'、'.join(labels)}的{things}" for things, labels in periods.items())


def _things(request: Request) -> str:
    parts = [words for want, words in _SHORT.items() if want in request.wants]
    if Want.RETURN in request.wants and request.wants_material:
        parts.append("书面材料")
    return "和".join(parts)
