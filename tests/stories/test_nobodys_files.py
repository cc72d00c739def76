"""Empty sheets, blank forms and our own notes lie in the inbox: nobody is asked about them, and nobody is held up (R8)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from stories.forms import month_form
from stories.office import Office

FINANCE = "区财政局"


def _book(*lines: str) -> bytes:
    book, stream = Workbook(), BytesIO()
    for line in lines:
        book.active.append([line])
    book.save(stream)
    return stream.getvalue()


def _document(*lines: str) -> bytes:
    document, stream = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


HOW = (
    "填报说明",
    "1. 按责任分解表逐项填写。",
    "2. 每月5日前报送。",
    "3. 不改动表头。",
    "4. 一行一项。",
    "5. 写明原因。",
)
NOBODYS = [
    pytest.param("附件4（空表）.xlsx", month_form("", 3, {}, title="年度工作任务落实情况表"), id="a blank form"),
    pytest.param("新建 XLSX 工作表.xlsx", _book(), id="an empty sheet"),
    pytest.param("填报说明.xlsx", _book(*HOW), id="a note in a sheet"),
    pytest.param("填报说明.docx", _document(*HOW), id="a note in Word"),
    pytest.param("说明.txt", "今天收到的都在这里。\n".encode(), id="a note in a text"),
]


@pytest.mark.parametrize(("name", "content"), NOBODYS)
def test_nobody_is_asked_about_what_is_nobody_s(tmp_path: Path, name: str, content: bytes) -> None:
    office = Office(tmp_path / "区")
    office.put(f"2022-04-05/{name}", content)
    office.run("04-11")
    assert not office.entries("匹配认定")
    assert office.state(FINANCE, "2022-03") == "未报", "no unit is held open by it"


def test_a_blank_form_of_a_named_unit_is_still_told(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", month_form("", 3, {}, title="年度工作任务落实情况表"))
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "待认定"
