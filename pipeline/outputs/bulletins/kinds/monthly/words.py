"""The words of the monthly bulletin: what its template may say of the month (notice clause 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ledger.statements.problem_text import is_problem
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.facts.problems import ProblemNote
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.kind import Passage
from pipeline.outputs.bulletins.kinds.monthly.annex import annex_table
from pipeline.outputs.bulletins.kinds.monthly.facts import GOING_WELL, MonthlyFacts
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.bulletins.words.lagging import asking_words, followed_words, lag_words
from pipeline.outputs.bulletins.words.own_words import brief
from pipeline.outputs.bulletins.words.places import listed_places, named_task, places_by_unit
from pipeline.outputs.bulletins.words.shown import (
    ProblemGroup,
    annex_note,
    annex_passages,
    held_back,
    problem_groups,
    shown_lines,
    trend_sentence,
)
from pipeline.outputs.docx.inserts import Inserts
from pipeline.outputs.docx.variables import MARKER, said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import Standing

_SLOW = (Standing.BEHIND, Standing.ATTENTION)
_MOVES = (
    Standing.CLOSED,
    *_SLOW,
    Standing.UNREPORTED,
)  # what lags less because nobody reports on it has not got better
_AMISS = (*_SLOW, Standing.UNREPORTED, Standing.UNSETTLED)
_IN_ANNEX = "各件进展情况见附件"
_ALL = 10_000
_CAUSE = 36  # characters of what hinders


@dataclass(frozen=True)
class Share:
    """The projects of one category."""

    count: str = said("件数", "这一类的件数")
    listed: str = said("事项", "各件实事的名称；按序时推进的在附件，不逐一列出", is_statement=False)
    claimed: str = said("自报", "季末全部报告完成当季目标的一句话；没有则为空")
    told: str = said("情况", "紧跟在件数后面的话，如 （详见附件）；已办结的列出本月新办结的")


@dataclass(frozen=True)
class MonthlyWords:
    """为民办实事月通报."""

    total: str = said("件数", "实事总件数，如 22")
    month: str = said("月份", "如 3月份")
    scope: str = said("统计范围", "如 为民办实事22件；公开版为本次公布的件数", is_statement=False)
    shares: str = said("分类情况", "各类件数，合计等于总件数")
    going_well: str = said("按序时占比", "如 已办结和按序时推进的占81.8%；公开版为空")
    trend: str = said("环比", "与上月相比的一句话；没有上月则为空")
    followed: str = said(
        "上期情况", "上期通报点名的滞后事项、未报送单位现在怎样，一句话；没有则为空", is_statement=False
    )
    done: str = said("办结情况", "本月新办结的是哪几件，季末牵头单位均报告完成当季目标的一句话；没有则为空")
    closed: Share | None = said("已办结", "已办结的实事；没有则为空")  # noqa: RUF009
    on_track: Share | None = said("按序时推进", "按序时推进的实事；没有则为空")  # noqa: RUF009
    under_way: Share | None = said("正在推进", "公开版中尚未办结的实事；内部版为空")  # noqa: RUF009
    praised: str = said("表扬", "报送及时且均按序时推进的单位，一句话；没有则为空")
    attention: tuple[str, ...] = said("重视事项", "进度滞后、需要关注、未反映进展的，每类一段；没有则为空")
    none_amiss: str = said("无重视事项", "没有重视事项时的一句话；公开版为空", is_statement=False)
    problems: tuple[ProblemGroup, ...] = said("反映问题", "责任单位反映的问题，按类别分组", is_statement=False)
    problems_told: str = said("问题摘要", "责任单位反映的问题，一段话；没有则为空", is_statement=False)
    no_problems: str = said("未反映问题", "没有反映问题时的一句话；公开版为空", is_statement=False)
    delivery: tuple[str, ...] = said("报送情况", "报送统计一段，未报送、迟报、漏报各一段")
    delivery_told: str = said("报送概况", "报送统计和未报送、迟报、漏报单位，合为一段；公开版为空", is_statement=False)
    slow: str = said("滞后情形", "如 进度滞后、需要关注的5件实事；没有则为空", is_statement=False)
    asked: str = said("整改要求", "哪个单位在哪天前做到什么、书面报告；没有则为空", is_statement=False)
    report_ask: str = said("报送要求", "对未报送、迟报单位的要求和下次报送日期；没有则为空", is_statement=False)
    is_last: bool = said("年终", "是全年最后一个报送月份")
    table: str = said("附件表", "22 件实事进展情况表，由程序生成，单独成段", is_insert=True)
    note: str = said("表注", "附件表下面的注", is_statement=False)


def monthly_bulletin(facts: MonthlyFacts, edition: Edition) -> Bulletin:
    """The bulletin of the month in one edition."""
    lines = shown_lines(facts.lines, edition, facts.period, facts.delivery.unsettled_units)
    month = wording.month_words(facts.period)
    return Bulletin(
        cover=facts.cover,
        edition=edition,
        words=_words(replace(facts, lines=lines), edition),
        inserts=Inserts({"附件表": annex_table(lines)}),
        annex=f"{facts.cover.year}年为民办{facts.tally.total}件实事{month}进展情况表",
        named=facts.named,
        unsettled=facts.delivery.unsettled_units,
        removed=_removed(facts),
    )


def monthly_rows(facts: MonthlyFacts, edition: Edition) -> Iterator[Passage]:
    """What a project's row of the annex says."""
    yield from annex_passages(shown_lines(facts.lines, edition, facts.period, facts.delivery.unsettled_units))


