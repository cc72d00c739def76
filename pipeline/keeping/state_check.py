"""A run that would lose what the last one saw does not begin."""

from __future__ import annotations

from collections.abc import Callable, Container

from pipeline.keeping.duty_log import MasterNames
from pipeline.keeping.register import Run
from pipeline.vocabulary.errors import StateError

_ENOUGH_FILES = 5
_SHOWN = 5


def refuse_strange_state(last: Run | None, files: int) -> None:
    """StateError when a run would lose most of what the last one saw: an inbox emptied."""
    if last and last.files >= _ENOUGH_FILES and files == 0:
        raise StateError(
            f"收件文件夹现在是空的，而上次运行（{last.day}）有{last.files}个文件。",
            "请检查文件夹是否被移走、网络盘是否断开；确属清空的，加 --confirmed 重新运行。",
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
