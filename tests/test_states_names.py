"""Units and officials that change in the year: dated names, one unit, whoever leads on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.master.tasks import officials_on
from pipeline.master.unit_sheets import load_units
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.errors import MasterError

OLD, NEW = "区投资促进局", "区投资促进和商务服务局"
JUNE_30, JULY_1 = date(2022, 6, 30), date(2022, 7, 1)


def directory(
    folder: Path, *rows: Sequence[object], extras: Sequence[str] = ("启用日期", "停用日期", "新名称")
) -> UnitDirectory:
    book = Workbook()
    sheet = book.active
    sheet.title = "单位"
    sheet.append(["单位", "类型", "别名", "下属机构", *extras])
    for row in rows:
        sheet.append(list(row))
    groups = book.create_sheet("集合单位")
    groups.append(["集合单位", "成员", "已确认"])
    groups.append(["各产业部门", OLD, "是"])
    path = folder / "单位名录.xlsx"
    book.save(path)
    return load_units(path)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        pytest.param(JULY_1, None, id="first day of the new name"),
        pytest.param(None, JUNE_30, id="last day of the old name"),
        pytest.param("2022年7月1日", None, id="as text"),
        pytest.param(JULY_1, JUNE_30, id="both"),
    ],
)
def test_a_name_is_valid_on_its_days(tmp_path: Path, starts: object, ends: object) -> None:
    units = directory(tmp_path, (OLD, "区直部门", "区投促局", "", starts, ends, NEW))
    for written in (OLD, NEW, "区投促局"):
        assert units.name_on(written, JUNE_30) == OLD
        assert units.name_on(written, JULY_1) == NEW


def test_old_and_new_name_find_the_one_unit_before_and_after(tmp_path: Path) -> None:
    units = directory(tmp_path, (OLD, "区直部门", "区投促局", "区招商中心", JULY_1, None, NEW))
    for day, name in ((JUNE_30, OLD), (JULY_1, NEW)):
        now = units.as_of(day)
        assert [unit.name for unit in now.units] == [name]
        found = {now.find(text) for text in (OLD, NEW, "区投促局", "区招商中心", f"{OLD}（区招商中心）")}
        assert found == {now.unit(name)}
        assert now.unit(name).key == OLD, "what the register knows it by"
        assert now.group("各产业部门").members == (name,)


def test_a_directory_without_dates_is_the_same_on_every_day(tmp_path: Path) -> None:
    units = directory(tmp_path, (OLD, "区直部门", "", ""), extras=())
    assert units.as_of(JULY_1) == units


@pytest.mark.parametrize(
    ("row", "word"),
    [
        pytest.param((OLD, "区直部门", "", "", None, None, NEW), "G2", id="new name without a day"),
        pytest.param((OLD, "区直部门", "", "", None, JUNE_30, None), "F2", id="a last day without a new name"),
        pytest.param((OLD, "区直部门", "", "", "七月", None, NEW), "E2", id="no day"),
    ],
)
def test_half_a_change_of_name_is_refused_at_its_cell(tmp_path: Path, row: Sequence[object], word: str) -> None:
    with pytest.raises(MasterError) as caught:
        directory(tmp_path, row)
    assert word in str(caught.value)


def test_a_new_name_that_another_unit_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MasterError):
        directory(tmp_path, (OLD, "区直部门", "", "", JULY_1, None, NEW), (NEW, "区直部门", "", "", None, None, None))


@pytest.mark.parametrize(
    ("text", "june", "july"),
    [
        pytest.param("张三、李四", ("张三", "李四"), ("张三", "李四"), id="both all year"),
        pytest.param("张三（至2022-06-30）、李四", ("张三",), ("李四",), id="the next one follows"),
        pytest.param("张三（至2022年6月30日）、李四、王五", ("张三", "王五"), ("李四", "王五"), id="only the next one"),
        pytest.param("张三、李四（2022-07-01起）", ("张三",), ("张三", "李四"), id="joined later"),
        pytest.param("张三（至6月30日）、李四", ("张三",), ("李四",), id="without a year"),
        pytest.param("张三（副区长）", ("张三（副区长）",), ("张三（副区长）",), id="brackets that are no dates"),
    ],
)
def test_who_leads_on_a_day(text: str, june: tuple[str, ...], july: tuple[str, ...]) -> None:
    assert officials_on(text, JUNE_30) == june
    assert officials_on(text, JULY_1) == july
