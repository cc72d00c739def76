"""人工认定.xlsx over many runs: asked once, answered for ever, never lost, left alone while a person has it (docs/contract.md)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from core_samples import FINANCE, MAY, PLANNING, directory
from decision_desk import APRIL_11, BLANK_MONTH, MAY_9, OWN_NAME, OWN_TASK, QUESTIONS, Desk
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from pipeline.decisions.sheet_edits import edit_book
from pipeline.keeping.register import open_register
from pipeline.outputs.decision_book import book as decision_book
from pipeline.outputs.decision_book.book import write_decision_workbook
from pipeline.outputs.decision_book.pending_rows import alias_rows
from pipeline.vocabulary.questions import REJECTED

EXTENSION = {"A2": FINANCE, "B2": "落实", "C2": "2022-03", "D2": date(2022, 4, 15), "E2": "防汛", "F2": "张三"}
CLAIM = ("任务1", FINANCE, "2022-06", "已全部完成。（三月/财政局.xlsx Sheet1 第6行）")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def asked(desk: Desk) -> list[str]:
    """编号 of the questions that stand in the workbook without an answer."""
    return [row["编号"] for row in desk.rows("匹配认定") if "认定结果" not in row]


def test_a_question_is_asked_once_with_what_is_needed_to_decide(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.run(QUESTIONS)
    rows = {row["编号"]: row for row in desk.rows("匹配认定")}
    assert set(rows) == {one.question_id for one in QUESTIONS}
    assert len(desk.rows("匹配认定")) == len(QUESTIONS)
    task = rows[OWN_TASK.question_id]
    assert (task["来源文件"], task["工作表"], task["行号"], task["原文"]) == ("b.xlsx", "表1", 7, "片区建设")
    assert "任务1（相近92%）任务1的内容" in task["候选"]
    assert "任务2（相近88%）" in task["候选"]


def test_an_answer_holds_at_every_later_run(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H2": FINANCE, "I2": "张三", "H3": "任务2", "H4": REJECTED})
    first, _ = desk.run(QUESTIONS)
    later, refresh = desk.run(QUESTIONS, MAY_9)
    assert (
        first.answers
        == later.answers
        == {
            OWN_NAME.question_id: FINANCE,
            OWN_TASK.question_id: "任务2",
            BLANK_MONTH.question_id: REJECTED,
        }
    )
    assert asked(desk) == []
    assert not refresh.is_written


def test_a_changed_source_is_asked_about_again(desk: Desk) -> None:
    desk.run([BLANK_MONTH])
    desk.type("匹配认定", {"H2": "2022-03"})
    changed = replace(BLANK_MONTH, scope="sha-2/表1")
    decisions, _ = desk.run([changed])
    assert decisions.answers == {BLANK_MONTH.question_id: "2022-03"}
    assert asked(desk) == [changed.question_id]


def test_a_question_that_no_longer_arises_is_dropped_unless_a_person_has_written_in_its_row(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"K3": "等单位回话"})
    _, refresh = desk.run([OWN_NAME])
    assert asked(desk) == [OWN_NAME.question_id, OWN_TASK.question_id]
    assert refresh.dropped == 1


def test_a_sheet_that_nobody_asked_about_keeps_what_waits_on_it(desk: Desk) -> None:
    desk.run(pending={"办结销号": [CLAIM]})
    desk.run()
    assert [row["事项编号"] for row in desk.rows("办结销号")] == ["任务1"]
    desk.run(pending={"办结销号": []})
    assert desk.rows("办结销号") == []


def test_a_row_that_a_person_typed_in_full_is_not_taken_for_a_pending_one(desk: Desk) -> None:
    desk.run()
    desk.type("办结销号", {"A2": "任务2", "C2": "2022-06", "D2": "单位来电申报"})
    desk.run(pending={"办结销号": [CLAIM]})
    desk.run(pending={"办结销号": []})
    assert [row["事项编号"] for row in desk.rows("办结销号")] == ["任务2"]


def test_a_pending_row_follows_its_question_to_another_place(desk: Desk) -> None:
    desk.run([OWN_TASK])
    moved = replace(OWN_TASK, place=replace(OWN_TASK.place, source="b-2.xlsx", row=None))
    desk.run([moved])
    [row] = desk.rows("匹配认定")
    assert (row["来源文件"], "行号" in row) == ("b-2.xlsx", False)


def test_nothing_changes_when_nothing_has_changed(desk: Desk) -> None:
    """The file is not even touched: a person's synchronised folder shows no new version."""
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H2": FINANCE, "H3": "任务99"})
    desk.run(QUESTIONS)
    before = (desk.path.read_bytes(), desk.path.stat().st_mtime_ns)
    _, refresh = desk.run(QUESTIONS, MAY_9)
    assert (desk.path.read_bytes(), desk.path.stat().st_mtime_ns) == before
    assert not refresh.is_written


