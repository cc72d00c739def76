"""A register that is damaged is set aside, and the copy that the last run left takes its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path

from pipeline.keeping.files import write_swapped
from pipeline.keeping.register import REGISTER

COPY = "登记（副本）.sqlite"
"""The register as the last run left it."""


def restore_register(archive: Path, today: date) -> str:
    """The register can be read; what had to be done for it in a sentence, '' where nothing had to.

    One that is damaged and has no copy that can be read stays as it is: whoever opens it says so.
    """
    path, copy = archive / REGISTER, archive / COPY
    if not path.is_file() or not path.stat().st_size or is_sound(path) or not (copy.is_file() and is_sound(copy)):
        return ""
    aside = next(one for one in _names(archive, today) if not one.exists())
    os.replace(path, aside)
    for rest in (f"{REGISTER}-journal", f"{REGISTER}-wal", f"{REGISTER}-shm"):  # of the damaged one
        (archive / rest).unlink(missing_ok=True)
    shutil.copyfile(copy, path)
    return f"archive/{REGISTER} 已损坏，改名为 {aside.name} 留存，改用上次运行留下的副本；收件、人工认定已重新读入，无需处理。"


def keep_copy(archive: Path) -> None:
    """What the run that has ended well remembers lies in archive/ twice."""
    write_swapped(archive / COPY, lambda beside: shutil.copyfile(archive / REGISTER, beside))


def is_sound(path: Path) -> bool:
    """Whether the register at ``path`` can be read from end to end; one that another program holds is not doubted."""
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def _names(archive: Path, today: date) -> list[Path]:
    stem, suffix = os.path.splitext(REGISTER)
    numbers = ["", *(f"（第{number}次）" for number in range(2, 1000))]
    return [archive / f"{stem}-坏-{today}{number}{suffix}" for number in numbers]
