"""存在问题 as written: whether a cell names a problem, which ones, and whether two are the same one."""

from __future__ import annotations

import re

from pipeline.ledger.statements.classifier import TextClassifier
from pipeline.vocabulary.likeness import overlap_share
from pipeline.vocabulary.text import clean, fold
from pipeline.vocabulary.toml_files import read_phrase_tables, read_phrases

_NO_PROBLEM = TextClassifier("no_problem")
_NO_CAUSE = TextClassifier("no_cause")
_LIKELY = -1.0  # log-odds
_BEYOND_DOUBT = read_phrase_tables("letters")["beyond_doubt"]["no_cause"]
# Columns that were joined: 存在问题：…⏎原因分析：…, each part behind its heading.
_HEADING = re.compile(r"^(?P<heading>[^\n：:，。]{0,6}(?:问题|困难|原因)[^\n：:，。]{0,4})[：:]", re.MULTILINE)
_CAUSE_HEADING = "原因"
_CELLS = read_phrases("cells")
_NUMBERING = re.compile(
    r"(?P<ring>[①-⑨])|(?:^|(?<=[\n。；;：:\s]))(?:[（(]?(?P<digit>[1-9])(?:[)）]|[.．、](?!\d))|"
    r"[（(](?P<word>[一二三四五六七八九])[)）]|(?P<first>[一二三四五六七八九])(?:是|、))"
)
_WORDS = "一二三四五六七八九"
_HEAD = re.compile(r"[^。；]{0,12}(?:问题|困难)[^。；]{0,6}[：:]?")


def is_problem(text: object) -> bool:
    """Whether 存在问题 names one: not blank, 无, 暂无, 进展顺利 and the like, in however many words.

    Where columns were joined, whether any of them does; in doubt it does, so that no problem is lost (0095).
    """
    return any(_says_something(part) for _, part in _columns(str(text or "")))


def has_cause(text: str) -> bool:
    """Whether a problem is told with its cause: in a column of its own, or in any words; in doubt it is.

    A circumstance (资金被收回) is its own cause, what was missed (进度慢) is none.
    """
    columns = _columns(text)
    causes = [part for heading, part in columns if _CAUSE_HEADING in heading]
    if any(_says_something(part) and not _match("refers_back", fold(part)) for part in causes):
        return True
    problems = "\n".join(part for heading, part in columns if _CAUSE_HEADING not in heading)
    # Who leaves a column for the causes empty has most likely not put one into the other.
    return _NO_CAUSE.score(problems) < _LIKELY if causes else not _NO_CAUSE.is_sure(problems)


def lacks_cause_beyond_doubt(text: str) -> bool:
    """Whether no clerk would find a cause in the words: so sure that the unit may be asked for it in a letter."""
    return _NO_CAUSE.score(text) > _BEYOND_DOUBT and not has_cause_in_passing(text)


def has_cause_in_passing(text: str) -> bool:
    """Whether the words of another cell (完成情况, 下一步) give a cause."""
    return bool(re.search("|".join(_CELLS["cause_in_passing"]), text))


def refers_to_progress(text: str) -> bool:
    """Whether 存在问题 only sends the reader to 完成情况: 详见完成情况."""
    return _match("refers_to_progress", fold(text))


def is_named_in_passing(text: str) -> bool:
    """Whether the words of another cell name a problem, by that word, or give a cause."""
    return has_cause_in_passing(text) or bool(re.search("|".join(_CELLS["named_in_passing"]), text))


def _match(name: str, text: str) -> bool:
    return bool(re.fullmatch("|".join(_CELLS[name]), text))


def _says_something(part: str) -> bool:
    return bool(fold(part)) and not _NO_PROBLEM.is_sure(part)


def _columns(text: str) -> list[tuple[str, str]]:
    """(heading, what stands below it) of each joined column; the heading is blank where there is none."""
    marks = [*_HEADING.finditer(text)]
    if not marks or text[: marks[0].start()].strip():
        return [("", text.strip())]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark["heading"], text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]


def split_problems(text: str) -> tuple[str, ...]:
    """The problems of a cell, each as written; more than one only where they are numbered from one on.

    Numbers after a statement (进度滞后，原因：一是…二是…) count its causes, and the cell stays whole.
    """
    whole = clean(text)
    marks = _numbers(whole)
    head = whole[: marks[0].start()].strip() if marks else ""
    if len(marks) < 2 or (head and not _HEAD.fullmatch(head)):
        return (whole,) if is_problem(whole) else ()
    ends = [*(mark.start() for mark in marks[1:]), len(whole)]
    parts = (whole[mark.end() : end].strip(" \n　；;") for mark, end in zip(marks, ends, strict=True))
    return tuple(part for part in parts if is_problem(part))


def _numbers(text: str) -> list[re.Match[str]]:
    """The marks that count from one on: 1., 2., 3.; a number out of turn is none."""
    found: list[re.Match[str]] = []
    for match in _NUMBERING.finditer(text):
        if _number(match) == len(found) + 1:
            found.append(match)
    return found


def _number(match: re.Match[str]) -> int:
    if match["digit"]:
        return int(match["digit"])
    return "①②③④⑤⑥⑦⑧⑨".index(match["ring"]) + 1 if match["ring"] else _WORDS.index(match["word"] or match["first"]) + 1


def likeness(one: str, other: str) -> float:
    """How much of the shorter problem stands in the other, their punctuation aside: 0 to 1."""
    return overlap_share(fold(one), fold(other))
