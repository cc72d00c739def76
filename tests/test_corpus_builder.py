"""The accuracy corpus: every truth lies where the file has it, every mess occurs, and the score calls things by name."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import date

import pytest
from corpus.cases import list_cases, make_form
from corpus.containers import CONTAINERS
from corpus.forms import Case, NameTruth, RowTruth, TableTruth
from corpus.layouts import lay_out
from corpus.likeness import same_text
from corpus.office import GOALS, office, plain_draft, rows_of
from corpus.readings import CaseReading, RecordAt, SubmissionAt
from corpus.registry import MESSES, goes_together
from corpus.score import Outcome, Score, score
from corpus.sheets import Sheet
from python_calamine import CalamineWorkbook

from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, MetGoal

MARCH = Period(2022, 3)
_READABLE_HERE = (".xlsx", ".xlsm", ".xls", ".et", ".xltx")
# Written so that this very library misreads them, or without merged areas to look at.
_NOT_HERE = {"in_xlsx_pretty_printed", "in_xls_is_html", "in_xls_is_html_gbk", "in_xls_is_tsv", "in_xls_is_xml"}
_NOT_HERE |= {"in_xlsx_is_csv", "parts_in_merged_cell", "parts_in_merged_cell_with_goal", "answer_merged_over_tasks"}


@pytest.fixture(scope="module")
def corpus() -> list[Case]:
    return list(list_cases(forms=760))


def test_every_mess_occurs_and_the_corpus_is_large_enough(corpus: list[Case]) -> None:
    assert {kind for case in corpus for kind in case.kinds} >= set(MESSES)
    assert len(corpus) >= 400
    assert sum(len(table.rows) for case in corpus for table in case.tables) >= 2500
    assert any(len(case.kinds) == 3 for case in corpus)


def test_units_of_every_size_and_both_annexes_take_part(corpus: list[Case]) -> None:
    sizes = {len(table.rows) for case in corpus for table in case.tables}
    assert {1, 2, 5} <= sizes and max(sizes) >= 15
    ids = {row.task_id for case in corpus for table in case.tables for row in table.rows if row.task_id}
    assert any(task_id.startswith("实事") for task_id in ids) and any(task_id.startswith("任务") for task_id in ids)
    assert {table.kind for case in corpus for table in case.tables} == set(FormKind)


def test_every_truth_lies_where_the_file_has_it(corpus: list[Case]) -> None:
    """Read with another eye than the reader's: the sheet and row of each truth hold the texts it expects."""
    looked_at = 0
    for case in corpus:
        if not case.source.endswith(_READABLE_HERE) or case.named or _NOT_HERE & set(case.kinds):
            continue
        book = CalamineWorkbook.from_filelike(io.BytesIO(case.content))
        grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
        for truth in (row for table in case.tables for row in table.rows):
            cells = [_as_shown(value) for value in grids[truth.sheet][truth.row - 1]]
            for name, text in truth.texts.items():
                if not text.startswith(("#", "=Sheet9")) and name != "met_goal_text":
                    assert not text or any(same_text(cell, text) for cell in cells), (case.kinds, truth, name)
            looked_at += 1
    assert looked_at > 1500


