"""Bulletins as LibreOffice lays them out: lines and characters, page numbers, the 版记, nothing outside the text."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from bulletin_kinds import SHELLS, write_kind
from bulletin_sample import MARCH, PLAN, sample_ledger

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.editions import Edition
from pipeline.vocabulary.terms import Annex, Status

_MM = 72 / 25.4
_FINAL = Edition(is_draft=False)
_LONG = {"progress": "推进工作" * 120, "problems": "手续办理进度慢，" * 30, "next_steps": "加快推进。" * 30}
# LibreOffice reads w:overflowPunct the other way round and lets a mark hang; Word does not. It counts as no character.
_HANGING = frozenset("，。、；：？！）》”’")
_UNITS = tuple(dict.fromkeys(seat.unit for task in sample_ledger().tasks for seat in task.assignments))


def _ledger(length: str) -> Ledger:
    if length == "long":
        tasks = [task for task in sample_ledger().tasks if task.task_id.startswith("实事")]
        return sample_ledger(words={(t.task_id, seat.unit): _LONG for t in tasks for seat in t.assignments})
    if length == "empty":
        states = {(unit, period): Status.NOT_DUE for unit in _UNITS for period in (MARCH, PLAN)}
        return sample_ledger(states=states, lacking={}, behind=())
    return _few(sample_ledger()) if length == "few" else sample_ledger()


def _few(ledger: Ledger) -> Ledger:
    """Of three projects: a table that fills no page, so that each foot of turned pages occurs at most once."""
    tasks = tuple(task for task in ledger.tasks if task.annex is Annex.LIVELIHOOD)[:3]
    own = {task.task_id for task in tasks}
    frames = {name: getattr(ledger, name) for name in ("entries", "duties", "duty_months", "entry_months")}
    return replace(ledger, tasks=tasks, **{name: one[one["task_id"].isin(own)] for name, one in frames.items()})


CASES = [
    ("monthly", "red_head", "short"),
    ("monthly", "red_head", "long"),
    ("monthly", "digest", "empty"),
    ("monthly", "red_head", "few"),
    ("quarterly", "red_head", "short"),
    ("quarterly", "digest", "empty"),
    ("closure", "red_head", "short"),
    ("matter", "digest", "long"),
    ("month", "red_head", "short"),
    ("plan", "digest", "empty"),
]
NAMES = ["-".join(case) for case in CASES]


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one PDF per case, made by one start of LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("RENDERING_TESTS") == "required":
            pytest.fail("RENDERING_TESTS=required, but LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed; RENDERING_TESTS=required makes this a failure")
    folder = tmp_path_factory.mktemp("rendered")
    for kind, shell, length in CASES:
        write_kind(folder / f"{kind}-{shell}-{length}.docx", kind, _ledger(length), _FINAL, SHELLS[shell])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(p) for p in sorted(folder.glob("*.docx")))], check=True, capture_output=True)
    return folder


@pytest.fixture(params=NAMES)
def pages(request: pytest.FixtureRequest, rendered: Path) -> Any:
    with pdfplumber.open(rendered / f"{request.param}.pdf") as pdf:
        yield pdf.pages


def _is_wide(page: Any) -> bool:
    return bool(page.width > page.height)


def _text_edges(page: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the text's place, in points."""
    left, top, right, bottom = (35, 28, 37, 26) if _is_wide(page) else (28, 37, 26, 35)
    return (left * _MM, top * _MM, page.width - right * _MM, page.height - bottom * _MM)


def _body(page: Any) -> list[Any]:
    """The characters of the text, without the page number."""
    left, _, right, bottom = _text_edges(page)
    inside = [c for c in page.chars if (c["x0"] >= left - 3 if _is_wide(page) else c["top"] < bottom)]
    return [c for c in inside if not (c["text"] in _HANGING and c["x0"] >= right - 9)]


def _lines(page: Any) -> dict[int, list[Any]]:
    lines: dict[int, list[Any]] = {}
    for char in _body(page):
        lines.setdefault(round(char["bottom"] / 5), []).append(char)
    return lines


def _holds_imprint_alone(page: Any) -> bool:
    return "".join(c["text"] for c in page.chars).strip().startswith("抄送：")


