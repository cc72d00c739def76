"""How far each bulletin is: a draft that waits for 点名确认, final, registered, issued; for 通报登记 and the first page (R22)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import BulletinText
from pipeline.outputs.bulletins.answers import Answer, NamingAnswers
from pipeline.outputs.bulletins.facts.charges import Charge


class State(StrEnum):
    """状态 of a bulletin in 通报登记."""

    DRAFT = "草稿"
    FINAL = "待登记"
    UNKEPT = "已登记，尚未归档"
    ISSUED = "已印发"


WITHOUT_EFFECT = "没有生效，见首页"
"""状态 of a row that means no bulletin, or several."""


@dataclass(frozen=True)
class BulletinStanding:
    """The bulletin ``name`` at ``place`` in outbox/; ``waiting`` facts of it nobody has confirmed or spared yet.

    ``is_final`` False: what lies there says that it is a draft, be it that nobody in it has to be confirmed.
    """

    name: str
    place: str
    state: State
    waiting: int = 0
    is_final: bool = True

    @property
    def folder(self) -> str:
        """Its folder, which is also what it is on: 2022-03, 2022年一季度."""
        return PurePosixPath(self.place).parts[1]

    @property
    def words(self) -> str:
        """What is to be done next, in words."""
        if self.state is State.FINAL and not self.is_final:
            return "征求意见稿，审定印发后登记文号和印发日期"
        if self.state is State.DRAFT:
            return f"征求意见稿，还有{self.waiting}条点名待确认" if self.waiting else "征求意见稿"
        return _NEXT[self.state]


_NEXT = {
    State.FINAL: "已定稿，印发后登记文号和印发日期",
    State.UNKEPT: "已登记，还不能归档，见上面的提示",
    State.ISSUED: "已印发，存在 archive/通报",
}


@dataclass(frozen=True)
class Register:
    """What says how far a bulletin is: its entry in 通报登记, whether it is kept as issued, what was answered."""

    entry_of: Callable[[BulletinText], IssuedBulletin | None]
    is_kept: Callable[[Iterable[str]], bool]
    answers: NamingAnswers

    def standing(self, text: BulletinText) -> BulletinStanding:
        """How far the bulletin is of which ``text`` was drafted last."""
        charges = ((Charge(fact.period, fact.unit, fact.fault), fact) for fact in text.facts if fact.fault)
        answers = [self.answers.to_words(charge, fact.text) for charge, fact in charges]
        waiting = sum(answer in (Answer.OPEN, Answer.CONTRADICTED) for answer in answers)
        return BulletinStanding(text.name, text.place, self._state(text, waiting), waiting, text.is_final)

    def _state(self, text: BulletinText, waiting: int) -> State:
        if self.is_kept((text.name,)):
            return State.ISSUED
        if self.entry_of(text):
            return State.UNKEPT
        return State.FINAL if text.is_final or not (waiting or text.kind) else State.DRAFT
