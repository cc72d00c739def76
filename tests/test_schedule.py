"""The commands for a weekly run can be copied as they stand, also where folders have blanks in their names."""

from __future__ import annotations

import shlex
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from pipeline.stages.schedule import schedule_lines

SCRIPT, PYTHON, ROOT = "/opt/督查 台账/run.py", "/usr/bin/python3", "/home/督查室/2022 台账"


def lines(platform: str, kind: Any = PurePosixPath, paths: tuple[str, str, str] = (SCRIPT, PYTHON, ROOT)) -> list[str]:
    script, python, root = (kind(path) for path in paths)
    return "\n".join(schedule_lines(script, python, root, platform)).splitlines()


def test_the_line_for_cron_runs_every_monday_and_keeps_blanks_in_names() -> None:
    line = next(line for line in lines("linux") if line.startswith("30 8"))
    assert shlex.split(line) == ["30", "8", "*", "*", "1", PYTHON, SCRIPT, "--root", ROOT]


def test_the_systemd_service_runs_the_same_command_every_monday() -> None:
    told = [line.strip() for line in lines("linux")]
    start = next(line for line in told if line.startswith("ExecStart="))
    assert shlex.split(start.removeprefix("ExecStart=")) == [PYTHON, SCRIPT, "--root", ROOT]
    assert any(line.startswith("OnCalendar=Mon") for line in told)


def test_the_windows_task_runs_the_same_command_every_monday() -> None:
    script, python, root = r"C:\督查 台账\run.py", r"C:\Program Files\Python311\python.exe", r"D:\2022 台账"
    told = lines("win32", PureWindowsPath, (script, python, root))
    create = next(line for line in told if line.startswith("schtasks /Create"))
    assert "/SC WEEKLY" in create and "/D MON" in create
    assert rf'/TR "\"{python}\" \"{script}\" --root \"{root}\""' in create


@pytest.mark.parametrize(
    ("platform", "first"),
    [
        pytest.param("win32", "schtasks", id="Windows"),
        pytest.param("linux", "systemd", id="Linux"),
        pytest.param("darwin", "systemd", id="macOS"),
    ],
)
def test_this_kind_of_machine_comes_first(platform: str, first: str) -> None:
    told = "\n".join(lines(platform))
    ways = ("schtasks", "systemd", "crontab")
    assert min(ways, key=told.index) == first
    assert all(way in told for way in ways)
