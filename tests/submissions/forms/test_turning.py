"""Tables whose headings do not stand above their columns: on their side, one task below the other, one row a quarter."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.grid import Grid, Value
from pipeline.submissions.forms.forms import read_form
from pipeline.submissions.forms.tables import locate_tables
from pipeline.submissions.forms.turning import part_quarters, set_upright, spread_quarters
from pipeline.vocabulary.form_fields import GOALS
from submissions.forms.form_sheets import HEADINGS, PROGRESS, ROAD, SCHOOL, sheet_of

TITLE, UNIT = ("年度工作任务落实情况表（3月）",), ("填报单位：区教体局",)


def read(grid: Grid | None) -> dict[int, dict[str, str]]:
    """Row number → the fields of every row of the one table in ``grid``."""
    assert grid
    [table] = locate_tables(grid, HEADINGS)
    assert table.missing == ()
    form = read_form(table, 2022)
    return {row.row: row.values for row in form.rows}


def test_headings_down_the_side_a_task_in_each_column() -> None:
    turned: list[tuple[Value, ...]] = list(zip(PROGRESS, SCHOOL, ROAD, strict=True))
    rows = read(set_upright(sheet_of(TITLE, UNIT, *turned, ("填报人：王芳",)), HEADINGS))
    assert list(rows) == [2, 3], "the columns in which they stand"
    assert rows[2]["progress"] == str(SCHOOL[PROGRESS.index("完成情况")])
    assert rows[3]["task_text"] == str(ROAD[1])


def test_one_task_below_the_other_each_with_its_headings() -> None:
    blocks: list[tuple[Value, ...]] = [
        (heading, text) for task in (SCHOOL, ROAD) for heading, text in zip(PROGRESS[1:], task[1:], strict=True)
    ]
    rows = read(set_upright(sheet_of(TITLE, UNIT, *blocks), HEADINGS))
    assert list(rows) == [3, 3 + len(PROGRESS) - 1], "the rows in which they begin"
    assert [values["task_text"] for values in rows.values()] == [str(SCHOOL[1]), str(ROAD[1])]


def test_what_stands_above_a_turned_table_is_read() -> None:
    grid = set_upright(sheet_of(TITLE, UNIT, *zip(PROGRESS, SCHOOL, strict=True)), HEADINGS)
    assert grid
    form = read_form(locate_tables(grid, HEADINGS)[0], 2022)
    assert (form.title, form.unit_text) == (TITLE[0], "区教体局")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((TITLE, UNIT, PROGRESS, SCHOOL, ROAD), id="upright"),
        pytest.param((("填报单位", "区教体局"), ("填报人", "王芳"), ("备注", "无")), id="labels alone"),
    ],
)
def test_what_does_not_lie_on_its_side(rows: tuple[tuple[Value, ...], ...]) -> None:
    assert set_upright(sheet_of(*rows), HEADINGS) is None


def test_a_row_for_each_quarter() -> None:
    quarters = ("一季度", "二季度", "三季度", "四季度")
    goals = [
        ("" if place else "1", "" if place else "新建学校", name, f"完成{place + 1}所")
        for place, name in enumerate(quarters)
    ]
    rows = read(spread_quarters(sheet_of(("序号", "重点任务", "季度", "工作目标及推进措施"), *goals)))
    assert {number: [values[name] for name in GOALS] for number, values in rows.items()} == {
        2: ["完成1所", "完成2所", "完成3所", "完成4所"]
    }
    assert rows[2]["task_text"] == "新建学校"


def test_a_row_of_a_quarter_that_says_more_than_its_goal_stays() -> None:
    """Two tasks, the second without its first quarter; whoever writes a name beside one quarter means that quarter."""
    rows = (
        ("1", "新建学校", "一季度", "选址", "张三"),
        ("1", "新建学校", "二季度", "开工", "张三"),
        ("1", "新建学校", "三季度", "封顶", "李四"),
        ("2", "新建医院", "二季度", "开工", "王五"),
        ("2", "新建医院", "四季度", "投用", ""),
    )
    read_rows = read(spread_quarters(sheet_of(("序号", "重点任务", "季度", "目标", "主要负责人"), *rows)))
    told = {n: [text for name in GOALS if (text := values.get(name))] for n, values in read_rows.items()}
    assert told == {2: ["选址", "开工"], 4: ["封顶"], 5: ["开工", "投用"]}


def test_four_goals_in_one_cell() -> None:
    """Each to its quarter, word for word; a cell that names fewer quarters is left as it is."""
    goals = "一季度：走访二十三家；\n二季度：开工十一所。\n三季度：封顶\n四季度：验收；投用。"
    header = ("序号", "重点任务", "季度目标及推进计划", "主要负责人")
    rows = read(
        part_quarters(sheet_of(header, (1, "新建学校", goals, "张三"), (2, "新建医院", "一季度：选址", "李四")))
    )
    assert [rows[2][name] for name in GOALS] == ["走访二十三家", "开工十一所。", "封顶", "验收；投用。"]
    assert part_quarters(sheet_of(header, (2, "新建医院", "一季度：选址；三季度：封顶", "李四"))) is None


def test_quarters_in_a_heading_are_columns_already() -> None:
    assert (
        spread_quarters(
            sheet_of(("序号", "重点任务", "一季度", "二季度", "三季度", "四季度"), (1, "新建学校", 1, 2, 3, 4))
        )
        is None
    )
