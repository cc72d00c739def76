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
# What offices that put the whole form into words of their own call its columns.
_OWN_WORDS = {
    "number_text": (("^(号|项次|次序|顺序)$", 6.0),),
    "task_text": (
        ("[什干做][么啥](工作|事)?$|(工作|督[办查]|立项|交办)(事项|内容)|^(工作|事项|任务)$", 5.0),
        ("结果|要|到", -4.0),
    ),
    "quarter_goal": (
        ("季度?|序时|节点|计划|打算做", 2.0),
        ("要求|要(做|干|完成)|(打算|准备|想)(做|干|办|完)|目标|任务", 3.0),
        ("完成没|了没|是.?否", -4.0),
    ),
    "progress": (("结果|(做|干|搞|办)(到|成|了|得)[哪啥什怎多]|怎么样了", 4.0), ("要|打算|准备|想", -3.0)),
    "problems": (("卡点|成因|麻烦", 3.0), ("难处|难题", 4.0)),
    "next_steps": (("接下来|往后|攻坚", 4.0), ("打算做", -2.0)),
    "met_goal_text": (("(没有|了没|没完成|成没)$|吗$|销号", 5.0),),
}
_NEVER = re.compile("单位|部门|科室|电话|领导|批示|意见|附件|佐证|[上往][个一]?[月期季]|投资|金额|比例|率|得分|评分")
_SURE, _MARGIN = 4.0, 2.0
_LEAST_FIELDS = 4


def kindred_field(path: Sequence[str], lacking: Collection[str]) -> str:
    """The one of the ``lacking`` fields that the lowest heading of ``path`` means; '' where its words do not tell one."""
    words = compact(arabic(path[-1])) if path else ""
    if _NEVER.search(words):
        return ""
    ranked = sorted(((_bits(words, name), name) for name in _WORDS), reverse=True)
    (best, name), (second, _) = ranked[:2]
    return name if name in lacking and best >= _SURE and best - second >= _MARGIN else ""


def kindred_headings(texts: Sequence[str]) -> dict[str, str]:
    """Field → the one heading of a row that means it, by the words of all; none where a row's words tell no form.

    A form has a task and what was done about it, and two columns more. Two headings of one meaning tell nothing.
    """
    meant = [(_meant(text), text) for text in dict.fromkeys(texts) if text]
    fields = [field for field, _ in meant if field]
    found = {field: text for field, text in meant if field and fields.count(field) == 1}
    return found if {"task_text", "progress"} <= found.keys() and len(found) >= _LEAST_FIELDS else {}


def _meant(text: str) -> str:
    words = compact(arabic(text))
    names = {*_WORDS, *_OWN_WORDS}
    (best, name), (second, _) = sorted(((_own_bits(words, one), one) for one in names), reverse=True)[:2]
    return name if best >= _SURE and best - second >= _MARGIN and not _NEVER.search(words) else ""


def _own_bits(words: str, name: str) -> float:
    known = _bits(words, name) if name in _WORDS else 0.0
    return known + sum(bits for pattern, bits in _OWN_WORDS.get(name, ()) if re.search(pattern, words))


def _bits(words: str, name: str) -> float:
    return sum(bits for pattern, bits in _WORDS[name] if re.search(pattern, words))
