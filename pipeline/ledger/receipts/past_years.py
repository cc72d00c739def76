"""Files of years that are over, told of together: they ask nothing, and claim nothing of this year (R30)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.vocabulary.findings import Finding, Kind, Place, finding

_MOST_NAMED = 3


def past_year_findings(files: Sequence[ReceivedFile]) -> Iterator[Finding]:
    """One finding for all of them, at the first."""
    past = [file for file in files if file.reading.is_past_year]
    if past:
        named = "、".join(file.source for file in past[:_MOST_NAMED])
        years = sorted({file.reading.year or file.received_date.year for file in past})
        yield finding(
            Kind.FILES_OF_PAST_YEAR,
            Place(past[0].source),
            count=len(past),
            years="、".join(f"{year}年" for year in years),
            named=f"{named}等" if len(past) > _MOST_NAMED else named,
        )
