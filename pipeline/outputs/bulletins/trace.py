"""通报数据: every figure of the bulletins of one cut-off with the rows behind it, for the frozen ledger (R20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins import phrases
from pipeline.outputs.bulletins.delivery import build_delivery_bulletin_facts
from pipeline.outputs.bulletins.facts import ReturnTally, scoped_returns
from pipeline.outputs.bulletins.monthly import build_monthly_facts
from pipeline.outputs.bulletins.quarterly import build_quarterly_facts
from pipeline.outputs.bulletins.task_lines import ProblemNote, TaskLine
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Standing, Status

FIGURE_COLUMNS = ("通报", "期间", "指标", "数值", "计量", "来源表", "依据")
Figure = tuple[str, str, str, int | str, str, str, str]


def bulletin_figures(ledger: Ledger, office: str) -> pd.DataFrame:
    """One row per figure of the month, quarter and collection last due; ``依据`` are keys of rows in ``来源表``."""
    months = ledger.due_months
    ends = [month for month in months if month.is_quarter_end]
    figures: list[Figure] = []
    if months and not ledger.receipts.empty:
        figures += _monthly(ledger, months[-1], office)
        figures += _delivery(ledger, months[-1], office)
    if ends and not ledger.receipts.empty:
        figures += _quarterly(ledger, ends[-1].quarter, office)
    return pd.DataFrame(figures, columns=list(FIGURE_COLUMNS), dtype=object)


def _monthly(ledger: Ledger, month: Period, office: str) -> Iterator[Figure]:
    facts = build_monthly_facts(ledger, month, office)
    for what, number, keys in _standings(facts.lines, "实事总数"):
        yield ("为民办实事月通报", str(month), what, number, "件", "逐月事项", keys)
    yield (
        "为民办实事月通报",
        str(month),
        "反映问题",
        len(facts.problems),
        "条",
        "逐月责任",
        _problem_keys(facts.problems),
    )
    returns = scoped_returns(ledger, FormKind.PROGRESS, (month,), _owing(ledger, facts.lines))
    yield from (("为民办实事月通报", str(month), *rest) for rest in _returns(facts.delivery.total, returns, "家"))


def _quarterly(ledger: Ledger, quarter: int, office: str) -> Iterator[Figure]:
    facts = build_quarterly_facts(ledger, quarter, office)
    period = f"{ledger.year}年{facts.quarter}"
    for what, number, keys in _standings(facts.lines, "事项总数"):
        yield ("季度通报", period, what, number, "项", "逐月事项", keys)
    unmet = phrases.joined(f"{goal.task_id}/{goal.unit}" for goal in facts.unmet)
    yield ("季度通报", period, "未完成当季目标", len(facts.unmet), "项次", "逐月责任", unmet)
    yield ("季度通报", period, "反映问题", len(facts.problems), "条", "逐月责任", _problem_keys(facts.problems))
    returns = scoped_returns(ledger, FormKind.PROGRESS, facts.months)
    yield from (("季度通报", period, *rest) for rest in _returns(facts.delivery.total, returns, "份"))


def _delivery(ledger: Ledger, month: Period, office: str) -> Iterator[Figure]:
    facts = build_delivery_bulletin_facts(ledger, month, office)
    returns = scoped_returns(ledger, FormKind.PROGRESS, (month,))
    yield from (("报送情况通报", str(month), *rest) for rest in _returns(facts.delivery.total, returns, "家"))
    notes = phrases.joined(f"{note.unit}（{phrases.joined(note.lacking)}）" for note in facts.delivery.incomplete)
    yield ("报送情况通报", str(month), "报送不完整", len(facts.delivery.incomplete), "家", "报送情况", notes)


def _standings(lines: Iterable[TaskLine], whole: str) -> Iterator[tuple[str, int, str]]:
    """The total and each category; the categories sum to the total."""
    listed = list(lines)
    yield (whole, len(listed), "其中各类之和")
    for standing in Standing:
        members = [line.task_id for line in listed if line.standing is standing]
        yield (str(standing), len(members), phrases.joined(members))


def _returns(tally: ReturnTally, returns: pd.DataFrame, measure: str) -> Iterator[tuple[str, int | str, str, str, str]]:
    yield ("应报", tally.expected, measure, "报送情况", "其中各状态之和")
    for status in Status:
        rows = returns[returns["status"] == status]
        keys = phrases.joined(f"{row['unit']}/{row['period']}" for row in rows.to_dict("records"))
        yield (f"报送{status}", tally.number(status), measure, "报送情况", keys)
    yield ("按时报送率", tally.rate, "", "报送情况", f"按时{tally.number(Status.ON_TIME)}÷已到期应报{tally.due}")


def _problem_keys(notes: Iterable[ProblemNote]) -> str:
    return phrases.joined(f"{note.line.task_id}/{note.unit}" for note in notes)


def _owing(ledger: Ledger, lines: Iterable[TaskLine]) -> Iterable[str]:
    scope = {line.task_id for line in lines}
    units: pd.Series[str] = ledger.duties.loc[ledger.duties["task_id"].isin(scope), "unit"]
    return list(units)
