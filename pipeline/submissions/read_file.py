"""A file's bytes → what it says: the one entrance to the reading of returns. Nothing a clerk sends raises here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any

from pipeline.submissions.books import match_book
from pipeline.submissions.files.containers import Member, open_container
from pipeline.submissions.files.formats import CURES, Format
from pipeline.submissions.files.grid import Grid, LockedFileError, UnreadableFileError, folded
from pipeline.submissions.files.grids import READERS, read_grids
from pipeline.submissions.files.readers.docx import holds_pictures
from pipeline.submissions.forms.first_page import read_first_page
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.headings import KNOWN_FORMS, names_form
from pipeline.submissions.forms.marks import unmarked
from pipeline.submissions.matching.asking import ask_whose
from pipeline.submissions.matching.assembly import Assembly, assemble_forms
from pipeline.submissions.matching.envelope import Envelope, Where, member_places, name_places
from pipeline.submissions.matching.joint.joint_units import split_by_unit
from pipeline.submissions.matching.match_form import tasks_told
from pipeline.submissions.matching.material import (
    DOCUMENTS,
    is_material,
    is_only_words,
    match_material,
    named_form,
    named_returns,
)
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading, Submission
from pipeline.submissions.matching.unread_sheets import match_unread
from pipeline.submissions.nobodys import are_foreign, why_nobodys
from pipeline.submissions.past_years import is_of_past_year, named_past_year
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.terms import NoReturn

_MANY_SHEETS = 60  # a sheet for every unit would still be fewer
_HEADINGS = {field.name: field.heading for form in KNOWN_FORMS for field in form.fields}
_LOCKED_WORDS = ("加密", "密码")
_LONG_TEXT = 5_000  # characters; what the notice asks for fills a few hundred
_NOTE_WORDS = ("说明", "须知", "函", "readme")  # what is laid beside a form
_NO_RETURNS = {Format.EMPTY: NoReturn.EMPTY, Format.MEDIA: NoReturn.MEDIA, Format.PROGRAM: NoReturn.PROGRAM}
_DAMAGES = {Format.EMPTY: "文件是空的", Format.PASSWORD: "文件加密（设有打开密码）", Format.DAMAGED: "文件已损坏"}

MemberReading = tuple[str, str, FileReading]


def read_file(
    source: str, words: tuple[str, ...], content: bytes, references: References, whole: str = ""
) -> Iterator[MemberReading]:
    """(source, sha256, reading) of the file, or of each member of an archive (``包.zip!成员.xlsx``).

    ``whole``: the SHA-256 of a file of which ``content`` is only the head.
    """
    around = name_places(words)
    for member in open_container(source, content):
        own_source = f"{source}!{member.name}" if member.name else source
        places = member_places(member.name, around) if member.name else around
        digest = whole or sha256(member.content).hexdigest()
        yield own_source, digest, _read_member(member, Envelope(own_source, places, digest, references))


def read_unopened(source: str, words: tuple[str, ...], reason: str, references: References) -> FileReading:
    """A file that the system would not let us open: received, in doubt, named with the cure (R8)."""
    fault = finding(Kind.FILE_UNREADABLE, Place(source), reason=reason)
    return _unreadable(Envelope(source, name_places(words), source, references), fault)


def read_unlisted(source: str, words: tuple[str, ...], reason: str, references: References) -> FileReading:
    """A folder that could not be looked into: it may hide every return that its path allows (R8). Nobody is asked whose."""
    units, periods = named_returns(Envelope(source, name_places(words), source, references))
    fault = finding(Kind.FOLDER_UNLISTED, Place(source), reason=reason)
    return FileReading(source, findings=(fault,), is_readable=False, could_be_units=units, could_be_periods=periods)


def read_heavy(source: str, words: tuple[str, ...], reason: str, references: References) -> FileReading:
    """A file that would cost more than one may: received, in doubt, named with the cure (R8)."""
    fault = finding(Kind.FILE_TOO_HEAVY, Place(source), reason=reason)
    return replace(_unreadable(Envelope(source, name_places(words), source, references), fault), is_openable=True)


def read_faulty(source: str, words: tuple[str, ...], error: str, references: References) -> FileReading:
    """A file that our own code stumbled over: received, in doubt, never 未报 (R8)."""
    fault = finding(Kind.READER_FAULT, Place(source), error=error)
    return _unreadable(Envelope(source, name_places(words), source, references), fault)


def _read_member(member: Member, envelope: Envelope) -> FileReading:
    if member.format not in READERS:
        return _past_year(envelope) or _read_other(member, envelope)
    try:
        grids = read_grids(member.content, member.format)
    except UnreadableFileError as error:
        is_locked = isinstance(error, LockedFileError)
        return _past_year(envelope) or _unopenable(
            envelope, str(error), Format.PASSWORD if is_locked else member.format
        )
    grids = _unmarked(grids, envelope.references)
    assembly = assemble_forms(envelope.source, grids, envelope.references)
    if past := _past_year(envelope, assembly.forms):
        return past
    findings = (*assembly.findings, *_hazard_findings(envelope.source, grids))
    if why := why_nobodys(member, grids, assembly, envelope):
        return FileReading(envelope.source, no_return=why)
    if are_foreign(assembly.forms, envelope):
        place, text = Place(envelope.source, assembly.forms[0].sheet), assembly.forms[0].unit_text
        told = finding(Kind.FORM_FOREIGN, place, text=text)
        return FileReading(envelope.source, findings=(told,), no_return=NoReturn.FOREIGN)
    if assembly.forms:
        return _read_forms(assembly, grids, findings, envelope)
    if material := _read_material(member, grids, envelope):
        return material
    if words := _read_words(member, grids, envelope):
        return words
    if _is_note(member.format, envelope.places, grids):
        units, periods = named_returns(envelope)
        return FileReading(envelope.source, is_written_material=True, could_be_units=units, could_be_periods=periods)
    return _unreadable(envelope, *findings)


def _unmarked(grids: Sequence[Grid], references: References) -> tuple[Grid, ...]:
    year, office = references.settings.year, references.settings.office.name
    return tuple([unmarked(grid, year, office) for grid in grids])


def _past_year(envelope: Envelope, forms: Sequence[Form] = ()) -> FileReading | None:
    if year := named_past_year(envelope, forms):
        return FileReading(envelope.source, is_past_year=True, year=year)
    return FileReading(envelope.source, is_past_year=True) if is_of_past_year(envelope, forms) else None


def _read_forms(
    assembly: Assembly, grids: Sequence[Grid], findings: tuple[Finding, ...], envelope: Envelope
) -> FileReading:
    references = envelope.references
    told = partial(tasks_told, references)
    parts = [part for form in assembly.forms for part in split_by_unit(form, references, told)]
    read = match_book(parts, envelope)
    if all(one.submission is None for one in read):
        return FileReading(envelope.source, is_rejected=True)
    findings += tuple(chain.from_iterable(one.findings for one in read))
    returns = chain.from_iterable((one.submission, *one.others) for one in read)
    submissions = tuple(one for one in returns if one and one.records)
    if not submissions:
        return _unreadable(envelope, *findings)
    findings += tuple(_size_findings(envelope.source, grids, submissions))
    questions = tuple(chain.from_iterable(one.questions for one in read))
    units, periods = match_unread(assembly.unread, references)
    return FileReading(envelope.source, submissions, findings, questions, unread_units=units, unread_periods=periods)


def _size_findings(source: str, grids: Sequence[Grid], submissions: Sequence[Submission]) -> Iterator[Finding]:
    """More sheets, forms or words than a return has: read, and said."""
    if len(grids) > _MANY_SHEETS:
        yield finding(Kind.SHEETS_MANY, Place(source), sheets=len(grids), forms=len(submissions))
    if len(submissions) > 1:
        listed = (
            f"{one.unit or '（单位待定）'}{one.period.label if one.period else '（月份待定）'}" for one in submissions
        )
        yield finding(Kind.FORMS_SEVERAL, Place(source), count=len(submissions), listed="、".join(listed))
    for one in submissions:
        yield from _long_texts(source, one)


def _long_texts(source: str, submission: Submission) -> Iterator[Finding]:
    about: dict[str, Any] = {"unit": submission.unit or "", "period": submission.period}
    for record in submission.records:
        place = Place(source, record.row.sheet, record.row.row)
        for name, text in record.row.values.items():
            if len(text) > _LONG_TEXT:
                facts = {**about, "task_id": record.task_id, "heading": _HEADINGS[name]}
                yield finding(Kind.TEXT_LONG, place, **facts, length=len(text))


def _hazard_findings(source: str, grids: tuple[Grid, ...]) -> Iterator[Finding]:
    for grid in grids:
        for hazard in () if grid.is_hidden else folded(grid.hazards):
            place = Place(source, grid.sheet, hazard.row)
            yield finding(
                Kind.CELL_UNTRUSTED, place, what=hazard.kind, detail=f"（{hazard.detail}）" if hazard.detail else ""
            )


def _read_other(member: Member, envelope: Envelope) -> FileReading:
    """A file that is no table: 书面材料 (R2), else it may be a form and is in doubt (R8)."""
    if material := _read_material(member, (), envelope):
        return material
    if (why := _NO_RETURNS.get(member.format)) and _is_nameless(envelope):
        return FileReading(envelope.source, no_return=why)
    if member.format in _DAMAGES:
        return _unopenable(envelope, member.reason or _DAMAGES[member.format], member.format)
    facts = {"format": str(member.format), "cure": CURES.get(member.format, "")}
    reading = _unreadable(envelope, finding(Kind.FORMAT_UNSUPPORTED, Place(envelope.source), **facts))
    return replace(reading, is_openable=member.format is not Format.UNKNOWN)


def _unopenable(envelope: Envelope, reason: str, format: Format) -> FileReading:
    """A file that does not open, for this reason; one that is called 加密 is locked, whatever its bytes look like."""
    if any(word in envelope.places[0][1] for word in _LOCKED_WORDS):
        reason, format = _DAMAGES[Format.PASSWORD], Format.PASSWORD
    facts = {"reason": reason, "cure": CURES.get(format, "")}
    fault = finding(Kind.FILE_UNREADABLE, Place(envelope.source), **facts)
    return replace(_unreadable(envelope, fault), is_openable=False)


def _is_note(format: Format, places: Sequence[Where], grids: Sequence[Grid]) -> bool:
    """Whether a text file without columns only explains what lies beside it."""
    is_one_column = all(sum(bool(text) for text in row) <= 1 for grid in grids for row in grid.texts)
    return format is Format.DELIMITED and is_one_column and any(word in places[0][1].casefold() for word in _NOTE_WORDS)


def _read_material(member: Member, grids: Sequence[Grid], envelope: Envelope) -> FileReading | None:
    """The file as 书面材料 (R2); None where it is none, or may be a form all the same."""
    if member.format not in DOCUMENTS:
        return None
    page = read_first_page(member.format, member.content, grids, envelope.references.headings)
    return match_material(page, envelope) if is_material(envelope.places, page) else None


def _read_words(member: Member, grids: Sequence[Grid], envelope: Envelope) -> FileReading | None:
    """A Word document that holds words alone, and no picture that could be a form: 书面材料 at most; None of any other."""
    if member.format is not Format.DOCX or holds_pictures(member.content):
        return None
    page = read_first_page(member.format, member.content, grids, envelope.references.headings)
    return match_material(page, envelope) if is_only_words(envelope.places, page, grids) else None


def _is_nameless(envelope: Envelope) -> bool:
    """Whether neither name nor folder says that the file is a form, or whose, or of when."""
    is_form = any(names_form(word) for _, word in envelope.places)
    return not is_form and not any(named_returns(envelope))


def _unreadable(envelope: Envelope, *findings: Finding) -> FileReading:
    """A file that was received and says nothing: narrowed to the returns that its names, or a person, allow (R8)."""
    reading = ask_whose(envelope, *named_returns(envelope), needs_one=True)
    if reading.is_rejected:
        return reading
    return replace(reading, findings=findings, is_readable=False, could_be_form=named_form(envelope))
