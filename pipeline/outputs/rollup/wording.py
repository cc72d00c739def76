"""What roll-ups say of offices together, the same on the screen, in the workbook and on the page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outputs.rollup.offices import Freshness, OfficeLine, Rollup
from pipeline.outputs.shared.wording import joined, period_end
from pipeline.outputs.shared.words import words_of
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex
from pipeline.vocabulary.text import chinese_date

_SHOWN = 12

RULES = (
    "合计只含“情况”为“计入合计”的单位；沿用旧数据的单位列出供参考，不计入合计。",
    "进度以各单位最近一个已截止月份月底为准，报送只计已过截止日期的各期；按时率＝按时÷已到期应报，"
    "已到期应报＝按时＋迟报＋未报＋待认定，免报、延期未满、未到期不计入。",
    "各单位的数字与其同一天的首页、总览和通报相同，由各单位的 汇总数据.json 汇总，不含个人姓名和电话。",
)


def span_words(rollup: Rollup) -> str:
    """As of when the joint figures are: 进展截至9月底，报送情况统计至2022年10月17日; all days and months where they differ (R29)."""
    days = rollup.days
    until = chinese_date(days[0]) if len(days) == 1 else f"{chinese_date(days[0])}至{chinese_date(days[-1])}"
    return f"进展{_months_words(rollup)}，报送情况统计至{until}"


def _months_words(rollup: Rollup) -> str:
    told = [(_month_words(month), number) for month, number in rollup.months]
    if len(told) == 1:
        return told[0][0]
    return joined(f"{words}（{number}个单位）" for words, number in told)


def _month_words(month: Period | None) -> str:
    return f"截至{period_end(month)}" if month else "按目前情况"


def month_cell(month: Period | None) -> str:
    """9月底; 目前 before the first collection is over."""
    return period_end(month) if month else "目前"


def figures_sentence(rollup: Rollup) -> str:
    """Tasks by 进度, then the returns of all collections that are over."""
    tasks, returns = rollup.standings, rollup.returns
    projects = rollup.annex_standings(Annex.LIVELIHOOD)
    standings = joined(f"{standing}{number}项" for standing, number in tasks.pairs if number)
    told = f"事项{tasks.total}项（其中民生实事{projects.total}件）：{standings}。" if tasks.total else ""
    if not returns.due:
        return f"{told}各期报送都还没有截止。"
    rate = words_of(returns.on_time_rate)
    return (
        f"{told}已到期应报{returns.due}份：按时{returns.on_time}份、迟报{returns.late}份、未报{returns.missing}份、"
        f"待认定{returns.unsettled}份，按时率{rate}。"
    )


def warnings(rollup: Rollup) -> Iterator[str]:
    """Each office that did not run or whose figures are not of the day, a line each; of very many the rest as a number."""
    told = [line for line in rollup.lines if line.error or rollup.freshness(line) is not Freshness.CURRENT]
    for line in told[:_SHOWN]:
        why = f"没有运行成功：{line.error}" if line.error else "没有新的数据"
        yield f"{line.name}{why.rstrip('。')}（{_old_words(line)}，不计入合计）。"
    if len(told) > _SHOWN:
        yield f"另有{len(told) - _SHOWN}个单位也没有新的数据，见汇总台账“运行情况”表。"


def _old_words(line: OfficeLine) -> str:
    """Of when the figures shown of an office that did not run are."""
    return f"沿用{chinese_date(line.figures.cutoff)}的数据" if line.figures else "没有可以沿用的数据"
