"""Each file judged beside what its unit had sent before (R30): doubt is a question, and meanwhile what came before stays.

The files are gone through in order of receipt, so that what is asked about a file depends on nothing that came later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.receipts.beside.in_hand import Hand, HeldRow, answered_rows
from pipeline.ledger.receipts.beside.other_month import Collections, other_months
from pipeline.ledger.receipts.beside.saying_less import Less, goals_changed, losses
from pipeline.ledger.receipts.beside.unread import beside_read
from pipeline.ledger.receipts.beside.words import (
    goal_words,
    less_findings,
    less_ways,
    less_words,
    month_finding,
    month_words,
)
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.asking import Asked, ask
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import AGREED, REFUSED, TASK_JOINT, Question, QuestionKind
from pipeline.vocabulary.terms import FormKind

_LIKELY = 50.0


def judge_beside(
    files: Sequence[ReceivedFile], due_dates: Mapping[Period, date], decisions: Decisions
) -> tuple[ReceivedFile, ...]:
    """``files`` (earliest first) with what is doubtful in them beside earlier ones marked, asked about and told.

    ``due_dates`` are those of the reporting months. A form that may be another month's has no period until a person
    gives it; a row that says less than the one in force is pending. An answered form is what the answer says.
    """
    first_days: dict[tuple[str, Period], date] = {}
    for file in files:
        for form in () if file.duplicate_of or file.reading.is_blank else file.reading.submissions:
            if form.unit and form.period:
                first_days.setdefault((form.unit, form.period), file.received_date)
    judge = _Judge(Collections(due_dates, first_days, decisions))
    judged = [(file, [] if file.duplicate_of or file.reading.is_blank else judge.forms(file)) for file in files]
    return beside_read(_told(file, forms) if forms else file for file, forms in judged)


@dataclass
class _Form:
    """A form as judged. ``other`` months that it may be of (``beside``: by what); or what it says ``less``, by task.

    ``changed``: every goal that a plan sent again has otherwise.

    ``form`` is None where a person has said that it is no return. A task of ``less`` that a later form replaces is
    taken out: what it was is asked about no more.
    """

    form: Submission | None
    asked: Asked | None = None
    other: tuple[Period, ...] = ()
    words: str = ""
    less: dict[str, list[Less]] = field(default_factory=dict)
    changed: tuple[Less, ...] = ()
    passed: set[str] = field(default_factory=set)


@dataclass
class _Judge:
    """Goes through the files; knows what is in hand, and which rows wait for a person."""

    collections: Collections
    hand: Hand = field(default_factory=Hand)
    waiting: dict[tuple[str, Period, str], list[_Form]] = field(default_factory=dict)

    def forms(self, file: ReceivedFile) -> list[_Form]:
        """Every form of a file as judged beside what is in hand, which it then adds to."""
        return [self._form(file, form) for form in file.reading.submissions]

    def _form(self, file: ReceivedFile, form: Submission) -> _Form:
        if not form.unit or not form.period:
            return _Form(form)
        asked = _asked(file, form, self.collections.decisions.answers)
        rows = answered_rows(file, form)
        if told := _told_month(form, asked):
            settled = replace(form, period=told)
            self._take(file, settled, rows)
            return _Form(settled)
        if other := other_months(file, form, rows, self.hand, self.collections):
            words = month_words(file, form, rows, self.hand, other)
            return _Form(None if asked.is_rejected else form, asked, other, words)
        return self._rows(file, form, rows, asked)

    def _rows(self, file: ReceivedFile, form: Submission, rows: Mapping[str, Sequence[HeldRow]], asked: Asked) -> _Form:
        """The form with its tasks that say less than what is in hand set aside; the others replace it."""
        assert form.unit and form.period
        found = {
            task: list(losses(form.kind, self.hand.replaced(form.unit, form.period, new), new))
            for task, new in rows.items()
        }
        less = {task: lost for task, lost in found.items() if lost}
        changed = tuple(
            one
            for task, new in (rows.items() if form.kind is FormKind.PLAN else ())
            for one in goals_changed(self.hand.replaced(form.unit, form.period, new), new)
        )
        self._take(file, form, {task: new for task, new in rows.items() if task not in less})
        if asked.is_rejected:
            return _Form(form, passed=set(less))
        judged = _Form(form, asked, less=less, changed=changed)
        for task in less:
            self.waiting.setdefault((form.unit, form.period, task), []).append(judged)
        return judged

    def _take(self, file: ReceivedFile, form: Submission, rows: Mapping[str, Sequence[HeldRow]]) -> None:
        assert form.unit and form.period
        self.hand.take(form.unit, form.period, file.received_date, [row for new in rows.values() for row in new])
        for task in rows:
            for before in self.waiting.pop((form.unit, form.period, task), ()):
                del before.less[task]
                before.passed.add(task)


def _asked(file: ReceivedFile, form: Submission, answers: Mapping[str, str]) -> Asked:
    """Whether a form is what it says, of a plan whether its goals are agreed to; the same question whatever came before.

    Of a plan it was once asked as that of its period: what was answered then holds.
    """
    text = f"{form.unit}{form.period}与前报对照"
    question = Question(QuestionKind.PERIOD, f"{file.sha256}/{form.sheet}", text, Place(file.source, form.sheet))
    if form.kind is not FormKind.PLAN or question.question_id in answers:
        return ask(question, answers)
    return ask(replace(question, kind=QuestionKind.GOALS), answers)


def _told_month(form: Submission, asked: Asked) -> Period | None:
    """The month that a person gave the form; of several its own, where it is among them."""
    told = [Period.parse(one) for one in asked.answer.split(TASK_JOINT)] if asked.answer else []
    fitting = [one for one in told if FormKind.of(one) is form.kind]
    return form.period if form.period in fitting else next(iter(fitting), None)


def _told(file: ReceivedFile, judged: Sequence[_Form]) -> ReceivedFile:
    """The file with its doubtful forms and rows marked, and what is asked and found about them."""
    forms = tuple(form for one in judged if (form := _marked(one)))
    reading = replace(
        file.reading,
        submissions=forms,
        is_rejected=not forms,
        questions=(*file.reading.questions, *(question for one in judged for question in _open_questions(one))),
        findings=(*file.reading.findings, *(fault for one in judged for fault in _findings(file, one))),
    )
    return replace(file, reading=reading)


def _marked(one: _Form) -> Submission | None:
    if one.form is None or not (one.other or one.less or one.passed):
        return one.form
    if one.other:
        could_be = tuple(period for period in (one.form.period, *one.other) if period)
        return replace(one.form, period=None, could_be_periods=could_be)
    return replace(one.form, records=tuple(_marked_record(record, one) for record in one.form.records))


def _marked_record(record: Record, one: _Form) -> Record:
    if not record.row.is_answered:
        return record
    is_passed, is_pending = record.task_id in one.passed, record.task_id in one.less
    return replace(record, is_rejected=record.is_rejected or is_passed, is_pending=is_pending)


def _open_questions(one: _Form) -> Iterator[Question]:
    """The form's question, while it is open, with old and new side by side."""
    if one.form and one.form.period and one.asked and (one.other or one.less):
        is_of_goals = one.asked.question.kind is QuestionKind.GOALS
        shown = one.words or less_words(one.form.period, one.less)
        shown = goal_words(one.less, one.changed, one.asked.question.wanted) if is_of_goals else shown
        ways = "" if is_of_goals or one.other else less_ways(one.form.period)
        scored = tuple((str(period), _LIKELY) for period in (one.form.period, *one.other))
        scored = ((AGREED, _LIKELY), (REFUSED, _LIKELY)) if is_of_goals else scored
        yield from (replace(question, shown=shown, ways=ways, candidates=scored) for question in one.asked.open)


def _findings(file: ReceivedFile, one: _Form) -> Iterator[Finding]:
    if one.form and one.other:
        yield month_finding(file, one.form, one.words)
    elif one.form:
        yield from less_findings(file, one.form, one.less)
