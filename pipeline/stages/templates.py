"""``templates``: the bulletins' templates are checked."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.config import Settings
from pipeline.outputs.bulletins import catalogue
from pipeline.outputs.bulletins.templates import check_lines


def check_templates(settings: Settings) -> Iterable[str]:
    """What is wrong with the templates in master/模板, and every variable they may use, line by line."""
    return check_lines(catalogue.KINDS, settings.master / "模板")
