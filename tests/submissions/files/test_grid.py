"""Cells as a person reads them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from pipeline.submissions.files.grid import Grid, Value, cell_text

VALUES: list[tuple[Value, str]] = [
    (3.0, "3"),
    (12.5, "12.5"),
    (0.1 + 0.2, "0.3"),
    (13800000000.0, "13800000000"),
    (True, "是"),
    (date(2022, 4, 7), "2022-04-07"),
    (datetime(2022, 4, 7), "2022-04-07"),
    (datetime(2022, 4, 7, 8, 30), "2022-04-07 08:30"),
    (time(8, 30), "08:30"),
    (timedelta(hours=36, minutes=5), "36:05"),
    ("\u3000已\x00开\u200b工_x000D_\r\n", "已开工"),
    (" 一、\n二、 ", "一、\n二、"),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_a_value_reads_as_a_person_would_read_it(value: Value, text: str) -> None:
    assert cell_text(value) == text
    assert Grid("", ((value,),)).text(0, 0) == text


def test_outside_the_grid_there_is_nothing() -> None:
    grid = Grid("", (("甲",),))
    assert [grid.text(row, column) for row, column in ((-1, 0), (0, -1), (0, 1), (1, 0))] == [""] * 4
