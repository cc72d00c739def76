"""The same examples at every run: property tests draw from a fixed seed, keep nothing on disk and know no clock."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=50)
settings.load_profile("repeatable")
