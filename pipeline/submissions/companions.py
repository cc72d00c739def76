"""Written material that accompanies a form (R2): what neither its name nor its first page says, the form beside it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.reading import ReadFile
from pipeline.vocabulary.periods import Period

_Return = tuple[str, Period]


def settle_companions(read: Sequence[ReadFile]) -> list[ReadFile]:
    """Each material of open unit or period takes them from the forms in its folder or archive, where those are of one return.

    A folder that only has a date holds what all units sent that day: there the unit must be known.
    """
    forms: dict[str, set[_Return]] = {}
    for file, _, reading in read:
        found = {(one.unit, one.period) for one in reading.submissions if one.unit and one.period}
        forms.setdefault(_folder(file), set()).update(found)
    return [(file, digest, _settled(file, reading, forms)) for file, digest, reading in read]


def _folder(file: InboxFile) -> str:
    """The folder, or the archive and the folder in it, in which a file lies."""
    return max(file.source.rpartition(mark)[0] for mark in ("/", "!"))


def _settled(file: InboxFile, reading: FileReading, forms: Mapping[str, set[_Return]]) -> FileReading:
    if not _is_open(file, reading):
        return reading
    units, periods = reading.could_be_units, reading.could_be_periods
    beside = [
        (unit, period)
        for unit, period in forms.get(_folder(file), ())
        if unit in (units or (unit,)) and period in (periods or (period,))
    ]
    if len(beside) != 1:
        return reading
    [(unit, period)] = beside
    return replace(reading, questions=(), could_be_units=units or (unit,), could_be_periods=periods or (period,))


def _is_open(file: InboxFile, reading: FileReading) -> bool:
    """Whether it is material that lacks unit or period, and what lies beside it may tell."""
    is_shared = len(file.words) == 1 and "!" not in file.source
    is_unit_open, is_period_open = not reading.could_be_units, not reading.could_be_periods
    return reading.is_written_material and (is_unit_open or is_period_open) and not (is_unit_open and is_shared)
