"""How well returned forms are read: a table per kind of mess and in all, and every row that came out wrong.

``python benchmarks/accuracy.py [--kind NAME] [--seed N] [--forms N] [--verbose]``; exit code 1 while anything is lost
or silently wrong. ``--verbose`` also lists what was left to a person; ``--keep DIR`` writes the forms there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).absolute().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus.cases import list_cases  # noqa: E402
from corpus.readings import read_cases  # noqa: E402
from corpus.score import Outcome, Remark, Score, score  # noqa: E402

_MEASURES = (("rows", "行"), ("files", "文件"), ("units", "单位"), ("months", "月份"), ("days", "填报时间"))


def main(arguments: Sequence[str] | None = None) -> int:
    """The score is printed; 0 when nothing is lost and nothing silently wrong."""
    parser = argparse.ArgumentParser(description="Score the reader of returned forms on the corpus.")
    parser.add_argument("--kind", default="", help="only the forms with this mess or group of messes")
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--forms", type=int, default=1200, help="how many forms in all; every mess alone comes first")
    parser.add_argument("--verbose", action="store_true", help="list what was left to a person, too")
    parser.add_argument("--keep", type=Path, help="write the forms into this folder")
    options = parser.parse_args(arguments)
    cases = list(list_cases(options.seed, options.forms, options.kind))
    if not cases:
        parser.error(f"no form has the mess {options.kind!r}")
    if options.keep:
        for number, case in enumerate(cases):
            path = options.keep / f"{number:04d}-{'+'.join(case.kinds)}" / case.source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(case.content)
    result = score(read_cases(cases))
    print_kinds(result)
    print_remarks(result.remarks, is_verbose=options.verbose)
    print_totals(result)
    return 0 if result.is_sound else 1


def print_kinds(result: Score) -> None:
    """One line per kind of mess: its rows, then what else came out otherwise."""
    print(
        f"{'kind':44}{'rows':>6}{'right':>7}{'left':>6}{'lost':>6}{'wrong':>6}{'noise':>6}   files  wrong/lost in files, units, months, days"
    )
    for kind in result.kinds:
        rows = result.counts[kind, "rows"]
        bad = {m: sum(result.counts[kind, m][o] for o in (Outcome.LOST, Outcome.WRONG)) for m, _ in _MEASURES[1:]}
        flags = " ".join(f"{name}:{count}" for name, count in bad.items() if count)
        print(
            f"{_wide(kind, 44)}{_figures(rows)}{result.noise[kind]:6}{sum(result.counts[kind, 'files'].values()):8}  {flags}"
        )


def print_remarks(remarks: Sequence[Remark], *, is_verbose: bool) -> None:
    """Every lost or silently wrong row or file with its place, what was written, expected and got."""
    for outcome in (Outcome.LEFT, Outcome.LOST, Outcome.WRONG):
        listed = [remark for remark in remarks if remark.outcome is outcome]
        if not listed or (outcome is Outcome.LEFT and not is_verbose):
            continue
        print(f"\n{outcome} ({len(listed)})")
        for remark in listed:
            written = remark.written.replace("\n", "⏎")[:48]
            print(
                f"  [{'+'.join(remark.case.kinds)}] {remark.place} {written}\n      want {remark.expected.strip()}  got {remark.got}"
            )


def print_totals(result: Score) -> None:
    """All kinds together."""
    print(f"\n{result.forms} forms, {result.faults} at which the reader failed")
    print(f"{'':14}{'all':>7}{'right':>8}{'left':>7}{'lost':>7}{'wrong':>7}")
    for measure, label in _MEASURES:
        print(f"{_wide(f'{measure} {label}', 14)}{_figures(result.total(measure), 7, 8, 7, 7, 7)}")
    decidable, undecidable = result.decidable, result.undecidable
    print(f"rows that a clerk could decide: {_share(decidable)} right without a person")
    print(f"rows that a clerk could not decide: {_share(undecidable)} left to a person")
    print(
        f"rows that are none, left to a person: {result.noise['']}; sub-items reported as repeated: {result.false_alarms['']}"
    )


def _share(counts: Counter[Outcome]) -> str:
    total = sum(counts.values())
    return f"{counts[Outcome.RIGHT]} of {total} ({counts[Outcome.RIGHT] / total:.1%})" if total else "none"


def _figures(counts: Counter[Outcome], *widths: int) -> str:
    total, *others = widths or (6, 7, 6, 6, 6)
    return f"{sum(counts.values()):{total}}" + "".join(f"{counts[o]:{w}}" for o, w in zip(Outcome, others, strict=True))


def _wide(text: str, width: int) -> str:
    """``text`` filled up to ``width`` columns of a terminal, where a Chinese character takes two."""
    return text + " " * max(1, width - sum(2 if ord(char) > 0x2E7F else 1 for char in text))


if __name__ == "__main__":
    sys.exit(main())
