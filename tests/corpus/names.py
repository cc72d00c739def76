"""How clerks say which unit a form is from, or fail to."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.forms import Column, Draft, Edit
from corpus.office import office
from corpus.registry import add, habit
from corpus.sheets import Cell, Line, Sheet
from pipeline.vocabulary.terms import UnitKind

_DISTRICT = "济南市市中区"
_SUB_BODIES = {
    "区发展改革局": "区金融事业发展中心",
    "区住房城乡建设局": "区房屋征收服务中心",
    "区农业农村局": "区乡村振兴局",
    "区政府办公室": "区大数据局",
}
_NEIGHBOURS = (
    "历下区发展和改革局",
    "槐荫区教育体育局",
    "天桥区住房和城乡建设局",
    "济南市民政局",
    "历城区农业农村局",
    "市发展和改革委员会",
    "济南市历下区司法局",
    "长清区水务局",
    "济南高新区管委会发展改革部",
    "市住房和城乡建设局",
    "章丘区商务局",
    "山东省卫生健康委员会",
)
# One character wrong, and no other unit's name comes as near.
_MISTYPED = {
    "区发展改革局": ("区发展改各局", "区发展改革局局", "区发屐改革局"),
    "区住房城乡建设局": ("区住房城乡建没局", "区住房成乡建设局", "区住房城乡设局"),
    "区教育体育局": ("区教育体肓局", "区教育育体局"),
    "区工业和信息化局": ("区工业和信息花局", "区工业合信息化局"),
    "区农业农村局": ("区农业农村居", "区农业衣村局"),
    "区卫生健康局": ("区卫生建康局", "区卫生健康康局"),
    "区市场监管局": ("区市场监官局", "区市厂监管局"),
    "区自然资源局": ("区自燃资源局", "区自然资原局"),
    "区文化和旅游局": ("区文化和旅遊局", "区文化和旅由局"),
    "区人力资源社会保障局": ("区人力资源社会保樟局", "区人力资源社保障局"),
    "区投资促进局": ("区投资促近局", "区投次促进局"),
    "陡沟街道办事处": ("陡沟街道办事外", "陡沟街到办事处"),
    "十六里河街道办事处": ("十六里何街道办事处", "十六里河街道办亊处"),
}
_OFFICES = ("办公室", "综合科", "党政办公室", "督查科")


def _short_stem(draft: Draft) -> str:
    """A file name that says nothing about the unit."""
    return "附件3" if draft.real_period.is_plan else f"附件4（{draft.month}月）"


def _written(draft: Draft, text: str, **more: object) -> Draft:
    return replace(draft, unit_text=text, stem=_short_stem(draft), **more)  # type: ignore[arg-type]


@habit("单位写法", "unit stem")
def unit_by_alias(draft: Draft, rng: random.Random) -> Draft:
    """Any of the other names in the directory."""
    return _written(draft, rng.choice(office().aliases(draft.real_unit) or (draft.real_unit,)))


@habit("单位写法", "unit stem")
def unit_by_short_name(draft: Draft, rng: random.Random) -> Draft:
    """The shortest name in use."""
    return _written(draft, min((draft.real_unit, *office().aliases(draft.real_unit)), key=len))


@habit("单位写法", "unit stem")
def unit_by_long_name(draft: Draft, rng: random.Random) -> Draft:
    """The longest official name."""
    return _written(draft, max((draft.real_unit, *office().aliases(draft.real_unit)), key=len))


@habit("单位写法", "unit stem")
def unit_with_spaces(draft: Draft, rng: random.Random) -> Draft:
    """The name set wide."""
    return _written(draft, rng.choice((" ", "　", "  ")).join(draft.real_unit))


@habit("单位写法", "unit stem")
def unit_with_seal(draft: Draft, rng: random.Random) -> Draft:
    """（盖章）, （公章） behind the name."""
    return _written(draft, draft.real_unit + rng.choice(("（盖章）", "（公章）", "（章）", " (盖章)", "（加盖公章）")))


@habit("单位写法", "unit stem")
def unit_with_office(draft: Draft, rng: random.Random) -> Draft:
    """An office inside the unit signs: 区司法局办公室."""
    return _written(draft, draft.real_unit + rng.choice(_OFFICES))


@habit("单位写法", "unit stem head")
def unit_label_differs(draft: Draft, rng: random.Random) -> Draft:
    """Another label than 填报单位."""
    labels = (
        "单位：",
        "填报单位（盖章）：",
        "单位名称：",
        "报送单位：",
        "填报单位:",
        "填 报 单 位：",
        "填报单位",
        "填报部门：",
        "填报单位（公章）:",
    )
    head = rng.choice(("merged", "beside", "one_cell", "two_lines"))
    return _written(draft, draft.real_unit, unit_label=rng.choice(labels), head=head)


@habit("单位写法", "unit stem head")
def day_label_differs(draft: Draft, rng: random.Random) -> Draft:
    """Another label than 填报时间."""
    labels = ("填报日期：", "时间：", "填报时间:", "填 报 时 间：", "日期：", "上报时间：", "报送时间：", "填表时间：")
    return _written(draft, draft.real_unit, reported_label=rng.choice(labels), head=rng.choice(("merged", "beside")))


def _with_typo(draft: Draft, rng: random.Random) -> Draft:
    return _written(draft, rng.choice(_MISTYPED[draft.real_unit]))


add("unit_mistyped", "单位错字", _with_typo, "unit stem", units=tuple(_MISTYPED), least=2)


@habit("单位错字", "unit stem", units=tuple(_MISTYPED), least=2)
def unit_mistyped_with_file_name(draft: Draft, rng: random.Random) -> Draft:
    """One character wrong in the form, the right name in the file name."""
    return replace(_with_typo(draft, rng), stem=f"{draft.real_unit}{_short_stem(draft)}")


@habit("外单位", "unit stem", is_alone=True)
def unit_of_a_neighbour(draft: Draft, rng: random.Random) -> Draft:
    """A bureau of another district or of the city: never ours."""
    return _written(draft, rng.choice(_NEIGHBOURS), unit=None)


@habit("外单位", "unit stem", is_alone=True)
def unit_of_a_neighbour_everywhere(draft: Draft, rng: random.Random) -> Draft:
    """A neighbour's bureau in the form and in the file name."""
    name = rng.choice(_NEIGHBOURS)
    return replace(_written(draft, name, unit=None), stem=f"{name}{_short_stem(draft)}")


