"""How alike a written task and one of 责任分解表 must be (R10)."""

from __future__ import annotations

from pipeline.config.section import MatchScore, Section


class Matching(Section):
    """[matching]: thresholds of task matching, 0 to 100; the reasons for the values stand in config.toml."""

    near_score: MatchScore = 85
    far_score: MatchScore = 95
    margin: MatchScore = 8
