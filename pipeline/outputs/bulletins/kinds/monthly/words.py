"""The words of the monthly bulletin: what its template may say of the month (notice clause 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.kind import Passage
from pipeline.outputs.bulletins.kinds.monthly.facts import MonthlyFacts
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.bulletins.words.shown import (
    ProblemGroup,
    annex_note,
    annex_passages,
    held_back,
    is_all_told,
    listed_tasks,
    problem_groups,
    responsible_units,
    shown_lines,
    standing_words,
    trend_sentence,
    unit_words,
)
from pipeline.outputs.docx.inserts import Inserts
from pipeline.outputs.docx.tables import LANDSCAPE_MM, CellText, Layout, table_xml
from pipeline.outputs.docx.variables import MARKER, said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Standing

_LAYOUT = Layout(
    ("序号", "民生实事内容", "责任单位", "进展情况", "存在问题", "下一步计划", "进度"),
    (10, 44, 26, 55, 34, 34, 22),
    frozenset({0, 6}),
    LANDSCAPE_MM,
)
_STANDING_COLUMN = 6  # beside the unit's name it names it
_SLOW = (Standing.BEHIND, Standing.ATTENTION)
_IN_ANNEX = "各件进展情况见附件"
_ALL = 10_000


@dataclass(frozen=True)
class Share:
    """The projects of one category."""

    count: str = said("件数", "这一类的件数")
    listed: str = said("事项", "各件实事的序号和名称")
    claimed: str = said("自报", "其中单位自报完成当期目标的一句话；没有则为空")


@dataclass(frozen=True)
class MonthlyWords:
    """为民办实事月通报."""

    total: str = said("件数", "实事总件数，如 22")
    month: str = said("月份", "如 3月份")
    scope: str = said("统计范围", "如 2022年为民办实事共22件；公开版为本次公布的件数", is_statement=False)
    shares: str = said("分类情况", "各类件数，合计等于总件数")
    trend: str = said("环比", "与上月相比的一句话；没有上月则为空")
    closed: Share | None = said("已办结", "已办结的实事；没有则为空")  # noqa: RUF009
    on_track: Share | None = said("按序时推进", "按序时推进的实事；没有则为空")  # noqa: RUF009
    under_way: Share | None = said("正在推进", "公开版中尚未办结的实事；内部版为空")  # noqa: RUF009
    praised: str = said("表扬", "报送及时且均按序时推进的单位，一句话；没有则为空")
    attention: tuple[str, ...] = said("重视事项", "进度滞后、需要关注、未反映进展的，每类一段")
    none_amiss: str = said("无重视事项", "没有重视事项时的一句话；公开版为空", is_statement=False)
    problems: tuple[ProblemGroup, ...] = said("反映问题", "责任单位反映的问题，按类别分组", is_statement=False)
    no_problems: str = said("未反映问题", "没有反映问题时的一句话；公开版为空", is_statement=False)
    delivery: tuple[str, ...] = said("报送情况", "报送统计一段，未报、迟报、不完整各一段")
    slow: str = said("滞后情形", "如 进度滞后、需要关注的5件实事；没有则为空")
    report_ask: str = said("报送要求", "对未报、迟报单位的要求和下次报送日期；没有则为空", is_statement=False)
    is_last: bool = said("年终", "是全年最后一个报送月份")
    table: str = said("附件表", "22 件实事进展情况表，由程序生成，单独成段", is_insert=True)
    note: str = said("表注", "附件表下面的注")


def monthly_bulletin(facts: MonthlyFacts, edition: Edition) -> Bulletin:
    """The bulletin of the month in one edition."""
    lines = shown_lines(facts.lines, edition, facts.period)
    left_out = () if is_all_told(lines) else (_STANDING_COLUMN,)
    rows = [_row(line, left_out) for line in lines]
    month = wording.month_words(facts.period)
    return Bulletin(
        cover=facts.cover,
        edition=edition,
        words=_words(replace(facts, lines=lines), edition),
        inserts=Inserts({"附件表": table_xml(_LAYOUT.without(*left_out), rows)}),
        annex=f"{facts.cover.year}年为民办{facts.tally.total}件实事{month}进展情况表",
        named=facts.named,
        unsettled=facts.delivery.unsettled_units,
        removed=_removed(facts),
    )


def monthly_rows(facts: MonthlyFacts, edition: Edition) -> Iterator[Passage]:
    """What a project's row of the annex says."""
    yield from annex_passages(shown_lines(facts.lines, edition, facts.period))


def _opening(facts: MonthlyFacts) -> str:
    return f"承担为民办实事的责任单位{wording.month_words(facts.period)}工作任务落实情况，"


