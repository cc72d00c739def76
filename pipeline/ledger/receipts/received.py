"""A file that came: what it says, when it was received and on what that rests (R7), and whether it lies here still (R25)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.keeping.journal import Deposit
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis

ReturnKey = tuple[FormKind, Period, str]
"""Form, period and unit of one expected return."""

NOWHERE = Deposit("", "", date.min, date.min)


@dataclass(frozen=True)
class ReceivedFile:
    """A file that came, understood and dated. ``duplicate_of`` names the file that it is a copy of.

    ``registered_as``: the returns a person has said an unreadable file to be; its content stays unread.
    ``refused_day``: the day that a folder or a person gave it, and that is later than the file lay here.
    ``no_days``: its folders that look like a day and are none. ``is_day_doubtful``: that is why its first sight counts.
    ``is_held``: it lies at its place no more, and was read from its original. ``moved_from``: where else its bytes lay
    before. ``deposit``: what the journal knows of its place.
    """

    source: str
    sha256: str
    received_date: date
    basis: ReceivedBasis
    reading: FileReading
    duplicate_of: str = ""
    registered_as: tuple[ReturnKey, ...] = ()
    refused_day: tuple[date, ReceivedBasis] | None = None
    no_days: tuple[str, ...] = ()
    is_day_doubtful: bool = False
    is_held: bool = False
    moved_from: str = ""
    deposit: Deposit = NOWHERE

    @property
    def addressees(self) -> tuple[tuple[str, ...], tuple[Period, ...]]:
        """The units and periods that it is for: as a person registered it, as it was read, as it may be."""
        reading = self.reading
        known = self.registered_as or [(one.kind, one.period, one.unit) for one in reading.submissions]
        units = [unit for _, _, unit in known if unit] or reading.could_be_units
        periods = [period for _, period, _ in known if period] or reading.could_be_periods
        return tuple(dict.fromkeys(units)), tuple(dict.fromkeys(periods))

    @property
    def is_settled(self) -> bool:
        """Whether all of it is known to be this or that return, or the written material of one."""
        if self.reading.is_written_material:
            return bool(self.reading.could_be_units and self.reading.could_be_periods)
        return bool(self.reading.submissions) and not self.reading.open_forms

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may be some return that it has not been counted as (R8)."""
        reading = self.reading
        is_nothing = reading.is_rejected or reading.no_return or reading.beside
        if self.duplicate_of or reading.is_written_material or is_nothing:
            return False
        if self.registered_as and not self.reading.submissions:
            return False
        return bool(not self.reading.is_readable or self.reading.open_forms or self.reading.unread_units)

    @property
    def returns(self) -> tuple[ReturnKey, ...]:
        """The returns that it counts as: registered, or read."""
        return tuple(dict.fromkeys((*self.registered_as, *self.reading.settled_returns)))

    @property
    def place(self) -> str:
        """Where it lies or lay: of a member of an archive, where the archive does."""
        return self.deposit.source or self.source

    @property
    def exact_name(self) -> str:
        """Its source with the beginning of its SHA-256: which of the contents that lay there."""
        return f"{self.source}#{self.sha256[:8]}"

    def possible_returns(self) -> Iterator[tuple[tuple[str, ...], tuple[Period, ...]]]:
        """(units, periods) that each part of it is or could be; empty ones stand for any."""
        if self.registered_as:
            yield from (((unit,), (period,)) for _, period, unit in self.registered_as)
        elif self.reading.submissions:
            yield from ((one.possible_units, one.possible_periods) for one in self.reading.submissions)
        else:
            yield self.reading.could_be_units, self.reading.could_be_periods
