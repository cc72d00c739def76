"""是否完成阶段任务目标: what clerks write, and what it means (R14)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.vocabulary.sentences import items
from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import fold

_WORDS: dict[MetGoal, frozenset[str]] = {
    MetGoal.YES: frozenset("是 是的 y yes".split()),
    MetGoal.NO: frozenset("否 不是 没有 n no".split()),
    MetGoal.PARTLY: frozenset("部分 完成部分".split()),
}
_MARKS = dict.fromkeys("√✓✔☑Vv对", MetGoal.YES) | dict.fromkeys("×✗✘☒╳Xx错", MetGoal.NO)
_MEANING = {word: meaning for meaning, words in _WORDS.items() for word in words}


_AIM = "(本|当|该|第?[1-4一二三四])?(阶段性?|季度|月度|年度|当季|序时|计划)*(工作|任务|目标|进度|要求|计划)*"
# 已完成, 已按期完成阶段任务目标, 超额完成, 达到序时进度: the one thing said is that it is done.
_DONE = re.compile(
    f"(均|都)?(已经?)?(全部|全面|按期|如期|按时|按计划|按序时|顺利|圆满|超额|提前|均|都)*(完成|达成|达到|达标|实现|完结|办结)了?{_AIM}"
)
# 尚未完成, 未按期达到目标; 未全部完成 may be half done and is no such.
_UNDONE = re.compile(f"(尚|暂|还|仍)?(未|没有?)(能)?(按期|如期|按时|按计划)?(完成|达成|达到|达标|实现){_AIM}")

_PARTLY = re.compile(f"(已经?)?(部分|大部分?|基本上?|大体)(已经?)?(完成|达成|达到|达标|实现)了?{_AIM}")


def _meaning(text: str) -> MetGoal:
    folded = fold(text)
    if _DONE.fullmatch(folded):
        return MetGoal.YES
    if _PARTLY.fullmatch(folded):
        return MetGoal.PARTLY
    return MetGoal.NO if _UNDONE.fullmatch(folded) else _MEANING.get(folded, MetGoal.UNCLEAR)


_FILLER = re.compile(r"[（(].*[）)]$")
_LONGEST_ANSWER = 500  # what is longer is a report in the wrong column
_TICK = "√✓✔☑■●vV"
_CHOICE = re.compile(
    r"[□☐○√✓✔☑■●vV\s()（）\[\]［］【】_×]*是[□☐○√✓✔☑■●vV\s()（）\[\]［］【】_×/／、]*否[□☐○√✓✔☑■●vV\s()（）\[\]［］【】_×]*"
)
# 是：√ and 否：, as a form has it where each answer has a column of its own.
_HEADED = re.compile(r"(?P<answer>[是否])[：:](?P<mark>[是否√✓✔☑Vv对×✗✘☒╳Xx错●■○□☐\s]*)")
_BRACKET = re.compile("[（(]")
_DOUBT = re.compile("部分|基本|大部|未|尚|没|正在|预计|拟")


def parse_met_goal(text: str) -> MetGoal:
    """是/否/部分 where the writing says so; everything else (blank, —, 正在推进, a bare 80%) is 未明.

    A remark in brackets behind the answer is passed over, unless it takes a 是 back: 是（部分完成） is 未明.
    """
    mark = text.strip()
    if len(mark) > _LONGEST_ANSWER:
        return MetGoal.UNCLEAR
    if mark in _MARKS:
        return _MARKS[mark]
    if _CHOICE.fullmatch(mark):
        return _ticked(mark)
    headed = [_HEADED.fullmatch(line) for line in mark.split("\n")]
    if all(headed):
        return _of_columns({found["answer"]: found["mark"].strip() for found in headed if found})
    answer, rest = _answer(mark)
    meaning = _meaning(answer)
    return MetGoal.UNCLEAR if meaning is MetGoal.YES and _DOUBT.search(rest) else meaning


def _of_columns(marks: Mapping[str, str]) -> MetGoal:
    """The answer whose column alone is ticked, or says its own word; a cross takes it back."""
    said = {answer for answer, mark in marks.items() if mark == answer or _MARKS.get(mark) is MetGoal.YES}
    return {"是": MetGoal.YES, "否": MetGoal.NO}[said.pop()] if len(said) == 1 else MetGoal.UNCLEAR


def _answer(mark: str) -> tuple[str, str]:
    """The words that answer, and what takes a 是 back if it doubts: all of the mark, or a remark in brackets behind."""
    said = [word for item in items(mark) for word in item.split()]  # here a space ends an answer too
    if len(said) > 1 and not _BRACKET.search(said[0]):
        return said[0], mark
    remark = _FILLER.search(mark)
    return (mark[: remark.start()] or mark, remark[0]) if remark else (mark, "")


def _ticked(text: str) -> MetGoal:
    """是□否☑, 是（√）否（ ）, □是 √否: the one of the two that carries the tick; 未明 if none or both do."""
    marks = re.sub(r"[\s()（）\[\]［］【】_]", "", text)
    yes, no = marks.find("是"), marks.find("否")
    parts = (marks[:yes], marks[yes + 1 : no], marks[no + 1 :]) if yes < no else ("", "", "")
    is_in_front = bool(parts[0])  # a box before the first word: boxes stand in front of their words
    of_yes, of_no = (parts[0], parts[1]) if is_in_front else (parts[1], parts[2])
    ticked = [bool(set(part) & set(_TICK)) for part in (of_yes, of_no)]
    if ticked == [True, False]:
        return MetGoal.YES
    return MetGoal.NO if ticked == [False, True] else MetGoal.UNCLEAR
