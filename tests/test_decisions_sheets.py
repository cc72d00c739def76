"""A sheet of 人工认定.xlsx is one class: a new kind of decision is a new file, and what nobody reads voids nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import test_decisions as some
import test_decisions_entries as more
from decision_desk import Desk

from pipeline.decisions.contents import SHEETS
from pipeline.decisions.decisions import Decisions

VALID: Mapping[str, Mapping[str, object]] = {
    "匹配认定": more.UNIT_ANSWER,
    "收文登记": some.PAPER,
    "延期批准": some.EXTENSION,
    "免报": some.EXEMPTION,
    "办结销号": some.CLOSURE,
    "重大事项": some.MAJOR,
    "点名确认": more.NAMING,
    "抽查结果": more.SPOT_CHECK,
    "核验复核": more.REVIEW,
    "问题处置": {"编号": "问1", "处置情况": "已拨付"},
    "更正": more.CORRECTION,
    "通报登记": more.ISSUED,
}
READ_THROUGHOUT = {"重大事项", "更正"}


def unread() -> Iterator[tuple[str, str]]:
    """(sheet, label) of each column that becomes no field of the entry and decides nothing."""
    for sheet in SHEETS:
        for name, column in sheet.columns.items():
            if name not in sheet.fields and not column.decides:
                yield sheet.name, column.label


@pytest.mark.parametrize(("sheet", "label"), [pytest.param(*one, id="·".join(one)) for one in unread()])
def test_what_nobody_reads_cannot_void_a_decision(tmp_path: Path, sheet: str, label: str) -> None:
    """R27: “昨天” under 认定日期 is a slip, and the answer beside it still stands."""
    expected = some.load(tmp_path, sheet, VALID[sheet])
    decisions = some.load(tmp_path, sheet, {**VALID[sheet], label: "昨天"})
    assert decisions == expected
    assert decisions.findings == ()
    assert decisions != Decisions()


def test_every_sheet_is_walked() -> None:
    assert {sheet.name for sheet in SHEETS} == set(VALID)
    assert {sheet for sheet, _ in unread()} == set(VALID) - READ_THROUGHOUT
    assert {label for _, label in unread()} >= {
        *("认定人", "认定日期", "登记人", "批准人", "批准日期", "核实人"),
        *("确认人", "确认日期", "核查人", "复核人", "复核日期"),
    }


@pytest.mark.parametrize("sheet", ["抽查结果", "问题处置", "更正", "通报登记", "办结销号"])
def test_a_day_that_is_shown_must_be_one(tmp_path: Path, sheet: str) -> None:
    """核查日期 … stand in texts and bulletins: a day that is none is told and asked for."""
    days = {
        "抽查结果": "核查日期",
        "问题处置": "处置日期",
        "更正": "更正日期",
        "通报登记": "印发日期",
        "办结销号": "核实日期",
    }
    decisions = some.load(tmp_path, sheet, {**VALID[sheet], days[sheet]: "昨天"})
    assert [fault.kind.name for fault in decisions.findings] == ["DECISION_INVALID"]


NEW_KIND = '''
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, SheetColumn, Entry


@dataclass(frozen=True)
class Loan(Entry, sheet="借阅登记"):
    """A return that was lent out."""

    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_key=True, is_asked=True)]
    back_on: Annotated[date, SheetColumn("归还日期", 11.5, cells.day, shown=DAY)]
    is_back: Annotated[bool, SheetColumn("已还", 7, cells.one_of(是=True, 否=False), decides=True)]
    remark: ClassVar = SheetColumn("备注", 26)
'''
A_YEAR_LATER = """
import sys
from datetime import date
from pathlib import Path

from core_samples import FINANCE
from decision_desk import Desk

from pipeline.decisions.sheets.loans import Loan

desk = Desk(Path(sys.argv[1]))
loan = Loan(FINANCE, date(2022, 5, 9), True)
asked = {"借阅登记": [(FINANCE,)]}
_, refresh = desk.run(pending=asked)
assert desk.rows("借阅登记") == [{"单位": FINANCE}], "written"
assert refresh.waiting == {"借阅登记": 1}
desk.type("借阅登记", {"B2": "2022.5.9", "C2": "是", "D2": "昨天"})
decisions, _ = desk.run(pending=asked)
assert (decisions.of(Loan), decisions.findings) == ((loan,), ()), "read back"
desk.delete_row("借阅登记", 2)
decisions, refresh = desk.run()
assert (decisions.of(Loan), refresh.restored) == ((loan,), 1), "kept"
assert desk.rows("借阅登记") == [{"单位": FINANCE, "归还日期": "2022.5.9", "已还": "是", "备注": "昨天"}], "restored"
desk.path.unlink()
assert desk.run()[0].of(Loan) == (loan,)
assert desk.open().sheetnames[-3:] == ["借阅登记", "别名建议", "填写说明"], "in a new workbook"
desk.type("借阅登记", {"B2": "月底"})
[fault] = desk.run()[0].findings
assert "“借阅登记”B2" in fault.problem
desk.type("借阅登记", {"C2": "撤销"})
assert desk.run()[0].of(Loan) == ()
"""


def test_a_new_kind_of_decision_is_one_new_file(tmp_path: Path) -> None:
    """Nothing else changes, not in the pipeline and not in the workbook that an office already has."""
    tests = Path(__file__).parent
    shutil.copytree(tests.parent / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "pipeline/decisions/sheets/loans.py").write_text(NEW_KIND, encoding="utf-8")
    office = Desk(tmp_path / "督查")
    office.run()
    assert "借阅登记" not in office.open().sheetnames
    command = [sys.executable, "-c", A_YEAR_LATER, str(office.root)]
    paths = f"{tmp_path}{os.pathsep}{tests}"
    made = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