@habit("外单位", "unit stem", is_alone=True)
def unit_of_a_neighbour_in_file_name(draft: Draft, rng: random.Random) -> Draft:
    """No unit in the form, a neighbour's bureau in the file name."""
    return replace(_written(draft, "", unit=None), stem=f"{rng.choice(_NEIGHBOURS)}{_short_stem(draft)}")


@habit("下属机构", "unit stem", units=tuple(_SUB_BODIES))
def unit_is_sub_body(draft: Draft, rng: random.Random) -> Draft:
    """The sub-body reports in its own name: its bureau owes the return (R5)."""
    body = _SUB_BODIES[draft.real_unit]
    return _written(draft, rng.choice((body, body.replace("区", "市中区", 1), body.removeprefix("区"))))


@habit("下属机构", "unit stem", units=tuple(_SUB_BODIES))
def unit_with_sub_body(draft: Draft, rng: random.Random) -> Draft:
    """X（Y） or Y（X）: X owes the return (R5)."""
    body = _SUB_BODIES[draft.real_unit]
    names = (f"{draft.real_unit}（{body}）", f"{draft.real_unit}({body})", f"{body}（{draft.real_unit}）")
    return _written(draft, rng.choice(names))


@habit("单位位置", "unit stem head date title")
def unit_in_title(draft: Draft, rng: random.Random) -> Draft:
    """The unit stands in the title: 区司法局2022年年度工作任务落实情况表."""
    name = rng.choice((draft.real_unit, *office().aliases(draft.real_unit)[:2]))
    return _written(draft, "", title=f"{name}{draft.title}", head="none", reported_date=None)


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
    return replace(_written(draft, ""), stem=rng.choice(stems).format(unit=name, rest=_short_stem(draft)))


@habit("单位位置", "unit stem folders")
def unit_in_folder(draft: Draft, rng: random.Random) -> Draft:
    """Only the folder says the unit."""
    name = rng.choice((draft.real_unit, *office().aliases(draft.real_unit)[:3]))
    folders = rng.choice(((name,), ("2022-04-06", name), (f"{rng.randint(1, 60)}.{name}",), (name, "附件")))
    return replace(_written(draft, ""), folders=folders)


@habit("单位位置", "unit stem sheets")
def unit_in_sheet_name(draft: Draft, rng: random.Random) -> Draft:
    """Only the sheet's name says the unit."""
    name = min((draft.real_unit, *office().aliases(draft.real_unit)), key=len)
    return replace(_written(draft, ""), sheet=name)


def _add_seal_line(unit: str) -> Edit:
    def edit(draft: Draft, sheets: tuple[Sheet, ...], rng: random.Random) -> tuple[Sheet, ...]:
        first, *others = sheets
        seal = Line((Cell(), Cell(), Cell(), Cell(f"{unit}（盖章）")))
        return (replace(first, lines=(*first.lines, seal)), *others)

    return edit


@habit("单位位置", "unit stem")
def unit_in_seal_line(draft: Draft, rng: random.Random) -> Draft:
    """Only the line for the seal below the table says the unit."""
    return _written(draft, "").edited(_add_seal_line(draft.real_unit))


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
    return _written(draft, "", unit=draft.real_unit if is_told else None)


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
    return replace(draft, stem=f"{other}{_short_stem(draft)}", unit=None)


@habit("单位矛盾", "unit stem", is_alone=True)
def unit_two_at_once(draft: Draft, rng: random.Random) -> Draft:
    """Two units in one cell."""
    other = rng.choice([unit for unit in office().units(1, 7) if unit != draft.real_unit])
    return _written(draft, rng.choice((f"{draft.real_unit}、{other}", f"{draft.real_unit} {other}")), unit=None)


@habit("单位写法", "unit stem")
def unit_with_district(draft: Draft, rng: random.Random) -> Draft:
    """The name with the district before it, whether the directory lists it so or not."""
    unit = office().directory.unit(draft.real_unit)
    is_plain = unit.kind is UnitKind.DEPARTMENT and unit.name.startswith("区")
    bare = unit.name.removeprefix("区") if is_plain else unit.name
    return _written(draft, rng.choice((f"{_DISTRICT}{bare}", f"市中区{bare}")) if is_plain else unit.name)


@habit("单位陷阱", "columns_added")
def responsible_units_column(draft: Draft, rng: random.Random) -> Draft:
    """A column 责任单位 names every unit of the task; the form is still from one."""
    place = 2
    columns = (*draft.columns[:place], Column("units", "责任单位"), *draft.columns[place:])
    rows = tuple(
        replace(
            row,
            answers={**row.answers, "units": office().task(row.task_id).units_text if row.task_id else ""},
            unread=row.unread | {"units"},
        )
        for row in draft.rows
    )
    return replace(draft, columns=columns, rows=rows)
