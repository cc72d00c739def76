"""How near the reading of forms stays to what unpacking them costs anyway.

``python benchmarks/reading_floor.py [--rounds N]``. Times are of one thread, per form, the best of
the rounds, every measure taken in every round so that a busy machine slows all alike. The last line compares the grids
with the ones calamine gives, as a check on the fast path: they must say the same for these ordinary forms.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.demo.office import write_office  # noqa: E402
from pipeline.submissions.containers import open_container  # noqa: E402
from pipeline.submissions.formats import Format  # noqa: E402
from pipeline.submissions.grids import Grid, UnreadableFileError, cell_text, read_grids  # noqa: E402
from pipeline.vocabulary.periods import Period  # noqa: E402

Reader = Callable[[bytes], object]


def main(arguments: Sequence[str] | None = None) -> int:
    """The figures are printed; 0 when the grids say what calamine says."""
    parser = argparse.ArgumentParser(description="Compare the reading of forms with bare unpacking and bare calamine.")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    forms = ordinary_forms()
    print(f"{len(forms)} forms, {sum(map(len, forms)) / len(forms) / 1024:.1f} KB each")
    best = best_times(forms, options.rounds)
    for name, seconds in best.items():
        share = seconds / best["calamine, cells only"]
        print(f"{name:48}{seconds / len(forms) * 1000:8.3f} ms a form{share:8.2f} × calamine")
    different = sum(texts_by_calamine(form) != texts_of(read_grids(form)) for form in forms)
    print(f"{different} forms read otherwise than by calamine")
    return 1 if different else 0


def ordinary_forms() -> list[bytes]:
    """The readable .xlsx forms of the sample office's whole year."""
    with tempfile.TemporaryDirectory() as folder:
        office = write_office(Path(folder, "office"), until=Period(2022, 12))
        contents = [path.read_bytes() for path in sorted((office.root / "inbox").rglob("*.xlsx"))]
    return [content for content in contents if is_readable(content)]


def is_readable(content: bytes) -> bool:
    """Whether it is a workbook: the sample office has some damaged ones, too."""
    try:
        return bool(read_grids(content, Format.WORKBOOK_ZIP))
    except UnreadableFileError:
        return False


def best_times(forms: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Processor seconds of each measure over all ``forms``, the best of ``rounds``."""
    best = dict.fromkeys(_MEASURES, float("inf"))
    for _ in range(rounds):
        for name, read in _MEASURES.items():
            start = time.process_time()
            for form in forms:
                read(form)
            best[name] = min(best[name], time.process_time() - start)
    return best


def unpack(content: bytes) -> object:
    """Every part inflated with its checksum."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist() if name.startswith("xl/")]


def read_by_calamine(content: bytes) -> object:
    """The values of every sheet, and nothing else: no checksums, no merged areas, no text."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def read_wholly(content: bytes) -> object:
    """What a run does with a file up to its texts."""
    return [grid.texts for member in open_container("", content) for grid in read_grids(member.content, member.format)]


def texts_by_calamine(content: bytes) -> list[dict[tuple[int, int], str]]:
    """The texts that calamine gives, by place; merged areas unfilled."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    return [
        {(r, c): cell_text(value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}
        for rows in sheets
    ]


def texts_of(grids: Sequence[Grid]) -> list[dict[tuple[int, int], str]]:
    """The texts of ``grids`` in the same shape."""
    return [
        {
            (r, c): text
            for r, row in enumerate(grid.texts)
            for c, text in enumerate(row)
            if text != "" and (r, c) not in grid.filled
        }
        for grid in grids
    ]


_MEASURES: dict[str, Reader] = {
    "zipfile, unpacking only": unpack,
    "calamine, cells only": read_by_calamine,
    "read_grids": lambda content: read_grids(content, Format.WORKBOOK_ZIP),
    "open_container, read_grids, texts": read_wholly,
}


if __name__ == "__main__":
    sys.exit(main())
