"""Sentences that a clerk did not understand, as they are now: nothing to do is no item, both rows are shown, what was put right is told no more."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from bulletin_sample import sample_ledger

from pipeline.decisions.entries import IssuedBulletin
from pipeline.ledger.receipts.beside.saying_less import Less
from pipeline.ledger.receipts.beside.words import less_words
from pipeline.outputs.bulletins.issuing.standings import BulletinStanding, State
from pipeline.outputs.bulletins.kinds.milestone import CLOSURE
from pipeline.outputs.start_page.own_todos import drafts
from pipeline.vocabulary.periods import Period

JULY = Period(2022, 7)


def test_a_form_that_says_less_of_two_tasks_shows_both() -> None:
    less = {
        "任务23": [Less("任务23", "完成情况", "完成30户", "同上"), Less("任务23", "下一步计划", "继续", "同上")],
        "任务24": [Less("任务24", "完成情况", "完成40户", "同上")],
    }
    told = less_words(JULY, less)
    assert "完成30户" in told and "任务24完成情况前报“完成40户”，本表“同上”" in told


def test_bulletins_that_are_all_issued_are_nothing_to_do() -> None:
    made: Any = SimpleNamespace(bulletins=(BulletinStanding("通报", "通报/2022-03/通报.docx", State.ISSUED),))
    assert not list(drafts(made))


def test_a_closure_whose_correction_was_issued_is_told_no_more() -> None:
    ledger = sample_ledger(closed=())
    announced, corrected = (
        IssuedBulletin(name, Period(2022), "9", date(2022, 7, 5), "")
        for name in ("办结通报-任务4", "更正-办结通报-任务4")
    )
    assert len(CLOSURE.withdrawn(ledger, [announced])) == 1
    assert not CLOSURE.withdrawn(ledger, [announced, corrected])
