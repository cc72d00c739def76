"""Files of the same bytes: each return that they are counts once, wherever they lay in the course of time (R12, R25)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.decisions.entries import ReceivedEntry
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Kind, Place, finding
from pipeline.vocabulary.questions import PERIOD_JOINT, Question, QuestionKind
from pipeline.vocabulary.terms import ReceivedBasis
from pipeline.vocabulary.text import chinese_date

Address = tuple[object, ...] | None
_CONTRADICTED = frozenset({Kind.UNIT_CONTRADICTED, Kind.PERIOD_CONTRADICTED})


def settle_copies(group: Sequence[ReceivedFile], answers: Mapping[str, str]) -> Iterator[ReceivedFile]:
    """Of files with the same bytes, earliest first, one counts for each return that they are addressed to (R8, R12).

    A file that says nothing of its own is a copy of one that does. Two units may send the same bytes: an empty file each,
    or one report in common; neither is a copy of the other's. Where the bytes were moved, the file where they lie now
    counts, with what their earlier places said of unit, period and day.
    """
    here = _lying_now(group)
    before = [one for one in group if one not in here]
    if all(one.reading.is_rejected for one in here):
        before = [_rejected(one) if _is_moved(one, here) else one for one in before]
    here = _with_names_of(here, before)
    aside = [one for one in before if _was_for_others(one, here)]
    yield from _counted_once(sorted((one for one in (*here, *before) if one not in aside), key=_order))
    yield from (_in_doubt(one, here, answers) for one in aside)


def address_of(file: ReceivedFile) -> Address:
    """The returns that a file is for, as far as it says so itself; None where it does not."""
    reading = file.reading
    if file.registered_as or file.is_settled:
        return tuple(sorted(file.returns, key=str)) or (reading.could_be_units, reading.could_be_periods)
    if reading.could_be_units and not reading.submissions:
        return (reading.could_be_units, reading.could_be_periods)
    if _is_contradicted(reading):  # March's form sent again under April's name
        return tuple((form.could_be_units, form.could_be_periods) for form in reading.submissions)
    return None


def without_rejected(
    files: Sequence[ReceivedFile], names: Sequence[Collection[str]], entries: Sequence[ReceivedEntry]
) -> list[ReceivedFile]:
    """``files``, each with how a person may name it; those that 收文登记 says are not to be taken say nothing any more."""
    days = {one.source: one.seen_on for one in entries if one.is_rejected}
    named = {
        index: next(days[name] for name in sorted(own) if name in days)
        for index, own in enumerate(names)
        if not days.keys().isdisjoint(own)
    }
    rejected = [(files[index], seen_on) for index, seen_on in named.items()]
    return [
        _rejected(one) if index in named or any(_is_taken_along(one, old, day) for old, day in rejected) else one
        for index, one in enumerate(files)
    ]


def _is_taken_along(one: ReceivedFile, old: ReceivedFile, seen_on: date | None) -> bool:
    """Whether ``one`` is the file ``old``, taken to another place after a person rejected it there.

    What is called otherwise there, and so is another return, was put right: that counts.
    """
    if one.sha256 != old.sha256 or not old.is_held or not seen_on:
        return False
    came, left = one.deposit, old.deposit
    is_later = came.first_run > left.last_run and came.first_seen > seen_on
    return is_later and address_of(one) in (None, address_of(old))


def _lying_now(group: Sequence[ReceivedFile]) -> list[ReceivedFile]:
    """Those that lie in the inbox; where none does, those that lay there last."""
    if present := [one for one in group if not one.is_held]:
        return present
    last = max(one.deposit.last_run for one in group)
    return [one for one in group if one.deposit.last_run == last]


def _is_moved(one: ReceivedFile, here: Sequence[ReceivedFile]) -> bool:
    """Whether its bytes came to another place after they were last seen at its own, and no doubt about that is told already."""
    last = one.deposit
    came = [
        other
        for other in here
        if other.deposit.first_run > last.last_run
        or (not last.last_run and other.deposit.first_seen > last.first_seen)  # before runs were noted
    ]
    return bool(came) and not any(_is_contradicted(other.reading) for other in came)


def _was_for_others(one: ReceivedFile, here: Sequence[ReceivedFile]) -> bool:
    """Whether its bytes were moved, and it was for other returns than they are where they lie now."""
    return _is_moved(one, here) and address_of(one) not in (None, *map(address_of, here))


def _with_names_of(here: Sequence[ReceivedFile], before: Sequence[ReceivedFile]) -> list[ReceivedFile]:
    """``here``; the first that its present names do not settle is read under those of the place where it lay last.

    What lay here already while it lay there, and was for returns of its own, is for these still.
    """
    known = sorted((one for one in before if address_of(one)), key=lambda one: one.deposit.last_run)
    if not known or any(one.returns for one in here):
        return list(here)
    giver = known[-1]
    for index, one in enumerate(here):
        is_own = address_of(one) is not None and not _is_moved(giver, [one])
        if not (is_own or one.reading.is_rejected or _is_contradicted(one.reading)) and _agree(one, giver):
            reading = giver.reading.at(one.source)
            heir = replace(one, reading=reading, registered_as=giver.registered_as, moved_from=giver.source)
            return [*here[:index], heir, *here[index + 1 :]]
    return list(here)


def _agree(one: ReceivedFile, other: ReceivedFile) -> bool:
    """Whether nothing that ``one`` could be speaks against what ``other`` is or could be."""
    return all(
        any(
            (not units or not own_units or set(units) & set(own_units))
            and (not periods or not own_periods or set(periods) & set(own_periods))
            for units, periods in other.possible_returns()
        )
        for own_units, own_periods in one.possible_returns()
    )


def _counted_once(group: Sequence[ReceivedFile]) -> Iterator[ReceivedFile]:
    addressed = [(one, address_of(one)) for one in group]
    lying_first = sorted(addressed, key=lambda pair: pair[0].is_held)
    originals: dict[Address, ReceivedFile] = {}
    for one, address in lying_first:
        if address:
            originals.setdefault(address, one)
    first = next(iter(originals.values()), lying_first[0][0])
    for one, address in addressed:
        original = originals.get(address, first)
        if one is original:
            yield _dated(one, [other for other, at in addressed if at in (None, address)])
        else:
            yield replace(one, duplicate_of=original.source)


def _dated(one: ReceivedFile, same: Sequence[ReceivedFile]) -> ReceivedFile:
    """``one`` with the best day that its bytes ever had: a person's, else the earliest; and where they lay before (R7)."""
    entered = any(other.basis is ReceivedBasis.PERSON for other in same)
    lending = [other for other in same if not other.is_held or other.basis is ReceivedBasis.PERSON or not entered]
    first = min(lending, key=lambda other: (other.received_date, other.is_day_doubtful, other.source))
    earlier = [other.source for other in same if other.is_held and other is not one]
    return replace(
        one,
        received_date=first.received_date,
        basis=first.basis,
        is_day_doubtful=first.is_day_doubtful,
        moved_from=one.moved_from or (earlier[-1] if earlier and not one.is_held else ""),
    )


