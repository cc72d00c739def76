"""A file before it is read: what it is called and lies in, which bytes it is, and what it is read against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from pipeline.submissions.arrival import Arrival
from pipeline.submissions.collecting import implied_month
from pipeline.submissions.matching.references import References
from pipeline.submissions.months import months_in
from pipeline.vocabulary.forms.marks import FormMark
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

TITLE, SHEET, FILE, FOLDER, ARCHIVE = "表题", "工作表名", "文件名", "文件夹", "压缩包名"
MARK = "下发的表格"  # what the form says of itself that was sent out
BOOK = "本文件其他表"  # what the other forms of the file agree on
Where = tuple[str, str]  # the kind of place, the words there


@dataclass(frozen=True)
class Envelope:
    """``places`` are what names the file, innermost first; ``digest`` is the SHA-256 of its bytes.

    What is asked under the digest is about this file alone, and is asked again when it changes.
    """

    source: str
    places: tuple[Where, ...]
    digest: str
    references: References

    @property
    def arrival(self) -> Arrival:
        """When it came, as far as that is known before it is read."""
        return self.references.days.of(self.source, self.digest)

    def registered(self, kind: FormKind) -> tuple[tuple[Period, str], ...]:
        """(period, unit) of the returns of this form as which a person registered the file."""
        returns = self.references.days.returns_of(self.source, self.digest)
        return tuple((period, unit) for form, period, unit in returns if form is kind)

    def with_unit(self, places: Sequence[Where], mark: FormMark | None) -> Sequence[Where]:
        """``places``, and the unit for which a form was sent out; of a form of another district's office that office."""
        if mark and self._is_ours(mark):
            return [*places, (MARK, mark.unit)]
        return [*places, (MARK, mark.office)] if mark and self.references.names.is_foreign(mark.office) else places

    def month_sent_out(self, mark: FormMark | None) -> Period | None:
        """The month for which the office sent the form out, None where that is not known."""
        return mark.period if mark and self._is_ours(mark) else None

    def with_month(self, places: Sequence[Where], mark: FormMark | None, reported: date | None) -> Sequence[Where]:
        """``places``, and the month for which a form was sent out, where none of them names one and the days speak for it.

        Last month's form is often filled in again: what anybody wrote since says more. ``reported``: its 填报时间.
        """
        if mark is None or not self._is_ours(mark) or implied_month(reported or self.arrival.day) != mark.period:
            return places
        is_named = any(months_in(words, mark.period.year) for _, words in places)
        return places if is_named else [*places, (MARK, f"{mark.period.year}年{mark.period.label}")]

    def _is_ours(self, mark: FormMark) -> bool:
        return mark.office == self.references.settings.office.name


@dataclass(frozen=True)
class Elsewhere:
    """What the other forms of a file say of themselves: a file called after one of them says nothing against the next.

    ``is_collection``: they are several units' who name themselves: whoever collected them is none of them. ``words``: their
    titles and sheets; what several forms are called tells nobody's.
    """

    units: frozenset[str] = frozenset()
    months: frozenset[Period] = frozenset()
    words: frozenset[str] = frozenset()
    is_collection: bool = False


NOWHERE = Elsewhere()


def name_places(words: Sequence[str]) -> tuple[Where, ...]:
    """File stem and folders, innermost first, as (where, words)."""
    return tuple((FILE if index == 0 else FOLDER, word) for index, word in enumerate(words))


def member_places(name: str, places: Sequence[Where]) -> tuple[Where, ...]:
    """The places of an archive's member: its own path innermost first, then what the archive is called and lies in."""
    *archives, path = name.split("!")
    folders = PurePosixPath(path)
    own = name_places((folders.stem, *reversed(folders.parent.parts)))
    outer = tuple((ARCHIVE, PurePosixPath(part).stem) for part in reversed(archives))
    return (*own, *outer, *((ARCHIVE, word) for _, word in places))
