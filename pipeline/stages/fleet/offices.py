"""Which folders below the fleet's are offices: found by what lies in them, at most a few levels down (省/市/区县)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.outputs.rollup.figures_file import NAME as FIGURES
from pipeline.vocabulary.errors import PipelineError

ROLLUP = "汇总"
_LEVELS = 3
_HALVES = {"config.toml": Path.is_file, "master": Path.is_dir}


@dataclass(frozen=True)
class OfficeFolder:
    """One office: its name in the roll-up (the way to it from the fleet's folder, with /) and its root.

    ``is_here``: it can be run; of one that is not only what it sent is there, its outbox/. ``error``: why it ought to be
    run and cannot, in words; blank of all others. ``is_lost``: an earlier roll-up knew it, and nothing of it is there.
    """

    name: str
    root: Path
    is_here: bool = True
    error: str = ""
    is_lost: bool = False


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
        if child.name.startswith(".") or child == top / ROLLUP:
            continue
        name = child.relative_to(top).as_posix()
        try:
            if office := _office(name, child):
                yield office
            elif levels > 1 and child.is_dir():
                yield from tuple(_offices(top, child, levels - 1))
        except OSError:
            yield OfficeFolder(name, child, False, "文件夹打不开，请核对权限和网络盘")


def _office(name: str, root: Path) -> OfficeFolder | None:
    """The office that lies at ``root``; None where none does."""
    lacks = [half for half, is_there in _halves(root) if not is_there]
    if not lacks:
        return OfficeFolder(name, root)
    if len(lacks) < len(_HALVES):
        return OfficeFolder(name, root, False, f"文件夹里缺 {'、'.join(lacks)}")
    return OfficeFolder(name, root, False) if (root / "outbox" / FIGURES).is_file() else None


def _halves(root: Path) -> Iterator[tuple[str, bool]]:
    return ((name, is_half(root / name)) for name, is_half in _HALVES.items())
