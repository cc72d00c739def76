"""R27: what an entry that cannot be used could concern, sheet by sheet, cell by cell; and that no order of rows counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from core_samples import APRIL, FINANCE, MARCH, PLAN, PLANNING, ledger
from frames import only
from hypothesis import given, settings
from hypothesis import strategies as st
from test_decisions import CLOSURE, EXEMPTION, EXTENSION, PAPER, load
from test_decisions_entries import CORRECTION, ISSUED, NAMING, REVIEW, SPOT_CHECK, TASK_ANSWER

from pipeline.decisions.decisions import Decisions
from pipeline.submissions.meant import Lying, entries_for

Row = Mapping[str, object]
APRIL_18 = date(2022, 4, 18)


def states(decisions: Decisions, unit: str) -> list[str]:
    """状态 of the unit's plan, March and April on 18 April, when nothing has come."""
    returns = ledger(APRIL_18, [], decisions).returns
    return [str(only(returns, unit=unit, period=period)["status"]) for period in (PLAN, MARCH, APRIL)]


OPEN, MISSING, NOT_DUE = "待认定", "未报", "未到期"


@pytest.mark.parametrize(
    ("sheet", "row", "finance", "planning"),
    [
        pytest.param("收文登记", {**PAPER, "实际收到日期": "4月31日"}, "未待未", "未未未", id="receipt: day"),
        pytest.param("收文登记", {**PAPER, "单位": "财务局"}, "未待未", "未待未", id="receipt: unit"),
        pytest.param("收文登记", {**PAPER, "期间": "春天"}, "未待待", "未未未", id="receipt: period"),
        pytest.param("收文登记", {**PAPER, "表种": "周报"}, "未待未", "未未未", id="receipt: form"),
        pytest.param("收文登记", {**PAPER, "表种": "计划"}, "待待未", "未未未", id="receipt: form and period disagree"),
        pytest.param("延期批准", {**EXTENSION, "延期至": "月底"}, "未待未", "未未未", id="extension: day"),
        pytest.param("延期批准", {**EXTENSION, "单位": "财务局"}, "未未未", "未未未", id="extension: over, whosever"),
        pytest.param(
            "延期批准", {**EXTENSION, "单位": "财务局", "延期至": "2022-04-20"}, "未待未", "未待未", id="extension: unit"
        ),
        pytest.param("免报", {**EXEMPTION, "起始期间": "春天"}, "待待待", "未未未", id="exemption: from when"),
        pytest.param("免报", {**EXEMPTION, "起始期间": "3月", "截止期间": "入夏"}, "未待待", "未未未", id="exemption: end"),
        pytest.param("免报", {**EXEMPTION, "单位": "财务局", "表种": "计划"}, "待未未", "待未未", id="exemption: unit"),
        pytest.param("免报", {**EXEMPTION, "事项编号": "任务1", "表种": "全部"}, "未未未", "未未未", id="exemption: of one task of two"),
        pytest.param("免报", {**EXEMPTION, "事项编号": "任务99"}, "待待待", "未未未", id="exemption: of what"),
        pytest.param("办结销号", {**CLOSURE, "申报期间": "2022-03", "认定结果": "退回", "核实日期": "月底"}, "未未未", "未未未", id="returned"),
    ],
)  # fmt: skip
def test_an_unusable_entry_leaves_open_what_it_could_concern_and_nothing_else(
    tmp_path: Path, sheet: str, row: Row, finance: str, planning: str
) -> None:
    decisions = load(tmp_path, sheet, row)
    told = {"未": (MISSING, NOT_DUE), "待": (OPEN,)}
    for unit, expected in ((FINANCE, finance), (PLANNING, planning)):
        assert all(state in told[sign] for state, sign in zip(states(decisions, unit), expected, strict=True)), (
            unit,
            states(decisions, unit),
        )


def test_a_remark_alone_concerns_nobody(tmp_path: Path) -> None:
    decisions = load(tmp_path, "收文登记", {"备注": "以下为四月份"})
    assert (decisions.suspended, len(decisions.findings)) == ((), 1)


