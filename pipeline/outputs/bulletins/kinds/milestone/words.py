"""The words of the bulletin on one closed task or one major matter (notice clause 3: 一事一通报)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kinds.milestone.facts import MilestoneFacts
from pipeline.outputs.docx.variables import said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class MilestoneWords:
    """办结通报、重大事项通报."""

    has_task: bool = said("有对应任务", "写明了事项编号")
    task: str = said("事项名称", "任务的简称")
    position: str = said("事项位置", "如 为民办实事第8件")
    units: str = said("责任单位", "责任分解表中的责任单位")
    lead: str = said("牵头领导", "如 ，牵头领导：张三同志；公开版为空")
    promise: str = said("年度目标", "责任分解表中的任务全文")
    goals: str = said("季度目标", "备案的四个季度目标，一句话；没有则为空")
    history: tuple[str, ...] = said("推进过程", "每季度一段，牵头单位最后一次报送的原话摘要")
    done_by: str = said("申报单位", "申报完成的单位")
    day: str = said("事项日期", "核实销号的日期，或事项发生的日期")
    basis: str = said("核实依据", "人工认定中填写的核实方式和依据，一句话；没有则为空")
    checked: str = said("核实经过", "同核实依据，不带句号，可放在括号里；没有则为空")
    situation: str = said("有关情况", "人工认定中填写的情况；没有则为空")


def milestone_bulletin(facts: MilestoneFacts, edition: Edition) -> Bulletin:
    """The bulletin on one matter in one edition."""
    remark = (
        f"办结认定依据：{facts.basis or '人工认定.xlsx未填写，印发前请补充'}。"
        if facts.is_closure
        else "“有关情况”为人工填写；其中如点名单位，请先在人工认定.xlsx“点名确认”表确认。"
    )
    return Bulletin(
        cover=facts.cover,
        edition=edition,
        words=_words(facts),
        remarks=(remark,),
        removed=("牵头领导姓名", "核实依据", "配合单位的报送内容", "联系人、负责人等个人姓名和电话"),
    )


def goals_sentence(goals: Iterable[tuple[str, str]]) -> str:
    """The goals on file in one sentence; blank for none."""
    told = "；".join(f"{label}，{goal.rstrip('。；;')}" for label, goal in goals)
    return f"备案的季度目标：{told}。" if told else ""


def _words(facts: MilestoneFacts) -> MilestoneWords:
    return MilestoneWords(
        has_task=bool(facts.task_title),
        task=facts.task_title,
        position=facts.position,
        units=facts.units_text,
        lead=f"，牵头领导：{facts.lead_officials}同志" if facts.lead_officials else "",
        promise=wording.sentence(facts.promise) if facts.promise else "",
        goals=goals_sentence(facts.goals),
        history=tuple(_history(facts)),
        done_by=facts.done_by,
        day=chinese_date(facts.day),
        basis=wording.sentence(facts.basis) if facts.basis else "",
        checked=facts.basis.rstrip("。；"),
        situation=wording.sentence(facts.situation) if facts.situation else "",
    )


def _history(facts: MilestoneFacts) -> list[str]:
    return [f"{month.label}份：{wording.sentence(words)}" for month, words in facts.steps]
