"""The columns of a table beside one for each field: several of one meaning, last month's, the office's own (R28)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.columns.kindred import kindred_field
from pipeline.submissions.forms.columns.persons import settle_persons
from pipeline.submissions.forms.headings import Headings, KnownForm
from pipeline.submissions.months import month_spans, without_months
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import arabic, compact

# What may stand in parts under several headings; a number, a task or an answer 是 stands once.
_JOINED = frozenset(("progress", "problems", "next_steps", "principal", "deputy", "remark", *GOALS))
# What a unit says anew each month: where each month has a column, its own is the answer.
_BY_MONTH = frozenset(("progress", "problems", "next_steps", "met_goal_text"))
# What may have a column for each month, quarter or answer, and is doubtful in two columns of another kind.
_PARTED = ("met_goal_text", "quarter_goal")
_QUARTER = re.compile("第?([1-4])季度?")
_ONE_OF_TWO = frozenset("是否")  # 是否完成 with a column for each answer
# How a goal is to be reached is no goal: it would be held against what was done.
_MEASURES = re.compile("措施|举措|做法|步骤|调度|安排|保障|方式")
# What offices add to the forms for their own use.
_BESIDE_THE_FORM = re.compile(
    "类别|分类|领导|责任|单位|部门|科室|联系|电话|手机|时限|时间|日期|序号|编号|编码|批示|意见|附件|佐证|^no"
)
_EARLIER = re.compile("[上往][个一]?(月|期|季)")
_TOTAL = re.compile("累计|至今|以来|截[至止]")
_NOT_LACKING = ("row_unit", "remark")  # what no form of the month must have


@dataclass(frozen=True)
class Share:
    """A column that holds a part of a field, under its own ``heading``; ``month`` and ``quarter`` are those that it names (0: none).

    ``is_told``: its words mean nothing without the heading.
    """

    column: int
    heading: str
    month: int = 0
    quarter: int = 0
    is_told: bool = False


Shares = Mapping[str, tuple[Share, ...]]


@dataclass(frozen=True)
class Layout:
    """What stands in the columns beside one for each field.

    ``shares``: by field, the columns that hold it, in the order of the page. ``beside``: the office's own, ``earlier``: last
    month's. ``doubtful``: (column, the notice's headings that stand nowhere, '' if it is the second of its meaning).
    """

    shares: Shares = field(default_factory=dict)
    beside: frozenset[int] = frozenset()
    earlier: frozenset[int] = frozenset()
    doubtful: tuple[tuple[int, str], ...] = ()


PLAIN = Layout()
Paths = Mapping[int, tuple[str, ...]]


def paths(grid: Grid, header: int, first: int, columns: Collection[int]) -> Paths:
    """The headings above each of ``columns``, from top to bottom, each once."""
    rows = range(header, first)
    return {c: tuple(dict.fromkeys(text for row in rows if (text := spanned(grid, row, c, first)))) for c in columns}


def spanned(grid: Grid, row: int, column: int, first: int) -> str:
    """The heading in a cell; in a blank one above a part of a heading that left of it, where formats cannot merge cells."""
    text = grid.text(row, column)
    is_part = row + 1 < first and column > 0 and grid.text(row + 1, column) and grid.text(row + 1, column - 1)
    return spanned(grid, row, column - 1, first) if is_part and not text else text


def lay_out(
    form: KnownForm, columns: Mapping[str, int], above: Paths, figures: Collection[int], known: Headings
) -> Layout:
    """What the columns under the headings ``above`` hold, beside ``columns``, those that are read.

    While all of the form's columns are there, the words of a strange one are kept as a remark, under its heading; so are bare
    ``figures`` (形象进度 0.34) under a second heading of one meaning.
    """
    names = _names(form, columns, above, known)
    lacking = _lacking(form, names.values())
    sure = {*columns.values()}
    held: dict[str, list[Share]] = defaultdict(list)
    aside: dict[_Place, list[int]] = defaultdict(list)
    for column, path in sorted(above.items()):
        name = names[column]
        place = _Place.HELD if name and column in sure else _place(name, path, column in figures)
        if place is _Place.HELD:
            held[name].append(_share(column, path))
        elif place is _Place.REMARK or (place is _Place.STRANGE and not lacking):
            held["remark"].append(replace(_share(column, path), is_told=True))
        else:
            aside[place].append(column)
    shares, seconds = _shared(form.kind, held, columns)
    doubtful = [*((column, "") for column in (*aside[_Place.SECOND], *seconds))]
    doubtful += ((column, lacking) for column in aside[_Place.STRANGE])
    return Layout(shares, frozenset(aside[_Place.BESIDE]), frozenset(aside[_Place.EARLIER]), tuple(doubtful))


def _names(form: KnownForm, columns: Mapping[str, int], above: Paths, known: Headings) -> dict[int, str]:
    """The field of every column, '' of one that is none of the form's; where a field is lacking, a heading akin to it is its."""
    names = {column: meaning(path, form.kind, known) for column, path in above.items()}
    names |= {column: name for name, column in columns.items()}
    if form.kind is FormKind.PLAN:
        return names | settle_persons(above)
    lacking = {one.name for one in form.fields} - set(names.values())
    return names | {column: kindred_field(above[column], lacking) for column, name in names.items() if not name}