def _words(facts: MonthlyFacts, edition: Edition) -> MonthlyWords:
    delivery, _ = allowed_delivery(facts.delivery, edition)
    kinds = wording.joined(standing for standing in _SLOW if facts.tally.number(standing))
    asks = passages.report_requirements(delivery, facts.following)
    told = passages.delivery_sentence(facts.delivery.total, "家")
    names = passages.delivery_names(delivery)
    attention = tuple(_attention(facts))
    return MonthlyWords(
        total=str(facts.tally.total),
        month=wording.month_words(facts.period),
        scope=f"为民办实事{facts.tally.total}件",
        shares=passages.standing_counts(facts.tally, "件"),
        going_well=_going_well(facts),
        trend=trend_sentence(facts.tally, facts.before, "上月", "件", _MOVES),
        followed=followed_words(facts.followed, edition, "件"),
        done=_done(facts),
        closed=_closed(facts),
        on_track=_on_track(facts),
        under_way=None,
        praised=passages.praise(facts.praised, "实事"),
        attention=attention,
        none_amiss="" if facts.tally.number(*_AMISS) else "本月没有进度滞后、需要关注或未反映进展的实事。",
        problems=problem_groups(facts.problems, _ALL, ""),
        problems_told=_problems(facts.problems),
        no_problems="" if facts.problems else "本月责任单位未反映需要协调解决的问题。",
        delivery=(f"承担为民办实事的责任单位{told}", *names),
        delivery_told=f"承担实事的责任单位{told}{''.join(names)}",
        slow=f"{kinds}的{facts.tally.number(*_SLOW)}件实事" if kinds else "",
        asked=asking_words(facts.lines, facts.period, facts.cover),
        report_ask=asks[0][1] if asks else "",
        is_last=facts.is_last,
        table=f"{MARKER}附件表",
        note=annex_note(facts.lines),
    )


def _standing(facts: MonthlyFacts, standing: Standing) -> list[TaskLine]:
    return [line for line in facts.lines if line.standing is standing]


def _going_well(facts: MonthlyFacts) -> str:
    """The rate of the month; blank where all are, or none is, for the counts say so."""
    rate = facts.going_well
    labels = [str(standing) for standing in GOING_WELL if facts.tally.number(standing)]
    return f"{'和'.join(labels)}的占{passages.rate_words(rate)}" if 0 < rate.part < rate.whole else ""


