"""The forms of a collection: every unit's in its folder, and each form of all units in one parcel to send out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pipeline.keeping.files import write_swapped
from pipeline.master.tasks import Task
from pipeline.outputs.forms.blank_forms import FormRow, FormSheet, safe_name, write_form
from pipeline.vocabulary.forms.marks import FormMark
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Role

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # no day of making: the same forms give the same bytes
_READABLE = 0o644 << 16


@dataclass(frozen=True)
class Collection:
    """What is collected: the plan of ``year`` and, where there is a ``month``, its progress.

    ``planned_goals`` maps (task_id, unit) to the four quarter goals on file; Annex 4 shows the quarter's (R15). ``who`` reports
    (R1); ``office`` collects.
    """

    year: int
    month: int | None
    planned_goals: Mapping[tuple[str, str], tuple[str, str, str, str]]
    office: str = ""
    who: Literal["all", "lead"] = "all"

    @property
    def periods(self) -> tuple[Period, ...]:
        """The year and the month, if there is one."""
        return (Period(self.year), *([Period(self.year, self.month)] if self.month else []))

    def answers(self, task: Task, unit: str, period: Period) -> tuple[str, ...]:
        """What the office fills in for the unit."""
        goals = None if period.is_plan else self.planned_goals.get((task.task_id, unit))
        return (goals[period.quarter - 1],) if goals else ()


def write_unit_forms(folder: Path, tasks: Sequence[Task], collection: Collection, day: date) -> tuple[Path, ...]:
    """Every unit that owes (R1) has its folder with Annex 3 and, for a month, Annex 4, prefilled with its tasks.

    Each knows which office sent it out, to whom and for when (vocabulary/forms/marks). Beside the folders lies a parcel of each
    form, one file for every unit. Returns the forms, not the parcels.
    """
    owed = gathered(
        (unit, task)
        for task in tasks
        for unit in dict.fromkeys(a.unit for a in task.assignments if collection.who == "all" or a.role is Role.LEAD)
    )
    written = [pair for unit, own in sorted(owed.items()) for pair in _write_forms(folder, unit, own, collection, day)]
    for period, paths in gathered(written).items():
        _write_parcel(folder / f"{_parcel_name(period)}.zip", paths)
    return tuple(path for _, path in written)


def _write_forms(
    folder: Path, unit: str, own: Sequence[Task], collection: Collection, day: date
) -> Iterator[tuple[Period, Path]]:
    name = safe_name(unit)
    for period in collection.periods:
        kind = FormKind.of(period)
        rows = tuple(
            FormRow(task.task_id, task.text, collection.answers(task, unit, period), task.task_id) for task in own
        )
        mark = FormMark(collection.office, kind, period, unit)
        form = FormSheet(kind, period.year, unit, rows, period.month, mark=mark)
        yield period, write_form(folder / name / f"{kind.annex}-{_written(period)}-{name}.xlsx", form, day)


def _written(period: Period) -> str:
    return f"{period.year}年度计划" if period.is_plan else f"{period.year}年{period.month:02d}月"


def _parcel_name(period: Period) -> str:
    return f"{period.year}年度计划（空表）" if period.is_plan else f"{period.year}年{period.month}月报表（空表）"


def _write_parcel(path: Path, files: Sequence[Path]) -> Path:
    """A .zip of ``files`` without folders, their names in UTF-8; the same files give the same bytes."""

    def write(beside: Path) -> None:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as parcel:  # workbooks are packed already
            for file in files:
                entry = zipfile.ZipInfo(file.name, _LONG_AGO)
                entry.create_system, entry.external_attr = 3, _READABLE  # on Windows and Linux alike
                parcel.writestr(entry, file.read_bytes())

    return write_swapped(path, write)
