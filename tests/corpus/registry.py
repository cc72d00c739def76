"""The messes by name: each a habit of clerks, as a change of a draft that keeps its truth true."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from corpus.forms import Draft
from pipeline.vocabulary.terms import FormKind

Change = Callable[[Draft, random.Random], Draft]


@dataclass(frozen=True)
class Mess:
    """A habit. ``touches`` are the aspects it changes: two messes go together when they touch nothing in common.

    ``units`` are the units it makes sense for (empty: any), ``least`` the rows it needs, ``form`` the only form it fits.
    ``is_alone`` keeps it out of combinations; ``chosen`` names the tasks it needs rows for, by unit.
    """

    name: str
    group: str
    change: Change
    touches: frozenset[str]
    form: FormKind | None = None
    units: tuple[str, ...] = ()
    least: int = 1
    most: int = 99
    months: tuple[int, ...] = ()
    is_alone: bool = False


MESSES: dict[str, Mess] = {}


def add(name: str, group: str, change: Change, touches: str, **needs: object) -> None:
    """``change`` is a mess from now on; two of one name are a fault of this corpus."""
    if name in MESSES:
        raise ValueError(f"mess {name!r} is there already")
    MESSES[name] = Mess(name, group, change, frozenset(touches.split()), **needs)  # type: ignore[arg-type]


def habit(group: str, touches: str, **needs: object) -> Callable[[Change], Change]:
    """The decorated function is the mess of its own name."""

    def register(change: Change) -> Change:
        add(change.__name__.strip("_"), group, change, touches, **needs)
        return change

    return register


def goes_together(messes: tuple[Mess, ...]) -> bool:
    """Whether ``messes`` change different things and fit one form."""
    touched = [aspect for mess in messes for aspect in mess.touches]
    forms = {mess.form for mess in messes if mess.form}
    return len(touched) == len(set(touched)) and len(forms) <= 1 and not any(mess.is_alone for mess in messes)
