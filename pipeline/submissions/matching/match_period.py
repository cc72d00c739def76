"""Which month a form reports on: every place that names one is heard, contradictions are not settled by luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.submissions.arrival import UNKNOWN, Arrival, first_day, path_years
from pipeline.submissions.collecting import implied_month, is_collected, is_early
from pipeline.submissions.matching.envelope import ARCHIVE, FILE, FOLDER, SHEET, TITLE, Where
from pipeline.submissions.months import month_spans, title_years
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import chinese_date

_TOLD, _SEEN = "收到日期", "首次发现日期"
_RECEIPTS = frozenset({_TOLD, _SEEN})


@dataclass(frozen=True)
class PeriodMatch:
    """The period and what it rests on; or, unsettled, the kind of finding, its facts and the periods it could be.

    ``also``: the other months on which the form reports together with that, by a person's word.
    """

    period: Period | None
    basis: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[Period, ...] = ()
    also: tuple[Period, ...] = ()


@dataclass(frozen=True)
class _MonthMention:
    """A place that names a month; of a span (1-3月) the last counts, and any of them agrees."""

    where: str
    period: Period
    span: frozenset[Period]
    is_year_inferred: bool = False

    @property
    def is_two_months(self) -> bool:
        """Whether a title names several months that are not the year so far (3-4月; but 1-4月 is April's)."""
        return self.where == TITLE and len(self.span) > 1 and min(self.span).month != 1

    @property
    def label(self) -> str:
        """The month, or both of two."""
        return "、".join(one.label for one in sorted(self.span)) if self.is_two_months else self.period.label


@dataclass(frozen=True)
class _Season:
    """What a month is looked for in: the ledger's year with its collections, when the file came, whether a year is written."""

    year: int
    due_dates: Mapping[Period, date]
    arrival: Arrival
    is_year_written: bool = False

    @property
    def months(self) -> tuple[Period, ...]:
        return tuple(self.due_dates)

    def named(self, month: Period) -> Period:
        """The month with its year: as written with it, as written elsewhere, or by the day of receipt."""
        if month.year:
            return month
        return Period(self.year if self.is_year_written else self.arrival.year_of(month.month, self.year), month.month)

    def collected(self, reported: date | None) -> Period | None:
        """The month whose returns were collected on the day ``reported``."""
        implied = implied_month(reported)
        return implied if implied and is_collected(reported, implied, self.due_dates) else None

    def open_months(self) -> tuple[Period, ...]:
        """The months that a form which names none may report on: those begun when it came."""
        return tuple(month for month in self.months if self.arrival.has_begun(month))


def match_period(
    kind: FormKind,
    places: Sequence[Where],
    reported: date | None,
    year: int,
    due_dates: Mapping[Period, date],
    arrival: Arrival = UNKNOWN,
) -> PeriodMatch:
    """The period of a form, told by ``places``: (TITLE | SHEET | FILE | FOLDER, words).

    ``due_dates`` are those of the reporting months, ``arrival`` says when the file came: it gives the year where none is
    written (R30). A title stands unless the file name or a folder says otherwise; a sheet name alone, often left over
    from the month before, is overruled when title and file name, or title and 填报时间, agree. A month that had not, or
    hardly, begun on the day of filling in or of receipt cannot be the one reported on: some units name a form by the
    month they send it in.
    """
    in_title = {year for where, text in places if where == TITLE for year in title_years(text)}
    years = in_title or path_years(words for where, words in places if where in (FILE, FOLDER, ARCHIVE))
    if years and year not in years:
        could_be = (Period(year),) if kind is FormKind.PLAN and not in_title else ()
        return PeriodMatch(None, "", Kind.PERIOD_OUTSIDE, _outside_facts(f"{min(years)}年", tuple(due_dates)), could_be)
    season = _Season(year, due_dates, arrival, bool(years))
    return _plan(season) if kind is FormKind.PLAN else _month(places, reported, season)


def _month(places: Sequence[Where], reported: date | None, season: _Season) -> PeriodMatch:
    """The month of a form of progress: as named, if nothing speaks against that; where none is named, by 填报时间."""
    mentions = [mention for where, text in places if (mention := _mention(where, text, season))]
    if not mentions:
        return _by_date(reported, season)
    settled = _by_mentions(mentions, implied_month(reported), season)
    return settled if settled.kind else _against_days(settled, mentions, reported, season)


def _plan(season: _Season) -> PeriodMatch:
    """The year's plan; one that came in another year, and names none, is asked about."""
    came, plan = season.arrival.day, Period(season.year)
    is_strange = season.arrival.is_before(season.year) or (
        season.arrival.told and season.arrival.told.year > season.year
    )
    if came is None or season.is_year_written or not is_strange:
        return PeriodMatch(plan, "年度计划")
    facts = (("evidence", f"表中没有写明年份，收到日期为{chinese_date(came)}"),)
    return PeriodMatch(None, "", Kind.PERIOD_CONTRADICTED, facts, (plan,))


def _by_mentions(mentions: list[_MonthMention], implied: Period | None, season: _Season) -> PeriodMatch:
    """The month that title, sheet, file and folder agree on, a sheet's left-over name set aside."""
    first, months = mentions[0], season.months
    against = [m for m in mentions if first.period not in m.span]
    if against and (dated := _by_days(mentions, implied, season)):
        told = (("evidence", _evidence(mentions)), ("settled", dated.label))
        basis = "、".join(dict.fromkeys((*(m.where for m in mentions if dated in m.span), "填报时间")))
        return PeriodMatch(dated, basis, Kind.PERIOD_LEFTOVER, told)
    if first.is_two_months or (against and not _is_leftover(first, mentions, against, implied)):
        return _contradicted(mentions, months)
    if first.period not in months:
        facts = _outside_facts(f"{first.period.year}年{first.period.label}", months)
        return PeriodMatch(None, "", Kind.PERIOD_OUTSIDE, facts, _of_this_year(first, season))
    basis = "、".join(dict.fromkeys(m.where for m in mentions if first.period in m.span))
    if against:
        facts = (("evidence", _evidence(mentions)), ("settled", first.period.label))
        return PeriodMatch(first.period, basis, Kind.PERIOD_LEFTOVER, facts)
    return PeriodMatch(first.period, basis)


def _by_days(mentions: Sequence[_MonthMention], implied: Period | None, season: _Season) -> Period | None:
    """The month that 填报时间, the day of receipt and all names but one place's speak of: that one is left over."""
    came = implied_month(season.arrival.day)
    if implied is None or implied != came or implied not in season.months or any(m.is_two_months for m in mentions):
        return None
    others = {m.where for m in mentions if implied not in m.span}
    return implied if len(others) == 1 and len({m.where for m in mentions}) > 1 else None


def _of_this_year(mention: _MonthMention, season: _Season) -> tuple[Period, ...]:
    """The month of the ledger's year that a month of another year may be: where only the folder's day says that year."""
    month = Period(season.year, mention.period.month)
    is_possible = month in season.due_dates and season.arrival.may_have_begun(month)
    return (month,) if mention.is_year_inferred and is_possible else ()


def _against_days(
    settled: PeriodMatch, mentions: list[_MonthMention], reported: date | None, season: _Season
) -> PeriodMatch:
    """``settled``, unless it was filled in or received too early for that month; a late day is only remarked on."""
    month = settled.period
    assert month is not None
    early = _early_days(month, reported, season)
    is_one_place = len({m.where for m in mentions}) == 1
    is_received_early = not early.keys().isdisjoint(_RECEIPTS)
    if is_received_early or (early and is_one_place and not season.arrival.told):
        return _too_early(month, mentions, early, season)
    if reported and (early or (is_one_place and season.collected(reported) not in (None, month))):
        evidence = f"{_evidence(mentions)}，填报时间为{chinese_date(reported)}"
        facts = (("evidence", evidence), ("settled", month.label))
        return PeriodMatch(month, settled.basis, Kind.PERIOD_LEFTOVER, facts)
    return settled


def _early_days(month: Period, reported: date | None, season: _Season) -> dict[str, date]:
    """The days, by what they are called, that are too early for the month.

    Before the month began, the receipt alone; in its first days unless the 填报时间 speaks for it.
    """
    days, told, latest = {}, season.arrival.told, season.arrival.latest
    if reported and is_early(reported, month, season.due_dates):
        days["填报时间"] = reported
    if told and told < first_day(month):
        days[_TOLD] = told
    elif latest and latest < first_day(month):
        days[_SEEN] = latest
    elif told and Period.of(told) == month and (days or not reported):
        days |= {_TOLD: told} if is_early(told, month, season.due_dates) else {}
    return days


def _too_early(month: Period, mentions: list[_MonthMention], days: Mapping[str, date], season: _Season) -> PeriodMatch:
    """Either the month named, if it may have begun, or the one before its last early day, for a person to tell."""
    evidence = "，".join((_evidence(mentions), *(f"{name}为{chinese_date(day)}" for name, day in days.items())))
    *_, last = days.values()
    named = month if season.arrival.may_have_begun(month) else None
    could_be = tuple(period for period in (named, implied_month(last)) if period and period in season.due_dates)
    return PeriodMatch(None, "", Kind.PERIOD_CONTRADICTED, (("evidence", evidence),), could_be)


def _is_leftover(
    first: _MonthMention, mentions: list[_MonthMention], against: list[_MonthMention], implied: Period | None
) -> bool:
    """Whether all that speaks against the title is a sheet name, and something else speaks for it."""
    supporting = [m for m in mentions if m is not first and first.period in m.span]
    is_dated = implied is not None and implied == first.period
    return first.where == TITLE and all(m.where == SHEET for m in against) and bool(supporting or is_dated)


def _by_date(reported: date | None, season: _Season) -> PeriodMatch:
    if collected := season.collected(reported):
        return PeriodMatch(collected, "填报时间")
    return PeriodMatch(None, "", Kind.PERIOD_UNKNOWN, (), season.open_months())


def _contradicted(mentions: list[_MonthMention], months: tuple[Period, ...]) -> PeriodMatch:
    named = dict.fromkeys(period for m in mentions for period in (sorted(m.span) if m.is_two_months else [m.period]))
    facts = (("evidence", _evidence(mentions)),)
    return PeriodMatch(None, "", Kind.PERIOD_CONTRADICTED, facts, tuple(p for p in named if p in months))


def _evidence(mentions: list[_MonthMention]) -> str:
    return "，".join(f"{m.where}为{m.label}" for m in mentions)


def _mention(where: str, text: str, season: _Season) -> _MonthMention | None:
    spans = month_spans(text, 0)
    if not spans:
        return None
    written = spans[0][1]
    every = frozenset(
        Period(season.named(last).year, month)
        for first, last in spans
        for month in range(min(first, last).month, last.month + 1)
    )
    return _MonthMention(where, season.named(written), every, not (written.year or season.is_year_written))


def _outside_facts(written: str, months: tuple[Period, ...]) -> tuple[tuple[str, str], ...]:
    return (("written", written), ("first", months[0].label), ("last", months[-1].label))
