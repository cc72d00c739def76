"""The words of the bulletin on one collection (notice clause 3: 及时通报各单位落实情况)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition, allowed_delivery
from pipeline.outputs.bulletins.kinds.delivery.facts import DeadlineFacts, ReturnLine
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.docx.inserts import Inserts
from pipeline.outputs.docx.tables import CellText, Layout, table_xml
from pipeline.outputs.docx.variables import MARKER, said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.terms import FormKind, Status, WrittenMaterial

_LAYOUT = Layout(
    ("序号", "责任单位", "应报事项", "实报事项", "收到日期", "报送情况", "书面材料", "备注"),
    (12, 38, 13, 13, 24, 23, 13, 27),
    frozenset({0, 2, 3, 4, 5, 6}),
)
_LOUD = frozenset({Status.MISSING, Status.LATE})


@dataclass(frozen=True)
class DeliveryWords:
    """报送情况通报."""

    subject: str = said("报送内容", "如 3月份工作任务落实情况")
    due: str = said("截止日期", "应报送的日期；没有则为空")
    summary: str = said("报送统计", "应报、按时、迟报、未报和按时率，写明分母")
    lists: tuple[str, ...] = said("报送问题", "未报、迟报、不完整、未附书面材料各一段")
    is_plan: bool = said("年度计划", "通报的是附件3（年度计划）")
    report_ask: str = said("报送要求", "对未报、迟报单位的要求和下次报送日期；没有则为空")
    table: str = said("附件表", "各单位报送情况表，由程序生成，单独成段")
    note: str = said("表注", "附件表下面的注；没有则为空")


def delivery_bulletin(facts: DeadlineFacts, edition: Edition) -> Bulletin:
    """The bulletin on the collection in one edition; a unit that may not be named stands in no list (R8, R21)."""
    shown = shown_returns(facts, edition)
    shown = tuple(_silent_on_material(line, facts, edition) for line in shown)
    left_out = len(facts.delivery.unsettled_units) + len(facts.lines) - len(shown)
    note = f"注：另有{left_out}家单位待认定或未列入。" if left_out else ""
    return Bulletin(
        cover=facts.cover,
        edition=edition,
        words=_words(facts, edition, note),
        inserts=Inserts({"附件表": table_xml(_LAYOUT, [_row(number, line) for number, line in enumerate(shown, 1)])}),
        annex=f"{facts.subject}报送情况表",
        named=facts.named,
        unsettled=facts.delivery.unsettled_units,
    )


def shown_returns(facts: DeadlineFacts, edition: Edition) -> tuple[ReturnLine, ...]:
    """The lines of the units that ``edition`` may name for all that they would be named for (R21)."""
    return tuple(line for line in facts.lines if all(edition.may_name(charge) for charge in _charges(line, facts)))


def _charges(line: ReturnLine, facts: DeadlineFacts) -> list[tuple[str, str, str]]:
    """What the line would name its unit for; missing material alone is only left blank."""
    return [item.charge for item in facts.named if item.unit == line.unit and item.reason != "书面材料未报"]


def _silent_on_material(line: ReturnLine, facts: DeadlineFacts, edition: Edition) -> ReturnLine:
    charges = [item.charge for item in facts.named if item.unit == line.unit and item.reason == "书面材料未报"]
    is_told = all(edition.may_name(charge) for charge in charges)
    return line if is_told or line.written_material != WrittenMaterial.MISSING else replace(line, written_material="—")


def _words(facts: DeadlineFacts, edition: Edition, note: str) -> DeliveryWords:
    delivery, withheld = allowed_delivery(facts.delivery, edition)
    lists = list(passages.delivery_names(delivery, withheld=withheld))
    if facts.material_missing:
        of_all = (
            "均未附书面材料" if facts.material_missing == facts.received else f"{facts.material_missing}家未附书面材料"
        )
        lists.append(f"已报送报表的{facts.received}家单位中，{of_all}。")
    asks = passages.report_requirements(facts.delivery, facts.following)
    return DeliveryWords(
        subject=facts.subject,
        due=facts.due_text,
        summary=passages.delivery_sentence(facts.delivery.total, "家"),
        lists=tuple(lists),
        is_plan=facts.form is FormKind.PLAN,
        report_ask=asks[0][1] if asks else "",
        table=f"{MARKER}附件表",
        note=note,
    )


def _row(number: int, line: ReturnLine) -> tuple[CellText, ...]:
    state = f"{line.status}{line.days_late}个工作日" if line.status is Status.LATE else str(line.status)
    return (
        str(number),
        line.unit,
        str(line.tasks_due),
        str(line.tasks_received),
        line.received_text,
        ((state, line.status in _LOUD),),
        line.written_material,
        wording.cut(line.remark) or "—",
    )
