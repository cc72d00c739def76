"""A form whose rows name their units in a column: each row stays its unit's, the headings of parts between them or not (R8)."""

from __future__ import annotations

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
