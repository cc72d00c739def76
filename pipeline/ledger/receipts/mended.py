"""Files put right where they lay: what lies there now answers for what could not be read or placed before (R8, R25)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.collecting import implied_month
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import ReceivedBasis


def settle_mended(files: Sequence[ReceivedFile], due_dates: Mapping[Period, date]) -> list[ReceivedFile]:
    """What lies under the same name (.xls saved as .xlsx too) and is settled answers for a file in doubt that is gone.

    Only where it is the return that the other most likely was: last month's unreadable form under which this month's was
    saved stays in doubt, and so does one for the year's plan that may have been a month's. The day on which the first came
    stands for what was made of it.
    """
    telling = [one for one in files if not one.reading.is_blank]
    settled = gathered((_stem(one), one) for one in telling if one.returns and not one.duplicate_of)
    answered: dict[int, ReceivedFile] = {}
    lent: dict[int, ReceivedFile] = {}
    for old in files:
        if old.is_held and old.is_in_doubt:
            for new in settled.get(_stem(old), ()):
                if new.deposit.last_run > old.deposit.last_run and _answers(new, old, due_dates):
                    answered[id(old)] = new
                    lent[id(new)] = min(old, lent.get(id(new), old), key=lambda one: one.received_date)
    lying = lying_at(telling)
    return [_without_open_rows(_put_right(one, answered, lent), lying.get(one.place, ())) for one in files]


def lying_at(files: Iterable[ReceivedFile]) -> dict[str, list[ReceivedFile]]:
    """Place → what lies there now, an archive's members one by one."""
    return gathered((one.place, one) for one in files if not one.is_held)


def is_replaced(one: ReceivedFile, now: Iterable[ReceivedFile]) -> bool:
    """Whether what lies at its place ``now`` is the same returns: a form that was corrected, or opened and saved again."""
    return bool(one.returns) and set(one.returns) <= {key for other in now for key in other.returns}


def _without_open_rows(one: ReceivedFile, now: Sequence[ReceivedFile]) -> ReceivedFile:
    """A form saved again with as many rows has its rows put right: what was open in the old ones is asked no more."""
    if not one.is_held or one.duplicate_of or not is_replaced(one, now):
        return one
    if sum(len(other.reading.records) for other in now) < len(one.reading.records):
        return one
    forms = tuple(
        replace(form, records=tuple(row for row in form.records if row.task_id)) for form in one.reading.submissions
    )
    return replace(one, reading=replace(one.reading, submissions=forms, questions=()))


def _put_right(
    one: ReceivedFile, answered: Mapping[int, ReceivedFile], lent: Mapping[int, ReceivedFile]
) -> ReceivedFile:
    if id(one) in answered:
        return replace(one, duplicate_of=answered[id(one)].source)
    first = lent.get(id(one))
    if first and first.received_date < one.received_date and one.basis is not ReceivedBasis.PERSON:
        return replace(one, received_date=first.received_date, basis=first.basis, is_day_doubtful=first.is_day_doubtful)
    return one


def _stem(file: ReceivedFile) -> str:
    folder, _, name = file.source.rpartition("/")
    return f"{folder}/{name.rpartition('.')[0] or name}"


def _answers(new: ReceivedFile, old: ReceivedFile, due_dates: Mapping[Period, date]) -> bool:
    """Whether each part of ``old`` that is open may well be one of the returns that ``new`` is."""
    month = implied_month(old.received_date)

    def is_likely(period: Period, named: Sequence[Period]) -> bool:
        if len(named) == 1:
            return period in named
        if period.is_plan:
            return old.received_date <= due_dates.get(period, date.min) or month not in due_dates
        return period == month

    return all(
        any((not units or unit in units) and is_likely(period, periods) for _, period, unit in new.returns)
        for units, periods in _open_parts(old)
    )


def _open_parts(old: ReceivedFile) -> Iterator[tuple[Sequence[str], Sequence[Period]]]:
    if not old.reading.submissions:
        yield old.reading.could_be_units, old.reading.could_be_periods
    yield from ((one.could_be_units, one.could_be_periods) for one in old.reading.open_forms)
    if old.reading.unread_units:
        yield old.reading.unread_units, old.reading.unread_periods
