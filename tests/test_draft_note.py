"""How to object stands at the end of a draft in plain lines, and is gone from what is printed; other lines are the person's."""

from __future__ import annotations

import re
from io import BytesIO

import docx
from bulletin_kinds import build_sample
from bulletin_sample import sample_ledger

from pipeline.config import Bulletins
from pipeline.outputs.bulletins.issuing.final_form import Filled, as_final
from pipeline.outputs.bulletins.kinds.delivery import DELIVERY
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import template_path

STYLE = Bulletins(objection_contact="督查室小王，82078000")
TOLD = [
    "征求意见稿：本稿点名单位未经确认，不得印发。",
    "对涉及本单位的内容有异议的，请于收到之日起3个工作日内书面反馈。",
    "联系人：督查室小王，82078000",
]


def draft(style: Bulletins = STYLE) -> bytes:
    return render_bulletin(build_sample("month", sample_ledger()), template_path(DELIVERY.name, None), style)


def lines(content: bytes) -> list[str]:
    return [p.text for p in docx.Document(BytesIO(content)).paragraphs if p.text.strip()]


def test_a_draft_says_how_to_object_in_lines_of_one_sentence() -> None:
    found = lines(draft())
    place = found.index(TOLD[0])
    assert found[place : place + 3] == TOLD
    assert not any(re.search(r"（[^）]*（", text) for text in lines(draft(Bulletins()))[place : place + 3])
    assert "联系电话：＿" in lines(draft(Bulletins()))[place + 2], "room to write it in"


def test_what_is_printed_has_none_of_them_and_keeps_a_line_of_the_persons() -> None:
    document = docx.Document(BytesIO(draft()))
    document.paragraphs[12].insert_paragraph_before("联系人：张科长，电话见通讯录")
    stream = BytesIO()
    document.save(stream)
    final = lines(as_final(stream.getvalue(), Filled()))
    assert not set(TOLD) & set(final)
    assert "联系人：张科长，电话见通讯录" in final
