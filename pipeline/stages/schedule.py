"""How to run the pipeline weekly on this kind of machine: text to copy, nothing is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_TASK_NAME = "督查台账每周运行"


def schedule_lines(script: Path, python: Path, root: Path, platform: str) -> Iterator[str]:
    """Ready-made commands for Windows Task Scheduler, a systemd timer and cron, this platform's first."""
    ways = [_windows, _systemd, _cron]
    if not platform.startswith("win"):
        ways = [_systemd, _cron, _windows]
    yield "以下任选一种，每周一上午8:30运行一次；运行结果看 outbox/首页.html。"
    for way in ways:
        yield ""
        yield from way(script, python, root)


def _windows(script: Path, python: Path, root: Path) -> Iterator[str]:
    yield "【Windows 任务计划程序】在命令提示符中粘贴执行："
    yield (
        f'schtasks /Create /TN "{_TASK_NAME}" /SC WEEKLY /D MON /ST 08:30 /F '
        f'/TR "\\"{python}\\" \\"{script}\\" --root \\"{root}\\""'
    )
    yield f'删除：schtasks /Delete /TN "{_TASK_NAME}" /F'


def _systemd(script: Path, python: Path, root: Path) -> Iterator[str]:
    yield "【systemd 定时器】存为下面两个文件，再执行 systemctl --user enable --now duban.timer："
    yield "~/.config/systemd/user/duban.service"
    yield f'  [Service]\n  Type=oneshot\n  ExecStart="{python}" "{script}" --root "{root}"'
    yield "~/.config/systemd/user/duban.timer"
    yield "  [Timer]\n  OnCalendar=Mon 08:30\n  Persistent=true\n  [Install]\n  WantedBy=timers.target"


def _cron(script: Path, python: Path, root: Path) -> Iterator[str]:
    yield "【cron】执行 crontab -e，加入一行："
    yield f'30 8 * * 1 "{python}" "{script}" --root "{root}"'
