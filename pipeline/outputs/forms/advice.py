"""What a form tells a clerk while it is filled in: light yellow where something lacks or does not agree, and what to write.

Conditional formats and input messages alone: no macro, and nothing that refuses an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell

from pipeline.outputs.forms.layout import PrintedForm
from pipeline.outputs.xlsx.theme import WARNING_FILL
from pipeline.outputs.xlsx.workbook import Format, Workbook, Worksheet
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.terms import FormKind

# In a row that somebody has begun, and once the form is begun in every row with a task.
_LACKING = 'AND(TRIM({here})="",OR({row_begun},AND(TRIM({task_text})<>"",{form_begun})))'
# Both plain numbers, or both per cent; a day (4月30日, 2022-4-30) is a number to Excel too.
_BELOW_GOAL = (
    'IFERROR(AND(TRIM({goal})<>"",TRIM({here})<>"",COUNT(FIND("月",{goal}&{here}),FIND("-",{goal}&{here}),FIND("/",{goal}&{here}),FIND(":",{goal}&{here}))=0,'
    'ISNUMBER(FIND("%",{goal}))=ISNUMBER(FIND("%",{here})),VALUE({here})<VALUE({goal})),FALSE)'
)
_UNEXPLAINED = 'AND(OR({unmet}),OR(TRIM({here})="",TRIM({here})="无",TRIM({here})="/"))'
_UNMET = ('LEFT(TRIM({met_goal_text}),1)="否"', 'LEFT(TRIM({met_goal_text}),1)="未"')
_PARTLY = 'LEFT(TRIM({met_goal_text}),2)="部分"'
_NEXT_LACKING = f'AND({_LACKING},LEFT(TRIM({{met_goal_text}}),1)<>"是")'

# Field → when its cell turns yellow.
_CONDITIONS: Mapping[FormKind, tuple[tuple[str, str], ...]] = {
    FormKind.PLAN: tuple((goal, _LACKING) for goal in GOALS),
    FormKind.PROGRESS: (
        ("progress", _LACKING),
        ("progress", _BELOW_GOAL),
        ("problems", _UNEXPLAINED),
        ("next_steps", _NEXT_LACKING),
        ("met_goal_text", _LACKING),
    ),
}
_GOAL_WORDS = "写明到季末要完成的数量或节点，如：开工3个、竣工1个。浅黄的格子是还没有填的。"
# Field → what the clerk is told on coming to its cell.
_WORDS: Mapping[FormKind, Mapping[str, str]] = {
    FormKind.PLAN: dict.fromkeys(GOALS, _GOAL_WORDS),
    FormKind.PROGRESS: {
        "progress": "写截至本月底的完成情况，累计数与季度目标用同一口径。浅黄是还没有填，或者数字低于季度目标。",
        "problems": "没有完成的，写明存在问题和未完成的原因；没有问题的，填“无”。",
        "next_steps": "写明下一步做什么、什么时候完成。",
    },
}
_MET_GOAL = {
    "validate": "list",
    "source": ["是", "否", "部分完成"],
    "input_message": "请选择：是、否或部分完成。选“否”的，在“存在问题”栏写明未完成的原因。",
    "error_type": "information",
    "error_title": "请核对",
    "error_message": "一般填写：是、否或部分完成。",
}


@dataclass(frozen=True)
class Body:
    """The rows of a form between header and signing line: ``top`` up to, not including, ``end`` (0-based)."""

    layout: PrintedForm
    top: int
    end: int
    is_quarter_end: bool = False


def advise(book: Workbook, sheet: Worksheet, body: Body) -> None:
    """The answers of ``body`` and the places around it turn yellow where they lack, and say what belongs there."""
    yellow = book.add_format({"bg_color": WARNING_FILL})
    for column, formula in _conditions(body):
        _colour(sheet, (body.top, column, body.end - 1, column), formula, yellow)
    begun = _form_begun(body)
    places = (
        (body.top - body.layout.header_height - 1, body.layout.reported),
        *((body.end, one) for one in body.layout.signing[:2]),
    )
    for row, blank in places:
        formula = f'AND(TRIM({xl_rowcol_to_cell(row, blank.column, True, True)})="",{begun})'
        _colour(sheet, (row, blank.column, row, blank.last), formula, yellow)
    for column, field in enumerate(body.layout.fields):
        words = _WORDS[body.layout.kind].get(field.name)
        rule = {"validate": "any", "input_message": words} if words else _MET_GOAL
        if words or field.name == "met_goal_text":
            area = (body.top, column, body.end - 1, column)
            sheet.data_validation(*area, rule | {"input_title": field.heading})


def _conditions(body: Body) -> Iterator[tuple[int, str]]:
    """(column, when its cell turns yellow) as a formula of the first row of the body."""
    fields = [field.name for field in body.layout.fields]
    cells = {name: f"${xl_col_to_name(column)}{body.top + 1}" for column, name in enumerate(fields)}
    answers = [cells[field.name] for field in body.layout.fields if field.is_answer]
    known = {
        **cells,
        "goal": cells.get("quarter_goal", ""),
        "row_begun": f"COUNTA({answers[0]}:{answers[-1]})>0",
        "form_begun": _form_begun(body),
        "unmet": ",".join((*_UNMET, _PARTLY) if body.is_quarter_end else _UNMET).format(**cells)
        if "met_goal_text" in cells
        else "",
    }
    for name, formula in _CONDITIONS[body.layout.kind]:
        yield fields.index(name), formula.format(here=cells[name], **known)


def _form_begun(body: Body) -> str:
    answers = [column for column, field in enumerate(body.layout.fields) if field.is_answer]
    return f"COUNTA({xl_range_abs(body.top, answers[0], body.end - 1, answers[-1])})>0"


def _colour(sheet: Worksheet, area: tuple[int, int, int, int], formula: str, style: Format) -> None:
    sheet.conditional_format(*area, {"type": "formula", "criteria": f"={formula}", "format": style})
