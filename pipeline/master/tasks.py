"""The master responsibility table: master/责任分解表.xlsx, sheets 附件1重点任务 and 附件2民生实事."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary.terms import Annex, LeadBasis, Role


@dataclass(frozen=True)
class Assignment:
    """One unit that owes returns for a task; ``sub_body`` as in X（Y）, ``group`` when owed as a confirmed member."""

    unit: str
    role: Role
    sub_body: str = ""
    group: str = ""


@dataclass(frozen=True)
class Task:
    """A line of 附件1 or 附件2. ``assignments`` holds every unit that owes, lead first; ``groups`` those named."""

    task_id: str
    annex: Annex
    number: int
    category: str
    text: str
    lead_officials: tuple[str, ...]
    units_text: str
    assignments: tuple[Assignment, ...]
    groups: tuple[str, ...]
    lead_unit: str
    lead_basis: LeadBasis
