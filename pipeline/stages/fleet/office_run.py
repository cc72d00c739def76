"""One office's weekly run as a task of a fleet: plain values in, an answer out; what fails in it is told, never raised."""

from __future__ import annotations

import gc
import multiprocessing
import os
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.config import load_settings
from pipeline.keeping.cache.unchanged import run_unless_unchanged
from pipeline.stages.walk import Walk
from pipeline.stages.weekly import run_weekly
from pipeline.vocabulary.errors import PipelineError

_LONGEST = 200


@dataclass(frozen=True)
class OfficeTask:
    """What is asked of a worker: the office's name in the roll-up, its root, the day.

    ``thresholds``: how the garbage collector of the asking process is set, by which the worker sets its own.
    """

    name: str
    root: Path
    today: date
    thresholds: tuple[int, int, int] = field(default_factory=gc.get_threshold)


@dataclass(frozen=True)
class OfficeAnswer:
    """How it went: ``error`` is blank or one line in Chinese, ``trace`` where the fault is the program's."""

    name: str
    error: str = ""
    trace: str = ""


def run_office(task: OfficeTask) -> OfficeAnswer:
    """The office has run, and its figures lie in its outbox/; or why not, and they lie there as they were.

    Whatever goes wrong is the office's own: also what is no Exception, as the panic of a reader written in Rust.
    """
    _allow_children()
    gc.set_threshold(*task.thresholds)
    try:
        run_unless_unchanged(task.root, task.today, lambda: _run(task))
    except PipelineError as error:
        return OfficeAnswer(task.name, _one_line(f"{error.problem}{error.remedy}".replace(f"{task.root}{os.sep}", "")))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        told = _one_line(f"程序出错（{type(error).__name__}：{error}）")
        return OfficeAnswer(task.name, told[:_LONGEST], traceback.format_exc())
    finally:
        gc.collect()  # else a kept process grows by 40 MiB with every large office
        gc.freeze()  # what is left is modules and caches, which need not be looked through again
    return OfficeAnswer(task.name)


def _run(task: OfficeTask) -> bool:
    """The weekly run; whether it left all that it had to."""
    return run_weekly(Walk(load_settings(task.root), task.today, lambda _, items, __: items)).is_complete


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _allow_children() -> None:
    """A run may start processes of its own, which Python forbids in the workers of some pools and of Dask's nannies."""
    with suppress(AssertionError):  # not in the process that began it all
        multiprocessing.current_process().daemon = False
