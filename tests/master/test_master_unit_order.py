"""机构序列: one order of units in every product, by the office's own numbers first; and their short names."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from core_samples import settings
from master_books import UNIT_HEADER, write_book

from pipeline.ledger.office_findings import table_findings
from pipeline.master.unit_order import UnitOrder
from pipeline.master.unit_sheets import load_units
from pipeline.master.units import Unit, UnitDirectory
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.findings import Kind

KINDS = (
    ("区城投集团", "区属国企"),
    ("七贤街道办事处", "街道办事处"),
    ("区财政局", "区直部门"),
    ("公安分局", "驻区机构"),
    ("区档案馆", "事业单位"),
    ("区妇联", "群团组织"),
    ("区委宣传部", "党委部门"),
    ("区商务局", "区直部门"),
)


def order_of(basis: Literal["kind", "directory", "table"], *ranked: tuple[str, int]) -> list[str]:
    ranks = dict(ranked)
    units = tuple(Unit(name, kind, rank=ranks.get(name)) for name, kind in KINDS)
    return UnitOrder.of(UnitDirectory(units, ()), (), basis).ordered(name for name, _ in KINDS)


def test_without_numbers_party_comes_first_and_enterprises_last() -> None:
    assert order_of("kind") == [
        *("区委宣传部", "区财政局", "区商务局", "区妇联", "区档案馆", "公安分局", "七贤街道办事处", "区城投集团")
    ]


def test_by_the_directory_only_enterprises_change_their_place() -> None:
    assert order_of("directory") == [*(name for name, _ in KINDS[1:]), "区城投集团"]


def test_numbers_come_before_whatever_has_none() -> None:
    listed = order_of("kind", ("区城投集团", 2), ("七贤街道办事处", 1))
    assert listed[:3] == ["七贤街道办事处", "区城投集团", "区委宣传部"]


@pytest.mark.parametrize(
    ("name", "after"),
    [pytest.param("大青镇", "区城管局", id="a town"), pytest.param("振兴集团", "大青镇", id="an enterprise")],
)
def test_a_name_tells_where_no_kind_is_given(name: str, after: str) -> None:
    units = tuple(Unit(one, "") for one in ("振兴集团", "大青镇", "区城管局"))
    listed = UnitOrder.of(UnitDirectory(units, ()), (), "kind").ordered(unit.name for unit in units)
    assert listed.index(name) == listed.index(after) + 1


def directory_of(folder: Path, *rows: tuple[object, ...]) -> UnitDirectory:
    header = (*UNIT_HEADER, "机构序列", "简称")
    sheets = {"单位": (header, *rows), "集合单位": (("集合单位", "成员", "已确认"), ("各部门", None, "否"))}
    return load_units(write_book(folder / "单位名录.xlsx", sheets))


def test_an_office_gives_numbers_and_short_names_in_two_columns(tmp_path: Path) -> None:
    directory = directory_of(
        tmp_path,
        ("区发展改革局", "区直部门", None, None, 2, "区发改局"),
        ("区财政局", "区直部门", None, None, "一", None),
        ("区商务局", "区直部门", None, None, "—", "/"),
    )
    assert [(unit.rank, unit.short_name) for unit in directory.units] == [(2, "区发改局"), (1, ""), (None, "")]
    found = directory.find("区发改局")
    assert found and found.name == "区发展改革局", "a form may be signed with it"


def test_a_number_that_nobody_can_read_counts_as_none_and_is_told(tmp_path: Path) -> None:
    directory = directory_of(tmp_path, ("区财政局", "区直部门", None, None, "前面", None))
    assert directory.units[0].rank is None
    [told] = [one for one in table_findings((), directory, settings()) if one.kind is Kind.UNIT_RANK_UNREAD]
    assert "E2" in told.problem
    assert "前面" in told.problem


def test_a_short_name_of_two_units_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(MasterError) as stopped:
        directory_of(
            tmp_path,
            ("区发展改革局", "区直部门", None, None, None, "区发改局"),
            ("区发展局", "区直部门", None, None, None, "区发改局"),
        )
    assert "“单位”F3" in str(stopped.value)


def test_running_text_has_short_names_and_is_held_against_full_ones() -> None:
    units = (
        Unit("区发展改革局", "", short_name="区发改局"),
        Unit("区发展改革局（金融中心）", ""),
        Unit("区财政局", ""),
    )
    order = UnitOrder.of(UnitDirectory(units, ()), (), "kind")
    text = "区发展改革局、区发展改革局（金融中心）、区财政局未报送。"
    short = "区发改局、区发展改革局（金融中心）、区财政局未报送。"
    assert order.in_short(text) == short
    assert order.in_full(short) == text
