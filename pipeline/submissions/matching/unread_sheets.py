"""A sheet beside a form that could not be read itself: whose return it may be (R8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.labels import split_labels
from pipeline.submissions.forms.months import months_in
from pipeline.submissions.forms.numbering import split_numbering
from pipeline.submissions.matching.references import References
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import fold

_HEAD_ROWS = 12  # a title and 填报单位 stand no lower
_MIN_TASK = 10


def match_unread(grids: Sequence[Grid], references: References) -> tuple[tuple[str, ...], tuple[Period, ...]]:
    """The units that the sheets name or whose tasks they hold, and the months they name (none: any).

    No unit: the sheets are nobody's return, such as instructions or the whole list of tasks.
    """
    units = {unit for grid in grids for unit in _units(grid, references)}
    head = (text for grid in grids for text in (grid.sheet, *_head_texts(grid)))
    months = dict.fromkeys(month for text in head for month in months_in(text, references.settings.year))
    return tuple(sorted(units)), tuple(month for month in months if month in references.settings.months)


def _units(grid: Grid, references: References) -> Iterable[str]:
    labelled = (split_labels(text).get("unit", "") for row in grid.texts for text in row if "单位" in text)
    written = (*labelled, *_head_texts(grid))
    named = {unit.name for name in written if name and (unit := references.names.find(name))}
    if on_tab := references.names.find_in_words(grid.sheet):
        named.add(on_tab.name)
    if named:
        return named
    bearers = list(_bearers(grid, references))
    return set.intersection(*bearers) if bearers else ()


def _head_texts(grid: Grid) -> Iterator[str]:
    return (text for row in grid.texts[:_HEAD_ROWS] for text in row if text)


def _bearers(grid: Grid, references: References) -> Iterator[set[str]]:
    """For each cell that is a task's text: the units that bear the task."""
    for text in dict.fromkeys(text for row in grid.texts for text in row if len(text) >= _MIN_TASK):
        for task in references.index.by_text.get(fold(split_numbering(text)[1]), ()):
            yield {assignment.unit for assignment in task.assignments}
