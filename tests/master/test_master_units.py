"""The unit directory finds units by any of their names, and stops at every contradiction (R4, R5)."""

from __future__ import annotations

from pathlib import Path

import pytest
from master_books import GROUPS, UNITS, write_units

from pipeline.master.unit_sheets import load_units
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.terms import UnitKind

_MASTER = Path(__file__).parents[2] / "master"


@pytest.fixture(scope="module")
def directory() -> UnitDirectory:
    return load_units(_MASTER / "单位名录.xlsx")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("区发展改革局", "区发展改革局", id="name"),
        pytest.param("济南市市中区发展和改革局", "区发展改革局", id="official full name"),
        pytest.param(" 区发改局 ", "区发展改革局", id="short name with spaces"),
        pytest.param("发改局", "区发展改革局", id="without 区"),
        pytest.param("区住房和城乡建设局", "区住房城乡建设局", id="with 和"),
        pytest.param("泺源办事处", "泺源街道办事处", id="street office"),
        pytest.param("济南市市中区人民政府泺源街道办事处", "泺源街道办事处", id="street in full"),
        pytest.param("舜玉街道", "舜玉路街道办事处", id="street as people say it"),
        pytest.param("市公安局市中区分局", "公安市中分局", id="police"),
        pytest.param("济南市生态环境局市中分局", "生态环境市中分局", id="environment"),
        pytest.param("区大数据局", "区政府办公室", id="sub-body"),
        pytest.param("区政府办公室（区大数据局）", "区政府办公室", id="unit with sub-body"),
        pytest.param("区大数据局(区府办)", "区政府办公室", id="sub-body with unit, alias, half-width"),
        pytest.param(
            "济南金融商务中心区(市中区)服务中心", "济南金融商务中心区（市中区）服务中心", id="brackets of a name"
        ),
        pytest.param(
            "兴隆 十六里河 七贤 党家片区项目指挥部", "兴隆、十六里河、七贤、党家片区项目指挥部", id="、 of a name"
        ),
        pytest.param("四减四增工作专班", "区“四减四增”工作专班", id="without quotes"),
    ],
)
def test_a_unit_is_found_by_any_of_its_names(directory: UnitDirectory, text: str, name: str) -> None:
    unit = directory.find(text)
    assert unit is not None
    assert unit == directory.unit(name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("区发展改革局办公室", id="more than a name"),
        pytest.param("发展", id="part of a name"),
        pytest.param("私法局", id="sounds like 司法局"),
        pytest.param("市发展改革局", id="the city's"),
        pytest.param("历下区财政局", id="another district's"),
        pytest.param("各街道办事处", id="a group is no unit"),
        pytest.param("", id="blank"),
        pytest.param("——", id="punctuation only"),
    ],
)
def test_nothing_is_guessed(directory: UnitDirectory, text: str) -> None:
    assert directory.find(text) is None


def test_every_street_of_the_district_is_in_the_directory(directory: UnitDirectory) -> None:
    streets = [unit.name for unit in directory.units if unit.kind == UnitKind.SUBDISTRICT]
    assert len(streets) == 17
    assert set(directory.group("各街道办事处").members) == set(streets)


def test_no_group_counts_before_a_person_confirms_it(directory: UnitDirectory) -> None:
    assert [group.name for group in directory.groups if group.is_confirmed] == []
    assert len(directory.groups) == 13


def test_members_become_canonical_names(tmp_path: Path) -> None:
    groups = (("各部门", "区发改局、兴隆、七贤片区项目指挥部；七贤街道\n区发展改革局", "是"),)
    group = load_units(write_units(tmp_path, groups=groups)).group("各部门")
    assert group.members == ("区发展改革局", "兴隆、七贤片区项目指挥部", "七贤街道办事处")
    assert group.is_confirmed


def test_a_group_without_members_is_allowed(tmp_path: Path) -> None:
    assert load_units(write_units(tmp_path)).group("任务1“等”其他单位").members == ()


@pytest.mark.parametrize("nothing", [pytest.param(text, id=text) for text in ("无", "—", "/")])
def test_a_mark_for_nothing_is_no_name(tmp_path: Path, nothing: str) -> None:
    units = (("区财政局", "区直部门", nothing, nothing), ("区商务局", "区直部门", nothing, nothing))
    directory = load_units(write_units(tmp_path, units, (("各部门", nothing, "否"),)))
    assert [(unit.aliases, unit.sub_bodies) for unit in directory.units] == [((), ()), ((), ())]
    assert directory.group("各部门").members == ()
    assert directory.find(nothing) is None


@pytest.mark.parametrize(
    ("units", "groups", "cells"),
    [
        pytest.param((*UNITS, ("区发展改革局", "区直部门")), GROUPS, ["“单位”A8", "“单位”A2"], id="a unit twice"),
        pytest.param(
            (*UNITS, ("区发展改革局 ", "区直部门")), GROUPS, ["“单位”A8", "“单位”A2"], id="twice but for a space"
        ),
        pytest.param(
            (*UNITS, ("区商务局", "区直部门", "商务局、区工信局")),
            GROUPS,
            ["“单位”C8", "“单位”C3"],
            id="alias of two units",
        ),
        pytest.param(
            (*UNITS, ("区商务局", "区直部门", "七贤街道办事处")),
            GROUPS,
            ["“单位”C8", "“单位”A6"],
            id="alias is another's name",
        ),
        pytest.param(
            (*UNITS, ("区大数据局", "区直部门")), GROUPS, ["“单位”A8", "“单位”D4"], id="a sub-body as a unit of its own"
        ),
        pytest.param(
            (*UNITS, ("区商务局", "区直部门", None, "区大数据局")),
            GROUPS,
            ["“单位”D8", "“单位”D4"],
            id="sub-body of two",
        ),
        pytest.param((*UNITS, (None, "区直部门", "商务局")), GROUPS, ["“单位”A8"], id="no name"),
        pytest.param(
            UNITS, (("各部门", "区发改局、区气象局", "否"),), ["“集合单位”B2", "区气象局"], id="unknown member"
        ),
        pytest.param(UNITS, (("各部门", None, "待定"),), ["“集合单位”C2"], id="neither 是 nor 否"),
        pytest.param(UNITS, (("各部门", None, None),), ["“集合单位”C2"], id="not said"),
        pytest.param(
            UNITS, (*GROUPS, ("各产业部门", None, "否")), ["“集合单位”A4", "“集合单位”A2"], id="a group twice"
        ),
        pytest.param(UNITS, (("区文旅局", None, "否"),), ["“集合单位”A2", "“单位”C5"], id="a group named like a unit"),
    ],
)
def test_a_contradiction_stops_the_run_and_names_the_cells(
    tmp_path: Path,
    units: tuple[tuple[object, ...], ...],
    groups: tuple[tuple[object, ...], ...],
    cells: list[str],
) -> None:
    with pytest.raises(MasterError) as error:
        load_units(write_units(tmp_path, units, groups))
    assert "单位名录.xlsx" in error.value.problem
    assert [cell for cell in cells if cell not in error.value.problem] == []
    assert error.value.remedy


def test_an_office_calls_its_kinds_of_units_as_it_likes(tmp_path: Path) -> None:
    """乡镇, 机关: 类型 is for people to sort by; no word of it keeps an office from its work."""
    path = write_units(tmp_path, (*UNITS, ("柳湾镇人民政府", "乡镇"), ("区商务局", None)), GROUPS)
    assert [unit.kind for unit in load_units(path).units[-2:]] == ["乡镇", ""]
