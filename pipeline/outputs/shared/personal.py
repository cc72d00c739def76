"""Personal data in a text: phones in any writing, numbers of papers, mail, chat names, names of persons (R24).

A text is looked at as a reader reads it: full-width and Chinese digits are digits, invisible characters are not there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

PHONE, PAPER, MAIL, CHAT, PERSON = "电话号码", "证件号码", "邮箱", "微信或QQ号", "个人姓名"
_MASKS = {PHONE: "（电话略）", PAPER: "（证件号略）", MAIL: "（邮箱略）", CHAT: "（略）", PERSON: "（略）"}
_DIGITS = {
    char: str(value) for row in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖") for value, char in enumerate(row)
}
_DIGITS |= {"幺": "1", "○": "0"}
_GAP = r"[ \t\-‐‑‒–—―_.·•∙()]{0,3}"
_LABEL = "电话|手机|座机|热线|传真|联系方式|致电|拨打|号码|短号|[Tt][Ee][Ll]|☎|📞"
_ALONE = r"(?<!\d)(?<!\d[-./])"  # no part of a longer number, of a date or of a project's code
_DAY = rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2]){_GAP}(?:0{_GAP}[1-9]|[12]{_GAP}\d|3{_GAP}[01])"
_AREA = r"\(?(?:010|02\d|0[3-9]\d\d)\)?"
_LOCAL = rf"(?:\d{{7,8}}|\d{{3,4}}{_GAP}\d{{4}})(?:{_GAP}(?:转|分机|ext\.?|#){_GAP}\d{{1,6}})?"
_KINDS = (
    (
        PAPER,
        rf"{_ALONE}([1-9](?:{_GAP}\d){{5}}{_GAP}(?:1{_GAP}9|2{_GAP}0)(?:{_GAP}\d){{2}}{_GAP}{_DAY}(?:{_GAP}\d){{3}}{_GAP}[\dXx])(?!\d)",
    ),
    (PHONE, rf"{_ALONE}((?:(?:\+|00)?86{_GAP})?\(?1{_GAP}[3-9](?:{_GAP}\d){{9}})(?!\d)"),
    (PHONE, rf"{_ALONE}(?<!\.)({_AREA}{_GAP}{_LOCAL})(?!\d)"),
    (PHONE, r"(?<!\d)(0(?: \d){9,11})(?!\d)"),
    (PHONE, rf"(?<!\d)([48]00(?:{_GAP}\d){{7}})(?!\d)"),
    (PHONE, rf"(?:{_LABEL})[:为是\s(]{{0,4}}(\d(?:{_GAP}\d){{5,11}})(?!\d)"),
    (PHONE, r"(?:分机|内线)[:号为是\s(]{0,4}(\d{3,6})(?!\d)"),
    (MAIL, r"([A-Za-z0-9._%+-]+\s?(?:@|\[at\])\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"),
    (CHAT, r"(?:微信|QQ|qq|VX|vx|WX|wx|[Ww]e[Cc]hat)(?:号码?|群|是|为|[:\s])*([A-Za-z0-9_-]{5,20})"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_HINT = re.compile(r"分机|内线|@|＠|\[at\]|微信|[QqWwVvＱＷＶ]")
_FEWEST_DIGITS = 6

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方"
    "金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛"
    "柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童霍柯阮桂冉凌岳盛喻卓费柏宁牟闫肖付仲初逯亓"
)
_DOUBLE = frozenset(
    "欧阳 诸葛 司马 上官 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 东郭 南宫 长孙 宇文 轩辕 钟离 闻人".split()
)
_OFFICES = tuple("局办科室处区镇街院队站所心委部组")
_WHO = "联系人|联络员|负责人|经办人|填报人|填表人|责任人|审核人|签发人|包联领导|牵头领导|分管领导|主要领导|项目经理"
_RANK = "同志|书记|副?区长|副?县长|副?市长|副?局长|副?主任|副?科长|副?部长|副?院长|副?校长|副?总?经理|董事长|主席|站长|所长|处长|镇长|工程师|老师|先生|女士|常委|调研员"
_NAME = r"[一-鿿][一-鿿]{1,2}"
_END = r"(?=[^一-鿿]|$|同志)"
_NAMED = (
    re.compile(rf"(?:{_WHO})(?:为|是|：|:|\s|（|\()*({_NAME}){_END}"),
    re.compile(rf"(?:{_WHO})(?:为|是|：|:|\s|（|\()*{_NAME}[、，,/\s和及]+({_NAME}){_END}"),
    re.compile(rf"(?:^|[^一-鿿]|由|经|向|和|与|及|人)({_NAME})(?=同志)"),
)
_BEFORE = re.compile(rf"(?:^|[^一-鿿]|[由经向和与及人为是请派长记任]|{_RANK}|领导)$")
_AFTER = re.compile(rf"^(?:$|[^一-鿿]|{_RANK}|牵头|带队|负责|调研|主持|督办|率队|率|多次|现场|赴|担任|任|等|和|与|及)")
_APART = re.compile(r"(?<![一-鿿])([一-鿿])\s+([一-鿿])(?![一-鿿])")
_WORDS_OF_TITLES = re.compile(rf"{_RANK}|{_WHO}|主要|分管|局长|领导|区委|区政府|党组|成员")


class Span(NamedTuple):
    """Where something personal stands in a text, and what it is."""

    start: int
    end: int
    kind: str


def contact_spans(text: str) -> tuple[Span, ...]:
    """Phones, numbers of papers, mail and chat names in ``text``, in order; none overlaps another."""
    if sum(char.isdigit() or char in _DIGITS for char in text) < _FEWEST_DIGITS and not _HINT.search(text):
        return ()
    flat, places = _flat(text)
    found = (
        Span(places[match.start(1)], places[match.end(1) - 1] + 1, kind)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(flat)
    )
    return _apart(found)


def _flat(text: str) -> tuple[str, list[int]]:
    """``text`` as a reader reads it, and for each of its characters the place where it stands in ``text``."""
    flat, places = [], []
    for place, char in enumerate(text):
        if unicodedata.category(char) in ("Cf", "Mn", "Cc") and char not in "\n\t":
            continue
        for one in _DIGITS.get(char) or unicodedata.normalize("NFKC", char):
            flat.append(one)
            places.append(place)
    return "".join(flat), places


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order, of those that overlap the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def masked(text: str, spans: Iterable[Span]) -> str:
    """``text`` with something that says what was left out in the place of each of ``spans``."""
    at, parts = 0, []
    for span in spans:
        parts += [text[at : span.start], _MASKS[span.kind]]
        at = span.end
    return "".join([*parts, text[at:]])


def without_contacts(text: str) -> str:
    """``text`` without phones and the like: they stand in the contact sheet and nowhere else (R24)."""
    spans = contact_spans(text)
    return masked(text, spans) if spans else text


@dataclass(frozen=True)
class Persons:
    """Who is known by name, and ``places``: names of units and the like, inside which a name is no person's."""

    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def spans(self, text: str) -> tuple[Span, ...]:
        """Everything personal in ``text``: contacts, known names, and names that a label or 同志 gives away."""
        return _apart((*contact_spans(text), *self._known(text), *_labelled(text)))

    def without(self, text: str) -> str:
        """``text`` fit for the public: nobody can be told by it (R24)."""
        return masked(text, self.spans(text))

    def _known(self, text: str) -> Iterator[Span]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            if _is_person(text, match) and not self._is_in_place(text, match):
                yield Span(match.start(), match.end(), PERSON)

    def _is_in_place(self, text: str, match: re.Match[str]) -> bool:
        """Whether it is part of a longer name, such as that of a unit."""
        around = (place for place in self.places if match[0] in place)
        return any(
            place.start() <= match.start() and match.end() <= place.end()
            for name in around
            for place in re.finditer(re.escape(name), text)
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        ordered = sorted(self.names, key=lambda name: (-len(name), name))
        between = (r"[\s\u200b-\u200f\u2060\ufeff]*".join(map(re.escape, name)) for name in ordered)
        return re.compile("|".join(between)) if ordered else None


def _is_person(text: str, match: re.Match[str]) -> bool:
    """Two characters may be a word (高峰) inside others; three are a name."""
    if len(re.sub(r"\W", "", match[0])) > 2:
        return True
    before, after = text[: match.start()], text[match.end() :]
    if re.match(_RANK, after):
        return True
    return bool(_BEFORE.search(before[-4:]) and _AFTER.search(after[:4]))


def _labelled(text: str) -> Iterator[Span]:
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            if _is_name(match[1]):
                yield Span(*match.span(1), PERSON)


def names_in(text: str) -> Iterator[str]:
    """The names of persons that a cell for persons gives: 张三、局长李四 138…."""
    plain = _WORDS_OF_TITLES.sub(" ", _APART.sub(r"\1\2", masked(text, contact_spans(text))))
    for one in re.findall(r"[一-鿿]{2,4}", re.sub(r"（[^）]*略）", " ", plain)):
        if _is_name(one):
            yield one


def _is_name(text: str) -> bool:
    """Whether it begins as names do, and does not end as offices do."""
    return (text[0] in _SURNAMES or text[:2] in _DOUBLE) and not text.endswith(_OFFICES)
