"""The sheets of 汇总台账.xlsx that are made for reading: 汇总, 报送率, 进度."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.ledger.counts import ANNEX_LABELS, Counts, ReturnCounts
from pipeline.outputs.rollup.figures import OfficeFigures
from pipeline.outputs.rollup.office_table import Heading, OfficeSheet
from pipeline.outputs.rollup.offices import Rollup, returns_of
from pipeline.outputs.rollup.wording import figures_sentence, month_cell, warnings
from pipeline.outputs.shared.words import rate_cell
from pipeline.outputs.xlsx.layout import A3_LANDSCAPE, A4_LANDSCAPE, A4_PORTRAIT
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Level, Standing, Status

_SHOWN = (Standing.CLOSED, Standing.ON_TRACK, Standing.ATTENTION, Standing.BEHIND, Standing.UNREPORTED)
_FEW_PERIODS, _SOME_PERIODS = 5, 8  # what fits on a page that stands, and on one that lies
_NOT_OVER = "未截止"


def office_sheets(rollup: Rollup) -> tuple[OfficeSheet, ...]:
    """The sheets in their order."""
    title = f"{rollup.title}{rollup.year}年度工作任务督查汇总"
    return (
        OfficeSheet("汇总", title, tuple(_lines(rollup)), tuple(_overview()), A3_LANDSCAPE),
        _rates(rollup),
        OfficeSheet("进度", f"{rollup.title}事项进度汇总", (), tuple(_progress()), A3_LANDSCAPE),
    )


def _lines(rollup: Rollup) -> Iterator[str]:
    """The joint figures, then each office that is not of the day."""
    if rollup.current:
        yield figures_sentence(rollup)
    yield from (f"注意：{warning}" for warning in warnings(rollup))


def _overview() -> Iterator[Heading]:
    yield Heading("报送\n统计至", lambda one: one.cutoff, width=10, kind="date")
    yield from _returned(lambda one: one.returns, lambda all_of: all_of.returns)
    yield Heading("最近一期\n按时率", _last_rate, width=10, kind="rate")
    yield Heading("进度\n截至", lambda one: month_cell(one.month), width=9, kind="text")
    yield from _tallied("", lambda one: one.standings, lambda all_of: all_of.standings, _SHOWN)
    yield Heading("民生实事\n件数", lambda one: one.tasks[Annex.LIVELIHOOD].total, _project_total, 10)
    yield Heading("核验错误", _errors, _sum(_errors), 9)
    yield Heading("待人工\n处理", lambda one: one.to_settle, _sum(lambda one: one.to_settle), 9)


def _progress() -> Iterator[Heading]:
    yield Heading("进度\n截至", lambda one: month_cell(one.month), width=9, kind="text")
    for annex in Annex:

        def of(one: OfficeFigures, annex: Annex = annex) -> Counts[Standing]:
            return one.tasks[annex]

        def total(rollup: Rollup, annex: Annex = annex) -> Counts[Standing]:
            return rollup.annex_standings(annex)

        yield from _tallied(f"{ANNEX_LABELS[annex]}\n", of, total, tuple(Standing))


def _rates(rollup: Rollup) -> OfficeSheet:
    """On-time rates by office and period, with all periods that are over at the end."""
    headings = [_rate_heading(period) for period in rollup.periods]
    headings += list(_returned(lambda one: one.returns, lambda all_of: all_of.returns))
    number = len(rollup.periods)
    paper = A4_PORTRAIT if number < _FEW_PERIODS else A4_LANDSCAPE if number < _SOME_PERIODS else A3_LANDSCAPE
    return OfficeSheet("报送率", f"{rollup.title}各期报送按时率汇总", (), tuple(headings), paper)


def _rate_heading(period: Period) -> Heading:
    def of(one: OfficeFigures) -> object:
        returns = returns_of(one, period)
        return rate_cell(returns.on_time_rate) if returns else _NOT_OVER

    return Heading(period.label, of, lambda all_of: rate_cell(all_of.period_returns(period).on_time_rate), 9, "rate")


def _returned(
    of: Callable[[OfficeFigures], ReturnCounts], total: Callable[[Rollup], ReturnCounts]
) -> Iterator[Heading]:
    """What was due by its state, which sums, and the rate (R9)."""
    yield Heading("已到期\n应报", lambda one: of(one).due, lambda all_of: total(all_of).due, 9)
    for status in (Status.ON_TIME, Status.LATE, Status.MISSING, Status.UNSETTLED):

        def number(one: OfficeFigures, status: Status = status) -> int:
            return of(one).number(status)

        def numbers(rollup: Rollup, status: Status = status) -> int:
            return total(rollup).number(status)

        yield Heading(status, number, numbers)
    rate = Heading("按时率", lambda one: rate_cell(of(one).on_time_rate), kind="rate", width=9)
    yield Heading(rate.label, rate.of, lambda all_of: rate_cell(total(all_of).on_time_rate), 9, "rate")


def _tallied(
    label: str,
    of: Callable[[OfficeFigures], Counts[Standing]],
    total: Callable[[Rollup], Counts[Standing]],
    shown: tuple[Standing, ...],
) -> Iterator[Heading]:
    """How many tasks there are, by 进度; what is not ``shown`` by itself stands together as 其他, so that the row sums."""
    other = tuple(standing for standing in Standing if standing not in shown)
    yield Heading(
        f"{label}事项数" if not label else f"{label}合计", lambda one: of(one).total, lambda r: total(r).total, 9
    )
    for words, terms in (*((str(one), (one,)) for one in shown), *([("其他", other)] if other else [])):

        def number(one: OfficeFigures, terms: tuple[Standing, ...] = terms) -> int:
            return of(one).number(*terms)

        def numbers(rollup: Rollup, terms: tuple[Standing, ...] = terms) -> int:
            return total(rollup).number(*terms)

        yield Heading(f"{label}{words}", number, numbers, 9 if label or len(words) < 5 else 11)


def _errors(one: OfficeFigures) -> int:
    return one.levels.number(Level.ERROR)


def _last_rate(one: OfficeFigures) -> object:
    return rate_cell(one.over[-1].on_time_rate) if one.over else "—"


def _project_total(rollup: Rollup) -> int:
    return rollup.annex_standings(Annex.LIVELIHOOD).total


def _sum(of: Callable[[OfficeFigures], int]) -> Callable[[Rollup], int]:
    return lambda rollup: sum(of(one) for one in rollup.current)