def test_nothing_stands_outside_the_text(pages: Any) -> None:
    """5.2.1, tables never clip. The right half of a closing mark is blank: a line may end with its left half."""
    for page in pages:
        left, top, right, bottom = _text_edges(page)
        for char in _body(page):
            if char["text"].strip():
                ink = (char["x0"] + char["x1"]) / 2 if char["text"] in _HANGING else char["x1"]
                assert left - 2 <= char["x0"] and ink <= right + 2, (page.page_number, char["text"])
                assert top - 2 <= char["top"] and char["bottom"] <= bottom + 3, (page.page_number, char["text"])
        for rule in (*page.lines, *page.rects):
            assert left - 3 <= rule["x0"] and rule["x1"] <= right + 3
            assert rule["bottom"] <= bottom + 3


def test_page_numbers_stand_in_the_outer_corner(pages: Any) -> None:
    """7.5: 7 mm below the text, one character in from the right on odd pages, from the left on even ones; 8: sideways.

    A page with nothing but the 版记 has none, like the blank page that may be before it (7.5).
    """
    for page in pages:
        if _holds_imprint_alone(page):
            assert "—" not in {c["text"] for c in page.chars}
            continue
        body = {id(c) for c in _body(page)}
        number = [c for c in page.chars if id(c) not in body and c["text"].strip() and c["text"] not in _HANGING]
        digits = "".join(c["text"] for c in sorted(number, key=lambda c: (c["x0"], c["top"])))
        assert digits == f"—{page.page_number}—"
        left, top, right, bottom = _text_edges(page)
        is_odd = page.page_number % 2 == 1
        if _is_wide(page):
            middle = sum(c["x0"] + c["x1"] for c in number) / len(number) / 2
            assert left - middle == pytest.approx(7 * _MM, abs=1.5 * _MM)
            edge = bottom - max(c["bottom"] for c in number) if is_odd else min(c["top"] for c in number) - top
        else:
            middle = sum(c["top"] + c["bottom"] for c in number) / len(number) / 2
            assert middle - bottom == pytest.approx(7 * _MM, abs=1.5 * _MM)
            edge = right - max(c["x1"] for c in number) if is_odd else min(c["x0"] for c in number) - left
        assert edge == pytest.approx(14, abs=3)


def test_the_imprint_ends_on_the_edge_of_the_last_page(pages: Any) -> None:
    """7.4.1: the last rule lies on the lower edge of the text of the last page, as wide as the text."""
    last = pages[-1]
    left, _, right, bottom = _text_edges(last)
    rules = sorted((r for r in (*last.lines, *last.rects) if r["x1"] - r["x0"] > 150 * _MM), key=lambda r: r["bottom"])
    assert len(rules) >= 3
    assert rules[-1]["bottom"] == pytest.approx(bottom, abs=1 * _MM)
    assert rules[-1]["x0"] == pytest.approx(left, abs=2) and rules[-1]["x1"] == pytest.approx(right, abs=2)
    text = "".join(c["text"] for c in last.chars)
    assert "印发" in text and "抄送" in text
    assert not any("抄送：" in "".join(c["text"] for c in page.chars) for page in pages[:-1])


def test_nothing_stands_under_the_imprint_and_it_stands_with_words(pages: Any) -> None:
    """0104: a table that fills its page goes on to the next with its last rows; the 版记 is printed over nothing."""
    last = pages[-1]
    rules = sorted(
        r["top"] for r in (*last.lines, *last.rects) if r["x1"] - r["x0"] > 150 * _MM and r["bottom"] - r["top"] < 2
    )
    edge = next(at for at in rules if rules[-1] - at < _imprint_points(last))
    under = "".join(c["text"] for c in last.chars if edge - 1 <= c["top"] and c["bottom"] <= rules[-1] + 2)
    assert under.startswith("抄送：") and under.rstrip().endswith("印发")
    assert not any(r["bottom"] > edge + 2 for r in (*last.lines, *last.rects) if r["bottom"] - r["top"] > 5)
    assert len(pages) > 1 and (any(map(_is_wide, pages)) or not _holds_imprint_alone(last))


def _imprint_points(page: Any) -> float:
    """How high the 版记 is: its lines of 25 points."""
    lines = {round(c["top"]) for c in page.chars if c["top"] >= next(d["top"] for d in page.chars if d["text"] == "抄")}
    return len(lines) * 25.0


