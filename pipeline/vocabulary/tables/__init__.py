"""Every table of the contract, its columns declared once (docs/contract.md).

The labels and their order are a contract with users; new columns may only follow at the end of a table.

- table: what a table and a column are; frames of values and their typed rows
- shared: columns that several tables have
- follow_up: rows of findings, problems, scores, figures
- received: rows of returns, of what was read, of files
- standing: rows of tasks and duties, now and month by month
- rollup: rows of many offices side by side
"""

from pipeline.vocabulary.tables.follow_up import FigureRow, FindingRow, ProblemRow, ScoreRow
from pipeline.vocabulary.tables.received import ReceiptRow, RecordRow, ReturnRow
from pipeline.vocabulary.tables.rollup import OfficePeriodRow, OfficeProjectRow, OfficeRunRow
from pipeline.vocabulary.tables.standing import DutyMonthRow, DutyRow, EntryMonthRow, EntryRow
from pipeline.vocabulary.tables.table import Column, Table

ENTRIES = Table("事项台账", EntryRow)
DUTIES = Table("责任台账", DutyRow)
RETURNS = Table("报送情况", ReturnRow)
RECORDS = Table("填报明细", RecordRow)
FINDINGS = Table("核验问题", FindingRow)
RECEIPTS = Table("收文清单", ReceiptRow)
PROBLEMS = Table("问题台账", ProblemRow)
DUTY_MONTHS = Table("逐月责任", DutyMonthRow)
ENTRY_MONTHS = Table("逐月事项", EntryMonthRow)
SCORES = Table("考评", ScoreRow)
FIGURES = Table("通报数据", FigureRow)

OFFICE_PERIODS = Table("分期报送", OfficePeriodRow)
OFFICE_PROJECTS = Table("民生实事", OfficeProjectRow)
OFFICE_RUNS = Table("运行情况", OfficeRunRow)

DATA_TABLES = (ENTRIES, DUTIES, RETURNS, RECORDS, FINDINGS, RECEIPTS, PROBLEMS, DUTY_MONTHS, ENTRY_MONTHS, FIGURES)
"""The data sheets of 台账.xlsx, in their order."""

ROLLUP_TABLES = (OFFICE_PROJECTS, OFFICE_PERIODS, OFFICE_RUNS)
"""The data sheets of 汇总台账.xlsx, in their order."""

__all__ = [
    "DATA_TABLES",
    "DUTIES",
    "DUTY_MONTHS",
    "ENTRIES",
    "ENTRY_MONTHS",
    "FIGURES",
    "FINDINGS",
    "OFFICE_PERIODS",
    "OFFICE_PROJECTS",
    "OFFICE_RUNS",
    "PROBLEMS",
    "RECEIPTS",
    "RECORDS",
    "RETURNS",
    "ROLLUP_TABLES",
    "SCORES",
    "Column",
    "DutyMonthRow",
    "DutyRow",
    "EntryMonthRow",
    "EntryRow",
    "FigureRow",
    "FindingRow",
    "OfficePeriodRow",
    "OfficeProjectRow",
    "OfficeRunRow",
    "ProblemRow",
    "ReceiptRow",
    "RecordRow",
    "ReturnRow",
    "ScoreRow",
    "Table",
]
