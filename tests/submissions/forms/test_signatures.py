"""Signatures: rows below a table that hold a unit's name and a day and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.submissions.files.grid import Value
from pipeline.submissions.forms.signatures import own_texts, read_signatures, signed_rows
from submissions.forms.form_sheets import PROGRESS, ROAD, SCHOOL, only_table, sheet_of


def signed(*rows: tuple[Value, ...]) -> list[int]:
    """The rows, as Excel shows them, that sign a table whose header stands in row 1."""
    return sorted(row + 1 for row in signed_rows(only_table(sheet_of(PROGRESS, *rows)), frozenset()))


SIGNED = [
    pytest.param([SCHOOL, ("区教育体育局",), ("2022年4月6日",)], [3, 4], id="name and day below each other"),
    pytest.param([SCHOOL, ("区教育体育局", "", "2022年4月6日")], [3], id="name and day side by side"),
    pytest.param([SCHOOL, ("二〇二二年四月六日",)], [3], id="day in Chinese digits"),
    pytest.param([SCHOOL, ("20220406",)], [3], id="day in digits alone"),
    pytest.param([SCHOOL, (), ("", "", "区教育体育局（公章）"), ()], [4], id="sealed, blank rows around"),
    pytest.param([SCHOOL, ("区教育体育局（盖章）",), ROAD], [3], id="sealed between rows"),
    pytest.param([SCHOOL, ("区教育体育局",), ROAD], [], id="a bare name between rows may be a task's"),
    pytest.param([SCHOOL, ("区教育体育局", "2022年4月6日", "王敏")], [], id="three cells are a row"),
    pytest.param([SCHOOL, ("已竣工",)], [], id="other words"),
    pytest.param([SCHOOL], [], id="not signed"),
]


@pytest.mark.parametrize(("rows", "expected"), SIGNED)
def test_which_rows_sign_a_table(rows: list[tuple[Value, ...]], expected: list[int]) -> None:
    assert signed(*rows) == expected


def test_the_foot_of_the_form_below_a_signature_is_passed_over() -> None:
    table = only_table(sheet_of(PROGRESS, SCHOOL, ("区教育体育局",), ("填报人：王敏",)))
    assert signed_rows(table, frozenset({3})) == {2}
    assert signed_rows(table, frozenset()) == frozenset()


def test_what_a_signature_says() -> None:
    table = only_table(sheet_of(PROGRESS, SCHOOL, ("区教育体育局（盖章）", date(2022, 4, 6))))
    assert list(read_signatures(table, [(2, 0), (2, 1)])) == [
        ("unit", "区教育体育局"),
        ("reported", date(2022, 4, 6)),
    ]


def test_a_merged_name_is_one_text() -> None:
    table = only_table(sheet_of(PROGRESS, SCHOOL, ("区教育体育局", "", "", "4月6日"), merged=[((2, 0), (2, 2))]))
    assert own_texts(table, 2) == ["区教育体育局", "4月6日"]
