"""The least that files of this size cost: calamine opens every form, xlsxwriter writes as many cells, docxtpl as many notes.

``python -m benchmarks.rivals.floor OFFICE OUT CELLS``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import xlsxwriter
from docx import Document
from docxtpl import DocxTemplate
from python_calamine import CalamineWorkbook

_WIDE, _NOTES, _TEXT = 24, 41, "累计完成改造12.5公里，占年度计划的83%，其余路段正在施工"


def main() -> None:
    """The workbook and the notes lie in OUT."""
    office, out, cells = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted((office / "inbox").rglob("*.xls*")):
        try:
            book = CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        except Exception:
            continue
    book = xlsxwriter.Workbook(out / "台账.xlsx")
    sheet = book.add_worksheet()
    for number in range(cells):
        sheet.write_string(number // _WIDE, number % _WIDE, f"{_TEXT}{number % 5000}")
    book.close()
    note = Document()
    note.add_paragraph("{{ 文字 }}")
    note.save(str(out / "模板.docx"))
    for number in range(_NOTES):
        template = DocxTemplate(out / "模板.docx")
        template.render({"文字": _TEXT})
        template.save(out / f"{number}.docx")


if __name__ == "__main__":
    main()
