"""Issued bulletins held against the ledger of the day: what they state and what is not so (R22).

A statement holds as of its bulletin's cut-off: what came only afterwards refutes nothing, and so each is held against the
ledger of that day as well. Doubt refutes nothing either: a return that is 待认定 now waits for a person. What a bulletin
only counts, naming nobody, is watched alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from pipeline.decisions.entries import IssuedBulletin, Review
from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.ledger.checks.rules import drop_reviewed
from pipeline.ledger.follow_up.as_of import AsOf
from pipeline.ledger.model import Ledger, Refuted
from pipeline.ledger.scales.delivery import DELIVERY_FAULTS
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import (
    DUTY_MONTHS,
    FINDINGS,
    RECORDS,
    RETURNS,
    DutyMonthRow,
    FindingRow,
    ReturnRow,
)
from pipeline.vocabulary.terms import Closure, Fault, Standing, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

_CORRECTION = "更正-"
_WORSE = {
    Fault.BEHIND: frozenset({Standing.BEHIND, Standing.UNREPORTED, Standing.UNSETTLED}),
    Fault.ATTENTION: frozenset({Standing.ATTENTION, Standing.BEHIND, Standing.UNREPORTED, Standing.UNSETTLED}),
}


@dataclass(frozen=True)
class Known:
    """What people entered on issued bulletins and findings, units by their names, and the ledger of an earlier day."""

    entries: Sequence[IssuedBulletin]
    reviews: Sequence[Review]
    directory: UnitDirectory
    as_of: AsOf


def with_refuted(ledger: Ledger, issued: Sequence[BulletinText], known: Known) -> Ledger:
    """``ledger`` with what ``issued`` bulletins of its year state wrongly, each a finding, those that were reviewed left out."""
    watched = [under_present_names(_numbered(text, known.entries), known.directory) for text in issued]
    compared = _compared(watched, _Today(ledger), known.as_of)
    unreviewed = [(found, fault) for found, fault in compared if not fault or drop_reviewed([fault], known.reviews)]
    refuted = tuple(found for found, _ in unreviewed if found)
    told = [FindingRow.of(fault) for _, fault in unreviewed if fault]
    if not (refuted or told):
        return ledger
    return replace(ledger, refuted=refuted, findings=FINDINGS.frame((*told, *FINDINGS.rows(ledger.findings))))


def draft_name(found: Refuted) -> str:
    """The name of the correction that would say so."""
    return f"{_CORRECTION}{found.bulletin}" + (f"（第{found.turn}次）" if found.turn > 1 else "")


def corrected_by(name: str) -> str:
    """The name of the bulletin that a correction of this name puts right, '' where it is none."""
    return name.removeprefix(_CORRECTION).partition("（第")[0] if name.startswith(_CORRECTION) else ""


def stated_words(fact: StatedFact) -> str:
    """What the bulletin states, in words: 区水务局3月未报."""
    if fact.fault is None:
        return f"{fact.task_id}已办结"
    late = f"{fact.days_late}个工作日" if fact.fault is Fault.LATE and fact.days_late else ""
    return f"{fact.unit}{fact.period.label}{fact.task_id}{fact.fault}{late}"


def _compared(
    watched: Iterable[BulletinText], today: _Today, as_of: AsOf
) -> Iterator[tuple[Refuted | None, Finding | None]]:
    """For each statement on the year of the ledger what ``_compare`` says; corrections are judged by what they correct."""
    corrections = gathered((text.corrects, text) for text in watched)
    for text in corrections.get("", ()):
        for fact in (*text.facts, *text.counted):
            if fact.period.year == today.ledger.year:
                now = today.refuting(fact, text.cutoff)
                if now and fact.fault:  # by what came since, or by what was so on that day?
                    now = _Today(as_of(text.cutoff)).refuting(fact, text.cutoff)
                yield _compare(text, fact, now, today.is_open(fact), corrections.get(text.name, ()))


def _compare(
    text: BulletinText, fact: StatedFact, now: str, is_open: bool, corrections: Sequence[BulletinText]
) -> tuple[Refuted | None, Finding | None]:
    """What a correction must still say of ``fact``, where ``now`` holds instead, and what a person is told of it.

    What a correction ``said`` may go on after it: by which name or for which reason a state is called alters no fact.
    """
    is_named = fact in text.facts
    said = next((one.text for each in reversed(corrections) for one in each.facts if one.key == fact.key), "")
    tell = partial(
        finding,
        unit=fact.unit,
        period=fact.period,
        task_id=fact.task_id,
        title=text.title or text.name,
        stated=stated_words(fact) + ("" if is_named else "（未点名，已计入统计）"),
    )
    if said and not now and not is_open:
        return None, tell(Kind.CORRECTION_UNDONE)
    if (
        not now or said.startswith(now) or (said and fact.fault is None)
    ):  # 退回, then 申报完成: not closed it is either way
        return None, None
    found = Refuted(
        text.name, text.title, text.place, fact, now, text.number, text.issued_on, len(corrections) + 1, is_named
    )
    if fact.fault is None:
        return found, None  # 已通报办结又未办结 is told for every closure registered, remembered or not
    return found, tell(Kind.ISSUED_REFUTED, now=now, draft=draft_name(found))


def under_present_names(text: BulletinText, directory: UnitDirectory) -> BulletinText:
    """``text`` with its units by their present names."""

    def present(fact: StatedFact) -> StatedFact:
        known = directory.find(fact.unit) if fact.unit else None
        return replace(fact, unit=known.name) if known else fact

    return replace(text, facts=tuple(map(present, text.facts)), counted=tuple(map(present, text.counted)))


def _numbered(text: BulletinText, entries: Iterable[IssuedBulletin]) -> BulletinText:
    """``text`` with number and day as they stand in 通报登记 now."""
    for entry in entries:
        if entry.bulletin.strip().removesuffix(".docx") == text.name:
            text = replace(text, number=entry.number, issued_on=entry.issued_on)
    return text


@dataclass(frozen=True)
class _Today:
    """What the ledger of the day says of that which bulletins stated."""

    ledger: Ledger

    def refuting(self, fact: StatedFact, cutoff: date) -> str:
        """What is so instead of ``fact``, in words; blank where it held on ``cutoff`` for all that is known now."""
        return _REFUTING[fact.fault](self, fact, cutoff)

    def is_open(self, fact: StatedFact) -> bool:
        """Whether the return or the task of ``fact`` is 待认定 now."""
        row = self.returns.get((fact.period, fact.unit))
        return row is not None and row.status is Status.UNSETTLED

    @cached_property
    def returns(self) -> Mapping[tuple[Period, str], ReturnRow]:
        return {(row.period, row.unit): row for row in RETURNS.rows(self.ledger.returns)}

    @cached_property
    def duty_months(self) -> Mapping[tuple[Period, str, str], DutyMonthRow]:
        return {(row.period, row.unit, row.task_id): row for row in DUTY_MONTHS.rows(self.ledger.duty_months)}

    def missing(self, fact: StatedFact, cutoff: date) -> str:
        row = self.returns.get((fact.period, fact.unit))
        if row and row.status is Status.LATE and row.received_date and row.received_date <= cutoff:
            return f"{_received(row)}，迟报{row.workdays_late or 0}个工作日"
        return _not_at_fault(row)

    def late(self, fact: StatedFact, cutoff: date) -> str:
        row = self.returns.get((fact.period, fact.unit))
        if row and row.status is Status.LATE and (row.workdays_late or 0) < fact.days_late:
            return f"{_received(row)}，迟报{row.workdays_late or 0}个工作日"
        return _not_at_fault(row)

    def incomplete(self, fact: StatedFact, cutoff: date) -> str:
        row = self.returns.get((fact.period, fact.unit))
        if not row or row.status in (Status.EXEMPT, Status.EXTENDED):
            return _not_at_fault(row)
        if fact.task_id not in row.tasks_owed:
            return f"{fact.task_id}不在该单位应报事项之内"
        covered = fact.task_id not in row.tasks_lacking and row.is_received
        day = self._first_row(fact) if covered else None
        return f"{chinese_date(day)}收到的报表中已填报{fact.task_id}" if day and day <= cutoff else ""

    def _first_row(self, fact: StatedFact) -> date | None:
        records = self.ledger.records
        chosen = (records["unit"] == fact.unit) & (records["period"] == fact.period)
        rows = RECORDS.rows(records[chosen & (records["task_id"] == fact.task_id)])
        return min((row.received_date for row in rows if row.received_date), default=None)

    def without_material(self, fact: StatedFact, cutoff: date) -> str:
        row = self.returns.get((fact.period, fact.unit))
        if row is None or row.status in (Status.EXEMPT, Status.EXTENDED):
            return _not_at_fault(row)
        if row.written_material is not WrittenMaterial.RECEIVED:
            return ""
        day = row.material_date
        return f"书面材料已于{chinese_date(day)}收到" if day and day <= cutoff else ""

    def standing(self, fact: StatedFact, cutoff: date) -> str:
        row = self.duty_months.get((fact.period, fact.unit, fact.task_id))
        if row is None:
            return f"该单位不承担{fact.task_id}"
        assert fact.fault
        if fact.fault is Fault.ATTENTION and row.delivery in DELIVERY_FAULTS:
            return ""  # texts of before the two scales said so of a late or incomplete form (R18)
        return "" if row.standing in _WORSE[fact.fault] else f"{fact.task_id}为“{row.standing}”"

    def closed(self, fact: StatedFact, cutoff: date) -> str:
        entries = self.ledger.entries
        [closure] = entries.loc[entries["task_id"] == fact.task_id, "closure"].tolist() or [Closure.CLOSED]
        return "" if closure is Closure.CLOSED else f"{fact.task_id}尚未办结"


_REFUTING: Mapping[Fault | None, Callable[[_Today, StatedFact, date], str]] = {
    None: _Today.closed,
    Fault.MISSING: _Today.missing,
    Fault.LATE: _Today.late,
    Fault.INCOMPLETE: _Today.incomplete,
    Fault.WITHOUT_MATERIAL: _Today.without_material,
    Fault.BEHIND: _Today.standing,
    Fault.ATTENTION: _Today.standing,
}


def _not_at_fault(row: ReturnRow | None) -> str:
    """Why a return is neither missing nor late after all; blank where it may be, or where that is in doubt."""
    if row is None:
        return "该单位不承担当期报送任务"
    if row.status is Status.ON_TIME:
        extended = f"经批准延期至{chinese_date(row.extended_to)}，" if row.extended_to else ""
        return f"{extended}{_received(row)}，属按时报送"
    if row.status is Status.EXTENDED and row.extended_to:
        return f"经批准延期至{chinese_date(row.extended_to)}报送"
    return {Status.EXEMPT: "当期经批准免报", Status.NOT_DUE: "当期尚未到报送期限"}.get(row.status, "")


def _received(row: ReturnRow) -> str:
    return f"已于{chinese_date(row.received_date)}报送" if row.received_date else "已报送"
