"""Expected returns left-joined with what came (报送情况): a missing answer is a row, not an absence (R3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.expected import Expected
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.withdrawn import WithdrawnFile
from pipeline.ledger.status import judge_status
from pipeline.submissions.matching.submission import Submission
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS
from pipeline.vocabulary.terms import FormKind, ReceivedBasis, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date
from pipeline.vocabulary.workdays import WorkCalendar


@dataclass(frozen=True)
class Arrivals:
    """What came for one expected return: its submissions in order of receipt, doubtful files, written material."""

    submissions: tuple[tuple[ReceivedFile, Submission], ...] = ()
    doubtful: tuple[ReceivedFile, ...] = ()
    written: tuple[ReceivedFile, ...] = ()
    may_be_written: tuple[ReceivedFile, ...] = ()
    on_paper: date | None = None
    is_paper_later: bool = False
    registered: tuple[ReceivedFile, ...] = ()
    withdrawn: tuple[WithdrawnFile, ...] = ()

    @property
    def receipt(self) -> tuple[date, ReceivedBasis] | None:
        """The first readable receipt with its basis, which alone decides whether the return was on time (R12).

        What was withdrawn was a readable receipt too, but counts only beside what is here or a person's word.
        """
        here = [(file.received_date, file.basis) for file, _ in self.submissions]
        here += [(file.received_date, file.basis) for file in self.registered]
        here += [(file.received_date, file.basis) for file in self.withdrawn if file.is_confirmed]
        if self.on_paper:
            here.append((self.on_paper, ReceivedBasis.PERSON))
        gone = [(file.received_date, file.basis) for file in self.withdrawn]
        return min(here + gone, key=lambda receipt: receipt[0]) if here else None

    @property
    def is_in_doubt(self) -> bool:
        """Whether something came that may be this return (R8)."""
        return bool(self.doubtful or self.withdrawn or self.is_paper_later)

    @property
    def material(self) -> WrittenMaterial:
        """Whether the written material is here; never 未报 while one that came may be it (R2, R8)."""
        if self.written:
            return WrittenMaterial.RECEIVED
        return WrittenMaterial.UNSETTLED if self.may_be_written else WrittenMaterial.MISSING

    @property
    def sources(self) -> tuple[ReceivedFile, ...]:
        return (*(file for file, _ in self.submissions), *self.registered)

    @property
    def covered(self) -> frozenset[str]:
        return frozenset(r.task_id for _, s in self.submissions for r in s.records if r.task_id and r.row.is_answered)

    @property
    def unsettled(self) -> tuple[frozenset[str], ...]:
        """For each row whose task is unsettled, the tasks it could be (empty: any)."""
        return tuple(
            frozenset(r.match.candidates)
            for _, s in self.submissions
            for r in s.records
            if not r.task_id and not r.is_rejected
        )


def build_returns(
    expected: Sequence[Expected],
    files: Sequence[ReceivedFile],
    decisions: Decisions,
    calendar: WorkCalendar,
    today: date,
    withdrawn: Sequence[WithdrawnFile] = (),
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """One row per expected return with the columns of RETURNS, key (form, period, unit), and the findings on them."""
    rows, findings = [], []
    inventory = _Inventory.of(files)
    for one in expected:
        arrivals = inventory.arrivals(one, decisions, withdrawn, today)
        row = _return_row(one, arrivals, calendar, today)
        rows.append(row)
        if row["tasks_lacking"] and row["status"] in (Status.ON_TIME, Status.LATE):
            findings.append(_incomplete(one, row, arrivals))
    return RETURNS.frame(rows), tuple(findings)


@dataclass(frozen=True)
class _Inventory:
    """What came, each content once, sorted for looking up: settled submissions by return, doubtful files, material."""

    settled: Mapping[tuple[FormKind, Period | None, str | None], list[tuple[ReceivedFile, Submission]]]
    doubtful: tuple[ReceivedFile, ...]
    written: tuple[ReceivedFile, ...]
    registered: tuple[ReceivedFile, ...]

    @classmethod
    def of(cls, files: Sequence[ReceivedFile]) -> _Inventory:
        originals = [file for file in files if not file.duplicate_of]
        settled: dict[tuple[FormKind, Period | None, str | None], list[tuple[ReceivedFile, Submission]]] = {}
        for file in originals:
            for submission in file.reading.submissions:
                settled.setdefault((submission.kind, submission.period, submission.unit), []).append((file, submission))
        return cls(
            settled,
            tuple(file for file in originals if file.is_in_doubt),
            tuple(file for file in originals if file.reading.is_written_material),
            tuple(file for file in originals if file.registered_as),
        )

    def arrivals(
        self, one: Expected, decisions: Decisions, withdrawn: Sequence[WithdrawnFile], today: date
    ) -> Arrivals:
        paper = decisions.paper_receipt(one.unit, one.form, one.period)
        return Arrivals(
            submissions=tuple(self.settled.get(one.key, ())),
            doubtful=tuple(file for file in self.doubtful if file.could_be(*one.key)),
            written=tuple(file for file in self.written if file.is_material_of(one.period, one.unit)),
            may_be_written=tuple(file for file in self.written if file.may_be_material_of(one.period, one.unit)),
            on_paper=paper if paper and paper <= today else None,
            is_paper_later=paper is not None and paper > today,
            registered=tuple(file for file in self.registered if one.key in file.registered_as),
            withdrawn=tuple(file for file in withdrawn if one.key in file.returns),
        )


def _return_row(one: Expected, arrivals: Arrivals, calendar: WorkCalendar, today: date) -> dict[str, object]:
    received, basis = arrivals.receipt or (None, "")
    status = judge_status(one, received, arrivals.is_in_doubt, today)
    covered = [task for task in one.task_ids if task in arrivals.covered]
    lacking = _lacking(one, arrivals) if arrivals.submissions else ()
    late = calendar.workdays_late(one.last_day, received or today) if status in (Status.LATE, Status.MISSING) else None
    return {
        "form": str(one.form),
        "period": str(one.period),
        "unit": one.unit,
        "tasks_due": len(one.task_ids),
        "tasks_received": len(covered),
        "tasks_lacking": "、".join(lacking),
        "due_date": one.due_date,
        "extended_to": one.extended_to,
        "received_date": received,
        "received_basis": str(basis),
        "status": str(status),
        "workdays_late": late,
        "written_material": str(arrivals.material),
        "source": "\n".join(dict.fromkeys(file.source for file in arrivals.sources)),
        "note": _note(one, status, arrivals),
        "tasks_owed": "、".join(one.task_ids),
    }


def _lacking(one: Expected, arrivals: Arrivals) -> tuple[str, ...]:
    """The tasks a received return does not cover; none that an unsettled row of it could be (never named in doubt)."""
    if any(not candidates for candidates in arrivals.unsettled):
        return ()
    possible = frozenset().union(*arrivals.unsettled) if arrivals.unsettled else frozenset()
    return tuple(task for task in one.task_ids if task not in arrivals.covered and task not in possible)


def _note(one: Expected, status: Status, arrivals: Arrivals) -> str:
    parts = []
    if status is Status.UNSETTLED and arrivals.doubtful:
        parts.append(f"已收到可能属于该单位的文件，待认定：{'、'.join(f.source for f in arrivals.doubtful)}")
    if arrivals.unsettled:
        parts.append(f"有{len(arrivals.unsettled)}行事项待认定")
    if one.extended_to:
        parts.append(f"经批准延期至{chinese_date(one.extended_to)}")
    if one.excused:
        parts.append(f"不再报送：{'、'.join(one.excused)}")
    if arrivals.material is WrittenMaterial.UNSETTLED:
        named = "、".join(file.source for file in arrivals.may_be_written)
        parts.append(f"已收到可能是该单位本期书面材料的文件，待认定：{named}")
    if arrivals.on_paper:
        parts.append("纸质报送，已登记收文")
    if arrivals.registered:
        parts.append("已登记收文，文件读不出来，内容未录入")
    parts += [f"{chinese_date(file.received_date)}收到的“{file.source}”已撤走" for file in arrivals.withdrawn]
    return "；".join(parts)


def _incomplete(one: Expected, row: dict[str, object], arrivals: Arrivals) -> Finding:
    file, submission = arrivals.submissions[-1]
    return finding(
        Kind.RETURN_INCOMPLETE,
        Place(file.source, submission.sheet),
        unit=one.unit,
        period=one.period,
        due=row["tasks_due"],
        received=row["tasks_received"],
        lacking=row["tasks_lacking"],
    )
