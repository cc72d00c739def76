"""A few random sequences of a fixed seed, the sequences that once failed, and proof that the machine sees a mend taken out.

Many more by command: CONTRIBUTING.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sequences import worse
from sequences.mends import MENDS
from sequences.play import InvariantError
from sequences.sampling import EVENTS, draw_sequence
from sequences.shrinking import play_sequence, shrink
from sequences.stories import STORIES
from sequences.worse import LATE, MISSING, UNSETTLED, State, what_got_worse

SEEDS = range(1, 11)


@pytest.mark.parametrize("name", STORIES)
def test_what_once_failed_holds(tmp_path: Path, name: str) -> None:
    if found := play_sequence(tmp_path / "区", STORIES[name]):
        raise found


def test_random_sequences_hold(tmp_path: Path) -> None:
    found = {seed: play_sequence(tmp_path / "区", draw_sequence(seed)) for seed in SEEDS}
    assert {seed: str(violation) for seed, violation in found.items() if violation} == {}


@pytest.mark.parametrize("name", MENDS)
def test_a_mend_taken_out_is_seen(tmp_path: Path, name: str) -> None:
    mend = MENDS[name]
    assert play_sequence(tmp_path / "区", mend.events) is None
    with mend.unmended():
        assert isinstance(play_sequence(tmp_path / "区", mend.events), InvariantError)


def test_a_sequence_is_shrunk_to_what_fails(tmp_path: Path) -> None:
    """Without its mend; what has nothing to do with the fault is gone."""
    mend = MENDS["what may be a return keeps it from 未报"]
    noise = (("send", "区民政局", "2022", "root", 0), ("exempt", "区民政局", "2022-03"))
    with mend.unmended():
        found = play_sequence(tmp_path / "区", (*mend.events, *noise))
        assert found
        assert len(shrink(tmp_path / "区", (*noise, *mend.events), found.kind)) <= len(mend.events)


def test_a_seed_gives_the_same_sequence_and_all_events_are_drawn() -> None:
    assert draw_sequence(7) == draw_sequence(7)
    assert {event[0] for seed in range(200) for event in draw_sequence(seed)} == set(EVENTS)
    assert "move" not in {event[0] for seed in range(99) for event in draw_sequence(seed, without=("move",))}


@pytest.mark.parametrize(
    ("before", "now", "allowed", "told"),
    [
        pytest.param(State("按时"), State("待认定"), 0, "state", id="on time, then in doubt"),
        pytest.param(State("按时"), State("待认定"), UNSETTLED, "", id="by an entry mistyped"),
        pytest.param(State("按时"), State("未报"), UNSETTLED, "state", id="an entry mistyped is no more than doubt"),
        pytest.param(State("迟报", 1), State("迟报", 3), 0, "days", id="later than before"),
        pytest.param(State("未报", 1), State("未报", 3), 0, "", id="days go by"),
        pytest.param(State("未报", 3), State("迟报", 2), 0, "", id="made up"),
        pytest.param(State("待认定"), State("迟报", 2), LATE, "", id="settled as late"),
        pytest.param(State("按时"), State("按时", 0, frozenset({"任务1"})), LATE, "lacking", id="a task lacks"),
        pytest.param(State(), State("未报", 9), 0, "state", id="not owed before"),
        pytest.param(State(), State("未报", 9), MISSING, "", id="owed from a day on"),
        pytest.param(State("未到期"), State("未报", 1), 0, "", id="the day has passed"),
        pytest.param(State("按时"), State("材料待核"), 0, "state", id="a new word is a doubt"),
    ],
)
def test_what_is_worse(before: State, now: State, allowed: int, told: str) -> None:
    assert what_got_worse(before, now, allowed, may_lack=False) == told


def test_the_table_of_what_is_worse_is_told_in_its_decision() -> None:
    page = (Path(__file__).parents[2] / "docs" / "decisions" / "0072-what-makes-a-return-worse.md").read_text("utf-8")
    told = [line for line in (worse.__doc__ or "").splitlines() if line.startswith("| ")]
    assert [line for line in told if line not in page.splitlines()] == []
