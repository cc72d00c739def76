"""考评: off by default, the notice gives no mandate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from pipeline.config.section import Section
from pipeline.vocabulary.terms import Fault


class Score(Section):
    """[score]: points taken off per confirmed fault."""

    enabled: bool = False
    full: Annotated[float, Field(gt=0)] = 100
    points: Mapping[Fault, Annotated[float, Field(ge=0)]] = Field(
        default_factory=lambda: dict(zip(Fault, (3, 1, 1, 0.5, 2, 0, 1, 5, 2), strict=True))
    )
