"""A small office that has run twice, and texts that want to be more than text: what the tests of the start page share."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import html
from small_office import SIX_UNITS, write_small_office

from pipeline.config import load_settings
from pipeline.ledger.model import Ledger
from pipeline.stages import Walk, run_weekly
from pipeline.vocabulary.periods import Period

# Everything a file name may hold on this system; Windows forbids the second lot.
ODD_NAME = "附件4 #1 100%&'+=；（ä）" + ("" if os.name == "nt" else '?"<b>\\:|*') + ".xlsx"
HOSTILE = '<script>document.title="pwned"</script><img src=x onerror="document.title=1">"\'&amp;<b>'
FIRST_DAY = date(2022, 4, 13)


@dataclass(frozen=True)
class Office:
    """A small office that has run twice, a month apart: its page, and the ledger the page shows."""

    page: Path
    ledger: Ledger


def run_office(root: Path, until: Period) -> Office:
    """The sample office at ``root``, with a file of an odd name that nobody can read, run in April and after ``until``."""
    made = write_small_office(root, SIX_UNITS, until)
    folder = root / "inbox" / "2022-05-09" / "别处"
    folder.mkdir(parents=True)
    (folder / ODD_NAME).write_bytes(b"not a workbook")
    settings = load_settings(root)
    for day in (FIRST_DAY, made.today):
        outcome = run_weekly(Walk(settings, day, lambda label, files, total: files))
    return Office(root / "outbox" / "首页.html", outcome.ledger)


def parse(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_text(encoding="utf-8"))
