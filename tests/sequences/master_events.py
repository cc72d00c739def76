"""What changes in master/ in the year: a group confirmed, a task given to another unit, a task called off."""

from __future__ import annotations

from dataclasses import replace

from stories.office import STREETS

from sequences.facts import BEARING
from sequences.papers import UNITS
from sequences.play import Play


def confirm_group(play: Play) -> None:
    """单位名录 says who the group is: its members bear its tasks from the run on that sees it first."""
    if not play.facts.members:
        play.facts.members = STREETS
        play.office.confirm_group(*STREETS)
        _changed(play, *STREETS)


def doubt_group(play: Play) -> None:
    """The group is not confirmed any more."""
    if play.facts.members:
        play.facts.members = ()
        play.office.confirm_group()
        _changed(play)


def move_task(play: Play, task: str, unit: str) -> None:
    """责任分解表 names ``unit`` as the task's lead instead of who was."""
    bearers = play.facts.bearing.get(task, (unit,))
    if unit not in bearers:
        play.facts.bearing[task] = (unit, *bearers[1:])
        play.office.assign(play.facts.bearing)
        _changed(play, unit)


def cancel(play: Play, task: str) -> None:
    """The task's row is gone from 责任分解表."""
    if task in play.facts.bearing and len(play.facts.bearing) > 2:
        del play.facts.bearing[task]
        play.office.assign(play.facts.bearing)
        _changed(play)


def _changed(play: Play, *bearers: str) -> None:
    play.is_master_changed = True
    for entry in play.facts.entries.values():
        if entry.unit in bearers:  # of a unit that bore nothing it could not be used till now
            play.facts.allow_around(replace(entry, is_bad=True, cells={}))
    if play.states is not None:
        play.facts.new_bearers |= set(bearers)


DRAWN = {confirm_group: (2, ()), doubt_group: (1, ()), move_task: (3, ("task", "leader")), cancel: (1, ("task",))}
CHOICES = {"task": tuple(task for task in BEARING if task != "任务3"), "leader": UNITS}
