"""Figures: a number, what it counts, and whether it counts the year so far, a month, or only a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from pipeline.ledger.checks.measures import Measure, find_measures, plain


class Span(Enum):
    """What time a figure covers. OPEN: the writer does not say."""

    TO_DATE = auto()
    MONTH = auto()
    QUARTER = auto()
    OPEN = auto()


@dataclass(frozen=True)
class Figure:
    """``acts`` and ``noun`` say what is counted (开工 | 农村公路), ``topic`` of what part (二区), ``words`` as written.

    ``is_ceiling``: the less the better (控制在3.5%以内). ``is_growth``: a rate that may rise and fall. ``is_share``: of
    a total named after 其中. ``is_stock``: as it stands by now (累计, 已, 达到), not what one month brought.
    """

    value: float
    unit: str
    half_step: float
    is_vague: bool
    acts: frozenset[str]
    noun: str
    topic: str
    span: Span
    is_ceiling: bool
    is_growth: bool
    is_share: bool
    is_stock: bool
    words: str


# Acts that make two counts of the same things different counts. Spellings of one act stand in one line.
_ACTS = {
    spelling: line[0]
    for line in (
        "开工 动工 开建 启动".split(),
        "建成 竣工 完工 建设完成".split(),
        "投用 投入使用 启用 投运 交付使用 投入运营".split(),
        "封顶".split(),
        "主体施工".split(),
        "签约 签订 签署".split(),
        "拆除 拆迁".split(),
        "腾空 腾退".split(),
        "验收".split(),
        "征收".split(),
        "出让 供地".split(),
        "引进 引入 引育 招引".split(),
        "培育 培养".split(),
        "服务".split(),
        "走访 入户".split(),
        "培训".split(),
        "排查 摸排 检查 巡查".split(),
        "整改".split(),
        "受理 接访".split(),
        "办结 化解 销号".split(),
        "发放 投放".split(),
        "举办 召开".split(),
        "移交".split(),
        "立案 查处".split(),
        "审批 报批".split(),
        "申报 申请".split(),
        "认定 授牌".split(),
        "评审".split(),
        "招标".split(),
        "摊铺 铺设".split(),
        "栽植 补植".split(),
        "提升".split(),
        "新增 净增".split(),
        "下降 降低 压减".split(),
    )
    for spelling in line
}
_NEUTRAL_ACTS = frozenset({"建成", "新增", "提升", "举办"})  # What a goal's 新建, 建设 or a bare noun says as well.
_ACT = re.compile("|".join(sorted(map(re.escape, _ACTS), key=len, reverse=True)))
_TO_DATE = re.compile(
    r"累计|截至|截止|1(?:月份?)?[-—–~至到]\d{1,2}月份?|[今本]年以来|年初以来|上半年|前[二三四两]季度|全年(?!任务|目标|计划)|迄今"
)
_MONTH = re.compile(r"本月|当月|本期|(?<![-—–~至到\d])\d{1,2}月份?(?!底|末|前|以来|中下?旬前)(?:\d+日|[上中下]旬)?")
_QUARTER = re.compile(r"本季度|当季|(?<!前)[一二三四]季度(?!末)")
_FIRST_QUARTER = "一季度"
_SHARE = re.compile(r"其中|包括|\(含")
_CEILING = re.compile(r"控制在|不超过|不高于|不多于|低于|以内|以下|降至|降到|下降到|压减至|压减到|压缩到|缩短至|缩减至")
_GROWING = re.compile(r"增长|增速|增幅|同比")
_RATE = re.compile(r"下降|降低|占比|比重|(?<!签约)(?<!完成)(?<!征收)(?<!拆除)(?<!开工)(?<!覆盖)率(?!先)")
# A number behind these tells of another year, a difference, a total or the future: nothing that was reached.
_NOT_REACHED = re.compile(
    r"去年|上年|同期|20(?:1\d|20|21)年(?!度)|较上|比上|环比|剩余|其余|余下|还有|尚有|仍有|尚余|尚欠|尚需|还需|"
    r"计划(?!完成情况|(?:任务|投资|数)?的$)|预计|(?<![模虚草比])拟(?!上市)|力争|将[于在]|目标(?!任务|项目|企业|客户|的$)|下一步|下步|下月|接下来|年底前|"
    r"总投资|总任务|任务[总数量]|(?:年度|全年|总)任务(?!的$)|应改造|应完成|需改造|涉及|规划建设|总建筑|总面积|占地|总长|全长|"
    r"总规模|不足|尚未|未完成|未签|争取|确保"
)
_STOCK = re.compile(r"已|达|突破|增至|达到")
_RAISED = re.compile(r"^(?:/月|/年)?(?:提高|增加|上升|提升|扩大|增至|下降|降低|降|调整|升)[到至为]?\d")
_COMPARATOR = re.compile(
    r"累计|截至目前|截至|目前|现已|已经|已|均|全部|共计|合计|总计|共|约|近|超过|突破|不少于|不低于|至少|达到|达|以上|左右|为|至|到|"
    r"超额|超|顺利|全面|有序|同步|率先|再|又|分别|力争|确保|实现|完成|实施|推进|开展|组织|建设|新建|改造提升|改造|提升|品质|工作|任务|进行|进入|"
    r"增至|控制在|以内|以下|全区|全年|年内|本月|当月|年度|顺利|成功|先后|主动|首批|各类|各|其中|包括|等|了|的|在|对|将|有|增(?!值|设)|[≥>≤<=:()（）“”\"'《》/\-—]"
)
_SENTENCE = re.compile(r"[。；;！!？?]|(?<=[\u4e00-\u9fff])\.(?!\d)")
_CLAUSE = re.compile(r"[，,]")
_LIST = re.compile(r"[、和及与]|以及")
_EACH = re.compile(r"([^，,。；;：:]*[、和及][^，,。；;：:]*)各(?=\d)")
_RATES = ("%", "个百分点")
_NOISE = re.compile(r"[、和及与\d.%]|元/月|以及|由|从")
_TAIL = re.compile(r"^(?:(?!并|且|后|用于|达到|已)[^，,、()和及与]){0,14}")
_LAST_TAIL = re.compile(r"^(?:(?!并|且|后|用于|达到|已)[^，,()（）]){0,14}")
_HEAD = re.compile(r".*(?:并|且|后(?!魏))")
_PART_OF = re.compile(r"(?:[区村段块期批]|街道|项目|标段)$")


@lru_cache(maxsize=16_384)
def parse_figures(text: str, *, is_goal: bool = False) -> tuple[Figure, ...]:
    """The figures of a goal, or of what was reached: there plans, remainders and other years' numbers are left out."""
    if not text:
        return ()
    written = plain(text)
    return tuple(figure for sentence in _SENTENCE.split(written) for figure in _sentence(sentence, is_goal))


