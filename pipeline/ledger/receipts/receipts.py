"""收文清单: one row per file seen, what it was taken for and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.withdrawn import WithdrawnFile
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.tables import RECEIPTS
from pipeline.vocabulary.terms import Recognised

WITHDRAWN = "已撤走"


def build_receipts(
    files: Sequence[ReceivedFile], findings: Sequence[Finding], today: date, withdrawn: Sequence[WithdrawnFile] = ()
) -> pd.DataFrame:
    """One row per file with the columns of RECEIPTS, sorted by source; a withdrawn file has its row too."""
    faults: dict[str, list[str]] = {}
    for fault in findings:
        faults.setdefault(fault.place.source, []).append(fault.problem)
    rows = [_receipt_row(file, faults.get(file.source, []), today) for file in sorted(files, key=lambda f: f.source)]
    rows += [_withdrawn_row(file) for file in withdrawn if not file.is_replaced]
    return RECEIPTS.frame(sorted(rows, key=lambda row: str(row["source"])))


def _withdrawn_row(file: WithdrawnFile) -> dict[str, object]:
    recognised = Recognised(file.returns[0][0].annex) if file.returns else Recognised.UNREADABLE
    return {
        "source": file.source,
        "recognised": str(recognised),
        "unit": "、".join(dict.fromkeys(unit for _, _, unit in file.returns)),
        "period": "、".join(dict.fromkeys(str(period) for _, period, _ in file.returns)),
        "rows": 0,
        "received_date": file.received_date,
        "received_basis": str(file.basis),
        "outcome": WITHDRAWN,
        "note": "已不在收件文件夹，内容不再采用；archive/原件 中留有备份",
        "sha256": file.sha256,
    }


def _receipt_row(file: ReceivedFile, faults: Sequence[str], today: date) -> dict[str, object]:
    reading = file.reading
    registered = file.registered_as
    units = [s.unit for s in reading.submissions if s.unit] or list(reading.could_be_units)
    units = [unit for _, _, unit in registered] or units
    periods = [str(s.period) for s in reading.submissions if s.period] or [str(p) for p in reading.could_be_periods]
    periods = [str(period) for _, period, _ in registered] or periods
    told = "；".join(fault.rstrip("。") for fault in faults)
    outcome, note = ("未计入", told) if file.received_date > today else _outcome(file, told)
    return {
        "source": file.source,
        "recognised": str(_recognised(file)),
        "unit": "、".join(dict.fromkeys(units)) if len(set(units)) <= 3 else "",
        "period": "、".join(dict.fromkeys(periods)) if len(set(periods)) <= 3 else "",
        "rows": sum(len(s.records) for s in reading.submissions),
        "received_date": file.received_date,
        "received_basis": str(file.basis),
        "outcome": outcome,
        "note": note,
        "sha256": file.sha256,
    }


def _recognised(file: ReceivedFile) -> Recognised:
    if file.duplicate_of:
        return Recognised.DUPLICATE
    if file.reading.is_written_material:
        return Recognised.WRITTEN
    kinds = [submission.kind.annex for submission in file.reading.submissions]
    kinds = [form.annex for form, _, _ in file.registered_as] or kinds
    return Recognised(kinds[0]) if kinds else Recognised.UNREADABLE


def _outcome(file: ReceivedFile, told: str) -> tuple[str, str]:
    """The verdict in a word and why."""
    if file.duplicate_of:
        return "重复未录", f"与“{file.duplicate_of}”内容完全相同"
    if file.reading.is_written_material:
        is_open = not (file.reading.could_be_units and file.reading.could_be_periods)
        return ("待认定", "书面材料的单位或期间待认定") if is_open else ("已登记", "")
    if file.reading.is_rejected:
        return "不采用", "人工认定"
    if file.registered_as:
        return "已登记", "人工登记收文，内容未录入"
    submissions = file.reading.submissions
    if not submissions:
        return "待处理", told
    if any(s.unit is None or s.period is None for s in submissions):
        return "待认定", told
    if file.reading.unread_units:
        return "部分待处理", told
    unsettled = sum(1 for s in submissions for r in s.records if not r.task_id)
    if unsettled:
        return "部分待认定", f"{unsettled}行事项待认定"
    return "已录入", ""
