"""How clerks say which unit a form is from, or fail to."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.forms import Draft
from corpus.office import office
from corpus.registry import add, habit
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


def short_stem(draft: Draft) -> str:
    """A file name that says nothing about the unit."""
    return "附件3" if draft.real_period.is_plan else f"附件4（{draft.month}月）"


def write_unit(draft: Draft, text: str, **more: object) -> Draft:
    """``text`` stands where the unit belongs, and the file name says nothing about it."""
    return replace(draft, unit_text=text, stem=short_stem(draft), **more)  # type: ignore[arg-type]


@habit("单位写法", "unit stem")
def unit_by_alias(draft: Draft, rng: random.Random) -> Draft:
    """Any of the other names in the directory."""
    return write_unit(draft, rng.choice(office().aliases(draft.real_unit) or (draft.real_unit,)))


@habit("单位写法", "unit stem")
def unit_by_short_name(draft: Draft, rng: random.Random) -> Draft:
    """The shortest name in use."""
    return write_unit(draft, min((draft.real_unit, *office().aliases(draft.real_unit)), key=len))


@habit("单位写法", "unit stem")
def unit_by_long_name(draft: Draft, rng: random.Random) -> Draft:
    """The longest official name."""
    return write_unit(draft, max((draft.real_unit, *office().aliases(draft.real_unit)), key=len))


@habit("单位写法", "unit stem")
def unit_with_spaces(draft: Draft, rng: random.Random) -> Draft:
    """The name set wide."""
    return write_unit(draft, rng.choice((" ", "　", "  ")).join(draft.real_unit))


@habit("单位写法", "unit stem")
def unit_with_seal(draft: Draft, rng: random.Random) -> Draft:
    """（盖章）, （公章） before or behind the name."""
    if rng.random() < 0.2:
        return write_unit(draft, f"（盖章）{draft.real_unit}")
    return write_unit(
        draft, draft.real_unit + rng.choice(("（盖章）", "（公章）", "（章）", " (盖章)", "（加盖公章）"))
    )


@habit("单位写法", "unit stem")
def unit_with_office(draft: Draft, rng: random.Random) -> Draft:
    """An office inside the unit signs: 区司法局办公室."""
    return write_unit(draft, draft.real_unit + rng.choice(_OFFICES))


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
    return write_unit(draft, draft.real_unit, unit_label=rng.choice(labels), head=head)


@habit("单位写法", "unit stem head")
def day_label_differs(draft: Draft, rng: random.Random) -> Draft:
    """Another label than 填报时间."""
    labels = ("填报日期：", "时间：", "填报时间:", "填 报 时 间：", "日期：", "上报时间：", "报送时间：", "填表时间：")
    return write_unit(draft, draft.real_unit, reported_label=rng.choice(labels), head=rng.choice(("merged", "beside")))


def _with_typo(draft: Draft, rng: random.Random) -> Draft:
    return write_unit(draft, rng.choice(_MISTYPED[draft.real_unit]))


add("unit_mistyped", "单位错字", _with_typo, "unit stem", units=tuple(_MISTYPED), least=2)


@habit("单位错字", "unit stem", units=tuple(_MISTYPED), least=2)
def unit_mistyped_with_file_name(draft: Draft, rng: random.Random) -> Draft:
    """One character wrong in the form, the right name in the file name."""
    return replace(_with_typo(draft, rng), stem=f"{draft.real_unit}{short_stem(draft)}")


@habit("外单位", "unit stem", is_alone=True)
def unit_of_a_neighbour(draft: Draft, rng: random.Random) -> Draft:
    """A bureau of another district or of the city: never ours."""
    return write_unit(draft, rng.choice(_NEIGHBOURS), unit=None)


@habit("外单位", "unit stem", is_alone=True)
def unit_of_a_neighbour_everywhere(draft: Draft, rng: random.Random) -> Draft:
    """A neighbour's bureau in the form and in the file name."""
    name = rng.choice(_NEIGHBOURS)
    return replace(write_unit(draft, name, unit=None), stem=f"{name}{short_stem(draft)}")


