"""A reading that is kept comes back as it was, whatever a file holds; it is taken where nothing that it rests on has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from bad_files import BAD_FILES, PETITIONS, book, form, row
from corpus.cases import list_cases
from corpus.office import office

from pipeline.keeping.cache.kept_values import open_cache
from pipeline.keeping.cache.remembered import remembering
from pipeline.master.units import Unit
from pipeline.submissions.arrival import ArrivalDays
from pipeline.submissions.kept_readings import KeptReadings
from pipeline.submissions.matching.references import References
from pipeline.submissions.read_file import MemberReading, read_file

APRIL_8 = date(2022, 4, 8)


@pytest.fixture(scope="module")
def references() -> References:
    return References(office().settings, office().directory, office().tasks)


SAMPLES = {
    **{kind.name: (bad.source, bad.content) for kind, bad in BAD_FILES.items()},
    **{f"corpus {number}": (case.source, case.content) for number, case in enumerate(list_cases(2022, 60))},
}


def read(references: References, source: str, content: bytes) -> tuple[list[MemberReading], bool]:
    """What the file says, and whether it was read anew."""
    readings, words, whole = KeptReadings(references), (Path(source).stem,), sha256(content).hexdigest()
    if (found := readings.find(source, words, whole)) is not None:
        return list(found), False
    members = list(read_file(source, words, content, readings.asking()))
    readings.keep(source, words, whole, members)
    return members, True


def test_every_reading_comes_back_as_it_was(references: References, tmp_path: Path) -> None:
    """Of every kind of fault, of forms with every mess: what is kept is what was read, word for word."""
    with open_cache(tmp_path) as kept, remembering(kept):
        first = {name: read(references, *sample) for name, sample in SAMPLES.items()}
    with open_cache(tmp_path) as kept, remembering(kept):
        again = {name: read(references, *sample) for name, sample in SAMPLES.items()}
    assert all(is_new for _, is_new in first.values())
    assert again == {name: (members, False) for name, (members, _) in first.items()}


_SOURCE = "3月.xlsx"
_CONTENT = book(form("", row(87, PETITIONS)))
# What a reading rests on beside the bytes → the references in which it is another.
CHANGES: dict[str, Callable[[References], References]] = {
    "an answer": lambda one: replace(one, answers={_question(one): "区信访局"}),
    "a unit's alias": lambda one: replace(one, directory=replace(one.directory, units=_aliased(one))),
    "a task's words": lambda one: replace(one, tasks=(replace(one.tasks[0], text="另一项任务"), *one.tasks[1:])),
    "the day on which it came": lambda one: replace(
        one, days=ArrivalDays(seen={sha256(_CONTENT).hexdigest(): APRIL_8})
    ),
    "the settings": lambda one: replace(one, settings=one.settings.model_copy(update={"year": 2023})),
}


def _question(references: References) -> str:
    ((_, _, reading),) = read_file(_SOURCE, ("3月",), _CONTENT, references)
    return reading.questions[0].question_id


def _aliased(references: References) -> tuple[Unit, ...]:
    first, *others = references.directory.units
    return (replace(first, aliases=(*first.aliases, "某局")), *others)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_a_reading_rests_on_makes_another_of_it(
    references: References, tmp_path: Path, change: Callable[[References], References]
) -> None:
    """It is read anew, and only then."""
    for now, is_read in ((references, True), (references, False), (change(references), True)):
        with open_cache(tmp_path) as kept, remembering(kept):
            again = read(now, _SOURCE, _CONTENT)
        assert again == (list(read_file(_SOURCE, (Path(_SOURCE).stem,), _CONTENT, now)), is_read)


@pytest.mark.parametrize("is_told", [True, False], ids=["read here", "read elsewhere"])
def test_an_answer_about_another_file(references: References, tmp_path: Path, is_told: bool) -> None:
    """People answer something every week: a file is read anew that may have asked for it, and no other."""
    readings, whole = KeptReadings(references), sha256(_CONTENT).hexdigest()
    with open_cache(tmp_path) as kept, remembering(kept):
        members = list(read_file(_SOURCE, ("3月",), _CONTENT, readings.asking()))
        readings.keep(_SOURCE, ("3月",), whole, members, is_told=is_told)
    answered = replace(references, answers={"别的问题": "区信访局"})
    with open_cache(tmp_path) as kept, remembering(kept):
        assert (KeptReadings(answered).find(_SOURCE, ("3月",), whole) is not None) is is_told
