"""What clerks put above, between, below and beside the rows."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.edits import first_row, header_of, last_row, on_lines, put_before, text_line
from corpus.forms import Draft, Row
from corpus.layouts import HEADS, header_lines
from corpus.registry import add, habit
from corpus.sheets import Cell, Line, Sheet, shown
from pipeline.vocabulary.terms import FormKind

_PROGRESS = {"form": FormKind.PROGRESS}

# Above the table.


def _with_head(head: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        return replace(draft, head=head, stem="附件3" if draft.real_period.is_plan else f"附件4（{draft.month}月）")

    add(f"head_{head}", "表首", change, "head stem")


for _head in HEADS:
    if _head not in ("merged", "none"):
        _with_head(_head)


@habit("表首", "head title month stem unit date")
def head_missing(draft: Draft, rng: random.Random) -> Draft:
    """The table begins at once; unit and month stand in the file name."""
    stem = f"{draft.real_unit}附件3" if draft.real_period.is_plan else f"{draft.real_unit}{draft.month}月份"
    draft = replace(draft, head="none", stem=stem, reported_date=None)
    return on_lines(draft, lambda sheet, rng: sheet.lines[header_of(draft, sheet) :])


@habit("表首", "title")
def title_missing(draft: Draft, rng: random.Random) -> Draft:
    """No annex mark and no title; the month's line stays."""
    gone = {draft.title, "附件3", "附件4"}
    return on_lines(
        draft, lambda sheet, rng: tuple(line for line in sheet.lines if not gone & {shown(c.value) for c in line.cells})
    )


@habit("表首", "title")
def title_of_a_copy(draft: Draft, rng: random.Random) -> Draft:
    """The title in other words."""
    if draft.real_period.is_plan:
        return replace(
            draft,
            title=rng.choice(
                (
                    "市中区2022年重点工作任务落实计划表",
                    "年度工作任务分解落实计划",
                    "附件3：2022年年度工作任务落实计划表",
                )
            ),
        )
    return replace(
        draft,
        title=rng.choice(
            (
                "市中区政府工作报告任务落实情况统计表",
                "2022年重点任务进展情况表",
                "附件4：2022年年度工作任务落实情况表",
                "月度工作进展情况",
            )
        ),
    )


@habit("表首", "title")
def title_of_the_other_annex(draft: Draft, rng: random.Random) -> Draft:
    """The title was copied from the other annex: the columns say which form it is."""
    other = "落实情况表" if draft.real_period.is_plan else "落实计划表"
    return replace(draft, title=f"{draft.real_period.year}年年度工作任务{other}")


@habit("表首", "offset")
def leading_blank_rows(draft: Draft, rng: random.Random) -> Draft:
    """Blank rows above everything."""
    return on_lines(draft, lambda sheet, rng: (*(Line() for _ in range(rng.randint(1, 5))), *sheet.lines))


@habit("表首", "offset")
def leading_blank_columns(draft: Draft, rng: random.Random) -> Draft:
    """Blank columns left of everything."""
    count = rng.randint(1, 3)
    pad = tuple(Cell() for _ in range(count))
    return on_lines(draft, lambda sheet, rng: tuple(replace(line, cells=(*pad, *line.cells)) for line in sheet.lines))


@habit("表首", "offset")
def instructions_above(draft: Draft, rng: random.Random) -> Draft:
    """Instructions for filling in stand above the title."""
    lines = (
        text_line("填表说明：1.请各单位于每月初5个工作日内报送。"),
        text_line("2.“完成情况”“存在问题”“下一步计划”请据实填写，序号请勿改动。"),
        Line(),
    )
    return on_lines(draft, lambda sheet, rng: (*lines, *sheet.lines))


# Between and below the rows.


@habit("表中插行", "between", least=2)
def blank_rows_between(draft: Draft, rng: random.Random) -> Draft:
    """Blank rows among the rows."""
    return put_before(draft, lambda sheet: (Line(),), 0.4)


@habit("表中插行", "between", least=2)
def header_repeated(draft: Draft, rng: random.Random) -> Draft:
    """The header is repeated for the next printed page."""
    return put_before(draft, lambda sheet: tuple(header_lines(draft.columns)), 0.3)


@habit("表中插行", "between", least=2)
def title_and_header_repeated(draft: Draft, rng: random.Random) -> Draft:
    """Title, unit and header are repeated for the next printed page."""
    return put_before(draft, lambda sheet: tuple(line for line in sheet.lines[: first_row(sheet)]), 0.01)


@habit("表中插行", "between", least=2)
def category_rows(draft: Draft, rng: random.Random) -> Draft:
    """Rows that only name a category, merged over the width."""
    words = ("聚力产业支撑，全力提振市中经济", "聚力民生改善，不断提升生活品质", "聚力空间支撑，全面加快城乡建设")
    return put_before(draft, lambda sheet: (Line((Cell(rng.choice(words), across=len(draft.columns)),)),), 0.3)


