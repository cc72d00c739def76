"""Wording shared by all bulletins: quoting, cutting, naming, and sentences whose figures sum (R20)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.master.short_titles import LIMIT, propose_title
from pipeline.outputs.shared.personal import without_contacts
from pipeline.outputs.shared.tidy import tidy
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Status
from pipeline.vocabulary.text import clean

CUT_MARK = "……（详见台账）"
CELL_LIMIT = 400
DRAFT_MARK = "征求意见稿"
NO_RATE = "—"
DRAFT_NOTE = "本稿点名单位未经确认，不得印发"
UNSETTLED_NOTE = "本稿未经审定，不得印发"
_OBJECT, _CONTACT = "对涉及本单位的内容有异议的，请于收到之日起", "联系人："
_LINES = "＿＿＿＿，联系电话：＿＿＿＿＿＿＿＿"
LEADERS_ONLY = "（送区领导参阅，不发各单位）"
INTERNAL_MARK = "内部附页（印发前删除）"
_WORD_COST = 8  # how many characters off the middle a line may end to keep a word whole
_ORDINALS = "一二三四五六七八九十"
_UNBREAKABLE = re.compile(r"[A-Za-z0-9.][\w.%]|.[”’）》〉、，。；]|[“‘（《〈].|\d.")
_TITLE_END = re.compile("(?:办结|有关|进展)?情况的通报$")
# Terms that a title's line break must not cut in two.
_TERMS = re.compile(
    r"《[^》]{1,12}》|〈[^〉]{1,12}〉|“[^”]{1,12}”|为民办\d+件实事|任务目标|落实情况|进展情况|报送情况|重点任务|工作任务|征收拆迁|"
    r"[\u4e00-\u9fff]季度|\d+年|\d+月份?|[\u4e00-\u9fff]{2,8}(?:办事处|办公室|委员会|服务中心|指挥部|专班|项目|工程)"
)
_INNER_QUOTES = str.maketrans("“”", "‘’")
OMITTED = "（略）"
"""Stands for every silence of which nothing may be told, and for as many others as there are: none can be told from it."""
_SILENCE = {Status.MISSING: "（未报送）", Status.NOT_DUE: "（尚未到报送期限）"}


def quote(value: object) -> str:
    """What a unit or a person wrote, as written (R13), trimmed; blank for None. Phone numbers and the like are masked (R24)."""
    return "" if value is None or value != value else without_contacts(clean(str(value)))


def words(value: object) -> str:
    """What a unit wrote, fit to print; blank for None."""
    return tidy(quote(value))


def objection(workdays: int, contact: str) -> str:
    """Until when a unit that is named may object, and with whom; where none is entered, lines to write it on: blanks stretch a line.

    The office's own number is no unit's: it stands as in the office's letters.
    """
    reach = f"，联系人：{clean(contact)}" if contact.strip() else f"，联系人：{_LINES}"
    return f"{_OBJECT}{workdays}个工作日内书面反馈{reach}。"


def objections(workdays: int, contact: str) -> tuple[str, str]:
    """The same as lines of a note: until when, and with whom."""
    reach = clean(contact) if contact.strip() else _LINES
    return f"{_OBJECT}{workdays}个工作日内书面反馈。", f"{_CONTACT}{reach}"


def is_of_draft_note(line: str, before: str = "") -> bool:
    """Whether ``line`` is one of those that only a draft ends with; a contact is where the line ``before`` asks to object."""
    if line.startswith((f"（{DRAFT_MARK}：", f"{DRAFT_MARK}：", "（提示：", _OBJECT)):
        return True
    return line.startswith(_CONTACT) and before.startswith(_OBJECT)


def cut(text: str, limit: int = CELL_LIMIT, mark: str = CUT_MARK) -> str:
    """``text`` of at most ``limit`` characters, with ``mark`` (a pointer to the ledger) where the rest was left off."""
    return text if len(text) <= limit else text[:limit].rstrip() + mark


def silence(status: Status | None) -> str:
    """What the table says for a unit without words in a month; one being checked looks like one exempt (R8, R21)."""
    return _SILENCE.get(status, OMITTED) if status else ""


def short_title(text: str, limit: int = LIMIT) -> str:
    """A text in few words, fit to stand inside “”; longer than ``limit`` where its grammar leaves nothing out."""
    return inside_quotes(propose_title(text, limit))


def task_title(short_name: str, text: str) -> str:
    """A task in brief, fit to stand inside “”: its 简称 where the table gives one, else as its text proposes."""
    return inside_quotes(short_name) if short_name else short_title(text)


def inside_quotes(text: str) -> str:
    """``text`` with “” as ‘’."""
    return text.translate(_INNER_QUOTES)


def balanced_lines(text: str, most: float = 19, corpus: str = "") -> tuple[str, ...]:
    """A title in as few lines of about equal length as fit ``most`` Chinese characters each.

    Numbers stay with what they count, the closing words 办结情况的通报 stay together, and near the middle the place is
    chosen whose two characters are least often neighbours in ``corpus``: others would cut a word (clause 7.3.1).
    """
    count = math.ceil(text_width(text) / most)
    if count <= 1:
        return (text,)
    target = text_width(text) / count
    end = _TITLE_END.search(text)
    last = end.start() if end else len(text) - 2
    inside = {place for term in _TERMS.finditer(text) for place in range(term.start() + 1, term.end())}
    allowed = [place for place in range(2, last + 1) if not _UNBREAKABLE.match(text[place - 1 : place + 1])]
    places = [place for place in allowed if place not in inside and text_width(text[:place]) <= most] or allowed
    if not places:
        return (text,)

    def cost(place: int) -> tuple[float, int]:
        distance = abs(text_width(text[:place]) - target)
        return (distance + _WORD_COST * _cohesion(text[place - 1 : place + 1], corpus), place)

    best = min(places, key=cost)
    return (text[:best], *balanced_lines(text[best:], most, corpus))


def _cohesion(pair: str, corpus: str) -> float:
    """0 to 1: how often two characters are neighbours in ``corpus``, measured by the rarer of them."""
    together = corpus.count(pair)
    return together / min(corpus.count(char) for char in pair) if together else 0.0


def text_width(text: str) -> float:
    """Width in characters as wide as a Chinese one (字); an ASCII character is half of one."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def completed_title(text: str) -> str:
    """A title as a bulletin has it: 关于…的通报, whatever of it was left out."""
    if text.endswith("通报"):
        return text
    body = text.removeprefix("关于").removesuffix("的").rstrip("。；，")
    return f"关于{body}的通报" if re.search("(?:情况|问题|进展|结果|事项|经过)$", body) else f"关于{body}有关情况的通报"


