"""Pages out of templates: self-contained HTML in one look, every value escaped; no page loads anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from pipeline.outputs.shared.orders import STATUSES
from pipeline.outputs.xlsx.theme import SIGNS, TINTS
from pipeline.vocabulary.text import clean

if TYPE_CHECKING:
    from jinja2 import Template

_THEME = {
    "statuses": STATUSES,
    "tints": {tint: f"tint{number}" for number, tint in enumerate(dict.fromkeys(TINTS.values()))},
    "tint_of": TINTS,
    "signs": SIGNS,
}


def render_page(template: str, facts: Mapping[str, object]) -> str:
    """The page's text by ``template`` (its path below outputs/): an unknown variable is an error.

    Every value is escaped and without characters that only deceive.
    """
    return _template(template).render({**facts, **_THEME})


@cache
def _template(name: str) -> Template:
    """Compiled once, which takes longer than filling it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only the runs that write a page need it

    environment = Environment(
        loader=PackageLoader("pipeline.outputs", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
