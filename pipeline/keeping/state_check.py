"""A run that would lose most of what the last one saw does not begin."""

from __future__ import annotations

from pipeline.keeping.register import Run
from pipeline.vocabulary.errors import StateError

_ENOUGH_FILES = 5


def refuse_strange_state(last: Run | None, files: int, tasks: int) -> None:
    """StateError when a run would lose most of what the last one saw: an inbox emptied, a master table cut in half."""
    if last and last.files >= _ENOUGH_FILES and files == 0:
        raise StateError(
            f"收件文件夹现在是空的，而上次运行（{last.day}）有{last.files}个文件。",
            "请检查文件夹是否被移走、网络盘是否断开；确属清空的，加 --confirmed 重新运行。",
        )
    if last and tasks * 2 < last.tasks:
        raise StateError(
            f"责任分解表现有{tasks}项，而上次运行（{last.day}）有{last.tasks}项。",
            "请检查表格是否被误删；确属调整的，加 --confirmed 重新运行。",
        )
