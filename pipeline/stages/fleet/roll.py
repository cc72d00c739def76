"""汇总/单位名单.txt: which offices the last roll-up knew, so that one whose folder is gone is told and not just missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.keeping.files import write_text
from pipeline.stages.fleet.offices import ROLLUP, OfficeFolder

_NAME = "单位名单.txt"
_GONE = f"上次汇总有这个单位，现在找不到它的文件夹；确已撤并的，从 {ROLLUP}/{_NAME} 中删去它的名字"


def with_lost(folder: Path, offices: Iterable[OfficeFolder]) -> tuple[OfficeFolder, ...]:
    """The offices and those that an earlier roll-up knew and that are there no more, in the order of names."""
    found = {one.name: one for one in offices}
    lost = {name: OfficeFolder(name, folder / name, False, _GONE, is_lost=True) for name in _known(folder)}
    return tuple(one for _, one in sorted((lost | found).items()))


def keep_roll(folder: Path, offices: Iterable[OfficeFolder]) -> None:
    """The next roll-up knows these."""
    write_text(folder / ROLLUP / _NAME, "".join(f"{one.name}\n" for one in offices))


def _known(folder: Path) -> Iterator[str]:
    try:
        lines = (folder / ROLLUP / _NAME).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):  # the first roll-up, or a file of somebody else: nothing is known
        return
    yield from (name for line in lines if (name := line.strip()) and not Path(name).is_absolute())
