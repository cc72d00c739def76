"""What people decide in 人工认定.xlsx, one frozen entry per valid row (docs/contract.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import QuestionKind
from pipeline.vocabulary.terms import Closure, FormKind


@dataclass(frozen=True)
class MatchAnswer:
    """匹配认定: what a question was settled to: a unit's name, a period, a task id, or questions.REJECTED."""

    question_id: str
    kind: QuestionKind
    text: str
    answer: str
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class ReceivedEntry:
    """收文登记: the day a file came (by its source), or a return on paper (by unit, form and period).

    With both, an unreadable file is that return.
    """

    received_date: date
    source: str = ""
    unit: str = ""
    form: FormKind | None = None
    period: Period | None = None


@dataclass(frozen=True)
class Extension:
    """延期批准."""

    unit: str
    form: FormKind
    period: Period
    extended_to: date


@dataclass(frozen=True)
class Exemption:
    """免报: of one task or (task_id '') of all, between two periods, both included; None is open."""

    unit: str
    task_id: str
    form: FormKind | None
    first: Period | None
    last: Period | None


@dataclass(frozen=True)
class ClosureEntry:
    """办结销号: a person's verdict on a claim of completion, for one unit or (unit '') the whole task (R19)."""

    task_id: str
    unit: str
    period: Period
    verdict: Closure
    verified_on: date | None
    method: str
    basis: str


@dataclass(frozen=True)
class MajorMatter:
    """重大事项 that a person wants a bulletin for."""

    matter_id: str
    task_id: str
    title: str
    situation: str
    day: date


@dataclass(frozen=True)
class NamingEntry:
    """点名确认: whether a unit is named for ``reason`` in the bulletins of ``period`` (R21)."""

    period: Period
    unit: str
    reason: str
    is_confirmed: bool
    confirmed_by: str
    confirmed_on: date | None


@dataclass(frozen=True)
class SpotCheck:
    """抽查结果: what a look on the spot found; ``verdict`` is 属实, 部分属实 or 不属实 (notice clause 3)."""

    check_id: str
    task_id: str
    unit: str
    period: Period
    claimed: str
    method: str
    verdict: str
    checked_by: str
    checked_on: date | None
    note: str


@dataclass(frozen=True)
class ProblemOutcome:
    """问题处置: what became of a problem of 问题台账."""

    problem_id: str
    outcome: str
    settled_by: str
    settled_on: date | None


@dataclass(frozen=True)
class Review:
    """核验复核: a finding looked at by a person; ``is_harmless`` (正常) silences it for the same text."""

    review_id: str
    category: str
    unit: str
    period: str
    task_id: str
    problem: str
    is_harmless: bool
    reviewed_by: str
    reviewed_on: date | None


@dataclass(frozen=True)
class Correction:
    """更正: one cell of one row read; ``column`` is its name in columns.RECORDS, ``cell`` where the decision stands.

    Holds only while ``old_text`` still stands there; a blank ``sheet`` is any sheet.
    """

    source: str
    sheet: str
    row: int
    column: str
    old_text: str
    new_text: str
    reason: str
    corrected_by: str
    corrected_on: date | None
    cell: str = ""


@dataclass(frozen=True)
class IssuedBulletin:
    """通报登记: a bulletin that was issued, with the number a person gave it (R22, R23)."""

    bulletin: str
    period: Period | None
    number: str
    issued_on: date | None
    file: str