def test_the_same_desk_gives_the_same_bytes(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "任务2"})
    again = Desk(tmp_path_factory.mktemp("另一台电脑") / "督查")
    shutil.copytree(desk.root, again.root)
    assert desk.run(QUESTIONS[:2], MAY_9)[1].is_written
    assert again.run(QUESTIONS[:2], MAY_9)[1].is_written
    assert again.path.read_bytes() == desk.path.read_bytes()


def test_outbox_deleted_changes_nothing(desk: Desk) -> None:
    """run, decide, run, delete outbox/, run: decisions live in master/ and archive/."""
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H2": FINANCE})
    first, _ = desk.run(QUESTIONS)
    shutil.rmtree(desk.root / "outbox", ignore_errors=True)
    assert desk.run(QUESTIONS)[0].answers == first.answers


def test_a_person_s_own_columns_remarks_colours_and_sheets_stay(desk: Desk) -> None:
    desk.run(QUESTIONS)
    book = desk.open()
    sheet = book["匹配认定"]
    sheet["L1"], sheet["L3"], sheet["M4"] = "跟踪", "已电话核实", "=1+1"
    sheet["C3"].comment = Comment("科里已问过", "张三")
    sheet["F3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet.column_dimensions["F"].width = 61
    sheet.row_dimensions[3].height = 55
    book.create_sheet("我的备忘")["A1"] = "周三开会"
    book.save(desk.path)
    desk.run([OWN_TASK, BLANK_MONTH], pending={"点名确认": [("2022-03", FINANCE, "3月未报", "截至4月8日未收到")]})
    book = desk.open()
    sheet = book["匹配认定"]
    place = next(row[0].row for row in sheet.iter_rows() if row[0].value == OWN_TASK.question_id)
    assert place == 2, "the first question has gone"
    assert sheet["L1"].value == "跟踪"
    assert sheet["L2"].value == "已电话核实"
    assert sheet["M3"].value == "=1+1"
    assert sheet["C2"].comment is not None
    assert sheet["F2"].fill.fgColor.rgb == "00FFFF00"
    assert (sheet.column_dimensions["F"].width, sheet.row_dimensions[2].height) == (61, 55)
    assert book["我的备忘"]["A1"].value == "周三开会"


def test_a_merged_area_moves_with_its_rows(desk: Desk) -> None:
    desk.run(QUESTIONS)
    book = desk.open()
    book["匹配认定"]["I3"] = "张三"
    book["匹配认定"].merge_cells("I3:I4")
    book.save(desk.path)
    desk.run([OWN_TASK, BLANK_MONTH])
    assert [str(area) for area in desk.open()["匹配认定"].merged_cells.ranges] == ["I2:I3"]
    assert desk.open()["匹配认定"]["I2"].value == "张三"


def test_a_text_that_begins_like_a_formula_comes_back_as_text(desk: Desk) -> None:
    """原值 as the unit wrote it: =完成80%."""
    desk.run()
    desk.type("更正", {"A2": "a.xlsx", "E2": "'"})
    book = desk.open()
    book["更正"]["E2"].value = "=完成80%"
    book["更正"]["E2"].data_type = "s"
    book.save(desk.path)
    desk.run()
    desk.path.unlink()
    desk.run()
    cell = desk.open()["更正"]["E2"]
    assert (cell.value, cell.data_type) == ("=完成80%", "s")


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda desk: desk.path.unlink(), id="workbook deleted"),
        pytest.param(lambda desk: desk.delete_row("匹配认定", 3), id="row deleted"),
        pytest.param(lambda desk: desk.type("匹配认定", {"H3": None, "I3": None}), id="answer cleared"),
        pytest.param(lambda desk: desk.type("匹配认定", {"H3": None}), id="answer cleared, name left"),
        pytest.param(lambda desk: shutil.copyfile(desk.root / "旧.xlsx", desk.path), id="old copy put back"),
        pytest.param(lambda desk: write_decision_workbook(desk.path, APRIL_11), id="blank workbook put there"),
    ],
)
def test_a_decision_once_read_is_never_lost(desk: Desk, harm: Callable[[Desk], object]) -> None:
    desk.run(QUESTIONS)
    shutil.copyfile(desk.path, desk.root / "旧.xlsx")
    desk.type("匹配认定", {"H3": "任务2", "I3": "张三", "L1": "跟踪", "L3": "记下"})
    desk.type("延期批准", EXTENSION)
    before, _ = desk.run(QUESTIONS)
    expected = desk.rows("延期批准")
    harm(desk)
    after, refresh = desk.run(QUESTIONS, MAY_9)
    assert after == before
    assert refresh.restored >= 1
    [row] = [row for row in desk.rows("匹配认定") if row["编号"] == OWN_TASK.question_id]
    assert (row["认定结果"], row["认定人"]) == ("任务2", "张三")
    assert desk.rows("延期批准") == expected
    assert desk.run(QUESTIONS, MAY_9)[1].restored == 0


