"""序号 as clerks write it: 任务37, 37-1, （五）, ⅴ, full-width, 1.0; what it says and what kind of number it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.vocabulary.terms import Annex
from pipeline.vocabulary.text import arabic, compact

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
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}


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


NONE = Numbering()


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
