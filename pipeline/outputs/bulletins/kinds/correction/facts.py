"""The facts of a correction: which bulletin, what it stated, what is so instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.keeping.bulletins import StatedFact
from pipeline.ledger.model import Ledger, Refuted, Restated
from pipeline.master.tasks import Task
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.shared import wording

_NESTED = str.maketrans("《》", "〈〉")


@dataclass(frozen=True)
class CorrectionFacts:
    """What one correction says of the bulletin ``title``: each of ``refuted`` with what holds instead, and what changes with it.

    ``restated`` is None where nobody knows any more what else stood there. ``tasks``: those that it is about, by their ids.

    ``named`` is empty: to be put right is no sanction, and needs no confirmation (R21).
    """

    cover: Cover
    title: str
    number: str
    issued_on: date | None
    refuted: tuple[Refuted, ...]
    restated: tuple[Restated, ...] | None = None
    named: tuple[NamedUnit, ...] = ()
    tasks: Mapping[str, Task] = field(default_factory=dict)

    @property
    def stated(self) -> tuple[StatedFact, ...]:
        """Each statement that is put right, with what the correction says holds instead."""
        return tuple(replace(one.fact, text=one.now) for one in self.refuted)

    @property
    def is_void(self) -> bool:
        """Whether what the whole bulletin announced is not so: nothing else in it stands."""
        return any(one.fact.fault is None for one in self.refuted)


def build_correction_facts(ledger: Ledger, refuted: Sequence[Refuted], office: str) -> CorrectionFacts:
    """The facts of the correction of one bulletin."""
    first = refuted[0]
    title = (wording.quote(first.title) or first.bulletin).translate(_NESTED)
    lines = wording.balanced_lines(f"关于更正《{title}》有关内容的通报")
    about = {one.fact.task_id for one in refuted}
    return CorrectionFacts(
        build_cover(ledger, lines, office),
        title,
        first.number,
        first.issued_on,
        tuple(refuted),
        ledger.restated.get(first.bulletin),
        tasks={task.task_id: task for task in ledger.tasks if task.task_id in about},
    )
