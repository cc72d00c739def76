"""首页.html in Chromium: it fits a screen 1,366 pixels wide and A4 paper, its links resolve, and no text of a return runs."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pandas as pd
import pdfplumber
import pytest
from frames import fill
from ledger_sample import sample_ledger
from lxml import html
from page_samples import HOSTILE, ODD_NAME, Office, parse, run_office

from pipeline.keeping.register import Seen
from pipeline.outputs.start_page.page import RunNotes, write_run_page
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.table import objects
from pipeline.vocabulary.terms import Outcome, Status
from pipeline.vocabulary.values import Reason

_MM = 72 / 25.4
_MARGIN_MM = 13
_SCREEN = 1366
_NARROWEST = 500
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()
_LONG_NAME = "附件4-" + "A" * 200 + ".xlsx"
# Runs in a copy of the page: how wide it is, what stands outside, where the links lead as the browser reads them.
_MEASURE = """<script>
const shown = [...document.querySelectorAll('body *')].filter(one => !one.closest('.skip') && one.getClientRects().length);
const outside = shown.filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1);
const cut = shown.filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline');
const note = document.createElement('pre');
note.id = 'measured';
note.textContent = JSON.stringify({
  width: document.documentElement.scrollWidth, screen: innerWidth, title: document.title,
  outside: outside.map(one => one.outerHTML.slice(0, 120)), cut: cut.map(one => one.outerHTML.slice(0, 120)),
  narrow: shown.filter(one => one.matches('td.text, tbody th') && one.textContent.trim().length > 8
    && one.getBoundingClientRect().width < 6 * parseFloat(getComputedStyle(one).fontSize)).map(one => one.outerHTML.slice(0, 120)),
  links: [...document.links].map(one => one.href), scripts: document.scripts.length, images: document.images.length,
});
document.body.append(note);
</script>"""


@pytest.fixture(scope="module")
def chromium() -> str:
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("RENDERING_TESTS") == "required":
            pytest.fail("RENDERING_TESTS=required, but Chromium is not installed")
        pytest.skip("Chromium is not installed; RENDERING_TESTS=required makes this a failure")
    return program


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return run_office(tmp_path_factory.mktemp("office") / "样例 #1 100%", Period(2022, 4))


@pytest.fixture(scope="module", params=["office", "wide"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, office: Office) -> Path:
    """A page as a run leaves it, and one of a whole year with long names in every place that takes one."""
    return office.page if request.param == "office" else _wide_page(tmp_path_factory.mktemp("wide"))


def _wide_page(folder: Path) -> Path:
    """Every collection of the year is over, everyone is late, and names are as long as they come."""
    ledger = sample_ledger()
    unit = "区委统筹疫情防控和经济运行工作领导小组（指挥部）" * 2
    for frame in (ledger.returns, ledger.duties):
        frame["unit"] = frame["unit"].replace({"区财政局": unit})
    fill(ledger.receipts, "units", (unit,))
    ledger.receipts["source"] = [f"2022-07-08/{number}/{_LONG_NAME}" for number in range(len(ledger.receipts))]
    fill(ledger.receipts, "outcome", Outcome.UNREAD)
    fill(ledger.entries, "lead_officials", ("欧阳震华",) * 6)
    fill(ledger.returns, "status", Status.UNSETTLED)
    whole_year = replace(
        ledger,
        cutoff=date(2023, 1, 20),
        returns=_repeated(ledger.returns, ledger.months[5:]),
        entry_months=_repeated(ledger.entry_months, ledger.months[4:]),
    )
    return write_run_page(folder / "outbox" / "首页.html", whole_year, (), (), RunNotes(seen=Seen(date(2022, 7, 1))))


def _repeated(frame: pd.DataFrame, months: Iterable[Period]) -> pd.DataFrame:
    """The frame with its June rows once more for each of ``months``."""
    june = frame[frame["period"] == Period(2022, 6)]
    return pd.concat(
        [frame, *(june.assign(period=objects([month] * len(june), june.index)) for month in months)], ignore_index=True
    )


def _run(chromium: str, profile: Path, *arguments: str, page: Path) -> str:
    command = [chromium, *_FLAGS, f"--user-data-dir={profile}", *arguments, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120).stdout


def measure(chromium: str, profile: Path, page: Path, width: int = _SCREEN) -> dict[str, Any]:
    """What ``_MEASURE`` finds in a copy of the page that lies beside it and may run scripts.

    Chromium has no window narrower than ``_NARROWEST``: narrower screens are that with everything as much larger.
    """
    text = page.read_text(encoding="utf-8")
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert free != text
    copy = page.with_name("量.html")
    larger = f"<style>html {{ zoom: {_NARROWEST / width}; }}</style>" if width < _NARROWEST else ""
    copy.write_text(free.replace("</body>", f"{larger}{_MEASURE}</body>"), encoding="utf-8")
    dumped = _run(chromium, profile, f"--window-size={width},900", "--dump-dom", page=copy)
    copy.unlink()
    found: dict[str, Any] = json.loads(html.fromstring(dumped).get_element_by_id("measured").text_content())
    return found


def test_nothing_is_wider_than_the_screen(chromium: str, page: Path, tmp_path: Path) -> None:
    found = measure(chromium, tmp_path, page)
    assert found["screen"] == _SCREEN
    assert found["width"] <= _SCREEN
    assert found["outside"] == [] and found["cut"] == []


def test_the_measuring_sees_what_is_too_wide(chromium: str, tmp_path: Path) -> None:
    """The test above would hold for a page of which the browser shows nothing."""
    page = _wide_page(tmp_path)
    wide = page.read_text(encoding="utf-8").replace("</main>", '<p style="width: 1500px">宽</p></main>')
    page.write_text(wide, encoding="utf-8")
    found = measure(chromium, tmp_path / "profile", page)
    assert found["width"] > _SCREEN and len(found["outside"]) == 1


def test_links_resolve_as_the_browser_reads_them(chromium: str, office: Office, tmp_path: Path) -> None:
    found = measure(chromium, tmp_path / "profile", office.page)
    files = [urlsplit(link) for link in found["links"]]
    paths = {Path(unquote(link.path)) for link in files if not link.path.endswith(".html")}
    assert {link.scheme for link in files} == {"file"} and len(paths) > 10
    assert [path for path in paths if not path.exists()] == []
    assert ODD_NAME in {path.name for path in paths}


def test_no_text_of_a_return_runs(chromium: str, tmp_path: Path) -> None:
    """Even where a browser is not told to refuse scripts, as the page tells it."""
    ledger = sample_ledger()
    for frame, column in (
        (ledger.entries, "task_text"),
        (ledger.receipts, "source"),
        (ledger.receipts, "note"),
        (ledger.returns, "unit"),
    ):
        fill(frame, column, HOSTILE)
    fill(ledger.entries, "light_reason", (Reason(HOSTILE, HOSTILE),))
    fill(ledger.receipts, "outcome", Outcome.UNREAD)
    page = write_run_page(tmp_path / "outbox" / "首页.html", replace(ledger, warnings=(HOSTILE,)), (), ())
    found = measure(chromium, tmp_path / "profile", page)
    assert "首页" in found["title"]
    assert (found["scripts"], found["images"]) == (1, 0), "only the script that measures"


@pytest.fixture(scope="module")
def paper(chromium: str, page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The page as printed."""
    folder = tmp_path_factory.mktemp("paper")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it doubts the fonts that Chromium embeds
    printed = folder / "首页.pdf"
    _run(chromium, folder / "profile", "--no-pdf-header-footer", f"--print-to-pdf={printed}", page=page)
    with pdfplumber.open(printed) as pdf:
        yield pdf


