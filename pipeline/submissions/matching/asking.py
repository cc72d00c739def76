"""What a person is asked, and what has been answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.submissions.matching.envelope import Envelope
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED, Question, QuestionKind


@dataclass(frozen=True)
class Asked:
    """A question and a person's answer: a unit, a period, a task id.

    '' while open, and where all that is asked about is no return (``is_rejected``).
    """

    question: Question
    answer: str
    is_rejected: bool

    @property
    def open(self) -> tuple[Question, ...]:
        """The question, until somebody has answered it."""
        return () if self.answer or self.is_rejected else (self.question,)


def ask(question: Question, answers: Mapping[str, str]) -> Asked:
    """The question with what a person has answered so far."""
    answer = answers.get(question.question_id, "")
    is_rejected = answer == REJECTED
    return Asked(question, "" if is_rejected else answer, is_rejected)


def ask_whose(envelope: Envelope, units: tuple[str, ...], periods: tuple[Period, ...], needs_one: bool) -> FileReading:
    """A file that says no more than whose return of which period it could be (R8).

    A person is asked for what nothing tells, or with ``needs_one`` for what is not told beyond doubt.
    """
    names, unit = _narrow_down(QuestionKind.UNIT, units, 80.0, needs_one, envelope)
    months, period = _narrow_down(QuestionKind.PERIOD, tuple(map(str, periods)), 50.0, needs_one, envelope)
    asked = [one for one in (unit, period) if one]
    if any(one.is_rejected for one in asked):
        return FileReading(envelope.source, is_rejected=True)
    return FileReading(
        envelope.source,
        questions=tuple(question for one in asked for question in one.open),
        could_be_units=names,
        could_be_periods=tuple(map(Period.parse, months)),
    )


def _narrow_down(
    kind: QuestionKind, known: tuple[str, ...], score: float, needs_one: bool, envelope: Envelope
) -> tuple[tuple[str, ...], Asked | None]:
    """What it could be, a person's answer taken in; and the question, where there is one."""
    if len(known) == 1 or (known and not needs_one):
        return known, None
    candidates = tuple((one, score) for one in known)
    question = Question(kind, envelope.digest, "", Place(envelope.source), candidates)
    asked = ask(question, envelope.references.answers)
    return (asked.answer,) if asked.answer else known, asked
