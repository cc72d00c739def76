"""What a run hands to the next one about duties: who bore them, what was owed, which tasks and units there were (R26)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Extension
from pipeline.keeping.duty_log import DutyLog, MasterNames, Precedent, SeenDuty
from pipeline.ledger.model import Ledger
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.tables import RETURNS


def under_present_names(before: Precedent, directory: UnitDirectory) -> Precedent:
    """``before`` with every unit under the name in use; the register knows it by the one that never changes."""

    def present(key: tuple[str, str]) -> tuple[str, str]:
        found = directory.find(key[1])
        return (key[0], found.name if found else key[1])

    owed = None if before.owed is None else {present(key): tasks for key, tasks in before.owed.items()}
    return Precedent(owed, {present(key): day for key, day in before.last_days.items()})


def remember_duties(
    log: DutyLog, today: date, seen: Iterable[SeenDuty], ledger: Ledger, decisions: Decisions, directory: UnitDirectory
) -> None:
    """The register knows what this run saw; a run of an earlier day than the last has nothing to say."""

    def key(unit: str) -> str:
        found = directory.find(unit)
        return found.key if found else unit

    log.record_seen(seen)
    rows = RETURNS.rows(ledger.returns)
    log.record_owed(((str(row.period), key(row.unit), task) for row in rows for task in row.tasks_owed), today)
    granted: dict[tuple[str, str], date] = {}
    for one in decisions.extensions:
        place = (str(one.period), key(one.unit))
        granted[place] = max(one.extended_to, granted.get(place, one.extended_to))
    void = {(str(one.period), key(one.unit)) for one in decisions.void if isinstance(one, Extension)}
    log.record_extensions(granted, today, void)
    tasks = tuple(task.task_id for task in ledger.tasks)
    log.record_master_names(MasterNames(tasks, tuple(unit.key for unit in directory.units)))
