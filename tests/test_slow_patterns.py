"""No text that somebody sends makes a search take long: patterns are tried on strings made to make them backtrack."""

from __future__ import annotations

import time

import pytest
from slow_patterns import Pattern, patterns_of

LONGEST_CELL = 32_767
# Who asks cuts or refuses what is longer than this.
LIMITS = {
    "pipeline.submissions.forms.headings": 26,  # MAX_HEADING_CHARACTERS
    "pipeline.submissions.forms.first_page": 200,
    "pipeline.submissions.files.cells.number_formats": 255,
    "pipeline.submissions.files.cells.format_codes": 255,
    "pipeline.vocabulary.met_goal": 500,
}
SECONDS = 1.0  # of the processor; what takes the square of its length takes a minute and more


@pytest.mark.parametrize("room", ["vocabulary", "submissions"])
def test_every_pattern_is_done_in_a_moment_whatever_it_is_given(room: str) -> None:
    patterns = [one for one in patterns_of(room) if one.is_open_ended]
    assert len(patterns) > 5
    slow = [f"{one.module}: {str(one.compiled.pattern)[:120]}" for one in patterns if is_slow(one)]
    assert not slow


def is_slow(pattern: Pattern) -> bool:
    """Whether the longest that it is given takes it so long; shorter ones first, so that the test itself ends."""
    longest = LIMITS.get(pattern.module, LONGEST_CELL)
    for length in (longest // 64, longest // 8, longest):
        begun, allowed = time.process_time(), SECONDS * length / longest
        for text in pattern.strings(length):
            for use in (pattern.compiled.search, pattern.compiled.fullmatch):
                use(text)
                if time.process_time() - begun > allowed + 0.02:
                    return True
    return False
