"""The splitter reads all 109 责任单位 cells of the notice, and the slips that clerks make (R4, R5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.master.responsibility import Mention, split_responsibility, written_units
from pipeline.master.unit_sheets import load_units
from pipeline.master.units import Unit, UnitDirectory, UnitGroup
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.terms import UnitKind

_ROOT = Path(__file__).parents[2]

# Read by eye from the notice: names between bars, a sub-body after >, a group after *.
_EXPECTED = """
任务1 区发展改革局 | 区住房城乡建设局 | 区工业和信息化局 | 区财政局 | 区商务局 | 区投资促进局 | 区人力资源社会保障局 | *任务1“等”其他单位
任务2 中央活力区推进专班
任务3 中央活力区推进专班
任务4 中央活力区推进专班
任务5 中央活力区推进专班
任务6 中央活力区推进专班
任务7 中央商埠区推进专班
任务8 中央商埠区推进专班
任务9 中央商埠区推进专班
任务10 中央商埠区推进专班
任务11 中央商埠区推进专班
任务12 山东能源互联网产业集聚区推进专班
任务13 山东能源互联网产业集聚区推进专班
任务14 山东能源互联网产业集聚区推进专班
任务15 山东能源互联网产业集聚区推进专班
任务16 山东能源互联网产业集聚区推进专班
任务17 山东能源互联网产业集聚区推进专班
任务18 山东能源互联网产业集聚区推进专班
任务19 区发展改革局 > 区金融事业发展中心 | 济南金融商务中心区（市中区）服务中心
任务20 区工业和信息化局 | 区政府办公室 > 区大数据局
任务21 区工业和信息化局 | 区政府办公室 > 区大数据局
任务22 区工业和信息化局 | 区发展改革局
任务23 区工业和信息化局 | 市中城投集团
任务24 区科技局
任务25 区工业和信息化局 | 区发展改革局
任务26 区工业和信息化局 | 区科技局 | 区大学科技园服务中心
任务27 区工业和信息化局 | 区自然资源局 | 中央活力区推进专班
任务28 区工业和信息化局 | 区投资促进局 | *各产业部门
任务29 区发展改革局 | *区服务业发展联席会议成员单位
任务30 中央商埠区推进专班
任务31 区商务局 | 区发展改革局 | 区文化和旅游局
任务32 区发展改革局 | 区投资促进局 | 市中城投集团 | 区财金集团
任务33 区发展改革局 | 区投资促进局 | *各产业部门 | *各街道办事处
任务34 区发展改革局 > 区金融事业发展中心 | 区工业和信息化局
任务35 区发展改革局 | 区自然资源局 | 区规划协调服务中心 | *各园区服务中心
任务36 区发展改革局 | 区工业和信息化局 | 区投资促进局 | 市中城投集团 | 区财金集团 | *各园区服务中心
任务37 区住房城乡建设局 | 区自然资源局 | 中央活力区推进专班
任务38 区住房城乡建设局 > 区房屋征收服务中心 | 区自然资源局 | 泺源街道办事处
任务39 区住房城乡建设局 > 区房屋征收服务中心 | 四里村街道办事处 | 大观园街道办事处 | *等相关街道办事处
任务40 中央商埠区推进专班
任务41 中央商埠区推进专班 | 区住房城乡建设局 > 区房屋征收服务中心 | 魏家庄街道办事处
任务42 区住房城乡建设局 | 七贤街道办事处 | 党家街道办事处
任务43 区住房城乡建设局 | 市中城投集团
任务44 区发展改革局
任务45 兴隆、十六里河、七贤、党家片区项目指挥部
任务46 区道路建设项目指挥部
任务47 市中城投集团
任务48 区道路建设项目指挥部
任务49 区发展改革局 | 区自然资源局 | 区规划协调服务中心 | 区住房城乡建设局 | 区水务局 | 区农业农村局 | 十六里河街道办事处 | 党家街道办事处 | 陡沟街道办事处 | 兴隆街道办事处
任务50 区农业农村局 | 陡沟街道办事处
任务51 区水务局 | 区城管局 | *各涉农街道办事处
任务52 区农业农村局 | 区商务局 | 区文化和旅游局
任务53 区农业农村局 | 区文化和旅游局 | 十六里河街道办事处 | 党家街道办事处 | 陡沟街道办事处
任务54 区投资促进局 | *各产业部门 | *各街道办事处 | 市中城投集团 | 区财金集团
任务55 区人才办
任务56 区人才办
任务57 团区委 | *区青年工作联席会议成员单位
任务58 *区优化营商环境提升行动各工作专班 | 区司法局
任务59 区发展改革局 | *各产业部门
任务60 区发展改革局 | 区工业和信息化局 | 区科技局 | 区住房城乡建设局 | 区商务局 | 区教育体育局 | 区卫生健康局 | 区投资促进局 | *等产业部门
任务61 区工业和信息化局
任务62 区工业和信息化局
任务63 区住房城乡建设局
任务64 区城管局 | 区自然资源局 | 区规划协调服务中心 | 区水务局 | 生态环境市中分局
任务65 区城管局 | 市中交警大队 | 区水务局 | 区园林绿化服务中心 | *各相关街道办事处
任务66 区城管局
任务67 区城管委办公室 | 区城管局 | *区城管委各成员单位
任务68 区城管委办公室 | *区城管委各成员单位
任务69 区城管局 | *各街道办事处
任务70 区“四减四增”工作专班
任务71 生态环境市中分局 | 区市场监管局 | *各街道办事处
任务72 生态环境市中分局 | 区住房城乡建设局 | 区城管局 | 区市场监管局
任务73 生态环境市中分局 | 区水务局
任务74 生态环境市中分局 | 区农业农村局
任务75 区人力资源社会保障局
任务76 区民政局
任务77 区民政局 | 区残联
任务78 区农业农村局 > 区乡村振兴局
任务79 区教育体育局
任务80 区卫生健康局
任务81 区文化和旅游局 | 区教育体育局
任务82 区民宗局 | 区发展改革局 | 区档案馆 | 区民政局 | 区妇联 | 团区委 | 区人武部 | *任务82“等”其他单位
任务83 区司法局
任务84 公安市中分局
任务85 区委统筹疫情防控和经济运行工作领导小组（指挥部）
任务86 区应急局 | 区市场监管局 | 公安市中分局 | 区扫黑办
任务87 区信访局
实事1 区发展改革局
实事2 区教育体育局
实事3 区民政局
实事4 区民政局
实事5 区民政局
实事6 区民政局
实事7 区民政局
实事8 区司法局
实事9 区自然资源局
实事10 区住房城乡建设局
实事11 区城管局
实事12 区水务局
实事13 区水务局
实事14 区农业农村局
实事15 区商务局
实事16 区文化和旅游局
实事17 区卫生健康局
实事18 区应急局
实事19 区园林绿化服务中心
实事20 区重点工程服务中心
实事21 市中城投集团
实事22 生态环境市中分局
"""


def _parse_expected(line: str) -> tuple[str, tuple[Mention, ...]]:
    task_id, _, names = line.partition(" ")
    mentions = []
    for part in names.split(" | "):
        name, _, sub_body = part.partition(" > ")
        mentions.append(Mention(name.removeprefix("*"), sub_body, name.startswith("*")))
    return task_id, tuple(mentions)


_SPLITS = dict(_parse_expected(line) for line in _EXPECTED.strip().splitlines())


def _cells() -> dict[str, str]:
    book = openpyxl.load_workbook(_ROOT / "master" / "责任分解表.xlsx")
    cells = {}
    for sheet, word in (("附件1重点任务", "任务"), ("附件2民生实事", "实事")):
        for row in book[sheet].iter_rows(min_row=4, values_only=True):
            cells[f"{word}{row[0]}"] = str(row[-1])
    return cells


@pytest.fixture(scope="module")
def cells() -> dict[str, str]:
    return _cells()


@pytest.fixture(scope="module")
def directory() -> UnitDirectory:
    return load_units(_ROOT / "master" / "单位名录.xlsx")


def test_the_expected_splits_cover_the_notice(cells: dict[str, str]) -> None:
    assert list(_SPLITS) == list(cells)
    assert len(_SPLITS) == 109


@pytest.mark.parametrize("task_id", [pytest.param(task_id, id=task_id) for task_id in _SPLITS])
def test_cell_of_the_notice(task_id: str, cells: dict[str, str], directory: UnitDirectory) -> None:
    assert split_responsibility(cells[task_id], directory, task_id) == _SPLITS[task_id]


SMALL = UnitDirectory(
    (
        Unit("区财政局", UnitKind.DEPARTMENT, ("财政局",)),
        Unit("区住房城乡建设局", UnitKind.DEPARTMENT, ("区住建局",), ("区房屋征收服务中心", "区物业服务中心")),
        Unit("区文化和旅游局", UnitKind.DEPARTMENT),
        Unit("区政府办公室", UnitKind.DEPARTMENT, ("区政府办",), ("区大数据局",)),
        Unit("兴隆街道办事处", UnitKind.SUBDISTRICT, ("兴隆",)),
        Unit("七贤街道办事处", UnitKind.SUBDISTRICT, ("七贤",)),
        Unit("兴隆、七贤片区指挥部", UnitKind.TASK_FORCE),
        Unit("区工会", UnitKind.PARTY_BODY),
        Unit("区工会服务中心", UnitKind.INSTITUTION),
        Unit("服务中心", UnitKind.INSTITUTION),
        Unit("区指挥部（办公室）", UnitKind.TASK_FORCE),
        Unit("区“四减四增”专班", UnitKind.TASK_FORCE),
    ),
    (
        UnitGroup("各街道办事处", (), False),
        UnitGroup("等产业部门", (), False),
        UnitGroup("任务9“等”其他单位", (), False),
    ),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("区财政局,区住建局", ["区财政局", "区住房城乡建设局"], id="alias and half-width comma"),
        pytest.param("区财政局\n区住建局", ["区财政局", "区住房城乡建设局"], id="only a line break between"),
        pytest.param("区财政局 区住建局", ["区财政局", "区住房城乡建设局"], id="only a space between"),
        pytest.param("区住房\n城乡建设局、区 财政局", ["区住房城乡建设局", "区财政局"], id="broken inside the name"),
        pytest.param("区财政局和区文化和旅游局", ["区财政局", "区文化和旅游局"], id="和 between and inside names"),
        pytest.param("兴隆、七贤片区指挥部", ["兴隆、七贤片区指挥部"], id="longest name holds a separator"),
        pytest.param("兴隆、七贤", ["兴隆街道办事处", "七贤街道办事处"], id="shorter names of the same letters"),
        pytest.param(
            "区指挥部(办公室)；区财政局。", ["区指挥部（办公室）", "区财政局"], id="brackets of the name, half-width"
        ),
        pytest.param('区"四减四增"专班、财政局', ["区“四减四增”专班", "区财政局"], id="straight quotes"),
        pytest.param("区工会、服务中心", ["区工会", "服务中心"], id="a separator parts what could be one name"),
        pytest.param("区工会服务中心", ["区工会服务中心"], id="the longer name"),
        pytest.param("区财政局等", ["区财政局", "任务9“等”其他单位"], id="bare 等"),
        pytest.param("区财政局等有关单位", ["区财政局", "任务9“等”其他单位"], id="等有关单位"),
        pytest.param("区财政局等产业部门", ["区财政局", "等产业部门"], id="等 with a name of its own"),
        pytest.param("区财政局，各街道办事处", ["区财政局", "各街道办事处"], id="group"),
    ],
)
def test_slips_of_the_pen(text: str, names: list[str]) -> None:
    assert [mention.name for mention in split_responsibility(text, SMALL, "任务9")] == names


@pytest.mark.parametrize(
    ("text", "sub_body"),
    [
        pytest.param("区住建局（区房屋征收服务中心）", "区房屋征收服务中心", id="after an alias"),
        pytest.param("区住建局、（区房屋征收服务中心）", "区房屋征收服务中心", id="after a stray separator"),
        pytest.param("区住建局 (区房屋征收\n服务中心)", "区房屋征收服务中心", id="half-width and broken"),
        pytest.param("区住建局（区房屋征收服务中心、区物业服务中心）", "区房屋征收服务中心、区物业服务中心", id="two"),
        pytest.param("区房屋征收服务中心", "区房屋征收服务中心", id="alone: its unit owes"),
    ],
)
def test_sub_bodies(text: str, sub_body: str) -> None:
    assert split_responsibility(text, SMALL, "任务9") == (Mention("区住房城乡建设局", sub_body),)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param(
            "区财政局、区住房成乡建设局", ["区住房成乡建设局", "区住房城乡建设局"], id="slip with its nearest"
        ),
        pytest.param("区财政局办公室", ["区财政局办公室"], id="a known name is no prefix"),
        pytest.param("区财政局、区气象局、区烟草局", ["区气象局", "区烟草局"], id="all at once"),
        pytest.param("区财政局（区大数据局）", ["区大数据局"], id="sub-body of another unit"),
        pytest.param("区财政局（区气象局）", ["区气象局"], id="unknown sub-body"),
        pytest.param("（区大数据局）", ["区大数据局"], id="brackets after nothing"),
        pytest.param("等", ["等"], id="等 after nothing"),
        pytest.param("区财政局等金融机构", ["等金融机构"], id="等 with an unknown name"),
        pytest.param("各相关单位", ["各相关单位"], id="unknown group"),
        pytest.param("区财政局、区政府办、区政府办公室", ["区政府办公室"], id="twice by name and alias"),
        pytest.param("各街道办事处、各街道办事处", ["各街道办事处"], id="a group twice"),
    ],
)
def test_what_nobody_knows_stops_the_run_and_is_named(text: str, named: list[str]) -> None:
    with pytest.raises(MasterError) as error:
        split_responsibility(text, SMALL, "任务9")
    assert all(name in error.value.problem for name in named)
    assert error.value.remedy


def test_an_open_end_needs_its_row_in_the_directory() -> None:
    with pytest.raises(MasterError) as error:
        split_responsibility("区财政局等", SMALL, "任务10")
    assert "任务10“等”其他单位" in error.value.problem
    assert "集合单位" in error.value.remedy


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("区财政局\n区住建局", "区财政局、区住建局", id="a line break kept them apart"),
        pytest.param("区住房\n城乡建设局、\n区财政局等", "区住房城乡建设局、区财政局等", id="line breaks of the page"),
        pytest.param(
            "区住建局（区房屋征收服务中心）、区财政局", "区住建局（区房屋征收服务中心）、区财政局", id="brackets"
        ),
    ],
)
def test_units_on_one_line_as_written(text: str, line: str) -> None:
    assert written_units(text, split_responsibility(text, SMALL, "任务9"), SMALL) == line


def test_a_unit_stands_under_the_name_in_use() -> None:
    """Renamed on 1 May: a bulletin of May calls it by one name, in its text and in 责任单位; before it keeps the old one."""
    renamed = Unit("区城管局", "部门", ("城管局",), (), "", "区城市运行管理局", date(2022, 5, 1))
    directory = UnitDirectory((replace(renamed, first_name="区城管局"), Unit("区财政局", "部门")), ())
    for day, name in ((date(2022, 4, 30), "区城管局"), (date(2022, 5, 1), "区城市运行管理局")):
        then = directory.as_of(day)
        text = "区财政局、区城管局"
        assert written_units(text, split_responsibility(text, then, "任务9"), then) == f"区财政局、{name}"
