"""What is personal in a text, and what only looks like it (R24)."""

from __future__ import annotations

import pytest

from pipeline.outputs.shared.personal import Persons, names_in, without_contacts


@pytest.mark.parametrize(
    "text",
    [
        *(
            "完成投资15.8亿元，占年度计划的105.33%",
            "2022年3月完成1200户，占60%",
            "2022-04-07至2022-05-01",
            "2022-04-07/2022-05-01",
        ),
        *(
            "2022.4.1-2022.4.30",
            "项目代码2204-370103-04-01-123456",
            "累计12345678元，增长13.5%",
            "138、139号楼",
            "电话回访30人次",
        ),
        *(
            "1380元/平方米，20000户",
            "建筑面积13850.25平方米，投资12000万元",
            "受理12345热线工单5600件",
            "时间15:30-17:00",
            "第0012号",
        ),
        *("统一社会信用代码11370103MB28577331", "一是完善，二是三个项目开工，四是五项任务", "0.5312345678"),
    ],
)
def test_numbers_of_the_work_are_no_phones(text: str) -> None:
    assert without_contacts(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("联系电话：8207-8000。", "联系电话：（电话略）。", id="labelled"),
        pytest.param("致电0531-82078000转8012咨询", "致电（电话略）咨询", id="extension"),
        pytest.param("证件号370103198803071239，已核", "证件号（证件号略），已核", id="paper"),
        pytest.param("发至dcs@sz.gov.cn", "发至（邮箱略）", id="mail"),
    ],
)
def test_what_is_left_out_says_so(text: str, shown: str) -> None:
    assert without_contacts(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("由刘松牵头，迎战早高峰", "由（略）牵头，迎战早高峰", id="led by"),
        pytest.param("高峰期增开公交", "高峰期增开公交", id="a word"),
        pytest.param("刘松区长现场调研", "（略）区长现场调研", id="rank behind"),
        pytest.param("与王建国对接，整治王建国大街", "与（略）对接，整治王建国大街", id="a street"),
        pytest.param("联系人：张三、李四", "联系人：（略）、（略）", id="two behind a label"),
        pytest.param("明确责任人和完成时限", "明确责任人和完成时限", id="a label without a name"),
    ],
)
def test_known_names_and_labelled_names_are_masked(text: str, shown: str) -> None:
    persons = Persons(frozenset({"刘松", "高峰", "王建国"}), frozenset({"王建国大街"}))
    assert persons.without(text) == shown


def test_names_are_taken_out_of_cells_for_persons() -> None:
    assert list(names_in("局长张三、司马鸣 13800138000，王　五")) == ["张三", "司马鸣", "王五"]
    assert list(names_in("主要负责人")) == [] and list(names_in("高新区")) == []