def _sentence(sentence: str, is_goal: bool) -> Iterator[Figure]:
    """The figures of a sentence. 本月 holds until another time is named; 累计 for its clause (截至6月底，: the next)."""
    span, topic = Span.OPEN, ""
    for clause in _CLAUSE.split(sentence):
        named, marker = _span(clause)
        if marker:
            span, topic = named, _topic(clause[: marker.start()])
        before: Figure | None = None
        end = 0
        measures = tuple(find_measures(clause))
        for index, measure in enumerate(measures):
            limit = measures[index + 1].start if index + 1 < len(measures) else len(clause)
            if _RAISED.match(clause[measure.end :]):
                continue
            figure = _figure(clause, end, measure, limit, before)
            is_growth = measure.unit in _RATES and bool(_GROWING.search(sentence) or _RATE.search(clause))
            is_stock = span is Span.TO_DATE or (span is Span.OPEN and figure.is_stock)
            before = replace(figure, span=span, topic=topic, is_growth=is_growth, is_stock=is_stock)
            end = measure.end
            if is_goal or not _NOT_REACHED.search(clause[: measure.start]):
                yield from _each(before)
        if measures and span is Span.TO_DATE:
            span = Span.OPEN


def _span(clause: str) -> tuple[Span, re.Match[str] | None]:
    """The time a clause names: the marker nearest to its end wins (3月份，累计 is to date)."""
    found = [
        (match.start(), span, match)
        for span, pattern in ((Span.MONTH, _MONTH), (Span.QUARTER, _QUARTER), (Span.TO_DATE, _TO_DATE))
        for match in pattern.finditer(clause)
    ]
    if not found:
        return Span.OPEN, None
    to_date = [one for one in found if one[1] is Span.TO_DATE]
    _, span, match = max(to_date or found, key=lambda one: one[0])
    return (Span.TO_DATE if match[0] == _FIRST_QUARTER else span), match


