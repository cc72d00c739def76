"""The words of the bulletin on one collection (notice clause 3: 及时通报各单位落实情况)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.kind import Passage
from pipeline.outputs.bulletins.kinds.delivery.facts import DeadlineFacts
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.bulletins.words.places import place_words
from pipeline.outputs.bulletins.words.shown import OMITTED_NOTE
from pipeline.outputs.docx.inserts import Inserts
from pipeline.outputs.docx.tables import CellText, Layout, table_xml, telling_columns
from pipeline.outputs.docx.variables import MARKER, said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.tables import ReturnRow
from pipeline.vocabulary.terms import Fault, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

_LAYOUT = Layout(
    ("序号", "责任单位", "应报事项", "实报事项", "收到日期", "报送情况", "书面材料", "备注"),
    (12, 38, 13, 13, 24, 23, 13, 27),
    frozenset({0, 2, 3, 4, 5, 6}),
)
_MATERIAL = 6  # the column 书面材料
_PART_NOTE = "本表只列本次通报到名的单位，其余单位不列"
_NOTHING_OWED = frozenset({Status.EXEMPT, Status.EXTENDED, Status.NOT_DUE})
_LOUD = frozenset({Status.MISSING, Status.LATE})


@dataclass(frozen=True)
class DeliveryWords:
    """报送情况通报."""

    subject: str = said("报送内容", "如 3月份工作任务落实情况")
    due: str = said("截止日期", "应报送的日期；没有则为空")
    summary: str = said("报送统计", "应报、按时、迟报、未报和按时率，写明分母")
    lists: tuple[str, ...] = said("报送问题", "未报、迟报、不完整、未附书面材料各一段")
    is_plan: bool = said("年度计划", "通报的是附件3（年度计划）")
    report_ask: str = said("报送要求", "对未报、迟报单位的要求和下次报送日期；没有则为空", is_statement=False)
    table: str = said("附件表", "各单位报送情况表，由程序生成，单独成段", is_insert=True)
    note: str = said("表注", "附件表下面的注；没有则为空", is_statement=False)


def delivery_bulletin(facts: DeadlineFacts, edition: Edition) -> Bulletin:
    """The bulletin on the collection in one edition; a unit that may not be named stands in no list (R8, R21)."""
    shown = shown_returns(facts, edition)
    tells_material = not _bare_untold(facts, edition)
    rows = [_row(number, line) for number, line in enumerate(shown, 1)]
    if not tells_material:
        rows = [(*row[:_MATERIAL], *row[_MATERIAL + 1 :]) for row in rows]
    layout, rows = telling_columns(_LAYOUT if tells_material else _LAYOUT.without(_MATERIAL), rows)
    note = _note(shown, is_full=_is_full(facts, edition))
    return Bulletin(
        cover=facts.cover,
        edition=edition,
        words=_words(facts, edition, note),
        inserts=Inserts({"附件表": table_xml(layout, rows)}),
        annex=f"{facts.subject.removesuffix('情况')}报送情况表",
        named=facts.named,
        unsettled=facts.delivery.unsettled_units,
    )


def delivery_rows(facts: DeadlineFacts, edition: Edition) -> Iterator[Passage]:
    """What each unit's row of the annex says."""
    tells_material = not _bare_untold(facts, edition)
    for line in shown_returns(facts, edition):
        day = f"{_day(line)}收到，" if line.received_date else ""
        told = f"应报{line.tasks_due}项、实报{_received(line)}项，{day}{_state(line)}"
        material = (f"书面材料{line.written_material}",) if tells_material else ()
        yield f"附件表{line.unit}", "，".join((told, *material, *_remarks(line)))


def shown_returns(facts: DeadlineFacts, edition: Edition) -> tuple[ReturnRow, ...]:
    """A line for every unit; where one must be left out, a line for those only that are named in full (R8, R21).

    Who is absent from a full list is named by it. Missing material alone keeps no unit out: its column goes.
    """
    if _is_full(facts, edition):
        return facts.lines
    named = {item.unit for item in facts.named if not _is_bare(item)}
    return tuple(line for line in facts.lines if line.unit in named - _spared(facts, edition))


def _note(shown: Iterable[ReturnRow], *, is_full: bool) -> str:
    """What stands below the table: whom it leaves out, what （略） stands for; blank for neither."""
    told = [] if is_full else [_PART_NOTE]
    told += [OMITTED_NOTE] if any(_received(line) == wording.OMITTED for line in shown) else []
    return f"注：{'；'.join(told)}。" if told else ""


def _spared(facts: DeadlineFacts, edition: Edition) -> set[str]:
    """The units that ``edition`` may not name for all that they would be named for."""
    told = edition.named(facts.named)
    return {item.unit for item in facts.named if not _is_bare(item) and item not in told}


