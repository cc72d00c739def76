"""Many sequences by several processes: what fails, each kind once, as the shortest sequence that fails alike."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.cli import FEW_COLLECTIONS
from sequences.mends import MENDS
from sequences.play import Event
from sequences.sampling import EVENTS, draw_sequence
from sequences.shrinking import play_sequence, shrink


@dataclass(frozen=True)
class Failure:
    """What does not hold in the sequence of ``seed``."""

    seed: int
    kind: str
    text: str


@dataclass(frozen=True)
class Setting:
    """How sequences are drawn and what is taken out of the product, if anything."""

    length: int
    without: tuple[str, ...] = ()
    unmended: str = ""


def try_seed(setting: Setting, seed: int) -> Failure | None:
    """The sequence of ``seed`` played to its end; None where all holds."""
    with _unmended(setting):
        found = play_sequence(_root(), _events(setting, seed))
    shutil.rmtree(_root().parent, ignore_errors=True)
    return Failure(seed, found.kind, str(found)) if found else None


def shortest(setting: Setting, failure: Failure) -> tuple[Event, ...]:
    """The shortest part of its sequence that fails alike."""
    with _unmended(setting):
        events = shrink(_root(), _events(setting, failure.seed), failure.kind)
    shutil.rmtree(_root().parent, ignore_errors=True)
    return events


def main() -> int:
    """1 where anything fails."""
    asked = _arguments()
    setting = Setting(asked.length, tuple(asked.without), asked.unmended)
    begin = time.monotonic()
    with ProcessPoolExecutor(asked.processes, initializer=gc.set_threshold, initargs=FEW_COLLECTIONS) as pool:
        seeds = range(asked.seed, asked.seed + asked.sequences)
        failures = list(_told(pool.map(partial(try_seed, setting), seeds, chunksize=4), len(seeds), begin))
        kinds = Counter(failure.kind for failure in failures)
        first = list({failure.kind: failure for failure in reversed(failures)}.values())
        for failure, events in zip(first, pool.map(partial(shortest, setting), first), strict=True):
            print(f"\n{kinds[failure.kind]}× {failure.text}（seed {failure.seed}）")
            print(*(f"    {event}" for event in (*events, ("run", 1))), sep="\n")
    pace = len(seeds) / (time.monotonic() - begin) * 60
    print(f"\n{len(seeds)} sequences, {len(failures)} fail, {pace:.0f} a minute")
    return 1 if failures else 0


def _told(results: Iterator[Failure | None], total: int, begin: float) -> Iterator[Failure]:
    for number, failure in enumerate(results, 1):
        if failure:
            print(f"seed {failure.seed}: {failure.text}", flush=True)
            yield failure
        if number % 100 == 0:
            print(f"{number}/{total}, {time.monotonic() - begin:.0f} s", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sequences", description=__doc__)
    parser.add_argument("--sequences", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1, help="the first of as many seeds as there are sequences")
    parser.add_argument("--length", type=int, default=22, help="events in a sequence")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--without", nargs="*", default=[], choices=sorted(EVENTS), metavar="EVENT")
    parser.add_argument("--unmended", default="", choices=["", *MENDS], help="a mend that is taken out")
    return parser.parse_args()


def _events(setting: Setting, seed: int) -> tuple[Event, ...]:
    return draw_sequence(seed, setting.length, setting.without)


def _root() -> Path:
    """One folder for each process: the product keeps a lock for every folder that it ever ran in."""
    memory = Path("/dev/shm")
    base = memory if memory.is_dir() else Path(tempfile.gettempdir())
    return base / f"sequences-{os.getpid()}" / "区"


def _unmended(setting: Setting) -> AbstractContextManager[object]:
    return MENDS[setting.unmended].unmended() if setting.unmended else nullcontext()
