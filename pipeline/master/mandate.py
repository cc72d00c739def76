"""In whose name and on what ground the office supervises: the body that issues, the report whose tasks these are, the notice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from pipeline.config import Office
from pipeline.master.units import UnitDirectory

_NUMBER = re.compile(r"（([^（）《》]*〔\d{4}〕\s*\d+号)）$")


@dataclass(frozen=True)
class Mandate:
    """``issuer``: the unit in whose name bulletins go out, '' where it is none of the units; ``report``: 《政府工作报告》; ``notice``: 市中政办发〔2022〕1号, or the notice by its title where it has no number."""

    issuer: str = ""
    report: str = "《政府工作报告》"
    notice: str = ""

    @classmethod
    def of(cls, office: Office, directory: UnitDirectory) -> Self:
        """As the settings and 单位名录 have it."""
        names = (office.name, office.section, office.section.removesuffix("督查室"))
        found = next((unit for name in names if name and (unit := directory.find(name))), None)
        basis = office.basis.strip()
        number = _NUMBER.search(basis)
        return cls(found.name if found else "", office.report.strip(), f"{number[1]}文件" if number else basis)


UNKNOWN = Mandate()
"""Of a ledger drawn by hand."""
