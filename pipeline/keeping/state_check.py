"""A run that would lose what the last one saw does not begin."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path

from pipeline.keeping.duty_log import MasterNames
from pipeline.vocabulary.errors import StateError

_SHOWN = 5


def refuse_missing_inbox(inbox: Path, reason: str = "") -> None:
    """StateError where there is no inbox to look into, or with the ``reason`` why it cannot be: never taken for an empty one."""
    if reason or not inbox.is_dir():
        raise StateError(
            f"收件文件夹 {inbox} {f'打不开（{reason}）' if reason else '不存在'}。",
            "请检查网络盘是否连接、文件夹是否被移走或改名、config.toml [folders] 的 inbox 是否写对；新建项目的，先建好这个文件夹。",
        )


def refuse_emptied_inbox(seen: int, files: int) -> None:
    """StateError where the inbox is empty and earlier runs have ``seen`` files in it."""
    if seen and not files:
        raise StateError(
            f"收件文件夹现在是空的，而以前的运行在其中见过{seen}个文件。",
            "请检查文件夹是否被移走、网络盘是否断开；确属清空的，加 --confirmed 重新运行，收到过的文件仍按原件计。",
        )


def refuse_lost_master(before: MasterNames, tasks: Container[str], find_unit: Callable[[str], object]) -> None:
    """StateError when master/ lost tasks or units since the last run of the year: a row deleted, a table cut (R26)."""
    lost_tasks = [task for task in before.tasks if task not in tasks]
    if lost_tasks:
        raise StateError(
            f"责任分解表比上次运行少了{len(lost_tasks)}项：{_first(lost_tasks)}。",
            "请恢复责任分解表；撤销的事项不要删行，在该行增加的“停用日期”列填写撤销日期；确属删除的，加 --confirmed 重新运行。",
        )
    lost_units = [unit for unit in before.units if not find_unit(unit)]
    if lost_units:
        raise StateError(
            f"单位名录比上次运行少了{len(lost_units)}个单位：{_first(lost_units)}。",
            "请恢复单位名录；更名的单位保留原行，在“新名称”“启用日期”列填写；确属删除的，加 --confirmed 重新运行。",
        )


def _first(names: list[str]) -> str:
    """The first few, and that there are more."""
    return "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
