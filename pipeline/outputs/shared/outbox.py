"""Publishing into outbox/: a document that a person has edited is never overwritten, the new text goes beside it (R22)."""

from __future__ import annotations

import filecmp
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from pipeline.keeping.files import sha256_of, write_bytes
from pipeline.keeping.register import Register


@dataclass
class Outbox:
    """outbox/ of one run. ``kept`` collects the documents left alone because a person had edited them.

    ``say``: a paragraph of a letter in the office's own words. ``set_aside``: copies of edited files that had to be made anew.
    """

    folder: Path
    register: Register
    today: date
    kept: list[Path] = field(default_factory=list)
    set_aside: list[Path] = field(default_factory=list)
    say: Callable[[str], str] = str

    def is_edited(self, relative: str) -> bool:
        """Whether a person has changed the file at ``relative`` since it was written."""
        path = self.folder / relative
        return path.exists() and sha256_of(path) != self.register.written_sha256(relative)

    def renew(self, relative: str, write: Callable[[Path], Path]) -> Path:
        """``write`` has filled the file at ``relative``; one that a person had written into lies beside it, by the day.

        For what is looked at every week and must never be out of date. What was never written by a run is nobody's.
        """
        path = self.folder / relative
        if self.register.written_sha256(relative) and self.is_edited(relative):
            aside = path.with_stem(f"{path.stem}（{self.today}前有人改过）")
            write_bytes(aside, path.read_bytes())
            self.set_aside.append(aside)
        written = write(path)
        self.register.record_written(relative, sha256_of(path), self.today)
        return written

    def publish(self, relative: str, write: Callable[[Path], Path]) -> Path:
        """``write`` has filled the file at ``relative``, or one marked （新稿） beside it if a person edited the old one.

        Where there is nothing new since, what the person has edited is all there is.
        """
        path = self.folder / relative
        if not self.is_edited(relative):
            written = write(path)
            # What stands at path: still the old text where it is open in Word and the new one lies beside it.
            self.register.record_written(relative, sha256_of(path), self.today)
            return written
        beside = self.publish(draft_beside(relative), write)
        if sha256_of(beside) == self.register.written_sha256(relative):
            beside.unlink()
            return path
        if filecmp.cmp(beside, path, shallow=False):
            beside.unlink()
            self.register.record_written(relative, sha256_of(path), self.today)
            return path
        self.kept.append(path)
        return beside


def draft_beside(relative: str) -> str:
    """Where the new text lies beside one that a person has edited."""
    path = PurePosixPath(relative)
    return str(path.with_stem(f"{path.stem}（新稿）"))
