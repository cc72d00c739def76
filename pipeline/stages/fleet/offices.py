"""Which folders below the fleet's are offices: found by what lies in them, at most a few levels down (省/市/区县)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.vocabulary.errors import PipelineError

ROLLUP = "汇总"
_LEVELS = 3
_CONFIG, _MASTER = "config.toml", "master"


@dataclass(frozen=True)
class OfficeFolder:
    """One office: its name in the roll-up (the way to it from the fleet's folder, with /) and its root.

    ``lack``: what it lacks to be run, in words; blank where it has all.
    """

    name: str
    root: Path
    lack: str = ""


def list_offices(folder: Path) -> tuple[OfficeFolder, ...]:
    """Every office below ``folder`` in the order of names; one of which only a half is there is an office that cannot run.

    Raises:
        PipelineError: the folder cannot be listed, or there is no office.
    """
    try:
        found = tuple(_offices(folder, folder, _LEVELS))
    except OSError as error:
        raise PipelineError(f"{folder} 打不开。", "请核对文件夹的路径和权限。") from error
    if not found:
        raise PipelineError(
            f"{folder} 下没有督查室文件夹。",
            "每个区县一个子文件夹，里面须有 config.toml 和 master 文件夹。",
        )
    return found


def _offices(top: Path, folder: Path, levels: int) -> Iterator[OfficeFolder]:
    for child in sorted(folder.iterdir()):
        if child.name.startswith(".") or not child.is_dir() or child == top / ROLLUP:
            continue
        halves = {_CONFIG: (child / _CONFIG).is_file(), _MASTER: (child / _MASTER).is_dir()}
        if any(halves.values()):
            lack = "、".join(half for half, is_there in halves.items() if not is_there)
            yield OfficeFolder(child.relative_to(top).as_posix(), child, lack)
        elif levels > 1:
            yield from _offices(top, child, levels - 1)
