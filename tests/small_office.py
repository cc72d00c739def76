"""A sample office of a few tasks: a run of it takes a second, one of all 109 tasks five.

The units come in the order of the tasks, as in the whole office; nobody is left out, so nobody needs to be excused.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import patch

from openpyxl import load_workbook

from pipeline.demo import office
from pipeline.demo.office import SampleOffice, write_office
from pipeline.vocabulary.periods import Period

PROJECT = Path(__file__).resolve().parents[1]
_TASKS = PROJECT / "master" / "责任分解表.xlsx"
# Tasks that only these units bear, in the order of the table; each unit leads one, some support another's.
THREE_UNITS = ("任务22", "任务34", "任务44", "任务61", "任务63", "实事1", "实事10")
SIX_UNITS = (*THREE_UNITS, "任务59", "任务76", "任务79", "任务83", "实事2", "实事3", "实事8")


def write_small_office(root: Path, task_ids: tuple[str, ...], until: Period, seed: int = 3) -> SampleOffice:
    """The sample office at ``root`` with these tasks of the notice and the returns of all units that bear them."""
    project = root.parent / f"{root.name}-project"
    shutil.copytree(PROJECT / "master", project / "master")
    shutil.copy(PROJECT / "config.toml", project)
    _keep_tasks(project / "master" / _TASKS.name, task_ids)
    with patch.object(office, "_PROJECT", project):
        made = write_office(root, seed=seed, until=until)
    shutil.rmtree(project)
    return made


def _keep_tasks(path: Path, task_ids: tuple[str, ...]) -> None:
    book = load_workbook(path, rich_text=True)
    for sheet, annex in ((book.worksheets[0], "任务"), (book.worksheets[1], "实事")):
        for row in range(sheet.max_row, 3, -1):
            if f"{annex}{sheet.cell(row, 1).value}" not in task_ids:
                sheet.delete_rows(row)
    book.save(path)
