"""Tasks broken down into several rows (R11)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus.forms import Draft, Row
from corpus.fragments import SUB_ITEMS
from corpus.registry import add, habit
from corpus.sheets import Value
from pipeline.vocabulary.terms import MetGoal

_CHINESE = "零 一 二 三 四 五 六 七 八 九 十".split()
_ROMAN = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LOOKALIKES = dict(
    zip(
        "造建设改推进实施完成开展加快提升服务治理管城乡发",
        "建造没政堆近实旋宪城开屐如决提开服努冶里官成多友",
        strict=True,
    )
)


# Tasks broken down into several rows (R11).


def _broken_down(
    row: Row, rng: random.Random, number: Callable[[int], object], text: Callable[[int], object], **more: object
) -> tuple[Row, ...]:
    """``row`` and two or three parts of it below, each with an answer of its own."""
    parts = []
    for part in range(1, rng.randint(2, 3) + 1):
        answers = {
            name: f"{value}（第{part}部分）" if name in ("progress", "goal_q1") else value
            for name, value in row.answers.items()
        }
        parts.append(
            replace(
                row,
                key=f"{row.key}-{part}",
                number=number(part),  # type: ignore[arg-type]
                task_text=text(part),  # type: ignore[arg-type]
                answers=answers,
                is_sub_item=True,
                **more,  # type: ignore[arg-type]
            )
        )
    return tuple(parts)


def _break_down_one(draft: Draft, rng: random.Random, parts: Callable[[Row], tuple[Row, ...]]) -> Draft:
    chosen = rng.randrange(len(draft.rows))
    rows = [new for i, row in enumerate(draft.rows) for new in (parts(row) if i == chosen else (row,))]
    return replace(draft, rows=tuple(rows))


@habit("分解多行", "task number rows merges")
def parts_in_merged_cell(draft: Draft, rng: random.Random) -> Draft:
    """The task's cells are merged over several rows, one answer each."""

    def parts(row: Row) -> tuple[Row, ...]:
        further = _broken_down(row, rng, lambda part: None, lambda part: None, is_continued=True)
        return (replace(row, is_sub_item=True), *further)

    return _break_down_one(draft, rng, parts)


@habit("分解多行", "task number rows merges met")
def parts_in_merged_cell_with_goal(draft: Draft, rng: random.Random) -> Draft:
    """As above, and the answer 是否完成 is merged with them."""

    def parts(row: Row) -> tuple[Row, ...]:
        further = _broken_down(
            row, rng, lambda part: None, lambda part: None, is_continued=True, shared=frozenset(("met_goal_text",))
        )
        return (replace(row, is_sub_item=True), *further)

    return _break_down_one(draft, rng, parts)


@habit("分解多行", "task number rows")
def parts_below_with_blank_task(draft: Draft, rng: random.Random) -> Draft:
    """The parts stand below the task with number and text left blank, not merged."""
    return _break_down_one(
        draft,
        rng,
        lambda row: (replace(row, is_sub_item=True), *_broken_down(row, rng, lambda part: None, lambda part: None)),
    )


@habit("分解多行", "task number rows")
def parts_say_the_same(draft: Draft, rng: random.Random) -> Draft:
    """同上, 〃 in the task's cell."""
    word = rng.choice(("同上", "〃", "″", "（同上）"))
    return _break_down_one(
        draft,
        rng,
        lambda row: (replace(row, is_sub_item=True), *_broken_down(row, rng, lambda part: None, lambda part: word)),
    )


@habit("分解多行", "task number rows")
def parts_marked_as_continued(draft: Draft, rng: random.Random) -> Draft:
    """The next page goes on with the same task: 3（续）."""
    index = {row.key: i for i, row in enumerate(draft.rows, 1)}
    return _break_down_one(
        draft,
        rng,
        lambda row: (
            replace(row, is_sub_item=True),
            *_broken_down(row, rng, lambda part: f"{index[row.key]}（续）", lambda part: f"{row.task_text}（续）"),
        ),
    )