@habit("外单位", "unit stem", is_alone=True)
def unit_of_a_neighbour_in_file_name(draft: Draft, rng: random.Random) -> Draft:
    """No unit in the form, a neighbour's bureau in the file name."""
    return replace(write_unit(draft, "", unit=None), stem=f"{rng.choice(_NEIGHBOURS)}{short_stem(draft)}")


@habit("下属机构", "unit stem", units=tuple(_SUB_BODIES))
def unit_is_sub_body(draft: Draft, rng: random.Random) -> Draft:
    """The sub-body reports in its own name: its bureau owes the return (R5)."""
    body = _SUB_BODIES[draft.real_unit]
    return write_unit(draft, rng.choice((body, body.replace("区", "市中区", 1), body.removeprefix("区"))))


@habit("下属机构", "unit stem", units=tuple(_SUB_BODIES))
def unit_with_sub_body(draft: Draft, rng: random.Random) -> Draft:
    """X（Y） or Y（X）: X owes the return (R5)."""
    body = _SUB_BODIES[draft.real_unit]
    names = (f"{draft.real_unit}（{body}）", f"{draft.real_unit}({body})", f"{body}（{draft.real_unit}）")
    return write_unit(draft, rng.choice(names))


@habit("单位写法", "unit stem")
def unit_with_district(draft: Draft, rng: random.Random) -> Draft:
    """The name with the district before it, whether the directory lists it so or not."""
    unit = office().directory.unit(draft.real_unit)
    is_plain = unit.kind == UnitKind.DEPARTMENT and unit.name.startswith("区")
    bare = unit.name.removeprefix("区") if is_plain else unit.name
    return write_unit(draft, rng.choice((f"{_DISTRICT}{bare}", f"市中区{bare}")) if is_plain else unit.name)


# Names in use that no directory lists: a clerk of the office knows them, and the tasks agree.
_FORMER = {
    "区发展改革局": ("区发改委", "区发展和改革委员会"),
    "区卫生健康局": ("区卫健委", "区卫生健康委"),
    "区教育体育局": ("区教育局", "区教体委"),
    "区住房城乡建设局": ("区住建委", "区城乡建设局"),
    "生态环境市中分局": ("区环保局", "市中环保分局"),
    "区工业和信息化局": ("区工信委", "区经信局"),
}


@habit("单位写法", "unit stem", units=tuple(_FORMER), least=3)
def unit_by_former_name(draft: Draft, rng: random.Random) -> Draft:
    """The name that the unit had before, or that the city's bureau has."""
    return write_unit(draft, rng.choice(_FORMER[draft.real_unit]))


@habit("单位写法", "unit stem")
def unit_with_person(draft: Draft, rng: random.Random) -> Draft:
    """A person or a number behind the name."""
    tails = (" 王敏", "（王敏）", "  联系人：王敏", "（82071234）", "（填报人：李娜）")
    return write_unit(draft, draft.real_unit + rng.choice(tails))


_STREETS = tuple(unit for unit in office().units() if unit.endswith("街道办事处"))


@habit("单位写法", "unit stem", units=_STREETS)
def street_by_other_bodies(draft: Draft, rng: random.Random) -> Draft:
    """党工委、办事处, or an office of the street."""
    street = draft.real_unit.removesuffix("办事处")
    tails = ("党工委、办事处", "党工委办事处", "党政办", "党政办公室", "办事处党政办公室", "办事处（党工委）")
    return write_unit(draft, street + rng.choice(tails))


_BUREAUS = tuple(u for u in office().units() if u.startswith("区") and u.endswith(("局", "办公室")) and "“" not in u)


@habit("单位写法", "unit stem", units=_BUREAUS)
def unit_with_district_cut_short(draft: Draft, rng: random.Random) -> Draft:
    """市中司法局, 济南市中区司法局: the district's name itself shortened."""
    return write_unit(draft, rng.choice(("市中", "济南市中区", "市中区区")) + draft.real_unit.removeprefix("区"))