def _lacking(form: KnownForm, names: Collection[str]) -> str:
    """The notice's headings of the form that stand nowhere."""
    return "、".join(one.heading for one in form.fields if one.name not in names and one.name not in _NOT_LACKING)


class _Place(Enum):
    """What a column beside one for each field is."""

    HELD = "a part of a field"
    REMARK = "kept as a remark"
    EARLIER = "last month's"
    BESIDE = "the office's own, for its own use"
    SECOND = "the second of a meaning that stands once"
    STRANGE = "under a heading that nobody knows"


def _place(name: str, path: Sequence[str], is_bare: bool) -> _Place:
    """What a column is by its field and its headings; ``is_bare``: it holds figures alone."""
    if _EARLIER.search(compact(path[-1])):
        return _Place.EARLIER
    if is_bare and len(path) == 1 and name in _BY_MONTH:
        return _Place.REMARK
    if name in _JOINED or name in _PARTED or _is_sub_number(name, path):
        return _Place.HELD
    if name == "row_unit" or (not name and _BESIDE_THE_FORM.search(compact("".join(path)))):
        return _Place.BESIDE
    return _Place.SECOND if name else _Place.STRANGE


def joined(texts: Sequence[str], shares: Sequence[Share]) -> str:
    """What stands in several columns of a row, each part under its heading; the words alone where one column holds any.

    But of this month's and the total each alone keeps its heading: a figure of one would be held against the other's. Words that stand in both are said once; a dash beside words says nothing.
    """
    parts: dict[str, tuple[Share, str]] = {}
    is_said_twice = False
    for share in shares:
        if text := texts[share.column] if share.column < len(texts) else "":
            key = f"{share.heading}{text}" if share.is_told else text
            is_said_twice = is_said_twice or key in parts
            parts.setdefault(key, (share, text))
    worded = [(s, text) for s, text in parts.values() if s.is_told or any(map(str.isalnum, text))]
    said = worded or [*parts.values()][:1]
    if len(said) == 1 and not said[0][0].is_told and (is_said_twice or not _is_total_apart(shares, said[0][1])):
        return said[0][1]
    return "\n".join(f"{share.heading}：{text}" for share, text in said)


def _is_total_apart(shares: Sequence[Share], text: str) -> bool:
    """Whether one of the columns holds the total and another this month's, and a figure stands in the words."""
    return any(map(str.isdecimal, text)) and len({bool(_TOTAL.search(s.heading)) for s in shares if not s.is_told}) > 1


def months_of(layout: Layout) -> tuple[int, ...]:
    """The months one by one under which something stands; none where the columns do not part them."""
    months = {share.month for name in _BY_MONTH for share in layout.shares.get(name, ()) if share.month}
    return tuple(sorted(months)) if len(months) > 1 else ()


