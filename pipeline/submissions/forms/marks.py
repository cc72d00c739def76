"""What a form that went out knows of itself, taken out of its grid: nothing else that is read ever meets the marks."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from pipeline.submissions.files.grid import Grid, Value
from pipeline.vocabulary.forms.marks import FORM_MARK, TASK_MARK, FormMark, is_task_mark, marked_task

_HEAD_ROWS = 8  # a form's own mark stands no lower


def unmarked(grid: Grid, year: int, office: str) -> Grid:
    """``grid`` without its marks, which are its ``form_mark`` and ``row_marks`` from now on.

    Rows are known by the tasks of ``year`` that ``office`` sent out: another's numbers mean other tasks.
    """
    column = _column(grid)
    if column < 0:
        return grid
    written = {row: words for row in range(len(grid.texts)) if _is_mark(words := grid.text(row, column))}
    form_mark = next((words for words in written.values() if words.startswith(FORM_MARK)), "") or grid.form_mark
    told = parse_mark(form_mark)
    is_ours = told is None or told.office == office
    tasks = {row: marked_task(words, year) for row, words in written.items()} if is_ours else {}
    return replace(grid, cells=_without(grid, column, written), form_mark=form_mark, row_marks=tasks)


def _without(grid: Grid, column: int, rows: Container[int]) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        (*line[:column], "", *line[column + 1 :]) if row in rows else line for row, line in enumerate(grid.cells)
    )


def parse_mark(text: str) -> FormMark | None:
    """The mark of a form as it stands in a cell or in the document's properties."""
    return FormMark.parse(text.removeprefix(FORM_MARK).lstrip(":： ")) if text else None


def _column(grid: Grid) -> int:
    """The column where the marks stand: below the form's own, or below their heading; -1 where there are none."""
    for row, texts in enumerate(grid.texts):
        if TASK_MARK in texts:
            return texts.index(TASK_MARK)
        if row < _HEAD_ROWS and (found := [n for n, text in enumerate(texts) if text.startswith(FORM_MARK)]):
            return found[0]
    return -1


def _is_mark(words: str) -> bool:
    return words.startswith(FORM_MARK) or is_task_mark(words)
