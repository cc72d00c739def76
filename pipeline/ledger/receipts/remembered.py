"""What a file was read as, in a text that the register keeps: all that is left of it where its original is lost (R25)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.keeping.journal import ReadAs
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.master.units import UnitDirectory
from pipeline.submissions.matching.submission import FileReading, Submission
from pipeline.vocabulary.findings import Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind


def readings_of(files: Iterable[ReceivedFile]) -> Iterator[ReadAs]:
    """What each file says of itself; what was only remembered is no new reading."""
    for file in files:
        if file.deposit.sha256 and not file.reading.known_as:
            yield ReadAs(file.deposit.sha256, file.source, file.sha256, _text(file))


def recall(last: ReadAs, directory: UnitDirectory) -> FileReading:
    """The reading that ``last`` tells of, its units by their present names: what was settled is, what was open is open."""
    known = json.loads(last.reading)
    returns = tuple(
        (FormKind(form), Period.parse(period), name)
        for form, period, unit in known.get("returns", ())
        for name in _names([unit], directory)
    )
    pieces = [_piece(one, directory) for one in known.get("open", ())]
    lost = finding(Kind.ORIGINAL_LOST, Place(last.source), sha256=last.sha256[:8])
    return FileReading(
        last.source,
        submissions=tuple(pieces),
        findings=(lost,),
        is_readable=known.get("is_readable", bool(returns)),
        is_written_material=known.get("is_material", False),
        is_rejected=known.get("is_rejected", False),
        could_be_units=_names(known.get("units", ()), directory),
        could_be_periods=tuple(map(Period.parse, known.get("periods", ()))),
        known_as=returns,
    )


def _text(file: ReceivedFile) -> str:
    reading = file.reading
    told: dict[str, Any] = {
        "returns": [[str(form), str(period), unit] for form, period, unit in file.returns],
        "open": [
            [str(one.kind), list(one.could_be_units), list(map(str, one.could_be_periods))]
            for one in reading.open_forms
        ],
        "units": list(reading.could_be_units),
        "periods": list(map(str, reading.could_be_periods)),
        "is_readable": reading.is_readable,
        "is_material": reading.is_written_material,
        "is_rejected": reading.is_rejected,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _piece(told: list[Any], directory: UnitDirectory) -> Submission:
    form, units, periods = told
    return Submission(
        FormKind(form),
        "",
        None,
        "",
        None,
        "",
        None,
        (),
        could_be_units=_names(units, directory),
        could_be_periods=tuple(map(Period.parse, periods)),
    )


def _names(units: Iterable[str], directory: UnitDirectory) -> tuple[str, ...]:
    found = (directory.find(unit) for unit in units)
    return tuple(unit.name for unit in found if unit)
