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
    """A question and a person's answer: a unit, a period, a task id; '' while open, and where all that is asked about
    is no return (``is_rejected``).
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
    """A file that says no more than whose return of which period it could be (R8); a person is asked for what nothing
    tells, or with ``needs_one`` for what is not told beyond doubt.
    """
    candidates = {
        QuestionKind.UNIT: tuple((unit, 80.0) for unit in units),
        QuestionKind.PERIOD: tuple((str(period), 50.0) for period in periods),
    }
    asked = {
        kind: ask(Question(kind, envelope.digest, "", Place(envelope.source), shown), envelope.references.answers)
        for kind, shown in candidates.items()
        if not shown or (needs_one and len(shown) > 1)
    }
    if any(one.is_rejected for one in asked.values()):
        return FileReading(envelope.source, is_rejected=True)
    answers = {kind: one.answer for kind, one in asked.items() if one.answer}
    return FileReading(
        envelope.source,
        questions=tuple(question for one in asked.values() for question in one.open),
        could_be_units=(answers[QuestionKind.UNIT],) if QuestionKind.UNIT in answers else units,
        could_be_periods=(Period.parse(answers[QuestionKind.PERIOD]),) if QuestionKind.PERIOD in answers else periods,
    )
