"""The whole inbox read: every file with its hash and what it says."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.keeping.journal import unopened_digest
from pipeline.submissions.executor import map_in_rounds
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.files.limits.budget import spending
from pipeline.submissions.files.limits.harmless import is_harmless, small_budget, told_by_head
from pipeline.submissions.isolation.child import Stumbled, Unfetched
from pipeline.submissions.isolation.isolated import Isolated, Lost
from pipeline.submissions.isolation.looking import Looked, look_at
from pipeline.submissions.isolation.reader import Asked
from pipeline.submissions.kept_readings import KeptReadings
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.read_file import (
    MemberReading,
    read_faulty,
    read_file,
    read_heavy,
    read_unlisted,
    read_unopened,
)
from pipeline.vocabulary.terms import NoReturn

_log = logging.getLogger(__name__)
_UNKEPT = {NoReturn.MEDIA, NoReturn.PROGRAM}
_MB = 1_000_000

ReadFile = tuple[InboxFile, str, FileReading]
Keep = Callable[[Path, str, bytes | None], None]
"""Stores the original at the path, whose SHA-256 and, where it is small, content are known."""


def read_inbox(files: Sequence[InboxFile], references: References, keep: Keep) -> Iterator[ReadFile]:
    """(file, sha256, reading) for each of ``files`` in order, and for each member of an archive.

    ``keep`` stores the original. A file that cannot be read costs only itself: it is a reading with a finding; so is one
    that costs more than [reading] allows, whatever it does to the process that reads it. Recordings and programs that are
    no returns are not kept. An original that is lost, or is not what its name says, is left out.
    """
    with Isolated(references) as isolated:
        desk = _Desk(references, isolated, KeptReadings(references))
        for file, looked in zip(files, map_in_rounds(_look, files), strict=True):
            if isinstance(looked, Looked):
                yield from _read(file, looked, desk, keep)
            elif not file.is_held:
                yield _unopened(file, looked, references)


def _read(file: InboxFile, looked: Looked, desk: _Desk, keep: Keep) -> Iterator[ReadFile]:
    if file.is_held and looked.whole != file.whole:
        return
    members = desk.read(file, looked)
    if members is None:
        yield _unopened(file, None, desk.references)
        return
    if not file.is_held and not all(reading.no_return in _UNKEPT for _, _, reading in members):
        keep(file.path, looked.whole, looked.head if looked.is_whole else None)
    for source, digest, reading in members:
        yield replace(file, source=source, whole=looked.whole, place=file.source), digest, reading


@dataclass(frozen=True)
class _Desk:
    """Where files are read: here, or in a process of their own; what an earlier run read of them is taken."""

    references: References
    isolated: Isolated
    kept: KeptReadings

    def read(self, file: InboxFile, looked: Looked) -> Sequence[MemberReading] | None:
        """What the file says; None where it changed while it was looked at."""
        if (members := self.kept.find(file.source, file.words, looked.whole)) is not None:
            return members
        if looked.is_whole and is_harmless(looked.head):
            if (members := self._read_here(file, looked)) is not None:
                return members
        elif told_by_head(looked.head):
            return list(read_file(file.source, file.words, looked.head, self.references, looked.whole))
        most = self.references.settings.reading.file_mb
        if looked.size > most * _MB:
            return [self._heavy(file, looked, f"文件有{looked.size // _MB}兆，超过{most}兆")]
        return self._read_apart(file, looked)

    def _read_here(self, file: InboxFile, looked: Looked) -> Sequence[MemberReading] | None:
        """What a small file says; None where it unfolds into more than a small file does."""
        budget = small_budget()
        try:
            with spending(budget):
                members = list(read_file(file.source, file.words, looked.head, self.kept.asking()))
        except Exception as fault:  # our own fault: this file waits, the others go on, the traceback is for us
            _log.exception("%s", file.source)
            return [self._faulty(file, looked, type(fault).__name__)]
        if budget.was_short:
            return None
        self.kept.keep(file.source, file.words, looked.whole, members)
        return members

    def _read_apart(self, file: InboxFile, looked: Looked) -> Sequence[MemberReading] | None:
        answer = self.isolated.read(Asked(file.path, file.source, file.words, looked.whole))
        match answer:
            case Lost(reason):
                _log.error("%s: %s", file.source, reason)
                return [self._heavy(file, looked, reason)]
            case Stumbled(error, told):
                _log.error("%s\n%s", file.source, told)
                return [self._faulty(file, looked, error)]
            case Unfetched():
                return None
            case _:
                self.kept.keep(file.source, file.words, looked.whole, answer, is_told=False)
                return answer

    def _heavy(self, file: InboxFile, looked: Looked, reason: str) -> MemberReading:
        return file.source, looked.whole, read_heavy(file.source, file.words, reason, self.references)

    def _faulty(self, file: InboxFile, looked: Looked, error: str) -> MemberReading:
        return file.source, looked.whole, read_faulty(file.source, file.words, error, self.references)


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


def _look(file: InboxFile) -> Looked | OSError | None:
    """``file`` looked at; the reason why it cannot be opened; None where it is no longer there."""
    if file.trouble:
        return OSError(file.trouble)
    try:
        return look_at(file.path)
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