def _words(facts: MonthlyFacts, edition: Edition) -> MonthlyWords:
    delivery, withheld = allowed_delivery(facts.delivery, edition)
    kinds = wording.joined(standing for standing in _SLOW if facts.tally.number(standing))
    asks = passages.report_requirements(facts.delivery, facts.following)
    told = passages.delivery_sentence(facts.delivery.total, "家")
    attention = tuple(_attention(facts))
    return MonthlyWords(
        total=str(facts.tally.total),
        month=wording.month_words(facts.period),
        scope=f"{facts.cover.year}年为民办实事共{facts.tally.total}件",
        shares=wording.shared_out(facts.tally.pairs, "件"),
        trend=trend_sentence(facts.tally, facts.before, "上月", "件"),
        closed=_share(facts, Standing.CLOSED),
        on_track=_share(facts, Standing.ON_TRACK),
        under_way=None,
        praised=passages.praise(facts.praised, "实事"),
        attention=attention,
        none_amiss="" if attention else "本月没有进度滞后、需要关注或未反映进展的实事。",
        problems=problem_groups(facts.problems, _ALL, ""),
        no_problems="" if facts.problems else "本月责任单位未反映需要协调解决的问题。",
        delivery=(_opening(facts) + told, *passages.delivery_names(delivery, withheld=withheld)),
        slow=f"{kinds}的{facts.tally.number(*_SLOW)}件实事" if kinds else "",
        report_ask=asks[0][1] if asks else "",
        is_last=facts.is_last,
        table=f"{MARKER}附件表",
        note=annex_note(facts.lines),
    )


def _standing(facts: MonthlyFacts, standing: Standing) -> list[TaskLine]:
    return [line for line in facts.lines if line.standing is standing]


def _share(facts: MonthlyFacts, standing: Standing) -> Share | None:
    lines = _standing(facts, standing)
    claimed = sum(line.is_goal_claimed for line in lines) if standing is Standing.ON_TRACK else 0
    whole = "责任单位自报均已完成当期阶段目标。" if len(lines) > 1 else "责任单位自报已完成当期阶段目标。"
    told = whole if claimed == len(lines) else f"其中{claimed}件责任单位自报已完成当期阶段目标。"
    is_open = standing is Standing.CLOSED or is_all_told(facts.lines)
    shown = listed_tasks(lines) if is_open else _IN_ANNEX
    return Share(str(len(lines)), shown, told if claimed else "") if lines else None


def _attention(facts: MonthlyFacts) -> list[str]:
    told = []
    for standing in _SLOW:
        lines = _standing(facts, standing)
        if lines:
            told.append(f"{standing}{len(lines)}件{_with_reasons(lines, facts.delivery.unsettled_units)}。")
    if unknown := _standing(facts, Standing.UNREPORTED):
        told.append(_unknown(unknown))
    waiting = facts.tally.number(Standing.UNSETTLED)
    if waiting:
        told.append(f"另有{waiting}件因报送材料正在核对，进度待认定。")
    return told


def _unknown(lines: list[TaskLine]) -> str:
    """The projects of which nothing is known: who did not report stands under 报送情况, and is not blamed here once more."""
    shown = [line for line in lines if line.is_standing_told]
    listed = f"：{listed_tasks(shown)}" if len(shown) == len(lines) else ""
    return f"{Standing.UNREPORTED}{len(lines)}件{listed}，待责任单位补报后核定进度。"


def _with_reasons(lines: list[TaskLine], unsettled: tuple[str, ...]) -> str:
    """The projects with unit and reason, those of one unit and one reason together; those that may not be told counted (R8, R21)."""
    told = [one for one in lines if one.is_standing_told and one.standing_unit not in unsettled]
    groups = gathered(((one.standing_unit, one.reason), one) for one in told)
    parts = [
        listed_tasks(group) + (f"（{unit}：{reason.rstrip('。；') or '详见台账'}）" if unit else "")
        for (unit, reason), group in groups.items()
    ]
    spared = len(lines) - len(told)
    if not told:
        return "，由督查室另行督促"
    return "：" + "；".join([*parts, *([f"另有{spared}件由督查室另行督促"] if spared else [])])


def _row(line: TaskLine, left_out: Collection[int]) -> tuple[CellText, ...]:
    cells: tuple[CellText, ...] = (
        str(line.number),
        wording.cut(line.text),
        responsible_units(line),
        unit_words(line.progress),
        unit_words(line.problems),
        unit_words(line.next_steps),
        standing_words(line),
    )
    return tuple(cell for place, cell in enumerate(cells) if place not in left_out)


def _removed(facts: MonthlyFacts) -> tuple[str, ...]:
    cells = sum(bool(line.problems) for line in facts.lines)
    return (
        f"“存在问题”一节：责任单位反映的问题{len(facts.problems)}条，进度滞后、需要关注、未反映进展事项的原因和单位",
        f"“报送情况”一节：{facts.delivery.units}家单位的报送统计及未报、迟报、不完整单位名单",
        f"附件表“存在问题”列：{cells}件实事有内容",
        "附件表“进度”列、配合单位报送的内容，表扬和环比",
        *held_back(facts.lines),
        "联系人、负责人等个人姓名和电话",
    )
