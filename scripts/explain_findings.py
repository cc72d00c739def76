"""Writes docs/findings.md: every kind of finding with its meaning and its remedy. Run after changing findings.py."""

from __future__ import annotations

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from pipeline.vocabulary.findings import Kind  # noqa: E402

HEAD = """# 核验问题一览

台账“核验问题”表中每一类问题的含义和处理办法。

| 级别 | 类别 | 说明 | 处理办法 |
|---|---|---|---|
"""


def explain_findings() -> str:
    """The page's text: one line per kind, the facts of a finding shown as ……."""
    lines = (
        f"| {kind.level} | {kind.value.category} | {re.sub(r'{[a-z_]+}', '……', kind.value.template)} | {kind.value.remedy} |\n"
        for kind in Kind
    )
    return HEAD + "".join(lines)


if __name__ == "__main__":
    (PROJECT / "docs" / "findings.md").write_text(explain_findings(), encoding="utf-8", newline="\n")