def _closed(facts: MonthlyFacts) -> Share | None:
    """The projects that are done: those of this month by name, all of them in the first one."""
    lines = _standing(facts, Standing.CLOSED)
    new = [line for line in lines if line.task_id in facts.newly_closed]
    if len(new) == len(lines):
        told = f"：{_listed(lines)}"
    else:
        told = f"，其中本月新办结{len(new)}件：{_listed(new)}" if new else "（详见附件）"
    return Share(str(len(lines)), _listed(lines), "", told) if lines else None


def _done(facts: MonthlyFacts) -> str:
    """What was done this month, by name, and that the goal of a quarter is reached where that is told of all on track."""
    new = [line for line in facts.lines if line.task_id in facts.newly_closed]
    told = f"本月新办结{len(new)}件：{_listed(new)}。" if new else ""
    return f"{told}{_claimed(facts)}"


def _listed(lines: list[TaskLine]) -> str:
    return wording.joined(named_task(line, "") for line in lines)


def _on_track(facts: MonthlyFacts) -> Share | None:
    """Those on track by their number only: the annex lists them."""
    lines = _standing(facts, Standing.ON_TRACK)
    return Share(str(len(lines)), _IN_ANNEX, _claimed(facts), "（详见附件）") if lines else None


def _claimed(facts: MonthlyFacts) -> str:
    """What leads claim of a goal is told when it is due (R16), where all on track claim it."""
    lines = _standing(facts, Standing.ON_TRACK)
    if not lines or not facts.period.is_quarter_end or not all(line.is_goal_claimed for line in lines):
        return ""
    every = "均" if len(lines) > 1 else ""
    return f"据牵头单位报告，{Standing.ON_TRACK}的{every}已完成{quarter_label(facts.period.quarter)}目标。"


def _attention(facts: MonthlyFacts) -> Iterator[str]:
    """What lags and what nobody reported on, by name; of a category of which none may be named its number above says all (R8, R21)."""
    for standing in _SLOW:
        lines = _standing(facts, standing)
        told = [f"{lag_words(one)}{_because(one)}" for one in lines if one.is_standing_told]
        if told:
            yield f"{standing}{len(lines)}件：{'；'.join(told)}。"
    unknown = _standing(facts, Standing.UNREPORTED)
    if unknown and all(line.is_standing_told for line in unknown):
        yield f"{Standing.UNREPORTED}{len(unknown)}件：{places_by_unit(unknown)}，进度待核定。"


def _because(line: TaskLine) -> str:
    """What hinders a goal that is open, in a clause of its unit's own words; blank where the unit names nothing."""
    own = (item.words for item in line.problems if item.unit in ("", line.standing_unit) and is_problem(item.words))
    problem = next(own, "") if line.is_goal_open else ""
    return f"，单位反映：{wording.words(brief(problem, _CAUSE).rstrip('。'))}" if problem else ""


def _problems(notes: Sequence[ProblemNote]) -> str:
    """How many problems units reported, and of which projects; the annex has each in the unit's words."""
    lines = {note.line.task_id: note.line for note in notes}
    told = f"{len(notes)}条（{listed_places(lines.values())}，见附件）"
    return f"责任单位反映需要协调解决的问题{told}。" if notes else ""


def _removed(facts: MonthlyFacts) -> tuple[str, ...]:
    cells = sum(any(is_problem(item.words) for item in line.problems) for line in facts.lines)
    return (
        f"“存在问题”一节：责任单位反映的问题{len(facts.problems)}条，进度滞后、需要关注、未反映进展事项的原因和单位",
        f"“报送情况”一节：{facts.delivery.units}家单位的报送统计及未报、迟报、不完整单位名单",
        f"附件表“存在问题”列：{cells}件实事有内容",
        "附件表“进度”列、配合单位报送的内容，表扬和环比",
        *held_back(facts.lines),
        "联系人、负责人等个人姓名和电话",
    )
