"""What every section of config.toml has in common, and the kinds of numbers that several hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.vocabulary.likeness import most_alike

MatchScore = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]


class Section(BaseModel):
    """Frozen; a key that is not declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def nearest(written: str, known: list[str] | tuple[str, ...]) -> str | None:
    """The known word most like the one written, for messages to people; None where none is like it."""
    alike = most_alike(written, known)
    return alike[0][0] if alike else None
