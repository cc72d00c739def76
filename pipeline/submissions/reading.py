"""The whole inbox read: every file with its hash and what it says."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from pipeline.keeping.journal import unopened_digest
from pipeline.submissions.executor import map_in_rounds
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.kept_readings import KeptReadings
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.read_file import read_faulty, read_unlisted, read_unopened

_log = logging.getLogger(__name__)

ReadFile = tuple[InboxFile, str, FileReading]


def read_inbox(
    files: Sequence[InboxFile], references: References, keep: Callable[[str, str, bytes], None]
) -> Iterator[ReadFile]:
    """(file, sha256, reading) for each of ``files`` in order, and for each member of an archive.

    ``keep`` stores the original (suffix, sha256, bytes). A file that cannot be read costs only itself: it is a reading with
    a finding. An original that is lost, or is not what its name says, is left out.
    """
    readings = KeptReadings(references)
    for file, content in zip(files, map_in_rounds(_fetch, files), strict=True):
        if isinstance(content, bytes):
            yield from _read(file, content, readings, keep)
        elif not file.is_held:
            yield _unopened(file, content, references)


def _read(
    file: InboxFile, content: bytes, readings: KeptReadings, keep: Callable[[str, str, bytes], None]
) -> Iterator[ReadFile]:
    whole = sha256(content).hexdigest()
    if file.is_held and whole != file.whole:
        return
    try:
        members = readings.read(file.source, file.words, whole, content)
    except Exception as fault:  # our own fault: this file waits, the others go on, the traceback is for us
        _log.exception("%s", file.source)
        members = [
            (file.source, whole, read_faulty(file.source, file.words, type(fault).__name__, readings.references))
        ]
    if not file.is_held:
        keep(file.path.suffix, whole, content)
    for source, digest, reading in members:
        yield replace(file, source=source, whole=whole, place=file.source), digest, reading


def _unopened(file: InboxFile, error: OSError | None, references: References) -> ReadFile:
    """What could not be looked into is in doubt. ``error`` None: Excel is just saving it, and the next run will see it."""
    digest = unopened_digest(file.source)
    if file.source.endswith("/"):
        reading = read_unlisted(file.source, file.words, file.trouble, references)
    else:
        reading = read_unopened(file.source, file.words, file.trouble or _reason(error), references)
    return replace(file, whole=digest if error else "", place=file.source), digest, reading


def _reason(error: OSError | None) -> str:
    return "正被其他程序占用或没有读取权限" if error else "运行时正在保存"


def _fetch(file: InboxFile) -> bytes | OSError | None:
    """The bytes of ``file``; the reason why it cannot be opened; None where it is no longer there."""
    if file.trouble:
        return OSError(file.trouble)
    try:
        return file.path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
