"""简称: a task's text in few words, by the grammar of such sentences, and never a predicate that is cut.

A text of 分解表 is a row of clauses of which the first that tells what is done names the task: what goes before it tells
how or why. That clause is made shorter by leaving out what can be left out whole (a word of zeal, a bracket, members of
a list before 等, a quantity, an attribute), one after the other, until it fits; what would no longer be a phrase is not
left out. Where nothing more can go, the clause stands as long as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from pipeline.vocabulary.text import clean, compact, one_of
from pipeline.vocabulary.toml_files import read_phrases

LIMIT = 24
_TELLING = 6  # characters of a noun that tells what is meant without its attribute
_WORDS = read_phrases("titles")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("(", ")"), ("「", "」"))
_OPENING = "".join(pair[0] for pair in _PAIRS)
_CLOSING = "".join(pair[1] for pair in _PAIRS)
_FRAME = re.compile("|".join(f"(?:{pattern})" for pattern in _WORDS["frames"]))
_ADVERBS = one_of(_WORDS["adverbs"])
_ZEAL = re.compile(rf"(?:{_ADVERBS.pattern})+")
_VERBS = one_of(_WORDS["verbs"])
_CARRIER = one_of(_WORDS["carriers"])
_NO_OBJECT = one_of(_WORDS["not_objects"])
_DANGLING = one_of(_WORDS["dangling"])
_TOWARDS = re.compile(
    rf"(?:统筹|全面|依法|继续|组织)?(?:对|为|针对)(?P<whom>.+?)(?:逐一|分别|统一|全面)?(?:{_CARRIER.pattern})(?P<what>.+)"
)
_CARRIED = re.compile(rf"(?:{_ADVERBS.pattern})?(?:{_CARRIER.pattern})")
_GIVEN = re.compile(rf"(?:{_ADVERBS.pattern})?(?:进行|提供|给予|予以)")
_RAISED = re.compile(r"(?:将|把)(?P<what>.+?)(?:由|从).+?(?P<verb>提高|提升|降低|增加|扩大|压减|调整)(?:到|至|为)?.*")
_MEASURE = one_of(_WORDS["measures"]).pattern
_QUANTITY = re.compile(
    rf"(?:各|共|约|不少于|不低于|超过|总长约?|总投资约?)?(?<![第\d.A-Za-z+])(?:\d[\d.,]*)(?:万|亿|千|百|余|多|几)*"
    rf"(?:(?:{_MEASURE})(?:以上|以下|左右|以内)?(?:的|(?!的))|(?:分钟|小时|天|年)(?:以上|以内)?的)"
)
_LISTED_QUANTITY = re.compile(rf"、{_QUANTITY.pattern}(?<=的)")
_NUMBERING = re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]|(?<=[，。；、])\d{1,2}[.．](?!\d)")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_LIST = re.compile(r"(?P<first>[^等，]*?)(?P<more>(?:[、和及与]|(?<=”)(?=“))[^等，]*)等(?=.{2,})")
_ATTRIBUTE = re.compile(
    rf"(?P<verb>.{{0,4}}?(?:{_VERBS.pattern})+(?:一批|一流)?)(?P<attribute>.+)的(?P<noun>[^的、，]{{4,}})"
)
_BROKEN = re.compile(
    r"[、，](?:[的、，。]|等(?!级)|$)|^[、，的等和及]|[和及与](?:的|、|$)|的的|“”|‘’|《》|的、|(?:^|、)的"
)


def propose_title(text: str, limit: int = LIMIT) -> str:
    """``text`` in at most ``limit`` characters where its grammar allows, else its first complete phrase whole."""
    return _propose(_NUMBERING.sub("", compact(clean(text))), limit)


@lru_cache(maxsize=4096)
def _propose(text: str, limit: int) -> str:
    wordings = [one for one in _wordings(_first_sentence(text)) if is_phrase(one)]
    tried = [shorter for one in wordings for shorter in _shortened(one, limit)]
    fitting = next((one for one in tried if len(one) <= limit), "")
    return fitting or min(tried, key=len, default="") or _paired(_split(text, "，。；")[0])


def is_phrase(text: str) -> bool:
    """Whether ``text`` can stand alone: pairs are closed, and nothing hangs at either end or in the middle."""
    end = [found for found in _DANGLING.finditer(text) if found.end() == len(text)]
    is_paired = all(text.count(left) == text.count(right) for left, right in _PAIRS)
    return bool(text) and is_paired and not end and not _BROKEN.search(text)


def _paired(text: str) -> str:
    """``text`` without the marks whose pair is missing."""
    for left, right in _PAIRS:
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text


def _first_sentence(text: str) -> str:
    return next((part for part in _split(text, "。；;\n！") if part), text)


def _split(text: str, marks: str) -> list[str]:
    """``text`` at the marks that stand outside quotes and brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if char in marks and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def _wordings(sentence: str) -> Iterator[str]:
    """The clause that names what is done, in the wordings that a title may have, the best first."""
    clauses = [clause for clause in _split(sentence, "，,：:") if clause]
    while len(clauses) > 1 and _FRAME.fullmatch(clauses[0]):
        clauses = clauses[1:]
    if not clauses:
        return
    first, rest = clauses[0], clauses[1:]
    if rest and first[0] in "对为" and _is_object(first, rest[0]):
        yield from _wordings_towards(first, rest[0])
        return
    if rest and _goes_on(first, rest[0]):
        first = f"{first}、{rest[0]}"
    yield _plain(first)


