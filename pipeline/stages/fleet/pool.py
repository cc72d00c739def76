"""Offices side by side on one machine: processes that are kept, each with one office in hand, so that a death names its office."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from queue import SimpleQueue

from pipeline.stages.fleet.office_run import OfficeAnswer, OfficeTask

_END = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows ends a process outright by the second
Run = Callable[[OfficeTask], OfficeAnswer]

_DIED = "处理它的进程意外退出，请单独运行这个单位，看是哪一步"
_TOO_LONG = "运行超过{minutes}分钟，已停止；请单独运行这个单位，看是哪个文件"


class _Lane:
    """One process, started when it is first needed, and again after it died: what it imports is paid for once.

    Spawned, as on Windows: a forked copy of a process with threads may hang.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._pid = 0

    def run(self, run: Run, task: OfficeTask, seconds: float) -> OfficeAnswer:
        """What ``run`` answers; that the process died, or took too long and was ended."""
        try:
            return self._opened().submit(run, task).result(timeout=seconds)
        except BrokenProcessPool:
            self.close()
            return OfficeAnswer(task.name, _DIED)
        except TimeoutError:
            with suppress(OSError):
                os.kill(self._pid, _END)
            self.close()
            return OfficeAnswer(task.name, _TOO_LONG.format(minutes=round(seconds / 60)))

    def close(self) -> None:
        """The process ends when it has nothing in hand any more."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, context)
            self._pid = self._pool.submit(os.getpid).result()
        return self._pool


def run_in_pool(run: Run, tasks: Sequence[OfficeTask], workers: int, seconds: float) -> Iterator[OfficeAnswer]:
    """The answers as they come, one for each task: ``workers`` processes, each office at most ``seconds``."""
    lanes: SimpleQueue[_Lane] = SimpleQueue()
    made = [_Lane() for _ in range(min(workers, len(tasks)))]
    for lane in made:
        lanes.put(lane)

    def run_one(task: OfficeTask) -> OfficeAnswer:
        lane = lanes.get()
        try:
            return lane.run(run, task, seconds)
        finally:
            lanes.put(lane)

    with ThreadPoolExecutor(len(made)) as threads:
        try:
            for future in as_completed([threads.submit(run_one, task) for task in tasks]):
                yield future.result()
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
            for lane in made:
                lane.close()
