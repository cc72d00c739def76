"""How spot checks are drawn (notice clause 3: 重点抽查)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pipeline.config.section import Count, Section, Share


class SpotCheckWeights(Section):
    """[spotcheck.weights]: how much more likely a duty is drawn for what is known of it; 1 is the weight of every duty."""

    yellow: Count = 2
    late: Count = 1
    noticed: Count = 1
    worse: Count = 2
    lead: Count = 1
    failed_before: Count = 3


class SpotCheckRules(Section):
    """[spotcheck]: how many spot checks a draw holds and how they are chosen."""

    count: Annotated[int, Field(ge=1)] = 12
    per_month: Annotated[int, Field(ge=1)] = 20
    per_unit: Annotated[int, Field(ge=1)] = 2
    must_share: Share = 0.5
    random_share: Share = 0.25
    weights: SpotCheckWeights = SpotCheckWeights()

    @model_validator(mode="after")
    def _shares_fit(self) -> SpotCheckRules:
        if self.must_share + self.random_share > 1:
            raise ValueError("must_share 与 random_share 之和超过 1")
        if not self.random_share:
            raise ValueError("random_share 为 0，有的事项将永远抽不到")
        return self