def test_all_faults_of_a_row_are_one_finding_with_each_cell(tmp_path: Path) -> None:
    decisions = load(tmp_path, "收文登记", {**PAPER, "单位": "财务局", "期间": "春天", "实际收到日期": "4月31日"})
    [fault] = decisions.findings
    assert all(cell in fault.problem for cell in ("B2", "D2", "E2"))


SAMPLES: Mapping[str, tuple[Row, ...]] = {
    "收文登记": (
        PAPER,
        {**PAPER, "实际收到日期": date(2022, 4, 12)},
        {**PAPER, "单位": "财务局"},
        {**PAPER, "备注": "撤销", "期间": "2022-04"},
        {**PAPER, "表种": "书面材料", "实际收到日期": "2022.4.12"},
    ),
    "延期批准": (EXTENSION, {**EXTENSION, "延期至": date(2022, 4, 20)}, {**EXTENSION, "延期至": "月底", "单位": PLANNING}),
    "匹配认定": (TASK_ANSWER, {**TASK_ANSWER, "认定结果": "任务1"}, {**TASK_ANSWER, "编号": "事项-2", "认定结果": "任务1、任务2"}),
    "点名确认": (NAMING, {**NAMING, "确认": "否"}, {**NAMING, "单位": PLANNING}),
    "抽查结果": (
        {**SPOT_CHECK, "核查日期": date(2022, 5, 20)},
        {**SPOT_CHECK, "核查结果": "属实", "核查日期": date(2022, 5, 21)},
        {**SPOT_CHECK, "编号": "抽2", "核查结果": "部分属实"},
    ),
    "核验复核": (REVIEW, {**REVIEW, "复核结果": "属实"}, {**REVIEW, "编号": "核2", "复核结果": "没问题"}),
    "问题处置": ({"编号": "问1", "处置情况": "已拨付"}, {"编号": "问1", "处置情况": "已协调"}),
    "更正": (CORRECTION, {**CORRECTION, "更正值": "39户"}, {**CORRECTION, "更正值": "40户", "更正日期": date(2022, 5, 1)}),
    "通报登记": (ISSUED, {**ISSUED, "文号或期号": "第4期"}, {**ISSUED, "期间": None}),
    "重大事项": (
        {"标题": "开工", "日期": date(2022, 5, 20), "通报": "√"},
        {"标题": "开工", "日期": date(2022, 5, 21), "通报": "是"},
        {"标题": "竣工", "日期": date(2022, 5, 22), "通报": "对"},
    ),
    "免报": (EXEMPTION, {**EXEMPTION, "起始期间": "三月"}, {**EXEMPTION, "事项编号": "任务99"}),
}  # fmt: skip


def said(decisions: Decisions) -> dict[str, object]:
    """All that was decided, without the numbers of rows, which say where it stands."""
    held = {field.name: getattr(decisions, field.name) for field in fields(decisions) if field.name != "kept"}
    suspended = {
        (one.effects, one.units, one.periods, one.tasks, one.source, one.finding_id) for one in held.pop("suspended")
    }
    faults = {(fault.kind, fault.unit, fault.period) for fault in held.pop("findings")}
    return {**{name: set(entries) for name, entries in held.items()}, "suspended": suspended, "findings": faults}


@settings(max_examples=25)
@given(st.sampled_from(sorted(SAMPLES)), st.randoms(use_true_random=False))
def test_no_order_of_rows_decides_anything(sheet: str, random: object) -> None:
    rows = list(SAMPLES[sheet])
    random.shuffle(rows)  # type: ignore[attr-defined]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        in_order, shuffled = load(Path(one), sheet, *SAMPLES[sheet]), load(Path(other), sheet, *rows)
    assert said(shuffled) == said(in_order)
    lying = [Lying("1", date(2022, 4, 1)), Lying("2", date(2022, 5, 1))]
    for content in lying:
        told = [entries_for(content.sha256, loaded.received, lying) for loaded in (shuffled, in_order)]
        assert {entry.received_date for entry in told[0][:1]} == {entry.received_date for entry in told[1][:1]}
    for unit in (FINANCE, PLANNING):
        assert states(shuffled, unit) == states(in_order, unit)
