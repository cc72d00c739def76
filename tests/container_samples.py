"""Small files of every kind, and ways to spoil them: what the tests of containers and grids read."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

import xlsxwriter

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid
from pipeline.submissions.files.grids import read_grids

SHEET_PART = "xl/worksheets/sheet1.xml"
STRINGS_PART = "xl/sharedStrings.xml"
WORKBOOK_PART = "xl/workbook.xml"
ROWS: tuple[tuple[str | float, ...], ...] = (
    ("填报单位：区教体局", "", "填报时间：2022.4.7"),
    ("序号", "重点任务", "完成情况"),
    (1, "新建学校", "已开工\n进展顺利"),
    (2, "改造校舍", "完成12.5%"),
)
TEXTS = (
    ("填报单位：区教体局", "", "填报时间：2022.4.7"),
    ("序号", "重点任务", "完成情况"),
    ("1", "新建学校", "已开工\n进展顺利"),
    ("2", "改造校舍", "完成12.5%"),
)


def only_grid(content: bytes, kind: Format | None = None) -> Grid:
    """The one grid of a file."""
    (grid,) = read_grids(content, kind)
    return grid


def book(rows: Sequence[Sequence[str | float]] = ROWS, *, sheets: Sequence[str] = ("3月",)) -> bytes:
    """An .xlsx with the same rows on each of ``sheets``."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    for name in sheets:
        sheet = workbook.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value != "":
                    sheet.write(row, column, value)
    workbook.close()
    return target.getvalue()


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``parts``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def patched(package: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same package with ``part`` changed; a change that changes nothing is a mistake of the test."""
    parts = parts_of(package)
    old = parts[part].decode("utf-8")
    new = change(old)
    assert new != old
    return packed(parts | {part: new.encode("utf-8")})


def with_cells(cells: str, *, after: str = "", styles: str = "") -> bytes:
    """An .xlsx whose only sheet holds this XML inside <sheetData>, ``after`` behind it, and these cell styles."""
    package = book((("甲", "乙"),))
    start, end = "<sheetData>", "</sheetData>"
    package = patched(
        package,
        SHEET_PART,
        lambda text: text[: text.index(start)] + start + cells + end + after + text[text.index(end) + len(end) :],
    )
    return patched(package, "xl/styles.xml", lambda _: styles) if styles else package


def style_sheet(*codes: str | int) -> str:
    """A styles part whose cell styles 1, 2, 3 … have these number formats: a code, or a built-in number."""
    own = {code: 164 + index for index, code in enumerate(codes) if isinstance(code, str)}
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code.replace("&", "&amp;").replace(chr(34), "&quot;")}"/>'
        for code, number in own.items()
    )
    numbers = [0, *(own.get(code, code) if isinstance(code, str) else code for code in codes)]
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>"
    )


def raw_zip(entries: Sequence[tuple[bytes, bytes]], *, flags: int = 0, extra: bytes = b"") -> bytes:
    """A zip whose names are exactly these bytes, as foreign packers write them."""
    body, directory = b"", b""
    for name, content in entries:
        offset = len(body)
        numbers = struct.pack("<3I", zlib.crc32(content), len(content), len(content))
        common = struct.pack("<4H", flags, 0, 0, 33) + numbers
        body += b"PK\3\4" + struct.pack("<H", 20) + common + struct.pack("<2H", len(name), 0) + name + content
        directory += b"PK\1\2" + struct.pack("<2H", 20, 20) + common
        directory += struct.pack("<5HII", len(name), len(extra), 0, 0, 0, 0, offset) + name + extra
    counts = struct.pack("<4H2IH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + counts


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file with these streams, in folders where their names have a /; each has sectors of its own."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        first = len(sectors)
        pieces = [content[place : place + 512].ljust(512, b"\0") for place in range(0, len(content), 512)]
        sectors.extend(pieces)
        table.extend([*range(first + 1, first + len(pieces)), 0xFFFFFFFE])
        return first

    folders = sorted({name.rpartition("/")[0] for name in streams} - {""})
    names = [*folders, *streams]

    def links(folder: str, name: str) -> dict[str, int]:
        """The first entry in the folder ``name``, and the one beside it in its own."""
        inside = [place for place, other in enumerate(names, 1) if name and other.rpartition("/")[0] == name]
        beside = [place for place, other in enumerate(names, 1) if other.rpartition("/")[0] == folder]
        after = [place for place in beside if place > names.index(name) + 1]
        return {"child": inside[0] if inside else -1, "right": after[0] if after else -1}

    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for name in names:
        folder, _, last = name.rpartition("/")
        if name in streams:
            filled = streams[name].ljust(4096, b"\0")
            entries.append(_entry(last, 2, add(filled), len(filled), right=links(folder, name)["right"]))
        else:
            entries.append(_entry(last, 1, 0, 0, **links(folder, name)))
    directory = add(b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0"))
    table.append(0xFFFFFFFD)
    numbers = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", len(sectors), *[0xFFFFFFFF] * 108)
    return head + b"".join(sectors) + numbers


def _entry(name: str, kind: int, first: int, size: int, *, child: int = -1, right: int = -1) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<3i", -1, right, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links + bytes(36)
    return head + struct.pack("<IQ", first, size)


def record(kind: int, body: bytes) -> bytes:
    """A record of an Excel 97–2003 workbook stream."""
    return struct.pack("<HH", kind, len(body)) + body


def xls_stream(sheet_records: Sequence[bytes], *, globals_: Sequence[bytes] = ()) -> bytes:
    """A workbook stream with one sheet, 3月, of these records."""
    name = "3月".encode("utf-16-le")
    begin, end = record(0x0809, struct.pack("<8H", 0x0600, 5, 0, 0, 0, 0, 0, 0)), record(0x0A, b"")

    def with_place(place: int) -> bytes:
        sheet = record(0x85, struct.pack("<IBBBB", place, 0, 0, 2, 1) + name)
        return begin + b"".join(globals_) + sheet + end

    sheet_begin = record(0x0809, struct.pack("<8H", 0x0600, 0x10, 0, 0, 0, 0, 0, 0))
    return with_place(len(with_place(0))) + sheet_begin + b"".join(sheet_records) + end


def xls(sheet_records: Sequence[bytes], *, globals_: Sequence[bytes] = ()) -> bytes:
    """An .xls with one sheet, 3月, of these records."""
    return compound({"Workbook": xls_stream(sheet_records, globals_=globals_)})


def ciphered(stream: bytes, password: str, manner: str) -> bytes:
    """A workbook stream as Excel ciphers it: by the RC4 of 1997 or that of Windows, in blocks of 1,024 bytes."""
    secret, salt, verifier = password.encode("utf-16-le"), bytes(range(16)), bytes(range(16, 32))
    if manner == "rc4":
        base = hashlib.md5((hashlib.md5(secret).digest()[:5] + salt) * 16).digest()[:5]
        digest = hashlib.md5(verifier).digest()

        def key(block: int) -> bytes:
            return hashlib.md5(base + struct.pack("<I", block)).digest()

        head, gap = struct.pack("<3H", 1, 1, 1) + salt, b""
    else:
        base = hashlib.sha1(salt + secret).digest()
        digest = hashlib.sha1(verifier).digest()

        def key(block: int) -> bytes:
            return hashlib.sha1(base + struct.pack("<I", block)).digest()[:16]

        about = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + "RC4\0".encode("utf-16-le")
        head = struct.pack("<3HII", 1, 2, 2, 4, len(about)) + about + struct.pack("<I", 16) + salt
        gap = struct.pack("<I", 20)
    told = _rc4(key(0), verifier + digest)
    return _with_cipher(stream, record(0x2F, head + told[:16] + gap + told[16:]), key)


def _with_cipher(stream: bytes, head: bytes, key: Callable[[int], bytes]) -> bytes:
    records, place = [], 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + length]
        if kind == 0x85:
            body = struct.pack("<I", struct.unpack_from("<I", body)[0] + len(head)) + body[4:]
        records.append((kind, body))
        place += 4 + length
    out = record(*records[0]) + head
    for kind, body in records[1:]:
        start = len(out) + 4
        secret = body
        if kind != 0x0809:
            blocks = range(start // 1024, (start + len(body)) // 1024 + 1)
            keys = b"".join(_rc4(key(block), bytes(1024)) for block in blocks)[start % 1024 :]
            secret = bytes(one ^ other for one, other in zip(body, keys, strict=False))
            secret = body[:4] + secret[4:] if kind == 0x85 else secret
        out += record(kind, secret)
    return out


def _rc4(key: bytes, text: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in text:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
