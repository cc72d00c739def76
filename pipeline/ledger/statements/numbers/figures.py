"""The figures of a text: each number with what its clause, and the clauses before, say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.ledger.statements.numbers.acts import NEUTRAL_ACTS, core, counted
from pipeline.ledger.statements.numbers.measures import Measure, find_bare, find_measures, plain
from pipeline.ledger.statements.numbers.stated import StatedFigure, totals
from pipeline.ledger.statements.numbers.times import Span, Time, chief_span, find_times
from pipeline.vocabulary.sentences import clauses, sentences

_ABOUT = re.compile(r"近$|(?<![签预制])约$")
_QUOTED = 30
_MOST = 150  # More figures than any cell of a return holds; each is compared with each.
_SHARE = re.compile(r"其中|包括|\(含")
_CEILING = re.compile(
    r"控制在|不超过|不高于|不多于|(?<!不)低于|以内|以下|(?:下降|降低?|压[减缩降]?|缩[短减]?|精?减少?|精简)[到至]"
)
_TURN = re.compile(r"(?P<down>下降|降低|降幅|减少|回落|负增长|压降)|增长|增速|增幅|上升|升高|提高|反弹|上涨|攀升")
_GROWING = re.compile(r"增长|增速|增幅|同比")
_RATE = re.compile(r"下降|降低|占比|比重|(?<!完成)(?<!覆盖)率(?!先)")
# A share of the work done so far: it only grows.
_DONE_SO_FAR = re.compile(r"(?:完成|进度|工程量|覆盖率)[^，,]{0,6}$")
_OF_A_SPAN = re.compile(r"(?:月度|本月|当月|季度|本季)[^，,]{0,6}(?:计划|目标|任务)")
# A number behind these tells of another year, a difference, a total or the future: nothing that was reached.
_NOT_REACHED = re.compile(
    r"去年|上年|同期|20(?:1\d|20|21)年(?!度)|[较比]上(?![升涨浮调])|环比|剩余|其余|余下|还有|尚有|仍有|尚余|尚欠|尚需|还需|"
    r"计划(?!完成情况|(?:任务|投资|数)?的$)|预计|(?<![模虚草比])拟(?!上市)|力争|将[于在]|目标(?!任务|项目|企业|客户|的$)|下一步|下步|下月|接下来|年底前|"
    r"总任务|任务[总数量]|(?:年度|全年|总)任务(?!的$)|应改造|应完成|需改造|涉及|规划建设|总建筑|总面积|占地|总长|全长|"
    r"总规模|不足|尚未|未完成|未签|争取|确保"
)
_STOCK = re.compile(r"已|达|突破|增至|共(?:建成|完工|签约|引进|培育|安装|改造|腾退|拆除)")
_RAISED = re.compile(r"(?:/月|/年)?(?:提高|增加|上升|提升|扩大|增至|下降|降低|降|调整|升)[到至为]?\d")
_DEEDS = re.compile(
    r"筹集|募集|发放|投放|补植|栽植|铺设|拆除|腾退|建成|完工|引进|培育|申请|惠及|归集|供地|出让|签约|安装|筹措|开工|完成投资|更新|整治|盘活|设立|打造|占年度|占全年|占计划|完成年度|完成全年"
)
_LIST = re.compile(r"[、和及与]|以及")
_EACH = re.compile(r"([^，,。；;：:]*[、和及][^，,。；;：:]*)各(?=\d)")
_RATES = ("%", "个百分点")
_TAIL = re.compile(r"^(?:(?!并|且|后|用于|达到|已)[^，,、()和及与]){0,14}")
_LAST_TAIL = re.compile(r"^(?:(?!并|且|后|用于|达到|已)[^，,()（）]){0,14}")
_HEAD = re.compile(r".*(?:并|且|后(?!魏))")
_PART_OF = re.compile(r"(?:[区村段块期批]|街道|项目|标段)$")


@lru_cache(maxsize=16_384)
def parse_figures(text: str, *, is_goal: bool = False) -> tuple[StatedFigure, ...]:
    """The figures of a goal, or of what was reached: there plans, remainders and other years' numbers are left out."""
    if not text:
        return ()
    written = plain(text)
    found = (tuple(_sentence(sentence, is_goal)) for sentence in sentences(written))
    return tuple(islice((figure for figures in found for figure in totals(figures)), _MOST))


