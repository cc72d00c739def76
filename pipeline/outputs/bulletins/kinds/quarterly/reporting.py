"""How the quarter's reporting is told in one paragraph: counts, rate, who sent nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.outputs.bulletins.facts.returns import DeliveryFacts, ReturnNote
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import words_of
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Fault, Status

_STATES = {
    Status.ON_TIME: "按时",
    Status.LATE: "迟报",
    Status.MISSING: "未报",
    Status.UNSETTLED: "待认定",
    Status.EXEMPT: "免报",
    Status.EXTENDED: "延期",
    Status.NOT_DUE: "未到期",
}


def reporting_passage(delivery: DeliveryFacts, quarter: str, spared: int) -> str:
    """``三季度56家责任单位应报168份，按时156份……，按时报送率92.9%。未报的单位：区水务局（7月）。`` of those that an edition may name (R21).

    Who was late or left something out stands in the annex, month by month.
    """
    missing = delivery.noted(Fault.MISSING)
    names = f"未报的单位：{_units(missing)}。" if missing else ""
    lacking = "报送不完整" if delivery.noted(Fault.INCOMPLETE) else ""
    late = "迟报" if delivery.noted(Fault.LATE) else ""
    others = wording.joined(filter(None, (late, lacking)))
    rest = f"{others}的单位见附件。" if others else ""
    return "".join((_counts(delivery, quarter), names, rest, *_apart(delivery, spared, bool(names or rest))))


def _units(notes: Iterable[ReturnNote]) -> str:
    """``区科技局（8月）、区水务局（7月、8月）``."""
    months = gathered((note.unit, note.period.label) for note in notes)
    return wording.joined(f"{wording.unit_name(unit)}（{wording.joined(labels)}）" for unit, labels in months.items())


def _counts(delivery: DeliveryFacts, quarter: str) -> str:
    returns, over = delivery.total.returns, delivery.total.over
    if not returns.expected:
        return f"{quarter}没有应报送的单位。"
    told = wording.counted(((words, returns.number(state)) for state, words in _STATES.items()), "份")
    rate = f"，按时报送率{words_of(over.on_time_rate)}" if over.due else ""
    return f"{quarter}{delivery.units}家责任单位应报{returns.expected}份，{told}{rate}。"


def _apart(delivery: DeliveryFacts, spared: int, is_after: bool) -> Iterator[str]:
    """Those of whom no name is told (R8)."""
    if spared:
        yield f"{'另有' if is_after else ''}{spared}家单位报送不够及时完整，由督查室另行督促。"
    if delivery.unsettled_units:
        yield f"另有{len(delivery.unsettled_units)}家单位的材料正在核实，暂不列入。"
