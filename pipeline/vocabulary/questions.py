"""What only a person can decide while a return is read (人工认定·匹配认定): asked precisely and once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.text import fold

REJECTED = "不采用"
AGREED, REFUSED = "同意", "不同意"
TASK_JOINT = "、"
"""Between the task ids of one answer: a cell may tell of several tasks; and between months: a form may report on several."""
PERIOD_JOINT = "｜"
"""Between the unit and the period of one answer: who knows whose a file is mostly knows of which month it is."""
_ID_CHARACTERS = 8


class QuestionKind(StrEnum):
    """类型 of a question; also says what an answer must be: a unit's name, a period, a task id, whether new goals are agreed to."""

    UNIT = "单位"
    PERIOD = "期间"
    TASK = "事项"
    GOALS = "调整目标"


_WANTED = {
    QuestionKind.UNIT: f"填单位；不是报表的，填{REJECTED}",
    QuestionKind.PERIOD: f"填期间；不是报表的，填{REJECTED}",
    QuestionKind.TASK: f"填事项编号；都不是的，填{REJECTED}",
    QuestionKind.GOALS: f"同意按新目标填{AGREED}，仍按原目标填{REFUSED}",
}


@dataclass(frozen=True)
class Question:
    """One open question. The same ``kind``, ``scope`` and writing is the same question wherever it stands.

    ``scope`` is what an answer holds for: '' every file (a unit's name as written), a unit's name (a task as that unit
    writes it), or a file's SHA-256 with its sheet (what is blank or contradictory there, so that a changed file is
    asked about again). ``candidates`` are (answer, score 0 to 100), best first. An answer may also be REJECTED.
    ``shown`` stands for ``text`` before people, where what they must see may change and the question not. ``ways``: what may be
    filled in, in words, where that is more than its kind tells.
    """

    kind: QuestionKind
    scope: str
    text: str
    place: Place
    candidates: tuple[tuple[str, float], ...] = ()
    shown: str = ""
    ways: str = ""

    @property
    def wanted(self) -> str:
        """What a person fills in, in words: what its sheet accepts, and nothing else."""
        return self.ways or _WANTED[self.kind]

    @property
    def question_id(self) -> str:
        """编号: stable over runs and machines."""
        return question_id(self.kind, self.scope, self.text)


def question_id(kind: QuestionKind, scope: str, text: str) -> str:
    """The 编号 of the question about ``text`` in ``scope``."""
    written = "\n".join((kind, scope, fold(text)))
    return f"{kind}-{sha256(written.encode()).hexdigest()[:_ID_CHARACTERS]}"
