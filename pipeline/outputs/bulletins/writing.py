"""Drafts on disk: in outbox/ beside what a person has edited, and what was issued in archive/通报/ for good (R22)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.files import sha256_of, write_swapped
from pipeline.outputs.bulletins.desk import Desk, issued_file
from pipeline.outputs.bulletins.drafts import DraftedBulletin, Drafts
from pipeline.outputs.bulletins.kind import public_place
from pipeline.outputs.docx.package import write_document
from pipeline.outputs.shared.outbox import Outbox, draft_beside


def write_drafts(outbox: Outbox, drafts: Drafts, desk: Desk) -> tuple[Path, ...]:
    """Each file of each draft lies in outbox/; returns where they lie. What was issued lies in archive/通报/ too.

    Of what each text states the register knows; what a whole run calls for no more is gone from outbox/, unless a person
    has changed it.
    """
    written = tuple(path for draft in drafts.drafts for path in _write_draft(outbox, draft))
    _keep_issued(outbox, drafts, desk)
    if drafts.is_whole:
        _clear_away(outbox, drafts, desk)
    return written


def is_anything_new(outbox: Outbox, draft: DraftedBulletin) -> bool:
    """Whether ``draft`` says something else than what was last written in its place."""
    return any(
        sha256(content).hexdigest() not in {outbox.register.written_sha256(one) for one in (place, draft_beside(place))}
        for place, content in draft.files
    )


def _write_draft(outbox: Outbox, draft: DraftedBulletin) -> tuple[Path, ...]:
    written = tuple(
        outbox.publish(place, lambda path, content=content: write_document(path, content))  # type: ignore[misc]
        for place, content in draft.files
    )
    if draft.text and written and written[0] == outbox.folder / draft.text.place:
        outbox.register.bulletins.record_draft(replace(draft.text, sha256=sha256_of(written[0])))
    return written


def _keep_issued(outbox: Outbox, drafts: Drafts, desk: Desk) -> None:
    """Whatever is registered and not kept yet: the drafts of this run, and those of earlier runs."""
    issued = {draft.slot.name: (draft.slot.path(), draft.entry) for draft in drafts.drafts if draft.entry}
    for name, text in desk.drafted.items():
        entry = desk.registered((name,), text.kind or name, text.periods)
        if entry:
            issued.setdefault(name, (text.place, entry))
    for name, (place, entry) in issued.items():
        if desk.archive and not desk.is_kept((name,)):
            _keep(outbox, desk, name, place, entry)


def _keep(outbox: Outbox, desk: Desk, name: str, place: str, entry: IssuedBulletin) -> None:
    """The file that was issued lies in archive/通报/ for good, its public edition beside it: the one registered, else that in outbox/."""
    source = issued_file(outbox.folder, place, entry)
    if source is None or desk.archive is None:
        return
    archive = desk.archive
    kept = write_swapped(archive / f"{name}.docx", partial(shutil.copyfile, source))
    public = outbox.folder / public_place(place)
    if public.is_file():
        write_swapped(archive / public.name, partial(shutil.copyfile, public))
    outbox.register.bulletins.record_issued(name, sha256_of(kept), entry.number, entry.issued_on)


def _clear_away(outbox: Outbox, drafts: Drafts, desk: Desk) -> None:
    """A closure, a matter or a correction that nothing calls for any more must not lie there to be issued."""
    called = {name for draft in drafts.drafts for name in draft.slot.names}
    for name, text in desk.drafted.items():
        if not text.kind and name not in called and not desk.is_kept((name,)):
            for place in (text.place, public_place(text.place)):
                path = outbox.folder / place
                if path.is_file() and not outbox.is_edited(place):
                    path.unlink()
