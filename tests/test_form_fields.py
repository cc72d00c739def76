"""A column of Annex 3 or Annex 4 is told once; wherever forms are read, printed, kept or put right it is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_decisions import load

from pipeline.outputs.forms.layout import CENTRED, PREFILLED, PRINTED_FORMS
from pipeline.submissions.forms.headings import Headings
from pipeline.vocabulary.form_fields import ALL_FIELDS, FIELDS, Field
from pipeline.vocabulary.tables import RECORDS
from pipeline.vocabulary.terms import FormKind

KEYS = {"number_text", "task_text"}  # which task a row is about: put right by 匹配认定
EVERY = [
    pytest.param(kind, field, id=f"{kind.annex}-{field.heading}") for kind, fields in FIELDS.items() for field in fields
]


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_a_field_is_read_under_the_notices_heading(kind: FormKind, field: Field) -> None:
    assert Headings({}).fields[field.heading][kind] == field.name


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_an_office_may_call_a_field_otherwise(kind: FormKind, field: Field) -> None:
    """Annex 3 says 分解序号 and Annex 4 序号: a wording beside either holds for both."""
    assert Headings({field.heading: ("栏目甲",)}).fields["栏目甲"][kind] == field.name


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.annex) for kind in FormKind])
def test_a_printed_form_knows_the_width_of_every_field_and_of_no_other(kind: FormKind) -> None:
    assert set(PRINTED_FORMS[kind].widths) == {field.name for field in FIELDS[kind]}


def test_what_is_said_of_fields_by_their_names_is_said_of_fields_there_are() -> None:
    assert {field.name for field in ALL_FIELDS} >= CENTRED | PREFILLED | KEYS


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.annex) for kind in FormKind])
def test_the_lines_around_the_table_fill_its_width_and_do_not_overlap(kind: FormKind) -> None:
    form = PRINTED_FORMS[kind]
    taken = [column for blank in form.signing for column in range(blank.column - 1, blank.last + 1)]
    assert taken == list(range(len(FIELDS[kind])))
    assert form.reported.column - 1 > 2 and form.reported.last == taken[-1]


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_what_was_written_has_a_column_in_the_ledger(kind: FormKind, field: Field) -> None:
    """R13: the column is kept as written, and no two are called alike."""
    assert RECORDS.labels[field.name] == (field.label or field.heading)
    assert len(set(RECORDS.labels.values())) == len(RECORDS.columns)


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_a_person_may_put_any_cell_right_but_the_ones_that_say_which_task_it_is(
    tmp_path: Path, kind: FormKind, field: Field
) -> None:
    label = RECORDS.labels[field.name]
    row = {"来源文件": "财政局.xlsx", "行号": "7", "列名": label, "原值": "甲", "更正值": "乙"}
    decisions = load(tmp_path, "更正", row)
    assert [one.column for one in decisions.corrections] == ([] if field.name in KEYS else [field.name])
    assert bool(decisions.findings) == (field.name in KEYS)