def test_a_lost_row_comes_back_where_it_stood(desk: Desk) -> None:
    """R19: an old 退回 that came back below the later 已销号 would reopen the task."""
    desk.run()
    day = date(2022, 5, 20)
    desk.type("办结销号", {"A2": "任务1", "C2": "2022-04", "E2": "退回", "H2": day})
    desk.type("办结销号", {"A3": "任务1", "C3": "2022-05", "E3": "已销号", "H3": day})
    desk.run()
    desk.delete_row("办结销号", 2)
    decisions, _ = desk.run()
    assert decisions.closing_period("任务1", FINANCE) == MAY
    assert [row["认定结果"] for row in desk.rows("办结销号")] == ["退回", "已销号"]
    assert desk.run()[0].closing_period("任务1", FINANCE) == MAY


def test_two_entries_about_the_same_are_both_kept(desk: Desk) -> None:
    desk.run()
    desk.type("延期批准", EXTENSION)
    desk.type("延期批准", {**{f"{k[0]}3": v for k, v in EXTENSION.items()}, "D3": date(2022, 4, 20)})
    desk.run()
    desk.delete_row("延期批准", 2)
    desk.run()
    assert [row["延期至"].day for row in desk.rows("延期批准")] == [15, 20]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"A2": PLANNING}, id="another unit"),
        pytest.param({"C2": "2022-04", "D2": date(2022, 5, 15)}, id="another month and day"),
    ],
)
def test_a_row_that_a_person_corrects_does_not_come_back_as_it_was(desk: Desk, cells: dict[str, object]) -> None:
    desk.run()
    desk.type("延期批准", EXTENSION)
    desk.run()
    desk.type("延期批准", cells)
    decisions, _ = desk.run()
    assert len(decisions.extensions) == 1
    assert len(desk.run()[0].extensions) == len(desk.rows("延期批准")) == 1


