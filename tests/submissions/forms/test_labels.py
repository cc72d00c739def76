"""Labels around a form's table: who filled it in, when, on which telephone, and with whose name it is signed."""

from __future__ import annotations

import pytest

from pipeline.submissions.forms.labels import is_label, signed_name, split_labels

LABELS = [
    pytest.param("填报单位：区教体局", {"unit": "区教体局"}, id="label and value"),
    pytest.param(
        "填报单位：区教体局　填报时间：4月6日", {"unit": "区教体局", "reported": "4月6日"}, id="two in a cell"
    ),
    pytest.param(
        "填 报 人：王敏　联系电话：82071111　主要负责人（签字）：",
        {"filler": "王敏", "phone": "82071111", "signer": ""},
        id="the foot of the form, letters spaced",
    ),
    pytest.param("填报单位", {"unit": ""}, id="alone in its cell"),
    pytest.param("填报单位（盖章）：", {"unit": ""}, id="with its seal"),
    pytest.param("填报单位（盖章）", {"unit": ""}, id="with its seal and no colon"),
    pytest.param("填报单位区教体局", {"unit": "区教体局"}, id="no colon"),
    pytest.param("填报时间 2022.4.6", {"reported": "2022.4.6"}, id="a blank for a colon"),
    pytest.param("区教体局（盖章）", {"unit": "区教体局"}, id="a sealed name without label"),
    pytest.param("单位：区教体局", {"unit": "区教体局"}, id="short label"),
    pytest.param("日期：4月6日", {"reported": "4月6日"}, id="short label of the day"),
    pytest.param("单位：万元", {}, id="a unit of money is nobody"),
    pytest.param("单位：万元、亩", {}, id="several measures are nobody"),
    pytest.param("新建学校2所", {}, id="somebody's words"),
    pytest.param("各单位要高度重视", {}, id="a sentence about units"),
]


@pytest.mark.parametrize(("text", "values"), LABELS)
def test_what_stands_behind_the_labels_of_a_cell(text: str, values: dict[str, str]) -> None:
    assert dict(split_labels(text)) == values


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("填报人：王敏", True, id="begins with a label"),
        pytest.param("联系电话", True, id="is a label"),
        pytest.param("单位主要负责人（签字）：", True, id="for a signature"),
        pytest.param("填报单位情况说明", False, id="begins with the words of one"),
        pytest.param("新建学校", False, id="a task"),
    ],
)
def test_what_is_a_label(word: str, expected: bool) -> None:
    assert is_label(word) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("区教育体育局", "区教育体育局", id="the bare name"),
        pytest.param("区教 育\n体育局", "区教育体育局", id="broken over lines"),
        pytest.param("区教育体育局（盖章）", "区教育体育局", id="where the seal goes"),
        pytest.param("区教育体育局公章", "区教育体育局", id="seal without brackets"),
        pytest.param(
            "市中区教育和体育局（区招考办）", "市中区教育和体育局（区招考办）", id="a second name in brackets"
        ),
        pytest.param("王敏", "", id="a person"),
        pytest.param("2022年4月6日", "", id="a day"),
        pytest.param("已与区教育体育局对接并完成选址工作现正办理相关手续计划四月底前移交区住建局", "", id="a sentence"),
    ],
)
def test_by_whose_name_a_form_is_signed(text: str, name: str) -> None:
    assert signed_name(text) == name
