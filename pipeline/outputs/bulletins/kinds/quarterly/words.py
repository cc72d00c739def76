"""The words of the quarterly bulletin: what its template may say of all tasks (notice clause 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.outputs.bulletins.bulletin import Bulletin, FullTable, LeadersCopy
from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.kind import Passage
from pipeline.outputs.bulletins.kinds.quarterly.concerns import concerns_of
from pipeline.outputs.bulletins.kinds.quarterly.facts import QuarterlyFacts, UnmetGoal
from pipeline.outputs.bulletins.kinds.quarterly.reporting import reporting_passage
from pipeline.outputs.bulletins.kinds.quarterly.sentences import (
    class_shares,
    done_sentence,
    other_items,
    problem_passage,
    slipped_items,
    unmet_sentence,
)
from pipeline.outputs.bulletins.kinds.quarterly.tables import (
    by_category,
    by_official,
    delivery_row_words,
    full_table,
    leaders_blocks,
    quarterly_inserts,
)
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.bulletins.words.checked import checked_sentence
from pipeline.outputs.bulletins.words.lagging import asking_words, followed_words
from pipeline.outputs.bulletins.words.pooling import cells_of, columns_of
from pipeline.outputs.bulletins.words.shown import (
    ProblemGroup,
    annex_note,
    annex_passages,
    held_back,
    problem_groups,
    shown_lines,
    trend_sentence,
)
from pipeline.outputs.docx.variables import MARKER, said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.terms import Standing

PROBLEMS_SHOWN = 4  # of each kind
_UNITS = 2  # that are asked by name
TRENDS = (Standing.CLOSED, Standing.BEHIND, Standing.ATTENTION, Standing.UNREPORTED)


@dataclass(frozen=True)
class QuarterlyWords:
    """季度通报."""

    quarter: str = said("季度", "如 一季度")
    total: str = said("事项总数", "如 109")
    annexes: str = said("两类总数", "如 重点任务87项、为民办实事22项")
    scope: str = said(
        "统计范围",
        "如 任务目标共109项（重点任务87项、为民办实事22项）；公开版为本次公布的项数",
        is_statement=False,
    )
    shares: str = said("分类情况", "各类项数，合计等于事项总数")
    each: str = said(
        "两类情况", "重点任务和为民办实事各自已办结和按序时推进的占多少；公开版为各自的分类项数", is_statement=False
    )
    done: str = said("办结情况", "已办结事项的名称，自报完成当季目标的项数；没有则为空")
    well: str = said("序时率", "已办结和按序时推进的占比，如 88.1%", is_statement=False)
    trend: str = said("环比", "与上季度末相比的一句话；没有上季度则为空")
    praised: str = said("表扬", "报送及时且任务均按序时推进的单位，一句话；没有则为空")
    chart: str = said("分类图", "各类任务推进情况图，可在 Word 中编辑，由程序生成，单独成段", is_insert=True)
    by_category: str = said("分类表", "各类任务推进情况表，由程序生成，单独成段", is_insert=True)
    by_official: str = said(
        "牵头领导表", "各牵头领导任务推进情况表，由程序生成，单独成段；领导参阅件中已有，不必再印", is_insert=True
    )
    is_shared: bool = said("有共同牵头", "有两位领导共同牵头的任务")
    unmet: str = said("未完成情况", "未完成当季目标的总数；没有时说明没有")
    has_unmet: bool = said("有未完成", "未完成情况表中有内容")
    slipped: tuple[str, ...] = said(
        "未完成事项", "未完成当季目标的事项，每项一段，写明完成多少、目标多少", is_statement=False
    )
    others: tuple[str, ...] = said("其他督促事项", "需要关注和未反映进展的事项，每类一段")
    followed: str = said("上期事项", "上期通报的滞后事项和未报送单位现在怎样，一句话；没有则为空")
    unmet_table: str = said("未完成表", "未完成当季目标的任务，由程序生成，单独成段", is_insert=True)
    delivery_scope: str = said("报送统计", "应报、按时、迟报、未报和按时率，写明分母")
    delivery_table: str = said("报送表", "各月报送情况表，由程序生成，单独成段", is_insert=True)
    delivery: tuple[str, ...] = said("报送情况", "未报、迟报、不完整各一段")
    delivery_passage: str = said("报送段", "报送统计和未报、迟报、不完整的单位，一段；公开版为空", is_statement=False)
    checked: str = said("抽查情况", "抽查核验多少、结果怎样，一段；没有抽查则为空")
    delivery_number: str = said("报送表序号", "报送表是第几张表；以前的模板中牵头领导表为表2，报送表为表3")
    problem_count: str = said("问题条数", "责任单位反映的问题条数")
    problems: tuple[ProblemGroup, ...] = said("反映问题", "责任单位反映的问题，按类别分组", is_statement=False)
    no_problems: str = said("未反映问题", "没有反映问题时的一句话；公开版为空", is_statement=False)
    problem_passage: str = said("问题段", "反映的问题条数和主要类别，一句话；没有则为空", is_statement=False)
    ask: str = said("整改要求", "滞后事项由谁在哪天前完成、书面报告；没有则为空", is_statement=False)
    report_ask: str = said("报送要求", "对未报、迟报单位的要求和下次报送日期；没有则为空", is_statement=False)
    is_last: bool = said("年终", "是全年最后一个季度")
    concern_title: str = said(
        "督办表名称", "进度滞后、需要关注和未反映进展事项表的名称；没有这类事项则为空", is_statement=False
    )
    concern_head: str = said("督办表附件号", "如 附件1", is_statement=False)
    concern_table: str = said("督办表", "进度滞后、需要关注和未反映进展的事项，由程序生成，单独成段", is_insert=True)
    leader_title: str = said("领导表名称", "推进和报送情况统计附件的名称；公开版为空", is_statement=False)
    leader_head: str = said("领导表附件号", "如 附件2", is_statement=False)
    leader_pages: str = said(
        "领导页", "每位牵头领导一页，由程序生成，单独成段；领导参阅件中已有，不必再印；公开版为空", is_insert=True
    )
    table: str = said("附件表", "全部事项落实情况表，由程序生成，单独成段；附表文件中已有，不必再印", is_insert=True)
    note: str = said("表注", "附件表下面的注", is_statement=False)


def quarterly_bulletin(facts: QuarterlyFacts, edition: Edition) -> Bulletin:
    """The bulletin of the quarter in one edition."""
    shown = shown_facts(facts, edition)
    withheld = len(facts.unmet) - len(shown.unmet)
    annexes = annex_titles(shown)
    return Bulletin(
        cover=facts.cover,
        edition=edition,
        words=_words(shown, edition, withheld),
        inserts=quarterly_inserts(shown),
        annex=numbered_annexes(annexes),
        leaders=LeadersCopy(_leaders_title(shown), leaders_blocks(shown)),
        table=FullTable(len(annexes), annexes[-1], full_table(shown), annex_note(shown.lines)),
        named=facts.named,
        unsettled=facts.delivery.unsettled_units,
        removed=_removed(facts),
    )


def quarterly_rows(facts: QuarterlyFacts, edition: Edition) -> Iterator[Passage]:
    """What the rows of its tables say."""
    shown = shown_facts(facts, edition)
    for tally in (*by_category(shown), *by_official(shown)):
        columns = columns_of(tally)
        told = tuple(zip(columns, cells_of(tally, columns), strict=True))
        yield f"表中“{tally.label}”一行", wording.shared_out(told, "项")
    for goal in shown.unmet:
        yield f"附件1{goal.unit}{goal.task_id}", wording.sentence(goal.reason) if goal.reason else "列入"
    for months in facts.delivery.by_period:
        yield f"报送表{months.label}", delivery_row_words(months)
    yield from annex_passages(shown.lines)


def annex_titles(shown: QuarterlyFacts) -> tuple[str, ...]:
    """The annexes by their titles: what calls for a hand, where anything does; counts and returns; the full table, a file of its own."""
    concerns = (_concern_title(shown),) if concerns_of(shown) else ()
    return (*concerns, _leader_title(shown), f"任务目标{shown.quarter}落实情况表")


def _concern_title(shown: QuarterlyFacts) -> str:
    return f"{shown.quarter}需要督促的任务目标"


def _leader_title(shown: QuarterlyFacts) -> str:
    return f"任务目标{shown.quarter}推进和报送情况统计"


def _leaders_title(shown: QuarterlyFacts) -> str:
    return f"各牵头领导任务目标{shown.quarter}推进情况"


def numbered_annexes(titles: Sequence[str]) -> str:
    """``1.…`` in lines, as they stand behind 附件：; the last goes along as a file."""
    return "\n".join(f"{number}.{title}" for number, title in enumerate(titles, 1)) + "（另附）"


def shown_facts(facts: QuarterlyFacts, edition: Edition) -> QuarterlyFacts:
    """``facts`` with only what ``edition`` may tell of lines and goals."""
    lines = shown_lines(facts.lines, edition, facts.months[-1], facts.delivery.unsettled_units)
    return replace(facts, lines=lines, unmet=shown_unmet(facts, edition))


def shown_unmet(facts: QuarterlyFacts, edition: Edition) -> tuple[UnmetGoal, ...]:
    """The goals unmet whose units ``edition`` may name (R21)."""
    return tuple(goal for goal in facts.unmet if edition.may_name(goal.charge, goal.task_id))


def _words(facts: QuarterlyFacts, edition: Edition, withheld: int) -> QuarterlyWords:
    delivery, _ = allowed_delivery(facts.delivery, edition)
    months = wording.joined(month.label for month in facts.months)
    scope = f"{facts.quarter}按月报送（{months}）涉及责任单位{facts.delivery.units}家，"
    told = passages.delivery_sentence(facts.delivery.total, "份")
    names = passages.delivery_names(delivery, with_months=len(facts.months) > 1)
    asks = passages.report_requirements(facts.delivery, facts.following)
    annexes = "、".join(f"{tally.label}{tally.total}项" for tally in facts.by_annex)
    concerns = concerns_of(facts)
    statistics = f"附件{2 if concerns else 1}"
    parts = f"，含{facts.parts}个子项" if facts.parts else ""
    return QuarterlyWords(
        quarter=facts.quarter,
        total=str(facts.tally.total),
        annexes=annexes,
        scope=f"任务目标共{facts.tally.total}项（{annexes}{parts}）",
        shares=wording.shared_out(facts.tally.pairs, "项"),
        each=class_shares(facts.by_annex),
        done=done_sentence(facts.lines, facts.quarter),
        well=passages.rate_words(facts.tally.well),
        trend=trend_sentence(facts.tally, facts.before, "上季度末", "项", TRENDS),
        praised=passages.praise(facts.praised, "任务", len(facts.praised)),
        chart=f"{MARKER}分类图",
        by_category=f"{MARKER}分类表",
        by_official=f"{MARKER}牵头领导表",
        is_shared=any(len(line.lead_officials) > 1 for line in facts.lines),
        unmet=unmet_sentence(facts, withheld),
        slipped=slipped_items(facts, concerns),
        others=other_items(facts, concerns),
        followed=followed_words(facts.followed, edition, "项"),
        has_unmet=bool(facts.unmet),
        unmet_table=f"{MARKER}未完成表",
        delivery_scope=f"{scope}{told}",
        delivery_table=f"{MARKER}报送表",
        delivery=names,
        delivery_passage=reporting_passage(delivery, facts.quarter, statistics),
        checked=checked_sentence(facts.checked, facts.quarter, edition),
        delivery_number="3",
        problem_count=str(len(facts.problems)),
        problems=problem_groups(facts.problems, PROBLEMS_SHOWN, "其余{number}条详见督查台账“问题台账”。"),
        no_problems="" if facts.problems else "本季度责任单位未反映需要协调解决的问题。",
        problem_passage=problem_passage(facts.problems),
        ask=asking_words((one.line for one in concerns), facts.months[-1], facts.cover, _UNITS),
        report_ask=asks[0][1] if asks else "",
        is_last=facts.is_last,
        concern_title=_concern_title(facts) if concerns else "",
        concern_head="附件1",
        concern_table=f"{MARKER}督办表",
        leader_title=_leader_title(facts),
        leader_head=statistics,
        leader_pages=f"{MARKER}领导页",
        table=f"{MARKER}附件表",
        note=annex_note(facts.lines),
    )


def _removed(facts: QuarterlyFacts) -> tuple[str, ...]:
    return (
        f"未完成{facts.quarter}目标情况一节及附件1：{len(facts.unmet)}项次",
        f"报送情况一节及报送情况表：{facts.delivery.units}家单位",
        f"“存在问题”一节：责任单位反映的问题{len(facts.problems)}条",
        f"领导参阅件（分牵头领导情况）：{len(facts.by_official)}行（含领导姓名）",
        "附件表“进度”列、配合单位报送的内容，表扬和环比",
        *held_back(facts.lines),
        "联系人、负责人等个人姓名和电话",
    )
