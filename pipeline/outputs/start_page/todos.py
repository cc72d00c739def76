"""What a person must do now, most urgent first: each thing with its place, the way to do it, and why it matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.ledger.counts import PeriodCounts, count
from pipeline.outputs.shared.links import Link
from pipeline.outputs.start_page.overdue import overdue
from pipeline.outputs.start_page.own_todos import (
    ISSUED_KINDS,
    OWN_KINDS,
    REGISTER_KINDS,
    asked_rows,
    drafts,
    first_steps,
    groups,
    issued_faults,
    kept,
    own_faults,
    registrations,
    set_aside,
    shut_decisions,
)
from pipeline.outputs.start_page.situation import SHOWN, Situation, Todo, TodoItem, Urgency, few
from pipeline.outputs.start_page.waiting_files import waiting_text
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.tables import ENTRIES, FINDINGS, RETURNS
from pipeline.vocabulary.terms import Closure, Level, Light, ProblemState, Scale, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

_SOON_DAYS, _NOW_DAYS = 10, 3
# Findings that have a line of their own on the page.
_TOLD_KINDS = (
    *OWN_KINDS,
    *ISSUED_KINDS,
    *REGISTER_KINDS,
    Kind.CALENDAR_UNCOVERED,
    Kind.GROUP_UNCONFIRMED,
    Kind.RETURN_INCOMPLETE,
    Kind.FORM_BLANK,
)


def build_todos(situation: Situation) -> tuple[Todo, ...]:
    """What a person must do now: by urgency, and within one urgency in the order of ``_RULES``."""
    found = (todo for rule in _RULES for todo in rule(situation))
    return tuple(sorted(found, key=lambda todo: todo.urgency.rank))


def _waiting_files(s: Situation) -> Iterator[Todo]:
    waiting = s.waiting_files
    if waiting:
        rest = f"其余{len(waiting) - SHOWN}个见台账。" if len(waiting) > SHOWN else ""
        yield Todo(
            Urgency.NOW,
            f"{len(waiting)}个文件读不出或者认不准，请打开核对。",
            f"弄清之前，可能有关的单位记作“待认定”，不作未报处理，也不点名。{_asked_about_files(s)}{rest}",
            (s.places.sheet("收文清单"), *([s.decisions] if s.asked_about_files else ())),
            tuple(TodoItem(s.places.source(row.source), waiting_text(row, s.asked)) for row in waiting[:SHOWN]),
        )


def _asked_about_files(s: Situation) -> str:
    """Where the answers go: said here, so that one file is not two things to do."""
    return f"结果填在人工认定.xlsx“匹配认定”表，有{s.asked_about_files}行等着填写。" if s.asked_about_files else ""


def _due_soon(s: Situation) -> Iterator[Todo]:
    for counts in s.overview.periods:
        days = (counts.due_date - s.ledger.cutoff).days
        if 0 <= days <= _SOON_DAYS and counts.returns.not_due:
            when = "今天截止" if days == 0 else f"还有{days}天截止"
            yield Todo(
                Urgency.NOW if days <= _NOW_DAYS else Urgency.WEEK,
                f"{counts.period.label}报送{when}，还有{counts.returns.not_due}家没有报来。",
                f"截止日期{chinese_date(counts.due_date)}（含当日）。{few(s.units_with(counts, Status.NOT_DUE))}。",
                (s.places.sheet("报送情况"),),
            )
            return


def _red_tasks(s: Situation) -> Iterator[Todo]:
    red = list(ENTRIES.rows(s.ledger.entries[s.ledger.entries["light"] == Light.RED]))
    if red:
        scales = Counter(reason.scale for entry in red for reason in entry.light_reason)
        told = "、".join(f"因{scale}的{scales[scale]}项" for scale in (Scale.STANDING, Scale.DELIVERY) if scales[scale])
        yield Todo(
            Urgency.WEEK,
            f"{len(red)}项目前亮红灯，请逐项过问。",
            f"其中{told}；因进度的请牵头单位报补救措施，因报送的请单位补报。",
            (Link("看红灯事项", "#red"), s.places.sheet("事项台账")),
        )


def _claims(s: Situation) -> Iterator[Todo]:
    claimed = s.ledger.entries[s.ledger.entries["closure"].isin([Closure.CLAIMED, Closure.PENDING])]
    if not claimed.empty:
        yield Todo(
            Urgency.WEEK,
            f"{len(claimed)}项单位申报完成，等待核实。",
            f"{few(claimed['task_id'])}。核实后在“办结销号”表登记结果，登记为“已销号”的才算办结。",
            (s.decisions,),
        )


def _contents(s: Situation) -> Iterator[Todo]:
    waiting = {row.source for row in s.waiting_files}
    asked = [
        one.category
        for one in FINDINGS.rows(s.ledger.findings)
        if one.level is not Level.NOTICE and one.kind not in _TOLD_KINDS and one.source not in waiting
    ]
    if asked:
        kinds = "、".join(f"{category}{number}处" for category, number in Counter(asked).most_common())
        yield Todo(
            Urgency.WEEK,
            f"填报内容有{len(asked)}处需要与单位核对。",
            f"{kinds}。核对后没有问题的，从台账“核验问题”表把该条的编号抄到人工认定“核验复核”表，复核结果填“正常”，以后不再提出。",
            (s.places.sheet("核验问题"), s.decisions),
        )


def _blank_forms(s: Situation) -> Iterator[Todo]:
    """Forms that were sent back as they had been sent out: a call is the shortest way."""
    blank = s.findings_of([Kind.FORM_BLANK])
    if blank:
        named = few(f"{row.unit}（{row.period.label if row.period else ''}）" for row in blank)
        yield Todo(
            Urgency.WEEK,
            f"{len(blank)}份报来的是空表，请电话告知，填好重报。",
            f"{named}。空表不算报送，过了截止日期按未报处理。已经电话告知的，从台账“核验问题”表把编号抄到人工认定“核验复核”表登记“正常”，这里不再列出。",
            (*(s.places.source(row.source) for row in blank[:SHOWN]), s.places.sheet("核验问题"), s.decisions),
        )


def _incomplete(s: Situation) -> Iterator[Todo]:
    """What is to be made up of the last collection that lacks something, and of those before it."""
    lacking = [(counts, words) for counts in s.over if (words := _lacking_words(counts))]
    rows = RETURNS.rows(s.ledger.returns)
    if not lacking:
        return
    *earlier, (last, words) = lacking
    own = [row for row in rows if row.period == last.period and row.is_received]
    named = few(row.unit for row in own if row.is_incomplete or row.written_material is WrittenMaterial.MISSING)
    before = "；".join(f"{counts.period.label}{told}" for counts, told in earlier)
    yield Todo(
        Urgency.WEEK,
        f"{last.period.label}还有材料要补：{words}。",
        "".join(
            (
                f"{named}。",
                f"更早的期间也还有：{before}。" if before else "",
                "请单位只补缺的部分，已经报来的不必重报。",
            )
        ),
        (s.places.sheet("报送情况"),),
    )


def _lacking_words(counts: PeriodCounts) -> str:
    parts = {"报来的表缺事项": counts.returns.incomplete, "表已报、书面材料未报": counts.returns.without_material}
    return "，".join(f"{number}家{label}" for label, number in parts.items() if number)


def _problems(s: Situation) -> Iterator[Todo]:
    problems = s.ledger.problems
    states = count(ProblemState, problems["state"])
    untouched = problems[(problems["state"] != ProblemState.GONE) & (problems["outcome"] == "")]
    if standing := len(untouched):
        told = "、".join(f"{state}{number}个" for state, number in states.pairs if number)
        agenda = [path for path in s.written if path.is_relative_to(s.places.page.parent / "协调会议题")]
        links = [s.places.link(path, f"协调会议题（{path.name}）") for path in agenda]
        yield Todo(
            Urgency.WEEK,
            f"单位反映的问题还有{standing}个没有消除、也没有处置，请组织协调。",
            f"全部问题中{told}。{'协调会议题已按牵头领导分好。' if agenda else ''}处置结果登记在人工认定“问题处置”表；"
            "表中没有列出的，从台账“问题台账”表把编号抄过去。",
            (*links, s.places.sheet("问题台账"), s.decisions),
        )


_RULES: tuple[Callable[[Situation], Iterator[Todo]], ...] = (
    first_steps,
    shut_decisions,
    issued_faults,
    registrations,
    own_faults,
    _waiting_files,
    asked_rows,
    overdue,
    _due_soon,
    _red_tasks,
    _claims,
    _contents,
    _blank_forms,
    _incomplete,
    _problems,
    drafts,
    kept,
    set_aside,
    groups,
)
