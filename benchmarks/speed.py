"""How long whole commands take, beside what an office script takes and what files of this size cost at least.

``python -m benchmarks.speed [--rounds 3] [--until 2022-12] [--table docs/speed.md]``: CPU seconds (user and system, children
with them), medians over rounds that go through all commands in turn, and peak memory.
Nothing else should be running.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[1]
_NEW = 5  # returns that a week brings
_RIVALS = ("floor", "script, calamine", "script, openpyxl")


@dataclass(frozen=True)
class Cost:
    """CPU seconds and peak memory (MiB) of one command."""

    cpu: float
    memory: float


def run(*arguments: str | Path) -> Cost:
    """``python`` with these arguments, to its end; RuntimeError where it ends badly."""
    told = [sys.executable, *map(str, arguments)]
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(told, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=usual)
    assert process.stderr
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(complaint.decode(errors="replace")[-2000:])
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Bench:
    """A sample office in ``folder``, and copies of it in which the commands are run."""

    def __init__(self, folder: Path, until: str) -> None:
        self.folder, self.day = folder, date(int(until[:4]), int(until[5:]), 1) + timedelta(days=50)
        self.office = folder / "office"
        run("run.py", "demo", self.office, "--until", until)
        self.later = sorted(path for path in (self.office / "inbox").rglob("*附件4*.xlsx"))[-_NEW:]
        self._weekly(self.office, self.day)
        self.files = sum(path.is_file() for path in (self.office / "inbox").rglob("*"))
        self.cells = _cells(self.office / "outbox" / "台账.xlsx")

    def commands(self) -> Mapping[str, Callable[[], Cost]]:
        """What is measured, by its name."""
        return {
            "floor": lambda: run("-m", "benchmarks.rivals.floor", self.office, self.folder / "floor", str(self.cells)),
            "script, calamine": lambda: self._script("calamine"),
            "script, openpyxl": lambda: self._script("openpyxl"),
            "full rebuild": self._full,
            "weekly, 5 new returns": self._with_news,
            "weekly, a week later, nothing new": self._a_week_later,
            "nothing changed": self._unchanged,
            "check of one file": lambda: run("run.py", "--root", self.office, "check", self.later[0]),
            "--help": lambda: run("run.py", "--help"),
        }

    def _script(self, engine: str) -> Cost:
        return run("-m", "benchmarks.rivals.script", self.office, self.folder / "script", engine)

    def _weekly(self, office: Path, day: date, *more: str) -> Cost:
        return run("run.py", "--root", office, "--today", str(day), *more)

    def _full(self) -> Cost:
        with self._copy() as copy:
            for name in ("archive", "outbox"):
                shutil.rmtree(copy / name)
            return self._weekly(copy, self.day, "--confirmed")

    def _with_news(self) -> Cost:
        with self._copy() as copy:
            held = [copy / path.relative_to(self.office) for path in self.later]
            contents = [path.read_bytes() for path in held]
            shutil.rmtree(copy / "archive")
            for path in held:
                path.unlink()
            self._weekly(copy, self.day - timedelta(days=7), "--confirmed")
            for path, content in zip(held, contents, strict=True):
                path.write_bytes(content)
            return self._weekly(copy, self.day)

    def _a_week_later(self) -> Cost:
        with self._copy() as copy:
            return self._weekly(copy, self.day + timedelta(days=7))

    def _unchanged(self) -> Cost:
        with self._copy() as copy:
            return self._weekly(copy, self.day)

    def _copy(self) -> _Copy:
        return _Copy(self.office, self.folder / "copy")


class _Copy:
    """A copy of an office, gone in the end."""

    def __init__(self, office: Path, place: Path) -> None:
        self.office, self.place = office, place

    def __enter__(self) -> Path:
        return shutil.copytree(self.office, self.place)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.place)


def _cells(path: Path) -> int:
    book = CalamineWorkbook.from_path(path)
    return sum(
        cell != "" for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    )


def table(bench: Bench, costs: Mapping[str, Sequence[Cost]]) -> str:
    """The medians in a table, each beside floor and calamine script."""
    cpu = {name: statistics.median(one.cpu for one in told) for name, told in costs.items()}
    head = f"{bench.files:,} files, {bench.cells:,} cells of 台账.xlsx, {len(costs['floor'])} rounds, {os.cpu_count()} cores."
    lines = ["| command | CPU s (least–most) | MiB | × floor | script, calamine ÷ it |", "|---|---|---|---|---|"]
    for name, told in costs.items():
        least, most = min(one.cpu for one in told), max(one.cpu for one in told)
        memory = statistics.median(one.memory for one in told)
        ratio = f"{cpu['script, calamine'] / cpu[name]:.2f}"
        lines.append(
            f"| {name} | {cpu[name]:.2f} ({least:.2f}–{most:.2f}) | {memory:.0f} | {cpu[name] / cpu['floor']:.2f} | {ratio} |"
        )
    return "\n".join([head, "", *lines, ""])


def main() -> None:
    """Prints the table; with ``--table`` it stands in that page, below the line that begins it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--until", default="2022-12")
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.until)
        commands = bench.commands()
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, command in commands.items():
                costs[name].append(command())
    told = table(bench, costs)
    print(told)
    if options.table:
        mark = "<!-- measured -->\n"
        page = options.table.read_text(encoding="utf-8")
        options.table.write_text(page[: page.index(mark) + len(mark)] + told, encoding="utf-8")


if __name__ == "__main__":
    main()
