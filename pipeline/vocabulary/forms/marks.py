"""What a form that went out knows of itself: whose it is, which form, of which period; and each row its task.

The marks stand in a hidden last column, where sorting, copying of sheets and saving by other programs leave them: the form's in
the first row, a task's in its own. Strong evidence, never proof (R10): forms are passed on, last month's is filled in again.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, FormKind

FORM_MARK, TASK_MARK = "报表标识", "事项标识"
_JOINT = "｜"
_BETWEEN = re.compile("[｜|]")
_TASK = re.compile(rf"(?P<year>20\d\d)年(?P<task>({'|'.join(Annex)})\d{{1,3}})")
_KINDS = {kind.annex: kind for kind in FormKind}


@dataclass(frozen=True)
class FormMark:
    """The ``office`` that sent a form out, and the ``unit`` and ``period`` that it is meant for."""

    office: str
    kind: FormKind
    period: Period
    unit: str

    def __str__(self) -> str:
        return _JOINT.join((self.office, self.kind.annex, str(self.period), self.unit))

    @property
    def label(self) -> str:
        """The mark as it stands in a cell."""
        return f"{FORM_MARK}：{self}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The mark that stands behind the label; None where the words are none."""
        parts = [part.strip() for part in _BETWEEN.split(text)]
        if len(parts) == 4 and all(parts) and parts[1] in _KINDS:
            with suppress(ValueError):
                return cls(parts[0], _KINDS[parts[1]], Period.parse(parts[2]), parts[3])
        return None


def task_mark(year: int, task_id: str) -> str:
    """The mark of a row about a task of that year: a task's number is another task's in the next."""
    return f"{year}年{task_id}"


def is_task_mark(text: str) -> bool:
    """Whether a cell holds a row's mark, or the heading above these."""
    return text == TASK_MARK or _TASK.fullmatch(text) is not None


def marked_task(text: str, year: int) -> str:
    """The id of the task of ``year`` that a row is marked with, '' where it is marked with none."""
    found = _TASK.fullmatch(text)
    return found["task"] if found and int(found["year"]) == year else ""
