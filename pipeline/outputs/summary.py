"""What a run says on the screen: a few lines of plain Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.ledger.counts import count_periods
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.terms import Status
from pipeline.vocabulary.text import chinese_date


def summary_lines(ledger: Ledger) -> Iterator[str]:
    """Cut-off, what came, how the last collections stand, the warnings of this run, and what to do first."""
    yield f"截至{chinese_date(ledger.cutoff)}：{len(ledger.tasks)}项任务，收到{len(ledger.receipts)}个文件，录入{len(ledger.records)}行。"
    for counts in [c for c in count_periods(ledger) if c.is_over][-2:]:
        told = "，".join(f"{status}{number}" for status, number in counts.returns.pairs if number)
        yield f"{counts.period.label}（共{counts.returns.expected}个单位）：{told}。"
    waiting = ledger.returns[ledger.returns["status"] == Status.UNSETTLED]
    if len(waiting):
        slips = int(waiting["doubted_cells"].map(bool).sum())
        reasons = [(len(waiting) - slips, "因文件待认定"), (slips, "因人工认定.xlsx 填写有误")]
        why = "、".join(f"{number}份{words}" for number, words in reasons if number)
        yield f"有{len(waiting)}份应报表暂不判定（{why}），请看首页“现在要做的事”。"
    for warning in ledger.warnings:
        yield f"注意：{warning}"
    if not len(ledger.receipts):
        yield "收件文件夹还是空的：先运行 python run.py forms 生成表格下发；报回的文件放进 inbox 文件夹后再运行 python run.py。"
