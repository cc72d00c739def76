"""Contacts: who fills in a unit's forms, listed once, and phones in no other output (R24)."""

from __future__ import annotations

import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import pytest
from core_samples import FINANCE, MARCH, PLAN, PLANNING, file, ledger, submission
from openpyxl import load_workbook

from pipeline.config import load_settings
from pipeline.demo.office import write_office
from pipeline.ledger.receipts.contacts import list_contacts
from pipeline.master.tasks import load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.outputs.contacts_workbook import SHEET, write_contacts_workbook
from pipeline.stages import Walk, run_deadline
from pipeline.submissions.matching.references import References
from pipeline.submissions.read_file import read_file
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period

APRIL_6, APRIL_7, APRIL_11 = (date(2022, 4, day) for day in (6, 7, 11))
PHONE = "053182070000"
MOBILE = 13800531234


@pytest.mark.parametrize(
    ("later", "name", "phone"),
    [
        pytest.param({"filler": "李四", "phone": "2"}, "李四", "2", id="somebody else"),
        pytest.param({"filler": "张三"}, "张三", "1", id="the same without a phone"),
        pytest.param({"filler": "李四"}, "李四", "", id="somebody else without a phone"),
        pytest.param({"phone": "2"}, "张三", "2", id="only a phone"),
        pytest.param({}, "张三", "1", id="nobody"),
    ],
)
def test_the_last_form_that_names_somebody_counts(later: dict[str, str], name: str, phone: str) -> None:
    files = [
        file("a.xlsx", APRIL_6, submission(FINANCE, PLAN, filler="张三", phone="1")),
        file("b.xlsx", APRIL_7, submission(FINANCE, MARCH, **later)),
    ]
    contacts = list_contacts(files, [PLANNING, FINANCE], APRIL_11)
    assert [one.unit for one in contacts] == [PLANNING, FINANCE]
    assert (contacts[1].name, contacts[1].phone) == (name, phone)
    assert (contacts[0].name, contacts[0].phone) == ("", "")


def test_a_form_that_is_not_here_yet_names_nobody() -> None:
    """A replay of an earlier day."""
    files = [file("a.xlsx", APRIL_7, submission(FINANCE, MARCH, filler="张三", phone="1"))]
    assert list_contacts(files, [FINANCE], APRIL_6)[0].name == ""


def test_a_form_without_footer_is_noticed_once_its_last_version_lacks_it() -> None:
    """A later form that is signed settles it."""
    blank = submission(FINANCE, MARCH, unsigned=("filler", "signer"))
    signed = submission(FINANCE, MARCH)

    def noticed(*forms: object) -> int:
        files = [file(f"{n}.xlsx", APRIL_6, one) for n, one in enumerate(forms)]  # type: ignore[arg-type]
        found = ledger(APRIL_11, files).findings
        return int((found["category"] == Kind.FORM_UNSIGNED.value.category).sum())

    assert [noticed(blank), noticed(blank, signed), noticed(signed, blank), noticed(signed)] == [1, 0, 1, 0]


def test_the_sheet_lists_every_unit(tmp_path: Path) -> None:
    files = [file("a.xlsx", APRIL_6, submission(FINANCE, MARCH, filler="张三", phone="=1+1"))]
    contacts = list_contacts(files, [PLANNING, FINANCE], APRIL_11)
    path = write_contacts_workbook(tmp_path / "通讯录.xlsx", APRIL_11, contacts)
    header, *rows = load_workbook(path)[SHEET].iter_rows(values_only=True)
    assert header[1:4] == ("单位", "联系人", "联系电话")
    assert [row[1:4] for row in rows] == [(PLANNING, None, None), (FINANCE, "张三", "=1+1")]
    first = [cell for (cell,) in load_workbook(path)[SHEET].iter_rows(min_row=2, max_col=1)]
    assert [(cell.value, cell.is_date) for cell in first] == [(1, False), (2, False)], "序号 is a number on paper, too"
    again = write_contacts_workbook(tmp_path / "b.xlsx", APRIL_11, contacts)
    assert again.read_bytes() == path.read_bytes()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office after the run that closes March: every form carries a phone, those of one unit as a number."""
    root = tmp_path_factory.mktemp("联系人") / "样例"
    made = write_office(root, seed=3, units=4, until=Period(2022, 3))
    settings = load_settings(root)
    forms = sorted(settings.inbox.rglob("附件*.xlsx"))
    for path in forms:
        _sign(path, MOBILE if path.parent.name == forms[0].parent.name else PHONE)
    run_deadline(Walk(settings, made.today, lambda _, items, __: items), Period(2022, 3))
    return root


def _sign(path: Path, phone: object) -> None:
    """The footer of the form at ``path`` is filled in; damaged files stay as they are."""
    try:
        book = load_workbook(path)
    except zipfile.BadZipFile:
        return
    for sheet in book.worksheets:
        for cell in [cell for row in sheet.iter_rows() for cell in row]:
            label = str(cell.value or "").split("：")[0]
            if label in ("填报人", "联系电话", "负责人签字"):
                cell.value = f"{label}："
                value = {"填报人": "赵小联", "联系电话": phone, "负责人签字": "钱大签"}[label]
                merged = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
                column = (merged.max_col if merged else cell.column) + 1
                sheet.cell(cell.row, column).value = value
    book.save(path)


def _words(path: Path) -> str:
    """All the text a file holds, unpacked."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as package:
            return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return path.read_text(encoding="utf-8", errors="replace")


def test_phones_reach_the_contact_sheet(office: Path) -> None:
    words = _words(office / "outbox" / "通讯录.xlsx")
    assert PHONE in words and str(MOBILE) in words and "赵小联" in words


def test_phones_and_fillers_reach_no_other_output(office: Path) -> None:
    """Ledger, frozen ledger, letters, bulletins, page, decisions and register."""
    outputs = [
        path
        for folder in ("outbox", "archive/台账", "master")
        for path in sorted((office / folder).rglob("*"))
        if path.is_file() and path.name != "通讯录.xlsx"
    ]
    assert any(path.name == "台账.xlsx" for path in outputs) and any("催办函" in path.name for path in outputs)
    leaks = [path.name for path in outputs for word in (PHONE, str(MOBILE), "赵小联", "钱大签") if word in _words(path)]
    assert leaks == []
    with sqlite3.connect(office / "archive" / "登记.sqlite") as register:
        kept = "".join(register.iterdump())
    assert PHONE not in kept and "赵小联" not in kept


def test_the_footer_is_read_where_labels_share_a_cell(office: Path) -> None:
    """填报人：张三　联系电话：… in one cell, as many clerks type it."""
    settings = load_settings(office)
    units = load_units(settings.master / "单位名录.xlsx")
    tasks = load_tasks(settings.master / "责任分解表.xlsx", units)
    rows = [
        "2022年年度工作任务落实情况表（3月）",
        "填报单位：区财政局",
        "序号,重点任务、民生实事内容,季度计划完成目标,完成情况,存在问题,下一步计划,是否完成阶段任务目标",
        f"1,{tasks[0].text.replace(',', '，')},目标,已完成3项,无,继续推进,是",
        f"填报人：张三　联系电话：{PHONE}　负责人签字：",
    ]
    content = "\n".join(rows).encode()
    [(_, _, reading)] = read_file("财政局.csv", ("财政局",), content, References(settings, units, tasks, {}))
    [form] = reading.submissions
    assert (form.filler, form.phone, form.unsigned) == ("张三", PHONE, ("signer",))
