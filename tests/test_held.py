"""Files that lie at their place no more: what they were goes on counting, wherever their bytes went (R7, R8, R12, R25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from core_samples import (
    APRIL,
    FINANCE,
    MARCH,
    PLANNING,
    TASKS,
    UNDECIDED,
    directory,
    file,
    record,
    returned,
    settings,
    submission,
)
from frames import only

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import MatchAnswer, ReceivedEntry
from pipeline.keeping.journal import Deposit, ReadAs
from pipeline.ledger.build import Basis, build_ledger
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.dating import date_files
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.remembered import readings_of, recall
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading, Submission
from pipeline.vocabulary.findings import Kind, Place, finding
from pipeline.vocabulary.questions import REJECTED, QuestionKind
from pipeline.vocabulary.terms import FormKind, ReceivedBasis, Status

APRIL_7, APRIL_11, APRIL_12, APRIL_18, MAY_18 = (
    date(2022, 4, 7),
    date(2022, 4, 11),
    date(2022, 4, 12),
    date(2022, 4, 18),
    date(2022, 5, 18),
)
NOW = 9
"""The run that is under way."""


def ledger(today: date, files: Sequence[ReceivedFile], decisions: Decisions = UNDECIDED) -> Ledger:
    """The ledger of ``today``, the files as they are in order."""
    return build_ledger(Basis(TASKS, directory(), files, decisions, settings(), today))


class Story:
    """Contents at places over the runs, and what a run of today makes of them."""

    def __init__(self) -> None:
        self.read: list[tuple[InboxFile, str, FileReading]] = []
        self.deposits: dict[tuple[str, str], Deposit] = {}

    def lay(
        self, source: str, sha256: str, *forms: Submission, seen: date, runs: tuple[int, int], **reading: object
    ) -> Story:
        """``sha256`` lay at ``source`` from run to run; up to the one under way, it lies there still."""
        inbox_file = InboxFile(Path(), source, seen, 2022, whole=sha256, place=source, is_held=runs[1] != NOW)
        self.read.append((inbox_file, sha256, FileReading(source, forms, **reading)))  # type: ignore[arg-type]
        self.deposits[sha256, source] = Deposit(sha256, source, seen, seen, *runs)
        return self

    def dated(self, decisions: Decisions = UNDECIDED) -> tuple[ReceivedFile, ...]:
        """Every file as today's run dates it."""
        first: dict[str, date] = {}
        for inbox_file, sha256, _ in self.read:
            first[sha256] = min(inbox_file.file_day, first.get(sha256, date.max))
        return date_files(self.read, first, decisions, None, self.deposits, settings().due_dates)

    def state(self, unit: str = FINANCE, decisions: Decisions = UNDECIDED, period: object = MARCH) -> Status:
        """状态 of the unit's return on 18 May."""
        book = ledger(MAY_18, self.dated(decisions), decisions)
        return Status(only(book.returns, unit=unit, period=period)["status"])


def test_the_day_of_a_dated_folder_goes_with_the_bytes() -> None:
    form = submission(FINANCE, MARCH)
    story = Story().lay("2022-04-07/a.xlsx", "s", form, seen=APRIL_11, runs=(1, 1))
    story.lay("财政局/a.xlsx", "s", form, seen=APRIL_18, runs=(2, NOW))
    [here] = [one for one in story.dated() if not one.duplicate_of]
    assert (here.source, here.received_date, here.basis) == ("财政局/a.xlsx", APRIL_7, ReceivedBasis.FOLDER)
    assert here.moved_from == "2022-04-07/a.xlsx"


def test_a_person_s_day_for_the_file_where_it_lies_counts_before_the_folder_it_lay_in() -> None:
    form = submission(FINANCE, MARCH)
    story = Story().lay("2022-04-07/a.xlsx", "s", form, seen=APRIL_11, runs=(1, 1))
    story.lay("财政局/a.xlsx", "s", form, seen=APRIL_11, runs=(2, NOW))
    entered = Decisions(received=(ReceivedEntry(received_date=APRIL_11, source="财政局/a.xlsx"),))
    assert [one.received_date for one in story.dated(entered) if not one.duplicate_of] == [APRIL_11]


def test_a_name_that_no_longer_tells_the_unit_takes_nothing_away() -> None:
    open_form = replace(submission(None, MARCH), could_be_units=(PLANNING, FINANCE), could_be_periods=(MARCH,))
    story = Story().lay("财政局.xlsx", "s", submission(FINANCE, MARCH), seen=APRIL_7, runs=(1, 1))
    story.lay("1.xlsx", "s", open_form, seen=APRIL_11, runs=(2, NOW))
    assert story.state() is Status.ON_TIME
    assert story.state(PLANNING) is Status.MISSING
    [here] = [one for one in story.dated() if not one.duplicate_of]
    assert (here.source, here.moved_from) == ("1.xlsx", "财政局.xlsx")
    story.read = [(replace(one, is_held=True), sha256, reading) for one, sha256, reading in story.read]
    assert story.state() is Status.ON_TIME, "taken out after that"


