"""Drafts: cells laid out at their places, merged areas filled, what lies too far out left away and told."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.draft import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Area, Draft
from pipeline.submissions.files.grid import Grid, Hazard, HazardKind, UnreadableFileError
from pipeline.submissions.files.limits.budget import Budget, spending


def draft_of(*rows: str, areas: tuple[Area, ...] = ()) -> Draft:
    """Each letter a cell, a dot a blank one."""
    draft = Draft(areas=list(areas))
    for row, letters in enumerate(rows):
        for column, letter in enumerate(letters):
            draft.put(row, column, "" if letter == "." else letter)
    return draft


def letters(grid: Grid) -> list[str]:
    return ["".join(text or "." for text in row) for row in grid.texts]


def test_cells_keep_their_places_and_blank_edges_are_cut() -> None:
    assert letters(draft_of("....", ".a..", "...b", "....").grid("3月")) == ["....", ".a..", "...b"]
    assert Draft().grid("3月").cells == ()


@pytest.mark.parametrize(
    ("areas", "shown", "filled"),
    [
        pytest.param([((0, 0), (0, 1))], ["aa", "c."], {(0, 1)}, id="across"),
        pytest.param([((0, 1), (1, 1))], ["ab", "cb"], {(1, 1)}, id="down"),
        pytest.param([((0, 0), (9, 9))], ["aa", "aa"], {(0, 1), (1, 0), (1, 1)}, id="beyond the last cell"),
        pytest.param([((5, 5), (6, 6))], ["ab", "c."], set(), id="where nothing is"),
        pytest.param([((0, 0), (0, 0))], ["ab", "c."], set(), id="of one cell"),
    ],
)
def test_a_merged_area_shows_its_first_cell_everywhere(
    areas: list[Area], shown: list[str], filled: set[tuple[int, int]]
) -> None:
    grid = draft_of("ab", "c.", areas=tuple(areas)).grid("3月")
    assert (letters(grid), set(grid.filled)) == (shown, filled)


def test_areas_over_whole_sheets_again_and_again_are_refused() -> None:
    draft = draft_of("a", areas=(((0, 0), (MAX_ROWS, MAX_COLUMNS)),))
    draft.put(MAX_ROWS - 1, MAX_COLUMNS - 1, "b")
    with pytest.raises(UnreadableFileError, match="合并单元格"):
        draft.grid("3月")


@pytest.mark.parametrize(
    ("row", "column"),
    [pytest.param(MAX_ROWS, 0, id="too far down"), pytest.param(0, MAX_COLUMNS, id="too far right")],
)
def test_a_stray_entry_far_out_is_left_away_and_told(row: int, column: int) -> None:
    draft = draft_of("ab")
    draft.put(row, column, "x")
    grid = draft.grid("3月")
    assert letters(grid) == ["ab"]
    assert grid.hazards == (Hazard(HazardKind.CROPPED, None, "1个单元格"),)


@pytest.mark.parametrize(
    ("row", "column"), [pytest.param(MAX_ROWS - 1, 0, id="row"), pytest.param(0, MAX_COLUMNS - 1, id="column")]
)
def test_the_last_place_that_is_read(row: int, column: int) -> None:
    draft = Draft()
    draft.put(row, column, "x")
    grid = draft.grid("3月")
    assert grid.value(row, column) == "x" and not grid.hazards


def test_errors_and_formulas_never_calculated_are_shown_and_told_by_row() -> None:
    draft = draft_of("a")
    draft.put_uncalculated(4, 1, "B1+1")
    draft.put_error(2, 0, "#REF!")
    grid = draft.grid("3月")
    assert (grid.text(2, 0), grid.text(4, 1)) == ("#REF!", "=B1+1")
    assert grid.hazards == (
        Hazard(HazardKind.ERROR_VALUE, 3, "#REF!"),
        Hazard(HazardKind.UNCALCULATED, 5, "=B1+1"),
    )


def test_what_is_hidden_is_marked_as_far_as_there_is_something() -> None:
    draft = draft_of("ab", "cd")
    draft.hidden_rows, draft.hidden_columns = [1, 7], {0, 200}
    grid = draft.grid("上月", is_hidden=True)
    assert (grid.sheet, grid.is_hidden) == ("上月", True)
    assert grid.hidden_rows == {1} and grid.hidden_columns == {0}


def test_more_cells_than_any_form_has_are_refused() -> None:
    with spending(Budget(values=4)):
        draft_of("ab", "cd").grid("")
        with pytest.raises(UnreadableFileError, match="异常多"):
            draft_of("a")


def test_the_blank_cells_between_two_entries_are_counted_before_they_are_made() -> None:
    with spending(Budget(laid=100)):
        draft = Draft()
    draft.put(MAX_ROWS - 1, MAX_COLUMNS - 1, "a")
    with pytest.raises(UnreadableFileError, match="异常多"):
        draft.grid("")


def test_what_is_refused_costs_the_next_sheet_nothing() -> None:
    with spending(Budget(values=3)):
        with pytest.raises(UnreadableFileError):
            draft_of("abcd").grid("")
        assert draft_of("abc").grid("").texts == (("a", "b", "c"),)


def test_a_text_longer_than_a_cell_can_be_is_cut_and_told() -> None:
    draft = draft_of("a")
    draft.put(0, 0, "长" * (MAX_TEXT + 1))
    grid = draft.grid("")
    assert len(grid.texts[0][0]) == MAX_TEXT
    assert [(one.kind, one.row) for one in grid.hazards] == [(HazardKind.CROPPED, 1)]


def test_what_a_merged_area_covers_is_told() -> None:
    draft = Draft(areas=[((0, 0), (1, 1))])
    draft.put(0, 0, "甲")
    draft.put(0, 1, "甲")
    draft.put(1, 1, "乙")
    grid = draft.grid("")
    assert grid.texts == (("甲", "甲"), ("甲", "甲"))
    assert [(one.kind, one.row, one.detail) for one in grid.hazards] == [(HazardKind.UNSEEN, 2, "乙")]
