"""What bulletins say reads as an office writes it, in every month of a year: short, nothing empty, nobody pointed to what he lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from bulletin_kinds import DRAFT, STYLE, answered
from bulletin_sample import MARCH, OFFICE, sample_ledger
from demo_year import ledgers

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.editions import Edition, settle_edition
from pipeline.outputs.bulletins.kind import BulletinKind, Editions, bulletin_of
from pipeline.outputs.bulletins.kinds.delivery import DELIVERY
from pipeline.outputs.bulletins.kinds.milestone import CLOSURE, MATTER
from pipeline.outputs.bulletins.kinds.monthly import MONTHLY
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.periods import Period

_MOST = {"为民办实事月通报": 1000, "报送情况通报": 650, "办结通报": 1000, "重大事项通报": 1000}
_USUAL = 850  # the middle one of a year's months; real offices write 200 to 750, with shorter names of projects
_HEADING = re.compile(r"[一二三四五六七八九十]、")
_END = re.compile(r"附件：|济南市")
# What a reader must not meet: pointers to what he lacks, hints at who is not named, numbers said twice, joints of nothing.
_NEVER = re.compile(
    r"台账|另行督促|100\.0%|（[^（）]*／[^（）]*）|：。|（）|、。|，。|；。|。。|None|nan|（含当日）|转季|挂图"
)
_INSIDE = re.compile(r"自报|待认定|销号|滞后|未报|迟报|督查台账|佐证")
Text = tuple[str, str, list[str]]


def _editions(kind: BulletinKind[Any, Any], facts: Any, is_whole: bool) -> Iterator[tuple[str, Edition]]:
    """The draft and the public edition; where the month is looked at as a ``whole`` the final texts too."""
    yield "征求意见稿", DRAFT
    for name, is_confirmed in (("定稿", True), ("都不点名", False)) if is_whole else ():
        yield name, settle_edition(facts.named, answered(facts.named, is_confirmed=is_confirmed), ("5", None))
    if kind.publication:
        yield "公开版", Edition().public


def _texts(kind: BulletinKind[Any, Any], subject: Any, ledger: Ledger, *, is_whole: bool = False) -> Iterator[Text]:
    """(bulletin, edition, its paragraphs from the first sentence to the last requirement)."""
    facts = Editions((), Cutoffs(), ledger).facts(kind, subject, ledger, OFFICE)
    for name, edition in _editions(kind, facts, is_whole):
        content = render_bulletin(bulletin_of(kind, facts, edition, Persons()), template_path(kind.name, None), STYLE)
        lines = [p.text.strip() for p in docx.Document(BytesIO(content)).paragraphs if p.text.strip()]
        start = next(place for place, line in enumerate(lines) if "通报如下" in line)
        end = next((place for place, line in enumerate(lines) if place > start and _END.match(line)), len(lines))
        yield f"{kind.name}{subject if kind in (MONTHLY, DELIVERY) else ''}", name, lines[start:end]


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """The bulletins of each month of the sample office, and those of the hand-made one."""
    found: list[Text] = []
    made = replace(sample_ledger(), report_by=date(2022, 4, 27))
    year = {month: replace(ledger, later=None) for month, ledger in ledgers()}  # each on its own day
    for month, ledger in (*year.items(), (MARCH, made)):
        is_whole = month.is_quarter_end
        found += [*_texts(MONTHLY, month, ledger, is_whole=is_whole), *_texts(DELIVERY, month, ledger)]
    for kind in (CLOSURE, MATTER):
        for one in (year[Period(2022, 10)], made):
            found += _texts(kind, kind.subjects(one, None)[0], one)
    return found


def test_each_body_is_as_long_as_offices_write(texts: list[Text]) -> None:
    too_long = [
        (name, edition, sum(map(len, lines)))
        for name, edition, lines in texts
        if sum(map(len, lines)) > next(most for kind, most in _MOST.items() if name.startswith(kind))
    ]
    assert too_long == []
    usual = sorted(
        sum(map(len, lines))
        for name, edition, lines in texts
        if name.startswith(MONTHLY.name) and edition == "征求意见稿"
    )
    assert usual[len(usual) // 2] <= _USUAL, usual


def test_no_section_is_empty(texts: list[Text]) -> None:
    for name, edition, lines in texts:
        heads = [place for place, line in enumerate(lines) if _HEADING.match(line)]
        assert heads and heads[-1] < len(lines) - 1, (name, edition)
        assert not [place for place in heads if place + 1 in heads], (name, edition, lines)


def test_no_reader_is_pointed_to_what_he_lacks_and_nothing_is_said_twice(texts: list[Text]) -> None:
    found = [(name, edition, hit[0]) for name, edition, lines in texts for hit in _NEVER.finditer("".join(lines))]
    assert found == []


def test_the_public_reads_no_words_of_the_system(texts: list[Text]) -> None:
    public = [(name, "".join(lines)) for name, edition, lines in texts if edition == "公开版"]
    assert public and [(name, hit[0]) for name, text in public for hit in _INSIDE.finditer(text)] == []


def test_a_late_form_is_told_under_reporting_only(texts: list[Text]) -> None:
    """Who is late is asked why it was late, not to make up for its work."""
    for name, edition, lines in texts:
        if name.startswith(MONTHLY.name) and edition != "公开版":
            told = [line for line in lines if "迟报" in line]
            assert all("承担实事的责任单位" in line or "严格按时报送" in line for line in told), (name, told)
            asked = [line for line in lines if "加快补齐短板" in line]
            assert all(re.search(r"\d+月\d+日前书面报督查室。$", line) for line in asked), asked


def test_who_lags_by_name_is_asked_by_name(texts: list[Text]) -> None:
    for name, edition, lines in texts:
        if name.startswith(MONTHLY.name) and edition in ("征求意见稿", "定稿"):
            lagging = {
                unit
                for line in lines
                if re.match("(?:进度滞后|需要关注)\\d+件：", line)
                for unit in re.findall(r"（实事\d+，([^（）]+)）", line)
            }
            [asked] = [line for line in lines if "加快补齐短板" in line] or [""]
            assert all(unit in asked for unit in lagging), (name, edition, lagging, asked)
            assert bool(asked) is bool(lagging), name
