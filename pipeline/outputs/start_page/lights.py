"""Where the tasks stand: 进度 in all and by category, this month against last month, the months of what is red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ledger.counts import Overview, PeriodCounts, TaskCounts, count_tasks
from pipeline.ledger.model import Ledger
from pipeline.ledger.scales.meanings import light_meanings, standing_meanings
from pipeline.ledger.scales.outlook import Thresholds
from pipeline.ledger.scales.standing import STANDING_LIGHTS
from pipeline.outputs.shared.wording import rate_tenths, tenths
from pipeline.outputs.shared.words import listed, tally_words, words_of
from pipeline.outputs.start_page.charts import Drawing, standing_bar, standing_chart
from pipeline.outputs.xlsx.theme import SIGNS
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import ENTRIES, ENTRY_MONTHS
from pipeline.vocabulary.terms import Light, Standing, Trend
from pipeline.vocabulary.values import LightChange

_ALWAYS = (Standing.CLOSED, Standing.ON_TRACK, Standing.ATTENTION, Standing.BEHIND, Standing.UNREPORTED)
_MORE_IS_BETTER = (Standing.ON_TRACK, Standing.CLOSED)
_MORE_IS_WORSE = (Standing.BEHIND,)  # fewer that need attention may have fallen behind: no verdict on them alone


@dataclass(frozen=True)
class Category:
    """One line of tasks: a category of the notice, or all."""

    counts: TaskCounts
    bar: Drawing


@dataclass(frozen=True)
class Change:
    """One figure of two months. ``verdict`` is 好转, 变差, 持平, or blank where more is neither."""

    label: str
    before: str
    now: str
    difference: str
    verdict: str = ""


@dataclass(frozen=True)
class Comparison:
    """The last month that is over beside the one before it."""

    before: str
    now: str
    changes: tuple[Change, ...]
    has_quarter_end: bool


@dataclass(frozen=True)
class RedTask:
    """A red task with its light in every period so far ('' where it has none); ``run`` counts its last reds in a row."""

    task_id: str
    text: str
    officials: str
    reason: str
    strip: tuple[str, ...]
    run: int
    change: str = ""


@dataclass(frozen=True)
class Shift:
    """The tasks whose light changed one way between the last two months, each with its lights: 任务1（绿→红）."""

    verdict: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Lights:
    """All that the page says about tasks. ``until``: as of when they are counted (R29); ``red`` are those that are red now."""

    until: str
    total: TaskCounts
    categories: tuple[Category, ...]
    months: tuple[TaskCounts, ...]
    chart: Drawing | None
    comparison: Comparison | None
    shifts: tuple[Shift, ...]
    strip_labels: tuple[str, ...]
    red: tuple[RedTask, ...]
    thresholds: Thresholds

    @property
    def tiles(self) -> tuple[tuple[Standing, str, int], ...]:
        """(进度, sign, number of tasks) of those that there are, or of which one would look for."""
        pairs = self.total.standings.pairs
        return tuple((one, SIGNS[STANDING_LIGHTS[one]], number) for one, number in pairs if number or one in _ALWAYS)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The 进度 that the tables and the chart have columns for."""
        return tuple(one for one, _, _ in self.tiles)

    @property
    def meanings(self) -> tuple[tuple[Standing, str], ...]:
        """What each of them means, out of the rules themselves."""
        told = standing_meanings(self.thresholds)
        return tuple((one, told[one]) for one in self.standings)

    @property
    def signs(self) -> tuple[tuple[Light, str, str], ...]:
        """(light, sign, meaning)."""
        return tuple((light, SIGNS[light], meaning) for light, meaning in light_meanings().items())


def build_lights(ledger: Ledger, overview: Overview) -> Lights:
    """Tasks by 进度 as the tally of the day counts them, and of every month whose collection is over; what is red now."""
    rows = ledger.entry_months
    months = tuple(count_tasks(month.label, rows[rows["period"] == month]) for month in ledger.due_months)
    longest = max((counts.total for counts in overview.categories), default=0)
    lines = [Category(counts, standing_bar(counts.standings, longest)) for counts in overview.categories]
    judged = tuple(counts.period for counts in overview.periods if counts.is_over)
    return Lights(
        until=tally_words(overview.period),
        total=overview.total,
        categories=tuple(lines),
        months=months,
        chart=standing_chart(months) if months else None,
        comparison=_compare(ledger.due_months, months, overview.periods),
        shifts=tuple(_shifts(ledger)),
        strip_labels=tuple("计划" if period.is_plan else period.label for period in judged),
        red=_red_tasks(ledger, judged),
        thresholds=ledger.thresholds,
    )


