"""Units found in names of files, folders and sheets: only where all else is form names, dates and the like."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.master.unit_sheets import load_units
from pipeline.master.units import Unit, UnitDirectory
from pipeline.submissions.forms.headings import Headings
from pipeline.submissions.matching.envelope import FILE, FOLDER, TITLE, Where
from pipeline.submissions.matching.match_unit import UnitEvidence, match_unit
from pipeline.submissions.names.name_levels import NameLevel
from pipeline.submissions.names.unit_names import UnitNames, names_somebody
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import FormKind

ROOT = Path(__file__).parents[1]
NAMES = UnitNames(load_units(ROOT / "master" / "单位名录.xlsx"), ("济南市市中区", "市中区", "市中"))
# What a messenger calls a picture it has saved: digits without end.
MANY_DIGITS = "20220408153012" * 14


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("区司法局", id="name"),
        pytest.param("附件4区司法局3月", id="form and month"),
        pytest.param("附件42022年03月区司法局", id="form number running into the year"),
        pytest.param("区司法局3月报送（2次修改稿）", id="month and 报送, a second version"),
        pytest.param("市中区司法局2022年第一季度落实情况表v2", id="district, quarter, version"),
        pytest.param("20220408153012区司法局月报", id="time stamp"),
        pytest.param("3月报表-区司法局-最终版3稿", id="parts between separators"),
        pytest.param(f"微信图片{MANY_DIGITS}-区司法局", id="a name of hundreds of digits"),
    ],
)
def test_a_unit_is_found_among_the_words_of_a_form(word: str) -> None:
    found = NAMES.find_in_words(word)
    assert found is not None
    assert found.name == "区司法局"


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("历下区司法局附件4", id="another district"),
        pytest.param("区司法局区财政局3月", id="two units"),
        pytest.param(f"{MANY_DIGITS}区司法局下属某中心", id="more than form words, behind hundreds of digits"),
        pytest.param("附件4 3月", id="none"),
    ],
)
def test_no_unit_where_other_words_stand_beside_it(word: str) -> None:
    assert NAMES.find_in_words(word) is None


@pytest.mark.parametrize("day", [date(2022, 4, 30), date(2022, 5, 1)], ids=["before", "after"])
def test_a_name_that_a_unit_had_or_will_have_is_a_name(day: date) -> None:
    """A scan of before the change says afterwards what it said before: in a file's name, with a tail, among other words."""
    unit = Unit("区城管局", "区直部门", first_name="区城管局", new_name="区城市运行管理局", renamed_on=date(2022, 5, 1))
    names = UnitNames(UnitDirectory((unit,), ()).as_of(day), ("市中区",))
    for name in ("区城管局", "区城市运行管理局"):
        found = [*names.find_loosely(f"{name}3月落实情况（盖章扫描件）"), names.find_in_words(f"{name}3月落实情况")]
        assert {one.key if one else "" for one in (*found, names.find_with_tail(f"{name}办公室"))} == {"区城管局"}


def test_form_words_and_digits_name_nobody() -> None:
    assert not names_somebody(f"附件4 2022年3月落实情况表{MANY_DIGITS}")
    assert names_somebody("附件4某某研究中心")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param("截至3月底完成情况", "progress", id="until a month's end"),
        pytest.param("1.目前工作进展", "progress", id="numbered"),
        pytest.param("2022年1季度工作完成情况", "progress", id="year and quarter"),
        pytest.param("1" * 26, None, id="nothing but digits"),
    ],
)
def test_headings_with_numbers(text: str, field: str | None) -> None:
    assert Headings({}).fields[text].get(FormKind.PROGRESS) == field


@pytest.mark.parametrize(
    ("text", "unit", "level"),
    [
        pytest.param("区规划服务中心", "区规划协调服务中心", NameLevel.SHORTENED, id="two characters left out"),
        pytest.param("商埠区推进专班", "中央商埠区推进专班", NameLevel.SHORTENED, id="its end alone, 区 in the middle"),
        pytest.param("市公安局交警支队市中区大队", "市中交警大队", NameLevel.SHORTENED, id="an office of a city"),
        pytest.param("区教育体育局党委会议室", "区教育体育局", NameLevel.SPELLED_OUT, id="more words behind"),
        pytest.param(
            "片区项目指挥部（兴隆、十六里河、七贤、党家）",
            "兴隆、十六里河、七贤、党家片区项目指挥部",
            NameLevel.SHUFFLED,
            id="in another order",
        ),
        pytest.param(
            "国家自然资源总局市中区自然资源局", "区自然资源局", NameLevel.SAME, id="the body above it in front"
        ),
        pytest.param("区市场监督管理据", "区市场监管局", NameLevel.SLIPPED, id="one slip"),
    ],
)
def test_how_near_a_written_name_is(text: str, unit: str, level: NameLevel) -> None:
    assert NAMES.levels_of(text) == {unit: level}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("区统计局", id="one character from 区卫计局, an alias"),
        pytest.param("区税务局", id="one character from 区商务局"),
        pytest.param("济南市教育局", id="the city's bureau"),
        pytest.param("市教育局", id="the city's, without its name"),
        pytest.param("省交通运输厅", id="the province's"),
        pytest.param("历下区教育局", id="another district's"),
        pytest.param("济南市历下区司法局", id="another district's of the same city"),
        pytest.param("荆江市沙津交警大队", id="another city's"),
    ],
)
def test_names_that_are_nobodys_of_ours(text: str) -> None:
    assert NAMES.levels_of(text) == {}


def test_a_department_of_somebody_else_in_a_file_name_is_somebody() -> None:
    assert names_somebody("济南高新区管委会发展改革部附件3")


@pytest.mark.parametrize(
    ("places", "kind"),
    [
        pytest.param(
            [(FILE, "区信访局窗口那台电脑导出来的")],
            Kind.UNIT_CONTRADICTED,
            id="another in the file's name, with words behind",
        ),
        pytest.param(
            [(TITLE, "区司法局"), (FILE, "区信访局窗口那台电脑导出来的")], None, id="the title names the same"
        ),
        pytest.param([(FOLDER, "区信访局窗口那台电脑导出来的")], None, id="whose folder it lies in, with words behind"),
        pytest.param([(FOLDER, "区信访局")], Kind.UNIT_CONTRADICTED, id="another unit's folder"),
    ],
)
def test_what_speaks_against_a_clear_name(places: list[Where], kind: Kind | None) -> None:
    assert match_unit(UnitEvidence("区司法局", places, lambda _: frozenset(), NAMES)).kind is kind
