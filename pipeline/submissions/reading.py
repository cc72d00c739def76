"""The whole inbox read: every file with its hash and what it says, several at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from pipeline.executor import map_in_order
from pipeline.submissions.inbox import InboxFile
from pipeline.submissions.read_file import read_faulty, read_file, read_unopened
from pipeline.submissions.references import References
from pipeline.submissions.submission import FileReading

_log = logging.getLogger(__name__)

ReadFile = tuple[InboxFile, str, FileReading]


def read_inbox(
    files: Sequence[InboxFile], references: References, keep: Callable[[str, str, bytes], None]
) -> Iterator[ReadFile]:
    """(file, sha256, reading) for each of ``files`` in order, and for each member of an archive; vanished files left out.

    ``keep`` stores the original (suffix, sha256, bytes). A file that cannot be read costs only itself: it is a reading with a finding.
    """

    def read(file: InboxFile) -> tuple[list[ReadFile], str, bytes] | None:
        try:
            content = file.path.read_bytes()
        except FileNotFoundError:  # withdrawn, or Excel is just saving it: the next run sees it
            return None
        except OSError:  # open in another program, or no permission
            unopened = read_unopened(file.source, file.words, references)
            return [(file, sha256(file.source.encode()).hexdigest(), unopened)], "", b""
        digest = sha256(content).hexdigest()
        try:
            members = list(read_file(file.source, file.words, content, references))
        except Exception as fault:  # our own fault: this file waits, the others go on, the traceback is for us
            _log.exception("%s", file.source)
            return (
                [(file, digest, read_faulty(file.source, file.words, type(fault).__name__, references))],
                digest,
                content,
            )
        parts = [(replace(file, source=source), sha256(data).hexdigest(), reading) for source, data, reading in members]
        return parts, digest, content

    for read_one in map_in_order(read, files):
        if read_one is None:
            continue
        parts, digest, content = read_one
        if content:  # kept one by one: two copies of the same bytes would race for one name
            keep(parts[0][0].path.suffix, digest, content)
        yield from parts
