"""Each file judged beside what its unit had sent before (R30): doubt is a question, and meanwhile what came before stays.

The files are gone through in order of receipt, so that what is asked about a file depends on nothing that came later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.receipts.beside.in_hand import Hand, SettledForm
from pipeline.ledger.receipts.beside.other_month import Collections, other_months
from pipeline.ledger.receipts.beside.saying_less import Less, losses
from pipeline.ledger.receipts.beside.words import less_findings, less_words, month_finding, month_words
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.asking import Asked, ask
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import Question, QuestionKind
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
        for _, period, unit in () if file.duplicate_of else file.reading.settled_returns:
            first_days.setdefault((unit, period), file.received_date)
    judge = _Judge(Collections(due_dates, first_days, decisions))
    judged = [(file, [] if file.duplicate_of else judge.forms(file)) for file in files]
    return tuple(_told(file, forms) if forms else file for file, forms in judged)


@dataclass
class _Form:
    """A form as judged. ``other`` months that it may be of (``words``: why); or what it says ``less``, by task.

    ``form`` is None where a person has said that it is no return. A task of ``less`` that a later form replaces is
    taken out: what it was is asked about no more.
    """

    form: Submission | None
    asked: Asked | None = None
    other: tuple[Period, ...] = ()
    words: str = ""
    less: dict[str, list[Less]] = field(default_factory=dict)
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
        new = SettledForm.of(file, form)
        if not new:
            return _Form(form)
        asked = ask(_question(file, form), self.collections.decisions.answers)
        if asked.answer and FormKind.of(Period.parse(asked.answer)) is form.kind:
            period = Period.parse(asked.answer)
            self._take(replace(new, period=period))
            return _Form(replace(form, period=period))
        if other := other_months(new, self.hand, self.collections):
            words = month_words(new, self.hand, other)
            return _Form(None if asked.is_rejected else form, asked, other, words)
        return self._rows(new, asked)

    def _rows(self, new: SettledForm, asked: Asked) -> _Form:
        """The form with its tasks that say less than what is in hand set aside; the others replace it."""
        found = {
            task: list(losses(new.form.kind, self.hand.replaced(new.unit, new.period, rows), rows))
            for task, rows in new.rows.items()
        }
        less = {task: lost for task, lost in found.items() if lost}
        self._take(replace(new, rows={task: rows for task, rows in new.rows.items() if task not in less}))
        if asked.is_rejected:
            return _Form(new.form, passed=set(less))
        judged = _Form(new.form, asked, less=less)
        for task in less:
            self.waiting.setdefault((new.unit, new.period, task), []).append(judged)
        return judged

    def _take(self, new: SettledForm) -> None:
        self.hand.take(
            new.unit, new.period, new.file.received_date, [row for rows in new.rows.values() for row in rows]
        )
        for task in new.rows:
            for before in self.waiting.pop((new.unit, new.period, task), ()):
                del before.less[task]
                before.passed.add(task)


def _question(file: ReceivedFile, form: Submission) -> Question:
    """Whether a form is what it says, beside what was sent before; the same question whatever came before."""
    text = f"{form.unit}{form.period}与前报对照"
    return Question(QuestionKind.PERIOD, f"{file.sha256}/{form.sheet}", text, Place(file.source, form.sheet))


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
        shown = one.words or less_words(one.form.period, one.less)
        scored = tuple((str(period), _LIKELY) for period in (one.form.period, *one.other))
        yield from (replace(question, shown=shown, candidates=scored) for question in one.asked.open)


def _findings(file: ReceivedFile, one: _Form) -> Iterator[Finding]:
    if one.form and one.other:
        yield month_finding(file, one.form, one.words)
    elif one.form:
        yield from less_findings(file, one.form, one.less)
