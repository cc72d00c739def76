"""How Annex 3 and Annex 4 look: their columns, lines and styles, as data (notice, 附件3 and 附件4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.outputs.xlsx.workbook import Worksheet
from pipeline.vocabulary.form_fields import FIELDS, GOALS, Field
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
    "mark_of_office": {"font_size": 8, "font_color": "#808080"},
    "mark_open": {"font_size": 8, "font_color": "#808080"} | _OPEN,
}


@dataclass(frozen=True)
class Blank:
    """A place to write, from ``column`` to ``last`` (0-based), and the label before it; ``name`` in FormSheet."""

    name: str
    label: str
    column: int
    last: int


@dataclass(frozen=True)
class PrintedForm:
    """One form, of ``kind``. Rows from the top: annex mark, title, month (Annex 4), reporting line, header, body, signing line.

    ``widths`` by the fields' names. ``spare_rows`` blank rows below the prefilled ones let a unit break a task into
    several (R11).
    """

    kind: FormKind
    title: str
    sheet: str
    fields: tuple[Field, ...]
    widths: Mapping[str, float]
    spare_rows: int
    has_month: bool = False

    @property
    def header_height(self) -> int:
        """Rows of the header: two where columns are grouped."""
        return 2 if any(field.group for field in self.fields) else 1

    @property
    def last(self) -> int:
        """The last column of the notice."""
        return len(self.fields) - 1

    @property
    def mark(self) -> int:
        """The hidden column behind it, where the marks stand."""
        return len(self.fields)

    @property
    def reported(self) -> Blank:
        """填报时间 takes the right half of the reporting line."""
        return Blank("reported_text", "填报时间：", self._middle + 1, self.last)

    @property
    def signing(self) -> tuple[Blank, ...]:
        """The signing line: who filled it in and the phone on the left half, who signs on the right."""
        return (
            Blank("filler", "填报人：", 1, 1),
            Blank("phone", "联系电话：", 3, self._middle - 1),
            Blank("signer", "负责人签字：", self._middle + 1, self.last),
        )

    @property
    def _middle(self) -> int:
        return (len(self.fields) + 1) // 2


UNIT_COLUMNS = (0, 2)  # where 填报单位 stands
FIRST_ANSWER = 2  # the column after number and task
PREFILLED = frozenset({"number_text", "task_text", "quarter_goal"})  # what the office writes is locked
CENTRED = frozenset({"number_text", "principal", "deputy", "met_goal_text"})
PRINTED_FORMS = {
    FormKind.PLAN: PrintedForm(
        FormKind.PLAN,
        title="年度工作任务落实计划表",
        sheet="附件3落实计划表",
        fields=FIELDS[FormKind.PLAN],
        widths={
            "number_text": 9,
            "task_text": 34,
            **dict.fromkeys(GOALS, 17),
            "principal": 9,
            "deputy": 9,
            "remark": 11,
        },
        spare_rows=4,
    ),
    FormKind.PROGRESS: PrintedForm(
        FormKind.PROGRESS,
        title="年度工作任务落实情况表",
        sheet="附件4落实情况表",
        fields=FIELDS[FormKind.PROGRESS],
        widths={
            "number_text": 9,
            "task_text": 32,
            "quarter_goal": 21,
            "progress": 32,
            "problems": 18,
            "next_steps": 20,
            "met_goal_text": 13,
        },
        spare_rows=2,
        has_month=True,
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

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """``formula`` as a file holds it: no form uses a function that needs a prefix, and looking for each costs half a form."""
        return formula.removeprefix("=")
