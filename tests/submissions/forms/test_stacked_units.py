"""Stacked units: where a second unit wrote below the first under one header, each has its own rows."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.grid import Value
from pipeline.submissions.forms.forms import read_form
from pipeline.submissions.forms.tables import split_at_units
from submissions.forms.form_sheets import PROGRESS, ROAD, SCHOOL, only_table, sheet_of

EDUCATION, HOUSING = ("填报单位：区教体局",), ("填报单位：区住建局",)
TITLE = ("落实情况表",)


def units(*rows: tuple[Value, ...]) -> list[tuple[str, list[str]]]:
    """Each unit with the tasks that are its own."""
    tables = split_at_units(only_table(sheet_of(*rows)))
    forms = [read_form(table, 2022) for table in tables]
    return [(form.unit_text, [row.text("task_text") for row in form.rows]) for form in forms]


STACKED = [
    pytest.param(
        [TITLE, EDUCATION, PROGRESS, SCHOOL, HOUSING, ROAD],
        [("区教体局", ["新建学校"]), ("区住建局", ["修建道路"])],
        id="a line with another unit between",
    ),
    pytest.param(
        [TITLE, EDUCATION, PROGRESS, SCHOOL, (), TITLE, HOUSING, ROAD],
        [("区教体局", ["新建学校"]), ("区住建局", ["修建道路"])],
        id="the title again, too",
    ),
    pytest.param(
        [TITLE, EDUCATION, PROGRESS, SCHOOL, EDUCATION, ROAD],
        [("区教体局", ["新建学校", "修建道路"])],
        id="the same unit again",
    ),
    pytest.param([TITLE, PROGRESS, SCHOOL, HOUSING], [("区住建局", ["新建学校"])], id="named once, below its rows"),
    pytest.param(
        [TITLE, EDUCATION, PROGRESS, SCHOOL, HOUSING],
        [("区教体局", ["新建学校"])],
        id="another unit with nothing below it",
    ),
    pytest.param([TITLE, EDUCATION, PROGRESS, SCHOOL, ROAD], [("区教体局", ["新建学校", "修建道路"])], id="one unit"),
]


@pytest.mark.parametrize(("rows", "expected"), STACKED)
def test_each_unit_has_its_own_rows(rows: list[tuple[Value, ...]], expected: list[tuple[str, list[str]]]) -> None:
    assert units(*rows) == expected


def test_a_second_unit_under_strange_headings_is_not_read_by_the_first_one_s_columns() -> None:
    first, second = split_at_units(
        only_table(sheet_of(TITLE, EDUCATION, PROGRESS, SCHOOL, HOUSING, ("条目", "事由", "干到哪"), ROAD))
    )
    assert (first.end, second.first) == (4, 6)
    assert second.columns == {} and second.headings[:3] == ("条目", "事由", "干到哪")
