"""Forms of one file beside each other: what one leaves out the others tell; a collection's forms tell their own (R8)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
import xlsxwriter
from bad_files import HEADINGS as HEADER
from core_samples import directory, settings, task

from pipeline.master.tasks import Task
from pipeline.master.units import Unit, UnitDirectory
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.read_file import read_file
from pipeline.vocabulary.terms import NoReturn, UnitKind

TITLE = "2022年度工作任务落实情况表"
WATER, ROADS, ASSETS = "市中清源水务有限公司", "市中路桥建设有限公司", "区国资中心"
TEXTS = {
    WATER: ("新建改造供水管网42公里，漏损率降到9%。", "建成马鞍山净水厂二期并通水。"),
    ROADS: ("打通断头路6条，大修桥梁4座。", "完成老旧立交隔音屏改造11处。"),
    ASSETS: ("盘活闲置房产3万平方米。",),
}
SHARED = "推进智慧城市场景应用，上线应用12个。"
Row = tuple[str, ...]


def _task(number: int, text: str, *units: str) -> Task:
    return replace(task(f"任务{number}", *units), text=text)


UNITS = UnitDirectory((*directory().units, *(Unit(name, UnitKind.DEPARTMENT, (), ()) for name in TEXTS)), ())
OWN = [(text, unit) for unit, texts in TEXTS.items() for text in texts]
TASKS = (*(_task(n, text, unit) for n, (text, unit) in enumerate(OWN, 1)), _task(9, SHARED, WATER, ROADS, ASSETS))
REFERENCES = References(settings(), UNITS, TASKS)


def line(text: str, progress: str = "已开工2处，进度过半。") -> Row:
    return ("", text, "", progress, "无", "继续推进", "否")


def sheet(unit: str, month: str, *rows: Row) -> Sequence[Row]:
    """A form; a blank ``unit`` or ``month`` is nowhere written."""
    head = [(f"{TITLE}（{month}）" if month else TITLE,), *([(f"填报单位：{unit}",)] if unit else [])]
    return [*head, HEADER, *rows]


def book(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made)
    for name, rows in sheets.items():
        page = workbook.add_worksheet(name)
        for row, texts in enumerate(rows):
            page.write_row(row, 0, texts)
    workbook.close()
    return made.getvalue()


def read(name: str, sheets: Mapping[str, Sequence[Row]]) -> FileReading:
    [(_, _, reading)] = read_file(f"{name}.xlsx", (name,), book(sheets), REFERENCES)
    return reading


def told(reading: FileReading) -> list[tuple[str, str | None, str]]:
    return [(one.sheet, one.unit, one.period.label if one.period else "") for one in reading.submissions]


def test_a_sheet_for_each_task_is_its_units_though_only_the_first_says_whose() -> None:
    """The second task is borne by three: alone nobody could tell whose it is, nor of which month."""
    pages = {"任务1": sheet(WATER, "3月", line(TEXTS[WATER][0])), "任务9": sheet("", "", line(SHARED))}
    reading = read("分任务", pages)
    assert told(reading) == [("任务1", WATER, "3月"), ("任务9", WATER, "3月")] and not reading.questions


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(
            {"一": sheet(WATER, "3月", line(TEXTS[WATER][0])), "二": sheet(ROADS, "3月", line(TEXTS[ROADS][0]))},
            id="in full in each",
        ),
        pytest.param(
            {
                "水务": sheet("", "3月", *map(line, TEXTS[WATER])),
                "路桥": sheet("", "3月", *map(line, TEXTS[ROADS])),
            },
            id="short on the tabs",
        ),
    ],
)
def test_a_collection_named_after_who_collected_it_is_each_units(pages: Mapping[str, Sequence[Row]]) -> None:
    reading = read(f"{ASSETS}汇总3月", pages)
    assert [unit for _, unit, _ in told(reading)] == [WATER, ROADS] and not reading.questions


def test_a_column_of_short_names_gives_each_row_to_the_unit_that_bears_it() -> None:
    rows = [
        (f"{TITLE}（3月）",),
        ("责任单位", *HEADER),
        *(("水务", *line(text)) for text in TEXTS[WATER]),
        *(("路桥公司", *line(text)) for text in TEXTS[ROADS]),
    ]
    reading = read(f"{ASSETS}汇总3月", {"汇总": rows})
    assert [(one.unit, len(one.records)) for one in reading.submissions] == [(WATER, 2), (ROADS, 2)]
    assert not reading.questions
    assert read("汇总3月", {"汇总": [*rows, ("某处", *line(SHARED))]}).questions


def test_two_units_and_a_sheet_of_nobody_ask_about_that_sheet() -> None:
    pages = {
        "一": sheet(WATER, "3月", line(TEXTS[WATER][0])),
        "二": sheet(ROADS, "3月", line(TEXTS[ROADS][0])),
        "三": sheet("", "3月", line(SHARED)),
    }
    assert [unit for _, unit, _ in told(read("汇总", pages))] == [WATER, ROADS, None]


def test_who_signs_below_a_header_repeated_signs_the_whole() -> None:
    rows = [*sheet("", "3月", line(TEXTS[WATER][0])), HEADER, line(TEXTS[WATER][1]), (f"{WATER}（章）",)]
    assert told(read("报表", {"表": rows})) == [("表", WATER, "3月")]


def in_own_words(*headings: str, text: str = TEXTS[WATER][0]) -> FileReading:
    rows = ("1", text, "通水20公里", "铺了12公里。", "管材没到", "加人", "没有")
    return read("报表3月", {"表": [(f"{TITLE}（3月）",), (f"填报单位：{WATER}",), headings, rows]})


def test_headings_in_words_of_ones_own_are_read_over_a_task_that_we_know() -> None:
    plain = ("次序", "干什么事", "这个季度要做到什么", "干得怎么样了", "有啥难处", "往后打算", "目标完成没有")
    [form] = in_own_words(*plain).submissions
    assert (form.unit, [record.task_id for record in form.records]) == (WATER, ["任务1"])
    assert form.records[0].row.values == {
        "number_text": "1",
        "task_text": TEXTS[WATER][0],
        "quarter_goal": "通水20公里",
        "progress": "铺了12公里。",
        "problems": "管材没到",
        "next_steps": "加人",
        "met_goal_text": "没有",
    }
    assert not in_own_words(*plain, text="整理档案柜。").submissions
    assert not in_own_words("序号", "干什么事", "谁去", "哪天", "几点", "地点", "备注").submissions


@pytest.mark.parametrize("written", ["市中水道公司", "区供水处"])
def test_a_name_of_nobody_is_overruled_by_file_and_tasks_together(written: str) -> None:
    """A former name, or a slip: a notice says what it rests on. Beside tasks that others bear too a person is asked."""
    own = {"表": sheet(written, "3月", *map(line, TEXTS[WATER]))}
    reading = read(f"{WATER}3月", own)
    assert told(reading) == [("表", WATER, "3月")]
    assert any(written in dict(one.facts)["written"] for one in reading.findings if "written" in dict(one.facts))
    assert told(read("报表3月", own))[0][1] is None
    assert told(read(f"{WATER}3月", {"表": sheet(written, "3月", line(SHARED))}))[0][1] is None


def test_another_units_name_in_full_is_never_overruled() -> None:
    assert told(read(f"{WATER}3月", {"表": sheet(ROADS, "3月", *map(line, TEXTS[WATER]))}))[0][1] is None


@pytest.mark.parametrize(
    ("name", "rows", "why"),
    [
        pytest.param(
            "例会签到",
            [("3月例会签到表",), ("序号", "姓名", "职务"), ("1", "张三", "科长")],
            NoReturn.LIST,
            id="who came",
        ),
        pytest.param("电话", [("单位", "联络员", "手机"), (WATER, "李四", "1380000")], NoReturn.LIST, id="phones"),
        pytest.param("值班", [("五一值班",), ("日期", "带班"), ("5月1日", "王五")], NoReturn.LIST, id="who is on duty"),
        pytest.param("进度", [("序号", "干什么", "干到哪了"), ("1", "打通断头路", "2条")], None, id="a task in short"),
        pytest.param(
            "情况", [("督查情况",), ("序号", "事由", "完成情况"), ("1", "道路", "2条")], None, id="a column of progress"
        ),
        pytest.param(
            "小结", [("事由", "说明"), ("一", "本月开展入户走访1200户，收集问题并逐一答复办理完毕。")], None, id="words"
        ),
        pytest.param("落实情况表", [("序号", "姓名"), ("1", "张三")], None, id="called a form"),
    ],
)
def test_what_could_hold_no_report_is_not_asked_about(name: str, rows: Sequence[Row], why: NoReturn | None) -> None:
    reading = read(name, {"Sheet1": rows})
    assert reading.no_return is why and bool(reading.questions) is (why is None)


@pytest.mark.parametrize(
    ("name", "unit", "text", "why"),
    [
        pytest.param("平川县水务局", "平川县水务局", "新修干渠8公里。", NoReturn.FOREIGN, id="all of it another's"),
        pytest.param("平川县水务局", "平川县水务局", TEXTS[WATER][0], None, id="a task of ours"),
        pytest.param(f"{WATER}3月", "平川县水务局", "新修干渠8公里。", None, id="called after one of ours"),
    ],
)
def test_another_districts_form_is_told_not_asked_about(name: str, unit: str, text: str, why: NoReturn | None) -> None:
    reading = read(name, {"表": sheet(unit, "3月", line(text))})
    assert reading.no_return is why and bool(reading.questions) is (why is None) and reading.findings
