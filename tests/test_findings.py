"""Promises about findings: every kind is caused by some test at its place, and explained with its remedy."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from bad_files import BAD_FILES, LAW, PETITIONS, SAFETY, WOMEN, Bad, book, form, row
from frames import only

from pipeline.config import load_settings
from pipeline.decisions.decisions import Decisions
from pipeline.ledger.build import Basis, build_ledger
from pipeline.ledger.checks.rules import RULES
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.dating import date_files
from pipeline.master.tasks import load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.submissions.files.formats import CURES
from pipeline.submissions.files.inbox import list_inbox
from pipeline.submissions.matching.references import References
from pipeline.submissions.read_file import read_file
from pipeline.submissions.reading import read_inbox
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Status

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
TODAY = date(2022, 7, 1)
# What no single file causes: the test that does.
ELSEWHERE = {
    Kind.READER_FAULT: ("test_findings.py", "test_a_fault_of_ours_costs_that_file_only"),
    Kind.FILE_TOO_HEAVY: ("submissions/test_isolation.py", "test_a_file_that_takes_too_long_costs_only_itself"),
    Kind.PAPER_LATER: ("test_received.py", ""),
    Kind.DAY_IMPOSSIBLE: ("test_received.py", ""),
    Kind.SOURCE_UNKNOWN: ("test_received.py", ""),
    Kind.FILE_GONE: ("test_states.py", "test_a_unit_whose_file_was_taken_out_is_as_before"),
    Kind.FILE_MOVED: ("test_held.py", "test_moved_into_another_unit_s_folder_it_is_asked_about"),
    Kind.ORIGINAL_LOST: ("test_held.py", "test_a_lost_original_leaves_what_it_was_read_as"),
    Kind.FOLDER_UNLISTED: ("test_held.py", "test_a_folder_that_cannot_be_listed_makes_nobody_missing"),
    Kind.FOLDER_NO_DAY: ("test_held.py", "test_a_folder_that_is_no_day_decides_nothing"),
    Kind.SOURCE_SEVERAL: ("test_held.py", "test_a_name_of_two_contents_rejects_neither"),
    Kind.ROWS_HIDDEN: (
        "stories/test_hidden_rows.py",
        "test_a_task_in_a_hidden_row_is_in_doubt_and_nobody_is_named_for_it",
    ),
    Kind.COLUMNS_HIDDEN: (
        "submissions/forms/test_around.py",
        "test_a_column_hidden_by_hand_is_told_where_words_stand_in_it",
    ),
    Kind.FLOATING_UNREAD: ("test_accounts.py", "test_what_lies_over_a_form_s_cells_is_told"),
    Kind.TASK_OFF_MARK: ("test_form_marks.py", "test_a_row_that_tells_of_another_task_now_is_asked_about_once"),
    Kind.SOURCE_AMBIGUOUS: ("test_decisions_sources.py", ""),
    Kind.DECISIONS_DIFFER: ("test_decisions_entries.py", "test_of_two_answers_none_counts"),
    Kind.FILES_OF_PAST_YEAR: ("stories/test_beside.py", "test_another_years_inbox_asks_nothing"),
    Kind.UNREAD_BESIDE: ("stories/test_closing.py", "test_a_damaged_copy_of_a_form_in_hand_is_nothing_to_do"),
    Kind.FORM_BLANK: ("stories/test_blank_and_revised.py", "test_a_blank_form_is_no_report_and_is_told_once"),
    Kind.MONTH_BESIDE: ("stories/test_beside.py", "test_aprils_words_under_marchs_title_are_asked_about"),
    Kind.SAYS_LESS: ("stories/test_beside.py", "test_a_row_that_says_less_is_asked_about"),
    Kind.GOAL_LOWERED: ("stories/test_beside.py", "test_a_plan_that_lowers_a_goal_waits_for_a_person"),
    Kind.GROUP_UNCONFIRMED: ("test_entries.py", ""),
    Kind.CALENDAR_UNCOVERED: (
        "test_workdays.py",
        "test_an_unannounced_year_is_reckoned_monday_to_friday_and_every_output_says_so",
    ),
    Kind.BULLETIN_TEMPLATE: ("test_bulletin_templates.py", ""),
    Kind.PUBLIC_BLOCKED: ("test_public_leaks.py", ""),
    Kind.TEMPLATE_REMARK: ("test_bulletin_templates.py", "test_what_stops_nothing_is_told_in_the_words_of_the_check"),
    Kind.COMPLETION_UNDONE: ("test_closures.py", ""),
    Kind.CLOSURE_WITHDRAWN: ("test_bulletin_editions.py", ""),
    Kind.ISSUED_REFUTED: ("test_refuted.py", ""),
    Kind.ISSUED_UNCONFIRMED: ("stories/test_open_drafts.py", "test_a_draft_registered_as_issued_is_told_at_once"),
    Kind.ISSUED_AS_DRAFT: ("stories/test_registering.py", "test_a_draft_kept_as_it_is_is_told"),
    Kind.REGISTRATION_UNCLEAR: ("stories/test_registering.py", "test_a_name_that_means_none_or_several_is_told"),
    Kind.REGISTRATION_FILE: ("stories/test_registering.py", "test_a_file_that_is_not_there_is_told"),
    Kind.REGISTRATION_OPEN: ("stories/test_registering.py", "test_registering_while_namings_wait_is_asked_about"),
    Kind.ISSUE_REFUSED: (
        "stories/test_registering.py",
        "test_an_edited_draft_is_kept_with_number_and_day_and_without_marks",
    ),
    Kind.DRAFT_CHANGED: ("stories/test_registering.py", "test_what_changed_since_the_first_draft_is_listed"),
    Kind.ISSUED_BEFORE_DRAFTED: (
        "stories/test_issued.py",
        "test_a_bulletin_drafted_after_the_day_of_issue_is_told",
    ),
    Kind.CORRECTION_UNDONE: ("test_refuted.py", ""),
    Kind.NAMING_CONTRADICTED: ("test_bulletin_editions.py", ""),
    Kind.VERDICTS_CONTRADICT: ("test_obligations.py", "test_two_verdicts_of_one_day_are_told_once"),
    Kind.DUTY_CHANGED: ("master/test_master_tenures.py", ""),
    Kind.DUTY_DAYS_UNREAD: ("master/test_master_tenures.py", ""),
    Kind.DUTY_GAP: ("master/test_master_tenures.py", ""),
    Kind.TAKEN_BACK_LATE: ("stories/test_taken_back.py", ""),
    Kind.HOUSE_WORDS: ("test_house_words.py", ""),
    Kind.UNIT_RANK_UNREAD: ("master/test_master_unit_order.py", ""),
    Kind.DECISION_INVALID: ("test_decisions.py", ""),
    Kind.CORRECTION_STALE: ("test_decisions_corrections.py", ""),
}


def read(root: Path, files: Sequence[Bad]) -> Ledger:
    """The ledger of an office in whose inbox ``files`` lie, on 1 July."""
    root.mkdir(exist_ok=True)
    shutil.copy(PROJECT / "config.toml", root)
    settings = load_settings(root)
    directory = load_units(PROJECT / "master" / "单位名录.xlsx")
    tasks = load_tasks(PROJECT / "master" / "责任分解表.xlsx", directory)
    for bad in files:
        path = settings.inbox / bad.source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bad.content)
    references = References(settings, directory, tasks)
    readings = list(read_inbox(list_inbox(settings.inbox), references, lambda *_: None))
    received = date_files(readings, {digest: TODAY for _, digest, _ in readings}, Decisions())
    return build_ledger(Basis(tasks, directory, received, Decisions(), settings, TODAY))


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """核验问题 of an inbox with all the bad files at once."""
    again = form("区妇联", row(82, WOMEN, progress="已完成前期手续，开展活动3次"))
    later = Bad("2022-04-06/区妇联3月.xlsx", book(again))
    return read(tmp_path_factory.mktemp("office"), [*BAD_FILES.values(), later]).findings


@pytest.mark.parametrize("kind", BAD_FILES, ids=lambda kind: kind.name)
def test_a_bad_file_is_named_at_its_place(kind: Kind, findings: pd.DataFrame) -> None:
    bad = BAD_FILES[kind]
    of_kind = findings[(findings["category"] == kind.value.category) & (findings["source"] == bad.source)]
    places = [
        (sheet or "", None if pd.isna(line) else line)
        for sheet, line in zip(of_kind["sheet"], of_kind["row"], strict=True)
    ]
    assert (bad.sheet, bad.row) in places, findings[findings["source"] == bad.source][["category", "sheet", "row"]]
    assert set(of_kind["remedy"]) <= {kind.value.remedy, *CURES.values()}


def test_a_fault_of_ours_costs_that_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(source: str, *rest: object) -> object:
        if "区财政局" in source:
            raise ZeroDivisionError
        return real(source, *rest)  # type: ignore[arg-type]

    real = read_file
    monkeypatch.setattr("pipeline.submissions.reading.read_file", stumble)
    good = Bad("区信访局3月.xlsx", BAD_FILES[Kind.CELL_UNTRUSTED].content)
    made = read(tmp_path, [Bad("区财政局3月.xlsx", good.content + b"\0"), good])
    assert list(made.findings.query("source == '区财政局3月.xlsx'")["category"]) == [Kind.READER_FAULT.value.category]
    assert list(made.records["source"]) == ["区信访局3月.xlsx"]


def test_a_unit_s_sheet_under_strange_headings_is_not_missing(tmp_path: Path) -> None:
    """R8: beside a sheet that is read, one that is not keeps its unit in doubt, whether it is a sheet or a table below."""
    strange = form("区信访局", row(87, PETITIONS), headings=tuple("甲乙丙丁戊己庚"))
    beside = book(form("区应急局", row(86, SAFETY)), more=[("另一", strange)], is_hidden=False)
    below = book([*form("区司法局", row(83, LAW)), *strange])
    for name, content in (("两张表", beside), ("上下两张", below)):
        made = read(tmp_path / name, [Bad(f"{name}.xlsx", content)])
        state = only(made.returns, unit="区信访局", period=Period(2022, 3))
        assert state["status"] == Status.UNSETTLED
        assert "区信访局" not in set(made.records["unit"])


def test_every_kind_has_its_test() -> None:
    """A kind is caused by a file above, by a rule of test_checks, or by a test named here that speaks of it."""
    untested = set(Kind) - set(BAD_FILES) - {rule.kind for rule in RULES}
    assert untested == set(ELSEWHERE)
    for kind, (module, name) in ELSEWHERE.items():
        tree = ast.parse((TESTS / module).read_text(encoding="utf-8"))
        tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        spoken = [ast.unparse(node) for node in tests if not name or node.name == name]
        assert any(kind.name in text or kind.value.category in text for text in spoken), kind
