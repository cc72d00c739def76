"""Drafts on disk: in outbox/ beside what a person has edited, and what was issued in archive/通报/ for good (R22)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.files import sha256_of, write_swapped
from pipeline.outputs.bulletins.desk import Desk, issued_file, kept_draft
from pipeline.outputs.bulletins.drafts import DraftedBulletin, Drafts
from pipeline.outputs.bulletins.kind import public_place
from pipeline.outputs.docx.package import write_document
from pipeline.outputs.shared.outbox import Outbox, draft_beside
from pipeline.vocabulary.findings import Kind


def write_drafts(outbox: Outbox, drafts: Drafts, desk: Desk) -> tuple[Path, ...]:
    """Each file of each draft lies in outbox/; returns where they lie. What was issued lies in archive/通报/ too.

    Of what each text states the register knows; what a whole run calls for no more is gone from outbox/, unless a person
    has changed it. What was issued is there again, both editions, where outbox/ has lost it.
    """
    written = tuple(path for draft in drafts.drafts for path in _write_draft(outbox, draft, desk))
    _keep_issued(outbox, drafts, desk)
    if desk.archive:
        _give_back(outbox, desk.archive)
    if drafts.is_whole:
        _clear_away(outbox, drafts, desk)
    return written


def is_anything_new(outbox: Outbox, draft: DraftedBulletin) -> bool:
    """Whether ``draft`` says something else than what was last written in its place."""
    return any(
        sha256(content).hexdigest() not in {outbox.register.written_sha256(one) for one in (place, draft_beside(place))}
        for place, content in draft.files
    )


def _write_draft(outbox: Outbox, draft: DraftedBulletin, desk: Desk) -> tuple[Path, ...]:
    """The files of ``draft``; each text that is another than the last is kept too, by its day: it may be issued (R22)."""
    written = tuple(
        outbox.publish(place, lambda path, content=content: write_document(path, content))  # type: ignore[misc]
        for place, content in draft.files
    )
    if any(fault.kind is Kind.PUBLIC_BLOCKED for fault in draft.faults):
        _take_away(outbox, public_place(draft.slot.path()))
    if draft.text and written and written[0] == outbox.folder / draft.text.place:
        text = replace(draft.text, sha256=sha256_of(written[0]), drafted_on=outbox.today)
        if outbox.register.bulletins.record_draft(text) and desk.archive:
            for is_public, path in enumerate(written[:2]):
                kept = kept_draft(desk.archive, text, is_public=bool(is_public))
                write_swapped(kept, partial(shutil.copyfile, path))
    return written


def _keep_issued(outbox: Outbox, drafts: Drafts, desk: Desk) -> None:
    """Whatever is registered and not kept yet: the drafts of this run, and those of earlier runs."""
    made: dict[str, tuple[str, IssuedBulletin | None, Desk | None]] = {
        draft.slot.name: (draft.slot.path(), draft.entry, None) for draft in drafts.drafts if draft.files
    }
    for name, text in desk.drafted.items():
        made.setdefault(name, (text.place, desk.entry_of(text), desk))
    for draft in drafts.drafts:
        made.setdefault(draft.slot.name, (draft.slot.path(), draft.entry, None))
    for name, (place, entry, lying) in made.items():
        if entry and desk.archive and not desk.is_kept((name,)):
            _keep(outbox, desk.archive, name, (place, entry), lying)


def _keep(outbox: Outbox, archive: Path, name: str, issued: tuple[str, IssuedBulletin], lying: Desk | None) -> None:
    """The file that was issued lies in archive/通报/ for good, its public edition beside it.

    It is the one registered, else what this run made of it in outbox/, else (``lying``) what lay there on its day.
    """
    place, entry = issued
    source = lying.issued_file(name, place, entry) if lying else issued_file(outbox.folder, place, entry)
    if source is None:
        return
    kept = write_swapped(archive / f"{name}.docx", partial(shutil.copyfile, source))
    lay = outbox.folder / public_place(place)
    text = lying.lying(name, entry) if lying else None
    is_made = text is not None and source == kept_draft(archive, text)
    drafted = (kept_draft(archive, text, is_public=True),) if text and is_made else ()
    if public := next((path for path in (*drafted, lay) if path.is_file()), None):
        write_swapped(archive / Path(public_place(place)).name, partial(shutil.copyfile, public))
    outbox.register.bulletins.record_issued(name, sha256_of(kept), entry.number, entry.issued_on)


def _clear_away(outbox: Outbox, drafts: Drafts, desk: Desk) -> None:
    """A closure, a matter or a correction that nothing calls for any more must not lie there to be issued."""
    called = {name for draft in drafts.drafts for name in draft.slot.names}
    for name, text in desk.drafted.items():
        if not text.kind and name not in called and not desk.is_kept((name,)):
            for place in (text.place, public_place(text.place)):
                _take_away(outbox, place)


def _take_away(outbox: Outbox, place: str) -> None:
    """What lies at ``place`` is gone, unless a person has changed it."""
    path = outbox.folder / place
    if path.is_file() and not outbox.is_edited(place):
        path.unlink()


def _give_back(outbox: Outbox, archive: Path) -> None:
    """Both editions of whatever was issued lie in outbox/ again, as they were issued, where they are not there (R22)."""
    for text in outbox.register.bulletins.issued():
        for place in (text.place, public_place(text.place)):
            kept = archive / Path(place).name
            if kept.is_file() and not (outbox.folder / place).exists():
                outbox.publish(place, partial(_copy, kept))


def _copy(source: Path, target: Path) -> Path:
    return write_swapped(target, partial(shutil.copyfile, source))
