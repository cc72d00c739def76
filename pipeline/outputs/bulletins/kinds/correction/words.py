"""The words of a correction: what stood there, what is put in its place (R22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.keeping.bulletins import StatedFact
from pipeline.ledger.model import Refuted
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.task_lines import position_of
from pipeline.outputs.bulletins.kinds.correction.facts import CorrectionFacts
from pipeline.outputs.bulletins.kinds.correction.replacing import replaced
from pipeline.outputs.docx.variables import said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.terms import Fault
from pipeline.vocabulary.text import chinese_date

_REHABILITATION = "本稿写到的单位，是更正对其不实的表述，不属于点名，不需要在“点名确认”表确认。印发后请在“通报登记”表登记，以后不再起草。"
_UNKNOWN = "该通报中据此统计的家数、件数、比率和名单、附件表的有关内容，一并更正。"
_PUBLIC = "原通报印发过公开版的，请同时更正公开版。"
_REST = "除上述内容外，该通报的其他内容不变。"
_VOID = "经复核，该项任务尚未办结，原办结认定撤销，责任单位继续推进并按规定报送落实情况。"


@dataclass(frozen=True)
class CorrectionWords:
    """更正通报."""

    title: str = said("原通报", "被更正的通报的标题，不含书名号", is_statement=False)
    number: str = said(
        "原通报印发情况", "如 （市中政办发〔2022〕5号，2022年4月15日印发）；未登记则为空", is_statement=False
    )
    points: tuple[str, ...] = said("更正事项", "每处一段：原表述和更正后的表述", is_statement=False)
    rest: str = said("其他内容", "其他内容不变的一句话；原通报整篇不成立的为空", is_statement=False)


def correction_bulletin(facts: CorrectionFacts, edition: Edition) -> Bulletin:
    """The correction in one edition."""
    return Bulletin(cover=facts.cover, edition=edition, words=_words(facts), remarks=(_REHABILITATION, _PUBLIC))


def _words(facts: CorrectionFacts) -> CorrectionWords:
    points = [*(_point(one, facts) for one in facts.refuted if one.is_named), *_consequences(facts)]
    return CorrectionWords(
        title=facts.title,
        number=_number(facts),
        points=tuple(points if len(points) == 1 else (f"{number}.{point}" for number, point in enumerate(points, 1))),
        rest="" if facts.is_void else _REST,
    )


def _number(facts: CorrectionFacts) -> str:
    """Number and day of the bulletin as registered; nothing is made up (R23)."""
    number = facts.number.strip()
    told = (
        f"第{number}号" if number.isdigit() else number,
        f"{chinese_date(facts.issued_on)}印发" if facts.issued_on else "",
    )
    shown = "，".join(part for part in told if part)
    return f"（{shown}）" if shown else ""


def _point(one: Refuted, facts: CorrectionFacts) -> str:
    """``关于区水务局3月份报送情况，原表述“未报”有误，现更正为：……。``"""
    if one.fact.fault is None:
        return f"原通报认定{_task(one.fact, facts)}已经办结。{_VOID}"
    now = wording.quote(one.now)
    if one.fact.task_id:
        now = now.removeprefix(f"{one.fact.task_id}为")
    return f"关于{_subject(one.fact, facts)}，原表述“{_stated(one.fact)}”有误，现更正为：{now}。"


def _consequences(facts: CorrectionFacts) -> Iterator[str]:
    """What changes with it: counts, lists and rows, old and new; all of them at once where nobody knows what stood there."""
    if facts.is_void:
        return
    if facts.restated is not None:
        yield from replaced(facts.restated)
    elif any(one.fact.fault for one in facts.refuted):
        yield _UNKNOWN


def _task(fact: StatedFact, facts: CorrectionFacts) -> str:
    """``“八一立交桥下空间整治提升”（为民办实事第12件）``; its id where the table has it no more."""
    task = facts.tasks.get(fact.task_id)
    if task is None:
        return fact.task_id
    return f"“{wording.task_title(task.short_name, task.text)}”（{position_of(task)}）"


def _subject(fact: StatedFact, facts: CorrectionFacts) -> str:
    what = "进度" if fact.fault in (Fault.BEHIND, Fault.ATTENTION) else "报送情况"
    period = "年度计划" if fact.period.is_plan else wording.month_words(fact.period)
    task = _task(fact, facts) if fact.task_id else ""
    return f"{wording.one_name(fact.unit)}{period}{task}{what}"


def _stated(fact: StatedFact) -> str:
    return f"{fact.fault}{fact.days_late}个工作日" if fact.fault is Fault.LATE and fact.days_late else str(fact.fault)
