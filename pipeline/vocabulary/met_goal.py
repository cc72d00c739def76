"""是否完成阶段任务目标: what clerks write, and what it means (R14)."""

from __future__ import annotations

import re

from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import fold

_WORDS: dict[MetGoal, frozenset[str]] = {
    MetGoal.YES: frozenset(
        "是 已完成 完成 已全部完成 全部完成 是的 已达成 达成 已达标 达标 已实现 y yes 已完成阶段目标 完成阶段目标 已完成阶段任务目标 已按期完成 按期完成 已如期完成 如期完成 按时完成 已按时完成 超额完成 已超额完成 提前完成 已提前完成".split()
    ),
    MetGoal.NO: frozenset(
        "否 未完成 没有完成 没完成 尚未完成 未达成 未达标 不是 n no 暂未完成 还未完成 未实现".split()
    ),
    MetGoal.PARTLY: frozenset(
        "部分完成 部分 基本完成 大部分完成 部分达标 基本达成 基本实现 已部分完成 完成部分".split()
    ),
}
_MARKS = {
    "√": MetGoal.YES,
    "✓": MetGoal.YES,
    "✔": MetGoal.YES,
    "☑": MetGoal.YES,
    "×": MetGoal.NO,
    "✗": MetGoal.NO,
    "✘": MetGoal.NO,
    "☒": MetGoal.NO,
    "╳": MetGoal.NO,
    "X": MetGoal.NO,
    "x": MetGoal.NO,
    "V": MetGoal.YES,
    "v": MetGoal.YES,
    "对": MetGoal.YES,
    "错": MetGoal.NO,
}
_MEANING = {word: meaning for meaning, words in _WORDS.items() for word in words}
_FILLER = re.compile(r"[（(].*[）)]$")
_LONGEST_ANSWER = 500  # what is longer is a report in the wrong column
_TICK = "√✓✔☑■●vV"
_CHOICE = re.compile(
    r"[□☐○√✓✔☑■●vV\s()（）\[\]［］【】_×]*是[□☐○√✓✔☑■●vV\s()（）\[\]［］【】_×/／、]*否[□☐○√✓✔☑■●vV\s()（）\[\]［］【】_×]*"
)
_FIRST_CLAUSE = re.compile(r"([^，,。；;、:：\s（(]+)[，,。；;、:：\s]+\S")
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
    if answer := _FIRST_CLAUSE.match(mark):
        meaning = _MEANING.get(fold(answer[1]), MetGoal.UNCLEAR)
        return MetGoal.UNCLEAR if meaning is MetGoal.YES and _DOUBT.search(mark) else meaning
    remark = _FILLER.search(mark)
    meaning = _MEANING.get(fold(mark)) or _MEANING.get(fold(_FILLER.sub("", mark)), MetGoal.UNCLEAR)
    return MetGoal.UNCLEAR if meaning is MetGoal.YES and remark and _DOUBT.search(remark[0]) else meaning


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
