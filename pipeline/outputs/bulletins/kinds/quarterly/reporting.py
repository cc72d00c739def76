"""How the quarter's reporting is told in one paragraph: counts, rate, who sent nothing."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.outputs.bulletins.facts.returns import DeliveryFacts, ReturnNote
from pipeline.outputs.bulletins.words.passages import APART, rate_words
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Fault, Status

_STATES = {
    Status.ON_TIME: "按时",
    Status.LATE: "迟报",
    Status.MISSING: "未报",
    Status.EXEMPT: "免报",
    Status.EXTENDED: "延期",
    Status.NOT_DUE: "未到期",
    Status.UNSETTLED: "材料正在核实",
}


def reporting_passage(delivery: DeliveryFacts, quarter: str, annex: str) -> str:
    """``三季度56家责任单位应报168份，按时156份……，按时报送率92.9%。未报送单位：区水务局（7月）。`` of those that an edition may name (R21).

    Who was late or left something out stands in ``annex``, month by month.
    """
    missing = delivery.noted(Fault.MISSING)
    names = f"未报送单位：{_units(missing)}。" if missing else ""
    lacking = "漏报" if delivery.noted(Fault.INCOMPLETE) else ""
    late = "迟报" if delivery.noted(Fault.LATE) else ""
    others = wording.joined(filter(None, (late, lacking)))
    rest = f"{others}单位见{annex}。" if others else ""
    return f"{_counts(delivery, quarter)}{names}{rest}"


def _units(notes: Iterable[ReturnNote]) -> str:
    """``区科技局（8月）、区水务局（7月、8月）``."""
    months = gathered((note.unit, note.period.label) for note in notes)
    return wording.joined(f"{wording.one_name(unit)}（{wording.joined(labels)}）" for unit, labels in months.items())


def _counts(delivery: DeliveryFacts, quarter: str) -> str:
    returns, over = delivery.total.returns, delivery.total.over
    if not returns.expected:
        return f"{quarter}没有应报送的单位。"
    told = wording.counted(((words, returns.number(state)) for state, words in _STATES.items()), "份")
    apart = f"（{APART}）" if returns.unsettled else ""
    rate = f"，按时报送率{rate_words(over.on_time_rate)}" if over.due else ""
    return f"{quarter}{delivery.units}家责任单位应报{returns.expected}份，{told}{apart}{rate}。"