def test_a_row_deleted_above_another_new_entry_comes_back(desk: Desk) -> None:
    """Deleting is no decision: only 撤销 is."""
    desk.run()
    desk.type("延期批准", EXTENSION)
    desk.run()
    desk.delete_row("延期批准", 2)
    desk.type("延期批准", {"A2": PLANNING, "B2": "计划", "C2": "2022", "D2": date(2022, 3, 31)})
    decisions, _ = desk.run()
    assert {entry.unit for entry in decisions.extensions} == {FINANCE, PLANNING}


def test_a_later_answer_counts(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "任务2"})
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "任务1"})
    assert desk.run(QUESTIONS)[0].answers == {OWN_TASK.question_id: "任务1"}
    assert desk.run(QUESTIONS)[0].answers == {OWN_TASK.question_id: "任务1"}
    desk.path.unlink()
    assert desk.run(QUESTIONS)[0].answers == {OWN_TASK.question_id: "任务1"}


def test_an_old_copy_does_not_undo_a_later_decision(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "任务2", "J3": date(2022, 4, 11)})
    desk.run(QUESTIONS)
    shutil.copyfile(desk.path, desk.root / "旧.xlsx")
    desk.type("匹配认定", {"H3": "任务1", "J3": date(2022, 4, 18)})
    desk.run(QUESTIONS)
    shutil.copyfile(desk.root / "旧.xlsx", desk.path)
    assert desk.run(QUESTIONS)[0].answers == {OWN_TASK.question_id: "任务1"}
    assert desk.rows("匹配认定")[1]["认定结果"] == "任务1"


def test_withdrawn_is_without_effect_asked_again_and_may_then_be_deleted(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "任务2"})
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "撤销"})
    decisions, _ = desk.run(QUESTIONS)
    assert (decisions.answers, decisions.findings) == ({}, ())
    assert OWN_TASK.question_id in asked(desk)
    desk.delete_row("匹配认定", 3)
    desk.run(QUESTIONS)
    assert [row["编号"] for row in desk.rows("匹配认定")].count(OWN_TASK.question_id) == 1
    desk.type("匹配认定", {f"H{[r['编号'] for r in desk.rows('匹配认定')].index(OWN_TASK.question_id) + 2}": "任务1"})
    assert desk.run(QUESTIONS)[0].answers == {OWN_TASK.question_id: "任务1"}


def test_withdrawn_in_the_last_column_where_there_is_no_result(desk: Desk) -> None:
    desk.run()
    desk.type("延期批准", EXTENSION)
    desk.run()
    desk.type("延期批准", {"G2": "撤销"})
    assert desk.run()[0].extensions == ()
    desk.path.unlink()
    assert desk.run()[0].extensions == ()


def test_an_invalid_entry_keeps_standing_and_is_named_by_its_cell(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "任务99", "I3": "张三"})
    for day in (APRIL_11, MAY_9):
        decisions, _ = desk.run(QUESTIONS, day)
        assert ["“匹配认定”H3" in one.problem for one in decisions.findings] == [True]
        assert decisions.answers == {}
        assert desk.rows("匹配认定")[1]["认定结果"] == "任务99"
    assert OWN_TASK.question_id not in asked(desk), "what is filled in wrongly is not asked a second time"


def test_the_workbook_before_a_change_is_kept_under_its_day(desk: Desk) -> None:
    desk.run([OWN_NAME])
    assert not list(desk.archive.glob("人工认定备份/*")), "nothing stood there before"
    before = desk.path.read_bytes()
    desk.run(QUESTIONS, MAY_9)
    desk.run([OWN_NAME], MAY_9)
    desk.run(QUESTIONS, date(2022, 6, 8))
    kept = sorted(desk.archive.glob("人工认定备份/*"))
    assert [one.name for one in kept] == ["人工认定（2022-05-09）.xlsx", "人工认定（2022-06-08）.xlsx"]
    assert kept[0].read_bytes() == before


