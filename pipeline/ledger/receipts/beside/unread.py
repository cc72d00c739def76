"""Unreadable files beside the readable form of the only return that they can be: nothing waits for a person (R31)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Kind, Place, finding
from pipeline.vocabulary.periods import Period


def beside_read(files: Iterable[ReceivedFile]) -> tuple[ReceivedFile, ...]:
    """``files``; an unreadable one that names one return alone, of which a form was read no later, is that form's copy.

    A form that came later leaves it in doubt: it may have been in time.
    """
    known = tuple(files)
    forms: dict[tuple[str, Period], ReceivedFile] = {}
    for file in sorted(known, key=lambda one: (one.received_date, one.is_held)):
        for form in () if file.duplicate_of or file.reading.is_blank else file.reading.submissions:
            if form.unit and form.period:
                forms.setdefault((form.unit, form.period), file)
    return tuple(_beside(file, forms) for file in known)


def _beside(file: ReceivedFile, forms: dict[tuple[str, Period], ReceivedFile]) -> ReceivedFile:
    reading = file.reading
    units, periods = reading.could_be_units, reading.could_be_periods
    if reading.is_readable or not file.is_in_doubt or (len(units), len(periods)) != (1, 1) or file.place.endswith("/"):
        return file
    form = forms.get((units[0], periods[0]))
    if form is None or form.received_date > file.received_date:
        return file
    told = finding(
        Kind.UNREAD_BESIDE,
        Place(file.source),
        unit=units[0],
        period=periods[0],
        whose=f"{units[0]}{periods[0].label}",
        form=form.source,
    )
    aside = FileReading(
        file.source, findings=(told,), could_be_units=units, could_be_periods=periods, beside=form.source
    )
    return replace(file, reading=aside)
