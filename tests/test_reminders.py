"""Who is reminded of what, how often and in which tone: nothing that is here, may be here, or is not due (R2, R3, R8)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from core_samples import (
    APRIL,
    FINANCE,
    MARCH,
    PLAN,
    PLANNING,
    UNDECIDED,
    directory,
    file,
    ledger,
    record,
    returned,
    settings,
    submission,
    unreadable,
)

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Exemption, Extension
from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.keeping.register import Register, Reminded, open_register
from pipeline.ledger.follow_up.reminding import build_early_reminders, build_reminders
from pipeline.ledger.follow_up.requests import Reminder, Want
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.outputs.reminders.reminders import issue_early_reminders, issue_reminders
from pipeline.outputs.shared.outbox import Outbox
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault, FormKind, ReceivedBasis

APRIL_11, APRIL_12, APRIL_18, APRIL_25 = (date(2022, 4, day) for day in (11, 12, 18, 25))
CALENDAR = settings().work_calendar


def material(unit: str, period: Period) -> ReceivedFile:
    """The written material that goes with a return."""
    reading = FileReading("", is_written_material=True, could_be_units=(unit,), could_be_periods=(period,))
    return ReceivedFile(
        f"{period}/{unit}材料.docx", f"{unit}{period}", date(2022, 3, 21), ReceivedBasis.FOLDER, reading
    )


def whole(unit: str, *periods: Period) -> list[ReceivedFile]:
    """Form and written material of each period, on time."""
    return [one for period in periods for one in (returned(unit, period), material(unit, period))]


def reminders(
    files: Sequence[ReceivedFile],
    today: date = APRIL_11,
    decisions: Decisions = UNDECIDED,
    remembered: Iterable[Reminded] = (),
    period: Period = MARCH,
) -> dict[str, Reminder]:
    made = build_reminders(ledger(today, files, decisions), period, CALENDAR, remembered, 3)
    assert len({one.unit for one in made}) == len(made), "one letter per unit"
    return {one.unit: one for one in made}


def wants(reminder: Reminder) -> dict[str, tuple[Want, ...]]:
    return {str(request.period): request.wants for request in reminder.requests}


# --- what is asked for -------------------------------------------------------------------------------------------


def test_one_reminder_holds_all_that_a_unit_owes() -> None:
    """基层减负: plan and March, with the tasks of each, in one letter."""
    found = reminders(whole(PLANNING, PLAN, MARCH))
    assert set(found) == {FINANCE}
    assert wants(found[FINANCE]) == {"2022": (Want.RETURN,), "2022-03": (Want.RETURN,)}
    plan, march = found[FINANCE].requests
    assert plan.task_ids == march.task_ids == ("任务1", "实事1")
    assert (plan.workdays_past, march.workdays_past) == (11, 1), "2 April is made up for"


def test_nothing_is_overdue_up_to_the_extended_day() -> None:
    """The form is here, 书面材料 and one task may still come on the last day; on the next they are asked for."""
    until_12 = Decisions(extensions=(Extension(FINANCE, FormKind.PROGRESS, MARCH, APRIL_12),))
    files = [returned(FINANCE, MARCH, record("任务1")), *whole(FINANCE, PLAN)]
    assert FINANCE not in reminders(files, APRIL_12, until_12)
    [request] = reminders(files, date(2022, 4, 13), until_12)[FINANCE].requests
    assert (request.wants, request.workdays_past) == ((Want.TASKS, Want.MATERIAL), 1)


def test_a_unit_that_has_sent_all_is_not_written_to() -> None:
    assert reminders(whole(PLANNING, PLAN, MARCH) + whole(FINANCE, PLAN, MARCH)) == {}


def test_late_and_made_up_is_not_asked_for_again() -> None:
    """It stays 迟报 in the ledger, but a letter would ask for nothing."""
    files = [returned(FINANCE, MARCH, day=APRIL_11), material(FINANCE, MARCH), *whole(FINANCE, PLAN)]
    assert FINANCE not in reminders(files, APRIL_12)


def test_an_incomplete_return_is_asked_for_its_missing_task_only() -> None:
    files = [returned(FINANCE, MARCH, record("任务1")), material(FINANCE, MARCH), *whole(FINANCE, PLAN)]
    [request] = reminders(files)[FINANCE].requests
    assert (request.wants, request.task_ids, request.wants_material) == ((Want.TASKS,), ("实事1",), False)


def test_written_material_that_is_here_is_not_asked_for_with_the_form() -> None:
    """基层减负: the material came, the form did not."""
    [request] = reminders([material(FINANCE, MARCH), *whole(FINANCE, PLAN)])[FINANCE].requests
    assert (request.wants, request.wants_material) == ((Want.RETURN,), False)


def test_a_file_that_cannot_be_opened_is_asked_for_anew_as_such() -> None:
    """R8: a file that could be the March return."""
    found = reminders([unreadable("a.xls", APRIL_11, (FINANCE,), (MARCH,))])
    assert wants(found[FINANCE]) == {"2022": (Want.RETURN,)}
    assert not found[FINANCE].waiting, "nobody can look at it: the unit is not told to send nothing"
    [file] = found[FINANCE].unopened
    assert (file.source, file.day, file.periods) == ("a.xls", APRIL_11, (MARCH,))


@pytest.mark.parametrize(
    "decisions",
    [
        pytest.param(
            Decisions(extensions=(Extension(FINANCE, FormKind.PROGRESS, MARCH, date(2022, 4, 20)),)), id="extended"
        ),
        pytest.param(Decisions(exemptions=(Exemption(FINANCE, "", None, MARCH, None),)), id="exempt"),
    ],
)
def test_what_is_not_owed_now_is_not_asked_for(decisions: Decisions) -> None:
    assert reminders(whole(FINANCE, PLAN), decisions=decisions).get(FINANCE) is None


def test_a_later_collection_is_not_asked_for_before_it_is_over() -> None:
    found = reminders([], APRIL_25, period=APRIL)
    assert {request.period for request in found[FINANCE].requests} == {PLAN, MARCH}


def test_a_row_that_contradicts_itself_is_asked_about() -> None:
    """R17: 是 with words that say the opposite."""
    row = record("任务1", 6, progress="尚未完成，正在推进。")
    files = [returned(FINANCE, MARCH, row, record("实事1", 7)), material(FINANCE, MARCH), *whole(FINANCE, PLAN)]
    [request] = reminders(files)[FINANCE].requests
    assert request.wants == (Want.CONTENT,)
    assert {doubt.task_id for doubt in request.doubts} == {"任务1"}


# --- how often ---------------------------------------------------------------------------------------------------


def after(*days: date) -> dict[date, Reminder]:
    """The reminder of 区财政局, who never answers, on each of ``days``, each remembered."""
    remembered: list[Reminded] = []
    found = {}
    for day in days:
        found[day] = reminders(whole(FINANCE, PLAN), day, remembered=remembered)[FINANCE]
        remembered += [one for one in found[day].issued if one not in remembered]
    return found


def test_the_second_and_third_reminder_know_of_those_before() -> None:
    found = after(APRIL_11, APRIL_18, APRIL_25)
    assert [one.stage for one in found.values()] == [1, 2, 3]
    assert found[APRIL_25].requests[0].notice.earlier == (APRIL_11, APRIL_18)
    assert found[APRIL_11].reply_by == date(2022, 4, 14), "three working days"


def test_nobody_is_reminded_twice_while_the_time_to_answer_runs() -> None:
    """The next day the notice of the day before still stands."""
    found = after(APRIL_11, APRIL_12)
    assert found[APRIL_12].issued == found[APRIL_11].issued


def test_a_replay_of_an_earlier_day_knows_nothing_of_later_reminders() -> None:
    later = [Reminded(FINANCE, "落实", "2022-03", APRIL_25, 3, date(2022, 4, 28))]
    assert reminders([], remembered=later)[FINANCE].stage == 1


def test_a_new_fault_joins_the_letter_with_its_own_count() -> None:
    may_11 = date(2022, 5, 11)
    past = after(APRIL_11)[APRIL_11].issued
    found = reminders(whole(FINANCE, PLAN), may_11, remembered=past, period=APRIL)[FINANCE]
    assert {str(one.period): one.notice.stage for one in found.requests} == {"2022-03": 2, "2022-04": 1}
    assert found.stage == 2


def test_before_the_date_only_those_are_reminded_who_have_not_sent_it() -> None:
    """提前提醒 counts for nothing when the date is over."""
    book = ledger(date(2022, 4, 6), [returned(PLANNING, MARCH, day=date(2022, 4, 6))])
    [early] = build_early_reminders(book, MARCH, CALENDAR, ())
    assert (early.unit, early.stage) == (FINANCE, 0)
    assert reminders([], remembered=early.issued)[FINANCE].stage == 1


# --- the letters -------------------------------------------------------------------------------------------------


def text_of(path: Path) -> str:
    """Every word of a .docx, headers and footers included."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    return re.sub(r"<[^>]+>", "", "".join(parts))


