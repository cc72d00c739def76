"""Forms whose headings do not stand above their columns: on their side, one task below the other, one row a quarter, all in a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.submissions.files.grid import Grid, Spot, Value
from pipeline.submissions.forms.fates import Account, Fate
from pipeline.submissions.forms.headings import KNOWN_FORMS, Headings
from pipeline.submissions.forms.numbering import parse_numbering
from pipeline.vocabulary.text import arabic, compact

_HEADING_COLUMNS = 3  # a title above or a number may stand beside the headings
_MIN_FIELDS = 4  # fewer are labels around a table
_NUMBER = "序号"
_QUARTER = re.compile(r"第?([1-4])季度?(末|目标|计划)?")
_LABEL = re.compile(r"(?:^|(?<=[；;。\s]))第?(?P<quarter>[1-4一二三四])季度?(?:末|目标|计划)?[：:]")
_HEADINGS = [f"{name}季度目标" for name in "一二三四"]
Block = Mapping[str, Spot]  # field → where the heading stands, of one task
_PLACES = {str(number): number - 1 for number in range(1, 5)}


def set_upright(grid: Grid, headings: Headings) -> Grid | None:
    """``grid`` with its table set upright, what stands above and below it as it was; None where no table lies so.

    The rows of the table are then numbered by the columns in which they stood, or by the rows where each task began.
    """
    sides = [(column, _heading_rows(grid, column, headings)) for column in range(_HEADING_COLUMNS)]
    column, named = max(sides, key=lambda side: len(side[1]))
    if len({name for _, name in named}) < _MIN_FIELDS:
        return None
    blocks = _blocks(named, column)
    if sum(len(block) >= _MIN_FIELDS for block in blocks) < 2:  # 序号 and 分解序号 are both numbers of one task
        return _upright(grid, column, named[0][0], named[-1][0])
    ends = [*(min(block.values())[0] for block in blocks[1:]), len(grid.cells)]
    whole = [_with_pairs(grid, block, end, column, headings) for block, end in zip(blocks, ends, strict=True)]
    return _unstacked(grid, whole, named[0][0], named[-1][0])


def spread_quarters(grid: Grid) -> Grid | None:
    """``grid`` with a column for each quarter, where a column names the quarter and the next one its goal; else None."""
    for column in range(max(map(len, grid.cells), default=0) - 1):
        rows = {row: _PLACES[name] for row in range(len(grid.cells)) if (name := _quarter(grid, row, column))}
        if len(rows) >= _MIN_FIELDS and len(set(rows.values())) == len(_PLACES):
            return _spread(grid, column, rows)
    return None


def part_quarters(grid: Grid) -> Grid | None:
    """``grid`` with a column for each quarter, where one column holds all four goals of a task (一季度：摸底。二季度：开工。); else None."""
    for column in range(max(map(len, grid.cells), default=0)):
        parted = {row: goals for row in range(len(grid.cells)) if (goals := _parted(grid.text(row, column)))}
        if parted and min(parted):
            return _beside(grid, column, parted)
    return None


def _parted(text: str) -> dict[int, str]:
    """Place of a quarter, from 0 → its goal, where a text tells those of all four one after the other; else nothing."""
    labels = list(_LABEL.finditer(text))
    if [arabic(label["quarter"]) for label in labels] != list(_PLACES):
        return {}
    ends = (*(label.start() for label in labels[1:]), len(text))
    goals = (text[label.end() : end].strip("；; \n") for label, end in zip(labels, ends, strict=True))
    return dict(enumerate(goals))


def _beside(grid: Grid, column: int, parted: Mapping[int, Mapping[int, str]]) -> Grid:
    """The goals in four columns behind all others, the column that held them blank from its heading down."""
    width, above = max(map(len, grid.cells)), min(parted) - 1
    cells = [[*row, *[""] * (width + len(_PLACES) - len(row))] for row in grid.cells]
    for row, goals in parted.items():
        cells[row][width:] = goals.values()
    for row in (above, *parted):
        cells[row][column] = ""
    cells[above][width:] = _HEADINGS
    places = range(width, width + len(_PLACES))
    origins = {(row, place): ((row, column),) for row in (above, *parted) for place in places}
    return replace(grid, cells=tuple(map(tuple, cells)), origins=origins)


def _quarter(grid: Grid, row: int, column: int) -> str:
    found = _QUARTER.fullmatch(compact(arabic(grid.text(row, column))))
    return found[1] if found else ""


def _spread(grid: Grid, column: int, quarters: Mapping[int, int]) -> Grid:
    """The goals of a task in its first row, a column for each quarter; rows that hold no more than a goal are gone."""
    width = max(map(len, grid.cells))
    above = min(quarters) - 1
    first = _first_rows(grid, column, quarters)
    cells = [[*row, *[""] * (width + len(_PLACES) - len(row))] for row in grid.cells]
    for row, place in quarters.items():
        cells[first[row]][width + place] = grid.value(row, column + 1)
    emptied = [(row, one) for row in (above, *quarters) for one in (column, column + 1)]
    emptied += [(row, one) for row in first if first[row] != row for one in range(width)]
    for row, one in emptied:
        cells[row][one] = ""
    cells[above][width:] = _HEADINGS
    origins = {(first[row], width + place): ((row, column + 1),) for row, place in quarters.items()}
    return replace(grid, cells=tuple(map(tuple, cells)), origins={**origins, (above, width): tuple(emptied)})


def _first_rows(grid: Grid, column: int, quarters: Mapping[int, int]) -> dict[int, int]:
    """Row of a quarter → the row in which its task begins: later quarters follow while nothing new stands beside them."""
    begun: dict[int, int] = {}
    for row, place in quarters.items():
        first = begun.get(row - 1, row)
        is_next = first != row and place > quarters[row - 1]
        begun[row] = first if is_next and not _says_more(grid, row, first, column) else row
    return begun


def _says_more(grid: Grid, row: int, first: int, column: int) -> bool:
    """Whether a row says anything beside quarter and goal that the ``first`` of its task does not."""
    own = (one for one in range(len(grid.texts[row])) if one not in (column, column + 1))
    return any(grid.text(row, one) not in ("", grid.text(first, one)) for one in own)


def _heading_rows(grid: Grid, column: int, headings: Headings) -> Sequence[tuple[int, str]]:
    """(row, field) of the rows in which ``column`` names a form's fields; of the form that has the most."""
    named = [(row, headings.fields[grid.text(row, column)]) for row in range(len(grid.texts))]
    found = [[(row, fields[form.kind]) for row, fields in named if form.kind in fields] for form in KNOWN_FORMS]
    return max(found, key=len)


