"""When a file came, as far as that is known while it is read, and what that says about years and months (R7, R30)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.decisions.entries import ReceivedEntry
from pipeline.submissions.files.dated_folders import folder_days, likely_days
from pipeline.submissions.meant import Lying, ReturnKey, entries_for, is_ahead, returns_told
from pipeline.submissions.months import title_years
from pipeline.vocabulary.periods import Period

_NEAR_MONTHS = 3  # a month of the year before that is still being reported, however late, in January to March
_SLIP_DAYS = 31  # so far a 填报时间 may lie behind the receipt by a slip in the month
_YEAR_NAME = re.compile(r"(20\d\d)年?度?")


@dataclass(frozen=True)
class Arrival:
    """``told``: the day that a dated folder or a person gives; ``latest``: the first sight, after which it cannot have come."""

    told: date | None = None
    latest: date | None = None

    @property
    def day(self) -> date | None:
        """The day told, else the bound."""
        return self.told or self.latest

    def has_begun(self, month: Period) -> bool:
        """Whether the month had begun when the file came; a plan's year always has."""
        return self.day is None or month.is_plan or first_day(month) <= self.day

    def may_have_begun(self, month: Period) -> bool:
        """Whether it may have begun, the folder's name being a slip of the pen."""
        return self.latest is None or first_day(month) <= self.latest

    def year_of(self, month: int, year: int) -> int:
        """The year of a month named without one. By a day that is told, the last such month before it.

        Of a month still to come the year before, where that is near or the ledger's own; else it is named too early.
        ``year``, the ledger's, holds only where no day is told.
        """
        if self.told is None:
            return year
        is_over = month <= self.told.month
        is_near = self.told.month + 12 - month <= _NEAR_MONTHS
        return self.told.year if is_over or not (is_near or self.told.year - 1 == year) else self.told.year - 1

    def is_before(self, year: int) -> bool:
        """Whether the file came before ``year`` began."""
        return self.day is not None and self.day.year < year

    def dated(self, day: date | None, written: str) -> date | None:
        """The 填报时间 ``day``; one ``written`` without its year is no day after the receipt."""
        is_year_written = re.search(r"20\d\d|^\d{5}", written) is not None
        if day is None or self.day is None or is_year_written or (day - self.day).days <= _SLIP_DAYS:
            return day
        return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


UNKNOWN = Arrival()


@dataclass(frozen=True)
class ArrivalDays:
    """What a run of ``today`` knows of days before it reads.

    ``entered``: by source what a person entered of a file there, and ``lain`` what ever lay there; by sha256 the day when a content was first ``seen``, and that by which it is
    ``known`` beyond doubt to have lain in the inbox (a run of an earlier day may see it too early).
    """

    entered: Mapping[str, Sequence[ReceivedEntry]] = field(default_factory=dict)
    seen: Mapping[str, date] = field(default_factory=dict)
    known: Mapping[str, date] = field(default_factory=dict)
    today: date | None = None
    year: int = 0
    lain: Mapping[str, Sequence[Lying]] = field(default_factory=dict)

    def returns_of(self, source: str, digest: str) -> tuple[ReturnKey, ...]:
        """The returns as which a person registered this content; none of another that lay there."""
        return returns_told(self._entries(source, digest))

    def of(self, source: str, digest: str) -> Arrival:
        """When the file came: R7's order, and never later than it was seen."""
        entered = [one.received_date for one in self._entries(source, digest)[:1] if not is_ahead(one)]
        seen = self.seen.get(digest, self.today)
        for told in entered or likely_days(folder_days(source, self.year), seen):
            now = max(self.today, told) if self.today else None  # a day to come counts when it has come
            known = self.known.get(digest, now)
            if known is None or told <= known:
                return Arrival(told, known)
        return Arrival(None, seen)

    def _entries(self, source: str, digest: str) -> tuple[ReceivedEntry, ...]:
        """What a person entered of this content, that of the earliest day first; what no run has seen there lies there now."""
        entered, lain = self.entered.get(source, ()), list(self.lain.get(source, ()))
        if entered and all(one.sha256 != digest for one in lain):
            lain.append(Lying(digest, self.today or date.max, max((one.run for one in lain), default=0) + 1))
        return entries_for(digest, entered, lain)


NO_DAYS = ArrivalDays()


def first_day(month: Period) -> date:
    """The first day of a month (of a plan: of its year)."""
    return date(month.year, month.month or 1, 1)


def path_years(words: Iterable[str]) -> frozenset[int]:
    """The years that file, folder and archive names give: 2022年报送, 2022."""
    named = (title_years(word) or {int(one[1]) for one in [_YEAR_NAME.fullmatch(word)] if one} for word in words)
    return frozenset().union(*named)
