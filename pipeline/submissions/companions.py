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
    units, periods = reading.could_be_units, reading.could_be_periods
    if not reading.is_written_material or (units and periods):
        return reading
    is_shared = len(file.words) == 1 and "!" not in file.source
    if not units and is_shared:
        return reading
    beside = [
        (unit, period)
        for unit, period in forms.get(_folder(file), ())
        if (not units or unit in units) and (not periods or period in periods)
    ]
    if len(beside) != 1:
        return reading
    [(unit, period)] = beside
    return replace(reading, questions=(), could_be_units=units or (unit,), could_be_periods=periods or (period,))
