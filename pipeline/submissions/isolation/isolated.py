"""Whoever starts the process in which files are read that might do harm, and says what became of a file in it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from types import TracebackType

from pipeline.submissions.isolation.child import READY, Answer
from pipeline.submissions.isolation.memory import TOO_MUCH
from pipeline.submissions.isolation.reader import Asked
from pipeline.submissions.matching.references import References

_CHILD = "pipeline.submissions.isolation.child"
_START_SECONDS = 120  # a slow computer, while a scanner of malware looks at every module
_HOME = Path(__file__).parents[3]


@dataclass(frozen=True)
class Lost:
    """The process that read the file is gone: ``reason`` says in Chinese why."""

    reason: str


class Isolated:
    """Reads files one by one in a process beside this one: started when first asked, and anew after a file has cost it."""

    def __init__(self, references: References) -> None:
        self._references, self._limits = references, references.settings.reading
        self._child: subprocess.Popen[bytes] | None = None
        self._is_late = False

    def __enter__(self) -> Isolated:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, asked: Asked) -> Answer | Lost:
        """What the file says, and how it cost the process that read it where it did."""
        self._is_late = False
        child = self._child or self._start()
        clock = Timer(self._limits.seconds, self._give_up, (child,))
        clock.start()
        try:
            return self._ask(child, asked)
        except (EOFError, OSError, pickle.UnpicklingError):
            lost = self._why(child)
            self._end()
            return lost
        finally:
            clock.cancel()

    def _ask(self, child: subprocess.Popen[bytes], asked: Asked) -> Answer:
        assert child.stdin and child.stdout
        pickle.dump(asked, child.stdin)
        child.stdin.flush()
        answer: Answer = pickle.load(child.stdout)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        paths = os.pathsep.join(filter(None, (str(_HOME), os.environ.get("PYTHONPATH"))))
        self._child = subprocess.Popen(
            [sys.executable, "-m", _CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._child.stdin and self._child.stdout
        clock = Timer(_START_SECONDS, self._child.kill)
        clock.start()
        with suppress(OSError):  # it is gone already: asking it will tell
            pickle.dump(self._references, self._child.stdin)
            self._child.stdin.flush()
            self._child.stdout.read(len(READY))
        clock.cancel()
        return self._child

    def _give_up(self, child: subprocess.Popen[bytes]) -> None:
        self._is_late = True
        child.kill()

    def _why(self, child: subprocess.Popen[bytes]) -> Lost:
        code = child.wait()
        if self._is_late:
            return Lost(f"读取超过{self._limits.seconds}秒")
        if code == TOO_MUCH:
            return Lost(f"读取所需内存超过{self._limits.memory_mb}兆")
        return Lost("读取时程序异常退出")

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.kill()
            child.communicate()
