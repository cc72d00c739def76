"""Files that would stop or kill a run cost only themselves, and the process that reads them is started only for such."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_files import PETITIONS, book, form, row
from sent_forms import references

from pipeline.submissions.files.inbox import list_inbox
from pipeline.submissions.files.limits import harmless
from pipeline.submissions.isolation.child import Stumbled
from pipeline.submissions.isolation.isolated import Isolated, Lost
from pipeline.submissions.isolation.looking import look_at
from pipeline.submissions.isolation.reader import Asked
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.reading import read_inbox
from pipeline.vocabulary.findings import Kind

FORM = book(form("区信访局", row(87, PETITIONS)))
SLEEPER = "import time; time.sleep(60)"
GLUTTON = "x = bytearray(3_000_000_000)"
DEATH = "import os; os.abort()"


def limited(**limits: int) -> References:
    known = references()
    reading = known.settings.reading.model_copy(update=limits)
    return References(known.settings.model_copy(update={"reading": reading}), known.directory, known.tasks)


def read(inbox: Path, known: References) -> dict[str, FileReading]:
    return {file.source: reading for file, _, reading in read_inbox(list_inbox(inbox), known, lambda *_: None)}


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.xlsx", content)
    return made.getvalue()


def reasons(reading: FileReading) -> list[str]:
    return [str(dict(one.facts)["reason"]) for one in reading.findings if one.kind is Kind.FILE_TOO_HEAVY]


@pytest.fixture
def hexed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The process runs this before it answers: as a reader would that meets its match."""

    def hex_child(code: str) -> None:
        start = f"import sys, pipeline.submissions.isolation.child as c; o=c.read_one\ndef r(a, k):\n if 'bad' in a.source:\n  {code}\n return o(a, k)\nc.read_one=r; c.main()"
        popen = subprocess.Popen
        monkeypatch.setattr(subprocess, "Popen", lambda command, **how: popen([command[0], "-c", start], **how))

    return hex_child


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param(SLEEPER, "读取超过2秒", id="time"),
        pytest.param(DEATH, "读取时程序异常退出", id="crash"),
    ],
)
def test_a_file_that_takes_too_long_costs_only_itself(
    hexed: Callable[[str], None], tmp_path: Path, code: str, reason: str
) -> None:
    hexed(code)
    for name in ("a", "bad", "c"):
        (tmp_path / f"{name}.zip").write_bytes(packed(区信访局3月=FORM))
    found = read(tmp_path, limited(seconds=2))
    assert [one.kind for one in found["bad.zip"].findings] == [Kind.FILE_TOO_HEAVY]
    assert reasons(found["bad.zip"]) == [reason]
    assert not found["bad.zip"].is_readable
    assert all(found[f"{name}.zip!区信访局3月.xlsx"].submissions for name in "ac")


def test_memory_that_is_too_much_is_refused(hexed: Callable[[str], None], tmp_path: Path) -> None:
    hexed(GLUTTON)
    path = tmp_path / "bad.zip"
    path.write_bytes(packed(区信访局3月=FORM))
    with Isolated(limited(memory_mb=300)) as apart:
        answer = apart.read(Asked(path, path.name, ("bad",), look_at(path).whole))
        assert isinstance(answer, Stumbled | Lost)
        answer = apart.read(Asked(path, "good.zip", ("good",), look_at(path).whole))
        assert not isinstance(answer, Stumbled | Lost)


def test_a_form_is_the_same_read_here_and_apart(tmp_path: Path) -> None:
    path = tmp_path / "区信访局3月.xlsx"
    path.write_bytes(FORM)
    known = limited()
    here = read(tmp_path, known)[path.name]
    with Isolated(known) as apart:
        answer = apart.read(Asked(path, path.name, (path.stem,), look_at(path).whole))
    assert isinstance(answer, tuple)
    [(_, _, there)] = answer
    assert here.submissions and here == there


def test_ordinary_files_start_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    (tmp_path / "区信访局3月.xlsx").write_bytes(FORM)
    (tmp_path / "会议录像.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(3_000_000))
    (tmp_path / "扫描件.pdf").write_bytes(b"%PDF-1.4\n" + bytes(3_000_000))
    (tmp_path / "空.xlsx").touch()
    assert len(read(tmp_path, limited())) == 4


def test_a_file_larger_than_allowed_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "区信访局3月.dat").write_bytes(b"PK\x03\x04" + bytes(3_000_000))
    found = read(tmp_path, limited(file_mb=2))["区信访局3月.dat"]
    assert reasons(found) == ["文件有3兆，超过2兆"]
    assert found.could_be_units == ("区信访局",)


def test_recordings_that_are_no_returns_are_not_kept_and_others_are(tmp_path: Path) -> None:
    kept: list[str] = []
    (tmp_path / "区信访局3月.xlsx").write_bytes(FORM)
    (tmp_path / "区信访局3月录像.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(99))
    (tmp_path / "会场.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(3_000_000))
    list(read_inbox(list_inbox(tmp_path), limited(), lambda path, *_: kept.append(path.name)))
    assert kept == ["区信访局3月.xlsx", "区信访局3月录像.mp4"]


def test_what_unfolds_into_much_is_no_harmless_file() -> None:
    assert harmless.is_harmless(FORM)
    assert not harmless.is_harmless(packed(a=FORM))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(3_000_000))
    assert not harmless.is_harmless(bomb.getvalue())
