"""The corpus: every mess alone and in combinations, over units small and large, from one seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from corpus import (
    around,
    books,
    boxes,
    breakdowns,
    columns,
    days,
    doubts,
    headings,
    met_goals,
    mishaps,
    months,
    names,
    numbers,
    tasks,
    values,
    whereabouts,
)
from corpus.containers import CONTAINERS
from corpus.forms import Case, Draft, NameTruth, Row, TableTruth, truth_of
from corpus.layouts import lay_out
from corpus.office import months as reporting_months
from corpus.office import office, plain_draft
from corpus.packages import write_zip
from corpus.registry import MESSES, Mess, goes_together
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

# Each module adds its messes to MESSES by being imported.
HABITS = (
    boxes,
    headings,
    columns,
    months,
    days,
    names,
    whereabouts,
    around,
    books,
    numbers,
    tasks,
    doubts,
    breakdowns,
    met_goals,
    values,
    mishaps,
)
PLAIN = "plain"
_PLAIN_FORMS, _EACH, _LEAST_COMBINED = 8, 2, 60  # _EACH: how often every mess occurs alone


def make_form(
    unit: str,
    rows: Sequence[Row] | None = None,
    mess: Sequence[str] = (),
    *,
    period: Period | None = None,
    seed: int = 0,
) -> Case:
    """The form of ``unit`` for ``period`` (the first month) with ``rows`` (all its tasks) and every mess named."""
    rng = random.Random(f"{seed}-{unit}-{'-'.join(mess)}")
    draft = plain_draft(unit, period or reporting_months()[0], rng, tuple(rows) if rows is not None else None)
    for name in mess:
        draft = MESSES[name].change(draft, rng)
    return build_case(draft, tuple(mess) or (PLAIN,), rng)


def build_case(draft: Draft, kinds: tuple[str, ...], rng: random.Random) -> Case:
    """The file that ``draft`` becomes, with its truth at the places where its rows came to lie."""
    name, content, tables = _write(draft, rng)
    container = CONTAINERS[draft.container]
    if draft.spoil:
        path = "/".join((*draft.folders, f"{draft.stem}{draft.suffix}"))
        spoilt = draft.spoil(content, (lay_out(draft),), rng)
        unit, period = (draft.real_unit, draft.real_period) if draft.is_named else (None, None)
        return Case(kinds, path, spoilt, (), NameTruth(unit, period, draft.is_material))
    if draft.archive:
        name, content, tables = _pack(draft, name, content, tables, rng)
    return Case(kinds, "/".join((*draft.folders, name)), content, tables, None, "places" in container.loses)


def _write(draft: Draft, rng: random.Random) -> tuple[str, bytes, tuple[TableTruth, ...]]:
    """File name, content and truth of one workbook."""
    container = CONTAINERS[draft.container]
    name = f"{draft.stem}{container.suffix}"
    sheets = tuple(lay_out(part) for part in (draft, *draft.parts))
    for edit in draft.edits:
        sheets = edit(draft, sheets, rng)
    tables = tuple(
        truth_of(part, sheets, name if draft.archive else "", "sheets" not in container.loses)
        for part in (draft, *draft.parts)
    )
    return name, container.write(sheets), tables


def _pack(
    draft: Draft, name: str, content: bytes, tables: tuple[TableTruth, ...], rng: random.Random
) -> tuple[str, bytes, tuple[TableTruth, ...]]:
    """The same as an archive; the name of the archive says what the file's name said."""
    outer = f"{PurePosixPath(name).stem}.zip"
    members = {name: content}
    if draft.archive == "zip_in_folder":
        members = {f"{draft.real_unit}/{name}": content}
    if draft.archive == "zip_nested":
        members = {"报送材料.zip": write_zip({name: content}, is_gbk=True)}
    if draft.archive == "zip_with_others":
        members |= {
            "__MACOSX/._x.xlsx": b"\0\5\x16\7",
            "Thumbs.db": b"\xd0\xcf\x11\xe0",
            "盖章扫描件.jpg": b"\xff\xd8\xff\xe0",
        }
    for companion in draft.companions:
        other_name, other, more = _write(replace(companion, archive=draft.archive), rng)
        members[other_name] = other
        tables = (*tables, *more)
    return outer, write_zip(members, is_gbk=draft.archive in ("zip_gbk", "zip_with_others")), tables


def list_cases(seed: int = 2022, forms: int = 1200, kind: str = "") -> Iterator[Case]:
    """At least ``forms`` files: the plain form, every mess alone several times, then combinations of two and three.

    ``kind`` keeps only the files in which the mess (or group) of that name takes part.
    """
    rng = random.Random(seed)
    alone = [(mess,) for mess in MESSES.values() for _ in range(_EACH)]
    plain: list[tuple[Mess, ...]] = [()] * _PLAIN_FORMS
    combined = [_combination(rng) for _ in range(max(forms - len(alone) - len(plain), _LEAST_COMBINED))]
    drawn: Counter[str] = Counter()
    for messes in (*plain, *alone, *combined):
        name = "+".join(mess.name for mess in messes)
        drawn[name] += 1  # the files of a mess stay as they are when another mess is added
        if not kind or any(kind in (mess.name, mess.group) for mess in messes):
            yield _draw(messes, random.Random(f"{seed}-{name}-{drawn[name]}"))


def _combination(rng: random.Random) -> tuple[Mess, ...]:
    """Two or three messes that go together."""
    while True:
        messes = tuple(rng.sample(list(MESSES.values()), rng.choice((2, 2, 3))))
        if goes_together(messes) and _units_for(messes):
            return messes


def _units_for(messes: tuple[Mess, ...]) -> tuple[str, ...]:
    """The units for which every one of ``messes`` makes sense."""
    least = max((mess.least for mess in messes), default=1)
    most = min((mess.most for mess in messes), default=99)
    named = [set(mess.units) for mess in messes if mess.units]
    return tuple(unit for unit in office().units(least, most) if all(unit in units for units in named))


def _period_for(messes: tuple[Mess, ...], rng: random.Random) -> Period:
    """A month, or now and then the plan where every mess fits it."""
    settings = office().settings
    allowed = set(range(settings.reporting.first_month, settings.reporting.last_month + 1))
    for mess in messes:
        allowed &= set(mess.months) or allowed
    can_be_plan = not any(mess.form is FormKind.PROGRESS or mess.months for mess in messes)
    if any(mess.form is FormKind.PLAN for mess in messes) or (can_be_plan and rng.random() < 0.2):
        return settings.plan
    return Period(settings.year, rng.choice(sorted(allowed)))


def _draw(messes: tuple[Mess, ...], rng: random.Random) -> Case:
    """A file with ``messes`` from a unit drawn so that units of 1, 2, 5 and 15 tasks all occur."""
    units = _units_for(messes)
    by_size = sorted(units, key=lambda unit: (len(office().own(unit)), unit))
    unit = by_size[min(int(len(by_size) * rng.random() ** 0.6), len(by_size) - 1)]
    draft = plain_draft(unit, _period_for(messes, rng), rng)
    for mess in messes:
        draft = mess.change(draft, rng)
    return build_case(draft, tuple(mess.name for mess in messes) or (PLAIN,), rng)
