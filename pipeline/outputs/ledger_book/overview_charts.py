"""The native charts of 总览, each over rows that stand on the sheet."""

from __future__ import annotations

from pipeline.outputs.xlsx.theme import TINTS
from pipeline.outputs.xlsx.workbook import Chart, Workbook
from pipeline.vocabulary.terms import Standing, Status

_TITLE = {"size": 12}
_GRID = {"visible": True, "line": {"color": "#E0E0E0"}}


def standing_chart(book: Workbook, sheet: str, first: int, last: int) -> Chart:
    """事项进度 by category: one stacked bar per row ``first`` to ``last``, in the order of the table."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, standing in enumerate(Standing, start=2):
        chart.add_series(
            _series(standing, [sheet, first, 0, last, 0], [sheet, first, column, last, column]) | {"gap": 45}
        )
    chart.set_title({"name": "各类别事项进度（项）", "name_font": _TITLE})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    return chart


def rate_chart(book: Workbook, sheet: str, first: int, last: int, column: int) -> Chart:
    """按时率 by collection, for those that are over."""
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "按时率",
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, column, last, column],
            "fill": {"color": TINTS[Status.EXTENDED].solid},
            "data_labels": {"value": True, "num_format": "0.0%"},
            "gap": 80,
        }
    )
    chart.set_title({"name": "已截止各期按时率", "name_font": _TITLE})
    chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": _GRID})
    chart.set_legend({"none": True})
    return chart


def month_chart(book: Workbook, sheet: str, header: int, first: int, last_column: int, title: str) -> Chart:
    """进度 by month: one stacked column per month of the row ``header``, the standings in the rows from ``first`` on."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for row, standing in enumerate(Standing, start=first):
        chart.add_series(
            _series(standing, [sheet, header, 1, header, last_column], [sheet, row, 1, row, last_column]) | {"gap": 60}
        )
    chart.set_title({"name": title, "name_font": _TITLE})
    chart.set_y_axis({"min": 0, "major_gridlines": _GRID, "num_font": {"size": 9}})
    chart.set_legend({"position": "bottom"})
    return chart


def _series(standing: Standing, categories: list[object], values: list[object]) -> dict[str, object]:
    return {
        "name": str(standing),
        "categories": categories,
        "values": values,
        "fill": {"color": TINTS[standing].solid},
        "data_labels": {"value": True, "num_format": "0;;", "font": {"size": 9}},
    }