def kept_in(root: Path, by: Settings | None = None) -> Settings:
    """Settings whose archive, where letters are kept, is that of the test."""
    return (by or settings()).model_copy(update={"root": root})


def issue(root: Path, day: date, files: Sequence[ReceivedFile], register: Register, period: Period = MARCH) -> Path:
    outbox = Outbox(root / "outbox", register, day)
    issue_reminders(outbox, ledger(day, files), period, kept_in(root), directory())
    return root / "outbox" / "催办" / str(period)


def test_a_letter_says_what_is_wanting_by_when_and_to_whom(tmp_path: Path) -> None:
    with open_register(tmp_path / "archive") as register:
        folder = issue(tmp_path, APRIL_11, whole(FINANCE, PLAN) + whole(PLANNING, PLAN, MARCH), register)
    assert [path.name for path in folder.iterdir()] == ["区财政局催办函.docx"]
    text = text_of(folder / "区财政局催办函.docx")
    for told in ("区财政局", "附件4", "任务1", "实事1", "4月8日", "1个工作日", "2022年4月14日", "督查室"):
        assert told in text


def test_the_tone_goes_up_with_the_count(tmp_path: Path) -> None:
    titles = []
    with open_register(tmp_path / "archive") as register:
        for day in (APRIL_11, APRIL_18, APRIL_25, date(2022, 5, 5)):
            folder = issue(tmp_path, day, whole(FINANCE, PLAN), register)
            text = text_of(folder / "区财政局催办函.docx")
            titles.append(next(tone for tone in ("提醒函", "催办函", "督办函") if tone in text))
    assert titles == ["提醒函", "催办函", "督办函", "督办函"]
    assert "第四次" in text


