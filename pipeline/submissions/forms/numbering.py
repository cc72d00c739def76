"""序号 as clerks write it: 任务37, 37-1, （五）, ⅴ, full-width, 1.0; what it says and what kind of number it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.vocabulary.terms import Annex
from pipeline.vocabulary.text import arabic, compact, fold

_ANNEX_WORDS = {
    "任务": Annex.KEY_TASK,
    "重点任务": Annex.KEY_TASK,
    "附件1": Annex.KEY_TASK,
    "实事": Annex.LIVELIHOOD,
    "民生实事": Annex.LIVELIHOOD,
    "为民实事": Annex.LIVELIHOOD,
    "附件2": Annex.LIVELIHOOD,
}
_TASK_ID = re.compile(
    r"(?P<annex>(?:重点|民生|为民)?(?:任务|实事)|附件[12])[-—第:：.、]?(?P<number>\d{1,3})(?!\d)(?:[项件号])?"
)
_SUB_OF_ID = re.compile(r"[-－—–_.．(（]?(\d{1,2})[)）]?")
_DASHED = re.compile(r"[-－—–](?P<number>\d{1,2})")
_SUB = re.compile(r"(?P<number>\d{1,3})[-－—–_.．/](?P<sub>\d{1,2})")
_PLAIN = re.compile(r"(?:no\.?|第)?(?P<number>\d{1,3})(?:\.0)?(?:[项件号条])?[、.．:：]?")
_BRACKETED = re.compile(r"[（(\[【](?P<number>\d{1,3})[)）\]】]|(?P<half>\d{1,2})[)）]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = {written: number for number, written in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}

_SAME_AGAIN = re.compile(r"[（(]?(同上|同前|〃|″|\"|''|同)[）)]?")
_LABEL = re.compile(r"^(重点任务|民生实事|任务名称|事项|任务|实事|工作|政府工作报告|项目|内容)[:：]\s*")
_AND_MORE = re.compile(r"(等(方面|相关|有关|各项)?(工作|任务|事项|内容|项目)?|(?<![.。…])[.。…]{2,})\s*$")

_PART = re.compile(
    r"([一二三四五六七八九十\d]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）])?(?P<annex>附件[一二12])?(年度)?"
    r"((?P<key>重点任务|重点工作)|(?P<livelihood>民生实事|为民办?实事|为民办22件实事|22件实事)|工作任务)(部分|情况|类)?"
)


@dataclass(frozen=True)
class Numbering:
    """What a 序号 says. ``annex`` only where it is written (任务37); ``sub_item`` of 37-1 is '1'.

    ``is_nested`` marks the styles used below a plain number: （1）, 1), ①.
    """

    number: int | None = None
    annex: Annex | None = None
    sub_item: str = ""
    is_nested: bool = False

    @property
    def task_id(self) -> str:
        """任务37 when the annex is written, '' otherwise."""
        return f"{self.annex}{self.number}" if self.annex and self.number else ""

    @property
    def is_plain(self) -> bool:
        """Whether it may be the annex's or only count the rows."""
        return bool(self.number) and not (self.annex or self.is_nested)

    @property
    def is_below(self) -> bool:
        """Whether it is of those used below another row's: 37-1, （1）."""
        return bool(self.sub_item) or self.is_nested


NONE = Numbering()


@dataclass(frozen=True)
class Listed:
    """One of the numbers that stand together in a cell; ``annex`` where it, or one before it, is written with it."""

    number: int
    annex: Annex | None = None


_MOST_LISTED = 30
_ITEM = r"(?:(?:重点|民生|为民)?(?:任务|实事)|附件[12](?:[-—]|(?=第)))?第?\d{1,3}[项件号]?"
_APART, _UP_TO = r"(?:[、，,;；/＋+&\n]|和|及|与|以及)", r"(?:至|到|~|～|——)"
_RANGE = (
    rf"{_ITEM}{_UP_TO}{_ITEM}|第\d{{1,3}}[-—－–]\d{{1,3}}[项件号]?|(?:任务|实事)\d{{1,3}}[-—－–](?:任务|实事)\d{{1,3}}"
)
_SEVERAL = rf"(?:{_RANGE}|{_ITEM})(?:{_APART}(?:{_RANGE}|{_ITEM})){{0,{_MOST_LISTED}}}"
_SEVERAL_ALONE, _SEVERAL_IN_FRONT = re.compile(_SEVERAL), re.compile(rf"(?=任务|实事|第)({_SEVERAL})(?:[:：.．]|\s)")
_ONE_LISTED = re.compile(
    rf"(?P<up>{_UP_TO}|[-—－–])?(?P<annex>重点任务|民生实事|为民实事|任务|实事|附件[12](?=[-—第]))?[-—]?第?(?P<number>\d{{1,3}})"
)


