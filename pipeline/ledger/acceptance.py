"""What `check` says of one return: understood as what, what is wrong row by row, and one sentence in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.checks.rules import judge_checks
from pipeline.ledger.owed.obligations import Obligations, owed_by
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.records import build_records
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading, Submission
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.terms import Level, ReceivedBasis
from pipeline.vocabulary.text import compact

_SHOWN_CHARACTERS = 28


@dataclass(frozen=True)
class Acceptance:
    """The lines to show, the last being the verdict; ``is_accepted`` when a person need not look at it again."""

    lines: tuple[str, ...]
    is_accepted: bool


def judge_return(reading: FileReading, references: References) -> Acceptance:
    """The verdict on one file: accepted when whose, which period and every row are settled and nothing is an error.

    What the rows say is checked as far as the file alone allows: without the plan on file and earlier months.
    """
    findings = (*reading.findings, *_content_findings(reading, references))
    is_accepted = _is_settled(reading) and not any(fault.kind.level is Level.ERROR for fault in findings)
    lacking = [task for submission in reading.submissions for task in _lacking(submission, references)]
    lines = [f"文件：{reading.source}"]
    for submission in reading.submissions:
        lines += _understood(submission)
    lines += [_fault_line(fault) for fault in sorted(findings, key=_order)]
    lines.append(f"结论：{_sentence(reading, is_accepted, findings, lacking)}")
    return Acceptance(tuple(lines), is_accepted)


def _is_settled(reading: FileReading) -> bool:
    """Whether it is known what the file is, and of a form whose it is and what every row is about."""
    if not reading.submissions:
        return reading.is_written_material
    return not reading.open_forms and not any(record.is_open for record in reading.records)


def _content_findings(reading: FileReading, references: References) -> Iterator[Finding]:
    """What a run would find in the rows of this file, were it the only one."""
    file = ReceivedFile(reading.source, "", date.min, ReceivedBasis.SIGHTING, reading)
    records, faults = build_records([file])
    yield from faults
    yield from judge_checks(records, references.tasks, references.settings.checks)


def _understood(submission: Submission) -> Iterator[str]:
    unit = (
        f"{submission.unit}（依据{submission.unit_basis}）"
        if submission.unit
        else f"单位待认定（写作“{submission.unit_text or '空白'}”）"
    )
    period = submission.period.label if submission.period else "期间待认定"
    sheet = f"　工作表“{submission.sheet}”" if submission.sheet else ""
    yield f"认作：{submission.kind.annex}　{unit}　{period}{sheet}　{len(submission.records)}行"
    for record in submission.records:
        text = compact(record.row.text("task_text"))[:_SHOWN_CHARACTERS]
        yield f"  第{record.row.row}行　{record.task_id or '待认定'}　{text}（{record.match.basis or '未能对应'}）"


def _fault_line(fault: Finding) -> str:
    at = f"第{fault.place.row}行　" if fault.place.row else ""
    return f"  [{fault.kind.level}] {at}{fault.problem}{fault.remedy}"


def _order(fault: Finding) -> tuple[int, str, int]:
    return (list(Level).index(fault.kind.level), fault.place.sheet, fault.place.row or 0)


def _lacking(submission: Submission, references: References) -> list[str]:
    """The tasks that the unit owes and the form leaves out or unanswered; none while a row may be one of them."""
    unit, period = submission.unit, submission.period
    if not unit or not period or any(record.is_open for record in submission.records):
        return []
    settings, answered = references.settings, submission.answered_tasks
    if period not in settings.due_dates:
        return []
    owed = Obligations(settings.reporting.who, settings.due_dates, Decisions(), date.max)
    own = (t for t in references.tasks_of(unit) if any(a.unit == unit for a in owed_by(t, owed, period)))
    return [task.task_id for task in own if task.task_id not in answered]


def _sentence(reading: FileReading, is_accepted: bool, findings: Sequence[Finding], lacking: Sequence[str]) -> str:
    if reading.is_rejected:
        return "人工已认定不采用。"
    if reading.is_past_year:
        return "往年的文件，不属本年度。"
    if reading.is_written_material:
        return "书面材料，可以接收。"
    if not reading.submissions:
        return "不能接收：没有读出报表内容。"
    errors, warnings = (sum(f.kind.level is level for f in findings) for level in (Level.ERROR, Level.WARNING))
    if not is_accepted:
        return f"不能接收：有{errors}处错误须先处理。" if errors else "不能接收：有内容须先认定。"
    reservations = [f"缺{len(lacking)}项：{'、'.join(lacking)}"] if lacking else []
    reservations += [f"有{warnings}处需要补填或核实"] if warnings else []
    return f"可以接收，但{'；'.join(reservations)}。" if reservations else "可以接收。"
