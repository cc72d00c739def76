"""One form of several units: a column 填报单位, or 区住建局、区消防救援大队（联合填报）; each has what it bears of it (R8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.master.tasks import Task
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.references import References
from pipeline.submissions.names.unit_names import UnitNames

# The tasks that each of the rows is about, were they those of one of the units.
TasksOf = Callable[[Sequence[WrittenRow], Sequence[str]], Sequence[frozenset[Task]]]

_ROLES = re.compile(
    r"[（(【\[][^（()）]{0,40}(联合|共同|牵头|配合|主办|协办|主责)[^（()）]{0,40}[)）】\]]|(联合|共同)(填报|上报|报送|填写)?$"
)
_JOINTLY = re.compile("联合|共同|牵头|配合|主办|协办|主责|会同")
_APART = re.compile(r"[、，,;；/／＋+&\s]+|会同|联合(?=.{2})|配合(?=.{2})")
_WITHIN = re.compile("[和与及暨]")  # they stand within names, too: 区住房和城乡建设局


def split_by_unit(form: Form, references: References, tasks_of: TasksOf) -> tuple[Form, ...]:
    """A form for each unit whose rows a column 填报单位 tells, or that sends it in with others; else the form alone."""
    form = _looked_for(form, references)
    names = list(_filled_down(form.rows))
    owners = [_owners(name, references.names, is_column_alone=not form.unit_text) for name in names]
    if not (all(owners) or form.unit_text):
        owners = _told_by_rows(names, form, references, tasks_of)
    units = dict.fromkeys(unit for own in owners for unit in own)
    if not all(owners) or not units or (form.unit_text and len(units) == 1):
        return _of_each(form, references, tasks_of)
    return tuple(
        replace(form, unit_text=unit, mark=None, rows=_kept(form.rows, [unit in own for own in owners]))
        for unit in units
    )


def _told_by_rows(names: Sequence[str], form: Form, references: References, tasks_of: TasksOf) -> list[tuple[str, ...]]:
    """The owner of each row by a name that is short: of all that are called so the one that bears every task below it."""
    like = {name: _like(name, references.names) for name in dict.fromkeys(names)}
    told = tasks_of(form.rows, sorted(frozenset[str]().union(*like.values())))
    bearers = [frozenset(duty.unit for task in tasks for duty in task.assignments) for tasks in told]
    owners: dict[str, tuple[str, ...]] = {}
    for name, called in like.items():
        borne = [who for one, who in zip(names, bearers, strict=True) if one == name and who]
        bearing = called.intersection(*borne) if borne else frozenset[str]()
        owners[name] = tuple(bearing) if len(bearing) == 1 else ()
    return [owners[name] for name in names]


def _of_each(form: Form, references: References, tasks_of: TasksOf) -> tuple[Form, ...]:
    """A form for each of those that send it in together, with the rows that it bears; what nobody bears is the first's."""
    named = [_like(piece, references.names) for piece in _pieces(form.unit_text, references.names)]
    if len(named) < 2 or not all(named):
        return (form,)
    tasks = tasks_of(form.rows, [unit for one in named for unit in one])
    bearers = [frozenset(duty.unit for task in told for duty in task.assignments) for told in tasks]
    borne = frozenset[str]().union(*bearers)
    told = [like & borne for like in named]
    bearing = list(dict.fromkeys(unit for one in told for unit in one))
    is_unclear = any(len(like) > 1 and len(one) != 1 for like, one in zip(named, told, strict=True))
    if not bearing or is_unclear or not (_JOINTLY.search(form.unit_text) or _is_shared(bearers, frozenset(bearing))):
        return (form,)
    return tuple(
        replace(form, unit_text=unit, mark=None, rows=_kept(form.rows, _own_rows(form, bearers, unit, bearing)))
        for unit in bearing
    )


def _is_shared(bearers: Sequence[frozenset[str]], units: frozenset[str]) -> bool:
    """Whether the rows are of all ``units``: each bears every one, or each one that none of the others does."""
    known = [who & units for who in bearers if who & units]
    alone = frozenset[str]().union(*(who for who in known if len(who) == 1))
    return len(units) > 1 and (all(who == units for who in known) or alone == units)


def _own_rows(form: Form, bearers: Sequence[frozenset[str]], unit: str, units: Sequence[str]) -> list[bool]:
    first = unit == units[0]
    told = zip(form.rows, bearers, strict=True)
    return [row.is_heading or unit in who or (first and who.isdisjoint(units)) for row, who in told]


def _kept(rows: Sequence[WrittenRow], are_kept: Sequence[bool]) -> tuple[WrittenRow, ...]:
    return tuple(row for row, is_kept in zip(rows, are_kept, strict=True) if is_kept)


def _pieces(text: str, names: UnitNames) -> list[str]:
    """The names that stand together in a 填报单位; the text alone where it is one name."""
    bare = _ROLES.sub("、", text).strip("、")
    if names.find(text) or names.find(bare):
        return [bare]
    pieces = [piece for piece in _APART.split(bare) if piece]
    return [one for piece in pieces for one in _parted(piece, names)]


def _parted(piece: str, names: UnitNames) -> Sequence[str]:
    """Two names with 和 between them, where both are somebody's and the whole is nobody's."""
    if names.find(piece):
        return (piece,)
    halves = ((piece[: found.start()], piece[found.end() :]) for found in _WITHIN.finditer(piece))
    return next((both for both in halves if all(map(names.find, both))), (piece,))


def _like(piece: str, names: UnitNames) -> frozenset[str]:
    """The unit that a piece names in full, else all whose name it is like, else the one in whose name it stands."""
    if not piece:
        return frozenset()
    unit = names.find(piece) or (None if names.levels_of(piece) else names.find_by_piece(piece))
    return frozenset((unit.name,)) if unit else frozenset(names.levels_of(piece))


def _owners(text: str, names: UnitNames, is_column_alone: bool) -> tuple[str, ...]:
    """The unit that a row's cell names, or each where several stand there; beside a 填报单位 those only share in the task."""
    pieces = _pieces(text, names) if is_column_alone else [text]
    units = [names.find(piece) for piece in pieces]
    return tuple(unit.name for unit in units if unit) if all(units) else ()


def _looked_for(form: Form, references: References) -> Form:
    """``form`` without the rows of units that a filter hides altogether: a list of many was filtered down to one's own (R28)."""
    if not any(row.is_filtered for row in form.rows):
        return form
    units = [references.names.find(name) for name in _filled_down(form.rows)]
    shown = {unit for row, unit in zip(form.rows, units, strict=True) if not row.is_filtered}
    kept = [unit in shown for unit in units]
    rows = tuple(row for row, is_kept in zip(form.rows, kept, strict=True) if is_kept)
    others = tuple(row for row, is_kept in zip(form.rows, kept, strict=True) if not is_kept)
    return replace(form, rows=rows, hidden=form.hidden + others) if rows else form


def _filled_down(rows: Sequence[WrittenRow]) -> Iterator[str]:
    """Each row's unit in its column 填报单位; where that is blank, the one above, and of a heading the one below."""
    name, headings = "", 0
    for row in rows:
        name = row.text("row_unit") or name
        if row.is_heading:
            headings += 1
            continue
        yield from [name] * (headings + 1)
        headings = 0
    yield from [name] * headings
