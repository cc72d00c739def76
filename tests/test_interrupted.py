"""A run that is killed or refused by the disk in its middle: the next gives what an undisturbed one gives."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from interrupted import differing, undisturbed_run
from small_office import THREE_UNITS, write_small_office

from pipeline.vocabulary.periods import Period

DAY = "2022-04-11"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("断") / "样例"
    write_small_office(root, THREE_UNITS, Period(2022, 3))
    return root


@pytest.fixture(scope="module")
def undisturbed(office: Path) -> tuple[dict[str, pd.DataFrame], int]:
    return undisturbed_run(office, DAY)


@pytest.mark.parametrize(
    ("part", "how"),
    [
        pytest.param(0.3, "full", id="disk full while originals are kept"),
        pytest.param(0.7, "kill", id="killed while writing"),
    ],
)
def test_the_next_run_gives_what_an_undisturbed_one_gives(
    office: Path, undisturbed: tuple[dict[str, pd.DataFrame], int], part: float, how: str
) -> None:
    """``python -m tests.interrupted`` tries every operation."""
    expected, operations = undisturbed
    assert operations > 50
    assert differing(office, DAY, int(operations * part), how, expected) == []
