"""A run that is killed, or refused by the disk, at its n-th operation: what the next run then gives.

``python -m tests.interrupted OFFICE DAY`` tries every operation of a run on a copy of OFFICE; ``--every N`` some of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

PROJECT = Path(__file__).resolve().parents[1]
SHEETS = ("报送情况", "收文清单", "填报明细", "核验问题")
_KILLED = 9
# Run in a process of its own: a hook that is set cannot be taken away. What is counted writes, moves or takes away.
_HOOKED = """
import errno, os, sys
root, day, at, how = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
done = [0]
def hook(event, arguments):
    is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if not (is_write or event in ("os.rename", "os.remove", "os.mkdir", "sqlite3.connect")):
        return
    if not str(arguments[0]).startswith(root):
        return
    done[0] += 1
    if done[0] == at:
        if how == "kill":
            os._exit(9)
        raise OSError(errno.ENOSPC, "No space left on device", str(arguments[0]))
sys.argv = ["run.py", "--root", root, "--today", day]
from pipeline.cli import main
sys.addaudithook(hook)
try:
    main()
finally:
    print("operations", done[0])
"""


def run_until(root: Path, day: str, at: int, how: str) -> tuple[int, int]:
    """(exit code, operations done) of a run that is stopped at the ``at``-th operation (0: never)."""
    done = subprocess.run(
        [sys.executable, "-c", _HOOKED, str(root), day, str(at), how],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    told = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("operations")]
    return done.returncode, int(told[-1]) if told else at


def ledger(root: Path) -> dict[str, pd.DataFrame]:
    """The sheets of 台账.xlsx that tell what came and how it is judged."""
    return pd.read_excel(root / "outbox" / "台账.xlsx", sheet_name=list(SHEETS), engine="calamine", dtype=str)


def differing(office: Path, day: str, at: int, how: str, undisturbed: dict[str, pd.DataFrame]) -> list[str]:
    """What is otherwise after a run that was stopped so, and one more: exit codes and sheets by name."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(office, Path(folder) / office.name))
        code, _ = run_until(root, day, at, how)
        # 0: what could not be done was a thing that can wait, such as taking away a file that is out of date.
        wrong = [] if code in ((_KILLED,) if how == "kill" else (0, 2)) else [f"退出码{code}"]
        code, _ = run_until(root, day, 0, how)
        if code:
            return [*wrong, f"再运行退出码{code}"]
        now = ledger(root)
        leftovers = [one.name for one in root.rglob(".*.new*")]
        return [*wrong, *leftovers, *(name for name in SHEETS if not now[name].equals(undisturbed[name]))]


def undisturbed_run(office: Path, day: str) -> tuple[dict[str, pd.DataFrame], int]:
    """What a run gives that nothing disturbs, and how many operations it takes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(office, Path(folder) / office.name))
        code, operations = run_until(root, day, 0, "")
        assert code == 0
        return ledger(root), operations


def tried(office: Path, day: str, every: int) -> Iterator[str]:
    """A line for each operation at which a stopped run made a difference."""
    expected, operations = undisturbed_run(office, day)
    for at in range(1, operations + 1, every):
        for how in ("kill", "full"):
            if wrong := differing(office, day, at, how, expected):
                yield f"{how} {at}/{operations}: {'、'.join(wrong)}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("office", type=Path)
    parser.add_argument("day")
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    faults = 0
    for line in tried(asked.office, asked.day, asked.every):
        faults += 1
        print(line, flush=True)
    print(f"{faults} faults")
