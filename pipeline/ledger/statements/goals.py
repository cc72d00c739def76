"""Whether a cell of the plan holds a goal at all."""

from __future__ import annotations

import re

from pipeline.vocabulary.text import fold

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
_DIGIT = re.compile(r"\d")


def is_goal(text: str) -> bool:
    """Whether a cell of the plan holds a goal: not blank, 无, 待定 and the like."""
    bare = fold(text)
    return not _NO_GOAL.fullmatch(bare) and not (len(bare) <= _EVASIVE and _is_evasive(bare))


def _is_evasive(bare: str) -> bool:
    """Whether the goal is put off, and neither a number nor a deed is named."""
    return bool(_PUT_OFF.search(bare)) and not _DIGIT.search(bare) and not _DEED.search(bare)
