"""What a form tells a clerk while it is filled in: light yellow where something lacks or does not agree, and what to write.

Conditional formats and input messages alone: no macro, and nothing that refuses an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell

from pipeline.outputs.forms.layout import FIRST_ANSWER, Blank, PrintedForm
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
_UNEXPLAINED = (
    'AND(OR(LEFT(TRIM({met_goal_text}),1)="否",LEFT(TRIM({met_goal_text}),1)="未"{partly}),'
    'OR(TRIM({here})="",TRIM({here})="无",TRIM({here})="/"))'
)
_PARTLY = ',LEFT(TRIM({met_goal_text}),2)="部分"'  # at a quarter's end that needs its reason, too
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
_PART_WORDS = "一项任务分几行填的，填在空行里：序号写任务编号加分项号，如：任务37-1；内容写这一分项。"


def _told(words: str) -> dict[str, object]:
    return {"validate": "any", "input_message": words}


# Field → what the clerk is told on coming to its cell, and what it offers.
_RULES: Mapping[FormKind, Mapping[str, dict[str, object]]] = {
    FormKind.PLAN: dict.fromkeys(GOALS, _told(_GOAL_WORDS)),
    FormKind.PROGRESS: {
        "progress": _told("写截至本月底的完成情况，累计数与季度目标用同一口径。浅黄是还没有填，或者数字低于季度目标。"),
        "problems": _told("没有完成的，写明存在问题和未完成的原因；没有问题的，填“无”。"),
        "next_steps": _told("写明下一步做什么、什么时候完成。"),
        "met_goal_text": {
            "validate": "list",
            "source": ["是", "否", "部分完成"],
            "input_message": "请选择：是、否或部分完成。选“否”的，在“存在问题”栏写明未完成的原因。",
            "error_type": "information",
            "error_title": "请核对",
            "error_message": "一般填写：是、否或部分完成。",
        },
    },
}


@dataclass(frozen=True)
class Body:
    """The rows of a form between header and signing line: ``top`` up to, not including, ``end`` (0-based).

    From ``spare`` on they are blank, for the parts of a task.
    """

    layout: PrintedForm
    top: int
    spare: int
    end: int
    is_quarter_end: bool = False


def advise(book: Workbook, sheet: Worksheet, body: Body) -> None:
    """The answers of ``body`` and the places around it turn yellow where they lack, and say what belongs there."""
    yellow = book.add_format({"bg_color": WARNING_FILL})
    for column, formula in _conditions(body):
        _colour(sheet, (body.top, column, body.end - 1, column), formula, yellow)
    for row, blank in _places(body):
        formula = f'AND(TRIM({xl_rowcol_to_cell(row, blank.column, True, True)})="",{_form_begun(body)})'
        _colour(sheet, (row, blank.column, row, blank.last), formula, yellow)
    rules = _RULES[body.layout.kind]
    for column, field in enumerate(body.layout.fields):
        if rule := rules.get(field.name):
            sheet.data_validation(body.top, column, body.end - 1, column, rule | {"input_title": field.heading})
    if body.spare < body.end:
        rule = _told(_PART_WORDS) | {"input_title": "分项填报"}
        sheet.data_validation(body.spare, 0, body.end - 1, FIRST_ANSWER - 1, rule)


def _places(body: Body) -> tuple[tuple[int, Blank], ...]:
    """(row, place) of what belongs on the form around the table; it is signed on paper."""
    filler, phone, _ = body.layout.signing
    reporting_line = body.top - body.layout.header_height - 1
    return ((reporting_line, body.layout.reported), (body.end, filler), (body.end, phone))


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
        "partly": _PARTLY.format(**cells) if body.is_quarter_end else "",
    }
    for name, formula in _CONDITIONS[body.layout.kind]:
        yield fields.index(name), formula.format(here=cells[name], **known)


def _form_begun(body: Body) -> str:
    answers = [column for column, field in enumerate(body.layout.fields) if field.is_answer]
    return f"COUNTA({xl_range_abs(body.top, answers[0], body.end - 1, answers[-1])})>0"


def _colour(sheet: Worksheet, area: tuple[int, int, int, int], formula: str, style: Format) -> None:
    sheet.conditional_format(*area, {"type": "formula", "criteria": f"={formula}", "format": style})
