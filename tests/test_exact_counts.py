"""Not one row of the corpora comes out otherwise than before: regression guards on sets that the product was tuned on.

The numbers say nothing about forms and texts that nobody has seen. They lie in exact_counts.toml, which says how to
renew them on purpose.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from corpus.cases import list_cases
from corpus.readings import read_cases
from corpus.score import Outcome, score

from benchmarks.check_precision import (
    Material,
    case_sets,
    clean_sets,
    count_cases,
    false_alarms,
    load_material,
)
from pipeline.ledger.checks.rules import RULES

WANTED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("exact_counts.toml").read_text(encoding="utf-8"))
READING, CHECKS = WANTED["reading"], WANTED["checks"]


def counted(outcomes: Counter[Outcome]) -> dict[str, int]:
    names = {Outcome.RIGHT: "right", Outcome.LEFT: "left", Outcome.LOST: "lost", Outcome.WRONG: "wrong"}
    return {name: outcomes[outcome] for outcome, name in names.items()}


def test_every_row_of_the_corpus_is_read_as_before() -> None:
    result = score(read_cases(list_cases(READING["seed"], READING["forms"])))
    found = {measure: counted(result.total(measure)) for measure in ("rows", "files", "units", "months", "days")}
    found |= {"decidable": counted(result.decidable), "undecidable": counted(result.undecidable)}
    remarks = [f"{one.outcome} [{'+'.join(one.case.kinds)}] {one.place}" for one in result.remarks]
    assert found == READING["counts"], remarks
    assert (result.noise[""], result.false_alarms[""], result.faults) == (READING["noise"], 0, 0)


@pytest.fixture(scope="module")
def material() -> Material:
    return load_material(CHECKS["seed"])


@pytest.mark.parametrize("name", list(CHECKS["cases"]))
def test_every_planted_fault_is_found_as_before(name: str, material: Material) -> None:
    """And whatever only looks like a fault is left alone as before."""
    counts, remarks = count_cases(case_sets(material)[name], material)
    found = {
        rule.name: [one.planted, one.found, one.harmless, one.alarmed]
        for rule in RULES
        for one in [counts[rule.kind]]
        if one.planted or one.harmless
    }
    assert found == CHECKS["cases"][name], remarks


@pytest.mark.parametrize("name", list(CHECKS["clean"]))
def test_clean_returns_raise_the_alarms_they_raised_before(name: str, material: Material) -> None:
    groups = clean_sets(material)[name]
    alarms = Counter(rule.name for fault in false_alarms(groups, material) for rule in RULES if rule.kind is fault.kind)
    assert {"rows": sum(map(len, groups)), **alarms} == CHECKS["clean"][name]
