"""Which office this is and where its files lie."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pipeline.config.section import Section
from pipeline.vocabulary.toml_files import USUAL_FOLDERS


class Office(Section):
    """[office]: how the office and its district are called in what it writes.

    ``report``: whose tasks are supervised; ``basis``: the notice that asks for the returns, with its 文号; ``contact``: whom to ask, with a phone.
    """

    name: str
    section: str
    district_names: tuple[str, ...] = ()
    report: str = "《政府工作报告》"
    basis: str = ""
    contact: str = ""
    unit_order: Literal["kind", "directory", "table"] = "kind"


class Folders(Section):
    """[folders]: paths relative to config.toml."""

    master: Path = Path(USUAL_FOLDERS["master"])
    inbox: Path = Path(USUAL_FOLDERS["inbox"])
    archive: Path = Path(USUAL_FOLDERS["archive"])
    outbox: Path = Path(USUAL_FOLDERS["outbox"])
