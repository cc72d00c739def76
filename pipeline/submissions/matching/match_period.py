"""Which month a form reports on: every place that names one is heard, contradictions are not settled by luck."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import arabic, chinese_date

TITLE, SHEET, FILE, FOLDER, ARCHIVE = "表题", "工作表名", "文件名", "文件夹", "压缩包名"
Where = tuple[str, str]
_MONTH = re.compile(
    r"(?:(?P<year>20\d\d)年?度?[-.]?)?(?:(?<![\d件表])(?P<first>1[0-2]|0?[1-9])月?[-—~至到、和])?(?<![\d件表])(?P<month>1[0-2]|0?[1-9])月(?!\d{1,2}[日号])"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:[-./_]?(?P<month>1[0-2]|0[1-9]|(?<=[-./_])[1-9])(?![\d日号月])(?![-./_]\d)|年(?P<bare>1[0-2]|0?[1-9])(?![\w.~至到、和—-]))"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_FORM_WORDS = re.compile("(计划|情况|任务|落实|进展).*表")
_LATE_DAYS = 10  # up to this day nobody reports on the month just begun
_EARLY_DAYS = 20  # a form dated up to this day of a month reports on the month before, beyond doubt until it is due


@dataclass(frozen=True)
class PeriodMatch:
    """The period and what it rests on; or, unsettled, the kind of finding, its facts and the periods it could be."""

    period: Period | None
    basis: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[Period, ...] = ()


@dataclass(frozen=True)
class _Mention:
    """A place that names a month; of a span (1-3月) the last counts, and any of them agrees."""

    where: str
    period: Period
    span: frozenset[Period]

    @property
    def is_two_months(self) -> bool:
        """Whether a title names several months that are not the year so far (3-4月; but 1-4月 is April's)."""
        return self.where == TITLE and len(self.span) > 1 and min(self.span).month != 1


def months_in(text: str, year: int) -> tuple[Period, ...]:
    """The months that ``text`` names (（3月）, 三月份, 2022-03, 202203, 3-4月), in order, each once."""
    return tuple(dict.fromkeys(month for first, last in _spans(text, year) for month in (first, last)))


def match_period(
    kind: FormKind,
    places: Sequence[tuple[str, str]],
    reported: date | None,
    year: int,
    due_dates: Mapping[Period, date],
    received: date | None = None,
) -> PeriodMatch:
    """The period of a form; ``places`` are (TITLE | SHEET | FILE | FOLDER, words), ``due_dates`` those of
    the reporting months, ``received`` the day of the dated folder it lies in.

    A title stands unless the file name or a folder says otherwise; a sheet name alone, often left over from the month
    before, is overruled when title and file name, or title and 填报时间, agree. A month that had hardly begun on the
    day of filling in or of receipt cannot be the one reported on: some units name a form by the month they send it in.
    """
    months = tuple(due_dates)
    if (title_years := _title_years(places)) and year not in title_years:
        return PeriodMatch(None, "", Kind.PERIOD_OUTSIDE, _outside_facts(f"{min(title_years)}年", months))
    if kind is FormKind.PLAN:
        return PeriodMatch(Period(year), "年度计划")
    mentions = [mention for where, text in places if (mention := _mention(where, text, year))]
    implied = _implied(reported)
    if not mentions:
        return _by_date(implied if implied and _is_collected(reported, implied, due_dates) else None, months)
    first = mentions[0]
    if first.is_two_months:
        return _contradicted(mentions, months)
    against = [m for m in mentions if first.period not in m.span]
    if against and not _is_leftover(first, mentions, against, implied):
        return _contradicted(mentions, months)
    settled = _settled(first, mentions, months)
    if against and settled.period:
        facts = (("evidence", _evidence(mentions)), ("settled", settled.period.label))
        return PeriodMatch(settled.period, settled.basis, Kind.PERIOD_LEFTOVER, facts)
    return _against_days(settled, mentions, reported, received, due_dates) if settled.period else settled


def _title_years(places: Sequence[tuple[str, str]]) -> set[int]:
    """The years that the title names; where a letter stands above it, those of the lines that name the form."""
    return {year for where, text in places if where == TITLE for year in _years(text)}


@lru_cache(maxsize=4096)
def _years(title: str) -> frozenset[int]:
    lines = [_squeeze(line) for line in title.split("\n")]
    named = [line for line in lines if _FORM_WORDS.search(line) and _YEAR.search(line)] or lines
    return frozenset(int(match[1]) for line in named for match in _YEAR.finditer(line))


def _against_days(
    settled: PeriodMatch,
    mentions: list[_Mention],
    reported: date | None,
    received: date | None,
    due_dates: Mapping[Period, date],
) -> PeriodMatch:
    """``settled``, unless it was filled in or received too early for that month; a late day is only remarked on."""
    month = settled.period
    assert month is not None
    is_filled_early = reported is not None and _is_early(reported, month, due_dates)
    is_received_early = (
        received is not None
        and (received.year, received.month) == (month.year, month.month)  # another folder's date says nothing
        and _is_early(received, month, due_dates)
        and (is_filled_early or not reported)
    )
    is_leftover_day = len({m.where for m in mentions}) > 1 or received is not None
    implied = _implied(reported)
    is_of_another = implied is not None and implied != month and _is_collected(reported, implied, due_dates)
    if is_received_early or (is_filled_early and not is_leftover_day):
        days = {"填报时间": reported if is_filled_early else None, "收到日期": received if is_received_early else None}
        evidence = "，".join((_evidence(mentions), *(f"{n}为{chinese_date(d)}" for n, d in days.items() if d)))
        early = _implied(received if is_received_early else reported)
        could_be = tuple(p for p in (month, early) if p and p in due_dates)
        return PeriodMatch(None, "", Kind.PERIOD_CONTRADICTED, (("evidence", evidence),), could_be)
    if reported and (is_filled_early or (is_of_another and len({m.where for m in mentions}) == 1)):
        evidence = f"{_evidence(mentions)}，填报时间为{chinese_date(reported)}"
        facts = (("evidence", evidence), ("settled", month.label))
        return PeriodMatch(month, settled.basis, Kind.PERIOD_LEFTOVER, facts)
    return settled


def _is_early(day: date, month: Period, due_dates: Mapping[Period, date]) -> bool:
    """Whether on ``day`` nobody could yet report on ``month``: not begun, or the month before still being collected.

    A slip in the year (December's form dated January of the year just ended) is none.
    """
    before = due_dates.get(Period(month.year, month.month - 1)) if month.month and month.month > 1 else None
    is_early = day < date(month.year, month.month or 1, 1) or (before is not None and day <= _last_day(before))
    due = due_dates[month]
    is_slip = day.year < due.year and (day.month, day.day) <= (due.month, due.day) and day.month == due.month
    return is_early and not is_slip


def _is_leftover(first: _Mention, mentions: list[_Mention], against: list[_Mention], implied: Period | None) -> bool:
    """Whether all that speaks against the title is a sheet name, and something else speaks for it."""
    supporting = [m for m in mentions if m is not first and first.period in m.span]
    is_dated = implied is not None and implied == first.period
    return first.where == TITLE and all(m.where == SHEET for m in against) and bool(supporting or is_dated)


def _settled(first: _Mention, mentions: list[_Mention], months: tuple[Period, ...]) -> PeriodMatch:
    if first.period not in months:
        return PeriodMatch(
            None, "", Kind.PERIOD_OUTSIDE, _outside_facts(f"{first.period.year}年{first.period.label}", months)
        )
    basis = "、".join(dict.fromkeys(m.where for m in mentions if first.period in m.span))
    return PeriodMatch(first.period, basis)


def _by_date(implied: Period | None, months: tuple[Period, ...]) -> PeriodMatch:
    if implied in months:
        return PeriodMatch(implied, "填报时间")
    return PeriodMatch(None, "", Kind.PERIOD_UNKNOWN, (), months)


def _contradicted(mentions: list[_Mention], months: tuple[Period, ...]) -> PeriodMatch:
    named = dict.fromkeys(m.period for m in mentions)
    facts = (("evidence", _evidence(mentions)),)
    return PeriodMatch(None, "", Kind.PERIOD_CONTRADICTED, facts, tuple(p for p in named if p in months))


def _evidence(mentions: list[_Mention]) -> str:
    return "，".join(f"{m.where}为{m.period.label}" for m in mentions)


@lru_cache(maxsize=4096)
def _mention(where: str, text: str, year: int) -> _Mention | None:
    spans = _spans(text, year)
    if not spans:
        return None
    every = frozenset(
        Period(last.year, month) for first, last in spans for month in range(min(first, last).month, last.month + 1)
    )
    return _Mention(where, spans[0][1], every)


@lru_cache(maxsize=4096)
def _spans(text: str, year: int) -> tuple[tuple[Period, Period], ...]:
    squeezed = _squeeze(text)
    hits = [match for pattern in (_MONTH, _COMPACT) for match in pattern.finditer(squeezed)]
    spans = []
    for match in sorted(hits, key=lambda match: match.start()):
        last = Period(int(match["year"] or year), int(match["month"] or match["bare"]))
        first = match.groupdict().get("first")
        spans.append((Period(last.year, int(first)) if first else last, last))
    return tuple(spans)


def _squeeze(text: str) -> str:
    """Chinese numbers in digits, no white space but between digits: 附件4 2022-08 stays two numbers."""
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", arabic(text))


def _implied(reported: date | None) -> Period | None:
    """The month that a form dated ``reported`` reports on: by its 20th day the month before, later that month."""
    if not reported:
        return None
    if reported.day > _EARLY_DAYS:
        return Period(reported.year, reported.month)
    return Period(reported.year - 1, 12) if reported.month == 1 else Period(reported.year, reported.month - 1)


def _is_collected(reported: date | None, month: Period, due_dates: Mapping[Period, date]) -> bool:
    """Whether a form dated ``reported`` was made while that month's returns are collected, or a few days late."""
    due = due_dates.get(month)
    return reported is not None and due is not None and date(due.year, due.month, 1) <= reported <= _last_day(due)


def _last_day(due: date) -> date:
    """Until when a form is the month's that was due: what comes a few days late is no report on the month just begun."""
    return max(due, due.replace(day=_LATE_DAYS))


def _outside_facts(written: str, months: tuple[Period, ...]) -> tuple[tuple[str, str], ...]:
    return (("written", written), ("first", months[0].label), ("last", months[-1].label))
