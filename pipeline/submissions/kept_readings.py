"""Readings kept over runs: the same bytes at the same place, read against the same tables by the same program, say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cattrs.preconf.json import JsonConverter

from pipeline.keeping.cache.fingerprints import fingerprint
from pipeline.keeping.cache.remembered import converter, kept_values
from pipeline.master.tasks import Task
from pipeline.submissions.arrival import Arrival
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.meant import ReturnKey
from pipeline.submissions.read_file import MemberReading

_ROOM = "reading"


class _Consulted(Mapping[str, str]):
    """The answers of people, noting which of them a reading asks for, and what it is told ('' where there is none)."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self.told: dict[str, str] = {}

    def begin(self) -> None:
        """Another reading begins: nothing has been asked."""
        self.told = {}

    def __getitem__(self, question_id: str) -> str:
        self.told[question_id] = self._answers.get(question_id, "")
        return self._answers[question_id]

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a reading asks for one answer at a time")

    def __len__(self) -> int:
        raise TypeError("a reading asks for one answer at a time")


@dataclass(frozen=True)
class _KeptMember:
    """A file, or a member of an archive, as it was read, and what was known then of the days on which it came."""

    source: str
    digest: str
    arrival: Arrival
    returns: tuple[ReturnKey, ...]
    reading: FileReading


@dataclass(frozen=True)
class _KeptFile:
    """``told``: the answers that it asked for; ``answered``: where that is not known, the fingerprint of all that there were."""

    members: tuple[_KeptMember, ...]
    told: dict[str, str]
    answered: str = ""

    def holds(self, references: References) -> bool:
        """Whether all that the reading rests on is as it was: what people answered, and the days of each member."""
        days, answers = references.days, references.answers
        if self.answered and self.answered != fingerprint(answers):
            return False
        return all(answers.get(one, "") == told for one, told in self.told.items()) and all(
            (days.of(one.source, one.digest), days.returns_of(one.source, one.digest)) == (one.arrival, one.returns)
            for one in self.members
        )


@dataclass(frozen=True)
class KeptReadings:
    """What earlier runs read, as far as it was read against the same ``references``."""

    references: References

    def find(self, source: str, words: tuple[str, ...], whole: str) -> Sequence[MemberReading] | None:
        """The readings of the file and its members; None where it must be read anew. ``whole`` is its SHA-256."""
        if (found := kept_values().find(_ROOM, self._key(source, words, whole))) is None:
            return None
        file: _KeptFile = self._converter.structure(json.loads(found), _KeptFile)
        return [(one.source, one.digest, one.reading) for one in file.members] if file.holds(self.references) else None

    def asking(self) -> References:
        """The references against which one file is read next: they note what it asks people for."""
        self._answers.begin()
        return self._asking

    def keep(
        self,
        source: str,
        words: tuple[str, ...],
        whole: str,
        members: Sequence[MemberReading],
        *,
        is_told: bool = True,
    ) -> None:
        """``members`` is what the file says; ``is_told``: it was read against ``asking()``, else elsewhere."""
        told = (self._answers.told, "") if is_told else ({}, fingerprint(self.references.answers))
        read = _KeptFile(tuple(self._kept(*member) for member in members), *told)
        content = self._converter.dumps(read, unstructure_as=_KeptFile).encode()
        kept_values().keep(_ROOM, self._key(source, words, whole), content)

    def _key(self, source: str, words: tuple[str, ...], whole: str) -> str:
        return fingerprint(self._tables, source, words, whole)

    def _kept(self, source: str, digest: str, reading: FileReading) -> _KeptMember:
        days = self.references.days
        return _KeptMember(source, digest, days.of(source, digest), days.returns_of(source, digest), reading)

    @cached_property
    def _answers(self) -> _Consulted:
        return _Consulted(self.references.answers)

    @cached_property
    def _asking(self) -> References:
        """The references that note what is asked."""
        return replace(self.references, answers=self._answers)

    @cached_property
    def _tables(self) -> str:
        """What every file is read against: settings, units, tasks."""
        references = self.references
        return fingerprint(
            references.settings.model_dump(mode="json", exclude={"root"}), references.directory, references.tasks
        )

    @cached_property
    def _converter(self) -> JsonConverter:
        """As the cache's, a task by its id."""
        made, by_id = converter().copy(), self.references.index.by_id
        made.register_unstructure_hook(Task, lambda task: task.task_id)
        made.register_structure_hook(Task, lambda task_id, _: by_id[task_id])
        return made
