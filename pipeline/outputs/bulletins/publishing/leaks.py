"""The last look at a finished public file: what stands in it that may not be published, and where (R24)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.outputs.docx.package_text import Said, package_text
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.sentences import sentences

_FAILING = re.compile(
    "未报送|未报的|未按规定报送|迟报|漏报|报送不完整|进度滞后|未反映进展|材料正在核|材料待认定|未附书面材料|未完成[一二三四]?季度目标"
)
_OWN_WORDS = re.compile(
    "（未报送）|未报的单位|迟报的单位|已报但不完整的单位|未报送单位|迟报单位|漏报单位|由督查室另行督促"
)  # ours, whoever stands beside them
_COMMENT, _CHANGE, _FAULT = "批注", "修订标记", "未报、滞后等单位的名称"
_SHOWN = 24


@dataclass(frozen=True)
class Leak:
    """``what`` stands in a paragraph of ``part``; ``words`` of it show which, with what must not be repeated left out."""

    part: str
    number: int
    what: str
    words: str

    @property
    def line(self) -> str:
        """Where it is, for whoever looks for it in Word."""
        place = f"{self.part}第{self.number}段" if self.part == "正文" else self.part
        return f"{place}“{self.words}”处有{self.what}"


def find_leaks(content: bytes, persons: Persons) -> tuple[Leak, ...]:
    """What in the Word file ``content`` may not be published; nothing where all is well."""
    return tuple(
        Leak(said.part, said.number, what, _brief(said.text, persons))
        for said in package_text(content)
        for what in dict.fromkeys(_found(said, persons))
    )


def _brief(text: str, persons: Persons) -> str:
    shown = persons.without(text)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}……"


def _found(said: Said, persons: Persons) -> Iterator[str]:
    yield from (span.kind for span in persons.spans(said.text))
    if any(_names_a_failing_unit(sentence, persons) for sentence in sentences(said.text)):
        yield _FAULT
    if said.part == _COMMENT:
        yield _COMMENT
    if said.is_change:
        yield _CHANGE


def _names_a_failing_unit(sentence: str, persons: Persons) -> bool:
    """A unit that is merely responsible may be named; beside such words it is named as one that fails."""
    if _OWN_WORDS.search(sentence):
        return True
    return bool(_FAILING.search(sentence)) and any(unit in sentence for unit in persons.places)
