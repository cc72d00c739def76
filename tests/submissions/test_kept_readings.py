"""A reading that is kept comes back as it was, whatever a file holds; it is taken where nothing that it rests on has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import pytest
from bad_files import BAD_FILES, PETITIONS, book, form, row
from corpus.cases import list_cases
from corpus.office import office

from pipeline.keeping.cache.kept_values import open_cache
from pipeline.keeping.cache.remembered import remembering
from pipeline.master.units import Unit
from pipeline.submissions import kept_readings
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


def read(readings: KeptReadings, source: str, content: bytes) -> list[MemberReading]:
    words = (Path(source).stem,)
    return list(readings.read(source, words, sha256(content).hexdigest(), content))


def test_every_reading_comes_back_as_it_was(references: References, tmp_path: Path) -> None:
    """Of every kind of fault, of forms with every mess: what is kept is what was read, word for word."""
    readings = KeptReadings(references)
    first = {}
    with open_cache(tmp_path) as kept, remembering(kept):
        for name, (source, content) in SAMPLES.items():
            first[name] = read(readings, source, content)
    with (
        open_cache(tmp_path) as kept,
        remembering(kept),
        patch.object(kept_readings, "read_file", side_effect=AssertionError),
    ):
        for name, (source, content) in SAMPLES.items():
            assert read(KeptReadings(references), source, content) == first[name], name


# What a reading rests on beside the bytes → the references in which it is another.
CHANGES = {
    "an answer": lambda one: replace(one, answers={_question(one): "区信访局"}),
    "a unit's alias": lambda one: replace(one, directory=replace(one.directory, units=_aliased(one))),
    "a task's words": lambda one: replace(one, tasks=(replace(one.tasks[0], text="另一项任务"), *one.tasks[1:])),
    "the day on which it came": lambda one: replace(
        one, days=ArrivalDays({_SOURCE: APRIL_8}, today=APRIL_8, year=2022)
    ),
    "the settings": lambda one: replace(one, settings=one.settings.model_copy(update={"year": 2023})),
}
_SOURCE = "3月.xlsx"
_CONTENT = book(form("", row(87, PETITIONS)))


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
        with (
            open_cache(tmp_path) as kept,
            remembering(kept),
            patch.object(kept_readings, "read_file", wraps=read_file) as opened,
        ):
            again = read(KeptReadings(now), _SOURCE, _CONTENT)
        assert bool(opened.call_count) is is_read
        assert again == list(read_file(_SOURCE, (Path(_SOURCE).stem,), _CONTENT, now))


def test_an_answer_about_another_file_changes_nothing(references: References, tmp_path: Path) -> None:
    """People answer something every week: what they answered is read anew, and nothing else."""
    with open_cache(tmp_path) as kept, remembering(kept):
        read(KeptReadings(references), _SOURCE, _CONTENT)
    answered = replace(references, answers={"别的问题": "区信访局"})
    with (
        open_cache(tmp_path) as kept,
        remembering(kept),
        patch.object(kept_readings, "read_file", side_effect=AssertionError),
    ):
        read(KeptReadings(answered), _SOURCE, _CONTENT)
