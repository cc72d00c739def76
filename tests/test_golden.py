"""Small inboxes with all that the office sees of them, side by side in tests/golden.

What is different from ``expected.txt`` is a change that users notice: if it is meant, rewrite the files with
``python scripts/rewrite_golden.py`` and read the difference line by line before it is committed.
"""

from __future__ import annotations

import pytest
from golden_dump import CASES, GOLDEN, dump


@pytest.mark.parametrize("case", CASES)
def test_the_office_sees_what_it_saw(case: str) -> None:
    assert dump(case) == (GOLDEN / case / "expected.txt").read_text(encoding="utf-8")