class _Held(NamedTuple):
    """What a clause leaves to the next: a time, a part of the whole, and the unit that 累计 has added up ('' if none)."""

    span: Span = Span.OPEN
    topic: str = ""
    unit: str = ""


class _Clause(NamedTuple):
    """A clause, the times and numbers in it, and what holds there."""

    text: str
    times: Sequence[Time]
    measures: Sequence[Measure]
    held: _Held
    is_carried: bool
    is_growing: bool

    def leaves(self) -> _Held:
        """What holds in the next clause: 累计 is spent by a number (截至6月底，签约80户), a month is not."""
        if self.measures and self.held.span is Span.TO_DATE:
            return _Held(Span.OPEN, self.held.topic, self.measures[-1].unit)
        return self.held


def _sentence(sentence: str, is_goal: bool) -> Iterator[StatedFigure]:
    """The figures of a sentence. 本月 holds until another time is named; 累计 for its clause (截至6月底，: the next)."""
    held, is_growing = _Held(), bool(_GROWING.search(sentence))
    for text in clauses(sentence):
        clause = _clause(text, held, is_growing)
        yield from _figures(clause, is_goal)
        held = clause.leaves()


def _clause(text: str, held: _Held, is_growing: bool) -> _Clause:
    """The clause with what holds in it of what the one before left.

    累计 is carried on to a clause that begins with a deed of the kind that adds up (累计签约80户，拆除房屋1.2万平方米), or
    goes on with the list.
    """
    times, measures = find_times(text), _measures(text)
    if times:
        held = _Held(chief_span(times), _topic(text[: times[0].start]))
    is_carried = bool(held.unit) and (bool(_DEEDS.match(text)) or _goes_on(text, measures, held.unit))
    if is_carried:
        held = held._replace(span=Span.TO_DATE)
    return _Clause(text, times, measures, held, is_carried, is_growing)


def _measures(text: str) -> Sequence[Measure]:
    """The numbers of a clause, those without a unit too, from left to right."""
    return sorted((*find_measures(text), *find_bare(text)), key=lambda measure: measure.start)


def _figures(clause: _Clause, is_goal: bool) -> Iterator[StatedFigure]:
    """The figures of a clause, from left to right; a number raised to another (由904元/月提高到) is left out."""
    before: StatedFigure | None = None
    start = 0
    limits = (*(measure.start for measure in clause.measures[1:]), len(clause.text))
    for index, (measure, limit) in enumerate(zip(clause.measures, limits, strict=False)):
        if _RAISED.match(clause.text, measure.end):
            continue
        if _is_scope(clause.text, clause.measures, index):
            before, start = None, measure.end
            continue
        before, start = _figure(_Spot(clause, measure, start, limit, before)), measure.end
        if is_goal or not _NOT_REACHED.search(clause.text, 0, measure.start):
            yield from _each(before)


def _is_scope(clause: str, measures: Sequence[Measure], index: int) -> bool:
    """Whether the number only says of how many: 109户完成征收80户, 6所学校中已开工3所."""
    if measures[index].start or index + 1 == len(measures) or measures[index].unit != measures[index + 1].unit:
        return False
    between = clause[measures[index].end : measures[index + 1].start]
    return bool(re.search(r"中[，,]?(?:已|完成|共?有|[^、]{2,4}$)", between)) or between.startswith(("完成", "已完成"))


def _goes_on(clause: str, measures: Sequence[Measure], unit: str) -> bool:
    """Whether the clause only names a further thing and its number: 图书馆分馆累计5家，农家书屋6家."""
    return bool(measures) and measures[0].unit == unit and not counted(clause[: measures[0].start])[0]


