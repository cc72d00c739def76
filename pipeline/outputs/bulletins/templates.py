"""The templates of bulletins: what each may use, and what is wrong with the one that an office has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.outputs.bulletins.kind import BulletinKind
from pipeline.outputs.bulletins.words.cover import CoverWords
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.docx.template_check import TemplateFault, check_template
from pipeline.outputs.docx.variables import Variable, variables_of


def template_variables(kind: BulletinKind[Any, Any]) -> tuple[Variable, ...]:
    """Every variable that the template of ``kind`` may use."""
    return (*variables_of(CoverWords), *variables_of(kind.words))


def template_faults(kind: BulletinKind[Any, Any], folder: Path | None) -> tuple[TemplateFault, ...]:
    """What is wrong with the template of ``kind`` in ``folder`` (else the shipped one)."""
    return check_template(template_path(kind.name, folder), template_variables(kind))


def check_lines(kinds: Sequence[BulletinKind[Any, Any]], folder: Path | None) -> Iterator[str]:
    """The whole check in words: faults first, then every variable of every template with its meaning."""
    faults = [fault for kind in kinds for fault in template_faults(kind, folder)]
    yield from (fault.line for fault in faults) if faults else ("模板都能用，没有发现问题。",)
    common = variables_of(CoverWords)
    yield "各模板都可用的变量："
    yield from _variable_lines(common)
    for kind in kinds:
        yield f"{kind.name}.docx 另可用："
        yield from _variable_lines(variables_of(kind.words))


def _variable_lines(variables: tuple[Variable, ...]) -> Iterator[str]:
    for variable in variables:
        what = "（是或否，用于 if）" if variable.is_condition else "（一组，用于 for）" if variable.is_list else ""
        yield f"  {variable.label}{what}：{variable.meaning}"
        yield from (f"    .{part.label}：{part.meaning}" for part in variable.parts)
