"""The forms that go out, read back as a unit would find them."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.master.tasks import Assignment, Task
from pipeline.outputs.forms.blank_forms import FormRow, FormSheet, write_form
from pipeline.outputs.forms.unit_forms import Collection, write_unit_forms
from pipeline.vocabulary.terms import Annex, FormKind, LeadBasis, Role

DAY = date(2022, 3, 16)
PLAN, PROGRESS = FormKind.PLAN, FormKind.PROGRESS
SHORT = "为10个社区建设绿色低碳、生态环保宣传阵地。"
LONG = (
    "地区生产总值增长8%以上，一般公共预算收入增长8.5%，固定资产投资增长14%，社会消费品零售总额增长9%以上，"
    "实际利用外资增长12%以上，进出口总额增长18%以上，城镇登记失业率控制在3.5%以内，"
    "确保完成市下达的能耗总量和强度“双控”目标任务。"
)
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
HEADERS = {
    PLAN: ["分解序号", "重点任务、民生实事内容", *QUARTERS, "主要负责人", "分管负责人", "备注"],
    PROGRESS: [
        *("序号", "重点任务、民生实事内容", "季度计划完成目标", "完成情况", "存在问题", "下一步计划"),
        "是否完成阶段任务目标",
    ],
}
ANSWERS = {
    PLAN: ("完成招标", "开工", "主体封顶", "竣工", "王一", "李二", "无"),
    PROGRESS: ("完成招标", "已完成招标。", "无", "组织进场", "是"),
}


def form(kind: FormKind, *rows: FormRow, **changes: Any) -> FormSheet:
    month = 3 if kind is PROGRESS else 0
    return FormSheet(kind, 2022, "区城管局", rows or (FormRow("任务37", LONG),), **{"month": month, **changes})


def read(path: Path) -> Any:
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 1
    return book.active


def written(tmp_path: Path, sheet: FormSheet) -> Any:
    return read(write_form(tmp_path / "表.xlsx", sheet, DAY))


def find(sheet: Any, text: str) -> Any:
    """The only cell that begins with ``text``."""
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith(text)]
    assert len(cells) == 1, text
    return cells[0]


def body_rows(sheet: Any) -> range:
    """The rows between the header and the signing line."""
    header_end = max(find(sheet, label).row for label in HEADERS[PLAN] + HEADERS[PROGRESS] if label in labels(sheet))
    return range(header_end + 1, find(sheet, "填报人：").row)


def labels(sheet: Any) -> set[str]:
    return {cell.value for row in sheet.iter_rows() for cell in row if cell.value}


def row_attributes(path: Path) -> dict[int, dict[str, str]]:
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    rows = (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<row ([^>]*)>", xml))
    return {int(row["r"]): row for row in rows}


@pytest.mark.parametrize("kind", [pytest.param(PLAN, id="附件3"), pytest.param(PROGRESS, id="附件4")])
class TestEitherForm:
    def test_columns_are_those_of_the_notice_and_no_more(self, tmp_path: Path, kind: FormKind) -> None:
        sheet = written(tmp_path, form(kind))
        last_header = body_rows(sheet)[0] - 1
        columns = range(1, sheet.max_column + 1)
        assert [sheet.cell(last_header, n).value or sheet.cell(last_header - 1, n).value for n in columns] == HEADERS[
            kind
        ]

    def test_title_spans_the_table_and_unit_stands_below(self, tmp_path: Path, kind: FormKind) -> None:
        sheet = written(tmp_path, form(kind))
        title = find(sheet, "2022年年度工作任务落实" + ("计划表" if kind is PLAN else "情况表"))
        last = chr(ord("A") + len(HEADERS[kind]) - 1)
        assert f"A{title.row}:{last}{title.row}" in {str(area) for area in sheet.merged_cells.ranges}
        assert title.alignment.horizontal == "center"
        assert find(sheet, "填报单位：区城管局").row > title.row

    def test_what_the_office_wrote_is_locked_and_the_answers_are_open(self, tmp_path: Path, kind: FormKind) -> None:
        sheet = written(tmp_path, form(kind))
        row = body_rows(sheet)[0]
        assert (sheet.cell(row, 1).value, sheet.cell(row, 2).value) == ("任务37", LONG)
        assert [sheet.cell(row, n).protection.locked for n in range(1, sheet.max_column + 1)] == (
            [True, True] + [False] * (sheet.max_column - 2)
        )
        for label in ("2022年", "填报单位：", "填报时间：", HEADERS[kind][0], "填报人："):
            assert find(sheet, label).protection.locked, label
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        # In the file these say what is forbidden.
        assert not sheet.protection.formatRows
        assert not sheet.protection.formatColumns
        assert not sheet.protection.insertRows

    def test_lines_around_the_table_have_open_places(self, tmp_path: Path, kind: FormKind) -> None:
        filled = form(kind, reported_text="2022年3月22日", filler="王一", phone="0531-82078888", signer="李二")
        sheet = written(tmp_path, filled)
        for label, value in (
            ("填报时间：", "2022年3月22日"),
            ("填报人：", "王一"),
            ("联系电话：", "0531-82078888"),
            ("负责人签字：", "李二"),
        ):
            place = find(sheet, label)
            beside = sheet.cell(place.row, place.column + 1)
            assert beside.value == value
            assert not beside.protection.locked

    def test_spare_rows_are_ruled_blank_and_open(self, tmp_path: Path, kind: FormKind) -> None:
        sheet = written(tmp_path, form(kind))
        spare = [sheet[row] for row in body_rows(sheet)[1:]]
        assert len(spare) >= 2
        for cell in (cell for row in spare for cell in row):
            assert cell.value is None
            assert not cell.protection.locked
            assert cell.border.left.style == cell.border.bottom.style == "thin"

    def test_answers_stand_under_their_labels(self, tmp_path: Path, kind: FormKind) -> None:
        sheet = written(tmp_path, form(kind, FormRow("任务37", LONG, ANSWERS[kind])))
        row = body_rows(sheet)[0]
        assert [cell.value for cell in sheet[row]] == ["任务37", LONG, *ANSWERS[kind]]

    def test_prints_on_landscape_a4_with_its_header_on_every_page(self, tmp_path: Path, kind: FormKind) -> None:
        sheet = written(tmp_path, form(kind))
        first_body = body_rows(sheet)[0]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${first_body - (2 if kind is PLAN else 1)}:${first_body - 1}"
        assert sheet.freeze_panes == f"A{first_body}"

    def test_long_text_fits_its_row_and_the_row_grows_when_filled(self, tmp_path: Path, kind: FormKind) -> None:
        path = write_form(tmp_path / "表.xlsx", form(kind, FormRow("任务1", LONG), FormRow("任务2", SHORT)), DAY)
        sheet, attributes = read(path), row_attributes(path)
        long_row, short_row = body_rows(sheet)[:2]
        assert sheet.cell(long_row, 2).alignment.wrap_text
        characters_per_line = (sheet.column_dimensions["B"].width * 7) / (11 * 96 / 72)
        lines = sum(1 if ord(char) > 255 else 0.5 for char in LONG) / characters_per_line
        assert float(attributes[long_row]["ht"]) > lines * 11 * 1.3
        assert float(attributes[long_row]["ht"]) > float(attributes[short_row]["ht"])
        assert all("customHeight" not in attributes[row] for row in body_rows(sheet))

    def test_very_long_text_stays_within_the_height_excel_allows(self, tmp_path: Path, kind: FormKind) -> None:
        path = write_form(tmp_path / "表.xlsx", form(kind, FormRow("任务1", LONG * 9)), DAY)
        assert max(float(row.get("ht", 0)) for row in row_attributes(path).values()) <= 409

    def test_same_form_gives_the_same_bytes(self, tmp_path: Path, kind: FormKind) -> None:
        first = write_form(tmp_path / "一.xlsx", form(kind), DAY).read_bytes()
        assert first == write_form(tmp_path / "二.xlsx", form(kind), DAY).read_bytes()
        assert first != write_form(tmp_path / "三.xlsx", form(kind, FormRow("任务37", SHORT)), DAY).read_bytes()

    def test_formula_like_text_stays_text(self, tmp_path: Path, kind: FormKind) -> None:
        sheet = written(tmp_path, form(kind, FormRow("任务1", "=1+1", ("=2+2", "@x"))))
        cells = sheet[body_rows(sheet)[0]]
        assert [(cell.value, cell.data_type) for cell in cells[1:4]] == [("=1+1", "s"), ("=2+2", "s"), ("@x", "s")]

    def test_typed_by_hand_is_free_and_numbered_1_2_3(self, tmp_path: Path, kind: FormKind) -> None:
        rows = (FormRow("1", LONG, ANSWERS[kind]), FormRow("2", SHORT, ANSWERS[kind]))
        sheet = written(tmp_path, form(kind, *rows, is_locked=False))
        assert not sheet.protection.sheet
        assert not sheet.data_validations.dataValidation
        assert [sheet.cell(row, 1).value for row in body_rows(sheet)] == [1, 2]


def test_quarters_are_grouped_under_one_label(tmp_path: Path) -> None:
    sheet = written(tmp_path, form(PLAN))
    group = find(sheet, "季度目标及推进计划")
    areas = {str(area) for area in sheet.merged_cells.ranges}
    assert f"C{group.row}:F{group.row}" in areas
    assert {f"{column}{group.row}:{column}{group.row + 1}" for column in "ABGHI"} <= areas


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        pytest.param(3, "（3月）", id="3月"),
        pytest.param(12, "（12月）", id="12月"),
        pytest.param(0, "（　月）", id="空白"),
    ],
)
def test_month_has_a_line_of_its_own(tmp_path: Path, month: int, expected: str) -> None:
    sheet = written(tmp_path, form(PROGRESS, month=month))
    assert find(sheet, "（").value == expected
    assert find(sheet, "（").row == find(sheet, "2022年").row + 1


def test_met_goal_offers_answers_and_lets_others_pass(tmp_path: Path) -> None:
    sheet = written(tmp_path, form(PROGRESS, FormRow("任务1", LONG), FormRow("任务2", SHORT)))
    (rule,) = (one for one in sheet.data_validations.dataValidation if one.type == "list")
    assert rule.formula1 == '"是,否,部分完成"'
    assert rule.errorStyle == "information"
    rows = body_rows(sheet)
    assert str(rule.sqref) == f"G{rows[0]}:G{rows[-1]}"


def test_prefilled_quarter_goal_is_locked_and_a_blank_one_is_open(tmp_path: Path) -> None:
    sheet = written(tmp_path, form(PROGRESS, FormRow("任务1", LONG, ("完成招标",)), FormRow("任务2", SHORT)))
    first, second = body_rows(sheet)[:2]
    assert [sheet.cell(row, 3).protection.locked for row in (first, second)] == [True, False]


def test_more_answers_than_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        write_form(tmp_path / "表.xlsx", form(PROGRESS, FormRow("任务1", LONG, ("x",) * 6)), DAY)


def task(task_id: str, *assignments: Assignment) -> Task:
    return Task(
        task_id=task_id,
        annex=Annex(task_id[:2]),
        number=int(task_id[2:]),
        category="",
        text=f"{task_id}的内容",
        lead_officials=(),
        units_text="",
        assignments=assignments,
        groups=(),
        lead_unit=assignments[0].unit,
        lead_basis=LeadBasis.PRESUMED,
    )


HOUSING, FINANCE = "区住房城乡建设局", "区财政局"
TASKS = (
    task("任务1", Assignment(HOUSING, Role.LEAD), Assignment(FINANCE, Role.SUPPORT)),
    task("任务12", Assignment(HOUSING, Role.LEAD)),
    task("实事5", Assignment(HOUSING, Role.LEAD)),
)
GOALS = {("任务1", FINANCE): ("一季度的目标", "二季度的目标", "三季度的目标", "四季度的目标")}


def test_each_unit_finds_its_own_tasks_in_its_folder(tmp_path: Path) -> None:
    paths = write_unit_forms(tmp_path, TASKS, Collection(2022, 3, {}), DAY)
    assert {path.relative_to(tmp_path).as_posix() for path in paths} == {
        f"{unit}/{name}-{unit}.xlsx"
        for unit in (HOUSING, FINANCE)
        for name in ("附件3-2022年度计划", "附件4-2022年03月")
    }
    for path in paths:
        sheet = read(path)
        own = ["任务1", "任务12", "实事5"] if HOUSING in path.name else ["任务1"]
        filled = [row for row in body_rows(sheet) if sheet.cell(row, 1).value]
        assert [sheet.cell(row, 1).value for row in filled] == own
        assert [sheet.cell(row, 2).value for row in filled] == [f"{task_id}的内容" for task_id in own]
        assert find(sheet, f"填报单位：{path.parent.name}")


def test_without_a_month_only_the_plan_goes_out(tmp_path: Path) -> None:
    paths = write_unit_forms(tmp_path, TASKS, Collection(2022, None, {}), DAY)
    assert all(path.name.startswith("附件3") for path in paths)
    assert len(paths) == len(list(tmp_path.rglob("*.xlsx"))) == 2


def test_where_only_the_lead_reports_others_get_no_form(tmp_path: Path) -> None:
    paths = write_unit_forms(tmp_path, TASKS, Collection(2022, 3, {}, who="lead"), DAY)
    assert {path.parent.name for path in paths} == {HOUSING}


@pytest.mark.parametrize(
    ("month", "goal"),
    [
        pytest.param(3, "一季度的目标", id="3月"),
        pytest.param(4, "二季度的目标", id="4月"),
        pytest.param(12, "四季度的目标", id="12月"),
    ],
)
def test_quarter_goal_comes_from_the_plan_on_file(tmp_path: Path, month: int, goal: str) -> None:
    paths = write_unit_forms(tmp_path, TASKS, Collection(2022, month, GOALS), DAY)
    goals = {}
    for path in paths:
        if path.name.startswith("附件4"):
            sheet = read(path)
            goals[path.parent.name] = [sheet.cell(row, 3).value for row in body_rows(sheet) if sheet.cell(row, 1).value]
    assert goals == {FINANCE: [goal], HOUSING: [None, None, None]}


def test_one_parcel_of_each_form_holds_the_file_of_every_unit(tmp_path: Path) -> None:
    write_unit_forms(tmp_path, TASKS, Collection(2022, 4, {}), DAY)
    parcels = {path.name: path for path in tmp_path.glob("*.zip")}
    assert set(parcels) == {"2022年4月报表（空表）.zip", "2022年度计划（空表）.zip"}
    with zipfile.ZipFile(parcels["2022年4月报表（空表）.zip"]) as parcel:
        assert sorted(parcel.namelist()) == [f"附件4-2022年04月-{unit}.xlsx" for unit in (HOUSING, FINANCE)]
        assert all(entry.flag_bits & 0x800 for entry in parcel.infolist()), "Windows reads such names as UTF-8"
        for entry in parcel.infolist():
            unit = entry.filename.removesuffix(".xlsx").split("-")[-1]
            assert parcel.read(entry) == (tmp_path / unit / entry.filename).read_bytes()


def test_a_parcel_of_the_same_forms_has_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("一", "二"):
        write_unit_forms(tmp_path / folder, TASKS, Collection(2022, 4, {}), DAY)
    name = "2022年4月报表（空表）.zip"
    assert (tmp_path / "一" / name).read_bytes() == (tmp_path / "二" / name).read_bytes()


def test_names_that_windows_refuses_are_made_safe(tmp_path: Path) -> None:
    owed = (task("任务9", Assignment("区“1+6”专班: A/B*?", Role.LEAD)),)
    (path,) = write_unit_forms(tmp_path, owed, Collection(2022, None, {}), DAY)
    assert path.is_file()
    assert path.parent.parent == tmp_path
    assert not set(path.parent.name + path.name) & set('<>:"/\\|?*')
    assert "“1+6”" in path.name