def of_month(layout: Layout, month: int) -> Layout:
    """The layout with the columns of ``month`` alone, those of the months before it set aside as last month's (R30)."""
    shares, before = dict(layout.shares), set(layout.earlier)
    for name in _BY_MONTH & shares.keys():
        shares[name] = tuple(share for share in layout.shares[name] if share.month in (0, month))
        before |= {share.column for share in layout.shares[name] if 0 < share.month < month}
    return replace(layout, shares=shares, earlier=frozenset(before))


def of_quarter(layout: Layout, month: int) -> Layout:
    """The layout with the goal of the quarter of ``month`` alone, where each quarter's stands in the month's form."""
    goals = layout.shares.get("quarter_goal", ())
    own = tuple(share for share in goals if share.quarter == (month + 2) // 3)
    if not month or not own:
        return layout
    others = {share.column for share in goals} - {share.column for share in own}
    return replace(layout, shares={**layout.shares, "quarter_goal": own}, beside=layout.beside | others)


def meaning(path: Sequence[str], kind: FormKind, known: Headings) -> str:
    """The field that the headings above a column mean: the lowest by itself, with the one above, or that one alone."""
    tried = ["".join(texts) for texts in (path[-1:], path[-2:], path[-2:-1])]
    found = (known.fields[text].get(kind) for text in (*tried, *map(without_months, tried)) if text)
    return next(filter(None, found), "")


def _is_sub_number(name: str, path: Sequence[str]) -> bool:
    """Whether it is the plan's 分解序号 beside an office's own 序号."""
    return name == "number_text" and "分解" in path[-1]


def _share(column: int, path: Sequence[str]) -> Share:
    heading = compact(path[-1]) if path else ""
    months = {last.month for text in path for _, last in month_spans(text, 0)}
    quarter = next((int(found[1]) for text in path if (found := _QUARTER.search(arabic(text)))), 0)
    return Share(column, heading, months.pop() or 0 if len(months) == 1 else 0, quarter)


def _shared(
    kind: FormKind, held: Mapping[str, list[Share]], columns: Mapping[str, int]
) -> tuple[dict[str, tuple[Share, ...]], list[int]]:
    """The fields that more than one column holds, or one not among ``columns``; and columns that repeat 是否完成."""
    found = {
        name: tuple(shares) for name, shares in held.items() if len(shares) > 1 or shares[0].column != columns.get(name)
    }
    seconds: list[int] = []
    for name in (name for name in _PARTED if name in found):
        shares = found.pop(name)
        if parts := _parts(shares):
            found[name] = parts
        else:
            seconds += (share.column for share in shares if share.column != columns.get(name))
    return {**found, **(_with_measures(held, found) if kind is FormKind.PLAN else {})}, seconds


def _parts(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """The columns for each answer, month or quarter, or the only one; none where two of them say the same."""
    if len(shares) == 1:
        return shares
    if {share.heading for share in shares} == _ONE_OF_TWO:
        return tuple(replace(share, is_told=True) for share in shares)
    times = {share.month or share.quarter for share in shares} - {0}
    return shares if len(times) == len(shares) else ()


def _with_measures(held: Mapping[str, list[Share]], found: Shares) -> Shares:
    """A plan's goals without the columns that say how they are reached; these stand with the remarks."""
    goals: dict[str, tuple[Share, ...]] = {}
    measures: list[Share] = []
    for quarter, name in enumerate(GOALS, 1):
        shares = found.get(name, ())
        own = tuple(share for share in shares if not _MEASURES.search(share.heading))
        if own and len(own) < len(shares):
            goals[name] = own
            measures += (_of_quarter(share, quarter) for share in shares if share not in own)
    return {**goals, "remark": (*held.get("remark", ()), *measures)} if measures else {}


def _of_quarter(share: Share, quarter: int) -> Share:
    label = quarter_label(quarter)
    return replace(share, heading=share.heading if label in share.heading else f"{label}{share.heading}", is_told=True)
