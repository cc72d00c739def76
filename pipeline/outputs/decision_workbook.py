"""master/人工认定.xlsx as it is first laid out for the office: every sheet with its header, nothing filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pipeline.master.decisions import DECISION_SHEETS
from pipeline.outputs.workbook import Workbook, write_cell, write_workbook

_WIDE = {"来源文件", "原文", "候选", "依据", "情况", "标题", "问题", "理由", "证据", "说明", "事由", "申报依据"}
_CHOICES = {
    "表种": ["计划", "落实"],
    "认定结果": {"办结销号": ["待核实", "已销号", "退回"]},
    "通报": {"重大事项": ["是", "否"]},
    "确认": ["是", "否"],
    "核查结果": ["属实", "部分属实", "不属实"],
    "复核结果": ["正常", "属实"],
}
_SPARE_ROWS = 300


def write_decision_workbook(
    path: Path, day: date, rows: Mapping[str, Sequence[Sequence[object]]] | None = None
) -> Path:
    """Every sheet of 人工认定 with its columns, drop-downs where the answer is one of a few, and ``rows`` if given."""

    def build(book: Workbook) -> None:
        head = book.add_format(
            {
                "bold": True,
                "bg_color": "#DDEBF7",
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        )
        cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "yyyy-mm-dd"})
        for layout in DECISION_SHEETS:
            sheet = book.add_worksheet(layout.sheet)
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            for column, label in enumerate(layout.columns):
                sheet.write_string(0, column, label, head)
                sheet.set_column(column, column, 34 if label in _WIDE else 14)
                choices = _CHOICES.get(label)
                source = choices.get(layout.sheet) if isinstance(choices, dict) else choices
                if source:
                    sheet.data_validation(
                        1, column, _SPARE_ROWS, column, {"validate": "list", "source": source, "error_type": "warning"}
                    )
            for number, row in enumerate((rows or {}).get(layout.sheet, ()), 1):
                for column, value in enumerate(row):
                    write_cell(sheet, number, column, value, cell)

    return write_workbook(path, day, build)
