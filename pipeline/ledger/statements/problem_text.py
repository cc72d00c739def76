"""存在问题 as written: whether a cell names a problem, which ones, and whether two are the same one."""

from __future__ import annotations

import re

from pipeline.vocabulary.likeness import overlap_share
from pipeline.vocabulary.text import clean, fold

# 无, 暂无, 目前没有需要区里协调解决的问题, 进展正常: no problem, in however many words.
_NOTHING = re.compile(
    r"(?:na|0|否|正常|空|空白|"
    r"(?:目前|本月|本季度|本期|当前|现阶段|现在|暂时|截至目前|存在问题|存在的问题|原因分析|问题|困难|工作|项目|推进|实施|过程中|中)*(?:暂|均|尚|并|也)?"
    r"(?:无|無|没有|没|不涉及|不存在|未(?:发现|遇到|出现|接到|收到))(?:发现|遇到|存在)?"
    r"(?:(?:明显|突出|较大|重大|其他|其它|任何|存在|具体|实际|大|什么|啥|特殊|特别|需要?|区里|区级|区政府|上级|协调|解决|研究|的)*"
    r"(?:问题|困难|障碍|阻碍|难点|矛盾|事项|情况)(?:和|与|及)?)*|"
    r"暂?无需?(?:区里|区级|区政府|上级)*协调(?:解决)?|"
    r"(?:目前|本月|各项|工作|项目|任务|总体|整体|一切|均|按|计划|序时|进度|进展|推进|施工|实施|有序|较为|基本|比较)+"
    r"(?:顺利|正常|良好|平稳|有序)(?:推进|进行|开展|实施|中)*|"
    r"(?:目前|正|按计划|按序时进度|按进度)+(?:有序)?(?:推进|进行|实施)中?)+"
)
_SHORT = 36  # Nothing is said in few words; long texts are not worth the search.
# What a unit will do next is no problem: 无，下步加快推进。
_PLANS = re.compile(r"[，,。；;\s](?=下一?步|下一?阶段|将继续|继续)")
_ASIDE = re.compile(r"(?<=.)[（(][^（）()]*[）)]$")
_NUMBERING = re.compile(
    r"(?P<ring>[①-⑨])|(?:^|(?<=[\n。；;：:\s]))(?:[（(]?(?P<digit>[1-9])(?:[)）]|[.．、](?!\d))|"
    r"[（(](?P<word>[一二三四五六七八九])[)）]|(?P<first>[一二三四五六七八九])(?:是|、))"
)
_WORDS = "一二三四五六七八九"
_HEAD = re.compile(r"[^。；]{0,12}(?:问题|困难)[^。；]{0,6}[：:]?")


def is_problem(text: object) -> bool:
    """Whether 存在问题 names one: not blank, 无, 暂无, — and the like."""
    first, *rest = _PLANS.split(str(text or ""), maxsplit=1)
    folded = fold(_ASIDE.sub("", first) or first)
    is_nothing = len(folded) <= _SHORT and _NOTHING.fullmatch(folded)
    return (bool(folded) and not is_nothing) or (not folded and bool(rest))


def split_problems(text: str) -> tuple[str, ...]:
    """The problems of a cell, each as written; more than one only where they are numbered from one on.

    Numbers after a statement (进度滞后，原因：一是…二是…) count its causes, and the cell stays whole.
    """
    whole = clean(text)
    marks = _numbers(whole)
    head = whole[: marks[0].start()].strip() if marks else ""
    if len(marks) < 2 or (head and not _HEAD.fullmatch(head)):
        return (whole,) if is_problem(whole) else ()
    ends = [*(mark.start() for mark in marks[1:]), len(whole)]
    parts = (whole[mark.end() : end].strip(" \n　；;") for mark, end in zip(marks, ends, strict=True))
    return tuple(part for part in parts if is_problem(part))


def _numbers(text: str) -> list[re.Match[str]]:
    """The marks that count from one on: 1., 2., 3.; a number out of turn is none."""
    found: list[re.Match[str]] = []
    for match in _NUMBERING.finditer(text):
        if _number(match) == len(found) + 1:
            found.append(match)
    return found


def _number(match: re.Match[str]) -> int:
    if match["digit"]:
        return int(match["digit"])
    return "①②③④⑤⑥⑦⑧⑨".index(match["ring"]) + 1 if match["ring"] else _WORDS.index(match["word"] or match["first"]) + 1


def likeness(one: str, other: str) -> float:
    """How much of the shorter problem stands in the other, their punctuation aside: 0 to 1."""
    return overlap_share(fold(one), fold(other))
