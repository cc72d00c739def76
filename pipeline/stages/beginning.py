"""How a run begins: alone in its folder, with a register that is whole, on a day that has not been; else nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.decisions.contents import holds_questions
from pipeline.keeping.cache.kept_values import open_cache
from pipeline.keeping.cache.remembered import remembering
from pipeline.keeping.clock import refuse_earlier_day
from pipeline.keeping.damaged_register import keep_copy, restore_register
from pipeline.keeping.lock import locked
from pipeline.keeping.lost_register import refuse_lost_register
from pipeline.keeping.register import Register, open_register
from pipeline.stages.walk import Walk


@contextmanager
def begun(walk: Walk) -> Iterator[Register]:
    """The register of a run that may begin, committed when the block ends well.

    Raises:
        BusyError: another run is under way in the same folder.
        StateError: the register is gone or the day lies before the last run, and the run is not confirmed.
    """
    settings = walk.settings
    with locked(settings.root):
        if not walk.is_confirmed:
            _refuse_lost_register(walk)
        told = restore_register(settings.archive, walk.today)
        with open_register(settings.archive) as register:
            register.told = told
            if not walk.is_confirmed:
                refuse_earlier_day(register.last_run(), walk.today)
            with open_cache(settings.archive) as kept, remembering(kept):
                yield register
        keep_copy(settings.archive)


def _refuse_lost_register(walk: Walk) -> None:
    settings, book = walk.settings, walk.settings.master / "人工认定.xlsx"
    refuse_lost_register(settings.archive, settings.outbox, book, holds_questions=holds_questions(book))
