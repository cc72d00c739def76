"""Drafts on disk: in outbox/ beside what a person has edited, and what was issued in archive/通报/ for good (R22)."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.files import write_swapped
from pipeline.outputs.bulletins.drafts import DraftedBulletin
from pipeline.outputs.docx.package import write_document
from pipeline.outputs.shared.outbox import Outbox


def write_drafts(outbox: Outbox, drafts: Iterable[DraftedBulletin], archive: Path | None) -> tuple[Path, ...]:
    """Each file of each draft lies in outbox/; returns where they lie. What was issued lies in ``archive`` too."""
    return tuple(path for draft in drafts for path in _write_draft(outbox, draft, archive))


def _write_draft(outbox: Outbox, draft: DraftedBulletin, archive: Path | None) -> tuple[Path, ...]:
    written = tuple(
        outbox.publish(place, lambda path, content=content: write_document(path, content))  # type: ignore[misc]
        for place, content in draft.files
    )
    if draft.entry and archive:
        _keep_issued(outbox, draft, draft.entry, archive)
    return written


def _keep_issued(outbox: Outbox, draft: DraftedBulletin, entry: IssuedBulletin, archive: Path) -> None:
    """The file that was issued lies in ``archive`` for good: the one registered, else the one in outbox/."""
    named = [folder / entry.file for folder in (outbox.folder.parent, outbox.folder)] if entry.file else []
    source = next((path for path in (*named, outbox.folder / draft.slot.path()) if path.is_file()), None)
    if source:
        write_swapped(archive / f"{draft.slot.name}.docx", partial(shutil.copyfile, source))
