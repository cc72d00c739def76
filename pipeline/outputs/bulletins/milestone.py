"""The bulletin on one closed task or one major matter (notice clause 3: 重大事项一事一通报，完成的事项第一时间通报)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.document import Document

from pipeline.ledger.model import Ledger, Matter
from pipeline.master.tasks import Task
from pipeline.outputs.bulletins import phrases
from pipeline.outputs.bulletins.document import write_document
from pipeline.outputs.bulletins.facts import Cover, build_cover
from pipeline.outputs.bulletins.paragraphs import add_body
from pipeline.outputs.bulletins.parts import add_closing, add_inner_page, add_opening, add_requirements, add_section
from pipeline.outputs.bulletins.task_lines import UnitWords
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.terms import Annex, Closure, Status
from pipeline.vocabulary.text import chinese_date, compact

_BRIEF = 120


@dataclass(frozen=True)
class MonthWords:
    """What units wrote in one month, in brief."""

    month: str
    words: tuple[UnitWords, ...]


@dataclass(frozen=True)
class MilestoneFacts:
    """What the bulletin on one matter states; ``goals`` are the year's promise by quarter as filed."""

    cover: Cover
    is_closure: bool
    position: str
    task_title: str
    promise: str
    goals: tuple[tuple[str, str], ...]
    lead_officials: str
    units_text: str
    done_by: str
    history: tuple[MonthWords, ...]
    situation: str
    basis: str
    day_text: str


def build_milestone_facts(ledger: Ledger, matter: Matter, office: str, issued: date | None = None) -> MilestoneFacts:
    """The facts of ``matter``.

    Raises:
        PipelineError: the matter claims a closure that nobody has verified (R19), or names no task of the master list.
    """
    task = next((task for task in ledger.tasks if task.task_id == matter.task_id), None)
    if task is None:
        raise PipelineError(f"事项编号“{matter.task_id}”不在责任分解表中。", "请核对人工认定.xlsx中该事项的编号。")
    if matter.is_closure and not _is_closed(ledger, matter):
        raise PipelineError(
            f"{matter.task_id}尚未核实销号，不能按办结通报。", "请先在人工认定.xlsx“办结销号”表填写认定结果“已销号”。"
        )
    entry = ledger.entries[ledger.entries["task_id"] == task.task_id].to_dict("records")[0]
    goals = ((quarter_label(quarter), phrases.quote(entry[f"goal_q{quarter}"])) for quarter in range(1, 5))
    return MilestoneFacts(
        cover=build_cover(ledger, _title(matter, task), office, issued),
        is_closure=matter.is_closure,
        position=f"为民办实事第{task.number}件" if task.annex is Annex.LIVELIHOOD else f"年度重点任务第{task.number}项",
        task_title=phrases.short_title(task.text),
        promise=phrases.quote(task.text),
        goals=tuple((label, goal) for label, goal in goals if goal),
        lead_officials=phrases.joined(task.lead_officials),
        units_text=phrases.quote(task.units_text),
        done_by=phrases.quote(matter.unit) or phrases.quote(task.units_text),
        history=_history(ledger, matter),
        situation=phrases.quote(matter.situation),
        basis=phrases.quote(matter.basis),
        day_text=chinese_date(matter.day),
    )


def _is_closed(ledger: Ledger, matter: Matter) -> bool:
    """Only 已销号 is a closure: of the unit where the matter names one, else of the task (R19)."""
    frame = ledger.duties if matter.unit else ledger.entries
    chosen = frame["task_id"] == matter.task_id
    if matter.unit:
        chosen &= frame["unit"] == matter.unit
    return bool((frame.loc[chosen, "closure"] == Closure.CLOSED).any())


def _title(matter: Matter, task: Task) -> tuple[str, ...]:
    if matter.is_closure:
        return phrases.balanced_lines(f"关于“{phrases.short_title(task.text)}”办结情况的通报")
    given = compact(phrases.quote(matter.title))
    return phrases.balanced_lines(phrases.completed_title(given) if given else f"关于“{phrases.short_title(task.text)}”有关情况的通报")


