"""What came from each unit: the files and entries that stand beside a return when its unit is judged (R21)."""

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
    """A file, or (``source`` '') an entry of 收文登记, that came from ``units``, or may be of ``others``, few, by evidence.

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
    others: tuple[str, ...] = ()
    is_blank: bool = False


_FEW = 3  # units that a file may be of and still speaks of each


def list_sent(files: Iterable[ReceivedFile], entries: Sequence[ReceivedEntry], today: date) -> tuple[Sent, ...]:
    """Everything of known senders that came up to ``today``, by its day; a copy of the same bytes adds nothing.

    What a person has rejected, and what could be anybody's, is no fact about a unit.
    """
    sent = [_of_file(file) for file in files if not (file.duplicate_of or file.reading.is_rejected)]
    sent = [one for one in sent if one.units or one.others]
    sent += [_of_entry(entry) for entry in entries if not entry.source and entry.unit]
    return tuple(sorted((one for one in sent if one.day <= today), key=lambda one: (one.day, one.source)))


def _of_file(file: ReceivedFile) -> Sent:
    reading, returns = file.reading, file.returns
    known, narrowed = _senders(file)
    periods = [period for _, period, _ in returns] + [one.period for one in reading.submissions if one.period]
    forms = [form for form, _, _ in returns] + [one.kind for one in reading.submissions]
    return Sent(
        source=file.source,
        day=file.received_date,
        basis=file.basis,
        units=known,
        periods=tuple(dict.fromkeys(periods or reading.could_be_periods)),
        form=next(iter(forms), None),
        is_material=reading.is_written_material,
        is_settled=file.is_settled or bool(file.registered_as or reading.beside),
        others=narrowed,
        is_blank=reading.is_blank,
    )


def _senders(file: ReceivedFile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that the file is from, and those among which evidence has narrowed the rest of it down."""
    open_forms = file.reading.open_forms
    could_be = [(one.unit,) if one.unit else one.could_be_units for one in open_forms]
    could_be += [file.reading.could_be_units, file.reading.unread_units]
    known = [unit for _, _, unit in file.returns] + [found[0] for found in could_be if len(found) == 1]
    narrowed = [unit for found in could_be if 1 < len(found) <= _FEW for unit in found if unit not in known]
    return tuple(dict.fromkeys(known)), tuple(dict.fromkeys(narrowed))


def _of_entry(entry: ReceivedEntry) -> Sent:
    periods = (entry.period,) if entry.period else ()
    form = entry.form if isinstance(entry.form, FormKind) else None
    is_material = entry.form is not None and form is None
    return Sent("", entry.received_date, ReceivedBasis.PERSON, (entry.unit,), periods, form, is_material)
