"""A form → a submission: whose it is, of which period, which task each row is about, and what a person must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from pipeline.master.tasks import Task
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.match_period import (
    ARCHIVE,
    FILE,
    FOLDER,
    SHEET,
    TITLE,
    PeriodMatch,
    Where,
    match_period,
)
from pipeline.submissions.matching.match_tasks import TaskMatch, match_tasks
from pipeline.submissions.matching.match_unit import UnitMatch, match_unit
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED, Question, QuestionKind
from pipeline.vocabulary.text import fold

_BY_PERSON = "人工认定"


def name_places(words: Sequence[str]) -> tuple[Where, ...]:
    """File stem and folders, innermost first, as (where, words)."""
    return tuple((FILE if index == 0 else FOLDER, word) for index, word in enumerate(words))


def member_places(name: str, places: Sequence[Where]) -> tuple[Where, ...]:
    """The places of an archive's member: its own path innermost first, then what the archive is called and lies in."""
    *archives, path = name.split("!")
    folders = PurePosixPath(path)
    own = name_places((folders.stem, *reversed(folders.parent.parts)))
    outer = tuple((ARCHIVE, PurePosixPath(part).stem) for part in reversed(archives))
    return (*own, *outer, *((ARCHIVE, word) for _, word in places))


def match_form(
    source: str, around: Sequence[Where], digest: str, form: Form, references: References
) -> tuple[Submission | None, list[Finding], list[Question]]:
    """The submission that ``form`` is (None: a person has rejected it), with its findings and open questions.

    ``digest`` is the file's SHA-256: what is asked about this file alone is asked again when it changes.
    """
    places = [(TITLE, form.title), (SHEET, form.sheet), *around]
    place = Place(source, form.sheet)
    unit, unit_question = _settle_unit(form, places, digest, place, references)
    period, period_question = _settle_period(form, places, digest, place, references)
    questions = [question for question in (unit_question, period_question) if question]
    if any(references.answers.get(question.question_id) == REJECTED for question in questions):
        return None, [], []
    own = references.tasks_of(unit.unit.name) if unit.unit else ()
    matches = match_tasks(form.rows, own, references.index, references.thresholds)
    records, task_questions = _settle_tasks(form, matches, unit, own, digest, source, references)
    open_questions = [q for q in questions if q.question_id not in references.answers] + task_questions
    submission = Submission(
        kind=form.kind,
        sheet=form.sheet,
        unit=unit.unit.name if unit.unit else None,
        unit_text=form.unit_text,
        period=period.period,
        reported_text=form.reported_text,
        reported_date=form.reported_date,
        records=records,
        unit_basis=unit.basis,
        period_basis=period.basis,
        could_be_units=(unit.unit.name,) if unit.unit else _possible_units(unit, records),
        could_be_periods=(period.period,) if period.period else period.candidates,
        unsigned=form.unsigned,
        filler=form.filler,
        phone=form.phone,
    )
    return submission, _faults(place, form, unit, period, records, own), open_questions


def _settle_unit(
    form: Form, places: Sequence[tuple[str, str]], digest: str, place: Place, references: References
) -> tuple[UnitMatch, Question | None]:
    named = [pair for pair in places if pair[0] != TITLE or form.title]

    def bearing(rows: int) -> frozenset[str]:
        return _bearing(match_tasks(form.rows, (), references.index, references.thresholds), rows)

    match = match_unit(form.unit_text, named, bearing, references.names)
    if match.unit:
        return match, None
    is_name_unknown = match.kind is Kind.UNIT_UNKNOWN
    scope = "" if is_name_unknown else f"{digest}/{form.sheet}"
    question = Question(QuestionKind.UNIT, scope, form.unit_text, place, match.scored)
    answer = references.answers.get(question.question_id)
    if answer and answer != REJECTED:
        return UnitMatch(references.directory.unit(answer), _BY_PERSON), question
    return match, question


def _settle_period(
    form: Form, places: Sequence[tuple[str, str]], digest: str, place: Place, references: References
) -> tuple[PeriodMatch, Question | None]:
    settings = references.settings
    received = InboxFile(Path(), place.source, date.min).folder_day
    match = match_period(form.kind, places, form.reported_date, settings.year, references.collections, received)
    if match.period:
        return match, None
    written = dict(match.facts).get("evidence", "") or dict(match.facts).get("written", "")
    scored = tuple((str(period), 50.0) for period in match.candidates if len(match.candidates) <= 3)
    question = Question(QuestionKind.PERIOD, f"{digest}/{form.sheet}", written, place, scored)
    answer = references.answers.get(question.question_id)
    if answer and answer != REJECTED:
        return PeriodMatch(Period.parse(answer), _BY_PERSON), question
    return match, question