def _as_shown(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def test_the_same_seed_gives_the_same_bytes(corpus: list[Case]) -> None:
    again = list(list_cases(forms=760))
    assert [case.source for case in again] == [case.source for case in corpus]
    assert [case.content for case in again] == [case.content for case in corpus]


def test_a_form_is_built_from_given_rows_with_the_messes_named() -> None:
    rows = rows_of("区司法局", MARCH, random.Random(1))[:2]
    case = make_form("区司法局", rows, ("leading_blank_rows", "number_roman"))
    assert case.kinds == ("leading_blank_rows", "number_roman")
    (table,) = case.tables
    assert (table.unit, table.period, table.kind) == ("区司法局", MARCH, FormKind.PROGRESS)
    assert [row.task_id for row in table.rows] == ["任务58", "任务83"]
    plain = make_form("区司法局", rows).tables[0]
    assert table.rows[0].row > plain.rows[0].row
    assert table.rows[0].written.startswith("ⅰ｜")


@pytest.mark.parametrize(
    ("mess", "unit", "period"),
    [
        pytest.param("unit_of_a_neighbour", None, MARCH, id="another district's bureau is not ours"),
        pytest.param("unit_by_all_its_tasks", "区司法局", MARCH, id="all of one unit's tasks tell the unit"),
        pytest.param("month_against_file_name", "区司法局", None, id="two months contradict each other"),
        pytest.param("month_by_reported_day", "区司法局", MARCH, id="a day in early April means March"),
        pytest.param("month_of_another_year", "区司法局", None, id="last year's form"),
    ],
)
def test_what_a_clerk_could_decide(mess: str, unit: str | None, period: Period | None) -> None:
    (table,) = make_form("区司法局", mess=(mess,)).tables
    assert (table.unit, table.period) == (unit, period)


def test_a_unit_whose_tasks_others_share_is_not_told_by_them() -> None:
    (table,) = make_form("区人武部", mess=("unit_by_tasks_of_many",)).tables
    assert table.unit is None


_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\3\4"
_BEGINNINGS = {
    **dict.fromkeys(("xls", "et_old", "xlsx_is_xls"), _OLE),
    **dict.fromkeys(("xls_is_html", "xls_is_html_gbk", "doc_is_html", "html"), b"<html"),
    **dict.fromkeys(("csv_bom",), "\ufeff附件4".encode()),
    **dict.fromkeys(("csv_utf8",), "附件4".encode()),
    **dict.fromkeys(("csv_gbk", "csv_semicolon", "tsv_gbk", "xls_is_tsv", "xlsx_is_csv"), "附件4".encode("gb18030")),
    "txt_utf16": "附件4".encode("utf-16"),
    "xls_is_xml": b"<?xml",
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_container_begins_as_its_format_does(name: str) -> None:
    draft = plain_draft("区司法局", MARCH, random.Random(1))
    content = CONTAINERS[name].write((lay_out(draft), Sheet("Sheet2", ())))
    assert content.startswith(_BEGINNINGS.get(name, _ZIP))


def test_messes_that_change_the_same_thing_are_never_combined(corpus: list[Case]) -> None:
    assert not goes_together((MESSES["unit_by_alias"], MESSES["unit_in_folder"]))
    assert not goes_together((MESSES["in_csv_gbk"], MESSES["two_months_in_a_workbook"]))
    assert goes_together((MESSES["in_csv_gbk"], MESSES["unit_by_alias"], MESSES["met_blank"]))
    for case in corpus:
        if len(case.kinds) > 1:
            assert goes_together(tuple(MESSES[kind] for kind in case.kinds))


_HEAD = SubmissionAt(FormKind.PROGRESS, "区司法局", MARCH, date(2022, 4, 7), (), ())
_TRUTH = RowTruth("", "Sheet1", 6, "任务83", {"progress": "已开展普法活动3场"}, MetGoal.YES, False, False, "1｜普法")
_TABLE = TableTruth("", FormKind.PROGRESS, "区司法局", MARCH, date(2022, 4, 7), (_TRUTH,))
_RECORD = RecordAt(_HEAD, "a.xlsx", "Sheet1", 6, "任务83", {"progress": "已开展普法活动3场", "met_goal_text": "是"})


def _score(
    table: TableTruth, *records: RecordAt, findings: tuple[Finding, ...] = (), named: NameTruth | None = None
) -> Score:
    case = Case(("plain",), "a.xlsx", b"", () if named else (table,), named)
    submissions = tuple(dict.fromkeys(record.submission for record in records))
    return score(
        [CaseReading(case, (FileReading("a.xlsx", findings=findings, is_readable=not findings),), submissions, records)]
    )


def _row(result: Score) -> Outcome:
    (outcome,) = result.total("rows").elements()
    return outcome


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(_RECORD, Outcome.RIGHT, id="all as it is"),
        pytest.param(replace(_RECORD, task_id=""), Outcome.LEFT, id="the task is left to a person"),
        pytest.param(replace(_RECORD, submission=replace(_HEAD, unit=None)), Outcome.LEFT, id="the unit is left"),
        pytest.param(replace(_RECORD, task_id="任务58"), Outcome.WRONG, id="another task"),
        pytest.param(replace(_RECORD, submission=replace(_HEAD, unit="区民政局")), Outcome.WRONG, id="another unit"),
        pytest.param(
            replace(_RECORD, submission=replace(_HEAD, period=Period(2022, 4))), Outcome.WRONG, id="another month"
        ),
        pytest.param(
            replace(_RECORD, task_id="", submission=replace(_HEAD, unit="区民政局")),
            Outcome.WRONG,
            id="another unit, task left",
        ),
        pytest.param(
            replace(_RECORD, texts={"progress": "下一步", "met_goal_text": "是"}), Outcome.WRONG, id="another column"
        ),
        pytest.param(
            replace(_RECORD, texts={"progress": "已开展普法活动3场", "met_goal_text": "否"}),
            Outcome.WRONG,
            id="another answer",
        ),
        pytest.param(
            replace(_RECORD, texts={"progress": "已开展普法活动3场", "met_goal_text": "口头汇报"}),
            Outcome.LEFT,
            id="the answer is left to a person",
        ),
    ],
)
def test_what_becomes_of_a_row(record: RecordAt, expected: Outcome) -> None:
    result = _score(_TABLE, record)
    assert _row(result) is expected
    assert result.is_sound is (expected is not Outcome.WRONG)


