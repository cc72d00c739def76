"""The splitter of 责任单位 cells: which units, sub-bodies and groups a cell names, and where in the cell (R4, R5)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.master.days import term_at
from pipeline.master.units import Named, UnitDirectory
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import compact, fold
from pipeline.vocabulary.values import ALWAYS, Span

_SEPARATOR = re.compile(r"[、，,；;。/／\s]")
_CONNECTOR = re.compile(r"以及|和|及|与")
_BRACKETS = re.compile(r"[（(]([^（()）]*)[）)]")
_CLOSERS = '）)”"』】》'
_BOUNDARY = re.compile(r"[、，,；;。/／\s（(等]|以及|和|及|与|$")
_OPEN_END = re.compile(r"等(?:有关|相关|其他)?(?:单位|部门)?(?=[、，,；;。/／\s]|$)")


@dataclass(frozen=True)
class Mention:
    """A unit or group named in a cell, by its canonical name, with the days in brackets behind it (R26).

    ``start`` and ``end`` bound the name in the cell. ``unread``: what is said of its days and cannot be read, as written;
    then it is as if no days were given.
    """

    name: str
    sub_body: str = ""
    is_group: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    spans: tuple[Span, ...] = ALWAYS
    unread: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Whether it bears the task on ``day`` (None: whenever)."""
        return day is None or any(span.holds(day) for span in self.spans)


@dataclass(frozen=True)
class _Folded:
    """A cell folded for comparison; ``origins`` holds the position in ``text`` of each folded character."""

    text: str
    key: str
    origins: tuple[int, ...]


def split_responsibility(text: str, directory: UnitDirectory, task_id: str) -> tuple[Mention, ...]:
    """Every unit and group that ``text`` names, in its order, each once.

    The names of the directory decide where a name ends, the longest first: brackets (任务19, 任务85) and 、 (任务45)
    can be part of one. X（Y） gives X with its sub-body Y (R5), also after a stray 、 (任务38). A bare 等 at the end
    is the group that open_group names.

    A unit that bears the task in several spans stands several times, with the days of each; it is one mention.

    Raises:
        MasterError: something is left over that nobody knows, or a unit stands twice without any days.
    """
    folded = _fold(text)
    mentions: list[Mention] = []
    unknown: list[str] = []
    position = 0
    while position < len(text):
        if separator := _SEPARATOR.match(text, position):
            position = separator.end()
        elif sub_body := _sub_body_at(text, position, mentions, directory):
            mentions[-1] = replace(mentions[-1], sub_body=sub_body[0])
            position = sub_body[1]
        elif mentions and (term := term_at(text, position)):
            mentions[-1] = _with_days(mentions[-1], term[0], text[position : term[1]])
            position = term[1]
        elif found := _name_at(folded, position, directory):
            named, end = found
            mentions.append(Mention(named.name, named.sub_body, named.is_group, position, end))
            position = end
        elif mentions and (open_end := _OPEN_END.match(text, position)):
            mentions.append(Mention(open_group(task_id), "", True, position, open_end.end()))
            position = open_end.end()
        elif mentions and not unknown and (connector := _CONNECTOR.match(text, position)):
            position = connector.end()
        else:
            unknown.append(_token_at(text, position))
            position += len(unknown[-1])
    _refuse_unknown(unknown, mentions, directory)
    _refuse_repeated(mentions)
    return tuple(_in_all_spans(own) for own in gathered((one.name, one) for one in mentions).values())


def _with_days(mention: Mention, span: Span | None, brackets: str) -> Mention:
    return replace(mention, spans=(span,)) if span else replace(mention, unread=f"{mention.name}{compact(brackets)}")


def _in_all_spans(own: Sequence[Mention]) -> Mention:
    """The mentions of one unit as one; where the days of one of them lack or cannot be read, none of them count."""
    if len(own) == 1:
        return own[0]
    sub_body = next((one.sub_body for one in own if one.sub_body), "")
    unread = "、".join(one.unread or one.name for one in own if one.spans == ALWAYS)
    spans = tuple(sorted((span for one in own for span in one.spans), key=lambda span: span.since or date.min))
    return replace(own[0], sub_body=sub_body, spans=ALWAYS if unread else spans, unread=unread)


def open_group(task_id: str) -> str:
    """The group behind a bare 等 in the cell of ``task_id``: whoever else belongs to this very task (R4)."""
    return f"{task_id}“等”其他单位"


