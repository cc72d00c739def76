"""A run that would lose most of what the last one saw does not begin."""

from __future__ import annotations

from pathlib import Path

from pipeline.keeping.register import Run
from pipeline.vocabulary.errors import StateError


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


def refuse_strange_state(last: Run | None, tasks: int) -> None:
    """StateError when a run would lose most of what the last one saw: a master table cut in half."""
    if last and tasks * 2 < last.tasks:
        raise StateError(
            f"责任分解表现有{tasks}项，而上次运行（{last.day}）有{last.tasks}项。",
            "请检查表格是否被误删；确属调整的，加 --confirmed 重新运行。",
        )