def test_a_letter_does_not_threaten_with_what_was_done(tmp_path: Path) -> None:
    """Once an issued bulletin has named the unit for the month, the letter says so; before that day, that it may be."""
    fact = StatedFact(MARCH, Fault.MISSING, FINANCE)
    text = BulletinText("3月报送情况通报", "0" * 64, "通报/2022-03/3月报送情况通报.docx", APRIL_11, facts=(fact,))
    told = []
    with open_register(tmp_path / "archive") as register:
        register.bulletins.record_draft(text)
        register.bulletins.record_issued(text.name, text.sha256, "", date(2022, 4, 28))
        for day in (APRIL_11, APRIL_18, APRIL_25, date(2022, 5, 5)):
            folder = issue(tmp_path, day, whole(FINANCE, PLAN), register)
            letter = text_of(folder / "区财政局催办函.docx")
            told.append(("将按照立项督查" in letter, "已经在通报中反映" in letter))
    assert told == [(False, False), (False, False), (True, False), (False, True)]


def test_the_same_day_gives_the_same_letters_and_one_count(tmp_path: Path) -> None:
    with open_register(tmp_path / "archive") as register:
        folder = issue(tmp_path, APRIL_11, [], register)
        first = {path.name: path.read_bytes() for path in folder.iterdir()}
        count = len(register.reminders())
        for path in folder.iterdir():
            path.unlink()
        issue(tmp_path, APRIL_11, [], register)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
        assert len(register.reminders()) == count == 4