def _blocks(named: Sequence[tuple[int, str]], column: int) -> list[Block]:
    """The headings from one to the next of the same name: those of one task."""
    blocks: list[dict[str, Spot]] = []
    for row, name in named:
        if not blocks or name in blocks[-1]:
            blocks.append({})
        blocks[-1][name] = (row, column)
    return list(blocks)


def _with_pairs(grid: Grid, block: Block, end: int, column: int, headings: Headings) -> Block:
    """The block with the headings that stand further right in its rows, above row ``end``, each left of what it heads."""
    form = next(form for form in KNOWN_FORMS if block.keys() <= {field.name for field in form.fields})
    first = min(block.values())[0]
    spots = ((row, one) for row in range(first, end) for one in range(column + 1, len(grid.cells[row])))
    pairs = {fields[form.kind]: spot for spot in spots if form.kind in (fields := headings.fields[grid.text(*spot)])}
    return pairs | dict(block)


def _unstacked(grid: Grid, blocks: Sequence[Block], first: int, last: int) -> Grid:
    """Tasks one below the other, each with all its headings: a row for each of them."""
    placed = _places(grid, blocks, first)
    width = 1 + max(place for _, place in placed)
    table: list[list[Value]] = [[""] * width for _ in range(len(blocks) + 1)]
    for (line, place), spots in placed.items():
        table[line - first][place] = grid.value(*spots[0])
    if any(place == 0 for _, place in placed):
        table[0][0] = _NUMBER
    shift = last - first - len(blocks)
    below = ((row, one) for row in range(last + 1, len(grid.cells)) for one in range(len(grid.cells[row])))
    begins = [min(block.values())[0] + 1 for block in blocks]
    return replace(
        grid,
        cells=(*grid.cells[:first], *map(tuple, table), *grid.cells[last + 1 :]),
        filled=frozenset(),
        hidden_rows=frozenset(),
        filtered_rows=frozenset(),
        hidden_columns=frozenset(),
        numbers=(*range(1, first + 1), first + 1, *begins, *range(last + 2, len(grid.cells) + 1)),
        origins=placed | {(row - shift, one): ((row, one),) for row, one in below},
    )


