"""Files that are nobody's return: empty sheets, blank forms, notes laid beside the returns. Nobody is asked about them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.submissions.files.containers import Member
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid
from pipeline.submissions.files.readers.docx import holds_pictures
from pipeline.submissions.matching.assembly import Assembly
from pipeline.submissions.matching.envelope import Envelope
from pipeline.submissions.matching.material import named_returns
from pipeline.vocabulary.terms import NoReturn

_NOTE_NAME = re.compile(r"[\d\W]*((填报|填表|填写|报送|使用|操作)?(说明|须知|要求|指南)|readme|自述文件)[\d\W]*")


def why_nobodys(member: Member, grids: Sequence[Grid], assembly: Assembly, envelope: Envelope) -> NoReturn | None:
    """Why a file that names no unit is nobody's return: an empty sheet, a blank form, a note. None of any that may be one.

    Only where nothing else lies in it, in formats that show their pictures: words may stand in one.
    """
    is_bare = member.format is Format.WORKBOOK_ZIP and not any(grid.floating or grid.is_hidden for grid in grids)
    is_bare = is_bare or (member.format is Format.DOCX and not holds_pictures(member.content))
    if not is_bare or named_returns(envelope)[0] or any(grid.hazards for grid in grids):
        return None
    rows = [[text for text in row if text] for grid in grids for row in grid.texts]
    if not any(rows):
        return NoReturn.EMPTY
    if assembly.forms:
        is_blank = not any(form.unit_text or form.rows or form.hidden or form.unread for form in assembly.forms)
        return NoReturn.BLANK if is_blank and not assembly.unread else None
    is_note = _NOTE_NAME.fullmatch(envelope.places[0][1].casefold()) and all(len(set(row)) <= 1 for row in rows)
    return NoReturn.NOTE if is_note else None
