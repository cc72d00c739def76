"""核查单: one Word page per case drawn, with the unit's own claim and its source, and room for what is found."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import BulletinFonts
from pipeline.ledger.follow_up.sampling import Draw, DrawnCase
from pipeline.ledger.model import Ledger
from pipeline.master.tasks import Task
from pipeline.outputs.docx.letter import LetterHead, Line, Ruled, write_letter
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.tables import Layout
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import place_words
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import Annex, CheckVerdict

METHODS = ("查阅资料", "电话核实", "现场查看")
_CLAIM = Layout(("项目", "内容"), (30, 126), frozenset({0}))
_LOOKED = Layout(("核查方式", "核查对象、时间、地点", "核查情况"), (26, 50, 80), frozenset({0}))
_FOUND = Layout(("项目", "填写"), (30, 126), frozenset({0}))
_ROOM = "\n\n\n"


def write_spot_check_form(
    path: Path, ledger: Ledger, draw: Draw, check_id: str, item: DrawnCase, office: str, fonts: BulletinFonts
) -> Path:
    """The form of one case lies at ``path``; the same draw gives the same bytes."""
    task = next(task for task in ledger.tasks if task.task_id == item.candidate.task_id)
    head = LetterHead(title_lines=("工作任务完成情况核查单",), office=office, day=ledger.cutoff)
    parts = (
        Line(f"编号：{check_id}", Style.NOTE),
        Line("一、单位自报", Style.HEADING_1),
        Ruled(_CLAIM, _claim_rows(task, item)),
        Line("二、核查记录", Style.HEADING_1),
        Ruled(_LOOKED, [(method, _ROOM, "") for method in METHODS]),
        Line("三、核查结论", Style.HEADING_1),
        Ruled(_FOUND, _conclusion_rows()),
        Line(
            f"抽取方式：{item.part}（{item.reason}）；随机种子{draw.seed}。"
            f"结论请登记到 人工认定.xlsx“抽查结果”表编号{check_id}一行。",
            Style.NOTE,
        ),
    )
    return write_letter(path, head, parts, fonts)


def suggested_method(item: DrawnCase) -> str:
    """What is on hand to look at: a project stands somewhere, other claims have papers."""
    is_on_site = item.candidate.task_id.startswith(Annex.LIVELIHOOD) or item.candidate.is_claim
    return "现场查看" if is_on_site else "查阅资料、电话核实"


def claim_words(item: DrawnCase, limit: int = 120) -> str:
    """自报 in one line: the answer and the words."""
    found = item.candidate.row
    words = wording.quote(found.progress).replace("\n", " ")
    return f"{found.met_goal or '未填'}：{words if len(words) <= limit else words[:limit] + '……'}"


def _claim_rows(task: Task, item: DrawnCase) -> list[tuple[str, str]]:
    found = item.candidate.row
    quarter = quarter_label(found.period.quarter)
    doubts = [one.problem for one in item.candidate.findings]
    return [
        ("事项", f"{task.task_id}　{wording.quote(task.text)}"),
        ("责任单位", f"{item.candidate.unit}（{found.role}）"),
        ("牵头领导", wording.joined(task.lead_officials) or "未明确"),
        ("核查期间", f"{found.period.year}年{found.period.label}"),
        (f"{quarter}目标", wording.quote(found.planned_goal) or "（计划未报）"),
        ("自报完成情况", wording.cut(wording.quote(found.progress)) or "（未填写）"),
        ("自报是否完成", found.met_goal or ""),
        ("自报存在问题", wording.cut(wording.quote(found.problems)) or "（未填写）"),
        ("自报来源", place_words(found)),
        (
            "核查重点",
            "\n".join(wording.quote(doubt) for doubt in doubts) or "自报完成情况的数字、节点是否属实，有无佐证材料。",
        ),
    ]


def _conclusion_rows() -> list[tuple[str, str]]:
    return [
        ("结论", "　　".join(f"□{verdict}" for verdict in CheckVerdict)),
        ("实际情况和\n与自报的差异", _ROOM),
        ("被核查单位意见", "\n\n签字：　　　　　　　　联系人：　　　　　　　　　　年　　月　　日"),
        ("核查人", "\n签字：　　　　　　　　　　　　　　　　　　　　　　年　　月　　日"),
    ]
