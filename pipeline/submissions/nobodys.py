"""Files that are nobody's return: empty sheets, blank forms, notes laid beside the returns. Nobody is asked about them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.submissions.files.containers import Member
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid
from pipeline.submissions.files.readers.docx import holds_pictures
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.headings import names_form
from pipeline.submissions.matching.assembly import Assembly
from pipeline.submissions.matching.envelope import Envelope
from pipeline.submissions.matching.match_form import tasks_told
from pipeline.submissions.matching.material import named_returns
from pipeline.submissions.matching.references import References
from pipeline.vocabulary.form_fields import ANSWERS
from pipeline.vocabulary.terms import NoReturn
from pipeline.vocabulary.text import compact, fold

_NOTE_NAME = re.compile(
    r"[\d\W]{0,60}((填报|填表|填写|报送|使用|操作)?(说明|须知|要求|指南)|readme|自述文件)[\d\W]{0,60}"
)

_LONGEST_TITLE, _LONGEST_ENTRY = 40, 24  # characters; who reports on work writes more in some cell
_LEAST_OF_TASK = 4  # so many characters that stand in a task's text may be its name
_TOLD_BY_UNITS = (ANSWERS - {"principal", "deputy", "remark"}) | {"task_text"}


def why_nobodys(member: Member, grids: Sequence[Grid], assembly: Assembly, envelope: Envelope) -> NoReturn | None:
    """Why a file that names no unit is nobody's return: an empty sheet, a blank form, a note. None of any that may be one.

    Only where nothing else lies in it, in formats that show their pictures: words may stand in one.
    """
    if not _shows_all(member, grids) or named_returns(envelope)[0]:
        return None
    rows = [[text for text in row if text] for grid in grids for row in grid.texts]
    if not any(rows):
        return NoReturn.EMPTY
    if assembly.forms:
        return NoReturn.BLANK if _is_blank(assembly) else None
    if _is_list(rows, envelope):
        return NoReturn.LIST
    return NoReturn.NOTE if _is_note(rows, envelope) else None


def _shows_all(member: Member, grids: Sequence[Grid]) -> bool:
    """Whether nothing lies in the file but what was read: no picture, no hidden sheet, no cell that is in doubt."""
    if any(grid.hazards for grid in grids):
        return False
    if member.format is Format.DOCX:
        return not holds_pictures(member.content)
    return member.format is Format.WORKBOOK_ZIP and not any(grid.floating or grid.is_hidden for grid in grids)


def _is_blank(assembly: Assembly) -> bool:
    is_filled = any(form.unit_text or form.rows or form.hidden or form.unread for form in assembly.forms)
    return not is_filled and not assembly.unread


def _is_note(rows: Sequence[Sequence[str]], envelope: Envelope) -> bool:
    is_prose = all(len(set(row)) <= 1 for row in rows)
    return is_prose and bool(_NOTE_NAME.fullmatch(envelope.places[0][1].casefold()))


def _is_list(rows: Sequence[Sequence[str]], envelope: Envelope) -> bool:
    """Whether a table could hold no report: short entries alone, none of them a task, no column of a form over them."""
    written = [row for row in rows if row]
    title = written[0]
    is_table = sum(len({*row}) > 1 for row in written) > 1  # a head, and an entry below it
    names = [word for _, word in envelope.places[:1]] + [text for text in title if len({*title}) == 1]
    if not is_table or any(map(names_form, names)) or any(len(text) > _LONGEST_TITLE for text in title):
        return False
    return not any(_may_report(text, envelope.references) for row in written for text in row[len({*row}) == 1 :])


def _may_report(text: str, references: References) -> bool:
    """Whether a cell heads what a unit tells, names a task, or is long enough to tell something."""
    if len(compact(text)) > _LONGEST_ENTRY or not _TOLD_BY_UNITS.isdisjoint(references.headings.fields[text].values()):
        return True
    words = fold(text)
    return len(words) >= _LEAST_OF_TASK and not references.names.find(text) and bool(references.index.holders(words))


def are_foreign(forms: Sequence[Form], envelope: Envelope) -> bool:
    """Whether every form is another district's beyond doubt: so its 填报单位 says, no row is about a task of ours.

    Nor does the file's name or folder name any unit of ours: who takes another's form as a model may forget to change it.
    """
    references = envelope.references
    if not forms or any(references.names.levels_in(words) for _, words in envelope.places):
        return False
    return all(
        references.names.find(form.unit_text) is None
        and references.names.is_foreign(form.unit_text)
        and form.mark is None
        and not any(tasks_told(references, form.rows + form.hidden, ()))
        for form in forms
    )
