"""What a doubt beside earlier files shows a person: old and new, one under the other, cut short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.ledger.receipts.beside.in_hand import Hand, HeldRow, joined
from pipeline.ledger.receipts.beside.saying_less import Less
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.statements.quoting import quoted, told
from pipeline.submissions.matching.submission import Submission
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import chinese_date

_SHOWN_TEXT, _SHOWN_TASKS = 40, 2


def month_words(
    file: ReceivedFile,
    form: Submission,
    rows: Mapping[str, Sequence[HeldRow]],
    hand: Hand,
    other: Sequence[Period],
) -> str:
    """Why the form may be of one of the ``other`` months."""
    assert form.unit and form.period
    unit, period = form.unit, form.period
    dated = f"，填报时间{chinese_date(form.reported_date)}" if form.reported_date else ""
    said = f"表中写的是{period.label}，{chinese_date(file.received_date)}收到{dated}"
    months = "、".join(month.label for month in other)
    if any(hand.first_day(unit, month) for month in other):
        said = f"{said}，内容与{months}已报的相同"
    else:
        said = f"{said}，{months}尚未收到"
    pairs = [(task, hand.rows(unit, period, task), new) for task, new in rows.items() if hand.rows(unit, period, task)]
    shown = (
        f"{task}{period.label}已报（{told(_place(old[0]))}）“{_quoted(joined(old, 'progress'))}”，"
        f"本表“{_quoted(joined(new, 'progress'))}”"
        for task, old, new in pairs[:_SHOWN_TASKS]
    )
    return "。".join((said, *shown))


def month_finding(file: ReceivedFile, form: Submission, words: str) -> Finding:
    """A form that may be another month's."""
    return finding(Kind.MONTH_BESIDE, Place(file.source, form.sheet), unit=form.unit or "", evidence=words)


def less_words(period: Period, less: Mapping[str, Sequence[Less]]) -> str:
    """What the rows of a form say less than those in force, and what an answer means."""
    more = f"等{len(less)}项" if len(less) > _SHOWN_TASKS else ""
    return f"{_shown(less)}{more}。{less_ways(period)}"


def less_ways(period: Period) -> str:
    """What to fill in of a form that says less."""
    return f"以本表为准填{period}，仍以前报为准填{REJECTED}"


def goal_words(less: Mapping[str, Sequence[Less]], changed: Sequence[Less], ways: str) -> str:
    """Every goal that a plan sent again changes, old and new, those of tasks with a lower one first; and what to fill in."""
    ordered = sorted(changed, key=lambda one: one.task_id not in less)
    told = "；".join(f"{one.task_id}{one.column}原“{_quoted(one.old)}”，现“{_quoted(one.new)}”" for one in ordered)
    return f"重报的计划调整目标：{told}。{ways}"


def less_findings(file: ReceivedFile, form: Submission, less: Mapping[str, Sequence[Less]]) -> Iterator[Finding]:
    """Each goal that a plan sent again lowers; of a month's form one finding for all that it says less."""
    about: dict[str, Any] = {"unit": form.unit or "", "period": form.period}
    losses = [one for lost in less.values() for one in lost]
    if form.kind is FormKind.PLAN:
        for one in losses:
            facts = {"quarter": one.column, "old": _quoted(one.old), "new": _quoted(one.new), "difference": one.words}
            yield finding(Kind.GOAL_LOWERED, _row_place(file, form, one.task_id), task_id=one.task_id, **about, **facts)
    elif losses:
        words = _shown(less)
        place = _row_place(file, form, losses[0].task_id)
        yield finding(Kind.SAYS_LESS, place, task_id=losses[0].task_id, **about, told=words, rows=len(less))


def _shown(less: Mapping[str, Sequence[Less]]) -> str:
    """Old and new of the first tasks, a column of each: two columns of one task would leave the other task out."""
    return "；".join(_side_by_side(lost[0]) for lost in list(less.values())[:_SHOWN_TASKS])


def _side_by_side(one: Less) -> str:
    new = f"“{_quoted(one.new)}”" if one.new else "空白"
    return f"{one.task_id}{one.column}前报“{_quoted(one.old)}”，本表{new}"


def _row_place(file: ReceivedFile, form: Submission, task_id: str) -> Place:
    row = next(record.row for record in form.records if record.task_id == task_id and record.row.is_answered)
    return Place(file.source, row.sheet or form.sheet, row.row)


def _place(row: HeldRow) -> Place:
    return Place(row.source, row.sheet, row.record.row.row)


def _quoted(text: str) -> str:
    return quoted(text, _SHOWN_TEXT)
