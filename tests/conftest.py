"""The same examples at every run: property tests draw from a fixed seed, keep nothing on disk and know no clock.

And which tests are quick: those of a file that runs no verb, writes no bulletin and no workbook, reads no whole corpus,
draws no ledgers by the dozen and starts no program, itself or in a sample that it uses.
"""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.cli import FEW_COLLECTIONS

gc.set_threshold(*FEW_COLLECTIONS)  # as in a run
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=50)
settings.load_profile("repeatable")

TESTS = Path(__file__).parent
# Whoever imports one of these walks from one end of a thing to the other, or waits for another program.
_WHOLE_RUNS = frozenset(
    {
        "pipeline.stages",
        "pipeline.cli",
        "pipeline.outputs.bulletins.writing",
        "pipeline.outputs.decision_book.book",
        "pipeline.outputs.ledger_book.book",
        "corpus.cases",
        "check_corpus.cases",
        "subprocess",
    }
)

# A property of ledgers is tried on fifty of them.
_MANY_LEDGERS = {"hypothesis", "pipeline.ledger.build"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of a file that walks whole runs carries the marker ``whole_run``."""
    for item in items:
        if walks_whole_runs(item.path):
            item.add_marker(pytest.mark.whole_run)


@cache
def walks_whole_runs(path: Path) -> bool:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    if imported >= _MANY_LEDGERS:
        return True
    samples = (TESTS / f"{name.replace('.', '/')}.py" for name in imported)
    return bool(imported & _WHOLE_RUNS) or any(walks_whole_runs(one) for one in samples if one.is_file())
