"""简称: a task in few words is a whole phrase, whatever district wrote the task."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.master import short_titles
from pipeline.master.short_titles import LIMIT, is_phrase, propose_title
from pipeline.vocabulary.text import compact

ROOT = Path(__file__).parents[1]
CASES = [line.partition("｜")[::2] for line in (ROOT / "tests/short_titles.txt").read_text("utf-8").splitlines()]
DANGLING = ("对", "为", "将", "把", "和", "及", "与", "的", "、", "，", "进行", "予以", "等等", "……", "以", "由")
OPENING, CLOSING = "“‘《（", "”’》）"


def notice_texts() -> list[str]:
    """The 109 texts of the notice's two tables."""
    book = load_workbook(ROOT / "master" / "责任分解表.xlsx", read_only=True)
    found = []
    for sheet, column in (("附件1重点任务", 2), ("附件2民生实事", 1)):
        rows = [row for row in book[sheet].iter_rows(values_only=True) if str(row[0]).isdigit()]
        found += [compact(str(row[column])) for row in rows]
    return found


NOTICE = notice_texts()


@pytest.mark.parametrize(("title", "text"), CASES)
def test_a_title_reads_as_a_clerk_would_write_it(title: str, text: str) -> None:
    assert propose_title(text) == title


def assert_whole(title: str, text: str) -> None:
    """Nothing hangs at its ends, pairs are closed, every character is the text's own but 等, and no number is cut."""
    assert title
    assert not title.endswith(DANGLING)
    assert not title.startswith(("、", "，", "的", "等", "和", "及"))
    assert all(title.count(left) == title.count(right) for left, right in zip(OPENING, CLOSING, strict=True))
    assert not re.search("、的|的的|、、|、等|“”", title)
    rest = iter(text)
    kept = title.replace("等", "").replace("、", "")
    assert all(char in rest for char in kept) or title.startswith(("提高", "提升", "降低")), "in the text's own order"
    assert all(number in re.findall(r"\d[\d.,]*", text) for number in re.findall(r"\d[\d.,]*", title))


@pytest.mark.parametrize("text", [*NOTICE, *(text for _, text in CASES)])
def test_no_title_is_a_predicate_that_was_cut(text: str) -> None:
    assert_whole(propose_title(text), text)


def test_nearly_every_title_fits_and_no_two_tasks_share_one() -> None:
    assert len(NOTICE) == 109
    titles = [propose_title(text) for text in NOTICE]
    assert sum(len(title) > LIMIT for title in titles) <= 5, "those that no grammar makes shorter"
    twins = {title for title in titles if titles.count(title) > 1}
    assert twins <= {"推动市中安置基地等2700余套安置房建设"}, "任务43 and 实事20 are one matter"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("打造“智慧平台", id="a quote never closed"),
        pytest.param("，。；", id="marks alone"),
        pytest.param("对", id="one word"),
        pytest.param("绿化", id="one short word"),
    ],
)
def test_whatever_stands_there_gives_some_title_or_none(text: str) -> None:
    title = propose_title(text)
    assert all(title.count(left) == title.count(right) for left, right in zip(OPENING, CLOSING, strict=True))


@given(st.text(st.sampled_from("对为将把进行等、，。；的“”（）12万个户建设推进完成改造A区和及")))
def test_any_text_is_taken(text: str) -> None:
    assert len(propose_title(text)) <= len(text) + 1


def test_the_grammar_is_what_makes_it_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its steps nothing is made shorter."""
    text = "尽快完成小梁庄片区、省城际铁路调度指挥中心、零散棚户区改造一期109户、1.2万平方米的征收扫尾。"
    assert is_phrase(propose_title(text))
    monkeypatch.setattr(short_titles, "_STEPS", ())
    short_titles._propose.cache_clear()
    assert len(propose_title(text)) > LIMIT
    short_titles._propose.cache_clear()
