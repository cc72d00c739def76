"""The words of evidence: what was due when, what came instead, and on what the duty rests (R1, R4, R7, R21).

A fact is told in words that only its own change alters. Where a file lies, what else the unit sent and by which basis a
day is known stand aside: a person sees them, and nobody is asked anew when they change.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.sent import Sent
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import listed
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import DutyMonthRow, ReturnRow
from pipeline.vocabulary.terms import Fault, LeadBasis, ReceivedBasis
from pipeline.vocabulary.text import chinese_date

_NOTHING = "同期收件中没有该单位的文件"


class Told(NamedTuple):
    """A fact in words, and what stands ``aside``."""

    said: str
    aside: str = ""


class Evidence:
    """What the ledger holds for and against a unit, in words that do not depend on the day of the run."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def missing(self, row: ReturnRow) -> Told:
        """Of a return that did not come: what was due, and everything that the unit sent meanwhile."""
        owed = f"（应报{listed(row.tasks_owed)}）" if row.tasks_owed else ""
        said = f"{_deadline(row)}，未收到{row.form.annex}{owed}"
        return Told(_joined(said, *self._bases(row.unit, row.tasks_owed)), self._sent_meanwhile(row) or _NOTHING)

    def late(self, row: ReturnRow) -> Told:
        """Of a late return: when it was due and when it came, by which basis."""
        late = f"迟{row.workdays_late or 0}个工作日"
        if (
            row.received_date and row.received_basis is ReceivedBasis.SIGHTING
        ):  # it came on that day or before: nobody has entered when
            said = f"{_deadline(row)}，{chinese_date(row.received_date)}首次发现，实际收到日期没有登记，按{late}计"
        else:
            said = f"{_deadline(row)}，{_received(row)}，{late}"
        basis = f"收到依据：{row.received_basis}" if row.received_basis else ""
        aside = _joined(self._answered_before(row), basis, self._beside(row))
        return Told(_joined(said, *self._bases(row.unit, row.tasks_owed)), aside)

    def _answered_before(self, row: ReturnRow) -> str:
        """What a person answered of this return while it lacked: that it is here now is a new fact, and asked as such."""
        missing = Charge(row.period, row.unit, Fault.MISSING)
        own = (one for one in self._ledger.namings if Charge.told_by(one.period, one.unit, one.reason) == missing)
        last = max(own, key=lambda one: one.answered_on or date.min, default=None)
        if last is None:
            return ""
        day = f"{chinese_date(last.answered_on)}" if last.answered_on else "此前"
        return f"{day}已答“未报”{'是' if last.is_confirmed else '否'}，其后补报"

    def lacking(self, row: ReturnRow, task_id: str) -> Told:
        """Of a task that a return left out."""
        said = f"报来的{row.form.annex}没有填报这一项"
        return Told(_joined(said, *self._bases(row.unit, (task_id,))), _joined(_came(row), self._beside(row)))

    def without_material(self, row: ReturnRow) -> Told:
        """Of a form without its 书面材料."""
        said = f"已报{row.form.annex}，未见书面材料"
        return Told(_joined(said, *self._bases(row.unit, row.tasks_owed)), _joined(_came(row), self._beside(row)))

    def duty(self, row: DutyMonthRow) -> str:
        """On what a duty rests, where that is not plain: 推定, or membership of a group; blank else."""
        return _joined(*self._bases(row.unit, (row.task_id,)))

    def _beside(self, row: ReturnRow) -> str:
        """Where what came for the return lies, and what else the unit sent."""
        sources = f"来源：{wording.quote(listed(row.sources))}" if row.sources else ""
        return _joined(sources, self._sent_meanwhile(row, but=row.sources))

    def _sent_meanwhile(self, row: ReturnRow, but: Collection[str] = ()) -> str:
        """What came from the unit while this return was collected, blank forms too; '' for nothing."""
        first, last = self._window(row)
        sent = [
            one
            for one in self._by_unit.get(row.unit, ())
            if one.source not in but and (first < one.day <= last or row.period in one.periods)
        ]
        told = dict.fromkeys(_sent_words(one) for one in sorted(sent, key=lambda one: (one.day, one.source)))
        return f"同期收到该单位文件：{'、'.join(told)}" if told else ""

    @cached_property
    def _by_unit(self) -> dict[str, list[Sent]]:
        """Unit → what it sent, or one of few units did."""
        return gathered((unit, one) for one in self._ledger.sent for unit in (*one.units, *one.others))

    def _window(self, row: ReturnRow) -> tuple[date, date]:
        """After the day the collection before was due, up to the end of the month in which this one was."""
        earlier = [day for period, day in self._ledger.due_dates.items() if period < row.period]
        last = row.last_day
        return (
            max(earlier, default=date.min),
            last.replace(day=calendar.monthrange(last.year, last.month)[1]),
        )

    def _bases(self, unit: str, task_ids: Iterable[str]) -> Iterator[str]:
        """R1, R4: what a person should know before he names a unit for a task that it bears by presumption only."""
        presumed, grouped = [], []
        for task_id in task_ids:
            is_presumed, group = self._duties.get((unit, task_id), (False, ""))
            if is_presumed:
                presumed.append(task_id)
            if group:
                grouped.append((group, task_id))
        if presumed:
            yield f"{listed(presumed)}的牵头单位为推定"
        for group, own in gathered(grouped).items():
            yield f"{listed(own)}系作为“{group}”成员承担"

    @cached_property
    def _duties(self) -> dict[tuple[str, str], tuple[bool, str]]:
        """(unit, task) → whether it owes it only because it is presumed to lead, and as a member of which group."""
        is_lead_only = self._ledger.who == "lead"
        return {
            (seat.unit, task.task_id): (
                is_lead_only and task.lead_basis is LeadBasis.PRESUMED and seat.unit == task.lead_unit,
                seat.group,
            )
            for task in self._ledger.tasks
            for seat in task.assignments
        }


def _deadline(row: ReturnRow) -> str:
    return f"经批准延期至{chinese_date(row.extended_to)}" if row.extended_to else f"截止{chinese_date(row.due_date)}"


def _received(row: ReturnRow) -> str:
    return f"{chinese_date(row.received_date)}收到" if row.received_date else "收到日期见收文清单"


def _came(row: ReturnRow) -> str:
    """The day of receipt with its basis."""
    return f"{_received(row)}（{row.received_basis}）" if row.received_basis else _received(row)


def _joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


def _sent_words(one: Sent) -> str:
    """``“4月7日/区水务局.xlsx”（附件4，4月，2022年4月7日，日期文件夹）``."""
    what = "书面材料" if one.is_material else one.form.annex if one.form else "未能识别"
    said = (
        what,
        listed(period.label for period in one.periods),
        f"{chinese_date(one.day)}，{one.basis}",
        "空表" if one.is_blank else "",
        "" if one.is_settled else "待认定",
        f"可能是{listed(one.others)}中一家的" if one.others else "",
    )
    name = f"“{wording.quote(one.source)}”" if one.source else "纸质件"
    return f"{name}（{'，'.join(part for part in said if part)}）"