@pytest.mark.parametrize(
    "lock",
    [
        pytest.param("~$人工认定.xlsx", id="Excel"),
        pytest.param(".~人工认定.xlsx", id="WPS"),
        pytest.param(".~lock.人工认定.xlsx#", id="LibreOffice"),
    ],
)
def test_an_open_workbook_is_left_alone_and_the_run_says_so(desk: Desk, lock: str) -> None:
    desk.run([OWN_NAME])
    before = desk.path.read_bytes()
    (desk.path.parent / lock).touch()
    _, refresh = desk.run(QUESTIONS)
    assert refresh.left_alone
    assert desk.path.read_bytes() == before
    (desk.path.parent / lock).unlink()
    _, refresh = desk.run(QUESTIONS)
    assert (refresh.left_alone, refresh.added) == ("", 2)


def test_a_workbook_that_windows_will_not_replace_is_left_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run([OWN_NAME])
    before = desk.path.read_bytes()

    swap = os.replace

    def refuse(beside: Path, path: Path) -> None:
        if path == desk.path:
            raise PermissionError
        swap(beside, path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        _, refresh = desk.run(QUESTIONS)
    assert refresh.left_alone
    assert desk.path.read_bytes() == before
    assert sorted(one.name for one in desk.path.parent.iterdir()) == ["人工认定.xlsx"]


def test_a_workbook_that_cannot_be_read_now_leaves_what_was_decided_in_force(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H3": "任务2"})
    desk.run(QUESTIONS)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == desk.path:
            raise PermissionError
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        decisions, refresh = desk.run(QUESTIONS)
    assert decisions.answers == {OWN_TASK.question_id: "任务2"}
    assert refresh.left_alone


def test_what_a_person_saves_while_a_run_rewrites_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run([OWN_NAME])

    def edit_while_a_person_saves(*arguments: object) -> bytes:
        desk.type("匹配认定", {"H2": FINANCE, "K2": "刚刚填的"})
        return edit_book(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(decision_book, "edit_book", edit_while_a_person_saves)
        _, refresh = desk.run(QUESTIONS)
    assert refresh.left_alone
    assert desk.rows("匹配认定")[0]["备注"] == "刚刚填的"
    decisions, refresh = desk.run(QUESTIONS)
    assert decisions.answers == {OWN_NAME.question_id: FINANCE}
    assert refresh.added == 3, "two questions and an alias, which waited"
    assert desk.rows("匹配认定")[0]["备注"] == "刚刚填的"


def test_a_workbook_renamed_in_a_sheet_during_the_run_is_left_alone(desk: Desk) -> None:
    desk.run()
    with open_register(desk.archive) as register:
        book = desk.open()
        book["更正"].title = "更正2"
        book.save(desk.path)
        refresh = decision_book.refresh_decision_workbook(desk.path, MAY_9, {}, register, desk.archive)
    assert "更正" in refresh.left_alone


def test_an_older_workbook_gets_the_sheets_it_lacks(desk: Desk) -> None:
    desk.run()
    book = desk.open()
    del book["别名建议"], book["填写说明"]
    book.save(desk.path)
    desk.run()
    assert {"别名建议", "填写说明"} <= set(desk.open().sheetnames)
    assert not desk.run()[1].is_written


def test_a_settled_name_is_offered_as_a_row_of_the_directory_until_it_stands_there(desk: Desk) -> None:
    desk.run(QUESTIONS)
    desk.type("匹配认定", {"H2": PLANNING, "H3": "任务1"})
    decisions, _ = desk.run(QUESTIONS)
    assert [row["别名"] for row in desk.rows("别名建议")] == ["区发改局、市中财政"]
    assert [row["单位"] for row in desk.rows("别名建议")] == [PLANNING]
    units = directory()
    taken = replace(units.unit(PLANNING), aliases=("区发改局", "市中财政"))
    assert alias_rows(decisions, replace(units, units=(taken, units.unit(FINANCE)))) == []
