"""Write into docs/evidence.md, rule by rule, how many planted faults the first run of each blind set found.

``python scripts/tell_blind_runs.py``: benchmarks/blind_rules.csv → the section “Blind first runs”. Only a set's first run
counts: afterwards it has been seen. ``least`` is what the share is at least, as far as so few faults can tell (Wilson, 95 %).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = ROOT / "benchmarks" / "blind_rules.csv"
PAGE = ROOT / "docs" / "evidence.md"
TITLE = "Blind first runs"
_SURE = 1.96
FAULTS = {
    "R3": "a row that is owed lacks",
    "R8p": "whose month is not told",
    "R8u": "whose unit is not told",
    "R8r": "a file that nobody can read",
    "R10a": "a task that could be several",
    "R10n": "a number that is another task's",
    "R10o": "a task that the unit does not bear",
    "R14": "是否完成 unclear",
    "R15": "the goal quoted is not the plan's",
    "R17a": "是 beside words that say no",
    "R17b": "是 beside a number below the goal",
    "R17c": "否 without a problem",
    "R17d": "a problem without a cause",
    "R17e": "last month's words",
    "R17f": "another unit's words",
    "R17g": "a figure that fell",
    "R17h": "twins that disagree",
}

Found = Mapping[tuple[str, str], tuple[int, int]]


def first_runs() -> Found:
    """(rule, set) → (found, faults) of the run that was noted first for the set."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    with RUNS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["rule"], row["set"]), (int(row["found"]), int(row["faults"])))
    return found


def table(found: Found) -> Iterator[str]:
    """A line per rule; a rule whose faults nobody planted is left out."""
    sets = sorted({name for _, name in found})
    yield f"| rule | fault | {' | '.join(sets)} | all | share | least |"
    yield f"|---|---|{'---:|' * (len(sets) + 3)}"
    for rule, fault in FAULTS.items():
        own = [found.get((rule, name), (0, 0)) for name in sets]
        right, faults = (sum(counts) for counts in zip(*own, strict=True))
        if faults:
            cells = " | ".join(f"{one}/{of}" if of else "" for one, of in own)
            share = f"{100 * right / faults:.0f} % | {100 * least(right, faults):.0f} %"
            yield f"| {rule} | {fault} | {cells} | {right}/{faults} | {share} |"


def least(right: int, faults: int) -> float:
    """The lower end of Wilson's interval."""
    share, square = right / faults, _SURE**2
    middle = share + square / (2 * faults)
    spread = _SURE * math.sqrt(share * (1 - share) / faults + square / (4 * faults**2))
    return (middle - spread) / (1 + square / faults)


def put_section(page: str, title: str, body: str) -> str:
    """``page`` with the section of that title holding ``body``, at the end where it has none yet."""
    head, *sections = page.rstrip().split("\n## ")
    named = {one.split("\n", 1)[0]: one.split("\n", 1)[1].strip() for one in sections}
    named[title] = body.strip()
    return "\n\n".join([head.strip(), *(f"## {name}\n\n{text}" for name, text in named.items())]) + "\n"


def main() -> None:
    """The section is written anew."""
    told = "\n".join(table(first_runs()))
    body = f"Faults planted by other hands in offices that nobody here had seen, and those found.\n\n{told}"
    PAGE.write_text(put_section(PAGE.read_text("utf-8"), TITLE, body), "utf-8")


if __name__ == "__main__":
    main()
