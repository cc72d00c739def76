"""What is registered as issued and not kept yet: each in its final form, or refused; worked out before anything is written (R22)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from pipeline.decisions.entries import IssuedBulletin
from pipeline.decisions.sheets.issued_bulletins import Filing
from pipeline.keeping.bulletins import BulletinText
from pipeline.outputs.bulletins.desk import Desk, kept_draft, registered_file
from pipeline.outputs.bulletins.drafts import DraftedBulletin, Drafts
from pipeline.outputs.bulletins.editions import issue_text, number_text
from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.issuing.checking import Naming
from pipeline.outputs.bulletins.issuing.final_form import Filled, as_final
from pipeline.outputs.bulletins.issuing.issue import Issue, Yardstick, refusal, settled, without_file
from pipeline.outputs.bulletins.kind import leaders_place, table_place
from pipeline.outputs.shared import wording
from pipeline.vocabulary.text import chinese_date


def with_issues(drafts: Drafts, desk: Desk, units: frozenset[str] = frozenset()) -> Drafts:
    """``drafts`` with all that is to be kept as issued; of what is refused the final text is drafted beside it.

    ``units`` are all that report: none of them may be named but by a fact that was confirmed.
    """
    issues = tuple(_issues(drafts, desk, units))
    refused = {one.name for one in issues if one.faults}
    made = (
        replace(draft, files=draft.files or draft.spare, entry=None) if draft.slot.name in refused else draft
        for draft in drafts.drafts
    )
    return replace(drafts, drafts=tuple(made), issues=issues)


def _issues(drafts: Drafts, desk: Desk, units: frozenset[str]) -> Iterator[Issue]:
    """The drafts of this run that are registered, and of earlier ones the final texts."""
    if desk.archive is None:
        return
    drafted = {draft.slot.name for draft in drafts.drafts}
    for draft in drafts.drafts:
        if draft.entry and not desk.is_kept((draft.slot.name,)):
            text = draft.text or desk.drafted[draft.slot.name]
            yield from _issue(desk, text, draft.entry, draft, units)
    for name, text in desk.drafted.items():
        entry = desk.entry_of(text)
        if entry and name not in drafted and text.is_final and not desk.is_kept((name,)):
            yield from _issue(desk, text, entry)


def _issue(
    desk: Desk,
    text: BulletinText,
    entry: IssuedBulletin,
    draft: DraftedBulletin | None = None,
    units: frozenset[str] = frozenset(),
) -> Iterator[Issue]:
    """What is kept of one bulletin: the file registered, or finished by hand, or that lay there, or this run's own text."""
    assert desk.outbox
    issue = Issue(text.name, text.place, entry, finish=partial(_finished, filled=_filled(desk, text, entry)))
    source = desk.issued_file(text.name, text.place, entry)
    if entry.file and registered_file(desk.outbox, entry) is None:
        yield replace(issue, faults=(without_file(text.name, entry.file),))
    elif draft and draft.files and not entry.file:
        yield replace(issue, content=draft.files[0][1])
    elif source is not None:
        yield _of_file(desk, text, issue, source, (draft.spare or draft.files, units) if draft else ((), frozenset()))


def _of_file(
    desk: Desk,
    text: BulletinText,
    issue: Issue,
    source: Path,
    measured: tuple[Sequence[tuple[str, bytes]], frozenset[str]],
) -> Issue:
    """The issue made of the file ``source``, ``measured`` by the final texts of the same facts and the units that report.

    One that a person wants kept as it is is not looked into.
    """
    content = source.read_bytes()
    if issue.entry.filing is Filing.AS_IT_IS:
        return replace(issue, content=content, finish=bytes)  # the public edition that lay there with it, too
    finals, units = measured
    filled = _filled(desk, text, issue.entry)
    lay = desk.lying(text.name, issue.entry)
    is_as_it_lay = lay is not None and desk.archive is not None and source == kept_draft(desk.archive, lay)
    is_final = is_as_it_lay and lay is not None and lay.is_final  # it names nobody but who was confirmed by then
    naming = Naming() if is_final else Naming.of(lay if lay and is_as_it_lay else text, desk.answers, units)
    yardstick = Yardstick(naming, finals[0][1] if finals else b"", _last_draft(desk, text.name), desk.units.in_full)
    final, reasons = settled(content, filled, yardstick)
    for what, place in (("附表", table_place(text.place)), ("领导参阅件", leaders_place(text.place))):
        if beside := _own_companion(desk, place, lay if is_as_it_lay else None, bool(finals)):
            held = replace(yardstick, final=dict(finals).get(place, b""), draft=b"")
            reasons += tuple(f"{what}{reason}" for reason in settled(beside.read_bytes(), filled, held)[1])
    if reasons:
        return replace(issue, faults=(refusal(text.name, source.name, reasons),))
    issue = replace(issue, content=final, made_of=sha256(content).hexdigest())
    if lay and desk.archive and is_as_it_lay:
        return replace(issue, lay=lay)
    return replace(issue, source=source, others=tuple(finals[1:]))


def _own_companion(desk: Desk, place: str, lay: BulletinText | None, is_made: bool) -> Path | None:
    """What is kept with the file at ``place``, where no text ``is_made`` by this run takes its place: it names no more than that."""
    assert desk.outbox and desk.archive
    path = kept_draft(desk.archive, lay, place) if lay else desk.outbox / place
    is_own = lay is not None or not is_made or desk.is_edited(place)
    return path if is_own and path.is_file() else None


def _last_draft(desk: Desk, name: str) -> bytes:
    """The last text that bore the mark of a draft, b'' where none is kept."""
    drafts = (kept_draft(desk.archive, one) for one in desk.drafts_of(name) if desk.archive and not one.is_final)
    return next((path.read_bytes() for path in drafts if path.is_file()), b"")


def _filled(desk: Desk, text: BulletinText, entry: IssuedBulletin) -> Filled:
    """Number, issue and day as the text shows them; those that nobody registered are left open (R23)."""
    cover = Cover((), "", text.cutoff, text.cutoff.year)
    prefix = wording.quote(desk.style.number_prefix) or "　　　　"
    number, issue = (number_text(entry.number, prefix, cover), issue_text(entry.number)) if entry.number else ("", "")
    return Filled(number, issue, chinese_date(entry.issued_on) if entry.issued_on else "")


def _finished(content: bytes, filled: Filled) -> bytes:
    """An edition that is no Word file any more is kept as it is."""
    try:
        return as_final(content, filled)
    except Exception:  # python-docx lets through whatever zip and XML parsing stumble over
        return content
