"""The whole inbox read: every file with its hash and what it says."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from pipeline.submissions.executor import map_in_rounds
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.read_file import read_faulty, read_file, read_unopened

_log = logging.getLogger(__name__)

ReadFile = tuple[InboxFile, str, FileReading]


def read_inbox(
    files: Sequence[InboxFile], references: References, keep: Callable[[str, str, bytes], None]
) -> Iterator[ReadFile]:
    """(file, sha256, reading) for each of ``files`` in order, and for each member of an archive; vanished files left out.

    ``keep`` stores the original (suffix, sha256, bytes). A file that cannot be read costs only itself: it is a reading with a finding.
    """
    for file, content in zip(files, map_in_rounds(_fetch, files), strict=True):
        if content is None:  # withdrawn, or Excel is just saving it: the next run sees it
            continue
        if isinstance(content, OSError):  # open in another program, or no permission
            digest = sha256(file.source.encode()).hexdigest()
            yield file, digest, read_unopened(file.source, file.words, references)
            continue
        try:
            members = list(read_file(file.source, file.words, content, references))
        except Exception as fault:  # our own fault: this file waits, the others go on, the traceback is for us
            _log.exception("%s", file.source)
            faulty = read_faulty(file.source, file.words, type(fault).__name__, references)
            members = [(file.source, sha256(content).hexdigest(), faulty)]
        source, digest, _ = members[0]
        keep(file.path.suffix, digest if source == file.source else sha256(content).hexdigest(), content)
        for source, digest, reading in members:
            yield (file if source == file.source else replace(file, source=source)), digest, reading


def _fetch(file: InboxFile) -> bytes | OSError | None:
    """The bytes of ``file``; the reason why it cannot be opened; None where it is no longer there."""
    try:
        return file.path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