def test_a_row_without_a_record_is_lost_unless_a_finding_tells_of_it() -> None:
    other = replace(_RECORD, row=7, task_id="")
    here, elsewhere = Place("a.xlsx", "Sheet1", 6), Place("a.xlsx", "Sheet1", 9)
    assert _row(_score(_TABLE, other)) is Outcome.LOST
    assert _row(_score(_TABLE, other, findings=(finding(Kind.TASK_UNMATCHED, elsewhere),))) is Outcome.LOST
    assert _row(_score(_TABLE, other, findings=(finding(Kind.TASK_UNMATCHED, here),))) is Outcome.LEFT
    assert _row(_score(_TABLE, findings=(finding(Kind.FILE_UNREADABLE, Place("a.xlsx")),))) is Outcome.LEFT


def test_a_row_that_nobody_could_decide_must_be_left_to_a_person() -> None:
    table = replace(_TABLE, rows=(replace(_TRUTH, task_id=None),))
    assert _row(_score(table, replace(_RECORD, task_id=""))) is Outcome.RIGHT
    assert _row(_score(table, _RECORD)) is Outcome.WRONG


def test_a_record_that_is_no_row_is_silently_wrong_once_settled() -> None:
    note = replace(_RECORD, row=9, texts={"task_text": "注：", "progress": "以上数据截至月底"})
    settled, unsettled = _score(_TABLE, _RECORD, note), _score(_TABLE, _RECORD, replace(note, task_id=""))
    assert settled.total("rows")[Outcome.WRONG] == 1 and not settled.is_sound
    assert unsettled.total("rows")[Outcome.WRONG] == 0 and unsettled.noise[""] == 1


def test_a_blank_sheet_of_another_month_is_no_return() -> None:
    blank = replace(
        _RECORD, submission=replace(_HEAD, period=Period(2022, 5)), sheet="5月", texts={"task_text": "普法"}
    )
    assert _score(_TABLE, _RECORD, blank).total("rows")[Outcome.WRONG] == 1


def test_a_file_that_cannot_be_read_must_keep_the_unit_that_its_name_tells() -> None:
    named = NameTruth("区司法局", MARCH)
    case = Case(("unreadable_pdf",), "区司法局（3月）.pdf", b"", (), named)

    def outcome(*units: str) -> Outcome:
        fault = finding(Kind.FORMAT_UNSUPPORTED, Place(case.source))
        file = FileReading(
            case.source, findings=(fault,), is_readable=False, could_be_units=units, could_be_periods=(MARCH,)
        )
        (found,) = score([CaseReading(case, (file,), (), ())]).total("files").elements()
        return found

    assert outcome("区司法局") is Outcome.RIGHT
    assert outcome() is Outcome.LEFT
    assert outcome("区民政局") is Outcome.WRONG


def test_an_answer_that_went_into_the_wrong_quarter_is_seen() -> None:
    unit = office().units(2, 2)[0]
    (table,) = make_form(unit, period=Period(2022)).tables
    assert table.kind is FormKind.PLAN
    assert len({table.rows[0].texts[name] for name in GOALS}) == 4
