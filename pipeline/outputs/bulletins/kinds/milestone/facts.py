"""The bulletin on one closed task or one major matter (notice clause 3: 重大事项一事一通报，完成的事项第一时间通报)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.ledger.model import Ledger, Matter
from pipeline.master.tasks import Task
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.facts.task_lines import UnitWords
from pipeline.outputs.shared import wording
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
    named: tuple[NamedUnit, ...] = ()


def build_milestone_facts(ledger: Ledger, matter: Matter, office: str, issued: date | None = None) -> MilestoneFacts:
    """The facts of ``matter``.

    Raises:
        PipelineError: the matter claims a closure that nobody has verified (R19), or names no task of the master list.
    """
    task = next((task for task in ledger.tasks if task.task_id == matter.task_id), None)
    if task is None and not matter.task_id and not matter.is_closure:
        return _facts_without_task(ledger, matter, office, issued)
    if task is None:
        raise PipelineError(f"事项编号“{matter.task_id}”不在责任分解表中。", "请核对人工认定.xlsx中该事项的编号。")
    if matter.is_closure and not _is_closed(ledger, matter):
        raise PipelineError(
            f"{matter.task_id}尚未核实销号，不能按办结通报。", "请先在人工认定.xlsx“办结销号”表填写认定结果“已销号”。"
        )
    entry = ledger.entries[ledger.entries["task_id"] == task.task_id].to_dict("records")[0]
    goals = ((quarter_label(quarter), wording.quote(entry[f"goal_q{quarter}"])) for quarter in range(1, 5))
    return MilestoneFacts(
        cover=build_cover(ledger, _title(ledger, matter, task), office, issued),
        is_closure=matter.is_closure,
        position=f"为民办实事第{task.number}件" if task.annex is Annex.LIVELIHOOD else f"年度重点任务第{task.number}项",
        task_title=wording.short_title(task.text),
        promise=wording.quote(task.text),
        goals=tuple((label, goal) for label, goal in goals if goal),
        lead_officials=wording.joined(task.lead_officials),
        units_text=wording.quote(task.units_text),
        done_by=wording.quote(matter.unit) or wording.quote(task.units_text),
        history=_history(ledger, matter),
        situation=wording.quote(matter.situation),
        basis=wording.quote(matter.basis),
        day_text=chinese_date(matter.day),
    )


def _facts_without_task(ledger: Ledger, matter: Matter, office: str, issued: date | None) -> MilestoneFacts:
    """A major matter that belongs to no task of the list: what a person wrote is all there is."""
    title = wording.balanced_lines(
        wording.completed_title(compact(wording.quote(matter.title))), corpus=_corpus(ledger)
    )
    return MilestoneFacts(
        cover=build_cover(ledger, title, office, issued),
        is_closure=False,
        position="",
        task_title="",
        promise="",
        goals=(),
        lead_officials="",
        units_text="",
        done_by="",
        history=(),
        situation=wording.quote(matter.situation),
        basis="",
        day_text=chinese_date(matter.day),
    )


def _is_closed(ledger: Ledger, matter: Matter) -> bool:
    """Only 已销号 is a closure: of the unit where the matter names one, else of the task (R19)."""
    frame = ledger.duties if matter.unit else ledger.entries
    chosen = frame["task_id"] == matter.task_id
    if matter.unit:
        chosen &= frame["unit"] == matter.unit
    return bool((frame.loc[chosen, "closure"] == Closure.CLOSED).any())


def _title(ledger: Ledger, matter: Matter, task: Task) -> tuple[str, ...]:
    corpus = _corpus(ledger)
    if matter.is_closure:
        return wording.balanced_lines(f"关于“{wording.short_title(task.text)}”办结情况的通报", corpus=corpus)
    given = compact(wording.quote(matter.title))
    title = wording.completed_title(given) if given else f"关于“{wording.short_title(task.text)}”有关情况的通报"
    return wording.balanced_lines(title, corpus=corpus)


def _corpus(ledger: Ledger) -> str:
    """What the notice says: two characters that stand together in it may be a word."""
    return "\n".join(task.text for task in ledger.tasks)


def _history(ledger: Ledger, matter: Matter) -> tuple[MonthWords, ...]:
    rows = ledger.duty_months[
        (ledger.duty_months["task_id"] == matter.task_id) & (ledger.duty_months["status"] != Status.UNSETTLED)
    ]
    if matter.unit:
        rows = rows[rows["unit"] == matter.unit]
    is_shared = rows["unit"].nunique() > 1
    months: dict[str, list[UnitWords]] = {}
    for row in rows.sort_values("period", kind="stable").to_dict("records"):
        words = wording.words(row["progress"])
        if words:
            unit = row["unit"] if is_shared else ""
            months.setdefault(row["period"], []).append(UnitWords(unit, wording.cut(words, _BRIEF)))
    return tuple(MonthWords(Period.parse(period).label, tuple(words)) for period, words in months.items())
