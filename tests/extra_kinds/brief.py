"""A kind of bulletin that the house does not have: how many problems units reported in a month. One file is all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.facts.problems import open_problems
from pipeline.outputs.bulletins.facts.task_lines import build_task_lines
from pipeline.outputs.bulletins.kind import BulletinKind, Slot, month_asked
from pipeline.outputs.docx.variables import said
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FigureRow

NAME = "问题简报"


@dataclass(frozen=True)
class BriefFacts:
    cover: Cover
    month: Period
    problems: int
    named: tuple[NamedUnit, ...] = ()


@dataclass(frozen=True)
class BriefWords:
    count: str = said("反映条数", "本月反映的问题条数")


def build_brief_facts(ledger: Ledger, month: Period, office: str) -> BriefFacts:
    problems = open_problems(ledger, month, build_task_lines(ledger, month))
    return BriefFacts(build_cover(ledger, (f"{month.label}问题简报",), office), month, len(problems))


def brief_figures(ledger: Ledger, facts: BriefFacts, edition: Edition) -> Iterator[FigureRow]:
    yield FigureRow(NAME, str(facts.month), "正文", "反映问题", facts.problems, "条")


KINDS = (
    BulletinKind(
        name=NAME,
        verb="brief",
        label="问题简报",
        subjects=lambda ledger, period: month_asked(ledger, period, ledger.due_months),
        slot=lambda ledger, month: Slot(str(month), f"{month.label}问题简报", (month,)),
        facts=build_brief_facts,
        words=BriefWords,
        bulletin=lambda facts, edition: Bulletin(facts.cover, edition, BriefWords(str(facts.problems))),
        figures=brief_figures,
    ),
)
