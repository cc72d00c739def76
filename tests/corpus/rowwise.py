"""Changes to the rows of a draft: all of them, or one drawn among them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from corpus.forms import Draft, Row


def each_row(draft: Draft, change: Callable[[Row], Row]) -> Draft:
    """Every row changed."""
    return replace(draft, rows=tuple(change(row) for row in draft.rows))


def text_of(row: Row) -> str:
    """The task as the row writes it."""
    return str(row.task_text)


def number_of(task_id: str | None) -> str:
    """任务37 → 37."""
    return re.sub(r"\D", "", task_id or "")


def one_row(draft: Draft, rng: random.Random, change: Callable[[Row], Row]) -> Draft:
    """One row changed, drawn among all."""
    chosen = rng.randrange(len(draft.rows))
    return replace(draft, rows=tuple(change(row) if i == chosen else row for i, row in enumerate(draft.rows)))
