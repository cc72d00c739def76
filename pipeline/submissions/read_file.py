"""A file's bytes → what it says: the one entrance to the reading of returns. Nothing a clerk sends raises here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from pipeline.submissions.files.containers import Member, open_container
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grids import Grid, UnreadableFileError, read_grids
from pipeline.submissions.forms.first_page import read_first_page
from pipeline.submissions.forms.headings import KNOWN_FORMS
from pipeline.submissions.matching.assembly import assemble_forms, split_by_unit
from pipeline.submissions.matching.match_form import match_form, member_places, name_places
from pipeline.submissions.matching.match_period import Where
from pipeline.submissions.matching.material import DOCUMENTS, is_material, match_material, named_returns
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading, Submission
from pipeline.submissions.matching.unread_sheets import match_unread
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED, Question, QuestionKind

_MANY_SHEETS = 60  # a sheet for every unit would still be fewer
_HEADINGS = {field.name: field.heading for form in KNOWN_FORMS for field in form.fields}
_LONG_TEXT = 5_000  # characters; what the notice asks for fills a few hundred
_NOTE_WORDS = ("说明", "须知", "函", "readme")  # what is laid beside a form
_DAMAGED = frozenset({Format.EMPTY, Format.DAMAGED, Format.PASSWORD})

Reading = tuple[str, str, FileReading]


def read_file(source: str, words: tuple[str, ...], content: bytes, references: References) -> Iterator[Reading]:
    """(source, sha256, reading) of the file, or of each member of an archive (``包.zip!成员.xlsx``)."""
    around = name_places(words)
    for member in open_container(source, content):
        own_source = f"{source}!{member.name}" if member.name else source
        places = member_places(member.name, around) if member.name else around
        digest = sha256(member.content).hexdigest()
        yield own_source, digest, _read_member(own_source, places, digest, member, references)


def read_unopened(source: str, words: tuple[str, ...], references: References) -> FileReading:
    """A file that the system would not let us open: received, in doubt, named with the cure (R8)."""
    fault = finding(Kind.FILE_UNREADABLE, Place(source), reason="正被其他程序占用或没有读取权限")
    return _unreadable(source, name_places(words), source, (fault,), references)


def read_faulty(source: str, words: tuple[str, ...], error: str, references: References) -> FileReading:
    """A file that our own code stumbled over: received, in doubt, never 未报 (R8)."""
    fault = finding(Kind.READER_FAULT, Place(source), error=error)
    return _unreadable(source, name_places(words), source, (fault,), references)


def _read_member(
    source: str, places: Sequence[Where], digest: str, member: Member, references: References
) -> FileReading:
    if not member.format.is_grid:
        return _read_other(source, places, digest, member, references)
    try:
        grids = read_grids(member.content, member.format)
    except UnreadableFileError as error:
        fault = finding(Kind.FILE_UNREADABLE, Place(source), reason=error)
        return _unreadable(source, places, digest, (fault,), references)
    assembly = assemble_forms(source, grids, references)
    if not assembly.forms and (material := _read_material(source, places, digest, member, grids, references)):
        return material
    if not assembly.forms and _is_note(member.format, places, grids):
        units, periods = named_returns(places, references)
        return FileReading(source, is_written_material=True, could_be_units=units, could_be_periods=periods)
    hazards = tuple(_hazard_findings(source, grids))
    if not assembly.forms:
        return _unreadable(source, places, digest, assembly.findings + hazards, references)
    forms = [part for form in assembly.forms for part in split_by_unit(form, references)]
    read = [match_form(source, places, digest, form, references) for form in forms]
    findings = (*assembly.findings, *hazards, *(fault for _, faults, _ in read for fault in faults))
    submissions = tuple(submission for submission, _, _ in read if submission and submission.records)
    if all(submission is None for submission, _, _ in read):
        return FileReading(source, is_rejected=True)
    if not submissions:
        return _unreadable(source, places, digest, findings, references)
    questions = tuple(question for _, _, asked in read for question in asked)
    findings += tuple(_size_findings(source, grids, submissions))
    units, periods = match_unread(assembly.unread, references)
    return FileReading(source, submissions, findings, questions, unread_units=units, unread_periods=periods)


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
        about = {"unit": one.unit or "", "period": str(one.period or "")}
        for record in one.records:
            place = Place(source, record.row.sheet, record.row.row)
            for name, text in record.row.values.items():
                if len(text) > _LONG_TEXT:
                    yield finding(
                        Kind.TEXT_LONG,
                        place,
                        **about,
                        task_id=record.task_id,
                        heading=_HEADINGS[name],
                        length=len(text),
                    )


def _hazard_findings(source: str, grids: tuple[Grid, ...]) -> Iterator[Finding]:
    for grid in grids:
        for hazard in () if grid.is_hidden else grid.hazards:
            place = Place(source, grid.sheet, hazard.row)
            yield finding(
                Kind.CELL_UNTRUSTED, place, what=hazard.kind, detail=f"（{hazard.detail}）" if hazard.detail else ""
            )


def _read_other(
    source: str, places: Sequence[Where], digest: str, member: Member, references: References
) -> FileReading:
    """A file that is no table: 书面材料 (R2), else it may be a form and is in doubt (R8)."""
    if material := _read_material(source, places, digest, member, (), references):
        return material
    if member.format in _DAMAGED:
        reason = member.reason or {Format.EMPTY: "文件是空的", Format.PASSWORD: "文件设有打开密码"}.get(
            member.format, "文件已损坏"
        )
        fault = finding(Kind.FILE_UNREADABLE, Place(source), reason=reason)
    else:
        fault = finding(Kind.FORMAT_UNSUPPORTED, Place(source), format=str(member.format))
    return _unreadable(source, places, digest, (fault,), references)


def _is_note(format: Format, places: Sequence[Where], grids: Sequence[Grid]) -> bool:
    """Whether a text file without columns only explains what lies beside it."""
    is_one_column = all(sum(bool(text) for text in row) <= 1 for grid in grids for row in grid.texts)
    return format is Format.DELIMITED and is_one_column and any(word in places[0][1].casefold() for word in _NOTE_WORDS)


def _read_material(
    source: str,
    places: Sequence[Where],
    digest: str,
    member: Member,
    grids: Sequence[Grid],
    references: References,
) -> FileReading | None:
    """The file as 书面材料 (R2); None where it is none, or may be a form all the same."""
    if member.format not in DOCUMENTS:
        return None
    page = read_first_page(member.format, member.content, grids, references.headings)
    return match_material(source, places, digest, page, references) if is_material(places, page) else None


def _unreadable(
    source: str, places: Sequence[Where], digest: str, findings: tuple[Finding, ...], references: References
) -> FileReading:
    """A file that was received and says nothing: narrowed to the returns that its names, or a person, allow (R8)."""
    units, periods = named_returns(places, references)
    questions = []
    place = Place(source)
    if len(units) != 1:
        unit_question = Question(QuestionKind.UNIT, digest, "", place, tuple((unit, 80.0) for unit in units))
        answer = references.answers.get(unit_question.question_id)
        if answer == REJECTED:
            return FileReading(source, is_rejected=True)
        units = (answer,) if answer else units
        questions += [] if answer else [unit_question]
    if len(periods) != 1:
        shown = tuple((str(period), 50.0) for period in periods)
        period_question = Question(QuestionKind.PERIOD, digest, "", place, shown)
        answer = references.answers.get(period_question.question_id)
        if answer == REJECTED:
            return FileReading(source, is_rejected=True)
        periods = (Period.parse(answer),) if answer else periods
        questions += [] if answer else [period_question]
    return FileReading(source, (), findings, tuple(questions), False, could_be_units=units, could_be_periods=periods)
