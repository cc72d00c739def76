"""Checking a template: which variable, in which paragraph, is unknown or missing, in plain Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml.ns import qn
from jinja2 import Environment, TemplateSyntaxError, nodes

from pipeline.outputs.docx.filling import TAG_FAULTS, explain
from pipeline.outputs.docx.variables import Variable
from pipeline.vocabulary.likeness import most_alike

_REQUIRED = frozenset({"稿别", "标题", "主送机关", "署名", "成文日期", "截至日", "稿注", "提示", "附件表", "统计范围"})
_TAG = re.compile(r"\{%(p|tr|tc|r)?[-+]?\s*(?P<code>.*?)\s*[-+]?%\}|\{\{(?:[pr] )?\s*(?P<shown>(?:(?!\{\{).)*?)\s*\}\}")
_OPENED = re.compile(r"\{\{|\{%")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_BUILT_IN = frozenset({"loop", "range", "true", "false", "none", "namespace"})
_ENVIRONMENT = Environment(autoescape=True)


@dataclass(frozen=True)
class TemplateFault:
    """``problem`` in the paragraph that begins with ``paragraph`` (its number counts every paragraph, from 1)."""

    template: str
    number: int
    paragraph: str
    problem: str

    @property
    def line(self) -> str:
        """The fault in one line, as a clerk reads it."""
        place = f"第{self.number}段“{self.paragraph}”：" if self.number else ""
        return f"{self.template}：{place}{self.problem}。"


def check_template(path: Path, variables: Iterable[Variable]) -> tuple[TemplateFault, ...]:
    """What is wrong with the template at ``path``, which may use ``variables``; nothing where all is well."""
    try:
        paragraphs = _paragraphs(path)
    except TAG_FAULTS as error:
        return (TemplateFault(path.name, 0, "", explain(error)),)
    known = {variable.label: variable for variable in variables}
    used: set[str] = set()
    faults = [
        TemplateFault(path.name, number, text[:20], problem) for number, text, problem in _walk(paragraphs, known, used)
    ]
    lacking = [label for label in known if label in _REQUIRED and label not in used]
    faults += [TemplateFault(path.name, 0, "", f"没有用到“{label}”（{known[label].meaning}）") for label in lacking]
    return tuple(faults)


def _paragraphs(path: Path) -> list[str]:
    body = docx.Document(str(path)).element.body
    return ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def _walk(paragraphs: list[str], known: dict[str, Variable], used: set[str]) -> Iterator[tuple[int, str, str]]:
    """Each problem with its paragraph; ``used`` collects the variables met. The stack holds what is open."""
    scope = [dict(known)]
    opened: list[tuple[str, int, str]] = []
    for number, text in enumerate(paragraphs, 1):
        for match in _TAG.finditer(text):
            code = (match["code"] or "").translate(_QUOTES)
            word = code.split(" ", 1)[0]
            if match["shown"] is not None:
                problems = _names(match["shown"].translate(_QUOTES), scope[-1], used)
            elif word in ("if", "for"):
                opened.append((word, number, text))
                problems, names = _opening(code, word, scope[-1], used)
                scope.append({**scope[-1], **names})
            elif word in ("endif", "endfor"):
                problems = _closing(word, opened)
                scope[1:] = scope[1:-1]
            else:
                problems = _names(code.partition(" ")[2], scope[-1], used) if word == "elif" else []
            yield from ((number, text, problem) for problem in problems)
        if _OPENED.search(_TAG.sub("", text)):
            yield number, text, "标记没有写完，{{ 要有对应的 }}，{% 要有对应的 %}"
    for word, number, text in opened:
        yield number, text, f"{{%p {word} … %}} 没有对应的 {{%p end{word} %}}"


def _closing(word: str, opened: list[tuple[str, int, str]]) -> list[str]:
    if opened and opened[-1][0] == word.removeprefix("end"):
        opened.pop()
        return []
    return [f"{word} 没有对应的 {word.removeprefix('end')}"]


def _opening(code: str, word: str, scope: dict[str, Variable], used: set[str]) -> tuple[list[str], dict[str, Variable]]:
    """Problems of an if or for, and the name that a for gives to each item."""
    if word == "if":
        return _names(code.partition(" ")[2], scope, used), {}
    name, _, values = code.partition(" ")[2].partition(" in ")
    problems = _names(values, scope, used)
    found = scope.get(values.strip())
    if found and not found.is_list:
        problems.append(f"“{found.label}”不是一组内容，不能用 for")
    return problems, {name.strip(): Variable(name.strip(), "", parts=found.parts if found else ())}


def _names(expression: str, scope: dict[str, Variable], used: set[str]) -> list[str]:
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


def _nearest(name: str, scope: dict[str, Variable]) -> str:
    alike = most_alike(name, scope)
    return f"，是否应为“{alike[0][0]}”" if alike else ""
