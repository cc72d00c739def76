"""Faults planted into returns that were clean: one at a time, each with the rows it needs around it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from check_corpus.cases import Case, Row
from pipeline.vocabulary.findings import Kind

_TO_DATE = re.compile(r"(累计(?:(?!累计)[^，。；\d]){0,16}?)(\d+(?:\.\d+)?)(?=[万亿]?[户家处个栋项名件条亩套场人株平])")
_NUMBER = re.compile(r"(?<![\d.第\-至])\d+(?:\.\d+)?(?=[万亿]?[户家处个栋项名件条亩套场人株平%所])")
_UNFINISHED = ("目前正在推进，尚未完成。", "有关手续仍未办结，尚未达到目标。", "预计下季度完成，目前尚未完成。")
Key = tuple[str, str]


def mutated(threads: Mapping[Key, Sequence[Row]], seed: int) -> Iterator[Case]:
    """Faults of six rules planted into each thread: a unit's plan for a task and its months, in order."""
    chance = random.Random(seed)
    for key, rows in threads.items():
        plan, months = rows[0], rows[1:]
        if plan["form"] != "计划" or len(months) < 4:
            continue
        yield from _of_goal(key, plan, chance.choice(months), chance)
        yield from _of_answer(key, plan, months, chance)
        for index, row in enumerate(months[1:], 1):
            yield from _of_figure(key, plan, months[: index + 1], chance)
            if index == 1:
                copied = {**row, "progress": months[0]["progress"]}
                yield Case(Kind.SAME_AS_EARLIER, True, (plan, months[0], copied), f"{key}")


def _of_goal(key: Key, plan: Row, row: Row, chance: random.Random) -> Iterator[Case]:
    goal = str(row["quarter_goal"])
    numbers = list(_NUMBER.finditer(goal))
    if numbers and float(numbers[0][0]) > 1:
        match = chance.choice([number for number in numbers if float(number[0]) > 1])
        changed = goal[: match.start()] + _less(match[0], 0.8) + goal[match.end() :]
        yield Case(Kind.GOAL_DRIFT, True, (plan, {**row, "quarter_goal": changed}), f"{goal}|{changed}")
    clauses = goal.rstrip("。").split("，")
    if len(clauses) > 1:
        changed = "，".join(clauses[:-1]) + "。"
        yield Case(Kind.GOAL_DRIFT, True, (plan, {**row, "quarter_goal": changed}), f"{goal}|{changed}")


def _of_answer(key: Key, plan: Row, months: Sequence[Row], chance: random.Random) -> Iterator[Case]:
    row = chance.choice(months)
    unfinished = {**row, "met_goal": "是", "progress": chance.choice(_UNFINISHED)}
    yield Case(Kind.YES_UNFINISHED, True, (plan, unfinished), f"{key}")
    silent = {**row, "met_goal": "否", "problems": chance.choice(("无", "", "暂无"))}
    yield Case(Kind.NO_WITHOUT_PROBLEM, True, (plan, silent), f"{key}")
    quarter_ends = [one for one in months if str(one["period"])[-2:] in ("03", "06", "09", "12")]
    for row in quarter_ends:
        goal, words = str(row["quarter_goal"]), str(row["progress"])
        for match in _NUMBER.finditer(words):
            unit = words[match.end() : match.end() + 2]
            planned = [
                float(number[0]) for number in _NUMBER.finditer(goal) if goal[number.end() :].startswith(unit[0])
            ]
            near = [value for value in planned if value <= float(match[0]) <= 1.12 * value]
            if len(planned) == len(near) == 1 and near[0] > 3 and words.count(unit[0]) == 1:
                fewer = _less(str(near[0]), 0.75)
                changed = words[: match.start()] + fewer + words[match.end() :]
                case = (plan, {**row, "met_goal": "是", "progress": changed})
                yield Case(Kind.YES_BELOW_GOAL, True, case, f"{goal}|{changed}")
                break


def _of_figure(key: Key, plan: Row, months: Sequence[Row], chance: random.Random) -> Iterator[Case]:
    before, now = str(months[-2]["progress"]), str(months[-1]["progress"])
    for match in _TO_DATE.finditer(now):
        same = [other for other in _TO_DATE.finditer(before) if other[1] == match[1]]
        unit = now[match.end() : match.end() + 3]
        if len(same) == 1 and before[same[0].end() :].startswith(unit) and float(same[0][2]) > 3:
            changed = now[: match.start(2)] + _less(same[0][2], 0.85) + now[match.end(2) :]
            rows = (plan, *months[:-1], {**months[-1], "progress": changed})
            yield Case(Kind.FIGURE_FELL, True, rows, f"{before}|{changed}")
            return


def _less(number: str, share: float) -> str:
    value = float(number) * share
    decimals = len(number.partition(".")[2].rstrip("0"))
    return f"{value:.{decimals}f}" if decimals else str(int(value))
