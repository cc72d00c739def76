"""A folder of files that would stop, stall or fool a reader, more than a hundred and each small: and what is said of each."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter
from bad_files import PETITIONS, book, form, row
from container_samples import packed, with_cells
from corpus.containers import CONTAINERS
from corpus.packages import SIGNATURES, broken_ole, write_ole, write_signature
from corpus.sheets import Cell, Line, Sheet

from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import NoReturn

GOOD = "区信访局3月.xlsx"
GOOD_FORM = book(form("区信访局", row(87, PETITIONS)))
_PACKAGES = tuple(
    name for name in CONTAINERS if name.startswith(("xlsx", "xlsb", "ods", "docx", "xlsm", "xltx", "et_new"))
)
_PLAIN = ("xlsx_is_xls", "xlsx_is_csv")
_ODS = (
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
)


@dataclass(frozen=True)
class Hostile:
    """A file, and the kind of finding that tells of it, or why it is no return."""

    name: str
    content: bytes
    told: Kind | NoReturn


def hostile_files() -> list[Hostile]:
    """All of them, always the same."""
    return [*_damaged(), *_unfolding(), *_strange()]


def _damaged() -> Iterator[Hostile]:
    lines = form("区信访局", row(87, PETITIONS))
    sheet = Sheet("3月", tuple(Line(tuple(Cell(str(cell)) for cell in line)) for line in lines))
    rng = random.Random(7)
    for name in _PACKAGES:
        if name in _PLAIN:
            continue
        made = CONTAINERS[name]
        content = made.write((sheet,))
        half = len(content) // 2
        for how, spoilt, told in (
            ("截断", content[:half], Kind.FILE_UNREADABLE),
            ("缺头", bytes(3) + content[3:], Kind.FORMAT_UNSUPPORTED),
            ("缺尾", content[:-30], Kind.FILE_UNREADABLE),
            ("杂字节", content[:200] + rng.randbytes(len(content) - 200), Kind.FILE_UNREADABLE),
        ):
            yield Hostile(f"{how}-{name}{made.suffix}", spoilt, told)
    compound = write_ole("Workbook", rng)
    for number, spoilt in enumerate((compound[:700], compound[:-600])):
        yield Hostile(f"旧表{number}.xls", spoilt, Kind.FILE_UNREADABLE)
    yield Hostile("旧表杂.xls", broken_ole(compound, rng), Kind.FORMAT_UNSUPPORTED)


def _unfolding() -> Iterator[Hostile]:
    """A few bytes that ask for all the memory and all day."""
    for sheets, rows, columns in ((300, 3_900, 250), (1, 20_000, 256)):
        yield Hostile(f"重复{sheets}.ods", _repeating(sheets, rows, columns), Kind.FILE_UNREADABLE)
    for sheets in (3, 20):
        yield Hostile(f"远角{sheets}.xlsx", _far_corners(sheets), Kind.FILE_UNREADABLE)
    yield Hostile("格子.htm", b"<html><table><tr>" + b"<td>" * 600_000 + b"</table></html>", Kind.FILE_UNREADABLE)
    yield Hostile("行.csv", "序号,任务\n".encode() * 600_000, Kind.FILE_UNREADABLE)
    yield Hostile(
        "合并.xlsx",
        with_cells(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="20000"><c r="IV20000"><v>1</v></c></row>',
            after='<mergeCells><mergeCell ref="A1:IV20000"/></mergeCells>',
        ),
        Kind.FILE_UNREADABLE,
    )
    bomb = packed({"a.xlsx": bytes(50_000_000)})
    for depth in range(4):
        bomb = packed({f"{depth}.zip": bomb})
    yield Hostile("套包.zip", bomb, Kind.FORMAT_UNSUPPORTED)
    yield Hostile(
        "实体.xls",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&b;</Workbook>',
        Kind.FILE_UNREADABLE,
    )


def _repeating(sheets: int, rows: int, columns: int) -> bytes:
    cell = f'<t:table-cell o:value-type="string" t:number-columns-repeated="{columns}"><x:p>a</x:p></t:table-cell>'
    table = f'<t:table t:name="s"><t:table-row t:number-rows-repeated="{rows}">{cell}</t:table-row></t:table>'
    spaces = f'xmlns:o="{_ODS[0]}" xmlns:t="{_ODS[1]}" xmlns:x="{_ODS[2]}"'
    body = f"<o:document-content {spaces}><o:body><o:spreadsheet>{table * sheets}</o:spreadsheet></o:body></o:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body})


def _far_corners(sheets: int) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    for _ in range(sheets):
        workbook.add_worksheet().write(19_999, 255, 1)
    workbook.close()
    return target.getvalue()


def _strange() -> Iterator[Hostile]:
    rng = random.Random(8)
    for suffix, head in SIGNATURES.items():
        yield Hostile(f"签名{suffix}", write_signature(head, rng), Kind.FORMAT_UNSUPPORTED)
    for number in range(8):
        yield Hostile(f"乱码{number}.dat", b"\x01\x02\xff\xfe\x00" + rng.randbytes(300), Kind.FORMAT_UNSUPPORTED)
    for number, content in enumerate((b"", b"\n\n", b" \t")):
        yield Hostile(f"空{number}.xlsx", content, NoReturn.EMPTY)
    for number, head in enumerate((b"\0\0\0\x18ftypmp42", b"ID3", b"OggS")):
        yield Hostile(f"录像{number}.mp4", head + bytes(2_000_000 * number), NoReturn.MEDIA)
    for number, head in enumerate((b"MZ", b"\x7fELF", b"L\0\0\0\x01\x14\x02\0")):
        yield Hostile(f"程序{number}.exe", head + rng.randbytes(99), NoReturn.PROGRAM)
    for number in range(4):
        yield Hostile(f"零{number}.xlsx", bytes(10 ** (number + 1)), Kind.FILE_UNREADABLE)
    yield Hostile("一行一.csv", ("序号,任务\n" + "一" * 5_000 + ",做\n").encode(), Kind.TABLE_NOT_FOUND)
    errors = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c></row>' for n in range(1, 15_001))
    yield Hostile("错误值.xlsx", with_cells(errors), Kind.CELL_UNTRUSTED)
    yield Hostile("空包.zip", packed({}), NoReturn.EMPTY)
    with_names = io.BytesIO()
    with zipfile.ZipFile(with_names, "w") as archive:
        archive.writestr("../" * 50 + "长" * 9_000 + ".bin", b"\x01\x02\xff\xfe\x00" + rng.randbytes(300))
    yield Hostile("长名.zip", with_names.getvalue(), Kind.FORMAT_UNSUPPORTED)
