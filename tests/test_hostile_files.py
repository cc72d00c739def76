"""More than a hundred hostile files in one inbox: each is told of in its line, whatever the order, and costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_files import GOOD, GOOD_FORM, Hostile, hostile_files
from submissions.test_isolation import limited

from pipeline.submissions.files.inbox import list_inbox
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.reading import read_inbox


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("收件")
    for one in (*hostile_files(), Hostile(GOOD, GOOD_FORM, hostile_files()[0].told)):
        (folder / one.name).write_bytes(one.content)
    return folder


def read(inbox: Path, *, is_backwards: bool) -> dict[str, FileReading]:
    """Each file, or the one member of an archive, by the file's name."""
    files = list_inbox(inbox)[:: -1 if is_backwards else 1]
    return {file.place: reading for file, _, reading in read_inbox(files, limited(), lambda *_: None)}


def test_each_hostile_file_has_its_line_whatever_the_order(inbox: Path) -> None:
    expected = {one.name: one.told for one in hostile_files()}
    assert len(expected) >= 100
    found = read(inbox, is_backwards=False)
    assert found.keys() == {*expected, GOOD}
    wrong = {
        name: told
        for name, told in expected.items()
        if told not in (found[name].no_return, *(one.kind for one in found[name].findings))
    }
    assert not wrong
    assert all(len(one.findings) <= 2 and not one.submissions for name, one in found.items() if name != GOOD)
    assert found[GOOD].submissions[0].unit == "区信访局"
    assert read(inbox, is_backwards=True) == found