def _is_full(facts: DeadlineFacts, edition: Edition) -> bool:
    """Whether the table may have a line for every unit."""
    return not facts.delivery.unsettled_units and not _spared(facts, edition)


def _bare_untold(facts: DeadlineFacts, edition: Edition) -> set[str]:
    """The units of which ``edition`` may not say that their written material is missing."""
    told = {item.charge for item in edition.named(facts.named)}
    return {item.unit for item in facts.named if _is_bare(item) and item.charge not in told}


def _is_bare(item: NamedUnit) -> bool:
    """Named for nothing but missing material."""
    return item.charge.fault is Fault.WITHOUT_MATERIAL


def _words(facts: DeadlineFacts, edition: Edition, note: str) -> DeliveryWords:
    delivery, _ = allowed_delivery(facts.delivery, edition)
    lists = (
        *passages.delivery_names(delivery),
        *_without_material(facts, edition),
        *_material_made_up(facts, edition),
    )
    asks = passages.report_requirements(delivery, facts.following)
    return DeliveryWords(
        subject=facts.subject,
        due=wording.day_words(facts.due, facts.cover.year) if facts.due else "",
        summary=f"{passages.delivery_sentence(facts.delivery.total, '家')}{_all_well(facts)}",
        lists=lists,
        is_plan=facts.period.is_plan,
        report_ask=asks[0][1] if asks else "",
        table=f"{MARKER}附件表",
        note=note,
    )


def _all_well(facts: DeadlineFacts) -> str:
    """That nothing lacks, where that is so: who reads that all are in time would still ask whether they are whole."""
    is_well = facts.received and not (facts.named or facts.delivery.notes or facts.delivery.unsettled_units)
    return "报表和书面材料齐全。" if is_well and not facts.material_missing else ""


def _without_material(facts: DeadlineFacts, edition: Edition) -> Iterator[str]:
    """How many sent no 书面材料, by name where all of them may be named."""
    missing, received = facts.material_missing, facts.received
    if not missing:
        return
    units = [item.unit for item in edition.named(facts.named) if _is_bare(item)]
    names = f"（{wording.joined_units(units)}）" if len(units) == missing < received else ""
    how = "均" if missing == received else f"{missing}家"
    yield f"已报送报表的{received}家单位中，{how}未附书面材料{names}。"


def _material_made_up(facts: DeadlineFacts, edition: Edition) -> Iterator[str]:
    """Whose 书面材料 has come since, of those that the edition may name for it: as for forms, the count above stands."""
    told = [
        passages.made_up_words(one, with_months=False) for one in facts.material_made_up if edition.may_name(one.charge)
    ]
    if told:
        yield f"{passages.MADE_UP}，{wording.joined(told)}已补报书面材料。"


def _row(number: int, line: ReturnRow) -> tuple[CellText, ...]:
    return (
        str(number),
        wording.quote(line.unit),
        str(line.tasks_due),
        _received(line),
        _day(line),
        ((_state(line), line.status in _LOUD),),
        _material(line),
        wording.cut("；".join(_remarks(line))) or "—",
    )


def _received(line: ReturnRow) -> str:
    """How many tasks it covers; （略） while that is not known: what was not read is not left out (R8, R28)."""
    is_known = not line.is_received or line.tasks_received + len(line.tasks_lacking) >= line.tasks_due
    return str(line.tasks_received) if is_known else wording.OMITTED


def _is_unread(line: ReturnRow) -> bool:
    """Received by a person's entry, and nothing of it taken in: paper, or a scan."""
    return line.is_received and not line.tasks_received and not line.tasks_lacking


def _material(line: ReturnRow) -> CellText:
    """Whether it came with written material, bold where that lacks (as a state that counts against the unit is)."""
    if line.status in _NOTHING_OWED:
        return "—"
    return ((str(line.written_material), line.written_material is WrittenMaterial.MISSING),)


def _state(line: ReturnRow) -> str:
    return f"{line.status}{line.workdays_late or 0}个工作日" if line.status is Status.LATE else str(line.status)


def _day(line: ReturnRow) -> str:
    day = line.received_date
    return f"{day.month}月{day.day}日" if day else "—"


def _remarks(line: ReturnRow) -> Iterator[str]:
    if line.tasks_due and _is_unread(line):
        yield "以纸质或扫描件报送"
    if line.is_incomplete:
        yield f"缺{wording.joined(map(place_words, (*line.tasks_lacking, *line.parts_lacking)))}"
    if line.extended_to:
        yield f"延期至{chinese_date(line.extended_to)}"
