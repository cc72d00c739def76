"""Words beside the answer: 是 beside words that say that the goal is not reached (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.config import Checks
from pipeline.ledger.checks.figure_checks import reached_figures, short_figures
from pipeline.ledger.checks.lines import Line, Written
from pipeline.ledger.statements.acts import counted
from pipeline.ledger.statements.counting import falls_short
from pipeline.ledger.statements.figures import parse_figures
from pipeline.ledger.statements.measures import plain
from pipeline.ledger.statements.openness import delays, denials, exceptions
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.likeness import pair_share
from pipeline.vocabulary.sentences import clauses, phrases, sentences
from pipeline.vocabulary.terms import MetGoal

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
_FUTURE = re.compile(r"拟|预计|计划|将|有望|力争|争取|即可")
_REACHED_GOAL = re.compile(
    r"完成|建成|竣工|完工|投用|投入使用|开工|封顶|印发|签订|签约|通过|取得|交付|验收|形成|出台|获批|达到|实现|落地|上线"
)
_DRAFT = re.compile(r"方案|设计|手续|招标|图纸|可研|公告|摸底|选址|初稿|草案|征求意见稿|讨论稿|送审稿|初步方案")
_RELATED, _TOLD = 0.34, 0.5
_ASKS_FOR_ALL = re.compile(r"全部|全面|全覆盖|清零|所有|整体")
_STARTED = re.compile(r"正在|进场|开始|着手|筹建|新开工")
# Words that name nothing: times, and what stands for any task.
_UNNAMED = re.compile(
    r"目前|现阶段|暂时|下个?月|下个?季度|本月底?|年底|月底|\d+月份?|[一二三四]季度|[上中下]旬|按期|如期|相关|有关|手续|工作|部分|内容|任务|目标|要求|"
    r"项目|整体|总体|事项|各项|前期|阶段性?|完成|完工|竣工|建成|办理|办结|推进|启动|实施|开展|达到|进行|落实|全部|全面|加快|抓紧|有序|"
    r"积极|但|仍|还|已|也|均|之?前|于|中|底|在|[“”\"、。]"
)


def judge_unfinished(written: Written, checks: Checks) -> Iterator[Finding]:
    """是, and the progress or the problems say that it is not done, in a sense that concerns the goal."""
    words = {
        is_due: (denials(checks.negations, is_due=is_due), delays(checks.ongoing, is_due=is_due))
        for is_due in (True, False)
    }
    harmless = exceptions(checks.harmless)
    for line in written.lines:
        if line.met_goal is not MetGoal.YES or not (line.progress or line.problems):
            continue
        negations, ongoing = words[line.period.is_quarter_end]
        progress = _clauses(harmless.sub("〇", plain(line.progress)))
        said = _denied(progress, negations, line) or _pending(progress, ongoing, line) or _own_words(line, harmless)
        said = said or _left_for_later(line, progress) or _nothing_reported(line, progress)
        if said:
            yield line.fault(Kind.YES_UNFINISHED, words=said, goal=line.goal or "未填写")


def _clauses(text: str) -> list[str]:
    """The clauses that tell of this month: what follows 下一步 is left out."""
    kept: list[str] = []
    for sentence in sentences(text):
        kept += takewhile(lambda phrase: not _LATER.match(phrase), phrases(sentence))
    return kept


def _denied(clauses: Sequence[str], negations: re.Pattern[str], line: Line) -> str:
    """A clause that says outright that something is not done (尚未完成): all of it, or what the goal is about.

    Where the goal's figures are reached, a clause about something else (二期尚未启动) says nothing about the goal.
    """
    for index, clause in enumerate(clauses):
        match = negations.search(clause)
        if not match or _is_attribute(clause, match):
            continue
        if _names_nothing(clause, negations) and not _continues_other(clauses, index):
            return clause
        is_reached = _is_goal_reached(line) or _is_told_done(clauses, negations, line.goal)
        is_about_goal = _share_of_goal(clause, line.goal) >= _RELATED
        is_rest = _is_rest(clause, line.goal) and not _ASKS_FOR_ALL.search(line.goal) and not _is_goal_short(line)
        is_beyond = is_reached or is_rest
        if (is_about_goal and not (is_reached and _REMAINDER.search(clause))) or not is_beyond:
            return clause
    return ""


def _pending(clauses: Sequence[str], ongoing: re.Pattern[str], line: Line) -> str:
    """A clause that says that the goal itself is still being worked at (正在, 预计), or a text that says nothing else.

    Before a quarter's end 是 may mean 'on course' (R16): then only words about the whole (预计下月完成), or a text
    without anything done, are doubted.
    """
    found = [clause for clause in clauses if (m := ongoing.search(clause)) and not _is_attribute(clause, m)]
    open_clauses = [clause for clause in found if not _is_rest(clause, line.goal) or _is_goal_short(line)]
    for index, clause in enumerate(clauses):
        if clause in open_clauses and _names_nothing(clause, ongoing) and not _continues_other(clauses, index):
            return clause
    if not open_clauses or _is_goal_reached(line):
        return ""
    rest = next((clause for clause in open_clauses if _is_rest(clause, line.goal)), "")
    if rest and any(short_figures(line.goal, line.progress)) and line.period.is_quarter_end:
        return rest
    is_future = any(_FUTURE.search(clause) for clause in open_clauses)
    results = [part for part in _clauses(plain(line.goal)) if _wants_result(part, is_future)]
    if line.goal and not results:
        return ""
    done = [clause for clause in clauses if clause not in found and _is_done(clause, line.goal)]
    if not done:
        return open_clauses[0]
    if not line.period.is_quarter_end:
        return ""
    told = {part: max(_share(part, clause) for clause in done) for part in results}
    for clause in open_clauses:
        if any(_RELATED <= _share(part, clause) >= told[part] for part in results):
            return clause
    return open_clauses[0] if results and max(told.values()) < _RELATED else ""


def _is_rest(clause: str, goal: str) -> bool:
    """Whether the clause is of a part that the goal does not name: 二期, where the goal says nothing of 二期."""
    return any(word not in goal for word in _REMAINDER.findall(clause))


def _is_done(clause: str, goal: str) -> bool:
    """Whether the clause reports something done; a draft, or a step before the work, is that only where the goal asks for one."""
    return bool(_AFFIRMED.search(clause)) and not (_DRAFT.search(clause) and not _DRAFT.search(goal))


def _names_nothing(clause: str, words: re.Pattern[str]) -> bool:
    """Whether the clause has no subject of its own, and so speaks of the whole: 目前尚未完成, 预计下月完成."""
    return len(_UNNAMED.sub("", words.sub("", clause))) <= 1


def _continues_other(clauses: Sequence[str], index: int) -> bool:
    """Whether the clause before names a further part, which this one goes on about: 第4处正在施工，预计年底完工."""
    return index > 0 and bool(_REMAINDER.search(clauses[index - 1]) or _STARTED.search(clauses[index - 1]))


def _wants_result(part: str, is_future: bool = False) -> bool:
    """Whether a part of a goal asks for something to be finished, and not only to go on (有序推进).

    A goal to begin something (开展, 启动) is missed by what only will be begun.
    """
    if _REACHED_GOAL.search(part) or (is_future and _BEGUN_GOAL.search(part)):
        return True
    return not (_ONGOING_GOAL.search(part) or _BEGUN_GOAL.search(part))


def _is_told_done(clauses: Sequence[str], negations: re.Pattern[str], goal: str) -> bool:
    """Whether other clauses report every part of the goal as done, so that a denial is about something else."""
    results = [part for part in _clauses(plain(goal)) if _wants_result(part)]
    done = [clause for clause in clauses if not negations.search(clause) and _is_done(clause, goal)]
    return bool(results and done) and all(max(_share(part, clause) for clause in done) >= _TOLD for part in results)


def _left_for_later(line: Line, clauses: Sequence[str]) -> str:
    """At a quarter's end: a clause that puts the very deed of the goal off (下一步按程序印发), which nothing reports."""
    asked = counted(line.goal)[0] - counted("，".join(clauses))[0]
    if not line.period.is_quarter_end or not asked or _is_goal_reached(line):
        return ""
    later = [clause for clause in phrases(plain(line.progress)) if clause not in clauses]
    return next((clause for clause in later if _LATER.match(clause) and counted(clause)[0] & asked), "")


