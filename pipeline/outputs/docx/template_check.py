"""Checking a template: which variable, in which paragraph, is unknown or missing, in plain Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml.ns import qn
from jinja2 import Environment, TemplateSyntaxError, nodes

from pipeline.outputs.docx.filling import TAG_FAULTS, explain, page_edges
from pipeline.outputs.docx.pages.sections import own_text
from pipeline.outputs.docx.revisions import accept_revisions, is_commented, is_tracked
from pipeline.outputs.docx.variables import Variable
from pipeline.vocabulary.likeness import most_alike

_REQUIRED = frozenset({"稿别", "标题", "主送机关", "署名", "成文日期", "截至日", "稿注", "提示", "附件表", "统计范围"})
_INSTEAD = {"附件表": "督办表"}
"""A bulletin whose full table is a file of its own prints what calls for a hand."""
_TAG = re.compile(
    r"\{%(?P<kind>p|tr|tc|r)?[-+]?\s*(?P<code>.*?)\s*[-+]?%\}|\{\{(?:[pr] )?\s*(?P<shown>(?:(?!\{\{).)*?)\s*\}\}"
)
_OPENED = re.compile(r"\{\{|\{%")
# What a Chinese keyboard makes of {{ … }} and {% … %}, and one brace where there should be two.
_MISTYPED = re.compile(r"(?P<open>[{｛]{1,2})\s*(?P<name>[^{}｛｝%％#]+?)\s*[}｝]{1,2}")
_MISTYPED_TAG = re.compile(r"[{｛][%％].*?[%％][}｝]")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_BUILT_IN = frozenset({"loop", "range", "true", "false", "none", "namespace"})
_ENVIRONMENT = Environment(autoescape=True)
_EDGE = "页眉页脚"


@dataclass(frozen=True)
class TemplateFault:
    """``problem`` in the paragraph that begins with ``paragraph`` (its number counts every paragraph, from 1).

    ``stops``: no bulletin can be made with it; else one is made, and the office is told.
    """

    template: str
    number: int
    paragraph: str
    problem: str
    stops: bool = True

    @property
    def place(self) -> str:
        """The paragraph as a clerk finds it; blank where the fault is the whole file's."""
        number = f"第{self.number}段" if self.number else _EDGE if self.paragraph else ""
        return f"{number}“{self.paragraph}”" if number else ""

    @property
    def told(self) -> str:
        """The fault behind the name of its file, without a full stop: the same words wherever it is told."""
        return f"{self.place}{'：' if self.place else ''}{self.problem}"

    @property
    def line(self) -> str:
        """The fault in one line, as a clerk reads it."""
        return f"{self.template}：{self.told}。"


@dataclass
class _Reading:
    """How far a template is read: the variables known at this depth, those met, and the tags still open."""

    scope: list[dict[str, Variable]]
    used: set[str] = field(default_factory=set)
    opened: list[tuple[str, int, str]] = field(default_factory=list)


def check_template(path: Path, variables: Iterable[Variable]) -> tuple[TemplateFault, ...]:
    """What is wrong with the template at ``path``, which may use ``variables``; nothing where all is well."""
    try:
        return _check(path.name, path.read_bytes(), tuple(variables))
    except OSError as error:
        return (TemplateFault(path.name, 0, "", f"打不开（{error.strerror}）"),)


@lru_cache(maxsize=32)
def _check(name: str, content: bytes, variables: tuple[Variable, ...]) -> tuple[TemplateFault, ...]:
    try:
        document = docx.Document(BytesIO(content))
        marks = list(_marks(document.element.body))
        accept_revisions(document)
        paragraphs = list(enumerate(_texts(document.element.body), 1))
        paragraphs += [(0, text) for edge in page_edges(document) for text in _texts(edge)]
    except TAG_FAULTS as error:
        return (TemplateFault(name, 0, "", explain(error)),)
    reading = _Reading([{variable.label: variable for variable in variables}])
    faults = [TemplateFault(name, number, text[:20], problem) for number, text, problem in _walk(paragraphs, reading)]
    faults += [TemplateFault(name, number, text[:20], problem, stops=False) for number, text, problem in marks]
    lacking = [
        one
        for one in variables
        if one.label in _REQUIRED and not {one.label, _INSTEAD.get(one.label, one.label)} & reading.used
    ]
    faults += [TemplateFault(name, 0, "", f"没有用到“{one.label}”（{one.meaning}）", stops=False) for one in lacking]
    return tuple(faults)


def _texts(root: object) -> list[str]:
    """The paragraphs below ``root``; a box that is drawn twice for old readers counts once."""
    paragraphs = root.iter(qn("w:p"))  # type: ignore[attr-defined]
    return [own_text(one) for one in paragraphs if not any(up.tag.endswith("}Fallback") for up in one.iterancestors())]


def _marks(body: object) -> Iterator[tuple[int, str, str]]:
    """The first tracked change and the first comment, each with what becomes of all of them."""
    paragraphs = list(enumerate(body.iter(qn("w:p")), 1))  # type: ignore[attr-defined]
    told = (
        (is_tracked, "有修订痕迹，通报按接受修订后的文字生成，请在 Word“审阅”中接受或拒绝"),
        (is_commented, "有批注，通报中不带批注，看过的请在 Word 中删除"),
    )
    found = [
        (number, own_text(paragraph), problem)
        for is_marked, problem in told
        for number, paragraph in paragraphs
        if is_marked(paragraph)
    ]
    yield from {problem: (number, text, problem) for number, text, problem in reversed(found)}.values()


