"""A form → a submission: whose it is, of which period, which task each row is about, and what a person must be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.master.tasks import Task
from pipeline.master.units import Unit
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.asking import Asked, ask, open_ones
from pipeline.submissions.matching.envelope import BOOK, NOWHERE, SHEET, TITLE, Elsewhere, Envelope, Where
from pipeline.submissions.matching.match_period import PeriodMatch, match_period
from pipeline.submissions.matching.match_tasks import match_tasks
from pipeline.submissions.matching.match_unit import UnitEvidence, UnitMatch, match_unit
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import BY_PERSON, Record, Submission
from pipeline.submissions.matching.task_judge import TaskMatch
from pipeline.submissions.months import months_in
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED, TASK_JOINT, Question, QuestionKind
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import fold


class MatchedForm(NamedTuple):
    """What a form is; ``submission`` is None where a person has said that it is no return.

    ``others``: the same form as the return of each other month on which it reports together with that one.
    """

    submission: Submission | None
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    others: tuple[Submission, ...] = ()


def match_form(form: Form, envelope: Envelope, elsewhere: Elsewhere = NOWHERE) -> MatchedForm:
    """The submission that ``form`` is, with its findings and open questions; ``elsewhere``: what its neighbours say."""
    form = replace(form, reported_date=envelope.arrival.dated(form.reported_date, form.reported_text))
    places = [(TITLE, form.title), (SHEET, form.sheet), *envelope.places]
    unit, unit_asked = _settle_unit(form, envelope, elsewhere)
    told = unit_asked.period if unit_asked else ""
    period, period_asked = _settle_period(form, _without_others(places, form, elsewhere, envelope), envelope, told)
    asked = [one for one in (unit_asked, period_asked) if one]
    if any(one.is_rejected for one in asked):
        return MatchedForm(None)
    references = envelope.references
    own = references.tasks_of(unit.name) if unit.name else ()
    matches = match_tasks(form.rows, own, references.index, references.thresholds)
    hidden = tuple(_hidden_rows(form, matches, own, references))
    records, task_questions = _settle_tasks(_told_rows(form, matches, own), unit.unit, envelope)
    submission = Submission(
        kind=form.kind,
        sheet=form.sheet,
        unit=unit.name,
        unit_text=form.unit_text,
        period=period.period,
        reported_text=form.reported_text,
        reported_date=form.reported_date,
        records=records,
        unit_basis=unit.basis,
        could_be_units=(unit.name,) if unit.name else _possible_units(unit, records),
        could_be_periods=(period.period,) if period.period else period.candidates,
        unsigned=form.unsigned,
        filler=form.filler,
        phone=form.phone,
        hidden=tuple(tasks for _, tasks in hidden),
        period_basis=period.basis,
    )
    questions = (*open_ones(asked), *task_questions)
    faults = (
        *_faults(submission, envelope.source, (unit, period), own),
        *_hidden_faults([row for row, _ in hidden], submission, envelope),
    )
    others = tuple(replace(submission, period=month, could_be_periods=(month,)) for month in period.also)
    return MatchedForm(submission, faults, questions, others)


def tasks_told(references: References, rows: Sequence[WrittenRow], units: Sequence[str]) -> tuple[frozenset[Task], ...]:
    """The tasks that each of the rows is about, were they those of one of ``units``."""
    own = tuple(dict.fromkeys(task for unit in units for task in references.tasks_of(unit)))
    matches = match_tasks(rows, own, references.index, references.thresholds)
    return tuple(frozenset(match.tasks) for match in matches)


def _hidden_rows(
    form: Form, matches: Sequence[TaskMatch], own: Sequence[Task], references: References
) -> Iterator[tuple[WrittenRow, frozenset[str]]]:
    """Each row hidden beside visible ones, with the tasks it could be: of those none is lacking beyond doubt (R28).

    One about a task that a visible row is about is last month's.
    """
    told = {task.task_id for match in matches for task in match.tasks}
    hidden = match_tasks(form.hidden, own, references.index, references.thresholds)
    for row, match in zip(form.hidden, hidden, strict=True):
        if not (match.is_heading or any(task.task_id in told for task in match.tasks)):
            yield row, frozenset([task.task_id for task in match.tasks] or match.candidates)


def _hidden_faults(hidden: Sequence[WrittenRow], submission: Submission, envelope: Envelope) -> Iterator[Finding]:
    if hidden:
        place = Place(envelope.source, submission.sheet, hidden[0].row)
        about: dict[str, Any] = {"unit": submission.unit or "", "period": submission.period}
        yield finding(Kind.ROWS_HIDDEN, place, **about, rows="、".join(str(row.row) for row in hidden))


def own_unit(form: Form, others: frozenset[str], references: References) -> str | None:
    """The unit of a form by what stands in it: 填报单位, title, sheet and rows; None where no name in it tells one.

    ``others``: the titles and sheets of the file's other forms.
    """
    evidence = _evidence(form, [one for one in _inside(form) if one[1] not in others], references)
    is_named = evidence.text or any(True for _ in evidence.named())
    return match_unit(evidence).name if is_named else None


def own_months(form: Form, year: int) -> frozenset[Period]:
    """The months that its title names, else its sheet."""
    return frozenset(months_in(form.title, year) or months_in(form.sheet, year))


def _inside(form: Form) -> list[Where]:
    return [(where, words) for where, words in ((TITLE, form.title), (SHEET, form.sheet)) if words]


def _evidence(
    form: Form, places: Sequence[Where], references: References, told_elsewhere: frozenset[str] = frozenset()
) -> UnitEvidence:
    def reported(unit: str) -> frozenset[Task]:
        told = tasks_told(references, form.rows, [unit])
        answered = [tasks for row, tasks in zip(form.rows, told, strict=True) if row.is_answered]
        return frozenset().union(*(answered or told))

    return UnitEvidence(form.unit_text, places, reported, references.names, told_elsewhere)


def _whose(form: Form, envelope: Envelope, elsewhere: Elsewhere) -> UnitEvidence:
    """All that tells whose a form is: in a collection itself alone; where it names nobody, the file's other forms, too."""
    references = envelope.references
    inside = _inside(form)
    is_named = form.unit_text or any(True for _ in _evidence(form, inside, references).named())
    if elsewhere.is_collection and is_named:
        return _evidence(form, [one for one in inside if one[1] not in elsewhere.words], references)
    told = [(BOOK, unit) for unit in elsewhere.units] if len(elsewhere.units) == 1 and not is_named else []
    places = envelope.with_unit([*inside, *told, *envelope.places], form.mark)
    return _evidence(form, places, references, frozenset() if told else elsewhere.units)


