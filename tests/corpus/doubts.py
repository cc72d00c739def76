"""Rows of which a person must say what they are, each among rows that are plain."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.forms import Draft, Row
from corpus.fragments import NOBODYS, TWO_MEANINGS
from corpus.office import office
from corpus.registry import add, habit
from corpus.rowwise import each_row, number_of, one_row, text_of

# Rows that a person must decide, each among rows that are plain.


@habit("事项不明", "task number", least=1)
def text_of_nobody(draft: Draft, rng: random.Random) -> Draft:
    """A row that is on nobody's list."""
    return one_row(draft, rng, lambda row: replace(row, task_text=rng.choice(NOBODYS), task_id=None))


def _ambiguous(words: str) -> None:
    unit, pair = TWO_MEANINGS[words]

    def change(draft: Draft, rng: random.Random) -> Draft:
        chosen = rng.choice(pair)
        rows = tuple(
            replace(row, task_text=words, task_id=None) if row.task_id == chosen else row
            for row in draft.rows
            if row.task_id == chosen or row.task_id not in pair
        )
        return replace(draft, rows=tuple(replace(row, number=i) for i, row in enumerate(rows, 1)))

    add(f"two_meanings_{words}", "事项两可", change, "task number", units=(unit,), is_alone=True)


for _words in TWO_MEANINGS:
    _ambiguous(_words)


def _same_words_with_id(draft: Draft, rng: random.Random) -> Draft:
    words = {
        task_id: words for words, (unit, pair) in TWO_MEANINGS.items() if unit == draft.real_unit for task_id in pair
    }
    return each_row(
        draft, lambda row: replace(row, task_text=words.get(row.task_id or "", text_of(row)), number=row.task_id)
    )


_UNITS_WITH_TWINS = ("区住房城乡建设局", "区教育体育局", "区农业农村局", "区民政局")
add(
    "two_meanings_settled_by_id", "事项两可", _same_words_with_id, "task number", units=_UNITS_WITH_TWINS, is_alone=True
)


@habit("事项两可", "task number", least=3, is_alone=True)
def two_tasks_in_one_cell(draft: Draft, rng: random.Random) -> Draft:
    """Two tasks answered together in one row: it counts for both."""
    place = rng.randrange(len(draft.rows) - 1)
    first, second = draft.rows[place], draft.rows[place + 1]
    joined = f"{text_of(first)}{rng.choice((chr(10), '；', ''))}{text_of(second)}"
    number = rng.choice((f"{place + 1}、{place + 2}", place + 1))
    both = replace(first, task_text=joined, task_id=f"{first.task_id}|{second.task_id}", number=number)
    return replace(draft, rows=(*draft.rows[:place], both, *draft.rows[place + 2 :]))


@habit("序号矛盾", "task number", least=2, is_alone=True)
def id_against_text(draft: Draft, rng: random.Random) -> Draft:
    """任务38 beside the text of 任务37."""
    other = rng.choice([row.task_id for row in draft.rows])
    rows = tuple(replace(row, number=row.task_id) for row in draft.rows)
    draft = replace(draft, rows=rows)

    def change(row: Row) -> Row:
        wrong = other if other != row.task_id else next(r.task_id for r in rows if r.task_id != row.task_id)
        return replace(row, number=wrong, task_id=None)

    return one_row(draft, rng, change)


@habit("外单位事项", "task number", least=2)
def task_of_another_unit(draft: Draft, rng: random.Random) -> Draft:
    """A row with the full text of a task that the unit does not bear: it is that task all the same."""
    own = {row.task_id for row in draft.rows} | {task.task_id for task in office().own(draft.real_unit)}
    foreign = rng.choice(
        [
            task
            for task in office().tasks
            if task.task_id not in own and len(task.text) > 25 and task.task_id != "实事20"
        ]
    )
    return one_row(draft, rng, lambda row: replace(row, task_text=foreign.text, task_id=foreign.task_id))


@habit("事项两可", "task number", units=("区住房城乡建设局", "区农业农村局"), is_alone=True)
def two_meanings_settled_by_number(draft: Draft, rng: random.Random) -> Draft:
    """The words could be two tasks, but every row has 附件's own number, and this one is above 22."""
    words = {"任务63": "老旧小区改造", "任务50": "齐鲁样板示范村建设"}
    rows = tuple(row for row in draft.rows if row.task_id not in ("实事10", "实事14"))
    return replace(
        draft,
        rows=tuple(
            replace(row, number=int(number_of(row.task_id)), task_text=words.get(row.task_id or "", text_of(row)))
            for row in rows
        ),
    )
