"""The field to which a heading that nobody knows is akin: what its words say for each of those that a table lacks.

Whole wordings are known to headings.py. Offices put the same words together in ways that no list foresees: 未完成原因及存在
问题, 后续工作打算及完成时限. Each word says something for a field; the field ahead of all others is meant, if it is lacking.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.vocabulary.text import arabic, compact

# Bits that a word says for a field; below nought: against it.
_WORDS = {
    "progress": (
        ("进展|成效|落实情况|完成情况", 4.0),
        ("推进|动态|进度|办理|开展|落实", 2.0),
        ("未|问题|计划|下", -4.0),
    ),
    "problems": (("问题|困难|难点|堵点|瓶颈", 4.0), ("原因|不足|短板|制约|滞后", 3.0), ("对策|整改|解决", -2.0)),
    "next_steps": (
        ("下1?步|下[1个]*(阶段|月|季)|后续|打算|整改", 4.0),
        ("措施|举措|安排|思路|对策|解决", 2.0),
        ("计划", 1.0),
    ),
    "met_goal_text": (("是.?否|与否", 5.0), ("达标|达到|完成", 1.0), ("问题|计划", -4.0)),
}
_NEVER = re.compile("单位|部门|科室|电话|领导|批示|意见|附件|佐证|[上往][个一]?[月期季]|投资|金额|比例|率|得分|评分")
_SURE, _MARGIN = 4.0, 2.0


def kindred_field(path: Sequence[str], lacking: Collection[str]) -> str:
    """The one of the ``lacking`` fields that the lowest heading of ``path`` means; '' where its words do not tell one."""
    words = compact(arabic(path[-1])) if path else ""
    if _NEVER.search(words):
        return ""
    ranked = sorted(((_bits(words, name), name) for name in _WORDS), reverse=True)
    (best, name), (second, _) = ranked[:2]
    return name if name in lacking and best >= _SURE and best - second >= _MARGIN else ""


def _bits(words: str, name: str) -> float:
    return sum(bits for pattern, bits in _WORDS[name] if re.search(pattern, words))
