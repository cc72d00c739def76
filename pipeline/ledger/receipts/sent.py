"""What came from each unit, or may have: the files and entries that stand beside a return when its unit is judged (R21)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.decisions.entries import ReceivedEntry
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis


@dataclass(frozen=True)
class Sent:
    """A file, or (``source`` '') an entry of 收文登记, that came from one of ``units``; none named: nobody knows whose it is.

    ``form`` None: written material, or what could not be told; ``is_settled``: all of it is known to be this or that.
    """

    source: str
    day: date
    basis: ReceivedBasis
    units: tuple[str, ...]
    periods: tuple[Period, ...]
    form: FormKind | None
    is_material: bool = False
    is_settled: bool = True


def list_sent(files: Iterable[ReceivedFile], entries: Sequence[ReceivedEntry], today: date) -> tuple[Sent, ...]:
    """Everything that came up to ``today``, by its day; a copy of the same bytes adds nothing."""
    sent = [_of_file(file) for file in files if not file.duplicate_of]
    sent += [_of_entry(entry) for entry in entries if not entry.source and entry.unit]
    return tuple(sorted((one for one in sent if one.day <= today), key=lambda one: (one.day, one.source)))


def _of_file(file: ReceivedFile) -> Sent:
    reading, returns = file.reading, file.returns
    units = [unit for _, _, unit in returns] + [unit for one in reading.open_forms for unit in one.possible_units]
    periods = [period for _, period, _ in returns] + [one.period for one in reading.submissions if one.period]
    forms = [form for form, _, _ in returns] + [one.kind for one in reading.submissions]
    return Sent(
        source=file.source,
        day=file.received_date,
        basis=file.basis,
        units=tuple(dict.fromkeys((*units, *reading.could_be_units, *reading.unread_units))),
        periods=tuple(dict.fromkeys(periods or reading.could_be_periods)),
        form=next(iter(forms), None),
        is_material=reading.is_written_material,
        is_settled=file.is_settled or bool(file.registered_as) or reading.is_rejected,
    )


def _of_entry(entry: ReceivedEntry) -> Sent:
    periods = (entry.period,) if entry.period else ()
    form = entry.form if isinstance(entry.form, FormKind) else None
    is_material = entry.form is not None and form is None
    return Sent("", entry.received_date, ReceivedBasis.PERSON, (entry.unit,), periods, form, is_material)
