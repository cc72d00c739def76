"""``python scripts/make_pictures.py [DEMO]``: the pictures of the README as the product looks now, from a demo office.

Without DEMO one is made. Needs LibreOffice, Chromium, poppler and a CJK font; look at what it made before committing it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from PIL import Image, ImageChops

ROOT = Path(__file__).absolute().parents[1]
PICTURES = ROOT / "docs" / "pictures"
_BULLETIN = "为民办实事*通报.docx"
_LEDGER = "台账.xlsx"
_FIRST = 'pdf:calc_pdf_Export:{"PageRange":{"type":"string","value":"1-8"}}'  # 总览 and the first sheets, of 300 pages
_SCREEN = (1366, 2620)
_COLOURS = 256
_RIM = 24  # pixels of white around what is cut out


def make_pictures(outbox: Path, folder: Path) -> None:
    """docs/pictures/ holds the start page, the ledger, its overview, and the text and the table of a monthly bulletin."""
    _photograph(outbox / "首页.html", PICTURES / "home.png", folder)
    [bulletin] = (path for path in sorted((outbox / "通报").glob(f"*/{_BULLETIN}")))
    ledger, text = _printed(outbox / _LEDGER, folder, _FIRST), _printed(bulletin, folder)
    overview, table, *_ = _sheets(ledger)
    _cut(_page(ledger, overview, 90, folder), PICTURES / "overview.png")
    _cut(_page(ledger, table, 96, folder), PICTURES / "ledger.png")
    _save(_page(text, 2, 80, folder), PICTURES / "bulletin.png")
    _save(_page(text, next(_wide(text)), 80, folder), PICTURES / "bulletin-table.png")


def _photograph(page: Path, picture: Path, folder: Path) -> None:
    width, height = _SCREEN
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'chromium'}",
    ]
    shot = folder / "home.png"
    size = [f"--window-size={width},{height}", f"--screenshot={shot}"]
    subprocess.run(["chromium", *flags, *size, page.as_uri()], check=True, capture_output=True, timeout=120)
    _save(Image.open(shot), picture)


def _printed(path: Path, folder: Path, as_what: str = "pdf") -> Path:
    """What LibreOffice prints of ``path``."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", as_what, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{path.stem}.pdf"


def _page(printed: Path, number: int, dots_an_inch: int, folder: Path) -> Image.Image:
    target = folder / f"{printed.stem}-{number}"
    place = ["-f", str(number), "-l", str(number), "-r", str(dots_an_inch), "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *place, str(printed), str(target)], check=True)
    return Image.open(target.with_name(f"{target.name}.png"))


def _wide(printed: Path) -> Iterator[int]:
    """The numbers of the pages that lie on their side."""
    with pdfplumber.open(printed) as pdf:
        yield from (page.page_number for page in pdf.pages if page.width > page.height)


def _sheets(ledger: Path) -> list[int]:
    """The first page of 总览 and that of the first sheet of the printed ledger."""
    return [1, next(_wide(ledger))]


def _cut(picture: Image.Image, path: Path) -> None:
    """Without the white around what is printed, and without the foot of the page."""
    plain = picture.convert("RGB").crop((0, 0, picture.width, round(picture.height * 0.93)))
    box = ImageChops.difference(plain, Image.new("RGB", plain.size, "white")).getbbox() or (0, 0, *plain.size)
    left, top, right, bottom = box
    _save(plain.crop((max(0, left - _RIM), max(0, top - _RIM), right + _RIM, bottom + _RIM)), path)


def _save(picture: Image.Image, path: Path) -> None:
    picture.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        office = Path(sys.argv[1]) if sys.argv[1:] else Path(made) / "demo"
        if not sys.argv[1:]:
            # without a PATH: which fonts this computer lacks is no part of the picture
            subprocess.run([sys.executable, str(ROOT / "run.py"), "demo", str(office)], check=True, env={"PATH": ""})
        make_pictures(office.absolute() / "outbox", Path(made))