def _walk(paragraphs: Iterable[tuple[int, str]], reading: _Reading) -> Iterator[tuple[int, str, str]]:
    """Each problem with its paragraph; ``reading`` collects the variables met."""
    for number, text in paragraphs:
        for match in _TAG.finditer(text):
            for problem in (*_of_tag(match, number, text, reading), *_alone(match, text, reading.scope[-1])):
                yield number, text, problem
        yield from ((number, text, problem) for problem in _mistyped(_TAG.sub("", text), reading.scope[-1]))
    for word, number, text in reading.opened:
        yield number, text, f"{{%p {word} … %}} 没有对应的 {{%p end{word} %}}"


def _of_tag(match: re.Match[str], number: int, text: str, reading: _Reading) -> list[str]:
    """The problems of one tag; an if or for opens a depth of its own, with the names that it gives."""
    scope, used = reading.scope, reading.used
    if match["shown"] is not None:
        return _names(match["shown"].translate(_QUOTES), scope[-1], used)
    code = match["code"].translate(_QUOTES)
    word, _, rest = code.partition(" ")
    if word in ("if", "for"):
        reading.opened.append((word, number, text))
        problems, names = _opening(rest, word, scope[-1], used)
        scope.append({**scope[-1], **names})
        return problems
    if word in ("endif", "endfor"):
        scope[1:] = scope[1:-1]
        return _closing(word, reading.opened)
    if word == "set":
        name, _, value = (part.strip() for part in rest.partition("="))
        scope[-1][name] = Variable(name, "")
        return _names(value, scope[-1], used)
    return _names(rest, scope[-1], used) if word == "elif" else []


def _alone(match: re.Match[str], text: str, scope: Mapping[str, Variable]) -> Iterator[str]:
    """A table takes the place of its paragraph, a tag in {%p is taken away with it: nothing else may stand there."""
    is_alone = text.strip() == match[0]
    found = scope.get(match["shown"] or "")
    if found and found.is_insert and not is_alone:
        yield f"“{found.label}”是表格或图，须单独成段"
    if match["kind"] == "p" and not is_alone:
        yield f"“{match[0]}”须单独成段，同段的其他文字印不出来"


def _mistyped(rest: str, scope: Mapping[str, Variable]) -> Iterator[str]:
    """What was meant as a tag and is none: it would be printed as it stands."""
    for match in _MISTYPED_TAG.finditer(rest):
        yield f"“{match[0]}”没有写对，标记要用半角的 {{%p … %}}"
    rest = _MISTYPED_TAG.sub("", rest)
    for match in _MISTYPED.finditer(rest):
        name = match["name"]
        if name.partition(".")[0] in scope or len(match["open"]) == 2:
            yield f"“{match[0]}”没有写对，变量要用半角的两层花括号：{{{{ {name} }}}}"
            rest = rest.replace(match[0], "")
    if _OPENED.search(rest):
        yield "标记没有写完，{{ 要有对应的 }}，{% 要有对应的 %}"


def _closing(word: str, opened: list[tuple[str, int, str]]) -> list[str]:
    if opened and opened[-1][0] == word.removeprefix("end"):
        opened.pop()
        return []
    return [f"{word} 没有对应的 {word.removeprefix('end')}"]


def _opening(rest: str, word: str, scope: dict[str, Variable], used: set[str]) -> tuple[list[str], dict[str, Variable]]:
    """Problems of an if or for, and the name that a for gives to each item."""
    if word == "if":
        return _names(rest, scope, used), {}
    name, _, values = rest.partition(" in ")
    problems = _names(values, scope, used)
    found = scope.get(values.strip())
    if found and not found.is_list:
        problems.append(f"“{found.label}”不是一组内容，不能用 for")
    return problems, {name.strip(): Variable(name.strip(), "", parts=found.parts if found else ())}


def _names(expression: str, scope: Mapping[str, Variable], used: set[str]) -> list[str]:
    """The unknown variables of an expression, each said once."""
    try:
        tree = _ENVIRONMENT.parse(f"{{{{ {expression} }}}}")
    except TemplateSyntaxError:
        return [f"“{expression}”没有写对"]
    problems = []
    for name in tree.find_all(nodes.Name):
        used.add(name.name)
        if name.name not in scope and name.name not in _BUILT_IN:
            problems.append(f"没有“{name.name}”这个变量{_nearest(name.name, scope)}")
    for part in tree.find_all(nodes.Getattr):
        owner = scope.get(part.node.name) if isinstance(part.node, nodes.Name) else None
        if owner and part.attr not in {one.label for one in owner.parts}:
            known = "、".join(one.label for one in owner.parts)
            problems.append(f"“{owner.label}”没有“{part.attr}”{f'，只有{known}' if known else ''}")
    return problems


def _nearest(name: str, scope: Mapping[str, Variable]) -> str:
    alike = most_alike(name, scope)
    return f"，是否应为“{alike[0][0]}”" if alike else ""
