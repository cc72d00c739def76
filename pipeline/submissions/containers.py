"""A file as it came → the files in it: itself, or the members of an archive, each with its format told by content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.submissions.formats import Format
from pipeline.submissions.grid import UnreadableFileError
from pipeline.submissions.package import MAX_PACKAGE_BYTES, Entry, Package, open_package
from pipeline.submissions.sniffing import sniff

# An archive, and archives in it: deeper nesting is no habit of clerks but one of zip bombs.
MAX_DEPTH = 2
# Sixty units with a form and its material for two months; more is a mistaken folder.
MAX_MEMBERS = 500
_JUNK_FOLDERS = {"__macosx"}
_JUNK_NAMES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Member:
    """A file to be read. ``name`` is '' for the file itself, else its path in the archive (``内.zip!表.xlsx`` if nested).

    ``reason`` says in Chinese why nothing can be read, where the format alone does not say it.
    """

    name: str
    content: bytes
    format: Format
    reason: str = ""


def open_container(name: str, content: bytes) -> tuple[Member, ...]:
    """The files in ``content``, at least one. ``name`` is for a person only: the bytes decide what it is.

    An archive that is refused (too large, too many members, damaged directory) is one DAMAGED member with its reason.
    """
    del name
    kind = sniff(content)
    if kind is not Format.ZIP:
        return (Member("", content, kind),)
    budget = _Budget()
    try:
        return tuple(_members(content, "", 1, budget)) or (Member("", content, Format.EMPTY, "压缩包里没有文件"),)
    except UnreadableFileError as error:
        return (Member("", content, Format.DAMAGED, str(error)),)


class _Budget:
    """How much an archive may still unfold into, over all its levels."""

    def __init__(self) -> None:
        self.bytes = MAX_PACKAGE_BYTES
        self.members = MAX_MEMBERS

    def spend(self, size: int) -> None:
        self.bytes -= size
        self.members -= 1
        if self.bytes < 0:
            raise UnreadableFileError("解压后体积异常大，疑似压缩炸弹")
        if self.members < 0:
            raise UnreadableFileError(f"压缩包内文件超过{MAX_MEMBERS}个")


def _members(content: bytes, prefix: str, depth: int, budget: _Budget) -> Iterator[Member]:
    package = open_package(content)
    taken: set[str] = set()
    for entry in package.entries:
        if _is_junk(entry.name):
            continue
        name = prefix + _unique(entry.name, taken)
        budget.spend(entry.size)
        member = _member(package, entry, name)
        if member.format is not Format.ZIP:
            yield member
        elif depth < MAX_DEPTH:
            try:
                inner = tuple(_members(member.content, f"{name}!", depth + 1, budget))
            except UnreadableFileError as error:
                if budget.bytes < 0 or budget.members < 0:
                    raise
                inner = (Member(name, member.content, Format.DAMAGED, str(error)),)
            yield from inner or (Member(name, member.content, Format.EMPTY, "压缩包里没有文件"),)
        else:
            yield Member(name, member.content, Format.ZIP, "压缩包套了两层以上")


def _member(package: Package, entry: Entry, name: str) -> Member:
    if entry.is_encrypted:
        return Member(name, b"", Format.PASSWORD, "压缩包设有密码")
    try:
        content = package.read(entry, entry.size)
    except UnreadableFileError as error:
        return Member(name, b"", Format.DAMAGED, str(error))
    return Member(name, content, sniff(content))


def _is_junk(name: str) -> bool:
    """What systems leave in archives and Office beside open files: nobody sent it."""
    *folders, last = name.casefold().split("/")
    return (
        not last
        or last.startswith(("~$", "."))
        or last in _JUNK_NAMES
        or any(folder in _JUNK_FOLDERS for folder in folders)
    )


def _unique(name: str, taken: set[str]) -> str:
    """``name``, with a number if an entry before had it too."""
    result, number = name, 1
    while result in taken:
        number += 1
        stem, dot, suffix = name.rpartition(".")
        result = f"{stem}（{number}）{dot}{suffix}" if dot else f"{name}（{number}）"
    taken.add(result)
    return result
