"""Reading that may kill its process, done in another one: its death or silence costs only the file it was reading.

Calamine ends the whole process, without an exception, on some damaged .xls. The other process is this module run as a
program; it answers pickled questions one by one, is started when first needed and again after it has died.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, ParamSpec, TypeVar

from pipeline.submissions.grid import UnreadableFileError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# An honest .xls of a district is read in milliseconds; whoever needs longer has been sent in a circle.
TIMEOUT_SECONDS = 20.0
# Room for the largest honest workbook; a file that asks for more is no form. Set where the system can.
MAX_MEMORY_BYTES = 3 * 1024**3
_LENGTH = struct.Struct("<Q")
_ROOT = Path(__file__).resolve().parents[2]


class _Reader:
    """The other process; ``lock`` lets one question at a time through."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None


_READER = _Reader()


def read_apart(act: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
    """What ``act`` (a function of a module) returns, computed in the other process.

    Raises UnreadableFileError if it does, or if the process dies or is silent for TIMEOUT_SECONDS.
    """
    question = pickle.dumps((act, args, kwargs))
    with _READER.lock:
        answer = _ask(question)
    if answer is None:
        raise UnreadableFileError("文件已损坏，读取程序无法打开")
    is_answered, result = pickle.loads(answer)
    if not is_answered:
        raise result
    return result  # type: ignore[no-any-return]


def _ask(question: bytes) -> bytes | None:
    """The answer as pickled, None if the process died over the question."""
    process = _running()
    assert process.stdin is not None
    assert process.stdout is not None
    alarm = threading.Timer(TIMEOUT_SECONDS, process.kill)
    alarm.daemon = True
    alarm.start()
    try:
        _send(process.stdin, question)
        answer = _receive(process.stdout)
    except OSError:
        answer = None
    finally:
        alarm.cancel()
    if answer is None:
        _stop()
    return answer


def _running() -> subprocess.Popen[bytes]:
    if _READER.process is None or _READER.process.poll() is not None:
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        _READER.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.submissions.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    return _READER.process


@atexit.register
def _stop() -> None:
    process, _READER.process = _READER.process, None
    if process is not None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _send(pipe: BinaryIO | object, message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)) + message)  # type: ignore[union-attr]
    pipe.flush()  # type: ignore[union-attr]


def _receive(pipe: BinaryIO | object) -> bytes | None:
    """The next message, None at the end of the pipe."""
    head = pipe.read(_LENGTH.size)  # type: ignore[union-attr]
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message: bytes = pipe.read(length)  # type: ignore[union-attr]
    return message if len(message) == length else None


def _serve() -> None:
    """Answers questions until the pipe closes: the life of the other process."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not garble the answers
    _limit_memory()
    while (question := _receive(questions)) is not None:
        act, args, kwargs = pickle.loads(question)
        try:
            answer = pickle.dumps((True, act(*args, **kwargs)))
        except UnreadableFileError as error:
            answer = pickle.dumps((False, error))
        _send(answers, answer)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


if __name__ == "__main__":
    _serve()
