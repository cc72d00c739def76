"""What a text rests on now and did not in its first draft, and the reverse: whoever is named, what changed is listed (R21)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.keeping.bulletins import BulletinText
from pipeline.ledger.follow_up.refuted import stated_words
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.text import chinese_date

_SHOWN = 8


def changes_since(drafts: Sequence[BulletinText], now: BulletinText) -> tuple[Finding, ...]:
    """A finding where ``now`` differs from the first of ``drafts`` (the last first) in its facts or counts; else none.

    What is counted or named by the answers in 点名确认 is no change: both texts rest on the same facts.
    """
    first = next((one for one in reversed(drafts) if one.drafted_on and one.cutoff == now.cutoff), None)
    if first is None or not first.drafted_on:
        return ()
    gone, new = (_told(one, other) for one, other in ((first, now), (now, first)))
    counts = _counts(dict(first.standings), dict(now.standings))
    parts = (f"不再成立的：{gone}" if gone else "", f"新增的：{new}" if new else "", counts)
    told = "；".join(part for part in parts if part)
    return (
        (finding(Kind.DRAFT_CHANGED, name=now.name, drafted=chinese_date(first.drafted_on), changes=told),)
        if told
        else ()
    )


def _told(one: BulletinText, other: BulletinText) -> str:
    """What ``one`` rests on and ``other`` does not, in words."""
    theirs = {fact.key for fact in other.bears}
    words = sorted(stated_words(fact) for fact in one.bears if fact.key not in theirs)
    return "、".join(words[:_SHOWN]) + (f"等{len(words)}条" if len(words) > _SHOWN else "")


def _counts(before: dict[str, int], now: dict[str, int]) -> str:
    moved = [label for label in {**before, **now} if before.get(label, 0) != now.get(label, 0)]
    return "、".join(f"{label}由{before.get(label, 0)}变为{now.get(label, 0)}" for label in moved)
