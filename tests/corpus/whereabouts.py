"""Where clerks say which unit a form is from: elsewhere than in its cell, nowhere, or in two ways at once."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.edits import on_lines
from corpus.forms import Column, Draft
from corpus.names import short_stem, write_unit
from corpus.office import office, plain_draft
from corpus.registry import add, habit
from corpus.sheets import Cell, Line, Sheet
from pipeline.vocabulary.terms import FormKind

_PROGRESS = {"form": FormKind.PROGRESS}


@habit("单位位置", "unit stem head date title")
def unit_in_title(draft: Draft, rng: random.Random) -> Draft:
    """The unit stands in the title: 区司法局2022年年度工作任务落实情况表."""
    name = rng.choice((draft.real_unit, *office().aliases(draft.real_unit)[:2]))
    return write_unit(draft, "", title=f"{name}{draft.title}", head="none", reported_date=None)


@habit("单位位置", "unit stem")
def unit_in_file_name(draft: Draft, rng: random.Random) -> Draft:
    """Only the file's name says the unit."""
    name = rng.choice((draft.real_unit, *office().aliases(draft.real_unit)[:4]))
    stems = (
        "{unit}{rest}",
        "{rest}（{unit}）",
        "{rest}-{unit}",
        "{unit} {rest}(1)",
        "【{unit}】{rest}",
        "2_{unit}_{rest}（修改）",
    )
    return replace(write_unit(draft, ""), stem=rng.choice(stems).format(unit=name, rest=short_stem(draft)))


@habit("单位位置", "unit stem folders")
def unit_in_folder(draft: Draft, rng: random.Random) -> Draft:
    """Only the folder says the unit."""
    name = rng.choice((draft.real_unit, *office().aliases(draft.real_unit)[:3]))
    folders = rng.choice(((name,), ("2022-04-06", name), (f"{rng.randint(1, 60)}.{name}",), (name, "附件")))
    return replace(write_unit(draft, ""), folders=folders)


@habit("单位位置", "unit stem sheets")
def unit_in_sheet_name(draft: Draft, rng: random.Random) -> Draft:
    """Only the sheet's name says the unit."""
    name = min((draft.real_unit, *office().aliases(draft.real_unit)), key=len)
    return replace(write_unit(draft, ""), sheet=name)


@habit("单位位置", "unit stem")
def unit_in_seal_line(draft: Draft, rng: random.Random) -> Draft:
    """Only the line for the seal below the table says the unit."""
    seal = Line((Cell(), Cell(), Cell(), Cell(f"{draft.real_unit}（盖章）")))
    return on_lines(write_unit(draft, ""), lambda sheet, rng: (*sheet.lines, seal))


def _bearers(draft: Draft) -> set[str]:
    """Every unit that could be asked for all tasks of the form, members of unconfirmed groups included."""
    bearers = []
    for row in draft.rows:
        if row.task_id:
            task = office().task(row.task_id)
            members = {member for group in task.groups for member in office().directory.group(group).members}
            bearers.append({assignment.unit for assignment in task.assignments} | members)
    return set.intersection(*bearers) if bearers else set()


@habit("单位位置", "unit stem", is_alone=True)
def unit_by_tasks(draft: Draft, rng: random.Random) -> Draft:
    """Nothing but the set of tasks tells: decidable where only one unit bears them all and bears no others."""
    is_told = _bearers(draft) == {draft.real_unit} and len(draft.rows) >= 3
    return write_unit(draft, "", unit=draft.real_unit if is_told else None)


_LONE = (
    "区司法局",
    "区民政局",
    "中央活力区推进专班",
    "山东能源互联网产业集聚区推进专班",
    "区教育体育局",
    "区农业农村局",
)
add("unit_by_all_its_tasks", "单位位置", unit_by_tasks, "unit stem", units=_LONE, is_alone=True)
_SHARED = (
    "区财政局",
    "区人武部",
    "四里村街道办事处",
    "大观园街道办事处",
    "区妇联",
    "十六里河街道办事处",
    "区政府办公室",
)
add("unit_by_tasks_of_many", "单位位置", unit_by_tasks, "unit stem", units=_SHARED, is_alone=True)


@habit("单位矛盾", "unit stem", is_alone=True)
def unit_against_file_name(draft: Draft, rng: random.Random) -> Draft:
    """The form says one unit, the file name another."""
    other = rng.choice([unit for unit in office().units(1, 7) if unit != draft.real_unit])
    return replace(draft, stem=f"{other}{short_stem(draft)}", unit=None)


@habit("单位矛盾", "unit stem", is_alone=True)
def unit_two_at_once(draft: Draft, rng: random.Random) -> Draft:
    """Two units in one cell."""
    other = rng.choice([unit for unit in office().units(1, 7) if unit != draft.real_unit])
    return write_unit(draft, rng.choice((f"{draft.real_unit}、{other}", f"{draft.real_unit} {other}")), unit=None)


_NOT_LISTED = (
    "区委宣传部",
    "市中区人民法院",
    "区统计局",
    "区审计局",
    "区行政审批服务局",
    "区退役军人局",
    "白马山社区居委会",
)


@habit("外单位", "unit stem", is_alone=True)
def unit_not_in_directory(draft: Draft, rng: random.Random) -> Draft:
    """A body of the district that bears no task and stands in no list."""
    return write_unit(draft, rng.choice(_NOT_LISTED), unit=None)


@habit("单位位置", "unit stem head date columns", **_PROGRESS)
def unit_in_column(draft: Draft, rng: random.Random) -> Draft:
    """The unit stands in a column of every row, there is no line for it."""
    heading = rng.choice(("填报单位", "报送单位"))
    return replace(_with_unit_column(draft, heading), stem=short_stem(draft), head="none", reported_date=None)


def _with_unit_column(draft: Draft, heading: str) -> Draft:
    rows = tuple(
        replace(row, answers={**row.answers, "unit": draft.real_unit}, unread=row.unread | {"unit"})
        for row in draft.rows
    )
    return replace(draft, columns=(draft.columns[0], Column("unit", heading), *draft.columns[1:]), rows=rows)


@habit("单位位置", "unit stem head date columns sheets rows", is_alone=True, most=5, **_PROGRESS)
def units_in_one_table(draft: Draft, rng: random.Random) -> Draft:
    """Two units in one table, told apart by a column: each row is its own unit's."""
    other = rng.choice([unit for unit in office().units(1, 5) if unit != draft.real_unit])
    part = plain_draft(other, draft.real_period, rng)
    part = replace(part, rows=tuple(replace(row, key=f"other-{row.key}") for row in part.rows), reported_date=None)
    part = _with_unit_column(part, "填报单位")
    draft = replace(_with_unit_column(draft, "填报单位"), stem=short_stem(draft), head="none", reported_date=None)

    def join(_: Draft, sheets: tuple[Sheet, ...], rng: random.Random) -> tuple[Sheet, ...]:
        first, second = sheets
        own, others = ([line for line in sheet.lines if line.key] for sheet in (first, second))
        last = first.lines.index(own[-1]) + 1
        return (replace(first, lines=(*first.lines[:last], *others, *first.lines[last:])),)

    return replace(draft, parts=(part,)).edited(join)