@dataclass(frozen=True)
class _Spot:
    """Where a number stands: in its clause, from the figure ``before`` it (``start``) to the next number (``limit``)."""

    clause: _Clause
    measure: Measure
    start: int
    limit: int
    before: StatedFigure | None

    @cached_property
    def between(self) -> str:
        return self.clause.text[self.start : self.measure.start]

    @cached_property
    def since_time(self) -> str:
        """What stands between, behind the last word for a time."""
        return self.between[max((time.end for time in find_times(self.between)), default=0) :]

    @cached_property
    def joined(self) -> re.Match[str] | None:
        """The 、 or 和 by which the figure goes on a list."""
        return _LIST.search(self.since_time) if self.before else None

    @cached_property
    def left(self) -> str:
        """The words in front that are the figure's own."""
        return self.since_time[self.joined.end() :] if self.joined else self.since_time

    @cached_property
    def tail(self) -> str:
        """The words behind that are the figure's own."""
        pattern = _TAIL if self.limit < len(self.clause.text) else _LAST_TAIL
        match = pattern.match(self.clause.text[self.measure.end : self.limit])
        return match[0] if match else ""

    @property
    def span(self) -> Span:
        """The time named in front of the number, else the one that holds."""
        own = [time.span for time in self.clause.times if time.end <= self.measure.start]
        return own[-1] if own else self.clause.held.span

    @property
    def words(self) -> str:
        """The figure as written, with its own words."""
        start = self.measure.start - len(self.left) if self.joined else self.start
        end = self.measure.end + len(self.tail)
        return self.clause.text[max(start, end - _QUOTED) : end].lstrip("、和及与")


def _figure(spot: _Spot) -> StatedFigure:
    text, measure, span = spot.clause.text, spot.measure, spot.span
    acts, noun = _counted(spot)
    is_growth = measure.unit in _RATES and (spot.clause.is_growing or bool(_RATE.search(text)))
    return StatedFigure(
        value=measure.value,
        unit=measure.unit,
        half_step=measure.half_step,
        is_vague=measure.is_vague or bool(_ABOUT.search(spot.left)) or text.startswith(("左右", "上下"), measure.end),
        acts=acts - NEUTRAL_ACTS,
        noun=noun,
        topic=spot.clause.held.topic,
        span=span,
        is_ceiling=bool(_CEILING.search(text, spot.start, spot.limit)),
        is_growth=is_growth,
        is_share=bool(_SHARE.search(text, 0, measure.start)),
        is_stock=span is Span.TO_DATE or (span is Span.OPEN and _is_now(spot, is_growth)),
        is_carried=spot.clause.is_carried,
        words=spot.words,
        clause=text,
        word=measure.word,
        is_fall=is_growth and _went_down(spot.between),
    )


def _went_down(words: str) -> bool:
    """Whether the last word for a change before a rate is one for less: 立案同比下降5%."""
    turns = list(_TURN.finditer(words))
    return bool(turns and turns[-1]["down"])


def _counted(spot: _Spot) -> tuple[frozenset[str], str]:
    """The acts and the name of what is counted; on a list the acts of the figure before hold where none are named."""
    acts, noun = counted(_HEAD.sub("", spot.left)[-24:] + spot.tail)
    if spot.before and spot.joined:
        return acts or spot.before.acts, noun
    apart = spot.between.removesuffix(spot.left)
    return (acts, noun) if noun or acts or _PART_OF.search(apart) else counted(spot.between)


def _is_now(spot: _Spot, is_growth: bool) -> bool:
    """Whether the number tells how it stands by now: by 已, 达到 and the like, or as a share of the work done."""
    if _STOCK.search(spot.between) or (spot.before and spot.joined and spot.before.is_stock):
        return True
    is_of_work = spot.measure.unit == "%" and not is_growth and bool(_DONE_SO_FAR.search(spot.between))
    return is_of_work and not _OF_A_SPAN.search(spot.clause.text)


def _each(figure: StatedFigure) -> Iterator[StatedFigure]:
    """图书馆分馆、农家书屋各10家 as the two figures that it is; any other figure as it stands."""
    names = _EACH.search(figure.words)
    if not names:
        yield figure
        return
    for name in _LIST.split(names[1]):
        times = find_times(name)
        yield replace(
            figure,
            noun=counted(name[times[-1].end if times else 0 :])[1],
            words=f"{name}{figure.words[names.end() :]}",
        )


def _topic(words: str) -> str:
    """The part of the whole that a count is of, as named before 累计: 二区, 党家片区; other words are no topic.

    How many parts there are (10个片区), and what is done (引进项目), name no part.
    """
    is_part = _PART_OF.search(words) and not words[:1].isdigit() and not counted(words)[0]
    return core(words) if is_part else ""
