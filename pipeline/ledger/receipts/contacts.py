"""Who fills in a unit's forms, and which forms leave that blank. Phones go to the contact sheet and nowhere else (R24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.submission import Submission
from pipeline.vocabulary.findings import Finding, Kind, Place, finding

_LABELS = {"filler": "填报人", "phone": "联系电话", "signer": "负责人签字"}


@dataclass(frozen=True)
class Contact:
    """The person a unit named last, and the form that says so; blank where no form names anybody. As 通讯录 has it."""

    unit: str
    name: str = ""
    phone: str = ""
    period: str = ""
    received_date: date | None = None
    source: str = ""


def list_contacts(files: Sequence[ReceivedFile], units: Iterable[str], today: date) -> tuple[Contact, ...]:
    """One contact for each of ``units``, in their order: of the forms received up to ``today`` the last that names one.

    A later form that gives the same person without a phone leaves the phone given before.
    """
    found: dict[str, Contact] = {}
    for file, form in _forms(files):
        if form.unit and (form.filler or form.phone) and file.received_date <= today:
            found[form.unit] = _contact(file, form, form.unit, found.get(form.unit, Contact(form.unit)))
    return tuple(found.get(unit, Contact(unit)) for unit in dict.fromkeys(units))


def _contact(file: ReceivedFile, form: Submission, unit: str, before: Contact) -> Contact:
    """What a form says, completed by what was said ``before`` of the same person."""
    name = form.filler or before.name
    phone = form.phone or (before.phone if name == before.name else "")
    return Contact(unit, name, phone, str(form.period or ""), file.received_date, file.source)


def unsigned_findings(files: Sequence[ReceivedFile]) -> Iterator[Finding]:
    """One finding for each return whose last form leaves 填报人, 联系电话 or 负责人签字 blank."""
    last: dict[tuple[object, ...], tuple[ReceivedFile, Submission]] = {}
    for file, submission in _forms(files):
        last[submission.kind, submission.period, submission.unit] = (file, submission)
    for file, submission in last.values():
        if submission.is_settled and submission.unsigned and not submission.is_blank:
            yield finding(
                Kind.FORM_UNSIGNED,
                Place(file.source, submission.sheet),
                unit=submission.unit or "",
                period=submission.period,
                blank="、".join(_LABELS[name] for name in submission.unsigned),
            )


def _forms(files: Sequence[ReceivedFile]) -> Iterator[tuple[ReceivedFile, Submission]]:
    """Every form, earliest received first; copies of the same bytes left out."""
    for file in files:
        if not file.duplicate_of:
            for submission in file.reading.submissions:
                yield file, submission