def _history(ledger: Ledger, matter: Matter) -> tuple[MonthWords, ...]:
    rows = ledger.duty_months[
        (ledger.duty_months["task_id"] == matter.task_id) & (ledger.duty_months["status"] != Status.UNSETTLED)
    ]
    if matter.unit:
        rows = rows[rows["unit"] == matter.unit]
    is_shared = rows["unit"].nunique() > 1
    months: dict[str, list[UnitWords]] = {}
    for row in rows.sort_values("period", kind="stable").to_dict("records"):
        words = phrases.words(row["progress"])
        if words:
            unit = row["unit"] if is_shared else ""
            months.setdefault(row["period"], []).append(UnitWords(unit, phrases.cut(words, _BRIEF)))
    return tuple(MonthWords(Period.parse(period).label, tuple(words)) for period, words in months.items())


def write_milestone(path: Path, facts: MilestoneFacts) -> Path:
    """The bulletin lies at ``path`` as a draft with its inner page."""
    return write_document(path, facts.cover.title, facts.cover.cutoff, lambda document: _set(document, facts))


def _set(document: Document, facts: MilestoneFacts) -> None:
    add_opening(document, facts.cover)
    sections = _closure_sections(facts) if facts.is_closure else _matter_sections(facts)
    lead = f"，牵头领导{facts.lead_officials}" if facts.lead_officials else ""
    add_body(
        document,
        f"“{facts.task_title}”是{facts.cover.year}年《政府工作报告》确定的{facts.position}，责任单位为{facts.units_text}{lead}。现将有关情况通报如下，统计截至{facts.cover.cutoff_text}。",
    )
    for number, (heading, paragraphs) in enumerate(sections, 1):
        add_section(document, number, heading, paragraphs)
    add_requirements(document, len(sections) + 1, _requirements(facts))
    add_closing(document, facts.cover)
    remark = (
        f"办结认定依据：{facts.basis or '人工认定.xlsx未填写，印发前请补充'}。"
        if facts.is_closure
        else "“有关情况”为人工填写；其中如点名单位，请先在人工认定.xlsx“点名确认”表确认。"
    )
    add_inner_page(document, facts.cover, (), (), (remark,))


def _closure_sections(facts: MilestoneFacts) -> list[tuple[str, list[str]]]:
    verified = [f"{facts.done_by}申报完成后，督查室进行了核实，于{facts.day_text}认定办结并予以销号。"]
    if facts.basis:
        verified.append(f"核实依据：{phrases.sentence(facts.basis)}")
    if facts.situation:
        verified.append(f"完成情况：{phrases.sentence(facts.situation)}")
    return [("年度目标", _promise(facts)), ("推进过程", _history_lines(facts)), ("办结核实情况", verified)]


def _matter_sections(facts: MilestoneFacts) -> list[tuple[str, list[str]]]:
    situation = phrases.sentence(facts.situation) if facts.situation else "有关情况正在进一步核实。"
    return [
        ("有关情况", [f"（{facts.day_text}）{situation}"]),
        ("年度目标", _promise(facts)),
        ("推进情况", _history_lines(facts)),
    ]


def _promise(facts: MilestoneFacts) -> list[str]:
    lines = [phrases.sentence(facts.promise)]
    if facts.goals:
        goals = "；".join(f"{label}，{goal.rstrip('。；;')}" for label, goal in facts.goals)
        lines.append(f"备案的季度目标：{goals}。")
    return lines


def _history_lines(facts: MilestoneFacts) -> list[str]:
    lines = [
        f"{month.month}份{'，' if month.words[0].unit else '：'}"
        + "".join(
            f"{item.unit}：{phrases.sentence(item.words)}" if item.unit else phrases.sentence(item.words)
            for item in month.words
        )
        for month in facts.history
    ]
    return lines or ["截至目前，台账中没有该事项的按月报送内容。"]


def _requirements(facts: MilestoneFacts) -> list[tuple[str, str]]:
    if facts.is_closure:
        return [
            ("巩固工作成果", "责任单位要做好后续管理和维护，整理归档有关资料，防止问题反弹。"),
            ("推动面上工作", "其他责任单位要学习借鉴，加快推进所承担的任务，完成一项、核实一项、销号一项。"),
        ]
    return [("抓好后续落实", "责任单位要持续跟进，重要进展和问题及时报督查室。")]
