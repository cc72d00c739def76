"""A check: a name, the kind of finding that it raises, and how it judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.config import Checks
from pipeline.ledger.checks.written import Written
from pipeline.vocabulary.findings import Finding, Kind


@dataclass(frozen=True)
class Rule:
    """A named check. ``judge`` takes all that was written and yields its findings."""

    name: str
    kind: Kind
    judge: Callable[[Written, Checks], Iterator[Finding]]
