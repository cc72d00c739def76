"""Returns written by hand before the checks were looked at: clean years and planted faults, kept as plain text.

``unseen/clean_*.txt``: ``@事项编号``, ``P|`` the four quarters, then ``月|完成情况|是否完成|存在问题``.
``unseen/faults_*.txt``: ``[规则]``, then one fault a line; the fields of each rule are those of its builder here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from check_corpus.cases import Case, Row, month, plan
from pipeline.ledger.checks.rules import RULES

_FOLDER = Path(__file__).with_name("unseen")
_QUIET = ("完成前期工作。", "继续推进。", "继续推进。", "完成全部任务。")
_KINDS = {rule.name: rule.kind for rule in RULES}


def unseen_threads(leads: Mapping[str, str]) -> Iterator[list[Row]]:
    """A plan and its months, for each task of each clean file, reported by the task's lead unit."""
    for path in sorted(_FOLDER.glob("clean_*.txt")):
        for block in path.read_text(encoding="utf-8").split("@")[1:]:
            task, planned, *months = block.strip().splitlines()
            goals = planned.split("|")[1:]
            rows = [plan(*goals, unit=leads[task], task=task)]
            for line in months:
                number, progress, met, *problems = line.split("|")
                cells = {"goal": goals[(int(number) - 1) // 3], "met": met, "problems": "".join(problems[:1])}
                rows.append(month(int(number), progress, unit=leads[task], task=task, **cells))
            yield rows


def unseen_faults(leads: Mapping[str, str]) -> Iterator[Case]:
    """Every planted fault of every file, named by the set that it comes from."""
    for path in sorted(_FOLDER.glob("faults_*.txt")):
        category = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                category = line.strip("[]")
            elif line:
                rows = tuple(_BUILDERS[category](leads, line.split("|")))
                yield Case(_KINDS[category], True, rows, f"{path.stem[-1]} {line}")


def _plan_only(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, *goals = fields
    yield plan(*goals, unit=leads[task], task=task)


def _drift(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, planned, given = fields
    yield plan(_QUIET[0], planned, *_QUIET[2:], unit=leads[task], task=task)
    yield month(5, "召开调度会。", goal=given, unit=leads[task], task=task)


def _claimed(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, number, goal, progress = fields
    goals = list(_QUIET)
    goals[(int(number) - 1) // 3] = goal
    yield plan(*goals, unit=leads[task], task=task)
    yield month(int(number), progress, goal=goal, unit=leads[task], task=task)


def _denied(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, number, progress, problems = fields
    yield month(int(number), progress, met="否", problems=problems, unit=leads[task], task=task)


def _again(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, first, second, before, after = fields
    yield month(int(first), before, unit=leads[task], task=task)
    yield month(int(second), after, unit=leads[task], task=task)


def _copied(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, unit, other, number, here, there = fields
    yield month(int(number), here, unit=unit, task=task)
    yield month(int(number), there, unit=other, task=task)


def _fell(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, first, before, second, after = fields
    yield month(int(first), before, unit=leads[task], task=task)
    yield month(int(second), after, unit=leads[task], task=task)


def _behind(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, *goals, number, progress = fields
    yield plan(*goals, unit=leads[task], task=task)
    yield month(int(number), progress, unit=leads[task], task=task)


def _twins(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    first, number, here, met, second, there, other_met = fields
    yield month(int(number), here, met=met, problems="资金紧张", unit=leads[first], task=first)
    yield month(int(number), there, met=other_met, problems="资金紧张", unit=leads[second], task=second)


def _parts(leads: Mapping[str, str], fields: Sequence[str]) -> Iterator[Row]:
    task, number, progress = fields
    yield month(int(number), progress, unit=leads[task], task=task)


_BUILDERS = {
    "缺季度计划": _plan_only,
    "目标走样": _drift,
    "自报与文字不符": _claimed,
    "自报与数字不符": _claimed,
    "未完成未写问题": _denied,
    "未写原因": _denied,
    "与上期相同": _again,
    "与他单位相同": _copied,
    "累计数减少": _fell,
    "落后于序时": _behind,
    "关联事项不一致": _twins,
    "分项不全": _parts,
}