def test_page_prints_on_a4_within_its_margins(paper: Any, page: Path) -> None:
    for sheet in paper.pages:
        assert (sheet.width, sheet.height) == (pytest.approx(210 * _MM, abs=1), pytest.approx(297 * _MM, abs=1))
        left, right = _MARGIN_MM * _MM - 1, sheet.width - _MARGIN_MM * _MM + 1
        assert sheet.chars
        assert [char["text"] for char in sheet.chars if char["x0"] < left or char["x1"] > right] == []
    sizes = {round(char["size"], 1) for sheet in paper.pages for char in sheet.chars}
    assert 13.5 in sizes, "the headings have their own size: nothing was shrunk to fit"


def test_everything_on_the_page_is_on_paper(paper: Any, page: Path) -> None:
    """Nothing is cut off at the right: every unit, and the last column of every table."""
    printed = _plain("".join(sheet.extract_text() for sheet in paper.pages))
    shown = parse(page)
    for table in shown.xpath("//table[@id]"):
        last = table.xpath("./thead//th[last()]")[0].text_content()
        assert _pattern(last).search(printed)
    assert "未报次数" in printed
    for unit in shown.xpath("//table[@id='unit-matrix']/tbody//th"):
        assert _pattern(unit.text_content()[:8]).search(printed), unit.text_content()


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _pattern(words: str) -> re.Pattern[str]:
    """``words`` as Chromium may have written them: some characters come as the radicals that look like them."""
    return re.compile("".join(f"(?:{re.escape(char)}|[\u2e80-\u2fdf])" for char in _plain(words)))


@pytest.mark.parametrize(
    "width",
    [
        pytest.param(360, id="telephone"),
        pytest.param(480, id="telephone on its side"),
        pytest.param(800, id="small laptop"),
        pytest.param(1920, id="large"),
    ],
)
def test_other_screens_do_not_scroll_sideways(chromium: str, tmp_path: Path, width: int) -> None:
    page = write_run_page(tmp_path / "outbox" / "首页.html", sample_ledger(), (), ())
    found = measure(chromium, tmp_path / "profile", page, width)
    assert found["width"] <= found["screen"] == max(width, _NARROWEST)
    assert found["narrow"] == [], "no words stand in a column of two characters"