def _places(grid: Grid, blocks: Sequence[Block], first: int) -> dict[Spot, tuple[Spot, ...]]:
    """Where in the table what stands in the blocks comes to stand: a column for the number, one for each heading."""
    placed: dict[Spot, tuple[Spot, ...]] = {}
    for line, block in enumerate(blocks, first + 1):
        if number := _number_beside(grid, *min(block.values())):
            placed[line, 0] = (number,)
    for place, name in enumerate(dict.fromkeys(name for block in blocks for name in block), 1):
        placed[first, place] = tuple(block[name] for block in blocks if name in block)
        for line, block in enumerate(blocks, first + 1):
            if name in block and (right := _place_beside(grid, *block[name])):
                placed[line, place] = ((block[name][0], right),)
    return placed


def _moved(spots: Iterable[Spot], place: Callable[[Spot], Spot | None]) -> dict[Spot, tuple[Spot, ...]]:
    """Where each of ``spots`` comes to stand, with the spot itself; none of those that do not come along."""
    return {new: (old,) for old in spots if (new := place(old))}


def _with_number(table: Sequence[tuple[Value, ...]], number: Value) -> list[tuple[Value, ...]]:
    """The table with a column for the number that stood beside it: of the one task, or of the first."""
    own = {0: _NUMBER, 1: number}
    return [(*line, own.get(place, "")) for place, line in enumerate(table)]


def _number_beside(grid: Grid, row: int, column: int) -> Spot | None:
    """Where left of a task's first heading its number stands."""
    return next(((row, one) for one in range(column) if parse_numbering(grid.text(row, one)).number), None)


def _place_beside(grid: Grid, row: int, column: int) -> int:
    """The column right of a heading in which something else stands, 0 where none does."""
    label = grid.value(row, column)
    places = range(column + 1, len(grid.cells[row]))
    return next((one for one in places if grid.value(row, one) not in ("", label)), 0)


def _upright(grid: Grid, column: int, first: int, last: int) -> Grid:
    width = max(map(len, grid.cells))
    columns = range(column, width)
    table = [tuple(grid.value(row, one) for row in range(first, last + 1)) for one in columns]
    number = _number_beside(grid, first, column)
    if number:
        table = _with_number(table, grid.value(*number))
    cells: list[tuple[Value, ...]] = [*grid.cells[:first], *table, *grid.cells[last + 1 :]]
    shift = len(table) - (last + 1 - first)

    def place(spot: Spot) -> Spot | None:
        row, one = spot
        if row < first:
            return spot
        if row > last:
            return row + shift, one
        if spot == number:
            return first + 1, last + 1 - first
        return (first + one - column, row - first) if one >= column else None

    spots = ((row, one) for row in range(first, len(grid.cells)) for one in range(len(grid.cells[row])))
    numbers = (*range(1, first + 1), *(one + 1 for one in columns), *range(last + 2, len(grid.cells) + 1))
    return replace(
        grid,
        cells=tuple(cells),
        filled=frozenset(_moved(grid.filled, place)),
        hidden_rows=frozenset(first + one - column for one in grid.hidden_columns if one >= column),
        hidden_columns=frozenset(row - first for row in grid.hidden_rows if first <= row <= last),
        filtered_rows=frozenset(),
        numbers=numbers,
        origins=_moved(spots, place),
    )


def unturned(grid: Grid, turned: Grid) -> Account:
    """The cells of ``grid`` that came along when it was turned; those that did not are unread."""
    account = Account(grid, 0, len(grid.texts))
    came = {spot for spots in turned.origins.values() for spot in spots}
    for row, texts in enumerate(grid.texts):
        for column, text in enumerate(texts):
            is_at_its_place = (row, column) not in turned.origins and turned.text(row, column) == text
            if text and ((row, column) in came or is_at_its_place):
                account.taken[row, column] = Fate.TURNED
    return account
