"""What a finding tells people to do can be done: the sheets that it names are there, and no advice is without effect."""

from __future__ import annotations

import re

import pytest

from pipeline.decisions.contents import ALL_SHEETS
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.tables import DATA_TABLES

_BOOK_SHEETS = {"责任变动", "集合单位", "单位"}  # of master/
_NAMED = re.compile(r"“([^”]+)”表(?!题)")
_WITHOUT_EFFECT = ("最后一列", "移出收件文件夹")


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_a_remedy_names_sheets_that_are_there_and_nothing_without_effect(kind: Kind) -> None:
    remedy = kind.value.remedy
    known = {sheet.name for sheet in ALL_SHEETS} | {table.sheet for table in DATA_TABLES} | _BOOK_SHEETS
    assert set(_NAMED.findall(remedy)) <= known
    assert not any(words in remedy for words in _WITHOUT_EFFECT)
