"""Bytes → grids of cells with true coordinates, merged areas filled."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.submissions.files.cells.letters import told_strange
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid, LockedFileError, UnreadableFileError
from pipeline.submissions.files.readers.delimited import read_delimited
from pipeline.submissions.files.readers.docx import read_docx
from pipeline.submissions.files.readers.html import read_html, read_mhtml
from pipeline.submissions.files.readers.ods import read_ods
from pipeline.submissions.files.readers.xls import read_xls
from pipeline.submissions.files.readers.xlsb import read_xlsb
from pipeline.submissions.files.readers.xlsx import read_xlsx
from pipeline.submissions.files.readers.xml_sheet import read_xml_sheet
from pipeline.submissions.files.sniffing import sniff


def read_grids(content: bytes, format: Format | None = None) -> tuple[Grid, ...]:
    """All sheets of ``content`` in their order; ``format`` spares a second look if it is known already.

    Raises UnreadableFileError with the reason in Chinese, whatever the damage.
    """
    known = format or sniff(content)
    read = READERS.get(known)
    if known is Format.PASSWORD:
        raise LockedFileError
    if read is None:
        raise UnreadableFileError(_REFUSALS.get(known, f"内容是{known}，暂不能读取"))
    try:
        grids = read(content)
    except (MemoryError, RecursionError) as error:
        raise UnreadableFileError("文件内容异常，无法读取") from error
    if not grids:
        raise UnreadableFileError("工作簿中没有工作表")
    return told_strange(grids) if known in _WITHOUT_CHECKSUMS else grids


_WITHOUT_CHECKSUMS = {Format.XLS, Format.DELIMITED, Format.HTML, Format.MHTML, Format.XML_SHEET}
_REFUSALS = {
    Format.EMPTY: "文件是空的",
    Format.DAMAGED: "文件已损坏或不完整",
    Format.UNKNOWN: "认不出是什么格式",
}


READERS: dict[Format, Callable[[bytes], tuple[Grid, ...]]] = {
    Format.WORKBOOK_ZIP: read_xlsx,
    Format.XLS: read_xls,
    Format.XLSB: read_xlsb,
    Format.ODS: read_ods,
    Format.XML_SHEET: read_xml_sheet,
    Format.HTML: read_html,
    Format.MHTML: read_mhtml,
    Format.DELIMITED: read_delimited,
    Format.DOCX: read_docx,
}
