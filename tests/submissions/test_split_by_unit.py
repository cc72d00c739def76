"""A form whose rows name their units in a column: each row stays its unit's, the headings of parts between them or not (R8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from core_samples import FINANCE, PLANNING, directory, task

from pipeline.master.tasks import Task
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.joint.joint_units import split_by_unit
from pipeline.submissions.matching.references import References
from pipeline.submissions.names.unit_names import UnitNames
from pipeline.vocabulary.terms import FormKind

REFERENCES = cast(References, SimpleNamespace(names=UnitNames(directory(), ())))


BORNE = {
    "第5行的工作": task("任务1", PLANNING, FINANCE),
    "第6行的工作": task("任务2", FINANCE),
    "第7行的工作": task("任务3", PLANNING),
}


def _told(rows: Sequence[WrittenRow], units: Sequence[str]) -> list[frozenset[Task]]:
    return [frozenset(one for text, one in BORNE.items() if text == row.text("task_text")) for row in rows]


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
    parts = split_by_unit(Form(FormKind.PROGRESS, "表", "", PLANNING, "", None, rows), REFERENCES, _told)
    told = {part.unit_text: [row.row for row in part.rows if not row.is_heading] for part in parts}
    assert told == {PLANNING: [6, 7, 9], FINANCE: [11]}


def test_a_list_filtered_down_to_one_unit_reports_for_that_unit_alone() -> None:
    rows = (
        line(5, PLANNING),
        replace(line(6, FINANCE), is_filtered=True),
        replace(line(7, PLANNING), is_filtered=True),
    )
    [form] = split_by_unit(Form(FormKind.PROGRESS, "表", "", PLANNING, "", None, rows), REFERENCES, _told)
    assert (form.unit_text, [row.row for row in form.rows]) == (PLANNING, [5, 7]), "of its own rows none is lost"
    assert [row.row for row in form.hidden] == [6], "the others are told as hidden"


def test_rows_that_a_filter_hides_are_read_where_no_unit_is_named() -> None:
    rows = (line(5, ""), replace(line(6, ""), is_filtered=True))
    [form] = split_by_unit(Form(FormKind.PROGRESS, "表", "", PLANNING, "", None, rows), REFERENCES, _told)
    assert [row.row for row in form.rows] == [5, 6]


JOINT = [
    pytest.param(f"{PLANNING}、{FINANCE}联合填报", id="sent in together"),
    pytest.param(f"{PLANNING}、{FINANCE}（联合填报）", id="said in brackets"),
    pytest.param(f"{PLANNING}（牵头）、{FINANCE}", id="one leads"),
    pytest.param(f"{PLANNING}会同{FINANCE}", id="one with the other"),
    pytest.param(f"{PLANNING}和{FINANCE}", id="and"),
    pytest.param(f"{PLANNING}/{FINANCE}", id="a stroke"),
    pytest.param(f"{PLANNING[1:]}、{FINANCE[1:]}", id="shortened, told by what they bear"),
]


@pytest.mark.parametrize("text", JOINT)
def test_a_form_of_several_units_is_received_for_each_with_the_rows_that_it_bears(text: str) -> None:
    rows = (line(5, ""), line(6, ""), line(7, ""), line(8, ""))
    parts = split_by_unit(Form(FormKind.PROGRESS, "表", "", text, "", None, rows), REFERENCES, _told)
    told = {part.unit_text: [row.row for row in part.rows] for part in parts}
    assert told == {PLANNING: [5, 7, 8], FINANCE: [5, 6]}, "what nobody bears is asked about once, of the first"


def test_a_unit_that_bears_no_row_of_a_joint_form_is_not_received() -> None:
    form = Form(FormKind.PROGRESS, "表", "", f"{PLANNING}、{FINANCE}（联合填报）", "", None, (line(7, ""),))
    assert [part.unit_text for part in split_by_unit(form, REFERENCES, _told)] == [PLANNING]


def test_rows_of_two_units_in_their_column_are_each_one_s() -> None:
    rows = (line(5, f"{PLANNING}、{FINANCE}"), line(6, FINANCE))
    parts = split_by_unit(Form(FormKind.PROGRESS, "表", "", "", "", None, rows), REFERENCES, _told)
    assert {part.unit_text: [row.row for row in part.rows] for part in parts} == {PLANNING: [5], FINANCE: [5, 6]}


def test_two_names_alone_are_asked_about_where_nothing_is_the_second_s_own() -> None:
    form = Form(FormKind.PROGRESS, "表", "", f"{PLANNING}、{FINANCE}", "", None, (line(5, ""), line(7, "")))
    assert split_by_unit(form, REFERENCES, _told) == (form,)


def test_the_units_responsible_for_a_task_are_not_those_who_report() -> None:
    rows = (line(5, f"{PLANNING}、{FINANCE}"), line(6, FINANCE))
    form = Form(FormKind.PROGRESS, "表", "", PLANNING, "", None, rows)
    assert split_by_unit(form, REFERENCES, _told) == (form,)


@pytest.mark.parametrize("text", [f"{PLANNING}、外地一家公司", "区住房和城乡建设局", ""])
def test_a_name_of_one_or_of_nobody_is_left_as_it_is(text: str) -> None:
    form = Form(FormKind.PROGRESS, "表", "", text, "", None, (line(5, ""),))
    assert split_by_unit(form, REFERENCES, _told) == (form,)
