"""Every container a form comes in: its extension and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from corpus.documents import write_docx
from corpus.markup_books import write_ods, write_spreadsheetml
from corpus.ooxml import write_prefixed, write_pretty, write_strict, write_wrong_dimension
from corpus.sheets import Sheet
from corpus.texts import write_delimited, write_html
from corpus.workbooks import write_by_openpyxl, write_xls, write_xlsm, write_xlsx
from corpus.xlsb import write_xlsb

Writer = Callable[[tuple[Sheet, ...]], bytes]


@dataclass(frozen=True)
class Container:
    """A way to save a form, and what is lost by it: names of sheets, row numbers, merged areas, what is hidden."""

    suffix: str
    write: Writer
    loses: frozenset[str] = frozenset()


_SHEETS, _MERGES, _PLACES, _HIDDEN, _ASTRAL = "sheets", "merges", "places", "hidden", "astral"


def _lossy(suffix: str, write: Writer, *loses: str) -> Container:
    return Container(suffix, write, frozenset(loses))


def _delimited(suffix: str, separator: str, encoding: str) -> Container:
    write = partial(write_delimited, separator=separator, encoding=encoding)
    return _lossy(suffix, write, _SHEETS, _MERGES, _HIDDEN)


def _document(suffix: str, manner: str = "plain") -> Container:
    return _lossy(suffix, partial(write_docx, manner=manner), _SHEETS, _PLACES, _HIDDEN)


def _page(suffix: str, encoding: str = "utf-8") -> Container:
    return _lossy(suffix, partial(write_html, encoding=encoding), _SHEETS, _HIDDEN)


CONTAINERS: dict[str, Container] = {
    "xlsx": Container(".xlsx", write_xlsx),
    "xlsx_inline": Container(".xlsx", partial(write_xlsx, is_inline=True)),
    "xlsx_other_writer": Container(".xlsx", write_by_openpyxl),
    "xlsx_strict": Container(".xlsx", write_strict),
    "xlsx_prefixed": Container(".xlsx", write_prefixed),
    "xlsx_pretty_printed": Container(".xlsx", write_pretty),
    "xlsx_wrong_dimension": Container(".xlsx", write_wrong_dimension),
    "xlsx_capital_extension": Container(".XLSX", write_xlsx),
    "xlsx_double_extension": Container(".xls.xlsx", write_xlsx),
    "xlsx_no_extension": Container("", write_xlsx),
    "xlsm": Container(".xlsm", write_xlsm),
    "xltx": Container(".xltx", write_xlsx),
    "xlsb": _lossy(".xlsb", write_xlsb, _HIDDEN),
    "xls": _lossy(".xls", write_xls, _ASTRAL),
    "et_old": _lossy(".et", write_xls, _ASTRAL),
    "et_new": Container(".et", write_xlsx),
    "ods": _lossy(".ods", write_ods, _HIDDEN),
    "csv_bom": _delimited(".csv", ",", "utf-8-sig"),
    "csv_utf8": _delimited(".csv", ",", "utf-8"),
    "csv_gbk": _delimited(".csv", ",", "gb18030"),
    "csv_semicolon": _delimited(".csv", ";", "gb18030"),
    "tsv_gbk": _delimited(".tsv", "\t", "gb18030"),
    "txt_utf16": _delimited(".txt", "\t", "utf-16"),
    "docx": _document(".docx"),
    "docx_tracked": _document(".docx", "tracked"),
    "docx_controlled": _document(".docx", "controlled"),
    "docx_in_pieces": _document(".docx", "in_pieces"),
    "docx_head_inside": _document(".docx", "head_inside"),
    "doc_is_docx": _document(".doc"),
    "wps_is_docx": _document(".wps"),
    "doc_is_html": _page(".doc"),
    "xls_is_html": _page(".xls"),
    "xls_is_html_gbk": _page(".xls", "gb18030"),
    "html": _page(".htm"),
    "xls_is_tsv": _delimited(".xls", "\t", "gb18030"),
    "xls_is_xlsx": Container(".xls", write_xlsx),
    "xls_is_xml": _lossy(".xls", write_spreadsheetml, _HIDDEN),
    "xlsx_is_xls": _lossy(".xlsx", write_xls, _ASTRAL),
    "xlsx_is_csv": _delimited(".xlsx", ",", "gb18030"),
}
