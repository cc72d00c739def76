"""What bulletins tell of what lags: by how much where it is sure, who acts by when, what became of what was named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bulletin_sample import MARCH, OFFICE, sample_ledger

from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.ledger.model import Later, Ledger
from pipeline.ledger.statements.shortfall import list_shortfalls
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.asked import finish_month, list_asked
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.followed import build_followed, last_issued
from pipeline.outputs.bulletins.facts.task_lines import build_task_lines
from pipeline.outputs.bulletins.words.lagging import asking_words, followed_words, lag_words
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Fault, Status

APRIL = Period(2022, 4)
_GOAL = "完成桥下地面铺装4000平方米、绿化补植1500平方米"


@pytest.mark.parametrize(
    ("goal", "progress", "told"),
    [
        pytest.param(_GOAL, "累计完成地面铺装3100平方米。", [("累计完成地面铺装3100平方米", "4000平方米")], id="plain"),
        pytest.param(_GOAL, "累计完成地面铺装4000平方米。", [], id="reached"),
        pytest.param(_GOAL, "本月完成地面铺装800平方米。", [], id="what a month brought is no sum"),
        pytest.param(_GOAL, "累计清运垃圾3100吨，现场有序推进。", [], id="another unit"),
        pytest.param(_GOAL, "累计完成地面铺装约3100平方米。", [], id="vague"),
        pytest.param("实现收入增长5%", "累计实现收入增长3%", [], id="a rate may fall"),
        pytest.param("投诉控制在10件以内", "累计投诉8件", [], id="the less the better"),
        pytest.param(
            "累计实施10个片区、134万平方米老旧小区改造",
            "累计实施改造10个片区、126万平方米",
            [("完成126万平方米", "134万平方米老旧小区改造")],
            id="a figure without a name borrows the goal's",
        ),
        pytest.param(
            "累计在20个村（社区）设立互助基金",
            "累计在19个村（社区）设立互助基金，募集资金81万元",
            [("累计在19个村(社区)设立互助基金", "20个")],
            id="the clause is told to its end",
        ),
    ],
)
def test_a_shortfall_is_told_only_where_it_is_sure(goal: str, progress: str, told: list[tuple[str, str]]) -> None:
    assert [(one.reached, one.goal) for one in list_shortfalls(goal, progress)] == told


def _sample(progress: str = "累计完成地面铺装3100平方米。") -> tuple[Ledger, Cover]:
    words = {("实事12", "区园林绿化服务中心"): {"planned_goal": _GOAL, "progress": progress, "met_goal": "否"}}
    ledger = sample_ledger(states={}, behind={"实事12"}, lacking={}, words=words)
    return ledger, replace(build_cover(ledger, ("题",), OFFICE, MARCH), report_by=date(2022, 4, 27))


def test_what_lags_stands_against_its_goal_and_its_unit_is_asked_by_a_day() -> None:
    ledger, cover = _sample()
    [line] = [one for one in build_task_lines(ledger, MARCH, Annex.LIVELIHOOD) if one.task_id == "实事12"]
    unit = line.standing_unit
    assert lag_words(line).endswith(f"（实事12，{unit}），累计完成地面铺装3100平方米，一季度目标4000平方米")
    assert asking_words([line], MARCH, cover) == f"{unit}要于4月底前完成一季度目标，4月27日前书面报督查室"


def test_nothing_is_asked_by_a_day_that_is_past() -> None:
    """A draft of April that is drafted again in June."""
    ledger, _ = _sample()
    later = replace(ledger, report_by=date(2022, 4, 27), later=Later(date(2022, 6, 20), ledger.returns))
    lines = [one for one in build_task_lines(later, MARCH, Annex.LIVELIHOOD) if one.task_id == "实事12"]
    told = asking_words(lines, MARCH, build_cover(later, ("题",), OFFICE, MARCH))
    assert told.endswith("要抓紧完成一季度目标，尽快书面报督查室")


def test_who_may_not_be_named_is_not_asked_by_name() -> None:
    ledger, cover = _sample()
    lines = build_task_lines(ledger, MARCH, Annex.LIVELIHOOD)
    spared = [replace(line, is_standing_told=False, standing_unit="") for line in lines]
    assert list_asked(spared, MARCH) == () and asking_words(spared, MARCH, cover) == ""


@pytest.mark.parametrize(("month", "finish"), [(3, 4), (4, 6), (5, 6), (9, 10), (11, 12), (12, None)])
def test_a_missed_goal_has_a_month_more_and_one_not_due_its_quarter(month: int, finish: int | None) -> None:
    assert finish_month(Period(2022, month)) == (Period(2022, finish) if finish else None)


def _issued(*facts: StatedFact) -> BulletinText:
    return BulletinText("3月", "", "", date(2022, 4, 13), kind="月", periods=(MARCH,), facts=facts)


def _fact(fault: Fault, unit: str, task_id: str = "") -> StatedFact:
    return StatedFact(MARCH, fault, unit, task_id)


def test_what_was_named_is_followed_up() -> None:
    text = _issued(
        _fact(Fault.BEHIND, "区商务局", "实事15"),
        _fact(Fault.MISSING, "区信访局"),
        _fact(Fault.LATE, "区民政局"),
    )
    ledger = sample_ledger((MARCH, APRIL), date(2022, 5, 13), {("区信访局", MARCH): Status.MISSING}, {}, behind=())
    followed = build_followed(ledger, APRIL, text)
    assert followed_words(followed, Edition(), "件") == ("上期通报的滞后事项1件，已赶上进度；未报送单位1家，仍未补报。")
    assert followed_words(None, Edition(), "件") == ""


def test_nothing_is_told_where_one_of_them_is_being_checked() -> None:
    """R8: of two named before, "1件已赶上进度" alone would tell of the other."""
    text = _issued(_fact(Fault.BEHIND, "区商务局", "实事15"), _fact(Fault.BEHIND, "区教育体育局", "实事2"))
    states = {("区商务局", APRIL): Status.UNSETTLED}
    ledger = sample_ledger((MARCH, APRIL), date(2022, 5, 13), states, {}, behind=())
    assert followed_words(build_followed(ledger, APRIL, text), Edition(), "件") == ""


def test_who_lags_still_and_is_spared_is_not_told_by_the_count() -> None:
    text = _issued(_fact(Fault.BEHIND, "区商务局", "实事15"))
    ledger = sample_ledger((MARCH, APRIL), date(2022, 5, 13), {}, {}, behind={"实事15"})
    followed = build_followed(ledger, APRIL, text)
    assert "仍滞后" in followed_words(followed, Edition(), "件")
    assert followed_words(followed, Edition(is_draft=False), "件") == ""


def test_the_last_issued_of_its_kind_is_followed() -> None:
    texts = [replace(_issued(), name=str(month), periods=(Period(2022, month),)) for month in (3, 4, 6)]
    found = last_issued(texts, "月", Period(2022, 6))
    assert found is not None and found.name == "4"
    assert last_issued(texts, "季", Period(2022, 6)) is None
