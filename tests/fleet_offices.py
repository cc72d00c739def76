"""Offices by the dozen, as small as an office can be: two units, three tasks, a plan and two forms of March; and what workers run."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

from stories.forms import month_form, plan_form
from stories.office import write_tasks, write_units

from pipeline.stages.fleet.office_run import OfficeAnswer, OfficeTask, run_office

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
DAY = "2022-04-06"
"""The plan's collection is over, March's is not: no bulletin is due, and a run takes a third of a second."""
BEARING = {"任务1": ("区财政局",), "任务2": ("区发展改革局",), "实事1": ("区发展改革局",)}
_BORNE = {"区财政局": ("任务1",), "区发展改革局": ("任务2", "实事1")}
_GOALS = ("一季度完成100户", "完成200户", "完成300户", "完成400户")
_CONFIG = """\
year = 2022
office = {{ name = "{name}人民政府办公室", section = "督查室", district_names = ["{name}"] }}
reporting = {{ plan_due = 2022-03-24 }}
bulletins = {{ public_edition = false }}
checks = {{ twins = [] }}
"""


def write_tiny_office(root: Path, name: str = "某区") -> Path:
    """An office of that name at ``root``, its two plans in time and one of two forms of March here."""
    for folder in ("master", "inbox/2022-03-21", "inbox/2022-04-05"):
        (root / folder).mkdir(parents=True)
    _name(root, name)
    write_tasks(root / "master" / "责任分解表.xlsx", BEARING)
    write_units(root / "master" / "单位名录.xlsx")
    for unit, tasks in _BORNE.items():
        plan = root / "inbox" / "2022-03-21" / f"附件3-{unit}.xlsx"
        plan.write_bytes(plan_form(unit, dict.fromkeys(tasks, _GOALS)))
    march = root / "inbox" / "2022-04-05" / "附件4-3月-区财政局.xlsx"
    march.write_bytes(month_form("区财政局", 3, {"任务1": "3月累计完成150户"}))
    return root


def write_fleet(folder: Path, names: tuple[str, ...]) -> Path:
    """An office of each name below ``folder``; of every third, 区财政局 has sent no plan."""
    first = write_tiny_office(folder / names[0], names[0])
    for number, name in enumerate(names[1:], start=1):
        shutil.copytree(first, folder / name)
        _name(folder / name, name)
        if number % 3 == 0:
            next((folder / name).rglob("附件3-区财政局.xlsx")).unlink()
    return folder


def break_office(root: Path) -> None:
    """Its config.toml is a broken one from now on."""
    (root / "config.toml").write_text("year = [", encoding="utf-8")


def run_or_die(task: OfficeTask) -> OfficeAnswer:
    """As ``run_office``, but that the worker dies of an office called 崩溃区."""
    if task.name == "崩溃区":
        os.kill(os.getpid(), KILL)
    return run_office(task)


def run_for_ever(task: OfficeTask) -> OfficeAnswer:
    """As ``run_office``, but that an office called 卡死区 never ends."""
    while task.name == "卡死区":
        pass
    return run_office(task)


def _name(root: Path, name: str) -> None:
    (root / "config.toml").write_text(_CONFIG.format(name=name), encoding="utf-8")