def _nothing_reported(line: Line, clauses: Sequence[str]) -> str:
    """At a quarter's end: the text where the goal asks for a result and no word of it says that anything was done."""
    results = [part for part in _clauses(plain(line.goal)) if _REACHED_GOAL.search(part)]
    if not line.period.is_quarter_end or not results or not clauses or _is_goal_reached(line):
        return ""
    text = "，".join(clauses)
    is_told = (
        _AFFIRMED.search(_DIGIT.sub("", text))
        or _DONE_DATE.search(text)
        or parse_figures(text)
        or _share(results[0], text) >= _TOLD
    )
    return "" if is_told else clauses[0]


def _own_words(line: Line, harmless: re.Pattern[str]) -> str:
    """A problem that says itself that the goal is missed."""
    for clause in clauses(harmless.sub("〇", plain(line.problems))):
        missed = _MISSED.search(clause)
        if missed and _AIM.search(clause, missed.end()):
            return clause
    return ""


_MISSED = re.compile("未完成|没有完成|未达到|未达|未能完成|未能如期|未按期|尚未完成|滞后于?")
_AIM = re.compile("目标|任务|计划|进度|序时")


def _is_attribute(clause: str, match: re.Match[str]) -> bool:
    """Whether the words only describe what was dealt with: 督促尚未复工的企业, 未签约户."""
    after = clause[match.end() :]
    if match[0][-1:].isdigit():
        return False
    return bool(_ATTRIBUTE.search(clause[: match.start()])) or bool(
        re.match(r"[^，,的]{0,8}的(?!$)|户|企业|问题|项目|工地|单位|事项|指标|点位|住户|居民", after)
    )


def _is_goal_reached(line: Line) -> bool:
    """Whether the goal has figures and the progress reaches each of them."""
    pairs = list(reached_figures(line.goal, line.progress))
    return bool(pairs) and all(
        found and not all(falls_short(reached, goal) for reached in found) for goal, found in pairs
    )


def _is_goal_short(line: Line) -> bool:
    """Whether the goal, due by now, has figures that the progress does not show as reached."""
    return line.period.is_quarter_end and bool(parse_figures(line.goal, is_goal=True)) and not _is_goal_reached(line)


def _share_of_goal(clause: str, goal: str) -> float:
    return max((_share(part, clause) for part in _clauses(plain(goal))), default=0.0)


def _share(part: str, clause: str) -> float:
    """How much of the goal's pairs of characters the clause takes up."""
    return pair_share(part, clause)
