"""What has become of a goal in other words: figures changed, items lost, promises made smaller (R15)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.ledger.statements.goals import is_goal
from pipeline.ledger.statements.numbers.counting import counts_same, is_less, same_in
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.measures import find_measures, plain
from pipeline.ledger.statements.numbers.numerals import CHARACTERS, parse_numeral
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.vocabulary.likeness import piece_score
from pipeline.vocabulary.sentences import clauses, items
from pipeline.vocabulary.text import fold

_LABEL = re.compile(
    r"(?:第?[一二三四1-4]季度|上半年|前三季度|全年|年底前)?(?:工作|计划|阶段|任务|完成)*目标?[:：]|^\s*第?[一二三四1-4]季度[，,：:]?|"
    r"(?:^|(?<=[。；;\n]))\s*(?:\d{1,2}[.、．)）]|[（(][一二三四五六\d]+[)）])"
)
# Words that say how far a thing is to go: one of these changed changes the promise.
_PROMISE = re.compile(
    r"完成|建成|竣工|完工|开工|动工|投用|投入使用|交付|验收|封顶|印发|签约|签订|通过|取得|全部|全面|力争|争取|具备|条件|提交|不超过|不多于|至多|最多|以内|若干|启动|筹备|谋划|推进|"
    r"研究|前期|部分|基本|形成|达到|实现|不低于|以上|左右"
)
_REMARK = re.compile(r"[（(][^（）()\d]*[）)]")
# Steps before the thing itself: added to a goal they make it smaller.
_STEP_BEFORE = re.compile(
    r"选址|设计|前期|方案|招标|摸底|手续|启动|筹备|初稿|谋划|力争|争取|拟|计划|基本|对接|立项|报批"
)
_OF_SO_MANY = re.compile(r"中.?\d")
_MOST_ADDED = 10
_LOST = 60
_WEAK = re.compile(r"力争|争取|若干|启动|筹备|谋划|推进|研究|前期|部分|基本|条件")
_HAS_DIGIT = re.compile(r"\d")
_SPELLED_OUT = re.compile(rf"(?<![第之])[{CHARACTERS}]*[十百千][{CHARACTERS}]*(?=[\u4e00-\u9fff])")


def lowered(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(quarter, what is less) for each goal of ``old`` that ``new`` drops or makes smaller; one brought forward is neither."""
    for quarter, (before, after) in enumerate(zip(old, new, strict=True), 1):
        is_brought_forward = any(bare(before) in bare(earlier) for earlier in new[: quarter - 1])
        if is_goal(before) and not is_brought_forward and (words := _lowering(before, after)):
            yield quarter, words


def _lowering(before: str, after: str) -> str:
    """What the goal has lost, '' where it promises as much or more."""
    if not is_goal(after):
        return "没有列目标"
    if bare(before) in bare(after):
        is_whole = any(bare(clause) == bare(before) for clause in clauses(after))  # the rest is a goal of its own
        return "内容有限缩" if not is_whole and is_narrowed(bare(before), bare(after)) else ""
    if figures := "，".join(_smaller_figures(before, after)):
        return figures
    if lost := next((item for item in lost_items(before, after) if not _HAS_DIGIT.search(item)), ""):
        return f"“{lost}”未列"
    return "表述有弱化" if _is_weaker(before, after) else ""


def _smaller_figures(before: str, after: str) -> Iterator[str]:
    """Numbers that are smaller now (of a ceiling: larger), or that nothing has taken the place of."""
    olds, news = parse_figures(before, is_goal=True), parse_figures(after, is_goal=True)
    for old in olds:
        same = same_in(old, news, olds, is_strict=False) or [new for new in news if new.unit == old.unit]
        if not same:
            yield f"“{old.words}”未列"
        elif all(is_less(old, new) if old.is_ceiling else is_less(new, old) for new in same):
            yield f"“{old.words}”改为“{same[0].words}”"


def _is_weaker(before: str, after: str) -> bool:
    """Whether words of a firm promise have gone and words of a loose one have come."""
    gone, come = promises(before) - promises(after), promises(after) - promises(before)
    is_firm_gone = any(not _WEAK.fullmatch(word) for word in gone)
    return is_firm_gone and any(_WEAK.fullmatch(word) for word in come)


def is_narrowed(planned: str, given: str) -> bool:
    """Whether a word or two added make a bare goal smaller: 完成方案设计, 20处中10处."""
    if planned not in given:
        return False
    added = given.replace(planned, "", 1)
    is_step = _STEP_BEFORE.search(added) and not _STEP_BEFORE.search(planned)
    return len(added) <= _MOST_ADDED and bool(is_step or _OF_SO_MANY.search(added))


def lost_items(planned: str, given: str) -> Iterator[str]:
    """The items of the goal of which nothing like them is left."""
    now = bare(given)
    parts = (part for item in items(planned) if (part := bare(item)))
    return (part for part in parts if piece_score(part, now) < _LOST)


def changed_figures(planned: str, given: str) -> str:
    """Numbers of the plan that are other numbers, or missing, in what was written."""
    before, after = parse_figures(planned, is_goal=True), parse_figures(given, is_goal=True)
    lost = Counter(_amount(figure) for figure in before) - Counter(_amount(figure) for figure in after)
    if not lost:
        return ""
    told_of = []
    for figure in before:
        if _amount(figure) in lost:
            now = next((other for other in after if counts_same(figure, other, is_strict=False)), None)
            told_of.append(f"“{figure.words}”改为“{now.words}”" if now else f"“{figure.words}”未写或已改")
    return "，".join(dict.fromkeys(told_of))


def _amount(figure: StatedFigure) -> tuple[float, str]:
    return (round(figure.value, 4), figure.unit)


def promises(text: str) -> Counter[str]:
    """The words that say how far a thing is to go."""
    return Counter(_PROMISE.findall(text))


def bare(text: str) -> str:
    """The goal folded, without the quarter's name, the numbering in front of it, and remarks in brackets; numbers in one writing."""
    return fold(_alike(_SPELLED_OUT.sub(_digits, plain(_REMARK.sub("", _LABEL.sub("", text.strip()))))))


def _alike(text: str) -> str:
    """Each number in the unit that figures are compared in: 0.8亿元 and 8000万元 are one."""
    end = 0
    parts = []
    for measure in find_measures(text):
        more = "余" if measure.is_vague else ""
        parts.append(f"{text[end : measure.start]}{measure.value:.12g}{more}{measure.unit}")
        end = measure.end
    return "".join(parts) + text[end:]


def _digits(match: re.Match[str]) -> str:
    """A number spelled out in digits: 一百三十."""
    number = parse_numeral(match[0])
    return match[0] if number is None else str(number)
