"""What a person is asked, and what has been answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.submissions.matching.envelope import Envelope
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import PERIOD_JOINT, REJECTED, TASK_JOINT, Question, QuestionKind
from pipeline.vocabulary.terms import FormKind

_EXAMPLE, _MONTH = "区财政局", "2022-03"


@dataclass(frozen=True)
class Asked:
    """A question and a person's answer: a unit, a period, a task id. ``period``: told with the unit of this one file.

    '' while open, and where all that is asked about is no return (``is_rejected``).
    """

    question: Question
    answer: str
    is_rejected: bool
    period: str = ""

    @property
    def open(self) -> tuple[Question, ...]:
        """The question, until somebody has answered it."""
        return () if self.answer or self.is_rejected else (self.question,)


def ask(question: Question, answers: Mapping[str, str]) -> Asked:
    """The question with what a person has answered so far."""
    answer = answers.get(question.question_id, "")
    is_rejected = answer == REJECTED
    told, _, period = answer.partition(PERIOD_JOINT)
    return Asked(question, "" if is_rejected else told, is_rejected, period if question.scope else "")


def ask_whose(envelope: Envelope, units: tuple[str, ...], periods: tuple[Period, ...], needs_one: bool) -> FileReading:
    """A file that says no more than whose return of which period it could be (R8).

    A person is asked for what nothing tells, or with ``needs_one`` for what is not told beyond doubt: for the period only
    once the unit is known (one doubt, one question). A form of which both are told by then is received (``told_as``).
    """
    names, unit = _narrow_down(QuestionKind.UNIT, units, 80.0, needs_one, envelope)
    known = (unit.period,) if unit and unit.period else tuple(map(str, periods))
    months, period = _narrow_down(QuestionKind.PERIOD, known, 50.0, needs_one, envelope)
    asked = [one for one in (unit, period) if one]
    if any(one.is_rejected for one in asked):
        return FileReading(envelope.source, is_rejected=True)
    could_be = tuple(map(Period.parse, months))
    is_month_told = len(could_be) == 1 or bool(period and period.answer)
    is_told = needs_one and len(names) == 1 and is_month_told and any(one.answer for one in asked)
    return FileReading(
        envelope.source,
        questions=open_ones(asked),
        could_be_units=names,
        could_be_periods=could_be,
        told_as=tuple((FormKind.of(one), one, names[0]) for one in could_be) if is_told else (),
    )


def open_ones(asked: Sequence[Asked]) -> tuple[Question, ...]:
    """The first of the questions about one file or form that nobody has answered, and what its answer may tell as well."""
    waiting = [question for one in asked for question in one.open]
    if len(waiting) < 2:
        return tuple(waiting)
    first, example = waiting[0], f"{_EXAMPLE} {waiting[1].candidates[0][0] if waiting[1].candidates else _MONTH}"
    told = f"填单位和期间，如 {example}；不是报表的，填{REJECTED}"
    shown = f"{first.text}（{told}）" if first.text else told
    return (replace(first, shown=shown, ways=told) if first.scope else first,)


def _narrow_down(
    kind: QuestionKind, known: tuple[str, ...], score: float, needs_one: bool, envelope: Envelope
) -> tuple[tuple[str, ...], Asked | None]:
    """What it could be, a person's answer taken in; and the question, where there is one."""
    if len(known) == 1 or (known and not needs_one):
        return known, None
    candidates = tuple((one, score) for one in known)
    question = Question(kind, envelope.digest, "", Place(envelope.source), candidates)
    asked = ask(question, envelope.references.answers)
    return tuple(asked.answer.split(TASK_JOINT)) if asked.answer else known, asked
