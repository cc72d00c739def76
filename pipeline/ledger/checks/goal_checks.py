"""The yardstick: each quarter has a goal on file, and Annex 4 quotes it as it stands there (R15)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.lines import Line, Plan, Written
from pipeline.ledger.checks.places import told
from pipeline.ledger.statements.counting import counts_same
from pipeline.ledger.statements.figures import parse_figures
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
# What stands in a cell and promises nothing.
_NO_GOAL = re.compile(
    r"视.{0,8}定|[见如]上|略|.{0,4}待.{0,8}(?:确定|明确|研究|定)|(?:目前|暂|尚|还|本季度)*(?:无|没有|未定|待定|未明确|未确定|待明确|待确定|另定|另行确定|另行安排|未安排|空|空白|未填)?(?:计划|目标|任务|安排|工作)*|同上|同前|na|0|xx+"
)
_PUT_OFF = re.compile(
    r"未(?!来)|暂|缺|(?<![接招期对优])待|不[详明]|另[行定]|后续|同.{0,3}季度|视|无(?:具体|明确)?(?:目标|计划|内容|要求)"
)
_DEED = re.compile(
    r"完成|建成|竣工|完工|开工|动工|投用|交付|验收|封顶|印发|签约|签订|通过|取得|启动|推进|批复|审批|达到|实现|制定|编制|建立|开展|组织|实施"
)
_EVASIVE = 10
# Steps before the thing itself: added to a goal they make it smaller.
_STEP_BEFORE = re.compile(
    r"选址|设计|前期|方案|招标|摸底|手续|启动|筹备|初稿|谋划|力争|争取|拟|计划|基本|对接|立项|报批"
)
_FINISHED = re.compile(r"全部完成|全面完成|完成全部|完成全年|全年任务|年度任务|竣工验收|建成投用|收官|销号|印发实施")
_LOST = 60
_QUOTED = 90


def judge_missing_plan(written: Written, checks: Checks) -> Iterator[Finding]:
    """A plan on file lacks a quarter's goal, unless an earlier quarter already completes the whole task."""
    for plan in written.plans:
        lacking = [
            quarter_label(index + 1)
            for index, goal in enumerate(plan.goals)
            if not _is_goal(goal) and not any(_FINISHED.search(before) for before in plan.goals[:index])
        ]
        if lacking and not _is_split(plan, written):
            yield plan.fault(Kind.GOAL_BLANK, task=plan.task_id, quarters="、".join(lacking))


def _is_goal(text: str) -> bool:
    """Whether a cell of the plan holds a goal: not blank, 无, 待定 and the like."""
    bare = fold(text)
    is_evasive = (
        len(bare) <= _EVASIVE and _PUT_OFF.search(bare) and not re.search(r"\d", bare) and not _DEED.search(bare)
    )
    return not is_evasive and not _NO_GOAL.fullmatch(bare)


def _is_split(plan: Plan, written: Written) -> bool:
    """Whether the unit's other rows for the task fill the quarters that this row leaves out (R11)."""
    rows = written.plans_of(plan.unit, plan.task_id)
    return len(rows) > 1 and all(any(_is_goal(row.goals[index]) for row in rows) for index in range(4))


def judge_drift(written: Written, checks: Checks) -> Iterator[Finding]:
    """The quarter's goal in Annex 4 says something else than the plan on file."""
    for line in written.lines:
        if not line.planned or fold(line.quarter_goal) in _MEANINGLESS or not _is_goal(line.planned):
            continue
        difference = _difference(line, written.tasks[line.task_id].text, checks)
        if difference:
            yield line.fault(
                Kind.GOAL_DRIFT,
                written=_cut(line.quarter_goal),
                planned=_cut(line.planned),
                planned_place=told(written.plan_place(line)),
                difference=difference,
            )


def _difference(line: Line, task_text: str, checks: Checks) -> str:
    """How the goal differs, in words; '' where it is the same, or the whole year's plan was pasted in."""
    planned, given = _bare(line.planned), _bare(line.quarter_goal)
    later = {_bare(goal) for goal in line.goals[line.period.quarter :]} - {""}
    added = given.replace(planned, "", 1)
    is_narrowed = (_STEP_BEFORE.search(added) and not _STEP_BEFORE.search(planned)) or re.search(r"中.?\d", added)
    if planned in given and len(added) <= _EVASIVE and is_narrowed:
        return "表述不同"
    if planned in given or given in {fold(task_text), *later} or (later and all(goal in given for goal in later)):
        return ""
    figures = _changed_figures(line.planned, line.quarter_goal)
    if figures:
        return figures
    copied = next((index for index in range(line.period.quarter - 1) if _bare(line.goals[index]) == given), None)
    if copied is not None:
        return f"所填为{quarter_label(copied + 1)}的目标"
    if any(piece_score(part, given) < _LOST for part in map(_bare, items(line.planned)) if part):
        return "内容有删减" if len(given) < len(planned) else "表述不同"
    kept = kept_score(planned, given)
    if len(given) < len(planned) and kept < checks.wording_score:
        return "内容有删减" if kept_score(given, planned) > checks.wording_score else "表述不同"
    if kept < checks.wording_score or _promises(planned) - _promises(given) or _promises(given) - _promises(planned):
        return "表述不同"
    return ""


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


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else f"{flat[:_QUOTED]}……"
