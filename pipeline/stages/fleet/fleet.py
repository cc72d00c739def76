"""``fleet``: every office below a folder is run, side by side, and what they tell of themselves is summed up in 汇总/."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.config import load_settings
from pipeline.keeping.files import write_text
from pipeline.keeping.lock import locked
from pipeline.outputs.rollup.figures_file import UnreadableFiguresError, read_figures
from pipeline.outputs.rollup.offices import OfficeLine, Rollup
from pipeline.outputs.rollup.page import write_rollup_page
from pipeline.outputs.rollup.workbook import write_rollup_workbook
from pipeline.stages.fleet.cluster import run_on_cluster
from pipeline.stages.fleet.office_run import OfficeAnswer, OfficeTask, run_office
from pipeline.stages.fleet.offices import ROLLUP, OfficeFolder, list_offices
from pipeline.stages.fleet.pool import run_in_pool
from pipeline.stages.fleet.roll import keep_roll, with_lost
from pipeline.vocabulary.errors import PipelineError

Track = Callable[[str, Iterable[OfficeAnswer], int], Iterable[OfficeAnswer]]

_SECONDS = 3600.0  # of one office: a year's first run of the largest takes some minutes
_PAGE = "首页.html"
_TRACES = "程序出错记录.txt"


@dataclass(frozen=True)
class FleetWalk:
    """One fleet run's surroundings. ``workers`` 0: one for each processor; ``scheduler``: of a Dask cluster, blank for this machine.

    ``is_only_rollup``: nothing is run, what the offices told last is summed up.
    """

    folder: Path
    today: date
    track: Track
    workers: int = 0
    scheduler: str = ""
    is_only_rollup: bool = False


@dataclass(frozen=True)
class FleetOutcome:
    """The roll-up and the files it lies in."""

    rollup: Rollup
    written: tuple[Path, ...]

    @property
    def is_all_failed(self) -> bool:
        """Whether not one office ran."""
        return len(self.rollup.failed) == len(self.rollup.lines)


def run_fleet(walk: FleetWalk) -> FleetOutcome:
    """Every office has run or is told as failed, and the roll-up of all lies in 汇总/.

    Raises:
        PipelineError: there is no office, the cluster cannot be reached, or nothing was ever counted.
        BusyError: another fleet run is under way in the same folder.
    """
    walk = replace(walk, folder=walk.folder.resolve())  # links lead from one real place to another
    offices = with_lost(walk.folder, list_offices(walk.folder))
    with locked(walk.folder):
        answers = _lost(offices) if walk.is_only_rollup else _run_all(walk, offices)
        lines = [_line(office, answers.get(office.name)) for office in offices]
        if walk.is_only_rollup and not any(line.figures for line in lines):
            raise PipelineError("还没有一个单位有汇总数据。", "请去掉 --only-rollup，先把各单位运行一遍。")
        rollup = Rollup.of(walk.folder.name, lines, None if walk.is_only_rollup else walk.today)
        folder = walk.folder / ROLLUP
        written = (
            write_rollup_page(folder / "汇总首页.html", rollup),
            write_rollup_workbook(folder / "汇总台账.xlsx", rollup),
            *_write_traces(folder / _TRACES, answers.values()),
        )
        keep_roll(walk.folder, offices)
    return FleetOutcome(rollup, written)


def _lost(offices: Iterable[OfficeFolder]) -> Mapping[str, OfficeAnswer]:
    return {one.name: OfficeAnswer(one.name, one.error) for one in offices if one.is_lost}


def _run_all(walk: FleetWalk, offices: Sequence[OfficeFolder]) -> Mapping[str, OfficeAnswer]:
    """Office → how its run went; none for one that only sent its figures."""
    refused = {one.name: OfficeAnswer(one.name, one.error) for one in offices if one.error}
    tasks = [OfficeTask(one.name, one.root, walk.today) for one in offices if one.is_here]
    if not tasks:
        return refused
    if walk.scheduler:
        coming = run_on_cluster(run_office, tasks, walk.scheduler)
    else:
        coming = run_in_pool(run_office, tasks, walk.workers or os.cpu_count() or 1, _SECONDS)
    return refused | {one.name: one for one in walk.track("各单位运行", coming, len(tasks))}


def _line(office: OfficeFolder, answer: OfficeAnswer | None) -> OfficeLine:
    """The office with what it last told of itself; figures that cannot be read are told as such."""
    error, outbox = answer.error if answer else "", _outbox(office.root)
    try:
        figures = read_figures(outbox)
    except UnreadableFiguresError as unreadable:
        return OfficeLine(office.name, outbox / _PAGE, error=error or str(unreadable))
    return OfficeLine(office.name, outbox / _PAGE, figures, error)


def _outbox(root: Path) -> Path:
    """outbox/ of the office; where its config.toml is broken, the one by the usual name."""
    try:
        return load_settings(root).outbox
    except (PipelineError, OSError):
        return root / "outbox"


def _write_traces(path: Path, answers: Iterable[OfficeAnswer]) -> tuple[Path, ...]:
    """Faults of the program itself, office by office, for whoever mends it; the file of an earlier run goes."""
    told = [f"{one.name}\n{one.trace}" for one in answers if one.trace]
    if told:
        return (write_text(path, "\n".join(told)),)
    path.unlink(missing_ok=True)
    return ()