def _is_object(first: str, following: str) -> bool:
    """Whether ``first`` names only whom or what is meant, and ``following`` what is done: 对X，进行Y."""
    if _CARRIER.search(first) or _NO_OBJECT.match(first):
        return False
    if first.startswith("为"):
        return bool(_GIVEN.match(following))
    return bool(_CARRIED.match(following)) or not (_VERBS.match(following) or following[0] in "对为")


def _wordings_towards(towards: str, clause: str) -> Iterator[str]:
    """对X，进行Y: XY, or Y alone."""
    if _CARRIED.match(clause):
        what = _CARRIED.sub("", clause, count=1)
        yield _QUANTITY.sub("", re.sub("^[对为](全区|全县|全市|全街道|全镇)?", "", towards) + what)
    yield _plain(clause)


def _plain(clause: str) -> str:
    """对X进行Y → XY; 将X由A提高到B → 提高X; 进行Y → Y; others as written."""
    if (found := _TOWARDS.fullmatch(clause)) and not _NO_OBJECT.match(clause):
        whom = re.sub("^(全区|全县|全市)(?=\\d)", "", found["whom"])
        return whom + found["what"]
    if found := _RAISED.fullmatch(clause):
        return found["verb"] + found["what"]
    return clause.removeprefix("进行")


def _goes_on(first: str, following: str) -> bool:
    """Whether the comma between them stands inside a list, whose members end alike: A段、B段，C段改扩建工程."""
    members = first.split("、")
    is_list = len(members) > 1 and members[-1][-1:] == members[-2][-1:]
    is_told_on = 0 < following.find(members[-1][-1:]) < len(following) - 1
    return is_list and is_told_on and not (_VERBS.match(following) or _ADVERBS.match(following))


def _shortened(phrase: str, limit: int) -> Iterator[str]:
    """``phrase``, then shorter and shorter: each a phrase that stands alone."""
    yield phrase
    for shorten in _STEPS:
        for shorter in shorten(phrase, limit):
            if shorter != phrase and is_phrase(shorter):
                yield shorter
                phrase = shorter
                if len(phrase) <= limit:
                    return


def _without_zeal(phrase: str, limit: int) -> Iterator[str]:
    if (found := _ZEAL.match(phrase)) and _VERBS.match(phrase[found.end() :]):
        phrase = phrase[found.end() :]
        yield phrase
    if phrase.startswith("加快") and _VERBS.match(phrase[2:]):
        yield phrase[2:]


def _without_brackets(phrase: str, limit: int) -> Iterator[str]:
    yield _BRACKETS.sub("", phrase)


def _fewer_members(phrase: str, limit: int) -> Iterator[str]:
    """A、B、C等X → A、B等X → A等X."""
    found = _LIST.search(phrase)
    if not found:
        return
    members = re.split("[、和及与]|(?<=”)(?=“)", found["first"] + found["more"])
    for kept in range(len(members) - 1, 0, -1):
        yield phrase[: found.start()] + "、".join(members[:kept]) + phrase[found.end() - 1 :]


def _without_quantities(phrase: str, limit: int) -> Iterator[str]:
    """But for a quantity at the end of a list: A、1.2万平方米的B says B of both."""
    if not _LISTED_QUANTITY.search(phrase):
        yield _QUANTITY.sub("", phrase)


def _without_attribute(phrase: str, limit: int) -> Iterator[str]:
    """建立“……”的机制 → 建立机制; 完成A、B、C的征收扫尾 → 完成A等征收扫尾."""
    found = _ATTRIBUTE.fullmatch(phrase)
    if found and "、" in found["attribute"] and len(found["noun"]) < _TELLING:
        yield f"{found['verb']}{found['attribute'].split('、')[0]}等{found['noun']}"
    elif found:
        yield found["verb"] + found["noun"]


def _without_tail(phrase: str, limit: int) -> Iterator[str]:
    """……房屋征收工作 → ……房屋征收; a list before 等 needs its noun."""
    if "等" not in phrase[-6:]:
        yield re.sub("(?<=[^的、和及与各项]{4})(工作|任务)$", "", phrase)


_STEPS: tuple[Callable[[str, int], Iterator[str]], ...] = (
    _without_zeal,
    _without_tail,
    _without_brackets,
    _fewer_members,
    _without_quantities,
    _without_attribute,
)
