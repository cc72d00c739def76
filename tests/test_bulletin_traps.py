"""What once stood in bulletins in full view: each is looked for in the text as a reader has it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
import pytest
from bulletin_kinds import DRAFT, SAMPLES, STYLE, answered, build_sample
from bulletin_sample import MARCH, OFFICE, sample_ledger
from docx.document import Document

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kind import Editions, bulletin_of
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.terms import Role, Status

_GOOD: dict[str, Any] = {"lacking": {}, "behind": (), "closed": ()}


def read(name: str, ledger: Ledger, edition: Edition = DRAFT) -> Document:
    kind = SAMPLES[name][0]
    content = render_bulletin(build_sample(name, ledger, edition), template_path(kind.name, None), STYLE)
    return docx.Document(BytesIO(content))


def text_of(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def opening(document: Document) -> str:
    return next(p.text for p in document.paragraphs if p.text.startswith("截至"))


@pytest.mark.parametrize("name", ["monthly", "quarterly"])
def test_who_is_exempt_is_counted_as_exempt(name: str) -> None:
    """R9, R20: 免报 is no 未到期: nothing is owed, and nothing will be."""
    told = opening(read(name, sample_ledger(states={("区发展改革局", MARCH): Status.EXEMPT}, **_GOOD)))
    assert re.search(r"免报\d+[件项]", told) and "未到期" not in told


@pytest.mark.parametrize("name", ["monthly", "quarterly"])
def test_a_supporter_who_is_silent_leaves_the_task_as_its_lead_tells_it(name: str) -> None:
    """R18: the lead's report makes the progress; 未反映进展 is said of leads that wrote nothing."""
    tasks = sample_ledger().tasks
    leads = {task.lead_unit for task in tasks}
    supporters = {seat.unit for task in tasks for seat in task.assignments if seat.role is Role.SUPPORT} - leads
    assert supporters
    silent = {(unit, MARCH): Status.MISSING for unit in supporters}
    told, whole = (opening(read(name, sample_ledger(states=states, **_GOOD))) for states in (silent, {}))
    counts = [text.partition("据牵头单位")[0] for text in (told, whole)]  # what units claim is all their units' claim
    assert counts[0] == counts[1] and "未反映" not in told


@pytest.mark.parametrize("name", list(SAMPLES))
def test_no_number_of_a_heading_runs_into_a_quarter(name: str) -> None:
    """二、三季度目标 reads as the second and the third quarter."""
    heads = [
        p.text
        for p in read(name, sample_ledger()).paragraphs
        if p.style is not None and p.style.name == Style.HEADING_1
    ]
    assert not [head for head in heads if re.match("[一二三四五六七八九十]+、[一二三四]季度", head)]


def test_the_inner_page_counts_problems_and_not_the_word_for_none() -> None:
    document = read("monthly", sample_ledger())
    [annex] = [table for table in document.tables if "存在问题" in [cell.text for cell in table.rows[0].cells]]
    column = [cell.text for cell in annex.rows[0].cells].index("存在问题")
    problems = [row.cells[column].text for row in annex.rows[1:]]
    told = [text for text in problems if text.strip("—无（略）")]
    assert 0 < len(told) < len(problems)
    assert f"附件表“存在问题”列：{len(told)}件实事有内容" in text_of(document)


def test_nothing_is_asked_of_whom_the_text_spares() -> None:
    """R21: the only unit that was late is spared: nobody reads that the late ones must say why, nor 另有 of nobody."""
    ledger = sample_ledger(states={("区民政局", MARCH): Status.LATE}, **_GOOD)
    kind, subject = SAMPLES["month"]
    facts = Editions((), Cutoffs(), ledger).facts(kind, subject, ledger, OFFICE)
    desk = Desk(STYLE, answers=answered(facts.named, is_confirmed=False))
    edition = desk.edition(facts.named, None)
    bulletin = bulletin_of(kind, facts, edition, Persons())
    lines = [
        p.text
        for p in docx.Document(BytesIO(render_bulletin(bulletin, template_path(kind.name, None), STYLE))).paragraphs
    ]
    assert "区民政局" not in "".join(lines) and not [
        line for line in lines if "迟报的单位" in line or line.startswith("另有")
    ]
    assert "迟报的单位" in text_of(read("month", ledger)), "the draft names it, and asks"