@lru_cache(maxsize=8192)
def parse_several(text: str, is_in_front: bool = False) -> tuple[Listed, ...]:
    """The numbers listed in a cell, 第5-7项 as 5, 6, 7; none where it holds one or none, or 37-1. ``is_in_front``: of a text."""
    plain = arabic(text.strip()) if is_in_front else re.sub(r"[ \u3000]", "", arabic(text.strip()))
    found = _SEVERAL_IN_FRONT.match(plain) if is_in_front else _SEVERAL_ALONE.fullmatch(plain)
    if not found:
        return ()
    listed: list[Listed] = []
    for one in _ONE_LISTED.finditer(found[0]):
        number, last = int(one["number"]), listed[-1] if listed else None
        annex = _ANNEX_WORDS[one["annex"]] if one["annex"] else last.annex if last else None
        between = range(last.number + 1, number) if last and one["up"] and last.number < number else ()
        listed += [Listed(each, annex) for each in (*between, number)]
    return tuple(dict.fromkeys(listed)) if 1 < len(listed) <= _MOST_LISTED else ()


@lru_cache(maxsize=8192)
def parse_numbering(text: str) -> Numbering:
    """The number a 序号 cell states; NONE for a blank or for words."""
    bare = compact(text)
    if not bare:
        return NONE
    if len(bare) == 1 and bare in _CIRCLED:
        return Numbering(_CIRCLED.index(bare) + 1, is_nested=True)
    if found := _DASHED.fullmatch(bare):
        return Numbering(int(found["number"]), is_nested=True)
    plain = compact(arabic(bare)).casefold()
    if plain in _ROMAN:
        return Numbering(_ROMAN[plain])
    return _with_annex(plain) or _broken_down(plain) or _in_figures(plain) or NONE


def _with_annex(plain: str) -> Numbering | None:
    """任务37, 任务37-1."""
    if not (found := _TASK_ID.match(plain)):
        return None
    rest = _SUB_OF_ID.fullmatch(plain[found.end() :])
    return Numbering(int(found["number"]), _ANNEX_WORDS[found["annex"]], rest[1] if rest else "")


def _broken_down(plain: str) -> Numbering | None:
    """37-1; but 37.0 is a plain 37."""
    if not (found := _SUB.fullmatch(plain.rstrip("、.．"))):
        return None
    is_whole = found["sub"] == "0" and "." in plain
    return Numbering(int(found["number"]), sub_item="" if is_whole else str(int(found["sub"])))


def _in_figures(plain: str) -> Numbering | None:
    """(1), 1) or a plain number."""
    if found := _BRACKETED.fullmatch(plain):
        return Numbering(int(found["number"] or found["half"]), is_nested=True)
    found = _PLAIN.fullmatch(plain)
    return Numbering(int(found["number"])) if found else None


def is_part_heading(text: str) -> bool:
    """Whether a cell is the heading of one of a form's two parts: 一、重点任务, （二）为民办实事."""
    return _PART.fullmatch(compact(text)) is not None


def annex_of_heading(text: str) -> Annex | None:
    """The annex whose tasks follow below such a heading, None where it names neither."""
    found = _PART.fullmatch(compact(text))
    if not found:
        return None
    return Annex.LIVELIHOOD if found["livelihood"] else Annex.KEY_TASK if found["key"] else None


def split_numbering(text: str) -> tuple[Numbering, str]:
    """A number written in front of a task's text, and the text without it: 37.深入开展… → 37, 深入开展…."""
    stripped = text.strip(" \t\n\u3000●★■◆▲·•*—-")
    if listed := re.match(r"([一二三四五六七八九十])是|第([一二三四五六七八九十])[，,、]", stripped):
        number = "一二三四五六七八九十".index(listed[1] or listed[2]) + 1
        return Numbering(number, is_nested=True), stripped[listed.end() :].strip()
    match = re.match(
        r"(?:[（(【\[]\s*[\d一二三四五六七八九十]{1,3}\s*[)）】\]]|[①-⑳]|"
        r"(?:(?:重点|民生|为民)?(?:任务|实事)\s*第?\s*)[\d０-９一二三四五六七八九十]{1,3}(?:[-—]\d{1,2})?[项件]?\s*[:：、.．\s]?|"
        r"第[\d一二三四五六七八九十]{1,3}[项件条][:：、.．\s]?|"
        r"[一二三四五六七八九十]{1,3}[、.．]|[\d０-９]{1,3}(?:[-－—]\d{1,2})?\s*(?:[、．:：)）]|\.(?!\d)|(?=\s)))",
        stripped,
    )
    if not match or not stripped[match.end() :].strip():
        whole = parse_numbering(stripped)
        return (whole, "") if whole.annex else (NONE, text)
    return parse_numbering(match[0].strip(" :：、.．\t\n")), stripped[match.end() :].strip()


@lru_cache(maxsize=8192)  # the same tasks stand on every form of a unit
def parse_task_cells(number_text: str, task_text: str) -> tuple[Numbering, str, str]:
    """The row's number, wherever it stands, its text without it, and that text folded."""
    numbering = parse_numbering(number_text)
    listed = _SEVERAL_IN_FRONT.match(task_text.strip()) if parse_several(task_text, is_in_front=True) else None
    bare = task_text.strip()[listed.end() :] if listed else _LABEL.sub("", task_text.strip())
    in_front, text = split_numbering(bare)
    if _SAME_AGAIN.fullmatch(text):
        text = ""
    if numbering is NONE or (in_front.annex and not numbering.annex):
        numbering = in_front if in_front is not NONE else numbering
    return numbering, text, fold(_AND_MORE.sub("", text))
