"""A form whose rows name their units in a column: each row stays its unit's, the headings of parts between them or not (R8)."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from core_samples import FINANCE, PLANNING, directory

from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.assembly import split_by_unit
from pipeline.submissions.matching.references import References
from pipeline.submissions.names.unit_names import UnitNames
from pipeline.vocabulary.terms import FormKind

REFERENCES = cast(References, SimpleNamespace(names=UnitNames(directory(), ())))


def heading(row: int, words: str) -> WrittenRow:
    return WrittenRow(row, {"task_text": words})


def line(row: int, unit: str) -> WrittenRow:
    return WrittenRow(row, {"row_unit": unit, "task_text": f"第{row}行的工作", "progress": "已完成"})


def test_headings_of_parts_belong_to_the_unit_whose_rows_follow() -> None:
    rows = (
        heading(5, "一、重点任务"),
        line(6, PLANNING),
        line(7, ""),
        heading(8, "二、民生实事"),
        line(9, PLANNING),
        heading(10, "一、重点任务"),
        line(11, FINANCE),
    )
    parts = split_by_unit(Form(FormKind.PROGRESS, "表", "", PLANNING, "", None, rows), REFERENCES)
    told = {part.unit_text: [row.row for row in part.rows if not row.is_heading] for part in parts}
    assert told == {PLANNING: [6, 7, 9], FINANCE: [11]}


def test_a_list_filtered_down_to_one_unit_reports_for_that_unit_alone() -> None:
    rows = (
        line(5, PLANNING),
        replace(line(6, FINANCE), is_filtered=True),
        replace(line(7, PLANNING), is_filtered=True),
    )
    [form] = split_by_unit(Form(FormKind.PROGRESS, "表", "", PLANNING, "", None, rows), REFERENCES)
    assert (form.unit_text, [row.row for row in form.rows]) == (PLANNING, [5, 7]), "of its own rows none is lost"
    assert [row.row for row in form.hidden] == [6], "the others are told as hidden"


def test_rows_that_a_filter_hides_are_read_where_no_unit_is_named() -> None:
    rows = (line(5, ""), replace(line(6, ""), is_filtered=True))
    [form] = split_by_unit(Form(FormKind.PROGRESS, "表", "", PLANNING, "", None, rows), REFERENCES)
    assert [row.row for row in form.rows] == [5, 6]
