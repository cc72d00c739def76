"""The yardstick is the plan on file: Annex 4 quotes the quarter's goal as it stands there (R15)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.config import Checks
from pipeline.ledger.checks.quoting import quoted, told
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.counting import counts_same
from pipeline.ledger.statements.figures import parse_figures
from pipeline.ledger.statements.goals import is_goal
from pipeline.ledger.statements.measures import plain
from pipeline.ledger.statements.stated import StatedFigure
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.likeness import kept_score, piece_score
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.sentences import items
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
_MEANINGLESS = frozenset({"", "无", "同上", "见附件"})
# Steps before the thing itself: added to a goal they make it smaller.
_STEP_BEFORE = re.compile(
    r"选址|设计|前期|方案|招标|摸底|手续|启动|筹备|初稿|谋划|力争|争取|拟|计划|基本|对接|立项|报批"
)
_OF_SO_MANY = re.compile(r"中.?\d")
_MOST_ADDED = 10
_LOST = 60
_QUOTED = 90
_CUT, _REWORDED = "内容有删减", "表述不同"


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The quarter's goal in Annex 4 says something else than the plan on file."""
    for report in written.reports:
        if not report.planned or fold(report.quarter_goal) in _MEANINGLESS or not is_goal(report.planned):
            continue
        pair = _Pair(report, written.tasks[report.task_id].text, checks.wording_score)
        difference = next((words for step in _STEPS if (words := step(pair)) is not None), "")
        if difference:
            yield report.fault(
                Kind.GOAL_DRIFT,
                written=quoted(report.quarter_goal, _QUOTED),
                planned=quoted(report.planned, _QUOTED),
                planned_place=told(written.plan_place(report)),
                difference=difference,
            )


@dataclass(frozen=True)
class _Pair:
    """The goal as planned and as given in Annex 4, both bare."""

    report: Report
    task_text: str
    wording_score: float

    @cached_property
    def planned(self) -> str:
        return _bare(self.report.planned)

    @cached_property
    def given(self) -> str:
        return _bare(self.report.quarter_goal)

    @property
    def is_shorter(self) -> bool:
        return len(self.given) < len(self.planned)


def _narrowed(pair: _Pair) -> str | None:
    """A word or two added that make the goal smaller: 完成方案设计, 20处中10处."""
    if pair.planned not in pair.given:
        return None
    added = pair.given.replace(pair.planned, "", 1)
    is_step = _STEP_BEFORE.search(added) and not _STEP_BEFORE.search(pair.planned)
    return _REWORDED if len(added) <= _MOST_ADDED and (is_step or _OF_SO_MANY.search(added)) else None


def _holds_all(pair: _Pair) -> str | None:
    """No difference where the whole goal is quoted, a later one, all that are left, or the task itself."""
    later = {_bare(goal) for goal in pair.report.goals[pair.report.period.quarter :]} - {""}
    is_more = pair.planned in pair.given or pair.given in {fold(pair.task_text), *later}
    return "" if is_more or (later and all(goal in pair.given for goal in later)) else None


def _other_figures(pair: _Pair) -> str | None:
    return _changed_figures(pair.report.planned, pair.report.quarter_goal) or None


def _of_earlier_quarter(pair: _Pair) -> str | None:
    earlier = map(_bare, pair.report.goals[: pair.report.period.quarter - 1])
    return next(
        (f"所填为{quarter_label(number)}的目标" for number, goal in enumerate(earlier, 1) if goal == pair.given), None
    )


def _left_out(pair: _Pair) -> str | None:
    """An item of the goal of which nothing like it is left."""
    parts = (_bare(part) for part in items(pair.report.planned))
    is_lost = any(piece_score(part, pair.given) < _LOST for part in parts if part)
    return (_CUT if pair.is_shorter else _REWORDED) if is_lost else None


def _reworded(pair: _Pair) -> str | None:
    """Too few of the words are left, or a word that says how far the thing is to go is another."""
    if kept_score(pair.planned, pair.given) < pair.wording_score:
        is_cut = pair.is_shorter and kept_score(pair.given, pair.planned) > pair.wording_score
        return _CUT if is_cut else _REWORDED
    return _REWORDED if _promises(pair.planned) != _promises(pair.given) else None


# Tried in this order; the first that settles it tells the difference, '' where there is none.
_STEPS = (_narrowed, _holds_all, _other_figures, _of_earlier_quarter, _left_out, _reworded)


def _changed_figures(planned: str, given: str) -> str:
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


def _promises(text: str) -> Counter[str]:
    return Counter(_PROMISE.findall(text))


def _bare(text: str) -> str:
    """The goal folded, without the quarter's name, the numbering in front of it, and remarks in brackets."""
    return fold(plain(_REMARK.sub("", _LABEL.sub("", text.strip()))))


RULE = Rule("目标走样", Kind.GOAL_DRIFT, judge)
