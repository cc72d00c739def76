"""Whether anything at all has changed since the last run: then there is nothing to do, and a run says so and ends."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from pipeline.keeping.cache.kept_values import CACHE
from pipeline.keeping.cache.stamp import file_stamps, program_stamp
from pipeline.keeping.files import sha256_of, write_text
from pipeline.vocabulary.toml_files import USUAL_FOLDERS, read_toml

_STATE = "上次运行.txt"
_DECISIONS = "人工认定.xlsx"  # people and runs both write it
_BIG = 32 * 1024 * 1024  # bytes; a film is looked at and not read


def state_before(root: Path, day: date) -> str:
    """What a run of ``day`` would begin with: settings, master tables, every byte of the inbox; '' where that cannot be told."""
    digest = sha256(f"{day}\n{program_stamp()}\n".encode())
    try:
        folders = _folders(root)
        digest.update((root / "config.toml").read_bytes())
        for folder in (folders["master"], folders["inbox"]):
            for path in sorted(_files(folder)):
                if path.name != _DECISIONS:
                    digest.update(os.fsencode(path.relative_to(folder)) + b"\n" + _told(path).encode())
    except Exception:  # whatever it is: the run itself meets it again and tells what to do
        return ""
    return digest.hexdigest()


def is_unchanged(root: Path, before: str) -> bool:
    """Whether the last run began with the same, and all that it left lies there as it left it."""
    if not before:
        return False
    with contextlib.suppress(Exception):
        folders = _folders(root)
        return _state_file(folders).read_text(encoding="utf-8").split() == [before, _state_after(folders)]
    return False


def record_state(root: Path, before: str) -> None:
    """A run that began with ``before`` has ended well: what lies there now is what it left."""
    with contextlib.suppress(OSError):
        folders = _folders(root)
        if before:
            write_text(_state_file(folders), f"{before}\n{_state_after(folders)}\n")


def run_unless_unchanged(root: Path, day: date, run: Callable[[], bool], *, is_confirmed: bool = False) -> bool:
    """Whether ``run`` was called: not where nothing has changed. It says whether it left all that it had to."""
    before = state_before(root, day)
    if not is_confirmed and is_unchanged(root, before):
        return False
    if run():
        record_state(root, before)
    return True


def _folders(root: Path) -> Mapping[str, Path]:
    named = read_toml(root / "config.toml").get("folders", {})
    return {name: root / named.get(name, usual) for name, usual in USUAL_FOLDERS.items()}


def _state_file(folders: Mapping[str, Path]) -> Path:
    return folders["archive"] / CACHE / _STATE


def _state_after(folders: Mapping[str, Path]) -> str:
    left = [
        one for name in ("outbox", "archive") for one in file_stamps(folders[name]) if Path(one[0]).parts[0] != CACHE
    ]
    digest = sha256(repr(left).encode("utf-8", "surrogateescape"))
    digest.update((folders["master"] / _DECISIONS).read_bytes())
    return digest.hexdigest()


def _told(path: Path) -> str:
    """What there is of a file: its content; of a big one, or of what is no file, how it lies there."""
    status = path.stat()
    if stat.S_ISREG(status.st_mode) and status.st_size <= _BIG:
        return sha256_of(path)
    return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _files(folder: Path) -> Iterator[Path]:
    def give_up(error: OSError) -> None:
        raise error

    for place, _, names in os.walk(folder, onerror=give_up):
        yield from (Path(place, name) for name in names)
