"""Whether a form speaks of another month than the one that it names, beside what its unit has in hand (R30)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.receipts.beside.in_hand import Hand, SettledForm, joined
from pipeline.submissions.collecting import implied_month
from pipeline.submissions.forms.months import months_in
from pipeline.submissions.matching.submission import BY_PERSON
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


def other_months(new: SettledForm, hand: Hand, collections: Collections) -> tuple[Period, ...]:
    """The other months that the form may be of; none where it is, beyond doubt, of the one that it names."""
    if new.period.is_plan or new.form.period_basis == BY_PERSON:
        return ()
    since, came = hand.first_day(new.unit, new.period), new.file.received_date
    unsent = collections.open_months(new.unit, new.period, _last_month(new), hand, came)
    if since is None:
        return tuple(unsent[-1:]) if _is_far(new, collections) else ()
    if earlier := next(_repeated(new, hand), None):
        return (earlier,)
    may_be_new = bool(unsent) and came > since and not _is_called_correction(new)
    return tuple(unsent) if may_be_new and _speaks_of(unsent, new, hand) else ()


def _is_called_correction(new: SettledForm) -> bool:
    return any(_CALLED_CORRECTION.search(words) for words in (new.file.source, new.form.sheet))


def _speaks_of(unsent: Sequence[Period], new: SettledForm, hand: Hand) -> bool:
    """Whether 填报时间 or the words are those of a month not in hand, rather than the earlier ones mended."""
    pairs = [(joined(old, "progress"), joined(own, "progress")) for _, old, own in new.beside(hand)]
    if not pairs:
        return False
    same = sum(fold(old) == fold(own) for old, own in pairs)
    if implied_month(new.form.reported_date) in unsent:
        return same == len(pairs) or 2 * same < len(pairs)
    if len(pairs) >= _MANY_ROWS and not same:
        return True
    other = sum(_is_other(old, own, unsent) for old, own in pairs)
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


def _repeated(new: SettledForm, hand: Hand) -> Iterator[Period]:
    """Another month in hand whose very words these are, and not those of the month named."""
    if not _number_alike(new, new.period, hand):
        for month in hand.periods(new.unit):
            if not month.is_plan and _number_alike(new, month, hand) * 2 > len(new.rows):
                yield month


def _number_alike(new: SettledForm, month: Period, hand: Hand) -> int:
    """Of how many tasks the words are those in hand for ``month``."""
    pairs = ((fold(joined(own, "progress")), hand.rows(new.unit, month, task)) for task, own in new.rows.items())
    return sum(bool(words) and words == fold(joined(old, "progress")) for words, old in pairs)


def _is_far(new: SettledForm, collections: Collections) -> bool:
    """Whether the month named is long over on a day of receipt that somebody gave, and only one place names it."""
    behind = list(collections.due_dates)
    place = behind.index(new.period) + _FAR_MONTHS if new.period in behind else len(behind)
    if new.file.basis is ReceivedBasis.SIGHTING or place >= len(behind):
        return False
    names = set(new.form.period_basis.split("、"))
    places = bool(names & _INSIDE) + bool(names & _OUTSIDE) + (implied_month(new.form.reported_date) == new.period)
    return new.file.received_date > collections.due_dates[behind[place]] and places < 2


def _last_month(new: SettledForm) -> Period:
    """The last month that the form may be of: the one collected when it came, or that 填报时间 speaks of, if it had begun."""
    now, dated = Period.of(new.file.received_date), implied_month(new.form.reported_date)
    return max(now.preceding, dated) if dated and dated <= now else now.preceding
