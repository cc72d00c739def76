"""How clerks number the rows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from corpus.forms import Draft, Row
from corpus.registry import add, habit
from corpus.rowwise import each_row, number_of

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


# Numbers beside the full text: whatever they are, the text decides.


def _number_forms(index: int, row: Row) -> dict[str, object]:
    own = number_of(row.task_id)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in own)
    chinese = _CHINESE[index] if index <= 10 else f"十{_CHINESE[index - 10]}" if index < 20 else "二十"
    return {
        "number_is_task_id": row.task_id,
        "number_of_annex": int(own or 0),
        "number_of_annex_as_text": own,
        "number_full_width": wide,
        "number_as_decimal_text": f"{index}.0",
        "number_with_dot": f"{index}.",
        "number_with_comma": f"{index}、",
        "number_in_brackets": f"（{index}）",
        "number_chinese": chinese,
        "number_chinese_in_brackets": f"（{chinese}）",
        "number_roman": _ROMAN[index - 1] if index <= 10 else str(index),
        "number_circled": _CIRCLED[index - 1] if index <= 20 else str(index),
        "number_blank": None,
        "number_zero_padded": f"{index:02d}",
        "number_with_annex": f"附件{'2' if (row.task_id or '').startswith('实事') else '1'}-{own}",
        "number_with_di": f"第{index}项",
    }


def _write_number(name: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        rows = tuple(
            replace(row, number=_number_forms(index, row)[name])  # type: ignore[arg-type]
            for index, row in enumerate(draft.rows, 1)
        )
        return replace(draft, rows=rows)

    add(name, "序号写法", change, "number")


_SAMPLE_ROW = Row("", "任务37", 1, "", {})
for _name in _number_forms(1, _SAMPLE_ROW):
    _write_number(_name)


@habit("序号写法", "number")
def number_turned_into_date(draft: Draft, rng: random.Random) -> Draft:
    """3-1 typed into a cell became the first of March; the text decides."""
    rows = tuple(replace(row, number=date(2022, 3, min(i, 28))) for i, row in enumerate(draft.rows, 1))
    return replace(draft, rows=rows)


@habit("序号写法", "number")
def number_continues_from_elsewhere(draft: Draft, rng: random.Random) -> Draft:
    """The rows are cut out of a longer list and keep its running numbers, which are no task's."""
    start = rng.randint(3, 40)
    return replace(draft, rows=tuple(replace(row, number=start + i) for i, row in enumerate(draft.rows)))


# Only a number.


@habit("只有序号", "number task")
def only_task_id(draft: Draft, rng: random.Random) -> Draft:
    """The prefilled 任务37 stands, the text was left out."""
    return each_row(draft, lambda row: replace(row, number=row.task_id, task_text=None))


@habit("只有序号", "number task")
def only_task_id_as_text(draft: Draft, rng: random.Random) -> Draft:
    """The task cell itself holds nothing but the number: 附件1第37项."""

    def name(row: Row) -> str:
        annex = "附件2" if (row.task_id or "").startswith("实事") else "附件1"
        return rng.choice((f"{row.task_id}", f"{annex}第{number_of(row.task_id)}项"))

    return each_row(draft, lambda row: replace(row, task_text=name(row)))


@habit(
    "只有序号",
    "number task",
    units=("中央活力区推进专班", "区工业和信息化局", "区城管委办公室", "区司法局"),
    least=2,
    is_alone=True,
)
def only_annex_number(draft: Draft, rng: random.Random) -> Draft:
    """附件1's own numbers without text: decidable above 22, where 附件2 ends, for a task that the unit bears."""

    def change(row: Row) -> Row:
        number = int(number_of(row.task_id))
        return replace(row, number=number, task_text=None, task_id=row.task_id if number > 22 else None)

    return each_row(draft, change)


@habit(
    "只有序号",
    "number task",
    least=2,
    most=12,
    units=("区民政局", "区司法局", "区教育体育局", "区商务局", "区水务局"),
    is_alone=True,
)
def only_running_number(draft: Draft, rng: random.Random) -> Draft:
    """1, 2, 3 without text: nobody can decide."""
    return replace(
        draft, rows=tuple(replace(row, number=i, task_text=None, task_id=None) for i, row in enumerate(draft.rows, 1))
    )
