"""Equal values have equal fingerprints, others have others: what was worked out from one thing is never taken for another."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import pytest

from pipeline.keeping.cache.fingerprints import fingerprint
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, MetGoal


@dataclass(frozen=True)
class _Pair:
    one: str
    two: str


@dataclass(frozen=True)
class _Couple:
    one: str
    two: str


DIFFERENT: tuple[object, ...] = (
    None,
    "",
    "None",
    b"",
    0,
    0.0,
    False,
    "0",
    (),
    ("ab", "c"),
    ("a", "bc"),
    ("abc",),
    (("ab",), "c"),
    _Pair("ab", "c"),
    _Pair("a", "bc"),
    _Couple("ab", "c"),
    {"ab": "c"},
    {"a": "bc"},
    frozenset({"ab", "c"}),
    frozenset({"abc"}),
    FormKind.PLAN,
    MetGoal.YES,
    date(2022, 4, 8),
    "2022-04-08",
    Period(2022),
    Period(2022, 4),
)


def test_no_two_of_these_are_alike() -> None:
    """Texts cut elsewhere, other kinds of the same content, blanks of every kind."""
    alike = [(one, two) for one, two in combinations(DIFFERENT, 2) if fingerprint(one) == fingerprint(two)]
    assert alike == []


def test_order_counts_where_it_means_something() -> None:
    """Rows have an order; what is looked up by its name has none."""
    assert fingerprint(("a", "b")) != fingerprint(("b", "a"))
    assert fingerprint({"a": 1, "b": 2}) == fingerprint(OrderedDict((("b", 2), ("a", 1))))
    assert fingerprint(frozenset("abc")) == fingerprint(frozenset("cba"))


def test_what_does_not_say_all_that_it_is_has_none() -> None:
    """A function, an open file: nobody knows whether it is the same."""
    with pytest.raises(TypeError):
        fingerprint((1, lambda: 2))
