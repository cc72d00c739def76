"""What came for one return, and what follows from it: the receipt that decides, what it covers, what is open (R3, R8, R12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.decisions.suspensions import Suspension
from pipeline.ledger.entry_doubts import material_doubts
from pipeline.ledger.owed.expected import Expected
from pipeline.ledger.receipts.claims import Claim, ClaimKind
from pipeline.submissions.matching.submission import Submission
from pipeline.vocabulary.terms import WrittenMaterial

_READABLE = (ClaimKind.FORM, ClaimKind.REGISTERED, ClaimKind.REMEMBERED, ClaimKind.PAPER)
_IN_DOUBT = (ClaimKind.MAY_BE, ClaimKind.PAPER_LATER)


@dataclass(frozen=True)
class Arrivals:
    """What came for one expected return: its claims in order of receipt."""

    claims: tuple[Claim, ...] = ()

    def of(self, *kinds: ClaimKind) -> tuple[Claim, ...]:
        """The claims of these kinds, in order of receipt."""
        return tuple(claim for claim in self.claims if claim.kind in kinds)

    @property
    def first(self) -> Claim | None:
        """The first readable receipt, which alone decides whether the return was on time (R12)."""
        return min(self.of(*_READABLE), key=lambda claim: (claim.received_date, claim.is_day_doubtful), default=None)

    @property
    def is_in_doubt(self) -> bool:
        """Whether something came that may be this return (R8)."""
        return bool(self.of(*_IN_DOUBT))

    @property
    def blank_on(self) -> date | None:
        """The last day on which a form came that nobody had filled in, where that is all that came: it is no return (R12)."""
        blank = self.of(ClaimKind.BLANK)
        return blank[-1].received_date if blank and self.first is None else None

    @property
    def is_in_hand(self) -> bool:
        """Whether what came is this very unit's, by evidence, and no stray that could be anybody's."""
        return self.first is not None or any(claim.reach == 1 for claim in self.of(*_IN_DOUBT))

    @property
    def strays(self) -> tuple[str, ...]:
        """The files that could be anybody's (R8), where nothing else came that may be this return."""
        doubtful = self.of(*_IN_DOUBT, ClaimKind.MAY_BE_LATE)
        if self.first or any(claim.reach for claim in doubtful):
            return ()
        return tuple(dict.fromkeys(claim.source for claim in doubtful))

    @property
    def unopened(self) -> tuple[tuple[str, date], ...]:
        """The files of this very unit that nobody can read, with their day, where nothing else came that may be this return."""
        doubtful = self.of(*_IN_DOUBT)
        if self.first or not all(claim.is_unopened and claim.reach == 1 for claim in doubtful):
            return ()
        return tuple(dict.fromkeys((claim.source, claim.received_date) for claim in doubtful))

    @property
    def unread(self) -> tuple[tuple[str, date], ...]:
        """The files that are this return by a person's word, with their day, where nobody can read what it says."""
        if self.submissions:
            return ()
        told = (claim for claim in self.of(ClaimKind.REGISTERED) if claim.is_unopened)
        return tuple(dict.fromkeys((claim.source, claim.received_date) for claim in told))

    def may_be_in_time(self, one: Expected) -> bool:
        """Whether a form that came in time, of these tasks, may be this return, though what surely is it came late."""
        tasks = frozenset(one.task_ids)
        return any(
            claim.received_date <= one.last_day and tasks & claim.may_cover for claim in self.of(ClaimKind.MAY_BE)
        )

    @property
    def material(self) -> WrittenMaterial:
        """Whether the written material is here; never 未报 while one that came may be it (R2, R8)."""
        if self.of(ClaimKind.MATERIAL):
            return WrittenMaterial.RECEIVED
        is_open = self.of(ClaimKind.MAY_BE_MATERIAL) or material_doubts(self.suspended)
        return WrittenMaterial.UNSETTLED if is_open else WrittenMaterial.MISSING

    @property
    def material_day(self) -> date | None:
        """The day on which the first written material came (R2)."""
        return min((claim.received_date for claim in self.of(ClaimKind.MATERIAL)), default=None)

    @property
    def suspended(self) -> tuple[Suspension, ...]:
        """Entries of people that cannot be used and may be about this return (R27)."""
        return tuple(claim.entry for claim in self.of(ClaimKind.ENTRY_IN_DOUBT) if claim.entry)

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that are this return, read or registered, each once."""
        claims = (
            self.of(ClaimKind.BLANK),
            self.of(ClaimKind.FORM),
            self.of(ClaimKind.REGISTERED),
            self.of(ClaimKind.REMEMBERED),
        )
        return tuple(dict.fromkeys(claim.source for found in claims for claim in found))

    @cached_property
    def submissions(self) -> tuple[Submission, ...]:
        """What was read of this return, in order of receipt."""
        return tuple(claim.submission for claim in self.claims if claim.submission)

    @cached_property
    def covered(self) -> frozenset[str]:
        """The tasks that some row of it says something about (R3)."""
        return frozenset().union(*(one.answered_tasks for one in self.submissions))

    def parts(self, task_id: str) -> tuple[str, ...]:
        """The sub-items of the task that its rows say something about; '' stands for the whole task (R11)."""
        rows = (r for s in self.submissions for r in s.records if r.task_id == task_id and r.row.is_answered)
        return tuple(dict.fromkeys(r.match.sub_item for r in rows))

    @cached_property
    def unsettled(self) -> tuple[frozenset[str], ...]:
        """For each row whose task is unsettled, or that is hidden, the tasks it could be (empty: any)."""
        rows = (r for s in self.submissions for r in s.records if r.is_open)
        hidden = (tasks for s in self.submissions for tasks in s.hidden)
        return (*(frozenset(r.match.candidates) for r in rows), *hidden)

    @property
    def questioned(self) -> tuple[frozenset[str], ...]:
        """For all that waits for a person and may change what this return says, the tasks it could be about (empty: any).

        A file that could be anybody's is evidence of nobody; a row like no task is none of those that have a row.
        """
        pending = frozenset(r.task_id for s in self.submissions for r in s.records if r.is_pending)
        own = (claim.may_cover for claim in self.of(ClaimKind.MAY_BE) if claim.reach)
        return (*filter(None, (pending, *self.unsettled)), *own)
