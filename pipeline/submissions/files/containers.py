"""A file as it came → the files in it: itself, or the members of an archive or mail, each with its format told by content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.mail import Attachment, read_mail, read_msg
from pipeline.submissions.files.package import MAX_PACKAGE_BYTES, Package, PackageEntry, open_package
from pipeline.submissions.files.sniffing import sniff

# An archive, and archives in it: deeper nesting is no habit of clerks but one of zip bombs.
MAX_DEPTH = 2
# Sixty units with a form and its material for some months; more is a mistaken folder.
MAX_MEMBERS = 1_000
_LONGEST = 120  # characters of a name; no clerk writes more
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
        if kind not in _OPENED:
            return (Member("", content, kind),)
        return tuple(_members(content, kind, "", 1, _Budget())) or (Member("", content, Format.EMPTY, _NOTHING[kind]),)
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


def _members(content: bytes, kind: Format, prefix: str, depth: int, budget: _Budget) -> Iterator[Member]:
    taken: set[str] = set()
    for found in _OPENED[kind](content):
        if _is_junk(found.name):
            continue
        budget.spend(found.size)
        member = found.read(prefix + _unique(found.name, taken))
        if member.format not in _OPENED:
            yield member
        elif depth == MAX_DEPTH:
            yield replace(member, reason="压缩包或邮件套了两层以上")
        else:
            yield from _inner_members(member, depth, budget)


def _inner_members(archive: Member, depth: int, budget: _Budget) -> Iterator[Member]:
    """The members of an archive in an archive; a damaged one costs only itself."""
    try:
        inner = tuple(_members(archive.content, archive.format, f"{archive.name}!", depth + 1, budget))
    except _OverBudgetError:
        raise
    except UnreadableFileError as error:
        inner = (Member(archive.name, archive.content, Format.DAMAGED, str(error)),)
    yield from inner or (Member(archive.name, archive.content, Format.EMPTY, _NOTHING[archive.format]),)


class _Found(NamedTuple):
    """An entry of an archive or mail: its name, its size, and how it becomes a member under a name."""

    name: str
    size: int
    read: Callable[[str], Member]


def _packed(content: bytes) -> Iterator[_Found]:
    package = open_package(content)
    for entry in package.entries:
        yield _Found(entry.name, entry.size, partial(_member, package, entry))


def _sent(read: Callable[[bytes], Sequence[Attachment]], content: bytes) -> Iterator[_Found]:
    for name, attached in read(content):
        yield _Found(name, len(attached), partial(_attached, attached))


_OPENED: dict[Format, Callable[[bytes], Iterator[_Found]]] = {
    Format.ZIP: _packed,
    Format.MAIL: partial(_sent, read_mail),
    Format.OUTLOOK_MAIL: partial(_sent, read_msg),
}
_NOTHING = {
    Format.ZIP: "压缩包里没有文件",
    Format.MAIL: "邮件没有附件，也没有正文",
    Format.OUTLOOK_MAIL: "邮件没有附件，也没有正文",
}


def _attached(content: bytes, name: str) -> Member:
    try:
        return Member(name, content, sniff(content))
    except UnreadableFileError as error:
        return Member(name, content, Format.DAMAGED, str(error))


def _member(package: Package, entry: PackageEntry, name: str) -> Member:
    if entry.is_encrypted:
        return Member(name, b"", Format.PASSWORD, "压缩包设有密码")
    try:
        return _attached(package.read(entry, entry.size), name)
    except UnreadableFileError as error:
        return Member(name, b"", Format.DAMAGED, str(error))


def _is_junk(name: str) -> bool:
    """What systems leave in archives and Office beside open files: nobody sent it."""
    *folders, last = name.casefold().split("/")
    return not last or last.startswith(("~$", ".")) or last in _JUNK_NAMES or _JUNK_FOLDER in folders


def _shortened(part: str) -> str:
    """A name no longer than a file system takes, with its ending."""
    path = PurePosixPath(part)
    return part if len(part) <= _LONGEST else f"{path.stem[:_LONGEST]}…{path.suffix[:_LONGEST]}"


def _unique(name: str, taken: set[str]) -> str:
    """``name``, with a number if an entry before had it too."""
    path = (
        PurePosixPath(*(_shortened(part) for part in PurePosixPath(name).parts))
        if len(name) > _LONGEST
        else PurePosixPath(name)
    )
    result, number = (str(path) if len(name) > _LONGEST else name), 1
    while result in taken:
        number += 1
        result = str(path.with_name(f"{path.stem}（{number}）{path.suffix}"))
    taken.add(result)
    return result
