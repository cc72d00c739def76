"""An .xlsx as other programs than Excel write its XML: the same form, other bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

from corpus.sheets import Sheet
from corpus.workbooks import write_xlsx

_STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET_PART = re.compile(r"xl/(worksheets/sheet\d+|sharedStrings|workbook)\.xml")


def rewrite_parts(package: bytes, change: Callable[[str, str], str]) -> bytes:
    """The same package with every XML part changed by ``change(name, text)``."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(zipfile.ZipInfo(name), change(name, text))
    return target.getvalue()


def write_strict(sheets: Sequence[Sheet]) -> bytes:
    """A “Strict Open XML” workbook: other namespaces throughout."""

    def change(name: str, text: str) -> str:
        for plain, strict in _STRICT:
            text = text.replace(plain, strict)
        return text

    return rewrite_parts(write_xlsx(sheets), change)


def write_prefixed(sheets: Sequence[Sheet]) -> bytes:
    """Every element with a prefix, <x:row>, as programs on Microsoft's SDK write it."""

    def change(name: str, text: str) -> str:
        if not _SHEET_PART.fullmatch(name):
            return text
        head, _, body = text.partition("?>")
        return head + "?>" + re.sub(r"<(/?)(\w)", r"<\1x:\2", body).replace(_MAIN, _MAIN.replace("xmlns=", "xmlns:x="))

    return rewrite_parts(write_xlsx(sheets), change)


def write_pretty(sheets: Sequence[Sheet]) -> bytes:
    """Set out on many lines, with blanks inside <v>: a valid sheet to Excel."""

    def change(name: str, text: str) -> str:
        if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            return text
        text = re.sub(r"<v>([^<]*)</v>", r"<v>\n  \1\n </v>", text)
        return re.sub(r"(<row |</row>|<c |</c>)", r"\n\1", text)

    return rewrite_parts(write_xlsx(sheets), change)


def write_wrong_dimension(sheets: Sequence[Sheet]) -> bytes:
    """<dimension ref="A1"/> over a full sheet, as some WPS versions leave it."""
    return rewrite_parts(
        write_xlsx(sheets), lambda name, text: re.sub(r'<dimension ref="[^"]*"/>', '<dimension ref="A1"/>', text)
    )
