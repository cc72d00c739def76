"""How near the reading of returns stays to what reading their cells costs anyway.

``python benchmarks/reading_floor.py [--rounds N]``: the forms of the sample office's whole year, in one run: bare
calamine (every sheet of every file to values, and nothing else) against the reading of the inbox, which is opening,
cells, locating tables, and matching units, months and tasks. Every measure is taken in every round, so that a busy
machine slows all alike. What counts is the best of each; the first round, in which nothing is remembered
yet, and the median are shown, too.
The last line compares the grids with the ones calamine gives: they must say the same for these ordinary forms.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.config import load_settings  # noqa: E402
from pipeline.demo.office import write_office  # noqa: E402
from pipeline.master.tasks import load_tasks  # noqa: E402
from pipeline.master.unit_sheets import load_units  # noqa: E402
from pipeline.submissions.files.grid import UnreadableFileError, cell_text  # noqa: E402
from pipeline.submissions.files.grids import read_grids  # noqa: E402
from pipeline.submissions.files.inbox import InboxFile, list_inbox  # noqa: E402
from pipeline.submissions.matching.references import References  # noqa: E402
from pipeline.submissions.reading import read_inbox  # noqa: E402
from pipeline.vocabulary.periods import Period  # noqa: E402

ALLOWED = 4.0  # so many times bare calamine may the reading take
Measure = Callable[[], object]


def main(arguments: Sequence[str] | None = None) -> int:
    """The figures are printed; 0 when the best round keeps the bound and the grids say what calamine says."""
    parser = argparse.ArgumentParser(description="Compare the reading of the inbox with bare calamine.")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = write_office(Path(folder, "office"), until=Period(2022, 12)).root
        references = load_references(root)
        files = [file for file in list_inbox(references.settings.inbox) if is_readable(file)]
        size = sum(file.path.stat().st_size for file in files) / len(files) / 1024
        print(f"{len(files)} forms, {size:.1f} KB each")
        bare, ours = (lambda: read_by_calamine(files)), (lambda: read_by_us(files, references))
        ratio = compare(bare, ours, options.rounds)
        different = sum(texts_by_calamine(file) != texts_by_us(file) for file in files)
    print(f"{different} forms read otherwise than by calamine")
    return 1 if different or ratio > ALLOWED else 0


def load_references(root: Path) -> References:
    """The office's settings and master tables, as a run loads them once."""
    settings = load_settings(root)
    directory = load_units(settings.master / "单位名录.xlsx")
    return References(settings, directory, load_tasks(settings.master / "责任分解表.xlsx", directory))


def is_readable(file: InboxFile) -> bool:
    """Whether it is a workbook: the sample office has written material and some damaged files, too."""
    try:
        return file.path.suffix == ".xlsx" and bool(read_grids(file.path.read_bytes()))
    except UnreadableFileError:
        return False


def compare(bare: Measure, ours: Measure, rounds: int) -> float:
    """Prints the seconds of both; returns how many times the first the second takes, each at its least disturbed."""
    taken = [(seconds(bare), seconds(ours)) for _ in range(rounds)]
    best = min(floor for floor, _ in taken), min(mine for _, mine in taken)
    for name, (floor, mine) in {"first round": taken[0], "best of each": best}.items():
        print(f"{name:13} bare calamine {floor:.3f} s, read + locate + match {mine:.3f} s: {mine / floor:.2f} times")
    print(f"{'median round':13} {median(mine / floor for floor, mine in taken):.2f} times; allowed are {ALLOWED:g}")
    return best[1] / best[0]


def seconds(measure: Measure) -> float:
    """How long ``measure`` takes by the clock on the wall."""
    start = time.perf_counter()
    measure()
    return time.perf_counter() - start


def read_by_calamine(files: Sequence[InboxFile]) -> None:
    """The values of every sheet, and nothing else: no checksums, no merged areas, no number formats, no text."""
    for file in files:
        book = CalamineWorkbook.from_path(file.path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def read_by_us(files: Sequence[InboxFile], references: References) -> None:
    """What a run does with the inbox, all but keeping the originals."""
    for _ in read_inbox(files, references, lambda suffix, digest, content: None):
        pass


def texts_by_calamine(file: InboxFile) -> list[dict[tuple[int, int], str]]:
    """The texts that calamine gives, by place; merged areas unfilled."""
    book = CalamineWorkbook.from_path(file.path)
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    return [
        {(r, c): cell_text(value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}
        for rows in sheets
    ]


def texts_by_us(file: InboxFile) -> list[dict[tuple[int, int], str]]:
    """Our texts in the same shape."""
    return [
        {
            (r, c): text
            for r, row in enumerate(grid.texts)
            for c, text in enumerate(row)
            if text != "" and (r, c) not in grid.filled
        }
        for grid in read_grids(file.path.read_bytes())
    ]


if __name__ == "__main__":
    sys.exit(main())