def _settle_tasks(
    form: Form,
    matches: Sequence[TaskMatch],
    unit: UnitMatch,
    own: Sequence[Task],
    digest: str,
    source: str,
    references: References,
) -> tuple[tuple[Record, ...], list[Question]]:
    """Records with a person's answers applied; each open question once. While the unit is open no task is asked about."""
    records: list[Record] = []
    questions: dict[str, Question] = {}
    answered: dict[int, str] = {}
    for row, match, below in zip(form.rows, matches, (*matches[1:], None), strict=False):
        if match.is_heading or (own and not row.is_answered and _is_prefilled_for_others(match, below, own)):
            continue
        if not match.task and unit.unit and not match.basis:
            question = _task_question(row, match, unit.unit.key, digest, source)
            answered[row.row] = references.answers.get(question.question_id, "")
            if not answered[row.row]:
                questions.setdefault(question.question_id, question)
            last_answer = answered[row.row]
        elif not match.task and match.basis:  # goes with the open question above
            last_answer = next((answered[key] for key in reversed(answered)), "")
        else:
            last_answer = ""
        records.append(_record(row, match, last_answer, references))
    return tuple(records), list(questions.values())


def _is_prefilled_for_others(match: TaskMatch, below: TaskMatch | None, own: Sequence[Task]) -> bool:
    """Whether a row without a word of the unit's is not about its tasks: the whole list was sent back.

    A row that the one ``below`` goes with stays.
    """
    if match.task:
        return match.task not in own
    return not (below and below.basis and not below.task)


def _record(row: WrittenRow, match: TaskMatch, answer: str, references: References) -> Record:
    if answer == REJECTED:
        return Record(row, replace(match, kind=None, basis=f"{_BY_PERSON}：{REJECTED}", scored=()), is_rejected=True)
    if answer:
        return Record(row, TaskMatch(references.index.by_id[answer], _BY_PERSON, match.sub_item))
    return Record(row, match)


def _task_question(row: WrittenRow, match: TaskMatch, unit: str, digest: str, source: str) -> Question:
    """Asked for the unit's writing, whatever the file; a row without words is asked about in this file only."""
    number, text = row.text("number_text"), row.text("task_text")
    place = Place(source, row.sheet, row.row)
    if not fold(text):
        return Question(QuestionKind.TASK, f"{unit}/{digest}/{row.sheet}/{row.row}", number, place, match.scored)
    written = f"{number} {text}" if match.kind is Kind.TASK_CONTRADICTED else text
    return Question(QuestionKind.TASK, unit, written, place, match.scored)


def _bearing(matches: Sequence[TaskMatch], rows: int) -> frozenset[str]:
    """The units that bear every settled task of a form; none where fewer than ``rows`` rows are settled."""
    bearing = [{assignment.unit for assignment in match.task.assignments} for match in matches if match.task]
    return frozenset(set.intersection(*bearing)) if len(bearing) >= rows else frozenset()


def _possible_units(unit: UnitMatch, records: Sequence[Record]) -> tuple[str, ...]:
    """The units an unsettled form may be from: those its names point to, else those that bear its tasks."""
    if unit.candidates:
        return unit.candidates
    tasks = [record.match.task for record in records if record.match.task]
    return tuple(sorted({assignment.unit for task in tasks for assignment in task.assignments}))


def _faults(
    place: Place, form: Form, unit: UnitMatch, period: PeriodMatch, records: Sequence[Record], own: Sequence[Task]
) -> list[Finding]:
    about = {"unit": unit.unit.name if unit.unit else "", "period": str(period.period or "")}
    faults = [finding(match.kind, place, **about, **dict(match.facts)) for match in (unit, period) if match.kind]
    if not records:
        faults.append(finding(Kind.TABLE_EMPTY, place, **about))
    seen: dict[tuple[str, str], WrittenRow] = {}
    for record in records:
        at = Place(place.source, record.row.sheet, record.row.row)
        if record.is_rejected:
            continue
        if record.match.kind:
            faults.append(finding(record.match.kind, at, **about, **dict(record.match.facts)))
        elif record.match.task:
            faults.extend(_row_faults(record, record.match.task, at, about, own, seen))
    return faults


def _row_faults(
    record: Record,
    task: Task,
    place: Place,
    about: dict[str, str],
    own: Sequence[Task],
    seen: dict[tuple[str, str], WrittenRow],
) -> list[Finding]:
    faults = []
    if about["unit"] and task not in own:
        faults.append(
            finding(Kind.TASK_NOT_OWN, place, **about, task_id=task.task_id, task=task.task_id, own_unit=about["unit"])
        )
    earlier = seen.setdefault((task.task_id, record.match.sub_item), record.row)
    if earlier is not record.row and not record.match.sub_item and earlier.values != record.row.values:
        faults.append(finding(Kind.TASK_REPEATED, place, **about, task_id=task.task_id, task=task.task_id))
    return faults