def _compare(
    months: Sequence[Period], counted: Sequence[TaskCounts], periods: Sequence[PeriodCounts]
) -> Comparison | None:
    if len(months) < 2:
        return None
    before, now = months[-2], months[-1]
    by_period = {counts.period: counts for counts in periods}
    return Comparison(
        before=before.label,
        now=now.label,
        changes=(*_standing_changes(counted[-2], counted[-1]), *_return_changes(by_period[before], by_period[now])),
        has_quarter_end=before.is_quarter_end or now.is_quarter_end,
    )


def _standing_changes(before: TaskCounts, now: TaskCounts) -> Iterator[Change]:
    for standing, number in now.standings.pairs:
        earlier = before.standings.number(standing)
        if number or earlier or standing in _ALWAYS:
            better = 1 if standing in _MORE_IS_BETTER else -1 if standing in _MORE_IS_WORSE else 0
            yield _change(standing, earlier, number, better, "项")


def _return_changes(before: PeriodCounts, now: PeriodCounts) -> Iterator[Change]:
    for label, name, better in (
        ("按时报送", "on_time", 1),
        ("迟报", "late", -1),
        ("未报", "missing", -1),
        ("待认定", "unsettled", 0),
        ("报送缺事项", "incomplete", -1),
        ("书面材料未报", "without_material", -1),
    ):
        yield _change(label, getattr(before.returns, name), getattr(now.returns, name), better, "家")
    if before.on_time_rate.whole and now.on_time_rate.whole:
        moved = rate_tenths(*now.on_time_rate) - rate_tenths(*before.on_time_rate)  # of the rates as they are shown
        difference = _difference(moved, f"{tenths(abs(moved))}个百分点")
        rates = (words_of(before.on_time_rate), words_of(now.on_time_rate))
        yield Change("按时率", *rates, difference, _verdict(moved, 1))


def _change(label: str, before: int, now: int, better: int, unit: str) -> Change:
    difference = _difference(now - before, f"{abs(now - before)}{unit}")
    return Change(label, f"{before}{unit}", f"{now}{unit}", difference, _verdict(now - before, better))


def _difference(difference: int, amount: str) -> str:
    return "不变" if not difference else f"{'增' if difference > 0 else '减'}{amount}"


def _verdict(difference: int, better: int) -> str:
    if not difference:
        return "持平" if better else ""
    return "" if not better else "好转" if difference * better > 0 else "变差"


def _shifts(ledger: Ledger) -> Iterator[Shift]:
    """For the worse first; as 变化 in 事项台账 has it."""
    entries = list(ENTRIES.rows(ledger.entries))
    for trend in (Trend.WORSE, Trend.BETTER):
        tasks = [f"{entry.task_id}（{lights}）" for entry in entries if (lights := _lights_of(entry.change, trend))]
        if tasks:
            yield Shift(trend, tuple(tasks))


def _lights_of(change: LightChange | None, trend: Trend) -> str:
    """绿→红 of a change of this trend; '' of any other."""
    return f"{change.before}→{change.now}" if change and change.trend is trend else ""


def _red_tasks(ledger: Ledger, periods: Sequence[Period]) -> tuple[RedTask, ...]:
    """Red tasks, those that have been red longest first, else in the order of the notice."""
    lights = {(month.task_id, month.period): month.light for month in ENTRY_MONTHS.rows(ledger.entry_months)}
    found = []
    for entry in ENTRIES.rows(ledger.entries[ledger.entries["light"] == Light.RED]):
        strip = tuple(lights.get((entry.task_id, period), "") for period in periods)
        found.append(
            RedTask(
                task_id=entry.task_id,
                text=entry.task_text,
                officials=listed(entry.lead_officials),
                reason=listed(entry.light_reason, "；"),
                strip=strip,
                run=_last_run(strip),
                change=_lights_of(entry.change, Trend.WORSE),
            )
        )
    return tuple(sorted(found, key=lambda task: -task.run))


def _last_run(strip: Sequence[str]) -> int:
    """How many of the last lights in a row are red."""
    length = 0
    for light in reversed(strip):
        if light != Light.RED:
            break
        length += 1
    return length
