"""The words of evidence: what was due when, what came instead, and on what the duty rests (R1, R4, R7, R21)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.sent import Sent
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import listed
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import DutyMonthRow, ReturnRow
from pipeline.vocabulary.terms import LeadBasis
from pipeline.vocabulary.text import chinese_date

_NOTHING = "同期收件中没有该单位的文件"


class Evidence:
    """What the ledger holds for and against a unit, in words that do not depend on the day of the run."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def missing(self, row: ReturnRow) -> str:
        """Of a return that did not come: what was due, and everything that the unit sent meanwhile."""
        owed = f"（应报{listed(row.tasks_owed)}）" if row.tasks_owed else ""
        return self._told(f"{_deadline(row)}，未收到{row.form.annex}{owed}", self._others(row) or _NOTHING, row)

    def late(self, row: ReturnRow) -> str:
        """Of a late return: when it was due and when it came, by which basis."""
        came = f"{_deadline(row)}，{_received(row)}，迟{row.workdays_late or 0}个工作日"
        return self._told(_sourced(row, came), self._others(row), row)

    def lacking(self, row: ReturnRow, task_id: str) -> str:
        """Of a task that a return left out."""
        told = _sourced(row, f"{_received(row)}的{row.form.annex}没有填报这一项")
        return "；".join(part for part in (told, self._others(row), *self._bases(row.unit, (task_id,))) if part)

    def without_material(self, row: ReturnRow) -> str:
        """Of a form without its 书面材料."""
        return self._told(_sourced(row, f"{_received(row)}报表，未见书面材料"), self._others(row), row)

    def duty(self, row: DutyMonthRow) -> str:
        """On what a duty rests, where that is not plain: 推定, or membership of a group; blank else."""
        return "；".join(self._bases(row.unit, (row.task_id,)))

    def _told(self, told: str, others: str, row: ReturnRow) -> str:
        return "；".join(part for part in (told, others, *self._bases(row.unit, row.tasks_owed)) if part)

    def _others(self, row: ReturnRow) -> str:
        """What else came from the unit, or may have, while this return was collected; blank for nothing."""
        first, last = self._window(row)
        candidates = (*self._by_unit.get(row.unit, ()), *self._by_unit.get("", ()))
        sent = [
            one
            for one in candidates
            if one.source not in row.sources and (first < one.day <= last or row.period in one.periods)
        ]
        told = dict.fromkeys(_sent_words(one) for one in sorted(sent, key=lambda one: (one.day, one.source)))
        return f"同期收到该单位文件：{'、'.join(told)}" if told else ""

    @cached_property
    def _by_unit(self) -> dict[str, list[Sent]]:
        """Unit → what it may have sent; '' → what nobody knows the sender of."""
        return gathered((unit, one) for one in self._ledger.sent for unit in one.units or ("",))

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
    day = f"{chinese_date(row.received_date)}收到" if row.received_date else "收到日期见收文清单"
    return f"{day}（{row.received_basis}）" if row.received_basis else day


def _sourced(row: ReturnRow, told: str) -> str:
    return f"{told}；来源：{wording.quote(listed(row.sources))}" if row.sources else told


def _sent_words(one: Sent) -> str:
    """``“4月7日/区水务局.xlsx”（附件4，4月，2022年4月7日，日期文件夹）``."""
    what = "书面材料" if one.is_material else one.form.annex if one.form else "未能识别"
    said = (
        what,
        listed(period.label for period in one.periods),
        f"{chinese_date(one.day)}，{one.basis}",
        "" if one.is_settled else "待认定",
        "" if one.units else "单位不明",
    )
    name = f"“{wording.quote(one.source)}”" if one.source else "纸质件"
    return f"{name}（{'，'.join(part for part in said if part)}）"
