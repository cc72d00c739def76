"""Passages that several kinds of bulletin share: how returns came in, what units reported, what is asked next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.outputs.bulletins.facts.returns import DeliveryFacts, MadeUp, NextDue, ReturnNote
from pipeline.outputs.bulletins.facts.tallies import ReturnTally
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import words_of
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Fault, Status
from pipeline.vocabulary.text import chinese_date

_PRAISED = 10
MADE_UP = "统计截止后已补报的单位"
_DUE_WORDS = (
    (Status.ON_TIME, "按时报送"),
    (Status.LATE, "迟报"),
    (Status.MISSING, "未报"),
    (Status.UNSETTLED, "待认定"),
)


def delivery_sentence(tally: ReturnTally, measure: str) -> str:
    """``应报15家…``: every expected return in one category, the on-time rate with its denominator (R9, R20)."""
    expected, over = tally.returns.expected, tally.over
    if not expected:
        return "本期没有应报送的单位。"
    exempt, extended = tally.returns.exempt, tally.returns.extended
    open_still = expected - over.due - exempt - extended
    others = wording.counted((("免报", exempt), ("经批准延期", extended), ("未到报送期限", open_still)), measure)
    if not over.due:
        return f"应报{expected}{measure}，其中{others}，截止日期均未到，暂不统计按时报送率。"
    numbers = dict(over.pairs)
    told = wording.counted(((words, numbers[status]) for status, words in _DUE_WORDS), measure)
    same = next((words for status, words in _DUE_WORDS if numbers[status] == over.due > 1), "")
    rate, on_time = f"按时报送率{words_of(over.on_time_rate)}", f"按时报送{over.on_time}{measure}"
    if not others:
        how = f"且均{same}" if same else f"，其中{told}"
        return f"应报{expected}{measure}，均已到期{how}，{rate}（{on_time}／应报{over.due}{measure}）。"
    how = f"均{same}" if same else f"中，{told}"
    return f"应报{expected}{measure}，其中{others}；已到期应报{over.due}{measure}{how}，{rate}（{on_time}／已到期应报{over.due}{measure}）。"


def praise(units: Sequence[str], what: str, most: int = _PRAISED) -> str:
    """``…等12家单位报送及时完整，承担的实事均按序时推进或已办结。``; blank for none."""
    if not units:
        return ""
    several = f"等{len(units)}家单位" if len(units) > most else f"{len(units)}家单位" if len(units) > 1 else ""
    return f"{wording.joined_units(units[:most])}{several}报送及时完整，承担的{what}按序时推进或已办结。"


def delivery_names(delivery: DeliveryFacts, *, with_months: bool = False, withheld: int = 0) -> tuple[str, ...]:
    """迟报、未报、不完整 by unit, and the number of those that must not be named (R8); blank where all is well."""
    missing, late, incomplete = _noted(delivery)
    lines = []
    if missing:
        lines.append(f"未报的单位：{wording.joined(_named(missing, with_months))}。")
    if late:
        told = [f"{_place(note, with_months)}（迟{note.days_late}个工作日）" for note in late]
        lines.append(f"迟报的单位：{wording.joined(told)}。")
    if incomplete:
        lacking = [f"{_place(note, with_months)}（缺{wording.joined(note.lacking)}）" for note in incomplete]
        lines.append(f"已报但不完整的单位：{wording.joined(lacking)}。")
    if delivery.made_up:
        lines.append(f"{MADE_UP}：{wording.joined(_made_up_words(one, with_months) for one in delivery.made_up)}。")
    if withheld:
        lines.append(f"{'另有' if lines else ''}{withheld}家单位报送不够及时完整，由督查室另行督促。")
    if delivery.unsettled_units:
        lines.append(f"另有{len(delivery.unsettled_units)}家单位的报送材料正在核对，核对前不计为未报，本通报不列名。")
    return tuple(lines)


def _made_up_words(one: MadeUp, with_months: bool) -> str:
    """``区水务局（4月20日）``, or ``区水务局（任务4）``."""
    what = f"{one.day.month}月{one.day.day}日" if one.day else wording.joined(one.task_ids)
    label = one.charge.period.label if with_months else ""
    return f"{wording.unit_name(one.charge.unit)}{label}（{what}）"


def _place(note: ReturnNote, with_months: bool) -> str:
    unit = wording.unit_name(note.unit)
    return f"{unit}{note.period.label}" if with_months else unit


def _named(notes: Iterable[ReturnNote], with_months: bool) -> Iterable[str]:
    if not with_months:
        return [wording.unit_name(note.unit) for note in notes]
    months = gathered((note.unit, note.period.label) for note in notes)
    return [f"{wording.unit_name(unit)}（{wording.joined(labels)}）" for unit, labels in months.items()]


def _noted(delivery: DeliveryFacts) -> Iterator[tuple[ReturnNote, ...]]:
    return (delivery.noted(fault) for fault in (Fault.MISSING, Fault.LATE, Fault.INCOMPLETE))


def report_requirements(delivery: DeliveryFacts, following: NextDue | None) -> list[tuple[str, str]]:
    """What is asked of those who owe returns, and when the next are due."""
    missing, late, incomplete = _noted(delivery)
    asked = []
    owing = [label for label, notes in (("未报", missing), ("报送不完整", incomplete)) if notes]
    if owing:
        asked.append(f"{wording.joined(owing)}的单位要立即补报，补报情况记入督查台账，不改变本期报送结果")
    if late:
        asked.append("迟报的单位要查明原因、严格时限")
    if following:
        what = f"{wording.month_words(following.month)}工作任务落实情况（报表和书面材料）"
        asked.append(f"请将{what}于{chinese_date(following.day)}前（含当日）报督查室")
    return [("严格按时报送", f"{'。'.join(asked)}。")] if asked else []
