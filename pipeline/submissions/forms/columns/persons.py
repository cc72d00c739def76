"""The columns of a plan that name persons: whoever stands highest is 主要负责人, whoever sees to it 分管负责人.

Offices rename the two and add a third. The words of the headings rank the persons, and the ranks are told for all columns
of a table at once: 责任领导 alone is the head, beside 主要领导 the deputy, beside both none of the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.vocabulary.text import arabic, compact

HEAD, DEPUTY = "principal", "deputy"
PERSONS = frozenset((HEAD, DEPUTY))
_PERSON = re.compile(
    "负责(人|同志|领导)|领导|责任人|联系人|联络[人员]|(经办|承办|牵头|主管|分管)(人|同志|领导|副)|1把手"
)
_ASIDE = re.compile("(电话|方式|手机|号码|批示|意见|签[字名章]|单位|部门|科室)([（(].*)?$")
_CONTACT = re.compile("联系人|联络[人员]")
# How high whoever is called so stands: bits for 主要负责人, against it below nought.
_RANKS = tuple(
    (re.compile(words), bits)
    for words, bits in (
        ("主要|第1|1把手|正职", 5.0),
        ("牵头|主管", 1.0),
        ("领导|负责同志", 1.0),
        ("负责人", 0.5),
        ("责任人", -0.5),
        ("分管|副", -4.0),
        ("具体|直接|经办|承办", -3.0),
    )
)
_SURE = 2.5
_PHONE = re.compile(r"[（(]?(电话|手机|联系方式|联系电话)?[:：]?\s{0,9}(\+?86[- ]?)?(\d{3,4}[- ])?\d{7,12}[)）]?")


def settle_persons(above: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Column → HEAD, DEPUTY, or '' for a person who is neither, of all whose headings ``above`` name persons."""
    called = {column: compact(arabic("".join(path))) for column, path in above.items() if _names_person(path)}
    contacts = [column for column, words in called.items() if _CONTACT.search(words)]
    ranked = sorted((column for column in called if column not in contacts), key=lambda c: -_rank(called[c]))
    ranks = {column: _rank(called[column]) for column in ranked}
    heads = [column for column in ranked if ranks[column] >= _SURE]
    between = [column for column in ranked if abs(ranks[column]) < _SURE]
    deputies = [column for column in ranked if ranks[column] <= -_SURE]
    if not heads and between and (ranks[between[0]] > 0 or len(between) > 1):
        heads, between = between[:1], between[1:]
    below = between if not deputies else [column for column in between if ranks[column] <= 0]
    deputies += below or (contacts if heads and not deputies else [])
    return {**dict.fromkeys(called, ""), **dict.fromkeys(heads, HEAD), **dict.fromkeys(deputies, DEPUTY)}


def _names_person(path: Sequence[str]) -> bool:
    """Whether a column is one of persons, and not of their phones or of what they say."""
    lowest = compact(arabic(path[-1])) if path else ""
    return bool(_PERSON.search(lowest) or (_PERSON.search(compact("".join(path))) and not _ASIDE.search(lowest)))


def _rank(words: str) -> float:
    return sum(bits for pattern, bits in _RANKS if pattern.search(words))


def without_phones(text: str) -> str:
    """The names without the phone numbers that stand behind them (R24)."""
    return "\n".join(line for one in text.split("\n") if (line := _PHONE.sub("", one).strip(" 　、，,/:：")))
