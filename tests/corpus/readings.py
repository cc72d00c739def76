"""The corpus read as an inbox is read: files on disk, listed, read, and gathered by case again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.forms import Case, RowTruth
from corpus.office import office
from pipeline.submissions.files.inbox import list_inbox
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.reading import read_inbox
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

# Findings that a file, a sheet or a table could not be read; all others are about who, when and which task.
_ABOUT_READING = ("FILE_", "READER_", "FORMAT_", "TABLE_", "COLUMN_", "SHEET_", "CELL_")
_MOST_SECONDS, _MOST_BYTES = 30, 3 << 30


@dataclass(frozen=True, eq=False)
class SubmissionAt:
    """What the reader took for one form."""

    kind: FormKind
    unit: str | None
    period: Period | None
    reported_date: date | None
    could_be_units: tuple[str, ...]
    could_be_periods: tuple[Period, ...]


@dataclass(frozen=True, eq=False)
class RecordAt:
    """What the reader took for one row, and where."""

    submission: SubmissionAt
    source: str
    sheet: str
    row: int
    task_id: str
    texts: dict[str, str]

    @property
    def is_settled(self) -> bool:
        """Whether it would enter the ledger without a person."""
        return bool(self.submission.unit and self.submission.period and self.task_id)


@dataclass(frozen=True)
class CaseReading:
    """A case with all that the reader made of it; ``fault`` is the exception that it died of."""

    case: Case
    files: tuple[FileReading, ...]
    submissions: tuple[SubmissionAt, ...]
    records: tuple[RecordAt, ...]
    fault: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding about the file."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def has_finding(self) -> bool:
        """Whether a person is told anything about the file."""
        return bool(self.findings)

    def has_kind_at(self, record: RecordAt, kind: Kind) -> bool:
        """Whether there is a finding of ``kind`` at the place of ``record``."""
        return any(
            finding.kind is kind
            and (finding.place.source, finding.place.sheet, finding.place.row)
            == (record.source, record.sheet, record.row)
            for finding in self.findings
        )

    @property
    def has_fault(self) -> bool:
        """Whether the reader itself failed, told or not: no honest way to leave a form to a person."""
        return bool(self.fault) or any(finding.kind.name == "READER_FAULT" for finding in self.findings)

    def covers(self, truth: RowTruth) -> bool:
        """Whether a finding tells a person of this very row, or that its table, sheet or file was not read."""
        return any(_covers(finding, truth) for finding in self.findings)


def _covers(finding: Finding, truth: RowTruth) -> bool:
    place, kind = finding.place, finding.kind.name
    is_of_file = place.source.endswith(truth.member) or "!" not in place.source
    if not is_of_file or (place.sheet and truth.sheet not in ("", place.sheet)):
        return False
    if place.row is None or kind.startswith(("TABLE_", "COLUMN_")):
        return kind.startswith(_ABOUT_READING)
    return place.row == truth.row


def read_cases(cases: Iterable[Case]) -> Iterator[CaseReading]:
    """Every case as the pipeline reads it. A reader that raises, dies or never ends costs only its case."""
    with ExitStack() as stack:
        pool = _new_worker(stack)
        for case in cases:
            try:
                yield pool.submit(read_case, case).result(_MOST_SECONDS)
            except (BrokenProcessPool, TimeoutError) as fault:
                yield gather(case, (), f"读取进程终止：{type(fault).__name__}")
                for process in list(pool._processes.values()):
                    process.kill()
                pool = _new_worker(stack)


def _new_worker(stack: ExitStack) -> ProcessPoolExecutor:
    return stack.enter_context(ProcessPoolExecutor(1, initializer=_limit_memory))


def _limit_memory() -> None:
    """A reader that asks for gigabytes dies alone instead of taking the machine along."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_case(case: Case) -> CaseReading:
    """``case`` as the pipeline reads it from an inbox of its own."""
    references = References(office().settings, office().directory, office().tasks)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, case.source)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.content)
        try:
            read = list(read_inbox(list_inbox(Path(folder)), references, lambda suffix, digest, content: None))
        except Exception as fault:  # whatever it is, it is the reader's and belongs into the score
            return gather(case, (), f"{type(fault).__name__}: {fault}")
        return gather(case, [one[2] for one in read if one])


def gather(case: Case, files: Iterable[FileReading], fault: str = "") -> CaseReading:
    """The readings of one case with every submission and record at its place."""
    files = tuple(files)
    submissions, records = [], []
    for file in files:
        for submission in file.submissions:
            head = SubmissionAt(
                submission.kind,
                submission.unit,
                submission.period,
                submission.reported_date,
                submission.could_be_units,
                submission.could_be_periods,
            )
            submissions.append(head)
            records += [
                RecordAt(head, file.source, r.row.sheet, r.row.row, r.task_id, dict(r.row.values))
                for r in submission.records
            ]
    return CaseReading(case, files, tuple(submissions), tuple(records), fault)
