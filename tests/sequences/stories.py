"""Sequences that once failed, a name each: what a person might see at the second event, as shortest events."""

from __future__ import annotations

from collections.abc import Mapping

from stories.office import STREETS

from sequences.papers import APRIL, MARCH, PLAN
from sequences.play import Event

FINANCE, CIVIL, HOUSING = "区财政局", "区民政局", "区住房城乡建设局"
STREET = STREETS[-1]
_MARCH_IN_TIME: tuple[Event, ...] = (("run", 16), ("send", FINANCE, MARCH, "unit", 0), ("run", 7))

STORIES: Mapping[str, tuple[Event, ...]] = {
    "April lies over March under one name": (
        *_MARCH_IN_TIME,
        ("run", 16),
        ("overwrite", FINANCE, MARCH, APRIL),
        ("run", 10),
    ),
    "April lies over the form of March that was registered by its place": (
        ("run", 38),
        ("send", FINANCE, MARCH, "unit", 0),
        ("run", 1),
        ("register_file", FINANCE, MARCH, 0),
        ("run", 2),
        ("overwrite", FINANCE, MARCH, APRIL),
        ("run", 10),
    ),
    "registered by its place for a day to come": (
        ("run", 30),
        ("send", FINANCE, MARCH, "unit", 0),
        ("run", 7),
        ("register_file", FINANCE, MARCH, 7),
        ("run", 1),
        ("run", 10),
    ),
    "moved out of its dated folder": (
        ("run", 16),
        ("send", FINANCE, MARCH, "dated", 0),
        ("run", 10),
        ("move", FINANCE, MARCH, "unit"),
        ("run", 2),
    ),
    "an unreadable file is taken out": (
        ("run", 16),
        ("send_damaged", FINANCE, MARCH, "dated"),
        ("run", 10),
        ("remove", FINANCE, MARCH),
        ("run", 2),
    ),
    "a file in time is damaged where it lies": (*_MARCH_IN_TIME, ("damage", FINANCE, MARCH), ("run", 10)),
    "closed, and found not done after all": (
        ("run", 16),
        ("run", 10),
        ("close", "实事3", MARCH),
        ("run", 16),
        ("send", CIVIL, APRIL, "dated", 0),
        ("run", 16),
        ("reopen", "实事3", "new row"),
        ("run", 2),
    ),
    "a task given to another unit": (
        ("send", HOUSING, PLAN, "dated", 0),
        ("run", 16),
        ("run", 10),
        ("move_task", "任务6", HOUSING),
        ("run", 4),
    ),
    "a group confirmed": (("run", 16), ("run", 10), ("confirm_group",), ("run", 4)),
    "an impossible day on paper": (("run", 7), ("mistype", FINANCE, PLAN, "day"), ("run", 4)),
    "an unknown unit on paper": (("run", 7), ("mistype", FINANCE, PLAN, "unit"), ("run", 4)),
    "an extension mistyped": (
        ("run", 7),
        ("extension", FINANCE, PLAN),
        ("run", 4),
        ("spoil", FINANCE, PLAN, "day"),
        ("run", 1),
    ),
    "two receipts of one return": (
        ("run", 10),
        ("receipt", FINANCE, PLAN, -1),
        ("run", 7),
        ("receipt", FINANCE, PLAN, 4),
        ("run", 1),
    ),
    "two rows corrected in one sitting": (
        ("run", 10),
        ("receipt", FINANCE, PLAN, -1),
        ("receipt", CIVIL, MARCH, -1),
        ("run", 1),
        ("redirect", HOUSING, APRIL, "泺源街道办事处"),
        ("run", 1),
    ),
    "the only row of a sheet is deleted and another unit's typed there": (
        ("run", 16),
        ("receipt", HOUSING, MARCH, -20),
        ("run", 1),
        ("delete_row", HOUSING, MARCH),
        ("receipt", FINANCE, MARCH, -20),
        ("run", 1),
    ),
    "what was deleted cannot be rewritten": (
        ("run", 16),
        ("mistype", HOUSING, APRIL, "period"),
        ("run", 7),
        ("delete_row", HOUSING, APRIL),
        ("spoil", HOUSING, APRIL, "day"),
        ("run", 1),
    ),
    "a row deleted and typed anew was rewritten": (
        ("run", 16),
        ("receipt", HOUSING, MARCH, -3),
        ("run", 1),
        ("delete_row", HOUSING, MARCH),
        ("receipt", HOUSING, MARCH, -1),
        ("run", 1),
    ),
    "a damaged form lies in two places and is put right in one": (
        ("run", 16),
        ("send_damaged", HOUSING, MARCH, "root"),
        ("send_damaged", HOUSING, MARCH, "unit"),
        ("run", 2),
        ("send", HOUSING, MARCH, "root", 0),
        ("run", 1),
    ),
    "a form without a name is about a task that more than three units bear": (
        ("confirm_group",),
        ("run", 16),
        ("run", 16),
        ("send_nameless", STREET, MARCH, "dated"),
        ("move_task", "任务5", HOUSING),
        ("run", 1),
    ),
    "the inbox is not there": (("run", 7), ("send_damaged", FINANCE, PLAN, "dated"), ("run", 7), ("unplug",)),
    "a task turns 否 after the unit was confirmed for another": (
        ("run", 16),
        ("send_unmet", FINANCE, MARCH, "dated", 1),
        ("whole_run", 10),
        ("name_all", "是"),
        ("whole_run", 0),  # on the day as of which the text speaks: what comes later changes it no more (R29)
        ("name_all", "是"),
        ("send_unmet", FINANCE, MARCH, "unit", 2),
        ("whole_run", 0),
    ),
    "a unit confirmed as 未报 sends late": (
        ("run", 16),
        ("whole_run", 10),
        ("name_all", "是"),
        ("whole_run", 1),
        ("send", FINANCE, MARCH, "dated", 0),
        ("deadline",),
    ),
}