@habit("分解多行", "task number rows")
def row_twice(draft: Draft, rng: random.Random) -> Draft:
    """The same task stands twice with different answers: it is that task both times."""

    def parts(row: Row) -> tuple[Row, ...]:
        again = _broken_down(row, rng, lambda part: row.number, lambda part: row.task_text)[0]
        return (row, replace(again, is_sub_item=False))

    return _break_down_one(draft, rng, parts)


@habit("分解多行", "task number rows")
def parts_repeat_text_and_number(draft: Draft, rng: random.Random) -> Draft:
    """Every part repeats the whole text, numbered 3-1, 3-2."""
    index = {row.key: i for i, row in enumerate(draft.rows, 1)}
    sign = rng.choice(("-", ".", "－", "—"))
    return _break_down_one(
        draft,
        rng,
        lambda row: _broken_down(row, rng, lambda part: f"{index[row.key]}{sign}{part}", lambda part: row.task_text),
    )


@habit("分解多行", "task number rows")
def parts_with_id_and_name(draft: Draft, rng: random.Random) -> Draft:
    """任务37, then 任务37-1 and 任务37-2 with a few words each."""
    names = rng.sample(SUB_ITEMS, 3)
    return _break_down_one(
        draft,
        rng,
        lambda row: (
            replace(row, number=row.task_id),
            *_broken_down(row, rng, lambda part: f"{row.task_id}-{part}", lambda part: names[part - 1]),
        ),
    )


def _named_parts(name: str, number: Callable[[int], object], text: Callable[[int, str], str]) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        names = rng.sample(SUB_ITEMS, 3)
        return _break_down_one(
            draft, rng, lambda row: (row, *_broken_down(row, rng, number, lambda part: text(part, names[part - 1])))
        )

    add(name, "分解多行", change, "task number rows")


_named_parts("parts_with_bracketed_number", lambda part: f"（{part}）", lambda part, name: name)
_named_parts("parts_with_circled_number_in_text", lambda part: None, lambda part, name: f"{_CIRCLED[part - 1]}{name}")
_named_parts("parts_with_bracketed_number_in_text", lambda part: None, lambda part, name: f"（{part}）{name}")
_named_parts("parts_with_shi_in_text", lambda part: None, lambda part, name: f"{'一二三'[part - 1]}是{name}；")
_named_parts("parts_with_dash_in_number", lambda part: f"-{part}", lambda part, name: name)


@habit("分解多行", "task number rows answers")
def parent_row_without_answers(draft: Draft, rng: random.Random) -> Draft:
    """The task's own row says only what it is; the answers stand in its parts."""

    def parts(row: Row) -> tuple[Row, ...]:
        below = _broken_down(row, rng, lambda part: f"（{part}）", lambda part: SUB_ITEMS[part])
        return (
            replace(
                row,
                answers=dict.fromkeys(row.answers, ""),
                met_goal=None if row.met_goal is None else MetGoal.UNCLEAR,
            ),
            *below,
        )

    return _break_down_one(draft, rng, parts)


@habit("分解多行", "task number rows")
def answer_goes_on_below(draft: Draft, rng: random.Random) -> Draft:
    """A long answer was continued in the cell below, all else in that row is blank."""

    def parts(row: Row) -> tuple[Row, ...]:
        name = "goal_q1" if draft.real_period.is_plan else "progress"
        answers: dict[str, Value] = dict.fromkeys(row.answers)
        answers[name] = "同时，做好资料归档和数据统计工作。"
        goal = None if row.met_goal is None else MetGoal.UNCLEAR
        below = replace(row, key=f"{row.key}-more", number=None, task_text=None, answers=answers, met_goal=goal)
        return (replace(row, is_sub_item=True), replace(below, is_sub_item=True))

    return _break_down_one(draft, rng, parts)