def _in_doubt(one: ReceivedFile, here: Sequence[ReceivedFile], answers: Mapping[str, str]) -> ReceivedFile:
    """What lay in one unit's folder and lies in another's now may be either's: a person is asked, nobody is 未报 (R8)."""
    units = tuple(dict.fromkeys(unit for found, _ in one.possible_returns() for unit in found))
    periods = tuple(dict.fromkeys(period for _, found in one.possible_returns() for period in found))
    candidates = tuple((unit, 100.0) for unit in units)
    question = Question(QuestionKind.UNIT, f"{one.sha256}/{one.source}", "", Place(one.source), candidates)
    answer = answers.get(question.question_id, "").partition(PERIOD_JOINT)[0]
    if answer in units:
        return one
    if answer or one.reading.is_rejected:
        return _rejected(one)
    fault = finding(
        Kind.FILE_MOVED,
        Place(one.source),
        unit=units[0] if len(units) == 1 else "",
        period=periods[0] if len(periods) == 1 else None,
        day=chinese_date(one.received_date),
        returns=f"{'、'.join(units)}{'、'.join(period.label for period in periods)}",
        now=here[0].source,
    )
    reading = FileReading(
        one.source, (), (fault,), (question,), is_readable=False, could_be_units=units, could_be_periods=periods
    )
    return replace(one, reading=reading, registered_as=())


def _rejected(one: ReceivedFile) -> ReceivedFile:
    return replace(one, reading=FileReading(one.source, is_rejected=True), registered_as=())


def _is_contradicted(reading: FileReading) -> bool:
    return any(fault.kind in _CONTRADICTED for fault in reading.findings)


def _order(received: ReceivedFile) -> tuple[object, ...]:
    return (received.received_date, received.source)
