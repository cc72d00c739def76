"""When the office runs, what it drafts, confirms and issues."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from pipeline.vocabulary.errors import StateError
from sequences.invariants import check_letters, check_run, check_same, check_texts
from sequences.papers import DUE, PERIODS
from sequences.play import InvariantError, Play
from sequences.worse import UNSETTLED, State, what_got_worse


def run(play: Play, days: int) -> None:
    """The ordinary run, some days after the last."""
    check_run(play, play.run(days))


def run_again(play: Play) -> None:
    """Nothing has happened since the last run, and the second says the same."""
    run(play, 0)
    before = play.states or {}
    after = play.run(0)
    check_same(play, before, after, "again")
    check_run(play, after)


def replay(play: Play, days: int) -> None:
    """A run for an earlier day, as a person meant it, and then one of today: the first has left no trace in the second."""
    if play.states is not None and not play.is_master_changed:
        play.office.look(play.day - timedelta(days=days), is_confirmed=True)
        play.facts.see(play.day)
        run(play, 0)


def unplug(play: Play) -> None:
    """The inbox is not there: the run is refused, or leaves open at worst what it would say with the inbox there."""
    if play.states is None:
        return
    run(play, 0)
    play.office.unplug()
    try:
        states = play.office.look(play.day)
    except StateError:
        play.office.plug_in()
        return
    play.office.plug_in()
    for key, now in states.items():
        was = play.states.get(key, State())
        if what_got_worse(was, now, UNSETTLED, may_lack=False):
            raise InvariantError("unplugged", f"{play.day} {key} {was} → {now}")


def whole_run(play: Play, days: int) -> None:
    """The weekly run with all that it writes."""
    before = play.office.bulletins()
    check_run(play, play.run(days, play.office.weekly))
    check_texts(play, before)


def deadline(play: Play) -> None:
    """The run after the last deadline: nobody is written to for what he sent."""
    over = [period for period in PERIODS if DUE[period] < play.day]
    if over:
        before = play.office.bulletins()
        check_run(play, play.run(0, partial(play.office.deadline, period=over[-1])))
        check_letters(play, over[-1])
        check_texts(play, before)


def name_all(play: Play, verdict: str) -> None:
    """A person goes through 点名确认 and says the same of every row that waits."""
    if not play.office.book.exists():
        return

    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | {"确认": row["确认"] or verdict, "确认人": "主任"} for row in rows]

    waiting = [row for row in play.office.named() if not row["确认"]]
    play.office.edit("点名确认", change)
    for row in waiting if verdict == "是" else ():
        key = str(row["单位"]), str(row["期间"])
        play.facts.confirmed[key] = play.facts.charged(key, (play.states or {}).get(key, State()))


DRAWN = {
    run: (16, ("days",)),
    run_again: (1, ()),
    replay: (1, ("days",)),
    unplug: (1, ()),
    whole_run: (0.8, ("days",)),
    deadline: (0.6, ()),
    name_all: (2, ("verdict",)),
}
CHOICES = {"days": (1, 2, 4, 7, 10, 16), "verdict": ("是", "是", "否")}
