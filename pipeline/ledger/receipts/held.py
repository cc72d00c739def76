"""What is said of files that lie at their place no more, and are counted from their originals (R25)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.ledger.receipts.mended import is_replaced, lying_at
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import chinese_date


def standing_files(files: Iterable[ReceivedFile]) -> list[ReceivedFile]:
    """The files that 收文清单 lists: all that lie in the inbox, and of the others those that still say something of their own."""
    known = list(files)
    lying = lying_at(known)
    replaced = {id(one) for one in known if one.is_held and is_replaced(one, lying.get(one.place, ()))}
    return [one for one in known if not one.is_held or not (one.duplicate_of or id(one) in replaced)]


def held_findings(files: Sequence[ReceivedFile]) -> Iterator[Finding]:
    """One remark for each file that counts though it lies here no more: nothing is to be done, unless it was a slip."""
    hidden = tuple(one.source for one in files if one.source.endswith("/"))
    contents = gathered((one.source, one.sha256) for one in files)
    lying = lying_at(files)
    for file in standing_files(files):
        if file.is_held and not file.reading.is_rejected and not file.source.startswith(hidden):
            is_alone = len(set(contents[file.source])) == 1
            now = "在原处已换成别的内容" if lying.get(file.place) else "已不在原处"
            yield _gone(file, file.source if is_alone else file.exact_name, now)


def no_day_findings(files: Iterable[ReceivedFile]) -> Iterator[Finding]:
    """One for each folder that looks like a day and is none (R7)."""
    folders: dict[str, str] = {}
    for file in files:
        if not file.is_held:
            for name in file.no_days:
                folders.setdefault(name, file.source)
    for name, source in folders.items():
        yield finding(Kind.FOLDER_NO_DAY, Place(source), folder=name)


def _gone(file: ReceivedFile, name: str, now: str) -> Finding:
    named = "、".join(f"{unit}{period.label}{form.annex}" for form, period, unit in file.returns)
    _, period, unit = file.returns[0] if len(file.returns) == 1 else (None, None, "")
    return finding(
        Kind.FILE_GONE,
        Place(file.source),
        unit=unit,
        period=period,
        day=chinese_date(file.received_date),
        returns=f"（{named}）" if named else "",
        name=name,
        now=now,
    )
