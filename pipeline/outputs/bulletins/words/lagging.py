"""How bulletins tell of what lags: where it stands against its goal, who acts by when, what became of what was named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.ledger.statements.open_goals import OpenGoal
from pipeline.ledger.statements.shortfall import Shortfall
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.asked import Asked, list_asked
from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.facts.followed import Followed
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.words.own_words import brief
from pipeline.outputs.bulletins.words.places import named_task, place_words
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.terms import Standing

_FIGURES, _GOAL = 96, 44  # characters of what is reached and asked, and of a goal carried on


def lag_words(line: TaskLine) -> str:
    """``八一立交桥下空间整治提升（实事12，区水务局），累计完成地面铺装3100平方米，三季度目标4000平方米``."""
    return f"{named_task(line, line.standing_unit)}，{where_it_stands(line)}"


def where_it_stands(line: TaskLine) -> str:
    """What was reached of what; where that is not sure that the unit says it is not there, or else why it lags."""
    quarter = quarter_label(line.quarter) if line.quarter else ""
    if line.carried:
        return f"{line.reason.rstrip('。；')}（{carried_words(line)}）"
    if line.shortfalls and quarter:
        return wording.words(missed_words(line.shortfalls, quarter))
    if line.is_goal_open and quarter:
        if line.standing is not Standing.BEHIND:
            return f"尚未完成{quarter}目标（单位自报）"
        untold = f"，{unspoken_words(line.open_goal)}" if line.open_goal.unspoken else ""
        return f"未完成{quarter}目标（单位自报）{untold}"
    return line.reason.rstrip("。；")


def missed_words(missed: Sequence[Shortfall], quarter: str) -> str:
    """``累计完成地面铺装3100平方米、绿化补植900平方米，三季度目标分别为4000平方米、1500平方米``: those that fit, and of how many."""
    shown = list(missed)
    while len(shown) > 1 and sum(len(one.reached) + len(one.goal) for one in shown) > _FIGURES:
        shown.pop()
    more = f"等{len(missed)}项" if len(shown) < len(missed) else ""
    which = "分别为" if len(shown) > 1 else ""
    reached, goals = (wording.joined(told) for told in ([s.reached for s in shown], [s.goal for s in shown]))
    return f"{reached}{more}，{quarter}目标{which}{goals}"


def unspoken_words(goal: OpenGoal) -> str:
    """``“办结率达到90%以上”未填报完成数``: the figures of which the unit tells nothing."""
    return f"{wording.joined(f'“{wording.inside_quotes(words)}”' for words in goal.unspoken)}未填报完成数"


def carried_words(line: TaskLine) -> str:
    """``尚待完成“确定实施主体”；三季度目标已报告完成``: what of the goal carried on is open, and whether the present quarter's is met."""
    goal = brief(line.open_goal.goal, _GOAL).rstrip("。")
    told = f"尚待完成“{wording.inside_quotes(goal)}”" if goal else f"{quarter_label(line.carried)}目标待核实"
    return f"{told}；{quarter_label(line.quarter)}目标已报告完成" if line.is_goal_claimed else told


def asking_words(lines: Iterable[TaskLine], period: Period, cover: Cover, most: int = 100) -> str:
    """``区水务局要于10月底前完成三季度目标，区商务局要说明原因、明确措施，10月31日前书面报督查室``; blank where nobody is asked.

    More than ``most`` units are told by what they are asked for: nobody reads himself into two of them.
    """
    asked = list_asked(lines, period)
    units = {unit for one in asked for unit in one.units}
    in_time = cover.report_by is not None
    by = (
        f"{'均于' if len(units) > 1 else ''}{wording.day_words(cover.report_by, cover.year)}前"
        if cover.report_by
        else "尽快"
    )
    if len(units) > most:
        told = [_many(one, in_time=in_time, is_first=one is asked[0]) for one in asked]
    else:
        told = [f"{wording.joined_units(one.units)}要{_act(one, in_time=in_time)}" for one in asked]
    return f"{'，'.join(told)}，{by}书面报督查室" if asked else ""


def _many(asked: Asked, *, in_time: bool, is_first: bool) -> str:
    """``未完成三季度目标的5家单位要于10月底前完成``."""
    if asked.quarter:
        return f"未完成{quarter_label(asked.quarter)}目标的{len(asked.units)}家单位要{_by(asked, in_time=in_time)}完成"
    who = f"{'' if is_first else '其他'}{Standing.ATTENTION}事项的{len(asked.units)}家单位"
    return f"{who}要{_act(asked, in_time=in_time)}"


def _act(asked: Asked, *, in_time: bool) -> str:
    if not asked.quarter:
        return "说明原因、明确措施"
    return f"{_by(asked, in_time=in_time)}完成{quarter_label(asked.quarter)}目标"


def _by(asked: Asked, *, in_time: bool) -> str:
    return f"于{wording.period_end(asked.finish)}前" if asked.finish and in_time else "抓紧"


def followed_words(followed: Followed | None, edition: Edition, measure: str) -> str:
    """What became of what the last issued bulletin named, in a sentence; of tasks only where all that lag still may be told."""
    if followed is None:
        return ""
    is_told = all(edition.may_name(*sanction) for sanction in followed.still)
    parts = (_tasks(followed, measure) if is_told else "", _units(followed))
    told = "；".join(part for part in parts if part)
    return f"上期通报的{told}。" if told else ""


def _tasks(followed: Followed, measure: str) -> str:
    """``滞后事项3件，已赶上进度2件、仍滞后1件（实事12）``: those that lag still by their places."""
    open_still = dict.fromkeys(place_words(sanction.task_id) for sanction in followed.still)
    named = f"（{wording.joined(open_still)}）" if open_still else ""
    told = _became(("滞后事项", measure), followed.tasks, len(followed.caught_up), ("已赶上进度", "仍滞后"))
    return f"{told}{named}" if told else ""


def _units(followed: Followed) -> str:
    return _became(("未报送单位", "家"), followed.units, len(followed.made_up), ("已补报", "仍未补报"))


def _became(what: tuple[str, str], total: int, better: int, words: tuple[str, str]) -> str:
    """``滞后事项3件，已赶上进度2件、仍滞后1件``, ``滞后事项2件，均仍滞后``; blank where nothing was named."""
    if not total:
        return ""
    (named, measure), (well, still) = what, words
    if 0 < better < total:
        return f"{named}{total}{measure}，{well}{better}{measure}、{still}{total - better}{measure}"
    return f"{named}{total}{measure}，{'均' if total > 1 else ''}{well if better else still}"
