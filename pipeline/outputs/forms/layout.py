"""How Annex 3 and Annex 4 look: their columns, lines and styles, as data (notice, 附件3 and 附件4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.outputs.xlsx.workbook import Worksheet
from pipeline.vocabulary.terms import FormKind

BODY_POINTS = 11

_TABLE = {"border": 1, "text_wrap": True, "font_name": "仿宋", "font_size": BODY_POINTS}
_LINE = {"font_name": "仿宋", "font_size": BODY_POINTS, "valign": "vcenter"}
# Text format in what people fill: 5-1 stays no date, 100% no number (R13: kept as written).
_OPEN = {"locked": False, "num_format": "@"}
STYLES: dict[str, dict[str, object]] = {
    "mark": {"font_name": "黑体", "font_size": 14, "valign": "vcenter"},
    "title": {
        "font_name": "方正小标宋简体",
        "font_size": 20,
        "align": "center",
        "valign": "vcenter",
        "font_charset": 134,
    },
    "month": {"font_name": "仿宋", "font_size": 14, "align": "center", "valign": "vcenter"},
    "left": _LINE,
    "right": _LINE | {"align": "right"},
    "value": _LINE | _OPEN | {"align": "left"},
    "header": _TABLE | {"font_name": "黑体", "align": "center", "valign": "vcenter"},
    "locked": _TABLE | {"valign": "top"},
    "locked_centred": _TABLE | {"valign": "top", "align": "center"},
    "open": _TABLE | _OPEN | {"valign": "top"},
    "open_centred": _TABLE | _OPEN | {"valign": "top", "align": "center"},
}


@dataclass(frozen=True)
class FormColumn:
    """A column of the notice: ``group`` is the label merged over it and its neighbours of the same group."""

    label: str
    width: float
    group: str = ""
    is_centred: bool = False


@dataclass(frozen=True)
class Field:
    """A label and the place to write beside it: first and last column (0-based) of each; ``name`` in FormSheet."""

    name: str
    label: str
    label_columns: tuple[int, int]
    value_columns: tuple[int, int]


@dataclass(frozen=True)
class FormLayout:
    """One form. Rows from the top: annex mark, title, month (Annex 4), reporting line, header, body, signing line.

    ``spare_rows`` blank rows below the prefilled ones let a unit break a task into several (R11). ``goal_answer`` is
    the answer that a form may prefill and lock; ``met_goal_answer`` the one with a drop-down; None where there is none.
    """

    title: str
    sheet: str
    has_month: bool
    columns: tuple[FormColumn, ...]
    unit_columns: tuple[int, int]
    reported: Field
    signing: tuple[Field, ...]
    spare_rows: int
    goal_answer: int | None = None
    met_goal_answer: int | None = None

    @property
    def header_height(self) -> int:
        """Rows of the header: two where columns are grouped."""
        return 2 if any(column.group for column in self.columns) else 1


_GOALS = "季度目标及推进计划"

LAYOUTS = {
    FormKind.PLAN: FormLayout(
        title="年度工作任务落实计划表",
        sheet="附件3落实计划表",
        has_month=False,
        columns=(
            FormColumn("分解序号", 9, is_centred=True),
            FormColumn("重点任务、民生实事内容", 34),
            *(FormColumn(label, 17, _GOALS) for label in ("一季度", "二季度", "三季度", "四季度")),
            FormColumn("主要负责人", 9, is_centred=True),
            FormColumn("分管负责人", 9, is_centred=True),
            FormColumn("备注", 11),
        ),
        unit_columns=(0, 2),
        reported=Field("reported_text", "填报时间：", (5, 5), (6, 8)),
        signing=(
            Field("filler", "填报人：", (0, 0), (1, 1)),
            Field("phone", "联系电话：", (2, 2), (3, 4)),
            Field("signer", "负责人签字：", (5, 5), (6, 8)),
        ),
        spare_rows=4,
    ),
    FormKind.PROGRESS: FormLayout(
        title="年度工作任务落实情况表",
        sheet="附件4落实情况表",
        has_month=True,
        columns=(
            FormColumn("序号", 9, is_centred=True),
            FormColumn("重点任务、民生实事内容", 32),
            FormColumn("季度计划完成目标", 21),
            FormColumn("完成情况", 32),
            FormColumn("存在问题", 18),
            FormColumn("下一步计划", 20),
            FormColumn("是否完成阶段任务目标", 13, is_centred=True),
        ),
        unit_columns=(0, 2),
        reported=Field("reported_text", "填报时间：", (4, 4), (5, 6)),
        signing=(
            Field("filler", "填报人：", (0, 0), (1, 1)),
            Field("phone", "联系电话：", (2, 2), (3, 3)),
            Field("signer", "负责人签字：", (4, 4), (5, 6)),
        ),
        spare_rows=2,
        goal_answer=0,
        met_goal_answer=4,
    ),
}


class FormWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter ships no types
    """A worksheet whose rows in ``growing_rows`` (0-based) open at the height set and grow as somebody types.

    Excel keeps a row that says ``customHeight`` as it is and hides what is typed beyond it. xlsxwriter says it of
    every height; a row with ``ht`` alone is how Excel itself stores a row that it fitted, and fits again on edit.
    """

    growing_rows: frozenset[int] = frozenset()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing_rows:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)
