"""Bulletins are values, worked out before anything is written; a kind of bulletin is one object in one place."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import docx
import pandas as pd
import pytest
from bulletin_kinds import STYLE
from bulletin_sample import sample_ledger
from command_line import run
from frames import frame_of
from small_office import SIX_UNITS, write_small_office

from pipeline import stages
from pipeline.config import load_settings
from pipeline.outputs.bulletins import catalogue, kinds
from pipeline.outputs.bulletins.catalogue import draft_due
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.templates import check_lines
from pipeline.stages import writing
from pipeline.vocabulary import tables
from pipeline.vocabulary.periods import Period

MARCH = Period(2022, 3)
_COVER = ("稿别", "标题", "主送机关", "署名", "成文日期", "截至日", "稿注", "提示")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A small office whose first month has just been collected; each test copies it."""
    made = write_small_office(tmp_path_factory.mktemp("drafts") / "office", SIX_UNITS, until=MARCH)
    return made.root, str(made.today)


@pytest.fixture
def with_a_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it takes to add a kind: its file among the others, its name in the catalogue's one line."""
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(Path(__file__).with_name("extra_kinds"))])
    monkeypatch.setattr(catalogue, "KINDS", catalogue.kinds_of((*catalogue.ROOMS, "brief")))


def brief_template(folder: Path, sentence: str) -> None:
    document = docx.Document()
    for text in (*(f"{{{{ {label} }}}}" for label in _COVER), sentence):
        document.add_paragraph(text)
    folder.mkdir(parents=True, exist_ok=True)
    document.save(str(folder / "问题简报.docx"))


@pytest.mark.usefixtures("with_a_brief")
def test_a_kind_in_one_file_is_drafted_traced_and_offered(office: tuple[Path, str], tmp_path: Path) -> None:
    root = tmp_path / "office"
    shutil.copytree(office[0], root)
    brief_template(root / "master" / "模板", "本月共反映问题{{ 反映条数 }}条。")
    done = run("--root", root, "--today", office[1], "bulletin", "brief", "2022-03")
    assert done.returncode == 0, done.stderr
    [path] = (root / "outbox" / "通报" / "2022-03").glob("3月问题简报.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    [count] = re.findall(r"本月共反映问题(\d+)条。", text)
    [frozen] = (root / "archive" / "台账").glob("*.xlsx")
    figures = pd.read_excel(frozen, sheet_name="通报数据", engine="calamine")
    assert list(figures[["通报", "指标", "数值"]].itertuples(index=False, name=None)) == [
        ("问题简报", "反映问题", int(count))
    ]
    assert "brief" in run("bulletin", "--help").stdout


@pytest.mark.usefixtures("with_a_brief")
def test_the_template_of_a_new_kind_is_checked(tmp_path: Path) -> None:
    brief_template(tmp_path, "本月共反映问题{{ 反映数 }}条。")
    told = list(check_lines(catalogue.KINDS, tmp_path))
    assert any("问题简报.docx" in line and "反映数" in line and "反映条数" in line for line in told)
    assert "  反映条数：本月反映的问题条数" in told


def test_a_template_at_fault_is_no_silence(office: tuple[Path, str], tmp_path: Path) -> None:
    """The verb tells the fault, and not that there is nothing to report."""
    root = tmp_path / "office"
    shutil.copytree(office[0], root)
    (root / "master" / "模板").mkdir(exist_ok=True)
    (root / "master" / "模板" / "为民办实事月通报.docx").write_bytes(b"no document")
    done = run("--root", root, "--today", office[1], "bulletin", "monthly", "2022-03")
    assert "注意：模板“为民办实事月通报.docx”不是完好的 Word 文档" in done.stdout
    assert "没有需要通报的事项" not in done.stdout


@pytest.mark.usefixtures("with_a_brief")
def test_a_new_kind_is_due_each_week(tmp_path: Path) -> None:
    brief_template(tmp_path, "{{ 反映条数 }}")
    ledger = dataclasses.replace(sample_ledger(), receipts=frame_of(tables.RECEIPTS, [{"source": "x.xlsx"}]))
    places = [place for draft in draft_due(ledger, Desk(STYLE, tmp_path)).drafts for place, _ in draft.files]
    assert "通报/2022-03/3月问题简报.docx" in places


def test_drafting_twice_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    ledger = dataclasses.replace(sample_ledger(), receipts=frame_of(tables.RECEIPTS, [{"source": "x.xlsx"}]))
    desk = Desk(STYLE, archive=tmp_path / "archive")
    first = draft_due(ledger, desk)
    assert first == draft_due(ledger, desk)
    assert first.figures and first.undecided and all(draft.files for draft in first.drafts)
    assert list(tmp_path.rglob("*")) == []


def test_the_order_of_writing_decides_nothing(
    office: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """台账.xlsx written before the bulletins holds their figures, 人工认定.xlsx their namings, all the same."""
    found = []
    for name, order in (("first", writing.WRITERS), ("second", writing.WRITERS[::-1])):
        root = tmp_path / name / "office"
        shutil.copytree(office[0], root)
        monkeypatch.setattr(writing, "WRITERS", order)
        settings = load_settings(root)
        walk = stages.Walk(settings, pd.Timestamp(office[1]).date(), lambda _, items, __: items)
        stages.run_deadline(walk, MARCH)
        found.append(_contents(root))
    first, second = found
    assert set(first) == set(second) and "outbox/台账.xlsx" in first
    assert [place for place in first if first[place] != second[place]] == []
    figures = pd.read_excel(tmp_path / "second" / "office" / "outbox" / "台账.xlsx", "通报数据", engine="calamine")
    assert "报送情况通报" in set(figures["通报"])


def _contents(root: Path) -> dict[str, object]:
    """Every file that a run made; of the page, which lists them in the order of writing, its lines in no order."""
    contents: dict[str, object] = {}
    for folder in ("outbox", "master", "archive/台账"):
        for path in (root / folder).rglob("*"):
            if path.is_file():
                place = path.relative_to(root).as_posix()
                is_page = path.name == "首页.html"
                contents[place] = sorted(path.read_text("utf-8").splitlines()) if is_page else path.read_bytes()
    return contents
