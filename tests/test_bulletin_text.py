"""Units' words made fit to print without changing them; titles; problems by kind; what changed since last time."""

from __future__ import annotations

import pytest
from bulletin_kinds import SAMPLES, build_sample
from bulletin_sample import MARCH, OFFICE, sample_ledger
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.bulletins.facts.tallies import build_tally
from pipeline.outputs.bulletins.kinds.monthly.facts import build_monthly_facts
from pipeline.outputs.bulletins.words import passages
from pipeline.outputs.bulletins.words.problem_kinds import OTHER, grouped_problems, problem_kind
from pipeline.outputs.bulletins.words.shown import trend_sentence
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.tidy import tidy
from pipeline.vocabulary.terms import Standing
from pipeline.vocabulary.text import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("已 完成 主体 施工", "已完成主体施工", id="spaces"),
        pytest.param("完成80%,其余正在推进;下月完工", "完成80%，其余正在推进；下月完工", id="half-width"),
        pytest.param("累计投资1,200万元,建成3.5公里", "累计投资1,200万元，建成3.5公里", id="numbers stay"),
        pytest.param("已完成。。下步抓紧，，推进", "已完成。下步抓紧，推进", id="doubled"),
        pytest.param("党家(陡沟)街道", "党家（陡沟）街道", id="brackets"),
        pytest.param("ERP (v2) 系统 at 9:30", "ERP (v2) 系统 at 9:30", id="latin stays"),
        pytest.param("1.完成招标\n\n\n　　2.进场施工.", "1.完成招标\n2.进场施工。", id="lines"),
        pytest.param("截至3月底:已开工", "截至3月底：已开工", id="colon"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


@given(st.text(alphabet="完成，。,.;:() （）1 2%5A\n、　。", max_size=40))
def test_tidying_changes_no_word_and_is_done_once(text: str) -> None:
    """R13: letters, digits and Chinese characters stay in their order."""
    assert [c for c in tidy(text) if c.isalnum()] == [c for c in text if c.isalnum()]
    assert tidy(tidy(text)) == tidy(text) or fold(tidy(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("关于甲的通报", "关于甲的通报", id="whole"),
        pytest.param("关于征收拆迁进展情况", "关于征收拆迁进展情况的通报", id="lacks 的通报"),
        pytest.param("首批地块完成供地", "关于首批地块完成供地有关情况的通报", id="bare event"),
    ],
)
def test_a_title_is_completed(text: str, expected: str) -> None:
    assert wording.completed_title(text) == expected


def test_a_title_is_broken_between_words() -> None:
    """7.3.1: 地块 and 供地 stand in the notice, so no line ends inside them."""
    corpus = "确保中央活力区二区住宅商业等12个地块、2163亩土地实现供地出让"
    title = "关于中央活力区二区首批地块完成供地有关情况的通报"
    lines = wording.balanced_lines(title, corpus=corpus)
    assert "".join(lines) == title and len(lines) == 2
    assert lines[0][-1] + lines[1][0] not in corpus


def test_a_title_out_of_the_notice_itself_is_broken_between_words() -> None:
    """Every two neighbours of it stand in the notice: 产业 does so often, 和产 only here."""
    corpus = "\n".join(task.text for task in sample_ledger().tasks)
    title = "关于“高标准制定产业规划和产业链招商图谱”办结情况的通报"
    assert wording.balanced_lines(title, corpus=corpus) == (
        "关于“高标准制定产业规划和",
        "产业链招商图谱”办结情况的通报",
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("部分地块权属复杂，征收协议签订进度慢", "征收拆迁", id="first kind wins"),
        pytest.param("施工许可尚未批复", "手续办理", id="permits"),
        pytest.param("配套经费未到位", "资金保障", id="money"),
        pytest.param("攻坚涉及部门多，部分事项会签时间较长", "协调配合", id="many departments"),
        pytest.param("群众参与度不高", OTHER, id="other"),
    ],
)
def test_problems_have_a_kind(words: str, kind: str) -> None:
    assert problem_kind(words) == kind


def test_grouping_loses_no_problem() -> None:
    notes = build_monthly_facts(sample_ledger(), MARCH, OFFICE).problems
    assert notes
    assert sorted(note.unit for _, group in grouped_problems(notes) for note in group) == sorted(n.unit for n in notes)


def test_trend_names_what_moved_and_only_that() -> None:
    before = build_tally("上月", [Standing.ON_TRACK] * 3 + [Standing.BEHIND])
    now = build_tally("本月", [Standing.ON_TRACK] * 2 + [Standing.CLOSED, Standing.BEHIND])
    assert trend_sentence(now, before, "上月", "件") == "与上月相比，已办结由0件增至1件，按序时推进由3件减至2件。"
    assert "没有变化" in trend_sentence(now, now, "上月", "件")
    assert trend_sentence(now, None, "上月", "件") == ""


@pytest.mark.parametrize(
    ("count", "word"),
    [pytest.param(0, "", id="none"), pytest.param(1, "甲0报送", id="one"), pytest.param(2, "2家单位", id="two")],
)
def test_praise_agrees_with_how_many(count: int, word: str) -> None:
    told = passages.praise([f"甲{index}" for index in range(count)], "实事")
    assert word in told and bool(told) is bool(count)


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind in SAMPLES])
def test_words_hold_strings_and_truths_only(kind: str) -> None:
    """All that a template may see."""
    from pipeline.outputs.docx.variables import context_of

    def leaves(value: object) -> list[object]:
        if isinstance(value, dict):
            return [leaf for one in value.values() for leaf in leaves(one)]
        return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else [value]

    context = context_of(build_sample(kind, sample_ledger()).words)
    assert {type(leaf) for leaf in leaves(context)} <= {str, bool, type(None)}
