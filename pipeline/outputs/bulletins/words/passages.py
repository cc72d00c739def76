"""Passages that several kinds of bulletin share: how returns came in, what units reported, what is asked next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.outputs.bulletins.facts.returns import DeliveryFacts, MadeUp, NextDue, ReturnNote
from pipeline.outputs.bulletins.facts.tallies import ReturnTally, Tally
from pipeline.outputs.bulletins.words.places import place_words
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import words_of
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Fault, Standing, Status
from pipeline.vocabulary.values import Rate

_PRAISED = 10
MADE_UP = "统计截止后"
_DUE_WORDS = (
    (Status.ON_TIME, "按时报送"),
    (Status.LATE, "迟报"),
    (Status.MISSING, "未报"),
    (Status.UNSETTLED, "材料正在核实"),
)
APART = "核实前不列名"
"""What is said of returns that are being looked into, beside their number: they count, and nobody is named for them (R8)."""


def delivery_sentence(tally: ReturnTally, measure: str) -> str:
    """``应报15家…``: every expected return in one category, the on-time rate beside its denominator (R9, R20)."""
    expected, over = tally.returns.expected, tally.over
    if not expected:
        return "本期没有应报送的单位。"
    exempt, extended = tally.returns.exempt, tally.returns.extended
    open_still = expected - over.due - exempt - extended
    others = wording.counted((("免报", exempt), ("经批准延期", extended), ("未到报送期限", open_still)), measure)
    if not over.due:
        return f"应报{expected}{measure}，其中{others}，截止日期均未到，暂不统计按时报送率。"
    numbers = dict(over.pairs)
    same = next((words for status, words in _DUE_WORDS if numbers[status] == over.due > 1), "")
    counts = wording.counted(((words, numbers[status]) for status, words in _DUE_WORDS), measure)
    apart = f"（{APART}）" if numbers[Status.UNSETTLED] else ""
    how = f"均{same}{apart}" if same else f"{counts}{apart}"
    owed = f"应报{expected}{measure}" + (f"，其中{others}；已到期{over.due}{measure}" if others else "")
    return f"{owed}，{how}，按时报送率{rate_words(over.on_time_rate)}。"


def standing_counts(tally: Tally, measure: str) -> str:
    """How tasks fall into their standings, and what 待认定 means to a reader (R8)."""
    apart = f"（{Standing.UNSETTLED}的系材料正在核实）" if tally.number(Standing.UNSETTLED) else ""
    return f"{wording.shared_out(tally.pairs, measure)}{apart}"


def rate_words(rate: Rate) -> str:
    """``88.2%``; the whole is 100%, as a sentence has it."""
    told = words_of(rate)
    return "100%" if told == "100.0%" else told


def praise(units: Sequence[str], what: str, most: int = _PRAISED) -> str:
    """``…等12家单位报送及时完整，承担的实事均按序时推进或已办结。``; blank for none."""
    if not units:
        return ""
    several = f"等{len(units)}家单位" if len(units) > most else f"{len(units)}家单位" if len(units) > 1 else ""
    return f"{wording.joined_units(units[:most])}{several}报送及时完整，承担的{what}按序时推进或已办结。"


def delivery_names(delivery: DeliveryFacts, *, with_months: bool = False) -> tuple[str, ...]:
    """未报, 迟报, 漏报 by unit; of those that must not be named nothing is said (R8): the counts beside tell that some are being looked into."""
    missing, late, incomplete = _noted(delivery)
    lines = []
    if missing:
        lines.append(f"未报送单位：{wording.joined(_named(missing, with_months))}。")
    if late:
        told = (_aside(note, f"迟{note.days_late}个工作日", with_months) for note in late)
        lines.append(f"迟报单位：{wording.joined(told)}。")
    if incomplete:
        told = (_aside(note, wording.joined(map(place_words, note.lacking)), with_months) for note in incomplete)
        lines.append(f"漏报单位：{wording.joined(told)}。")
    if delivery.made_up:
        lines.append(f"{MADE_UP}，{_made_up(delivery, with_months)}已补报。")
    return tuple(lines)


def _made_up(delivery: DeliveryFacts, with_months: bool) -> str:
    """Who has made up what lacked; of all of them not name by name once more."""
    lacked = [*delivery.noted(Fault.MISSING), *delivery.noted(Fault.INCOMPLETE)]
    if len(delivery.made_up) == len(lacked) > 1 and not delivery.noted(Fault.LATE):
        return "上述单位均"
    return wording.joined(made_up_words(one, with_months) for one in delivery.made_up)


def made_up_words(one: MadeUp, with_months: bool) -> str:
    """``区水务局（4月20日）``, or ``区水务局（重点任务4）``."""
    what = f"{one.day.month}月{one.day.day}日" if one.day else wording.joined(map(place_words, one.task_ids))
    label = one.charge.period.label if with_months else ""
    return f"{wording.one_name(one.charge.unit)}{label}（{what}）"


def _aside(note: ReturnNote, what: str, with_months: bool) -> str:
    """``陡沟街道办事处（7月，迟1个工作日）``: the month stands aside too, or it would seem part of the name."""
    told = f"{note.period.label}，{what}" if with_months else what
    return f"{wording.one_name(note.unit)}（{told}）"


def _named(notes: Iterable[ReturnNote], with_months: bool) -> Iterable[str]:
    if not with_months:
        return [wording.one_name(note.unit) for note in notes]
    months = gathered((note.unit, note.period.label) for note in notes)
    return [f"{wording.one_name(unit)}（{wording.joined(labels)}）" for unit, labels in months.items()]


def _noted(delivery: DeliveryFacts) -> Iterator[tuple[ReturnNote, ...]]:
    return (delivery.noted(fault) for fault in (Fault.MISSING, Fault.LATE, Fault.INCOMPLETE))


def report_requirements(delivery: DeliveryFacts, following: NextDue | None) -> list[tuple[str, str]]:
    """What is asked of those who owe returns still, and when the next are due; who has made up for what lacked owes nothing."""
    there = {one.charge for one in delivery.made_up}
    missing, late, incomplete = (
        tuple(note for note in notes if note.charge not in there) for notes in _noted(delivery)
    )
    asked = []
    owing = [label for label, notes in (("未报送", missing), ("漏报", incomplete)) if notes]
    if owing:
        asked.append(f"{'和'.join(owing)}的单位要立即补报，补报的仍计入本期未报" if missing else "漏报的单位要立即补报")
    if late:
        asked.append("迟报的单位要说明原因，按时报送")
    if following:
        what = f"{wording.month_words(following.month)}工作任务落实情况（报表和书面材料）"
        day = wording.day_words(following.day, following.month.year)
        asked.append(f"{what}请于{day}前报督查室")
    return [("严格按时报送", f"{'；'.join(asked)}。")] if asked else []