def written_units(text: str, mentions: Iterable[Mention], directory: UnitDirectory) -> str:
    """``text`` as written on one line: without line breaks, with 、 where only white space kept two names apart.

    A unit that has changed its name stands under the one in use: one text never calls it by two (R26).
    """
    line = ""
    position = 0
    for mention in mentions:
        gap = text[position : mention.start]
        line += "、" if line and gap and not gap.strip() else compact(gap)
        line += written_name(text, mention, directory)
        position = mention.end
    return line + compact(text[position:])


def written_name(text: str, mention: Mention, directory: UnitDirectory) -> str:
    """The name of ``mention`` as ``text`` writes it, or the one in use of a unit that was called so before."""
    written = compact(text[mention.start : mention.end])
    unit = None if mention.is_group else directory.find(written)
    is_renamed = unit is not None and unit.name != unit.key and fold(written) in map(fold, unit.names)
    return unit.name if unit and is_renamed else written


def _fold(text: str) -> _Folded:
    pairs = [(char, index) for index, written in enumerate(text) for char in fold(written)]
    return _Folded(text, "".join(char for char, _ in pairs), tuple(index for _, index in pairs))


def _name_at(folded: _Folded, position: int, directory: UnitDirectory) -> tuple[Named, int] | None:
    """The longest known name that begins at ``position``, with no bracket, and ends where a name can end; and its end."""
    if folded.text[position] in "（(":
        return None
    start = bisect_left(folded.origins, position)
    for length in directory.name_lengths:
        named = directory.names.get(folded.key[start : start + length])
        if named is None or start + length > len(folded.key):
            continue
        end = folded.origins[start + length - 1] + 1
        while folded.text[end : end + 1] and folded.text[end] in _CLOSERS:
            end += 1
        written = folded.text[position:end]
        if _BOUNDARY.match(folded.text, end) and _marks(written) == _marks(named.written):
            return named, end
    return None


def _marks(written: str) -> int:
    """How many separators stand inside a name, line breaks aside: 兴隆、七贤 is not a name 兴隆七贤."""
    return len(_SEPARATOR.findall(compact(written)))


def _sub_body_at(text: str, position: int, mentions: list[Mention], directory: UnitDirectory) -> tuple[str, int] | None:
    """The sub-body in brackets at ``position`` that belongs to the last unit named, and the end of the brackets."""
    brackets = _BRACKETS.match(text, position)
    if not brackets or not mentions or mentions[-1].is_group:
        return None
    bodies = [directory.names.get(fold(part)) for part in _SEPARATOR.split(compact(brackets[1])) if part]
    known = [body.sub_body for body in bodies if body and body.name == mentions[-1].name and body.sub_body]
    return ("、".join(known), brackets.end()) if known and len(known) == len(bodies) else None


def _token_at(text: str, position: int) -> str:
    """What a person would read as one name from ``position`` on: up to the next separator outside brackets."""
    token = re.compile(r"(?:[（(][^（()）]*[）)]|[^、，,；;。/／\s])+").match(text, position)
    return token[0] if token else text[position]


def _refuse_unknown(unknown: list[str], mentions: list[Mention], directory: UnitDirectory) -> None:
    groups = {group.name for group in directory.groups}
    unknown += [mention.name for mention in mentions if mention.is_group and mention.name not in groups]
    if not unknown:
        return
    nearest = ((text, directory.nearest(text)) for text in map(compact, unknown))
    named = "；".join(f"“{text}”" + (f"（最接近的是“{name}”）" if name else "") for text, name in nearest)
    raise MasterError(
        f"责任单位中的{named}不在单位名录中。",
        "写法有误的，请更正；确为责任单位的，请在 master/单位名录.xlsx“单位”表增加一行或在“别名”列补充；"
        "属“各……”“……等”一类的，请在“集合单位”表按此名称增加一行。",
    )


def _refuse_repeated(mentions: list[Mention]) -> None:
    by_name = gathered((one.name, one) for one in mentions)
    repeated = [
        name
        for name, own in by_name.items()
        if len(own) > 1 and all(one.spans == ALWAYS and not one.unread for one in own)
    ]
    if repeated:
        raise MasterError(f"责任单位中“{'”“'.join(repeated)}”重复。", "请删去重复的单位。")