@habit("表中插行", "between number", least=2)
def sections_with_restarted_numbers(draft: Draft, rng: random.Random) -> Draft:
    """一、重点任务 and 二、民生实事, each numbered from 1."""
    numbered: list[Row] = []
    counts = {"任务": 0, "实事": 0}
    for row in draft.rows:
        kind = (row.task_id or "任务")[:2]
        counts[kind] += 1
        numbered.append(replace(row, number=counts[kind]))
    width = len(draft.columns)
    turn = next((row.key for row in draft.rows if (row.task_id or "").startswith("实事")), None)
    first = draft.rows[0].key

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        lines: list[Line] = []
        for line in sheet.lines:
            if line.key == first and turn != first:
                lines.append(Line((Cell("一、重点任务", across=width),)))
            if line.key and line.key == turn:
                lines.append(Line((Cell("二、民生实事", across=width),)))
            lines.append(line)
        return tuple(lines)

    return on_lines(replace(draft, rows=tuple(numbered)), change)


@habit("表尾", "below")
def notes_below(draft: Draft, rng: random.Random) -> Draft:
    """注： under the table."""
    notes = (
        text_line("注：1.请按季度目标填写；2.“是否完成阶段任务目标”填是或否。"),
        text_line("", "备注：以上数据截至月底。"),
        text_line("说明：各项任务由各科室分别负责。"),
    )
    return on_lines(draft, lambda sheet, rng: (*sheet.lines, *rng.sample(notes, rng.randint(1, 2))))


@habit("表尾", "below")
def total_row(draft: Draft, rng: random.Random) -> Draft:
    """合计 under the last row."""
    count = len(draft.rows)
    total = rng.choice(
        (
            text_line("合计", f"共{count}项", "", f"已完成{count - 1}项"),
            text_line("", "合计", count),
            text_line("合  计", "", "", count),
        )
    )

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        end = last_row(sheet) + 1
        return (*sheet.lines[:end], total, *sheet.lines[end:])

    return on_lines(draft, change)


@habit("表尾", "below")
def spare_numbered_rows(draft: Draft, rng: random.Random) -> Draft:
    """Rows with a number and nothing else are left below."""

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        end = last_row(sheet) + 1
        spare = tuple(text_line(len(draft.rows) + i) for i in range(1, rng.randint(3, 6)))
        return (*sheet.lines[:end], *spare, *sheet.lines[end:])

    return on_lines(draft, change)


@habit("表尾", "below")
def other_signing_lines(draft: Draft, rng: random.Random) -> Draft:
    """Other lines for signatures than the notice's."""
    tails = (
        (text_line("单位主要负责人（签字）：陈志远", "", "", "（盖章）"), text_line("", "", "", "2022年4月7日")),
        (text_line("审核人：孙明亮", "", "填表人：王敏", "", "联系电话：82071234"),),
        (Line((Cell("填报人：王敏      联系电话：82071234      负责人签字：", across=len(draft.columns)),)),),
        (text_line("", "填报人", "王敏", "联系电话", "82071234", "负责人签字"),),
        (text_line("分管领导签字：", "", "主要领导签字：", "", "经办人：王敏"),),
    )

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        return (*sheet.lines[: last_row(sheet) + 1], *rng.choice(tails))

    return on_lines(draft, change)


@habit("表尾", "below")
def signing_line_missing(draft: Draft, rng: random.Random) -> Draft:
    """The sheet ends with the last row."""
    return on_lines(draft, lambda sheet, rng: sheet.lines[: last_row(sheet) + 1])


@habit("表外", "far")
def stray_cells(draft: Draft, rng: random.Random) -> Draft:
    """A dot far right, a remark beside a row, something far below."""

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        lines = list(sheet.lines)
        row = rng.randrange(first_row(sheet), len(lines))
        pad = (Cell() for _ in range(sheet.width + 2 - len(lines[row].cells)))
        lines[row] = replace(lines[row], cells=(*lines[row].cells, *pad, Cell(rng.choice((".", "与财务核对", "√", 1)))))
        return (*lines, *(Line() for _ in range(20)), text_line("", rng.choice((".", "王敏核", 0))))

    return on_lines(draft, change)


@habit("表外", "between", least=2)
def example_row(draft: Draft, rng: random.Random) -> Draft:
    """The sample row of the template was left above the first row."""
    sample = text_line(
        "例", "（示例）加快推进某某项目建设", "完成项目主体施工", "已完成主体施工", "无", "开展装修", "是"
    )

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        first = first_row(sheet)
        return (*sheet.lines[:first], sample, *sheet.lines[first:])

    return on_lines(draft, change)
