"""What a phrase says of a goal: that it is done, that another part is open, that it only will be done."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.ledger.statements.numbers.measures import plain
from pipeline.vocabulary.likeness import pair_share
from pipeline.vocabulary.sentences import phrases, sentences

# What follows is a plan for later, not this quarter's progress.
_LATER = re.compile(r"^(?:下一?步|下一?阶段|接下来|下[个一]?月|后续|明年|来年|下[个一]?季度|[一二三四]季度将)")
# A part beyond what the goal asks for: its being open says nothing about the goal.
_REMAINDER = re.compile(
    r"剩余|其余|余下|个别|另有|另外|第[一二三四五六七八九十\d]+[个处条批期所家座]|未[\u4e00-\u9fff]{2,8}\d|二期|三期|后期|远期|下[一批期年]|明年|来年"
)
_AFFIRMED = re.compile(
    r"完成|建成|竣工|完工|投入使用|投用|通过|印发|签订|签约|办结|开工|启动|召开|取得|形成|达到|实现|累计|组织|开展|举办|出台|封顶|"
    r"到位|交付|制定|建立|获批|获得|落实|发放|确定|明确|揭牌|拆除|验收|报送|提交|上线|运行|\d"
)
_ONGOING_GOAL = re.compile(r"推进|加快|持续|有序|逐步|稳步|前期")
_BEGUN_GOAL = re.compile(r"启动|开展|筹备|谋划")
_REACHED_GOAL = re.compile(
    r"完成|建成|竣工|完工|投用|投入使用|开工|封顶|印发|签订|签约|通过|取得|交付|验收|形成|出台|获批|达到|实现|落地|上线"
)
_DRAFT = re.compile(r"方案|设计|手续|招标|图纸|可研|公告|摸底|选址|初稿|草案|征求意见稿|讨论稿|送审稿|初步方案")


def told_now(text: str) -> list[str]:
    """The phrases that tell of this month: what follows 下一步 in a sentence is left out."""
    kept: list[str] = []
    for sentence in sentences(text):
        kept += takewhile(lambda phrase: not is_later(phrase), phrases(sentence))
    return kept


def is_later(phrase: str) -> bool:
    """Whether the phrase begins a plan for later: 下一步, 明年."""
    return bool(_LATER.match(phrase))


def names_further_part(phrase: str) -> bool:
    """Whether the phrase is of a part beyond what a goal asks for: 其余, 二期."""
    return bool(_REMAINDER.search(phrase))


def is_done(phrase: str, goal: str) -> bool:
    """Whether the phrase reports something done; a draft, or a step before the work, is that only where the goal asks for one."""
    return bool(_AFFIRMED.search(phrase)) and not (_DRAFT.search(phrase) and not _DRAFT.search(goal))


def wants_result(part: str) -> bool:
    """Whether a part of a goal asks for something to be finished, and not only to go on (有序推进) or to begin (开展)."""
    return bool(_REACHED_GOAL.search(part)) or not (_ONGOING_GOAL.search(part) or _BEGUN_GOAL.search(part))


def goal_parts(goal: str) -> list[str]:
    """The phrases of a goal."""
    return told_now(plain(goal))


def goal_share(phrase: str, goal: str) -> float:
    """0 to 1: how much of some part of the goal the phrase takes up."""
    return max((pair_share(part, phrase) for part in goal_parts(goal)), default=0.0)
