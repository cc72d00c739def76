"""What is worse than what, and which facts may make a return worse: all that the invariants hold on to.

| state | rank |
|---|---|
| 未到期, 延期 | open: what becomes of it is told by what came |
| 按时, 免报, nothing owed | 0 |
| 待认定 | 1 |
| 迟报 | 2; more working days are worse |
| 未报 | 3 |

A task more that lacks is worse in any state. A return gets worse only by a new fact about itself:

| fact | worst it may become |
|---|---|
| its due day has passed and nothing of it was seen | 未报 |
| a form of it came late, or was said by a person to be of it | 迟报 |
| an entry that names it was made wrong | 待认定 |
| an entry that names it was taken back or rewritten to another | 未报 |
| a person rejected the file that might be it | 未报 |
| its unit bears another task, from a day up to the period's last | 未报, and tasks that lack |

No fact about it is: that a file was moved, renamed, overwritten, damaged, taken out; that rows were sorted or deleted;
that a run was made, or made for an earlier day; that somebody else sent, was decided on, or bears something.
"""

from __future__ import annotations

from dataclasses import dataclass

OPEN = frozenset({"未到期", "延期"})
_RANKS = {"未到期": 0, "延期": 0, "按时": 0, "免报": 0, "": 0, "待认定": 1, "迟报": 2, "未报": 3}
GOOD, UNSETTLED, LATE, MISSING = range(4)


@dataclass(frozen=True)
class State:
    """What a run says of a return; the blank one of a return that is not owed."""

    status: str = ""
    days_late: int = 0
    lacking: frozenset[str] = frozenset()

    @property
    def rank(self) -> int:
        """How bad it is; a word that nobody knew when this was written is no worse than 待认定."""
        return _RANKS.get(self.status, UNSETTLED)

    def __str__(self) -> str:
        days = f"{self.days_late}天" if self.days_late else ""
        return (self.status or "不报") + days + (f"（缺{'、'.join(sorted(self.lacking))}）" if self.lacking else "")


def what_got_worse(before: State, now: State, allowed: int, *, may_lack: bool) -> str:
    """In what ``now`` is worse than ``before`` and than the ``allowed`` rank; '' where in nothing."""
    if before.status not in OPEN and now.rank > max(before.rank, allowed):
        return "state"
    if now.lacking - before.lacking and not may_lack:
        return "lacking"
    if before.status == now.status == "迟报" and now.days_late > before.days_late and allowed < LATE:
        return "days"
    return ""