def moved_between_folders() -> Story:
    story = Story().lay("财政局/a.xlsx", "s", submission(FINANCE, MARCH), seen=APRIL_7, runs=(1, 1))
    return story.lay("发改局/a.xlsx", "s", submission(PLANNING, MARCH), seen=APRIL_11, runs=(2, NOW))


def answered(story: Story, answer: str) -> Decisions:
    [question] = [question for one in story.dated() for question in one.reading.questions]
    return Decisions(matches=(MatchAnswer(question.question_id, QuestionKind.UNIT, "", answer),))


def test_moved_into_another_unit_s_folder_it_is_asked_about() -> None:
    story = moved_between_folders()
    assert (story.state(), story.state(PLANNING)) == (Status.UNSETTLED, Status.ON_TIME)
    book = ledger(APRIL_18, story.dated())
    assert Kind.FILE_MOVED.value.category in set(book.findings["category"])
    assert story.state(FINANCE, answered(story, REJECTED)) is Status.MISSING
    assert story.state(FINANCE, answered(story, FINANCE)) is Status.ON_TIME


def test_one_report_of_two_units_is_no_move() -> None:
    """Both lay there at once; one was taken out."""
    story = Story().lay("财政局/a.xlsx", "s", submission(FINANCE, MARCH), seen=APRIL_7, runs=(1, 3))
    story.lay("发改局/a.xlsx", "s", submission(PLANNING, MARCH), seen=APRIL_7, runs=(1, NOW))
    assert {story.state(), story.state(PLANNING)} == {Status.ON_TIME}


def test_a_correction_saved_over_the_old_form_replaces_it_row_by_row() -> None:
    """R12: both have the day of the folder they lie in; what was seen later is the later."""
    old = submission(FINANCE, MARCH, record("任务1", 6, progress="旧"), record("实事1", 7, progress="旧"))
    new = submission(FINANCE, MARCH, record("任务1", 6, progress="新"))
    story = Story().lay("2022-04-07/a.xlsx", "z", old, seen=APRIL_7, runs=(1, 1))
    story.lay("2022-04-07/a.xlsx", "a", new, seen=APRIL_12, runs=(2, NOW))
    records = ledger(APRIL_18, story.dated()).records
    adopted = records[records["adoption"] == "是"]
    assert dict(zip(adopted["task_id"], adopted["progress"], strict=True)) == {"任务1": "新", "实事1": "旧"}


def test_the_version_put_back_is_in_force() -> None:
    first, second = (submission(FINANCE, MARCH, record("任务1", 6, progress=text)) for text in ("一", "二"))
    story = Story().lay("a.xlsx", "1", first, seen=APRIL_7, runs=(1, NOW))
    story.lay("a.xlsx", "2", second, seen=APRIL_12, runs=(2, 3))
    records = ledger(APRIL_18, story.dated()).records
    assert list(records[records["adoption"] == "是"]["progress"]) == ["一"]


def test_taking_a_file_out_leaves_the_rows_in_force() -> None:
    """Which of two forms came later does not depend on which lies here still."""
    first, second = (submission(FINANCE, MARCH, record("任务1", 6, progress=text)) for text in ("一", "二"))
    for runs in ((NOW, NOW), (5, NOW), (NOW, 5), (5, 5)):
        story = Story().lay("2022-04-07/a.xlsx", "1", first, seen=APRIL_7, runs=(1, runs[0]))
        story.lay("2022-04-07/b.xlsx", "2", second, seen=APRIL_7, runs=(1, runs[1]))
        records = ledger(APRIL_18, story.dated()).records
        assert list(records[records["adoption"] == "是"]["progress"]) == ["二"]


def broken(story: Story, source: str = "财政局/a.xls", *periods: object) -> Story:
    return story.lay(
        source, "x", seen=APRIL_7, runs=(1, 1), is_readable=False, could_be_units=(FINANCE,), could_be_periods=periods
    )


def test_what_was_put_right_where_it_lay_is_answered() -> None:
    story = broken(Story()).lay("财政局/a.xlsx", "y", submission(FINANCE, MARCH), seen=APRIL_12, runs=(2, NOW))
    assert story.state() is Status.ON_TIME, "it came on the 7th, and somebody had to mend it"
    assert story.state(period=APRIL) is Status.MISSING


def test_another_month_saved_over_it_answers_nothing() -> None:
    story = broken(Story()).lay("财政局/a.xlsx", "y", submission(FINANCE, APRIL), seen=date(2022, 5, 9), runs=(2, NOW))
    assert (story.state(), story.state(period=APRIL)) == (Status.UNSETTLED, Status.ON_TIME)


def test_elsewhere_it_is_another_file() -> None:
    """R12: the first readable receipt decides."""
    story = broken(Story()).lay("补报/a.xlsx", "y", submission(FINANCE, MARCH), seen=APRIL_12, runs=(2, NOW))
    assert story.state() is Status.LATE