def _settle_unit(form: Form, envelope: Envelope, elsewhere: Elsewhere) -> tuple[UnitMatch, Asked | None]:
    references = envelope.references
    match = match_unit(_whose(form, envelope, elsewhere))
    registered = {unit for _, unit in envelope.registered(form.kind)}
    if match.unit or len(registered) == 1:
        return (match if match.unit else UnitMatch(references.directory.unit(registered.pop()), BY_PERSON)), None
    scope = "" if match.kind is Kind.UNIT_UNKNOWN else f"{envelope.digest}/{form.sheet}"
    place = Place(envelope.source, form.sheet)
    asked = ask(Question(QuestionKind.UNIT, scope, form.unit_text, place, match.offered), references.answers)
    return (UnitMatch(references.directory.unit(asked.answer), BY_PERSON) if asked.answer else match), asked


def _without_others(places: Sequence[Where], form: Form, elsewhere: Elsewhere, envelope: Envelope) -> Sequence[Where]:
    """``places`` without the names that speak of another form's month, where the form names one of its own.

    Where it names none, with the one month that all the others name.
    """
    year = envelope.references.settings.year
    own = own_months(form, year)
    if not own:
        told = [(BOOK, f"{month.year}年{month.label}") for month in elsewhere.months]
        return [*places, *told] if len(told) == 1 else places
    return [
        (where, words)
        for where, words in places
        if where in (TITLE, SHEET)
        or own & {*months_in(words, year)}
        or not {*months_in(words, year)} & elsewhere.months
    ]


def _settle_period(
    form: Form, places: Sequence[Where], envelope: Envelope, told: str = ""
) -> tuple[PeriodMatch, Asked | None]:
    """The period; ``told`` is that of a person who was asked for the unit."""
    references = envelope.references
    year, due_dates = references.settings.year, references.collections
    places = envelope.with_month(places, form.mark, form.reported_date)
    match = match_period(form.kind, places, form.reported_date, year, due_dates, envelope.arrival)
    match = _against_mark(match, form, envelope)
    if match.period:
        return match, None
    if len(registered := {period for period, _ in envelope.registered(form.kind)}) == 1:
        return PeriodMatch(registered.pop(), BY_PERSON), None
    if told and FormKind.of(Period.parse(told)) is form.kind:
        return PeriodMatch(Period.parse(told), BY_PERSON), None
    written = dict(match.facts).get("evidence", "") or dict(match.facts).get("written", "")
    scored = tuple((str(period), 50.0) for period in match.candidates if len(match.candidates) <= 3)
    scope, place = f"{envelope.digest}/{form.sheet}", Place(envelope.source, form.sheet)
    asked = ask(Question(QuestionKind.PERIOD, scope, written, place, scored), references.answers)
    if not asked.answer:
        return match, asked
    first, *others = map(Period.parse, asked.answer.split(TASK_JOINT))
    return PeriodMatch(first, BY_PERSON, also=tuple(others)), asked


def _against_mark(match: PeriodMatch, form: Form, envelope: Envelope) -> PeriodMatch:
    """A title overruled by the days and the file's name is asked about where the form was sent out for that very month."""
    sent_out = envelope.month_sent_out(form.mark)
    if match.kind is not Kind.PERIOD_LEFTOVER or sent_out is None or match.period in (None, sent_out):
        return match
    if sent_out not in months_in(form.title, sent_out.year):
        return match
    evidence = f"{dict(match.facts).get('evidence', '')}，下发的是{sent_out.label}的表格"
    could_be = (sent_out, *((match.period,) if match.period else ()))
    return PeriodMatch(None, "", Kind.PERIOD_CONTRADICTED, (("evidence", evidence),), could_be)


