"""Figures and names of one text that a reader brings together: they add up, each unit is asked once, nobody is told by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bulletin_kinds import DRAFT, build_sample
from bulletin_sample import MARCH, OFFICE, sample_ledger

from pipeline.ledger.statements.open_goals import OpenGoal
from pipeline.ledger.statements.shortfall import Shortfall
from pipeline.outputs.bulletins.facts.asked import list_asked
from pipeline.outputs.bulletins.facts.cover import build_cover
from pipeline.outputs.bulletins.facts.returns import MadeUp
from pipeline.outputs.bulletins.facts.task_lines import TaskLine, build_task_lines
from pipeline.outputs.bulletins.kinds.quarterly.facts import build_quarterly_facts
from pipeline.outputs.bulletins.kinds.quarterly.sentences import done_sentence
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.bulletins.words.lagging import asking_words, lag_words, missed_words
from pipeline.outputs.bulletins.words.places import listed_places, place_words, places_by_unit
from pipeline.outputs.bulletins.words.shown import shown_lines
from pipeline.vocabulary.terms import Standing, Status

QUIET = sample_ledger(states={}, lacking={}, behind=())


def line(task_id: str = "实事12", **facts: object) -> TaskLine:
    [found] = [one for one in build_task_lines(QUIET, MARCH) if one.task_id == task_id]
    return replace(found, **facts)  # type: ignore[arg-type]


def test_on_schedule_and_goal_reached_are_one_figure() -> None:
    """A supporter that sent nothing takes nothing from what the lead reports; how many wait for one is told."""
    ledger = sample_ledger(states={("区财政局", MARCH): Status.MISSING}, lacking={}, behind=(), closed=())
    lines = build_task_lines(ledger, MARCH)
    on_track = sum(one.standing is Standing.ON_TRACK for one in lines)
    waiting = sum(one.awaits_others for one in lines if one.standing is Standing.ON_TRACK)
    assert 0 < waiting < on_track
    told = done_sentence(lines, "一季度")
    assert f"按序时推进的{on_track}项均已完成一季度目标（{waiting}项配合单位未报齐）" in told


def test_every_shortfall_that_fits_is_told_and_the_rest_is_counted() -> None:
    missed = [
        Shortfall(f"累计完成第{number}类改造项目施工图审查{number}处", f"{number + 9}处", 1, 2, "处")
        for number in range(1, 8)
    ]
    assert missed_words(missed[:2], "三季度") == (
        "累计完成第1类改造项目施工图审查1处、累计完成第2类改造项目施工图审查2处，三季度目标分别为10处、11处"
    )
    long = missed_words(missed, "三季度")
    assert "等7项，三季度目标分别为" in long and len(long) < 130


def test_a_goal_carried_on_is_told_with_what_is_left_and_how_the_present_one_stands() -> None:
    carried = line(
        standing=Standing.ATTENTION,
        reason="一季度目标未完成，结转推进。",
        quarter=3,
        carried=1,
        open_goal=OpenGoal("确定实施主体"),
        is_goal_claimed=True,
    )
    assert lag_words(carried).endswith("一季度目标未完成，结转推进（尚待完成“确定实施主体”；三季度目标已报告完成）")
    assert "已报告" not in lag_words(replace(carried, is_goal_claimed=False))


def test_each_unit_finds_itself_in_one_ask() -> None:
    """区水务局 misses a goal and has another matter to explain: it is asked for both in one report."""
    goal = line("实事12", standing=Standing.BEHIND, standing_unit="区水务局", quarter=1, is_goal_open=True)
    other = line("实事13", standing=Standing.ATTENTION, standing_unit="区水务局", quarter=1)
    third = line("实事15", standing=Standing.ATTENTION, standing_unit="区商务局", quarter=1)
    asked = list_asked((goal, other, third), MARCH)
    assert [one.units for one in asked] == [("区水务局",), ("区商务局",)]
    assert {one.task_id for one in asked[0].lines} == {"实事12", "实事13"}
    cover = replace(build_cover(QUIET, ("题",), OFFICE, MARCH), report_by=date(2022, 4, 27))
    assert asking_words((goal, other, third), MARCH, cover) == (
        "区水务局要于4月底前完成一季度目标，区商务局要说明原因、明确措施，均于4月27日前书面报督查室"
    )
    assert asking_words((goal, other, third), MARCH, cover, most=0) == (
        "未完成一季度目标的1家单位要于4月底前完成，其他需要关注事项的1家单位要说明原因、明确措施，均于4月27日前书面报督查室"
    )


def test_one_label_for_a_task() -> None:
    assert [place_words(one) for one in ("任务48", "实事9", "任务4-2")] == ["重点任务48", "实事9", "重点任务4-2"]
    lines = [line("任务45"), line("任务52"), line("实事15")]
    assert listed_places(lines) == "重点任务45、52，实事15"
    many = [line(f"任务{number}") for number in (2, 3, 4, 5, 6, 19, 20)]
    assert listed_places(many, in_runs=True) == "重点任务2至6、19、20"
    owners = [replace(one, standing_unit=unit) for one, unit in zip(lines, ("甲", "乙", "甲"), strict=True)]
    assert places_by_unit(owners) == "甲重点任务45，实事15；乙重点任务52"


def test_a_unit_that_is_being_looked_into_for_another_month_is_told_of_nothing() -> None:
    """R8: in a quarter, what 区水务局 sent for another month is open: not even a draft says that it lags."""
    ledger = sample_ledger(states={}, lacking={}, behind={"实事12"})
    lines = build_task_lines(ledger, MARCH)
    unit = next(one.standing_unit for one in lines if one.task_id == "实事12")
    for unsettled, is_told in (((), True), ((unit,), False)):
        [shown] = [one for one in shown_lines(lines, DRAFT, MARCH, unsettled) if one.task_id == "实事12"]
        assert (shown.is_standing_told, bool(shown.standing_unit)) == (is_told, is_told)


def test_returns_being_looked_into_are_counted_once_and_named_nowhere() -> None:
    """应报 is the sum of what stands behind it, 材料正在核实 is one of them; no second sentence takes it out again."""
    words = build_sample("month", sample_ledger()).words
    summary, lists = words.summary, "".join(words.lists)  # type: ignore[attr-defined]
    assert "材料正在核实1家（核实前不列名）" in summary and "待认定" not in summary
    assert "正在核实" not in lists and "暂不列入" not in lists and "区商务局" not in lists
    text = build_sample("quarterly", sample_ledger()).words.delivery_passage  # type: ignore[attr-defined]
    assert "材料正在核实1份（核实前不列名）" in text and "暂不列入" not in text


def test_late_and_left_out_are_said_to_stand_in_the_annex_that_holds_them() -> None:
    text = build_sample("quarterly", sample_ledger()).words.delivery_passage  # type: ignore[attr-defined]
    assert "迟报、漏报单位见附件2。" in text


def test_who_has_made_up_for_what_lacked_is_not_asked_for_it() -> None:
    facts = build_quarterly_facts(sample_ledger(), 1, OFFICE).delivery
    asked = passages.report_requirements(facts, None)[0][1]
    assert "未报送和漏报的单位要立即补报" in asked
    missing = [note for note in facts.notes if note.charge.fault == "未报"]
    made_up = tuple(MadeUp(note.charge, date(2022, 4, 20)) for note in missing)
    assert "未报送" not in passages.report_requirements(replace(facts, made_up=made_up), None)[0][1]


def test_a_month_without_reports_names_who_with_the_projects() -> None:
    """未反映进展: the unit stands with its projects where that may be told of all; else only how many."""
    told = " ".join(build_sample("monthly", sample_ledger()).words.attention)  # type: ignore[attr-defined]
    assert "区水务局实事13" in told and "进度待核定" in told
    final = replace(DRAFT, is_draft=False)
    spared = " ".join(build_sample("monthly", sample_ledger(), final).words.attention)  # type: ignore[attr-defined]
    assert "区水务局" not in spared
