"""A form that went out knows whose it is and what its rows are about, whatever becomes of its words; and is never proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sent_forms import (
    CIVIL,
    EMERGENCY,
    FINANCE,
    MARK,
    NUMBER,
    OFFICE,
    PROGRESS,
    TEXT,
    Sheet,
    expected,
    read,
    read_form,
    references,
    tasks_of,
    told,
    write_forms,
)

from pipeline.outputs.forms.unit_forms import Collection, write_unit_forms
from pipeline.submissions.arrival import ArrivalDays
from pipeline.submissions.read_file import read_file
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period

APRIL, MAY = Period(2022, 4), Period(2022, 5)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """The April form of 区民政局, filled in."""
    return Sheet.open(write_forms(tmp_path, CIVIL)).fill()


class TestWhatTheMarksTell:
    def test_a_form_without_a_name_or_a_month_is_known_by_its_marks(self, sheet: Sheet) -> None:
        reading = read(sheet.nameless().saved())
        [form] = reading.submissions
        assert (form.unit, form.period) == (CIVIL, APRIL)
        assert told(form) == expected(CIVIL)
        assert [one.kind for one in reading.findings] == [Kind.UNIT_INFERRED]

    def test_rows_without_texts_and_with_numbers_of_their_own_are_known(self, sheet: Sheet) -> None:
        rows = sheet.rows
        sheet.renumber()
        for row in rows.values():
            sheet.cells.cell(row, TEXT).value = None
        form = read_form(sheet.saved())
        assert told(form) == expected(CIVIL)

    def test_rows_sorted_with_their_marks_are_still_about_their_tasks(self, sheet: Sheet) -> None:
        words = {row: task_id for task_id, row in sheet.rows.items()}
        sheet.reorder(lambda rows: list(reversed(rows)))
        for row in words:
            sheet.cells.cell(row, TEXT).value = None
            sheet.cells.cell(row, NUMBER).value = None
        assert told(read_form(sheet.saved())) == expected(CIVIL)

    def test_rows_deleted_and_added_take_no_other_row_s_mark(self, sheet: Sheet) -> None:
        first, second, *_ = sheet.rows.values()
        gone = next(iter(sheet.rows))
        sheet.cells.delete_rows(first)
        sheet.cells.insert_rows(second)
        sheet.cells.cell(second, PROGRESS).value = "另：协助街道办理3件。"
        form = read_form(sheet.saved())
        assert set(told(form)) == {task.task_id for task in tasks_of(CIVIL)} - {gone}
        assert all(words.startswith((task_id, "另：")) for task_id, words in told(form).items())


class TestWhatTheMarksDoNotOverrule:
    def test_marks_that_stayed_behind_when_words_were_sorted_are_not_heard(self, sheet: Sheet) -> None:
        sheet.reorder(lambda rows: [*rows[1:], rows[0]], last=MARK - 1)
        for number, row in enumerate(sheet.rows.values(), 1):
            sheet.cells.cell(row, NUMBER).value = number
        reading = read(sheet.saved())
        assert told(reading.submissions[0]) == expected(CIVIL)
        assert reading.questions == ()

    def test_a_row_copied_with_its_mark_is_about_what_stands_in_it(self, sheet: Sheet) -> None:
        (one, first), (other, second), *_ = sheet.rows.items()
        sheet.renumber()
        sheet.cells.cell(second, MARK).value = sheet.cells.cell(first, MARK).value
        form = read_form(sheet.saved())
        assert told(form) == expected(CIVIL)
        assert {one, other} <= set(told(form))

    @pytest.mark.parametrize("number", [pytest.param("任务77", id="id"), pytest.param("77", id="annex's number")])
    def test_a_number_written_over_the_one_sent_out_is_asked_about(self, sheet: Sheet, number: str) -> None:
        sent, rows = "任务76", sheet.rows
        for task_id, row in rows.items():
            sheet.cells.cell(row, NUMBER).value = task_id[2:] if number.isdecimal() else task_id
        sheet.cells.cell(rows[sent], NUMBER).value = number
        sheet.cells.cell(rows[sent], TEXT).value = None
        [question] = read(sheet.saved()).questions
        assert {task_id for task_id, _ in question.candidates} == {sent, "任务77"}

    def test_words_of_something_else_are_not_taken_for_the_task_of_the_mark(self, sheet: Sheet) -> None:
        (sent, row), *_ = sheet.rows.items()
        sheet.cells.cell(row, TEXT).value = "组织机关干部参加义务植树和文明交通劝导志愿服务。"
        sheet.renumber()
        form = read_form(sheet.saved())
        assert sent not in told(form)
        assert sum(record.is_open for record in form.records) == 1

    def test_a_part_of_a_task_has_words_of_its_own(self, sheet: Sheet) -> None:
        (sent, row), *_ = sheet.rows.items()
        sheet.renumber()
        sheet.cells.cell(row, NUMBER).value = f"{sent[2:]}-1"
        sheet.cells.cell(row, TEXT).value = "组织机关干部参加义务植树和文明交通劝导志愿服务。"
        [part] = (one for one in read_form(sheet.saved()).records if one.task_id == sent)
        assert part.match.sub_item == "1"

    def test_a_nameless_form_of_last_month_is_not_taken_for_last_month_s(self, sheet: Sheet) -> None:
        sheet.nameless()
        place = sheet.head("填报时间")
        sheet.cells.cell(place.row, place.column + 1).value = "2022年4月7日"
        form = read_form(sheet.saved())
        assert (form.unit, form.period) == (CIVIL, Period(2022, 3))

    def test_a_form_of_last_month_filled_in_again_is_this_month_s(self, sheet: Sheet) -> None:
        sheet.head("（4月）").value = "（5月）"
        reading = read(sheet.saved(), "5月报表")
        assert reading.submissions[0].possible_periods == (MAY,)
        assert not any(one.kind is Kind.PERIOD_CONTRADICTED for one in reading.findings)


def test_a_row_that_tells_of_another_task_now_is_asked_about_once(sheet: Sheet) -> None:
    (sent, row), *_ = sheet.rows.items()
    other = tasks_of(CIVIL)[-1]
    sheet.cells.cell(row, TEXT).value = other.text
    sheet.cells.delete_rows(sheet.rows[other.task_id])
    sheet.renumber()
    reading = read(sheet.saved())
    [question] = reading.questions
    assert {task_id for task_id, _ in question.candidates} == {sent, other.task_id}
    assert [one.kind for one in reading.findings] == [Kind.TASK_OFF_MARK]


class TestFormsPassedOn:
    def test_a_unit_s_own_tasks_tell_that_it_had_the_form_from_another(self, tmp_path: Path) -> None:
        own = Sheet.open(write_forms(tmp_path, EMERGENCY)).fill()
        own.head("填报单位").value = f"填报单位：{EMERGENCY}"
        own.cells.cell(1, MARK).value = str(own.cells.cell(1, MARK).value).replace(EMERGENCY, FINANCE)
        reading = read(own.saved())
        assert reading.submissions[0].unit == EMERGENCY
        assert reading.questions == ()

    def test_a_name_written_over_another_unit_s_form_is_asked_about(self, sheet: Sheet) -> None:
        sheet.head("填报单位").value = f"填报单位：{FINANCE}"
        reading = read(sheet.saved())
        assert Kind.UNIT_CONTRADICTED in {one.kind for one in reading.findings}
        assert set(reading.submissions[0].possible_units) == {CIVIL, FINANCE}

    def test_a_file_named_after_the_unit_that_filled_it_in_is_not_asked_about(self, sheet: Sheet) -> None:
        sheet.head("填报单位").value = f"填报单位：{FINANCE}"
        reading = read(sheet.saved(), f"{FINANCE}4月")
        assert reading.submissions[0].unit == FINANCE

    def test_a_nameless_form_of_another_district_s_office_is_nobody_s(self, tmp_path: Path) -> None:
        form = Sheet.open(write_forms(tmp_path, CIVIL, "济南市历下区人民政府办公室")).fill().nameless()
        assert read(form.saved()).submissions[0].unit is None


class TestNobodySeesTheMarks:
    def test_they_stand_in_a_hidden_column_behind_the_form(self, sheet: Sheet) -> None:
        assert sheet.cells.column_dimensions["H"].hidden
        assert not any(sheet.cells.column_dimensions[letter].hidden for letter in "ABCDEFG")

    def test_shown_again_they_are_neither_title_nor_a_column_left_out(self, sheet: Sheet) -> None:
        sheet.cells.column_dimensions["H"].hidden = False
        reading = read(sheet.saved())
        assert reading.findings == ()
        assert (reading.submissions[0].unit, reading.submissions[0].period) == (CIVIL, APRIL)

    def test_an_emptied_row_is_no_report_for_its_mark(self, sheet: Sheet) -> None:
        (gone, row), *_ = sheet.rows.items()
        for column in range(1, MARK):
            sheet.cells.cell(row, column).value = None
        form = read_form(sheet.saved())
        assert len(form.records) == len(tasks_of(CIVIL)) - 1
        assert gone not in told(form)


def test_a_title_that_the_days_overrule_is_asked_about_where_the_form_was_sent_out_for_that_month(sheet: Sheet) -> None:
    """April's form under May's name, filled in in June: another month's form, or last month's filled in again?"""
    days = ArrivalDays({}, {}, {}, date(2022, 6, 7), 2022)
    sheet.head("填报时间").value = "填报时间：2022年6月7日"
    asking = replace(references(), days=days)
    [(_, _, reading)] = read_file("2022-06-07/民政局5月.xlsx", ("民政局5月", "2022-06-07"), sheet.saved(), asking)
    [form] = reading.submissions
    assert (form.period, set(form.could_be_periods)) == (None, {APRIL, MAY})
    assert [Kind.PERIOD_CONTRADICTED in {one.kind for one in reading.findings}, len(reading.questions)] == [True, 1]
    assert "下发的是4月的表格" in reading.questions[0].text


def test_the_document_s_own_properties_tell_where_the_column_was_deleted(sheet: Sheet) -> None:
    sheet.nameless()
    sheet.cells.delete_cols(MARK)
    form = read_form(sheet.saved())
    assert (form.unit, form.period) == (CIVIL, APRIL)


def test_a_blank_form_sent_back_is_still_blank(tmp_path: Path) -> None:
    assert read(write_forms(tmp_path, CIVIL).read_bytes()).is_blank


def test_every_form_sent_out_is_read_as_what_it_is(tmp_path: Path) -> None:
    """No unit's mark speaks against its own form."""
    written = write_unit_forms(tmp_path, references().tasks, Collection(2022, 4, {}, OFFICE), date(2022, 4, 20))
    for path in written:
        reading = read(path.read_bytes())
        [form] = reading.submissions
        own = {task.task_id for task in tasks_of(path.parent.name)}
        assert (form.unit, form.period) == (path.parent.name, APRIL if path.name.startswith("附件4") else Period(2022))
        assert {record.task_id for record in form.records} == own
        assert (reading.questions, reading.findings) == ((), ())
