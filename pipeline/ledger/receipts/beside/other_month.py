"""Whether a form speaks of another month than the one that it names, beside what its unit has in hand (R30)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.receipts.beside.in_hand import Hand, HeldRow, joined
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.collecting import implied_month
from pipeline.submissions.matching.submission import BY_PERSON, Submission
from pipeline.submissions.months import months_in
from pipeline.vocabulary.likeness import kept_score
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis
from pipeline.vocabulary.text import fold

_CORRECTED = 75  # so much of the words is kept where a clerk only mends them
_MANY_ROWS = 3  # of so many rows mending leaves one as it was
_FAR_MONTHS = 3
_CALLED_CORRECTION = re.compile(r"更正|修正|订正|勘误|修改|修订|重报|补报|补正|重新报送")
_TO_COME = re.compile(r"(?:预计|计划|拟|力争|确保|将于?|下一?步)[^，,。；;]{0,8}$")
_UNTIL = re.compile(r"^(?:底|末|中旬|上旬|下旬|份)?(?:之?前|以前|内)")
_INSIDE, _OUTSIDE = frozenset({"表题", "工作表名"}), frozenset({"文件名", "文件夹", "压缩包名"})


@dataclass(frozen=True)
class Collections:
    """The year's months with their due dates, and when each unit's first form of each came, as its title says."""

    due_dates: Mapping[Period, date]
    first_days: Mapping[tuple[str, Period], date]
    decisions: Decisions

    def open_months(self, unit: str, after: Period, last: Period, hand: Hand, day: date) -> list[Period]:
        """The months up to ``last`` of which nothing of the unit had come by ``day``."""
        return [
            month for month in self.due_dates if after < month <= last and not self._is_in_hand(unit, month, hand, day)
        ]

    def _is_in_hand(self, unit: str, month: Period, hand: Hand, day: date) -> bool:
        first = self.first_days.get((unit, month))
        is_on_paper = self.decisions.paper_receipt(unit, FormKind.of(month), month) is not None
        return is_on_paper or hand.first_day(unit, month) is not None or (first is not None and first <= day)


def other_months(
    file: ReceivedFile, form: Submission, rows: Mapping[str, Sequence[HeldRow]], hand: Hand, collections: Collections
) -> tuple[Period, ...]:
    """The other months that the form may be of; none where it is, beyond doubt, of the one that it names."""
    unit, period = form.unit, form.period
    if unit is None or period is None or period.is_plan or form.period_basis == BY_PERSON:
        return ()
    since = hand.first_day(unit, period)
    last = max(_month_before(file.received_date), _month_dated(form, file.received_date))
    unsent = collections.open_months(unit, period, last, hand, file.received_date)
    if since is None:
        return tuple(unsent[-1:]) if _is_far(file, form, period, collections) else ()
    pairs = [
        (joined(hand.rows(unit, period, task), "progress"), joined(new, "progress"))
        for task, new in rows.items()
        if hand.rows(unit, period, task)
    ]
    if earlier := next(_repeated(unit, period, rows, hand), None):
        return (earlier,)
    is_called_correction = any(_CALLED_CORRECTION.search(words) for words in (file.source, form.sheet))
    if not pairs or not unsent or is_called_correction or file.received_date <= since:
        return ()
    return tuple(unsent) if _speaks_of(unsent, form, pairs) else ()


def _speaks_of(unsent: Sequence[Period], form: Submission, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether 填报时间 or the words are those of a month not in hand, rather than the earlier ones mended."""
    same = sum(fold(old) == fold(new) for old, new in pairs)
    if implied_month(form.reported_date) in unsent:
        return same == len(pairs) or 2 * same < len(pairs)
    if len(pairs) >= _MANY_ROWS and not same:
        return True
    other = sum(_is_other(old, new, unsent) for old, new in pairs)
    return 2 * other >= len(pairs)


def _is_other(old: str, new: str, unsent: Sequence[Period]) -> bool:
    """Whether a text is another, or tells of a month not in hand, rather than the old one mended."""
    before, after = fold(old), fold(new)
    if before == after:
        return False
    is_mended = max(kept_score(before, after), kept_score(after, before)) >= _CORRECTED
    told, was = _months_told(new, unsent[0].year), _months_told(old, unsent[0].year)
    return not is_mended or not (told - was).isdisjoint(unsent)


def _months_told(text: str, year: int) -> set[Period]:
    """The months that a text reports on: 截至4月底, 4月累计; not those to come (计划5月底前完成)."""
    found: set[Period] = set()
    for match in re.finditer(r"(?<!\d)\d{1,2}月", text):
        is_to_come = _TO_COME.search(text[: match.start()]) or _UNTIL.match(text[match.end() :])
        if not is_to_come:
            found.update(months_in(match[0], year))
    return found


def _repeated(unit: str, period: Period, rows: Mapping[str, Sequence[HeldRow]], hand: Hand) -> Iterator[Period]:
    """Another month in hand whose very words these are, and not those of the month named."""
    for month in hand.periods(unit):
        if month != period and not month.is_plan:
            same = sum(_is_same(new, hand.rows(unit, month, task)) for task, new in rows.items())
            own = sum(_is_same(new, hand.rows(unit, period, task)) for task, new in rows.items())
            if same * 2 > len(rows) and not own:
                yield month


def _is_same(new: Sequence[HeldRow], old: Sequence[HeldRow]) -> bool:
    return bool(old) and bool(text := fold(joined(new, "progress"))) and text == fold(joined(old, "progress"))


def _is_far(file: ReceivedFile, form: Submission, period: Period, collections: Collections) -> bool:
    """Whether only one place names the month, and on a day of receipt that somebody gave it is long over.

    Or another is collected, of which the day of filling in speaks too.
    """
    names, dated = set(form.period_basis.split("、")), implied_month(form.reported_date)
    places = bool(names & _INSIDE) + bool(names & _OUTSIDE) + (dated == period)
    if file.basis is ReceivedBasis.SIGHTING or places > 1:
        return False
    behind = list(collections.due_dates)
    place = behind.index(period) + _FAR_MONTHS if period in behind else len(behind)
    is_long_over = place < len(behind) and file.received_date > collections.due_dates[behind[place]]
    return is_long_over or (dated is not None and period < dated == implied_month(file.received_date))


def _month_before(day: date) -> Period:
    """The month that is collected on ``day``."""
    return Period(day.year - 1, 12) if day.month == 1 else Period(day.year, day.month - 1)


def _month_dated(form: Submission, received: date) -> Period:
    """The month that 填报时间 speaks of, if it had begun when the form came."""
    dated, now = implied_month(form.reported_date), Period(received.year, received.month)
    return dated if dated and dated <= now else _month_before(received)
