"""Every container a form comes in: its extension and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from corpus.sheets import Sheet
from corpus.texts import write_delimited, write_docx, write_html
from corpus.workbooks import (
    write_by_openpyxl,
    write_ods,
    write_spreadsheetml,
    write_xls,
    write_xlsm,
    write_xlsx,
)

Writer = Callable[[tuple[Sheet, ...]], bytes]


@dataclass(frozen=True)
class Container:
    """A way to save a form. ``has_sheets``: sheet names survive; ``is_placeless``: rows have no row numbers."""

    suffix: str
    write: Writer
    has_sheets: bool = True
    is_placeless: bool = False
    has_merges: bool = True


def _text(suffix: str, separator: str, encoding: str) -> Container:
    return Container(
        suffix, partial(write_delimited, separator=separator, encoding=encoding), has_sheets=False, has_merges=False
    )


CONTAINERS: dict[str, Container] = {
    "xlsx": Container(".xlsx", write_xlsx),
    "xlsx_inline": Container(".xlsx", partial(write_xlsx, is_inline=True)),
    "xlsx_other_writer": Container(".xlsx", write_by_openpyxl),
    "xlsx_capital_extension": Container(".XLSX", write_xlsx),
    "xlsm": Container(".xlsm", write_xlsm),
    "xls": Container(".xls", write_xls),
    "et_old": Container(".et", write_xls),
    "et_new": Container(".et", write_xlsx),
    "ods": Container(".ods", write_ods),
    "csv_bom": _text(".csv", ",", "utf-8-sig"),
    "csv_utf8": _text(".csv", ",", "utf-8"),
    "csv_gbk": _text(".csv", ",", "gb18030"),
    "tsv_gbk": _text(".tsv", "\t", "gb18030"),
    "tsv_utf16": _text(".txt", "\t", "utf-16"),
    "docx": Container(".docx", write_docx, has_sheets=False, is_placeless=True),
    "xls_is_html": Container(".xls", write_html, has_sheets=False),
    "xls_is_html_gbk": Container(".xls", partial(write_html, encoding="gb18030"), has_sheets=False),
    "xls_is_tsv": Container(".xls", partial(write_delimited, separator="\t", encoding="gb18030"), has_sheets=False, has_merges=False),
    "xls_is_xlsx": Container(".xls", write_xlsx),
    "xls_is_xml": Container(".xls", write_spreadsheetml),
    "xlsx_is_xls": Container(".xlsx", write_xls),
    "xlsx_is_csv": Container(".xlsx", partial(write_delimited, encoding="gb18030"), has_sheets=False, has_merges=False),
    "doc_is_docx": Container(".doc", write_docx, has_sheets=False, is_placeless=True),
}
