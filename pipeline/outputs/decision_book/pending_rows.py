"""What waits for a person, as rows of 人工认定.xlsx: with what is needed to decide, so that nothing has to be looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.closures import claims_completion
from pipeline.ledger.model import Ledger
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import PERIOD_JOINT, REJECTED, Question, QuestionKind, question_id
from pipeline.vocabulary.tables import DUTIES, DutyRow
from pipeline.vocabulary.terms import Closure, MetGoal
from pipeline.vocabulary.text import compact, fold

_SHORT_TEXT = 24
_LONG_TEXT = 120
_LIST_SEPARATORS = "、，,；;\n"
Row = tuple[object, ...]


def question_rows(questions: Iterable[Question], tasks: Sequence[Task]) -> list[Row]:
    """匹配认定: each question once, at the first place where it stands, with its candidates in words."""
    texts = {task.task_id: _short(task.text) for task in tasks}
    ordered = sorted(
        questions, key=lambda one: (one.place.source, one.place.sheet, one.place.row or 0, one.question_id)
    )
    rows: dict[str, Row] = {}
    for one in ordered:
        place = one.place
        candidates = "；\n".join(_candidate(answer, score, texts) for answer, score in one.candidates)
        row = (
            one.question_id,
            str(one.kind),
            place.source,
            place.sheet,
            place.row,
            one.shown or one.text or one.wanted,
            candidates,
        )
        rows.setdefault(one.question_id, row)
    return list(rows.values())


def claim_rows(ledger: Ledger, decisions: Decisions) -> list[Row]:
    """办结销号: units' claims that a task is done, which nobody has verified; after 退回 a later claim is asked anew (R19)."""
    decided = {(entry.task_id, entry.unit, entry.period) for entry in decisions.closures}
    return [
        (duty.task_id, duty.unit, str(duty.latest_period), _claim_basis(duty))
        for duty in DUTIES.rows(ledger.duties)
        if duty.latest_period
        and _is_claim(duty, duty.latest_period)
        and not {(duty.task_id, unit, duty.latest_period) for unit in (duty.unit, "")} & decided
    ]


def naming_rows(undecided: Iterable[NamedUnit]) -> list[Row]:
    """点名确认: who would be named in a bulletin, by the facts that nobody has answered yet (R21)."""
    return [(str(item.charge.period), item.unit, item.charge.reason, item.evidence) for item in undecided]


def alias_rows(decisions: Decisions, directory: UnitDirectory) -> list[Row]:
    """别名建议: for each unit settled under a new name a row as in 单位名录, that name added, ready to be copied there."""
    added: dict[str, list[str]] = {}
    for text, unit in _settled_names(decisions):
        names = added.setdefault(unit, [])
        if directory.find(text) is None and fold(text) not in map(fold, names):
            names.append(text)
    units = [(directory.unit(name), names) for name, names in sorted(added.items()) if names]
    return [
        (unit.name, str(unit.kind), "、".join((*unit.aliases, *names)), "、".join(unit.sub_bodies))
        for unit, names in units
    ]


def _settled_names(decisions: Decisions) -> Iterator[tuple[str, str]]:
    """(name as written, unit) for answers that hold for every file; a list of names can be no alias."""
    for match in decisions.matches:
        is_for_all = match.kind is QuestionKind.UNIT and match.question_id == question_id(match.kind, "", match.text)
        text = compact(match.text)
        is_name = bool(fold(text)) and not any(mark in match.text for mark in _LIST_SEPARATORS)
        answer = decisions.answers[match.question_id]
        if is_for_all and is_name and answer == match.answer != REJECTED:
            yield text, answer.partition(PERIOD_JOINT)[0]


def _candidate(answer: str, score: float, texts: Mapping[str, str]) -> str:
    """任务37（相近92%）深入开展城市更新行动……; a unit or a period without a number, which nobody could compare."""
    return f"{answer}（相近{score:.0f}%）{texts[answer]}" if answer in texts else answer


def _is_claim(duty: DutyRow, latest: Period) -> bool:
    if duty.closure is Closure.RETURNED:
        return duty.met_goal is MetGoal.YES and claims_completion(duty.progress, latest)
    return duty.closure is Closure.CLAIMED


def _claim_basis(duty: DutyRow) -> str:
    """The unit's own words and where they stand."""
    place = (duty.source, duty.sheet, f"第{duty.row}行" if duty.row else "")
    return f"{_short(duty.progress, _LONG_TEXT)}（{' '.join(part for part in place if part)}）"


def _short(text: str, length: int = _SHORT_TEXT) -> str:
    text = compact(text)
    return text if len(text) <= length else f"{text[:length]}……"
