"""How the reader does on the corpus: right without a person, left to a person, lost, silently wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.forms import Case, RowTruth, TableTruth
from corpus.likeness import same_text
from corpus.office import GOALS
from corpus.readings import CaseReading, RecordAt, SubmissionAt
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.terms import FormKind, MetGoal


class Outcome(StrEnum):
    """What became of a row, a unit, a month or a file; the worst comes last."""

    RIGHT = "right"
    LEFT = "left to a person"
    LOST = "lost"
    WRONG = "silently wrong"


_WORST = tuple(Outcome)
_ANSWERS = ("quarter_goal", "progress", "problems", "next_steps", "met_goal_text", *GOALS)


@dataclass(frozen=True)
class Remark:
    """A row (or file) that came out otherwise than the truth."""

    outcome: Outcome
    case: Case
    place: str
    written: str
    expected: str
    got: str


@dataclass
class Score:
    """Counts by kind of mess and measure, and the remarks.

    ``decidable`` counts the rows that a clerk could decide, ``faults`` the forms at which the reader itself failed.
    """

    counts: dict[tuple[str, str], Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))
    decidable: Counter[Outcome] = field(default_factory=Counter)
    undecidable: Counter[Outcome] = field(default_factory=Counter)
    noise: Counter[str] = field(default_factory=Counter)
    false_alarms: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)
    forms: int = 0
    faults: int = 0

    def total(self, measure: str) -> Counter[Outcome]:
        """All kinds together, every case counted once."""
        return self.counts["", measure]

    @property
    def kinds(self) -> list[str]:
        """The kinds of mess seen, in the order of the corpus."""
        return list(dict.fromkeys(kind for kind, _ in self.counts if kind))

    @property
    def is_sound(self) -> bool:
        """Whether nothing is lost, nothing silently wrong, and the reader never failed."""
        measures = ("rows", "files", "units", "months", "days")
        return not self.faults and not any(
            self.total(m)[outcome] for m in measures for outcome in (Outcome.LOST, Outcome.WRONG)
        )


def score(readings: Iterable[CaseReading]) -> Score:
    """The score of every case as it was read."""
    result = Score()
    for reading in readings:
        result.forms += 1
        result.faults += reading.has_fault
        outcomes = list(_judge(reading, result))
        for measure, outcome in outcomes:
            for kind in {"", *reading.case.kinds}:
                result.counts[kind, measure][outcome] += 1
    return result


def _judge(reading: CaseReading, result: Score) -> Iterator[tuple[str, Outcome]]:
    """(measure, outcome) for the file, its units and months, and its rows; remarks and noise go to ``result``."""
    case = reading.case
    if case.named:
        outcome, got = _judge_unreadable(reading)
        yield "files", outcome
        if outcome is not Outcome.RIGHT:
            expected = f"{case.named.unit or '任一单位'} {case.named.period or '任一期间'}"
            result.remarks.append(Remark(outcome, case, case.source, "", expected, got))
        return
    answered: set[int] = set()
    worst: list[Outcome] = []
    for table in case.tables:
        outcomes = list(_judge_table(table, reading, result, answered))
        worst += [outcome for measure, outcome in outcomes if measure != "rows"]
        yield from outcomes
    returns = {(table.kind, table.unit, table.period) for table in case.tables}
    for record in (record for record in reading.records if id(record) not in answered):
        submission = record.submission
        is_blank = not any(record.texts.get(name) for name in _ANSWERS)
        is_of_another = (submission.kind, submission.unit, submission.period) not in returns
        if record.is_settled and (is_of_another or not is_blank):
            worst.append(Outcome.WRONG)
            yield "rows", Outcome.WRONG
            got = f"{submission.unit} {submission.period} {record.task_id}"
            written = record.texts.get("task_text", "")
            result.remarks.append(Remark(Outcome.WRONG, case, _place(record), written, "不是填报行", got))
        else:
            result.noise.update({"", *case.kinds})
    yield "files", max(worst, key=_WORST.index, default=Outcome.RIGHT)


def _place(record: RecordAt) -> str:
    return f"{record.source}·{record.sheet}·{record.row}行"


def _judge_unreadable(reading: CaseReading) -> tuple[Outcome, str]:
    """Whether the file was received, settles nothing, and could be the return that its name tells (R8)."""
    named = reading.case.named
    assert named is not None
    settled = [record for record in reading.records if record.is_settled and any(record.texts.values())]
    if settled:
        return Outcome.WRONG, f"认出 {len(settled)} 行"
    if not reading.files or (not reading.has_finding and not named.is_material):
        return Outcome.LOST, reading.fault or "没有记录"
    wrong_sort = any(file.is_written_material != named.is_material for file in reading.files)
    units = {unit for file in reading.files for unit in file.could_be_units}
    periods = {period for file in reading.files for period in file.could_be_periods}
    units |= {unit for submission in reading.submissions for unit in submission.could_be_units}
    periods |= {period for submission in reading.submissions for period in submission.could_be_periods}
    got = f"{'、'.join(sorted(units)) or '任一单位'} {'、'.join(map(str, sorted(periods))) or '任一期间'}"
    if wrong_sort or (units and named.unit and named.unit not in units):
        return Outcome.WRONG, got + ("（识别为书面材料）" if wrong_sort else "")
    if periods and named.period and named.period not in periods:
        return Outcome.WRONG, got
    is_narrowed = (not named.unit or units == {named.unit}) and (not named.period or periods == {named.period})
    return (Outcome.RIGHT if is_narrowed else Outcome.LEFT), got


def _judge_table(
    table: TableTruth, reading: CaseReading, result: Score, answered: set[int]
) -> Iterator[tuple[str, Outcome]]:
    submissions: dict[int, SubmissionAt] = {}
    claims = _claims(table, reading)
    for truth in table.rows:
        records = claims[id(truth)]
        answered.update(id(record) for record in records)
        submissions |= {id(record.submission): record.submission for record in records}
        outcome, got = _judge_row(truth, table, records, reading)
        yield "rows", outcome
        is_decidable = None not in (truth.task_id, table.unit, table.period) and not truth.is_for_person
        (result.decidable if is_decidable else result.undecidable)[outcome] += 1
        if truth.is_sub_item and any(reading.has_kind_at(record, Kind.TASK_REPEATED) for record in records):
            result.false_alarms.update({"", *reading.case.kinds})
        if outcome is Outcome.RIGHT:
            continue
        place = f"{reading.case.source}·{truth.sheet}·{truth.row}行"
        expected = f"{table.unit} {table.period} {truth.task_id} {truth.met_goal or ''}"
        result.remarks.append(Remark(outcome, reading.case, place, truth.written, expected, got))
    yield from _judge_heads(table, list(submissions.values()), reading, result)


def _claims(table: TableTruth, reading: CaseReading) -> Mapping[int, list[RecordAt]]:
    """Which records answer to which row: by place, or by their texts where the container has no row numbers."""
    claims: dict[int, list[RecordAt]] = defaultdict(list)
    free = [record for record in reading.records if record.source.endswith(table.member)]
    for truth in table.rows:
        if reading.case.is_placeless:
            found = [r for r in free if r.submission.kind is table.kind and _has_texts(r, truth)][:1]
            free = [r for r in free if r not in found]
        else:
            found = [r for r in free if r.row == truth.row and truth.sheet in ("", r.sheet)]
        claims[id(truth)] = found
    return claims


def _has_texts(record: RecordAt, truth: RowTruth) -> bool:
    return all(
        same_text(record.texts.get(name, ""), text) for name, text in truth.texts.items() if name != "met_goal_text"
    )


def _judge_row(
    truth: RowTruth, table: TableTruth, records: Sequence[RecordAt], reading: CaseReading
) -> tuple[Outcome, str]:
    """The worst that happened to the row, and what was got in words."""
    if not records:
        if not any(truth.texts.values()):
            return Outcome.RIGHT, "空行"
        return (Outcome.LEFT, "有提示") if reading.covers(truth) else (Outcome.LOST, reading.fault or "没有读到")
    judged = [_judge_record(truth, table, record, reading) for record in records]
    lacking = sorted(truth.tasks - {record.task_id for record in records}) if any(r.task_id for r in records) else []
    if lacking:
        judged.append((Outcome.LOST, f"没有读到 {'、'.join(lacking)}"))
    return max(judged, key=lambda pair: _WORST.index(pair[0]))


def _judge_record(truth: RowTruth, table: TableTruth, record: RecordAt, reading: CaseReading) -> tuple[Outcome, str]:
    submission = record.submission
    got = f"{submission.unit} {submission.period} {record.task_id or '（未定）'}"
    meant = record.task_id if record.task_id in truth.tasks else truth.task_id
    pairs = ((submission.unit, table.unit), (submission.period, table.period), (record.task_id or None, meant))
    if any(found is not None and found != expected for found, expected in pairs) or submission.kind is not table.kind:
        return Outcome.WRONG, f"{got} {submission.kind}"
    if not record.is_settled:
        is_due = truth.is_for_person or any(expected is None for _, expected in pairs)
        return (Outcome.RIGHT if is_due else Outcome.LEFT), got
    for name, text in truth.texts.items():
        found = record.texts.get(name, "")
        if name != "met_goal_text" and not same_text(found, text):
            is_told = not found and reading.covers(truth)
            told = Outcome.RIGHT if truth.is_for_person else Outcome.LEFT
            return (told if is_told else Outcome.WRONG), f"{got} {name}“{found[:40]}”≠“{text[:40]}”"
    if table.kind is FormKind.PROGRESS and truth.met_goal is not None:
        found_goal = parse_met_goal(record.texts.get("met_goal_text", ""))
        if found_goal is not truth.met_goal:
            outcome = Outcome.LEFT if found_goal is MetGoal.UNCLEAR else Outcome.WRONG
            return outcome, f"{got} 是否完成“{record.texts.get('met_goal_text', '')}”→{found_goal}"
    return Outcome.RIGHT, got


def _judge_heads(
    table: TableTruth, submissions: Sequence[SubmissionAt], reading: CaseReading, result: Score
) -> Iterator[tuple[str, Outcome]]:
    """Unit, month and day of the form."""
    measures = (
        ("units", table.unit, [s.unit for s in submissions]),
        ("months", table.period, [s.period for s in submissions]),
        ("days", table.reported_date, [s.reported_date for s in submissions]),
    )
    for measure, expected, found in measures:
        if not found:
            has_rows = any(any(row.texts.values()) for row in table.rows)
            outcome = Outcome.LEFT if reading.has_finding else Outcome.LOST if has_rows else Outcome.RIGHT
        elif any(one is not None and one != expected for one in found):
            outcome = Outcome.WRONG
        else:
            # A later part of the same form need not repeat the day; unit and month hold for each part alone.
            is_known = any(one == expected for one in found) if measure == "days" else None not in found
            outcome = Outcome.RIGHT if is_known or expected is None else Outcome.LEFT
        yield measure, outcome
        if outcome is not Outcome.RIGHT:
            got = "、".join(str(one) for one in dict.fromkeys(found)) or "没有读到"
            result.remarks.append(
                Remark(outcome, reading.case, f"{reading.case.source}·{measure}", "", str(expected), got)
            )
