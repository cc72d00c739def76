"""How much one file of the inbox may cost."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.config.section import Section

Positive = Annotated[int, Field(ge=1)]


class Reading(Section):
    """[reading]: what takes more than this is not read further, and its returns stay 待认定 (R8).

    ``file_mb``: bytes of a file, in millions. ``cells``: filled cells of a file, over all its sheets. ``seconds`` and ``memory_mb``:
    what reading it may take.
    """

    file_mb: Positive = 100
    cells: Positive = 500_000
    seconds: Positive = 60
    memory_mb: Annotated[int, Field(ge=256)] = 1_024
