"""What a phrase says of a goal: that it is done, that another part is open, that it only will be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.ledger.statements.figures import parse_figures
from pipeline.ledger.statements.measures import plain
from pipeline.vocabulary.likeness import pair_share
from pipeline.vocabulary.sentences import phrases, sentences

# What follows is a plan for later, not this quarter's progress.
_LATER = re.compile(r"^(?:下一?步|下一?阶段|接下来|下[个一]?月|后续|明年|来年|下[个一]?季度|[一二三四]季度将)")
# A part beyond what the goal asks for: its being open says nothing about the goal.
_REMAINDER = re.compile(
    r"剩余|其余|余下|个别|另有|另外|第[一二三四五六七八九十\d]+[个处条批期所家座]|未[\u4e00-\u9fff]{2,8}\d|二期|三期|后期|远期|下[一批期年]|明年|来年"
)
_ATTRIBUTE = re.compile(r"(?:对(?!接)|将|针对|围绕|督促|督导|引导|指导|帮助|推动|约谈|走访)[^，,]{0,16}$")
_AFFIRMED = re.compile(
    r"完成|建成|竣工|完工|投入使用|投用|通过|印发|签订|签约|办结|开工|启动|召开|取得|形成|达到|实现|累计|组织|开展|举办|出台|封顶|"
    r"到位|交付|制定|建立|获批|获得|落实|发放|确定|明确|揭牌|拆除|验收|报送|提交|上线|运行|\d"
)
_DIGIT = re.compile(r"\d")
_DONE_DATE = re.compile(r"\d+月\d+日|已|均|全部|顺利|圆满|批准|同意|审定|审议|认可")
_ONGOING_GOAL = re.compile(r"推进|加快|持续|有序|逐步|稳步|前期")
_BEGUN_GOAL = re.compile(r"启动|开展|筹备|谋划")
FUTURE = re.compile(r"拟|预计|计划|将|有望|力争|争取|即可")
_REACHED_GOAL = re.compile(
    r"完成|建成|竣工|完工|投用|投入使用|开工|封顶|印发|签订|签约|通过|取得|交付|验收|形成|出台|获批|达到|实现|落地|上线"
)
_DRAFT = re.compile(r"方案|设计|手续|招标|图纸|可研|公告|摸底|选址|初稿|草案|征求意见稿|讨论稿|送审稿|初步方案")
_STARTED = re.compile(r"正在|进场|开始|着手|筹建|新开工")
# Words that name nothing: times, and what stands for any task.
_UNNAMED = re.compile(
    r"目前|现阶段|暂时|下个?月|下个?季度|本月底?|年底|月底|\d+月份?|[一二三四]季度|[上中下]旬|按期|如期|相关|有关|手续|工作|部分|内容|任务|目标|要求|"
    r"项目|整体|总体|事项|各项|前期|阶段性?|完成|完工|竣工|建成|办理|办结|推进|启动|实施|开展|达到|进行|落实|全部|全面|加快|抓紧|有序|"
    r"积极|但|仍|还|已|也|均|之?前|于|中|底|在|[“”\"、。]"
)
# What the words only describe: 未签约户, 尚未复工的企业.
_DESCRIBED = re.compile(r"[^，,的]{0,8}的(?!$)|户|企业|问题|项目|工地|单位|事项|指标|点位|住户|居民")


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


def is_rest(phrase: str, goal: str) -> bool:
    """Whether the phrase is of a part that the goal does not name: 二期, where the goal says nothing of 二期."""
    return any(word not in goal for word in _REMAINDER.findall(phrase))


def is_done(phrase: str, goal: str) -> bool:
    """Whether the phrase reports something done; a draft, or a step before the work, is that only where the goal asks for one."""
    return bool(_AFFIRMED.search(phrase)) and not (_DRAFT.search(phrase) and not _DRAFT.search(goal))


def names_nothing(phrase: str, words: re.Pattern[str]) -> bool:
    """Whether the phrase has no subject of its own, and so speaks of the whole: 目前尚未完成, 预计下月完成."""
    return len(_UNNAMED.sub("", words.sub("", phrase))) <= 1


def continues_other(told: Sequence[str], index: int) -> bool:
    """Whether the phrase before names a further part, which this one goes on about: 第4处正在施工，预计年底完工."""
    return index > 0 and bool(names_further_part(told[index - 1]) or _STARTED.search(told[index - 1]))


def wants_result(part: str, is_future: bool = False) -> bool:
    """Whether a part of a goal asks for something to be finished, and not only to go on (有序推进).

    A goal to begin something (开展, 启动) is missed by what only will be begun.
    """
    if _REACHED_GOAL.search(part) or (is_future and _BEGUN_GOAL.search(part)):
        return True
    return not (_ONGOING_GOAL.search(part) or _BEGUN_GOAL.search(part))


def goal_parts(goal: str) -> list[str]:
    """The phrases of a goal."""
    return told_now(plain(goal))


def names_result(part: str) -> bool:
    """Whether a part of a goal names a result outright: 建成, 印发."""
    return bool(_REACHED_GOAL.search(part))


def reports_anything(text: str) -> bool:
    """Whether any word or number of the text reports something done."""
    is_told = _AFFIRMED.search(_DIGIT.sub("", text)) or _DONE_DATE.search(text)
    return bool(is_told or parse_figures(text))


def is_attribute(phrase: str, match: re.Match[str]) -> bool:
    """Whether the words only describe what was dealt with: 督促尚未复工的企业, 未签约户."""
    if match[0][-1:].isdigit():
        return False
    return bool(_ATTRIBUTE.search(phrase[: match.start()]) or _DESCRIBED.match(phrase, match.end()))


def goal_share(phrase: str, goal: str) -> float:
    """0 to 1: how much of some part of the goal the phrase takes up."""
    return max((pair_share(part, phrase) for part in goal_parts(goal)), default=0.0)