def rejecting(*sources: str) -> Decisions:
    entries = (ReceivedEntry(received_date=date.max, source=source, is_rejected=True) for source in sources)
    return Decisions(received=tuple(entries))


def overwritten() -> Story:
    story = Story().lay("a.xlsx", "1" * 64, submission(FINANCE, MARCH), seen=APRIL_7, runs=(1, 1))
    return story.lay("a.xlsx", "2" * 64, submission(FINANCE, APRIL), seen=date(2022, 5, 9), runs=(2, NOW))


def test_a_name_of_two_contents_rejects_neither() -> None:
    story = overwritten()
    both = rejecting("a.xlsx")
    assert {story.state(decisions=both), story.state(decisions=both, period=APRIL)} == {Status.ON_TIME}
    book = ledger(MAY_18, story.dated(both), both)
    told = only(book.findings, category=Kind.SOURCE_SEVERAL.value.category)["problem"]
    assert f"a.xlsx#{'1' * 8}" in told
    first = rejecting(f"a.xlsx#{'1' * 8}")
    assert (story.state(decisions=first), story.state(decisions=first, period=APRIL)) == (
        Status.MISSING,
        Status.ON_TIME,
    )


def test_a_rejected_file_stays_rejected_wherever_it_lay_before() -> None:
    story = moved_between_folders()
    decisions = rejecting("发改局/a.xlsx")
    assert {story.state(decisions=decisions), story.state(PLANNING, decisions)} == {Status.MISSING}


def test_a_day_entered_for_a_file_is_not_the_day_of_what_was_saved_over_it() -> None:
    entered = Decisions(received=(ReceivedEntry(received_date=date(2022, 4, 6), source="a.xlsx"),))
    story = overwritten()
    files = date_files(story.read, {sha: APRIL_7 for _, sha, _ in story.read}, entered, {"1" * 64: APRIL_7}, None)
    assert [one.basis for one in files] == [ReceivedBasis.PERSON, ReceivedBasis.SIGHTING]


def kept(file_: ReceivedFile) -> FileReading:
    """What is left of the file when its original is lost."""
    noted = replace(file_, deposit=Deposit(file_.sha256, file_.source, APRIL_7, APRIL_7, 1, 1))
    [one] = readings_of([noted])
    return recall(ReadAs(one.whole, one.source, one.sha256, one.reading), directory())


def test_a_lost_original_leaves_what_it_was_read_as() -> None:
    settled, half = returned(FINANCE, MARCH, day=APRIL_7), file("b.xlsx", APRIL_7, submission(None, MARCH))
    reading = kept(settled)
    assert reading.known_as == ((FormKind.PROGRESS, MARCH, FINANCE),)
    story = Story().lay("a.xlsx", "s", seen=APRIL_7, runs=(1, 1))
    story.read = [(replace(story.read[0][0]), "s", reading)]
    assert story.state() is Status.ON_TIME
    row = only(ledger(APRIL_18, story.dated()).returns, unit=FINANCE, period=MARCH)
    assert (row["tasks_lacking"], row["sources"]) == ("", "a.xlsx")
    assert Kind.ORIGINAL_LOST.value.category in set(ledger(APRIL_18, story.dated()).findings["category"])
    assert not kept(half).known_as and kept(half).submissions[0].kind is FormKind.PROGRESS


def test_a_folder_that_cannot_be_listed_makes_nobody_missing() -> None:
    """R8: what its path does not name it may hide."""
    fault = finding(Kind.FOLDER_UNLISTED, Place("财政局/"), reason="没有访问权限")
    story = Story().lay(
        "财政局/", "x", seen=APRIL_11, runs=(1, NOW), is_readable=False, could_be_units=(FINANCE,), findings=(fault,)
    )
    assert (story.state(), story.state(PLANNING)) == (Status.UNSETTLED, Status.MISSING)
    told = ledger(MAY_18, story.dated()).findings
    assert Kind.FOLDER_UNLISTED.value.category in set(told["category"])


def test_a_folder_that_is_no_day_decides_nothing() -> None:
    def at(source: str) -> Story:
        return Story().lay(source, "s", submission(FINANCE, MARCH), seen=APRIL_11, runs=(1, NOW))

    assert at("2022-04-31/a.xlsx").state() is Status.UNSETTLED, "late by its first sight alone"
    assert at("收/a.xlsx").state() is Status.LATE
    book = ledger(APRIL_18, at("2022-04-31/a.xlsx").dated())
    assert Kind.FOLDER_NO_DAY.value.category in set(book.findings["category"])
    in_time: Sequence[ReceivedFile] = (
        Story().lay("2022-04-31/a.xlsx", "s", submission(FINANCE, MARCH), seen=APRIL_7, runs=(1, NOW)).dated()
    )
    assert only(ledger(APRIL_18, in_time).returns, unit=FINANCE, period=MARCH)["status"] == Status.ON_TIME
