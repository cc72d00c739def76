"""The whole inbox read: every file with its hash and what it says, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from pipeline.executor import map_in_order
from pipeline.submissions.inbox import InboxFile
from pipeline.submissions.submission import FileReading, References, read_submission, read_unopened

ReadFile = tuple[InboxFile, str, FileReading]


def read_inbox(
    files: Sequence[InboxFile], references: References, keep: Callable[[str, str, bytes], None]
) -> Iterator[ReadFile | None]:
    """(file, sha256, reading) for each of ``files`` in order; None for one that has vanished meanwhile.

    ``keep`` stores the original (suffix, sha256, bytes). A file that cannot be read costs only itself: it is a reading with a finding.
    """

    def read(file: InboxFile) -> tuple[ReadFile, bytes] | None:
        try:
            content = file.path.read_bytes()
        except FileNotFoundError:  # withdrawn, or Excel is just saving it: the next run sees it
            return None
        except OSError:  # open in another program, or no permission
            digest = sha256(file.source.encode()).hexdigest()
            return (file, digest, read_unopened(file.source, file.words, references)), b""
        reading = read_submission(file.source, file.words, content, references)
        return (file, sha256(content).hexdigest(), reading), content

    for read_file in map_in_order(read, files):
        if read_file is None:
            yield None
            continue
        (file, digest, reading), content = read_file
        if content:  # kept one by one: two copies of the same bytes would race for one name
            keep(file.path.suffix, digest, content)
        yield file, digest, reading
