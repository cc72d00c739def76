"""Files put right where they lay: what lies there now answers for what could not be read or placed before (R8, R25)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.collecting import implied_month, reportable
from pipeline.submissions.matching.submission import Submission
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis

Return = tuple[Period, str]


def settle_mended(files: Sequence[ReceivedFile], due_dates: Mapping[Period, date]) -> list[ReceivedFile]:
    """What lies under the same name (.xls saved as .xlsx too) and is settled answers for a file in doubt that is gone.

    Only where nothing else that the other may have been is still lacking: a form that nobody could read, and under whose
    name another month's was saved, stays in doubt about its own. The day on which it came stands for whatever was saved
    there that it may have been.
    """
    telling = [one for one in files if not one.reading.is_blank]
    answered: dict[int, ReceivedFile] = {}
    lent: dict[int, ReceivedFile] = {}
    for old, new, is_all in _saved_over(files, telling, due_dates):
        lent[id(new)] = min(old, lent.get(id(new), old), key=lambda one: one.received_date)
        if is_all:
            answered[id(old)] = new
    lying = lying_at(telling)
    right = [_without_open_rows(_put_right(one, answered, lent), lying.get(one.place, ())) for one in files]
    return _with_shown_rows(right)


def _saved_over(
    files: Iterable[ReceivedFile], telling: Iterable[ReceivedFile], due_dates: Mapping[Period, date]
) -> Iterator[tuple[ReceivedFile, ReceivedFile, bool]]:
    """(a file in doubt that is gone, what lies under its name and may be what it was, whether nothing else it may be is lacking)."""
    counted = [one for one in telling if one.returns and not one.duplicate_of]
    settled = gathered((_stem(one), one) for one in counted)
    received = frozenset((period, unit) for one in counted for _, period, unit in one.returns)
    for old in (one for one in files if one.is_held and one.is_in_doubt):
        for new in (one for one in settled.get(_stem(old), ()) if one.deposit.last_run > old.deposit.last_run):
            likely, possible = _returns_of(old, new, due_dates)
            made = {(period, unit) for _, period, unit in new.returns}
            if all(map(made.intersection, likely)):
                yield old, new, possible <= made | received


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


def _with_shown_rows(files: Sequence[ReceivedFile]) -> list[ReceivedFile]:
    """``files``; a row hidden in a form is asked about no more once a form of the same return tells of its task."""
    told = [one for one in files if not one.duplicate_of]
    shown = gathered(
        ((form.period, form.unit), (one.received_date, form.answered_tasks))
        for one in told
        for form in one.reading.submissions
        if form.period and form.unit
    )
    return [
        _without_shown(one, shown) if any(form.hidden for form in one.reading.submissions) else one for one in files
    ]


def _without_shown(
    one: ReceivedFile, shown: Mapping[tuple[Period, str], Sequence[tuple[date, frozenset[str]]]]
) -> ReceivedFile:
    def left(form: Submission) -> tuple[frozenset[str], ...]:
        is_settled = (
            form.period and form.unit and form.answered_tasks
        )  # one that says nothing else is no report without them
        since = shown.get((form.period, form.unit), ()) if is_settled else ()  # type: ignore[arg-type]
        tasks = frozenset[str]().union(*(told for day, told in since if day >= one.received_date))
        return tuple(could_be for could_be in form.hidden if not could_be or could_be - tasks)

    forms = tuple(replace(form, hidden=left(form)) for form in one.reading.submissions)
    open_sheets = {form.sheet for form in forms if form.hidden}
    findings = tuple(
        fault
        for fault in one.reading.findings
        if fault.kind is not Kind.ROWS_HIDDEN or fault.place.sheet in open_sheets
    )
    return replace(one, reading=replace(one.reading, submissions=forms, findings=findings))


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


def _returns_of(
    old: ReceivedFile, new: ReceivedFile, due_dates: Mapping[Period, date]
) -> tuple[list[set[Return]], set[Return]]:
    """The returns that each open part of ``old`` most likely was, and all that they may have been.

    A part that may be anybody's is taken for one of the units of ``new``, and most likely for the month collected when it came.
    """
    likely: list[set[Return]] = []
    possible: set[Return] = set()
    for units, named, kind in _open_parts(old):
        periods = [one for one in named or reportable(old.received_date, due_dates) if kind in (None, FormKind.of(one))]
        could_be = {(period, unit) for period in periods for unit in units or [unit for _, _, unit in new.returns]}
        is_narrow = units or len(periods) == 1
        likely.append(could_be if is_narrow else _collected(could_be, old.received_date))
        possible |= could_be
    return likely, possible


def _collected(returns: Iterable[Return], day: date) -> set[Return]:
    """Those of the month that is collected on that day."""
    return {one for one in returns if one[0] == implied_month(day)}


def _open_parts(old: ReceivedFile) -> Iterator[tuple[Sequence[str], Sequence[Period], FormKind | None]]:
    """The units, periods (none: any) and form that each part of the file may be of."""
    reading = old.reading
    if not reading.submissions:
        yield reading.could_be_units, reading.could_be_periods, reading.could_be_form
    yield from ((one.could_be_units, one.could_be_periods, one.kind) for one in reading.open_forms)
    if reading.unread_units:
        yield reading.unread_units, reading.unread_periods, None
