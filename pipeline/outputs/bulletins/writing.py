"""Drafts on disk: in outbox/ beside what a person has edited, and what was issued in archive/通报/ for good (R22)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from pipeline.keeping.files import sha256_of, write_bytes, write_swapped
from pipeline.outputs.bulletins.desk import Desk, kept_draft
from pipeline.outputs.bulletins.drafts import DraftedBulletin, Drafts
from pipeline.outputs.bulletins.issuing.issue import Issue
from pipeline.outputs.bulletins.kind import companions, public_place, table_place
from pipeline.outputs.docx.package import write_document
from pipeline.outputs.shared.outbox import Outbox, draft_beside
from pipeline.vocabulary.findings import Kind


def write_drafts(outbox: Outbox, drafts: Drafts, desk: Desk) -> tuple[Path, ...]:
    """Each file of each draft lies in outbox/; returns where they lie. What was issued lies in archive/通报/ too.

    Of what each text states the register knows; what a whole run calls for no more is gone from outbox/, unless a person
    has changed it. What was issued is there again, both editions, where outbox/ has lost it.
    """
    written = tuple(path for draft in drafts.drafts for path in _write_draft(outbox, draft, desk))
    written += tuple(path for issue in drafts.issues for path in _keep(outbox, issue, desk))
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
        for place in (draft.slot.path(), table_place(draft.slot.path())):
            _take_away(outbox, public_place(place))
    if draft.text and written and written[0] == outbox.folder / draft.text.place:
        text = replace(draft.text, sha256=sha256_of(written[0]), drafted_on=outbox.today)
        if outbox.register.bulletins.record_draft(text) and desk.archive:
            for (place, _), path in zip(draft.files, written, strict=True):
                write_swapped(kept_draft(desk.archive, text, place), partial(shutil.copyfile, path))
    return written


def _keep(outbox: Outbox, issue: Issue, desk: Desk) -> tuple[Path, ...]:
    """What was issued lies in archive/通报/ for good, its companions beside it; what is refused is nowhere.

    Of a file that a person has finished the final form lies beside it as （定稿）, to be printed; returns where.
    """
    if issue.faults or desk.archive is None:
        return ()
    final = _publish(outbox, _final_beside(issue.place), issue.content) if _is_changed(issue) else ()
    others = tuple(path for place, content in issue.others for path in _publish(outbox, place, content))
    kept = write_bytes(desk.archive / f"{issue.name}.docx", issue.content)
    for place in companions(issue.place):
        lies = kept_draft(desk.archive, issue.lay, place) if issue.lay else outbox.folder / place
        if lies.is_file():
            write_bytes(desk.archive / Path(place).name, issue.finish(lies.read_bytes()))
    entry = issue.entry
    outbox.register.bulletins.record_issued(
        issue.name, sha256_of(kept), entry.number, entry.issued_on, made_of=issue.made_of
    )
    return (*final, *others)


def _is_changed(issue: Issue) -> bool:
    return issue.source is not None and issue.source.read_bytes() != issue.content


def _publish(outbox: Outbox, place: str, content: bytes) -> tuple[Path, ...]:
    return (outbox.publish(place, lambda path: write_document(path, content)),)


def _final_beside(place: str) -> str:
    return f"{place.removesuffix('.docx')}（定稿）.docx"


def _clear_away(outbox: Outbox, drafts: Drafts, desk: Desk) -> None:
    """A closure, a matter or a correction that nothing calls for any more must not lie there to be issued."""
    called = {name for draft in drafts.drafts for name in draft.slot.names}
    for name, text in desk.drafted.items():
        if not text.kind and name not in called and not desk.is_kept((name,)):
            for place in (text.place, *companions(text.place)):
                _take_away(outbox, place)


def _take_away(outbox: Outbox, place: str) -> None:
    """What lies at ``place`` is gone, unless a person has changed it."""
    path = outbox.folder / place
    if path.is_file() and not outbox.is_edited(place):
        path.unlink()


def _give_back(outbox: Outbox, archive: Path) -> None:
    """Whatever was issued lies in outbox/ again with its companions, as they were issued, where they are not there (R22)."""
    for text in outbox.register.bulletins.issued():
        for place in (text.place, *companions(text.place)):
            kept = archive / Path(place).name
            if kept.is_file() and not (outbox.folder / place).exists():
                outbox.publish(place, partial(_copy, kept))


def _copy(source: Path, target: Path) -> Path:
    return write_swapped(target, partial(shutil.copyfile, source))