def test_a_letter_says_the_same_on_every_day_on_which_it_stands(tmp_path: Path) -> None:
    """It is dated the 11th and speaks as of the 11th, also when the run is repeated while the time to answer runs."""
    with open_register(tmp_path / "archive") as register:
        folder = issue(tmp_path, APRIL_11, whole(FINANCE, PLAN), register)
        first = {path.name: path.read_bytes() for path in folder.iterdir()}
        issue(tmp_path, date(2022, 4, 14), whole(FINANCE, PLAN), register)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
        part = returned(FINANCE, MARCH, record("任务1"), day=date(2022, 4, 13))
        issue(tmp_path, date(2022, 4, 14), [*whole(FINANCE, PLAN), part], register)
    text = text_of(folder / "区财政局催办函.docx")
    assert "截至2022年4月13日" in text and "4月13日收到报表，缺1项" in text, "and of what has come since"


def test_what_is_asked_for_the_first_time_is_not_said_to_have_been_asked_before(tmp_path: Path) -> None:
    """March was asked for three times when April falls due too."""
    with open_register(tmp_path / "archive") as register:
        for day in (APRIL_11, APRIL_18, APRIL_25):
            issue(tmp_path, day, whole(FINANCE, PLAN), register)
        folder = issue(tmp_path, date(2022, 5, 11), whole(FINANCE, PLAN), register, APRIL)
    text = text_of(folder / "区财政局催办函.docx")
    assert "下列材料中，3月的经" in text and "4月的经" not in text


def test_what_is_past_its_day_is_counted_for_tasks_and_material_too(tmp_path: Path) -> None:
    with open_register(tmp_path / "archive") as register:
        lacking = [*whole(FINANCE, PLAN), returned(FINANCE, MARCH, record("任务1"))]
        folder = issue(tmp_path, APRIL_12, lacking, register)
    assert "缺1项，未见书面材料，已逾期2个工作日" in text_of(folder / "区财政局催办函.docx")


def test_a_letter_is_taken_back_when_its_return_has_come(tmp_path: Path) -> None:
    """基层减负: no letter lies about that asks for what is here; one that a person has edited is theirs."""
    with open_register(tmp_path / "archive") as register:
        folder = issue(tmp_path, APRIL_11, [], register)
        edited = folder / "区发展改革局催办函.docx"
        edited.write_bytes(edited.read_bytes() + b"edited")
        everything = whole(FINANCE, PLAN, MARCH) + whole(PLANNING, PLAN, MARCH)
        issue(tmp_path, APRIL_12, everything, register)
    assert [path.name for path in folder.iterdir()] == [edited.name]


def test_a_letter_before_the_date_speaks_of_no_fault(tmp_path: Path) -> None:
    day = date(2022, 4, 6)
    with open_register(tmp_path / "archive") as register:
        outbox = Outbox(tmp_path / "outbox", register, day)
        written = issue_early_reminders(outbox, ledger(day, []), MARCH, kept_in(tmp_path), directory())
    assert len(written) == 2
    text = text_of(written[0].path)
    assert "2022年4月8日" in text
    for fault in ("逾期", "尚未", "仍未", "未报", "催办", "督办", "务必"):
        assert fault not in text


def test_a_date_in_a_year_without_a_calendar_says_so(tmp_path: Path) -> None:
    """R6: December's return is due in January of a year that may not be announced yet."""
    day, december = date(2027, 1, 6), Period(2026, 12)
    year = settings(year=2026, plan_due=date(2026, 3, 24))
    if not year.work_calendar.uncovered([day]):
        pytest.skip("the calendar package knows 2027")
    with open_register(tmp_path / "archive") as register:
        outbox = Outbox(tmp_path / "outbox", register, day)
        book = ledger(day, [], year=year)
        year = kept_in(tmp_path, year)
        [letter, *_] = issue_early_reminders(outbox, book, december, year, directory())
    assert "2027年放假安排尚未公布" in text_of(letter.path)


def test_words_of_a_form_cannot_break_the_letter(tmp_path: Path) -> None:
    """User text with what XML and templates take for their own."""
    row = record("任务1", 6, progress="尚未完成 <b>&{{ x }}\x0b")
    files = [file("a.xlsx", date(2022, 4, 6), submission(FINANCE, MARCH, row, record("实事1", 7)))]
    with open_register(tmp_path / "archive") as register:
        folder = issue(tmp_path, APRIL_11, files, register)
    assert "任务1" in text_of(folder / "区财政局催办函.docx")
