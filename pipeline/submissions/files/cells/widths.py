"""Rows that stand out by their width: where nearly all rows have as many cells, another has lost some, or two ran together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from pipeline.submissions.files.grid import Hazard, HazardKind

# So many rows of one width, and such a share of all, are a table from which another row stands out.
_LEAST_ROWS, _MOST_SHARE = 3, 0.75
_LEAST_WIDTH = 3
_SAMPLE = 200


def usual_width(widths: Collection[int]) -> tuple[int, int]:
    """How many cells most rows of several cells have, and how many rows those are; of the first rows."""
    several = Counter(width for width in [*widths][:_SAMPLE] if width > 1)
    return max(several.items(), key=lambda item: (item[1], item[0])) if several else (0, 0)


def is_table(widths: Collection[int]) -> bool:
    """Whether the rows of several cells are a table, nearly all of one width."""
    width, count = usual_width(widths)
    several = sum(one > 1 for one in [*widths][:_SAMPLE])
    return width >= _LEAST_WIDTH and count >= max(_LEAST_ROWS, _MOST_SHARE * several)


def odd_rows(widths: Mapping[int, int]) -> Iterator[Hazard]:
    """A hazard for each row, numbered as in ``widths``, that is neither as wide as all others nor a line of one cell."""
    if is_table(widths.values()):
        usual, _ = usual_width(widths.values())
        for number, width in widths.items():
            if width > 1 and width != usual:
                yield Hazard(HazardKind.DAMAGED, number, "列数与其他各行不同")
