"""汇总台账.xlsx: the offices side by side, for reading and printing, and what each told as data sheets (docs/contract.md)."""

from __future__ import annotations

from pathlib import Path

from pipeline.outputs.rollup.data_rows import period_rows, project_rows, run_rows
from pipeline.outputs.rollup.office_table import write_office_sheet
from pipeline.outputs.rollup.offices import Rollup
from pipeline.outputs.rollup.sheets import office_sheets
from pipeline.outputs.xlsx.data_sheets import write_data_sheet
from pipeline.outputs.xlsx.theme import style_maker
from pipeline.outputs.xlsx.workbook import Workbook, write_workbook
from pipeline.vocabulary.tables import OFFICE_PERIODS, OFFICE_PROJECTS, OFFICE_RUNS


def write_rollup_workbook(path: Path, rollup: Rollup) -> Path:
    """The workbook lies at ``path``; the same roll-up gives the same bytes."""

    def build(book: Workbook) -> None:
        style = style_maker(book)
        for told in office_sheets(rollup):
            write_office_sheet(book, style, rollup, told)
        write_data_sheet(book, style, OFFICE_PROJECTS, OFFICE_PROJECTS.frame(project_rows(rollup)))
        write_data_sheet(book, style, OFFICE_PERIODS, OFFICE_PERIODS.frame(period_rows(rollup)))
        write_data_sheet(book, style, OFFICE_RUNS, OFFICE_RUNS.frame(run_rows(rollup)))

    return write_workbook(path, rollup.day, build)
