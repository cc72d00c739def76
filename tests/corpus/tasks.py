"""How clerks write a task: shortened, mistyped, wrapped in other words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from corpus.forms import Draft, Row
from corpus.fragments import FEW_WORDS
from corpus.office import office
from corpus.registry import habit
from corpus.rowwise import each_row, number_of, text_of
from pipeline.vocabulary.text import fold

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


# The text shortened, mistyped or wrapped.


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[，。；、])", text) if part]


def _is_telling(fragment: str, row: Row, draft: Draft) -> bool:
    """Whether a clerk knows the task by ``fragment``: long enough, and in no other task's text."""
    key = fold(fragment)
    holders = [task.task_id for task in office().tasks if key in fold(task.text)]
    return len(key) >= 8 and holders == [row.task_id]


def _shorten(row: Row, draft: Draft, cut: Callable[[str], str]) -> Row:
    text = text_of(row)
    fragment = cut(text)
    return replace(row, task_text=fragment) if _is_telling(fragment, row, draft) else row


@habit("事项缩写", "task")
def text_first_clause(draft: Draft, rng: random.Random) -> Draft:
    """Only the first clause, where it tells the task from all others."""
    return each_row(draft, lambda row: _shorten(row, draft, lambda text: re.split("[，；。]", text)[0]))


@habit("事项缩写", "task")
def text_first_clause_with_dots(draft: Draft, rng: random.Random) -> Draft:
    """The first clause and …… or 等."""

    def change(row: Row) -> Row:
        short = _shorten(row, draft, lambda text: re.split("[，；。]", text)[0])
        return replace(short, task_text=text_of(short) + rng.choice(("……", "…", "等", "等工作")))

    return each_row(draft, change)


@habit("事项缩写", "task")
def text_tail_cut(draft: Draft, rng: random.Random) -> Draft:
    """The last third was cut off."""
    return each_row(draft, lambda row: _shorten(row, draft, lambda text: text[: len(text) * 2 // 3]))


@habit("事项缩写", "task")
def text_cut_at_forty(draft: Draft, rng: random.Random) -> Draft:
    """Cut off after forty characters, wherever that falls."""
    return each_row(draft, lambda row: _shorten(row, draft, lambda text: text[:40]))


@habit("事项缩写", "task")
def text_head_cut(draft: Draft, rng: random.Random) -> Draft:
    """Only the end of the text, from the second clause on."""
    return each_row(draft, lambda row: _shorten(row, draft, lambda text: "".join(re.split("(?<=[，；])", text)[1:])))


@habit("事项缩写", "task", least=2)
def text_few_words(draft: Draft, rng: random.Random) -> Draft:
    """A few words of its own text, as a clerk who knows the task would say it."""
    return each_row(draft, lambda row: replace(row, task_text=FEW_WORDS.get(row.task_id or "", text_of(row))))


@habit("事项错字", "task")
def text_lookalikes(draft: Draft, rng: random.Random) -> Draft:
    """One or two characters replaced by lookalikes."""

    def change(row: Row) -> Row:
        text = list(text_of(row))
        places = [i for i, char in enumerate(text) if char in _LOOKALIKES]
        for place in rng.sample(places, min(2, len(places))):
            text[place] = _LOOKALIKES[text[place]]
        return replace(row, task_text="".join(text))

    return each_row(draft, change)


@habit("事项错字", "task")
def text_swapped_or_dropped(draft: Draft, rng: random.Random) -> Draft:
    """Two neighbours swapped and one character dropped."""

    def change(row: Row) -> Row:
        text = text_of(row)
        place = rng.randrange(1, len(text) - 3)
        swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        drop = rng.randrange(len(swapped) - 1)
        return replace(row, task_text=swapped[:drop] + swapped[drop + 1 :])

    return each_row(draft, change)


@habit("事项错字", "task")
def text_other_punctuation(draft: Draft, rng: random.Random) -> Draft:
    """Half-width punctuation, no quotes, full-width digits."""
    table = str.maketrans("，；、。（）0123456789", ",;,.()０１２３４５６７８９", "“”")
    return each_row(draft, lambda row: replace(row, task_text=text_of(row).translate(table)))


@habit("事项写法", "task")
def text_with_breaks(draft: Draft, rng: random.Random) -> Draft:
    """Line breaks and spaces inside, as copied out of the PDF."""

    def change(row: Row) -> Row:
        text = text_of(row)
        return replace(row, task_text="　　" + "\n".join(text[i : i + 17] for i in range(0, len(text), 17)))

    return each_row(draft, change)


@habit("事项写法", "task")
def text_with_category(draft: Draft, rng: random.Random) -> Draft:
    """The category stands in front."""

    def change(row: Row) -> Row:
        category = office().task(row.task_id).category if row.task_id else ""
        return replace(row, task_text=rng.choice((f"{category}：", f"【{category}】", f"{category}\n")) + text_of(row))

    return each_row(draft, change)


@habit("事项写法", "task number")
def text_with_own_number(draft: Draft, rng: random.Random) -> Draft:
    """附件's own number in front of the text: 37.深入…"""
    sign = rng.choice((".", "、", "．", " ", ". "))
    return each_row(draft, lambda row: replace(row, task_text=f"{number_of(row.task_id)}{sign}{text_of(row)}"))


@habit("事项写法", "task")
def text_with_running_number(draft: Draft, rng: random.Random) -> Draft:
    """The unit's own running number in front of the text."""
    sign = rng.choice((".", "、", "．", "）"))
    return replace(
        draft, rows=tuple(replace(row, task_text=f"{i}{sign}{text_of(row)}") for i, row in enumerate(draft.rows, 1))
    )


@habit("事项写法", "task")
def text_with_task_id(draft: Draft, rng: random.Random) -> Draft:
    """任务37： in front of the text."""
    return each_row(
        draft, lambda row: replace(row, task_text=f"{row.task_id}{rng.choice(('：', ' ', '.', '、'))}{text_of(row)}")
    )


@habit("事项写法", "task")
def text_with_remark(draft: Draft, rng: random.Random) -> Draft:
    """The unit adds who in the house does it, or that it leads."""
    tails = ("（责任科室：综合科）", "（牵头）", "（配合单位）", "\n责任人：王敏", "【民生实事】", "（区级重点）")
    return each_row(draft, lambda row: replace(row, task_text=text_of(row) + rng.choice(tails)))


@habit("事项写法", "task")
def text_with_changed_figures(draft: Draft, rng: random.Random) -> Draft:
    """A figure inside the text was brought up to date: still the same task."""

    def change(row: Row) -> Row:
        text = re.sub(r"\d{2,}", lambda found: str(int(found[0]) + rng.randint(1, 3)), text_of(row), count=1)
        return replace(row, task_text=text)

    return each_row(draft, change)


@habit("事项写法", "task")
def text_with_label(draft: Draft, rng: random.Random) -> Draft:
    """A label in front or what the unit does with it behind."""
    head = rng.choice(("重点任务：", "事项：", "政府工作报告：", "●", "★", "—"))
    return each_row(draft, lambda row: replace(row, task_text=head + text_of(row)))
