"""Offices on a Dask cluster: its futures, its batches, its replacing of a worker that was lost; no engine of our own.

Every worker must see the offices' folder under the same path, and have this program installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.stages.fleet.office_run import OfficeAnswer, OfficeTask
from pipeline.vocabulary.errors import PipelineError

_BATCH = 50  # so many tasks are handed to the scheduler at a time
_RETRIES = 2  # of a task that could not be sent or fetched; an office that fails is an answer and is not tried again
_PATIENCE = "30s"
_LOST = "处理它的机器几次中断，请单独运行这个单位"
_NOT_SENT = "集群没有处理（{error}），请核对各台机器装的是同一版本的程序"


def run_on_cluster(
    run: Callable[[OfficeTask], OfficeAnswer], tasks: Sequence[OfficeTask], scheduler: str
) -> Iterator[OfficeAnswer]:
    """The answers as they come, one for each task.

    ``pure=False``: the same office asked for again is run again. A worker that is lost hands its offices to others. Dask
    gives up an office after several losses, and with it others that waited on the same workers: those are run again
    one by one, so that whoever is lost then is itself the cause.

    Raises:
        PipelineError: ``distributed`` is not installed, or there is no scheduler at that address.
    """
    library = _library()
    with _connected(library, scheduler) as client:
        futures = client.map(run, tasks, pure=False, batch_size=_BATCH, retries=_RETRIES)
        asked = dict(zip((one.key for one in futures), tasks, strict=True))
        lost = []
        for future in library.as_completed(futures, raise_errors=False):
            if _is_lost(library, future):
                lost.append(asked[future.key])
            else:
                yield _answer(future, asked[future.key])
        for task in lost:
            again = client.submit(run, task, pure=False, retries=_RETRIES)
            library.wait([again])
            yield OfficeAnswer(task.name, _LOST) if _is_lost(library, again) else _answer(again, task)


def _library() -> Any:
    """``distributed``, which only who runs on a cluster needs."""
    try:
        import distributed
    except ImportError:
        raise PipelineError(
            "没有安装集群运行所需的程序包。", "请运行 python -m pip install -r requirements-fleet.txt。"
        ) from None
    return distributed


def _connected(library: Any, scheduler: str) -> Any:
    try:
        return library.Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"连不上集群 {scheduler}。", "请核对地址（形如 tcp://10.0.0.1:8786），调度程序须已启动。"
        ) from error


def _is_lost(library: Any, future: Any) -> bool:
    return future.status == "error" and isinstance(future.exception(), library.KilledWorker)


def _answer(future: Any, task: OfficeTask) -> OfficeAnswer:
    if future.status == "finished":
        answer: OfficeAnswer = future.result()
        return answer
    error = type(future.exception()).__name__ if future.status == "error" else future.status
    return OfficeAnswer(task.name, _NOT_SENT.format(error=error))
