"""How often a damaged file reads otherwise than it was written, and nobody is told.

``python benchmarks/damage.py [--copies N] [--forms N]``: the forms of the test corpus in formats without checksums, each in
copies with a flipped bit, smeared bytes, a piece torn out, the end cut off, a blank sector. A copy is *refused*, *told* (it
carries a hazard, or its cells are the original's), or *silent*: other words, and no sign. Seeded: the same every time.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).absolute().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus.cases import list_cases  # noqa: E402

from pipeline.submissions.files.containers import open_container  # noqa: E402
from pipeline.submissions.files.formats import Format  # noqa: E402
from pipeline.submissions.files.grid import Grid, HazardKind, UnreadableFileError  # noqa: E402
from pipeline.submissions.files.grids import read_grids  # noqa: E402

FORMATS = (Format.XLS, Format.DELIMITED, Format.HTML, Format.XML_SHEET)
SIGNS = {HazardKind.DAMAGED, HazardKind.GARBLED, HazardKind.UNSEEN, HazardKind.CROPPED}
_SECTOR = 512
Damage = Callable[[bytes, random.Random], bytes]


def flipped(content: bytes, rng: random.Random) -> bytes:
    """One bit the other way round."""
    damaged = bytearray(content)
    damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def smeared(content: bytes, rng: random.Random) -> bytes:
    """Some bytes replaced by others."""
    damaged = bytearray(content)
    for _ in range(rng.randint(2, 12)):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def torn(content: bytes, rng: random.Random) -> bytes:
    """A piece missing from the middle or the end."""
    begin = rng.randrange(len(content))
    return content[:begin] + content[begin + rng.randint(1, 400) :]


def cut(content: bytes, rng: random.Random) -> bytes:
    """The end missing."""
    return content[: rng.randrange(len(content))]


def blanked(content: bytes, rng: random.Random) -> bytes:
    """A sector of the disk that came back as zeros."""
    begin = rng.randrange(0, len(content), _SECTOR)
    end = min(begin + _SECTOR, len(content))
    return content[:begin] + bytes(end - begin) + content[end:]


DAMAGES: tuple[Damage, ...] = (flipped, smeared, torn, cut, blanked)


def read(content: bytes) -> tuple[Grid, ...]:
    """All sheets of a file; raises UnreadableFileError where any of it is refused."""
    return tuple(grid for member in open_container("", content) for grid in read_grids(member.content, member.format))


def outcome(content: bytes, sound: tuple[Grid, ...]) -> str:
    """What becomes of a damaged copy of the file whose sheets are ``sound``."""
    try:
        grids = read(content)
    except UnreadableFileError:
        return "refused"
    if any(hazard.kind in SIGNS for grid in grids for hazard in grid.hazards):
        return "told"
    same = [(grid.sheet, grid.texts, grid.hidden_rows) for grid in grids] == [
        (grid.sheet, grid.texts, grid.hidden_rows) for grid in sound
    ]
    return "same" if same else "silent"


def samples(forms: int) -> Iterator[tuple[Format, bytes]]:
    """Forms of the corpus that carry no checksums, so many of each format."""
    count: Counter[Format] = Counter()
    for case in list_cases(2022, 1200):
        members = open_container(case.source, case.content)
        kind = members[0].format
        if len(members) == 1 and kind in FORMATS and count[kind] < forms:
            count[kind] += 1
            yield kind, case.content


def main() -> None:
    """The table is printed."""
    parser = argparse.ArgumentParser(description="Damaged files: refused, told, or silently other words.")
    parser.add_argument("--copies", type=int, default=40)
    parser.add_argument("--forms", type=int, default=30)
    options = parser.parse_args()
    table: dict[tuple[Format, str], Counter[str]] = defaultdict(Counter)
    alarms: Counter[Format] = Counter()
    for number, (kind, content) in enumerate(samples(options.forms)):
        try:
            sound = read(content)
        except UnreadableFileError:
            continue
        alarms[kind] += any(hazard.kind in SIGNS for grid in sound for hazard in grid.hazards)
        rng = random.Random(number)
        for damage in DAMAGES:
            table[kind, damage.__name__].update(outcome(damage(content, rng), sound) for _ in range(options.copies))
    for (kind, name), found in sorted(table.items()):
        figures = "，".join(f"{word} {found[word]}" for word in ("refused", "told", "same", "silent"))
        print(f"{kind.name} {name}: {figures}，silent % {100 * found['silent'] / found.total():.1f}")
    print(f"sound files with a sign of damage: {dict(alarms)}")


if __name__ == "__main__":
    main()
