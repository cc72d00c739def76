"""办结通报 and 重大事项通报 as published: no leader's name, no evidence, no unit whose silence could be told (R24)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.published import PublicMatter, published_cover, unbroken
from pipeline.outputs.bulletins.kinds.milestone.facts import MilestoneFacts
from pipeline.outputs.bulletins.kinds.milestone.words import MilestoneWords, goals_sentence
from pipeline.outputs.docx.variables import unsaid
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.text import chinese_date


def published_matter(facts: MilestoneFacts, persons: Persons) -> PublicMatter:
    """What of the matter is published."""
    own = persons.without
    return PublicMatter(
        cover=published_cover(facts.cover, tuple(own(line) for line in facts.cover.title_lines)),
        day=chinese_date(facts.day),
        situation=own(facts.situation),
        position=facts.position,
        task_title=own(facts.task_title),
        promise=own(facts.promise),
        goals=tuple((label, own(goal)) for label, goal in facts.goals),
        units_text=facts.units_text,
        history=tuple((quarter_label(quarter), own(words)) for quarter, words in unbroken(_by_quarter(facts))),
    )


def _by_quarter(facts: MilestoneFacts) -> Iterator[tuple[int, str]]:
    """Quarter → what the lead wrote last in it."""
    yield from ((month.quarter, words) for month, words in facts.steps)


def public_matter(matter: PublicMatter, edition: Edition) -> Bulletin:
    """The public edition of the bulletin on one matter."""
    return Bulletin(cover=matter.cover, edition=edition, words=_words(matter))


def _words(matter: PublicMatter) -> MilestoneWords:
    return unsaid(
        MilestoneWords,
        has_task=bool(matter.task_title),
        task=matter.task_title,
        position=matter.position,
        units=matter.units_text,
        promise=wording.sentence(matter.promise) if matter.promise else "",
        goals=goals_sentence(matter.goals),
        history=tuple(f"{label}：{wording.sentence(words)}" for label, words in matter.history),
        done_by=matter.units_text,
        day=matter.day,
        situation=wording.sentence(matter.situation) if matter.situation else "",
    )