def _told_rows(form: Form, matches: Sequence[TaskMatch], own: Sequence[Task]) -> Iterator[tuple[WrittenRow, TaskMatch]]:
    """The rows that report: no headings, and none that is only prefilled and about others' tasks."""
    for row, match, below in zip(form.rows, matches, (*matches[1:], None), strict=False):
        is_prefilled = bool(own) and not row.is_answered
        if not (match.is_heading or (is_prefilled and _is_for_others(match, below, own))):
            yield row, match


def _is_for_others(match: TaskMatch, below: TaskMatch | None, own: Sequence[Task]) -> bool:
    """Whether a row without a word of the unit's is not about its tasks: the whole list was sent back.

    A row that the one ``below`` goes with stays.
    """
    if match.task:
        return frozenset(own).isdisjoint(match.tasks)
    return not (below and below.basis and not below.task)


def _settle_tasks(
    rows: Iterable[tuple[WrittenRow, TaskMatch]], unit: Unit | None, envelope: Envelope
) -> tuple[tuple[Record, ...], tuple[Question, ...]]:
    """Records with a person's answers applied; each open question once. While the unit is open no task is asked about."""
    records: list[Record] = []
    questions: dict[str, Question] = {}
    above: Asked | None = None
    for row, match in rows:
        if match.task:
            records += (Record(row, each) for each in match.each())
            continue
        if unit and not match.basis:  # one with a basis goes with the open question above
            above = ask(_task_question(row, match, unit.key, envelope), envelope.references.answers)
            for question in above.open:
                questions.setdefault(question.question_id, question)
        records += _answered(row, match, above, envelope.references)
    return tuple(records), tuple(questions.values())


def _answered(row: WrittenRow, match: TaskMatch, asked: Asked | None, references: References) -> Iterator[Record]:
    """The row as one record, or as one for each of the tasks that a person said it is about."""
    if asked and asked.is_rejected:
        rejected = replace(match, kind=None, basis=f"{BY_PERSON}：{REJECTED}", scored=())
        yield Record(row, rejected, is_rejected=True)
    elif asked and asked.answer:
        for task_id in asked.answer.split(TASK_JOINT):
            yield Record(row, TaskMatch(references.index.by_id[task_id], BY_PERSON, match.sub_item))
    else:
        yield Record(row, match)


def _task_question(row: WrittenRow, match: TaskMatch, unit: str, envelope: Envelope) -> Question:
    """Asked for the unit's writing, whatever the file; a row without words is asked about in this file only."""
    number, text = row.text("number_text"), row.text("task_text")
    place = Place(envelope.source, row.sheet, row.row)
    if not fold(text):
        scope = f"{unit}/{envelope.digest}/{row.sheet}/{row.row}"
        return Question(QuestionKind.TASK, scope, number, place, match.offered)
    written = f"{number} {text}" if match.kind in (Kind.TASK_CONTRADICTED, Kind.TASK_OFF_MARK) else text
    return Question(QuestionKind.TASK, unit, written, place, match.offered)


def _possible_units(unit: UnitMatch, records: Sequence[Record]) -> tuple[str, ...]:
    """The units an unsettled form may be from: those its names point to, else those that bear its tasks."""
    if unit.candidates:
        return unit.candidates
    tasks = [record.match.task for record in records if record.match.task]
    return tuple(sorted({assignment.unit for task in tasks for assignment in task.assignments}))


def _faults(
    submission: Submission, source: str, heads: tuple[UnitMatch, PeriodMatch], own: Sequence[Task]
) -> Iterator[Finding]:
    place = Place(source, submission.sheet)
    about: dict[str, Any] = {"unit": submission.unit or "", "period": submission.period}
    yield from (finding(match.kind, place, **about, **dict(match.facts)) for match in heads if match.kind)
    if not submission.records:
        yield finding(Kind.TABLE_EMPTY, place, **about)
    seen: dict[tuple[str, str], WrittenRow] = {}
    for record in submission.records:
        at = Place(source, record.row.sheet, record.row.row)
        if record.match.kind:
            yield finding(record.match.kind, at, **about, **dict(record.match.facts))
        elif task := record.match.task:
            named = {**about, "task_id": task.task_id, "task": task.task_id}
            if submission.unit and task not in own:
                yield finding(Kind.TASK_NOT_OWN, at, **named, own_unit=submission.unit)
            if _is_repeated(record, seen):
                yield finding(Kind.TASK_REPEATED, at, **named)


def _is_repeated(record: Record, seen: dict[tuple[str, str], WrittenRow]) -> bool:
    """Whether an earlier row, no part of the task, says something else about it."""
    earlier = seen.setdefault((record.task_id, record.match.sub_item), record.row)
    return not record.match.sub_item and earlier.values != record.row.values