def _figure(clause: str, start: int, measure: Measure, limit: int, before: Figure | None) -> Figure:
    between = clause[start : measure.start]
    left = _after_marker(between)
    right = (_TAIL if limit < len(clause) else _LAST_TAIL).match(clause[measure.end : limit])
    joined = before and _LIST.search(left)
    if before and joined:
        start = measure.start - len(left) + joined.end()
        left = left[joined.end() :]
    words = _HEAD.sub("", left)[-24:] + (right[0] if right else "")
    acts = frozenset(_ACTS[act] for act in _ACT.findall(words))
    if before and joined and not acts:
        acts = before.acts
    noun = _core(_ACT.sub("", words))
    if not (noun or acts or joined or _PART_OF.search(between[: -len(left)] if left else between)):
        acts, noun = frozenset(_ACTS[act] for act in _ACT.findall(between)), _core(_ACT.sub("", between))
    return Figure(
        value=measure.value,
        unit=measure.unit,
        half_step=measure.half_step,
        is_vague=measure.is_vague
        or bool(re.search(r"近$|(?<![签预制])约$", left))
        or clause[measure.end :].startswith(("左右", "上下")),
        acts=acts - _NEUTRAL_ACTS,
        noun=noun,
        topic="",
        span=Span.OPEN,
        is_ceiling=bool(_CEILING.search(clause[start:limit])),
        is_growth=False,
        is_share=bool(_SHARE.search(clause[: measure.start])),
        is_stock=bool(_STOCK.search(between)) or bool(before and joined and before.is_stock),
        words=_quoted(clause, start, measure.end + len(right[0] if right else "")),
    )


def _each(figure: Figure) -> Iterator[Figure]:
    """图书馆分馆、农家书屋各10家 as the two figures that it is; any other figure as it stands."""
    names = _EACH.search(figure.words)
    if not names:
        yield figure
        return
    for name in _LIST.split(names[1]):
        noun = _core(_ACT.sub("", _after_marker(name)))
        yield replace(figure, noun=noun, words=f"{name}{figure.words[names.end() :]}")


def _quoted(clause: str, start: int, end: int) -> str:
    """The figure as written, with the words around it, for a person to read."""
    return clause[max(start, end - 30) : end].lstrip("、和及与")


def _after_marker(words: str) -> str:
    """What follows the last word for a time (累计, 本月, 一季度)."""
    ends = [match.end() for pattern in (_MONTH, _QUARTER, _TO_DATE) for match in pattern.finditer(words)]
    return words[max(ends, default=0) :]


def _topic(words: str) -> str:
    """The part of the whole that a count is of, as named before 累计: 二区, 党家片区; other words are no topic."""
    return _core(words) if _PART_OF.search(words) else ""


@lru_cache(maxsize=16_384)
def _core(words: str) -> str:
    """What is left of ``words`` without those that only say how much, since when, or that it was done."""
    return _NOISE.sub("", _COMPARATOR.sub("", words))