def sentence(text: str) -> str:
    """``text`` closed by a full stop unless it already ends as a sentence does."""
    return text if text.endswith(("。", "！", "？", "。”", "！”", "？”")) else f"{text.rstrip('；;，,')}。"


def joined(names: Iterable[str]) -> str:
    """The names as a sentence lists them: with 、 between."""
    return "、".join(names)


def one_name(name: str) -> str:
    """A unit or a task as a list names it: in “” where its name holds 、, or it would read as several."""
    return f"“{name}”" if "、" in name else name


def joined_units(names: Iterable[str]) -> str:
    """The units as a sentence lists them."""
    return joined(map(one_name, names))


def ordinal(number: int) -> str:
    """1 → 一, 11 → 十一, 23 → 二十三."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return lead + (_ORDINALS[ones - 1] if ones else "")


def counted(counts: Iterable[tuple[str, int]], measure: str) -> str:
    """``已办结1件、按序时推进15件``: the categories that occur, each with its number."""
    return joined(f"{label}{number}{measure}" for label, number in counts if number)


def shared_out(counts: Sequence[tuple[str, int]], measure: str) -> str:
    """How a total falls into its categories, in words that fit none, one, all or several of them."""
    occurring = [(label, number) for label, number in counts if number]
    if not occurring:
        return "暂无统计事项"
    label, number = occurring[0]
    if len(occurring) > 1:
        return f"其中，{counted(occurring, measure)}"
    return label if number == 1 else f"均{label}"


def rate(part: int, whole: int) -> str:
    """``81.3%``, rounded half up as Excel shows it; — where nothing was due."""
    return f"{tenths(rate_tenths(part, whole))}%" if whole else NO_RATE


def rate_tenths(part: int, whole: int) -> int:
    """``part`` of ``whole`` in tenths of a per cent, rounded half up."""
    return (part * 2000 + whole) // (2 * whole)


def tenths(number: int) -> str:
    """813 → 81.3."""
    return f"{number // 10}.{number % 10}"


def month_words(period: Period) -> str:
    """``3月份``."""
    return f"{period.month}月份"


def day_words(day: date, year: int) -> str:
    """``10月31日``; the year is told only where it is not the ``year`` that the text is on."""
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"


def period_end(period: Period) -> str:
    """``9月底``: as of when progress is told (R29)."""
    return f"{period.month}月底"


def cut_label(text: str, limit: int = 16) -> str:
    """A label short enough to stand beside a bar: the last clause, which tells categories apart."""
    last = text.split("，")[-1]
    return last if len(last) <= limit else f"{last[: limit - 1]}…"
