"""``python scripts/rewrite_golden.py [CASE…]``: expected.txt of the golden cases as the pipeline has it now.

For changes that are meant: read the difference before committing it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).absolute().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from golden_dump import CASES, GOLDEN, dump  # noqa: E402

if __name__ == "__main__":
    for case in sys.argv[1:] or CASES:
        (GOLDEN / case / "expected.txt").write_text(dump(case), encoding="utf-8")
        print(GOLDEN / case / "expected.txt")
