"""A file as it came → the files in it: itself, or the members of an archive, each with its format told by content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.package import MAX_PACKAGE_BYTES, Package, PackageEntry, open_package
from pipeline.submissions.files.sniffing import sniff

# An archive, and archives in it: deeper nesting is no habit of clerks but one of zip bombs.
MAX_DEPTH = 2
# Sixty units with a form and its material for some months; more is a mistaken folder.
MAX_MEMBERS = 1_000
_JUNK_FOLDER = "__macosx"
_JUNK_NAMES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Member:
    """A file to be read. ``name`` is '' for the file itself, else its path in the archive (``内.zip!表.xlsx`` if nested).

    ``reason`` says in Chinese why nothing can be read, where the format alone does not say it. ``content`` is empty
    where it cannot be taken out of its archive.
    """

    name: str
    content: bytes
    format: Format
    reason: str = ""


def open_container(name: str, content: bytes) -> tuple[Member, ...]:
    """The files in ``content``, at least one. ``name`` only makes messages clearer: the bytes decide what it is.

    An archive that is refused (damaged, too large, too many members) is one DAMAGED member with its reason.
    """
    try:
        kind = sniff(content)
        if kind is not Format.ZIP:
            return (Member("", content, kind),)
        return tuple(_members(content, "", 1, _Budget())) or (Member("", content, Format.EMPTY, "压缩包里没有文件"),)
    except UnreadableFileError as error:
        return (Member("", content, Format.DAMAGED, str(error)),)


class _Budget:
    """How much an archive may still unfold into, over all its levels."""

    def __init__(self) -> None:
        self.bytes = MAX_PACKAGE_BYTES
        self.members = MAX_MEMBERS

    def spend(self, size: int) -> None:
        """Raises _OverBudgetError once more has been spent than there was."""
        self.bytes -= size
        self.members -= 1
        if self.bytes < 0:
            raise _OverBudgetError("解压后体积异常大，疑似压缩炸弹")
        if self.members < 0:
            raise _OverBudgetError(f"压缩包内文件超过{MAX_MEMBERS}个")


class _OverBudgetError(UnreadableFileError):
    """The whole archive is refused, on whatever level this was found."""


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
        elif depth == MAX_DEPTH:
            yield Member(name, member.content, Format.ZIP, "压缩包套了两层以上")
        else:
            yield from _inner_members(member, depth, budget)


def _inner_members(archive: Member, depth: int, budget: _Budget) -> Iterator[Member]:
    """The members of an archive in an archive; a damaged one costs only itself."""
    try:
        inner = tuple(_members(archive.content, f"{archive.name}!", depth + 1, budget))
    except _OverBudgetError:
        raise
    except UnreadableFileError as error:
        inner = (Member(archive.name, archive.content, Format.DAMAGED, str(error)),)
    yield from inner or (Member(archive.name, archive.content, Format.EMPTY, "压缩包里没有文件"),)


def _member(package: Package, entry: PackageEntry, name: str) -> Member:
    if entry.is_encrypted:
        return Member(name, b"", Format.PASSWORD, "压缩包设有密码")
    content = b""
    try:
        content = package.read(entry, entry.size)
        return Member(name, content, sniff(content))
    except UnreadableFileError as error:
        return Member(name, content, Format.DAMAGED, str(error))


def _is_junk(name: str) -> bool:
    """What systems leave in archives and Office beside open files: nobody sent it."""
    *folders, last = name.casefold().split("/")
    return not last or last.startswith(("~$", ".")) or last in _JUNK_NAMES or _JUNK_FOLDER in folders


def _unique(name: str, taken: set[str]) -> str:
    """``name``, with a number if an entry before had it too."""
    path = PurePosixPath(name)
    result, number = name, 1
    while result in taken:
        number += 1
        result = str(path.with_name(f"{path.stem}（{number}）{path.suffix}"))
    taken.add(result)
    return result