def test_the_first_page_shows_text(pages: Any) -> None:
    """7.3.3."""
    text = "".join(c["text"] for c in pages[0].chars).replace("\u3000", "")
    assert "通报如下" in text or "情况" in text.split("各街道办事处", 1)[1]


_TEXT_HEIGHT = 225  # 版心, in millimetres (5.2.1)


def test_a_page_of_text_has_22_lines_of_28_characters(rendered: Path) -> None:
    """5.2.3: of every text, whatever lines hold full-width characters of size 3 alone."""
    counts: Counter[int] = Counter()
    pitches: Counter[float] = Counter()
    for name in NAMES:
        with pdfplumber.open(rendered / f"{name}.pdf") as pdf:
            lines = [_lines(page) for page in pdf.pages if not _is_wide(page)]
        plain = [line for page in lines for line in page.values() if all(15 < c["x1"] - c["x0"] < 17 for c in line)]
        counts.update(map(len, plain))
        tops = [sorted(min(c["top"] for c in line) for line in page.values() if line in plain) for page in lines]
        pitches.update(round(below - above, 1) for page in tops for above, below in pairwise(page))
    [(pitch, _)] = pitches.most_common(1)
    assert _TEXT_HEIGHT * _MM // pitch == 22, "the texts are short: none fills a page"
    assert max(counts) == 28 and counts[28] >= 3


_NAMES = {
    "5": "区政府文件",
    "15": "济南市市中区人民政府办公室文件",
    "31": "恩施土家族苗族自治州恩施经济技术开发区管理委员会办公室督查室文件",
}
_LONGER = range(0, 9, 2)


@pytest.fixture(scope="session")
def heads(tmp_path_factory: pytest.TempPathFactory, rendered: Path) -> Path:
    """First pages under mastheads of several lengths, and closures that grow line by line."""
    folder = tmp_path_factory.mktemp("heads")
    for length, name in _NAMES.items():
        for shell, field in (("red_head", "masthead"), ("digest", "digest_masthead")):
            style = SHELLS[shell].model_copy(update={field: name})
            write_kind(folder / f"{shell}-{length}.docx", "closure", _ledger("short"), _FINAL, style)
    for lines in _LONGER:
        copies = SHELLS["red_head"].model_copy(update={"copies": ("区委各部门" * 5,) * lines})
        write_kind(folder / f"copies-{lines}.docx", "matter", _ledger("short"), _FINAL, copies)
    program = shutil.which("soffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(program), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(p) for p in sorted(folder.glob("*.docx")))], check=True, capture_output=True)
    return folder


def _first_red_row(page: Any, dots_an_inch: int = 200) -> float:
    """Where the first red of a page begins, in millimetres from its upper edge: the ink, whatever the font's box."""
    image = page.to_image(resolution=dots_an_inch).original.convert("RGB")
    for row in range(image.height):
        for column in range(0, image.width, 2):
            red, green, _ = image.getpixel((column, row))
            if red > 180 and green < 90:
                return float(row / dots_an_inch * 25.4)
    return 0.0


@pytest.mark.parametrize("length", _NAMES)
@pytest.mark.parametrize("shell", SHELLS)
def test_masthead_red_line_and_number_have_their_places(heads: Path, shell: str, length: str) -> None:
    """7.2.4: 35 mm below the edge of the text at any size of type; 7.2.7: the red line is as wide as the text."""
    with pdfplumber.open(heads / f"{shell}-{length}.pdf") as pdf:
        page = pdf.pages[0]
        assert _first_red_row(page) == pytest.approx(72, abs=0.6)
        line = next(r for r in (*page.lines, *page.rects) if r["x1"] - r["x0"] > 130 * _MM)
        assert line["x1"] - line["x0"] == pytest.approx(156 * _MM, abs=0.5 * _MM)
        if shell == "red_head":
            number = [c for c in page.chars if "〔" in c["text"]]
            assert line["top"] - number[0]["bottom"] == pytest.approx(4 * _MM, abs=1 * _MM)


@pytest.mark.parametrize("lines", _LONGER)
def test_the_imprint_is_never_alone_behind_upright_text(heads: Path, lines: int) -> None:
    """0104: where it finds no room below the date, the last words go with it."""
    with pdfplumber.open(heads / f"copies-{lines}.pdf") as pdf:
        last = "".join(c["text"] for c in pdf.pages[-1].chars)
        assert "印发" in last and "督查室" in last.split("抄送")[0]
        assert not last.startswith("抄送")
