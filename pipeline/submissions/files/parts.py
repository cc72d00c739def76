"""The parts of an office package (.xlsx, .xlsb, .docx) and how they refer to each other."""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname, join, normpath

from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.markup import parse_xml, remembered
from pipeline.submissions.files.package import MAX_PACKAGE_BYTES, open_package

# Relationship id → (last word of its type, path of the part).
Links = dict[str, tuple[str, str]]


class OfficeParts:
    """The parts of a package by their names, whatever the case or slashes. Parts not asked for are not looked at."""

    def __init__(self, content: bytes) -> None:
        self._package = open_package(content)
        self._budget = MAX_PACKAGE_BYTES
        self._entries = {entry.name.casefold(): entry for entry in self._package.entries}
        if len(self._entries) < len(self._package.entries):
            raise UnreadableFileError("文件内部有重名的部件，无法确定以哪个为准")

    def read(self, path: str) -> bytes:
        """The part of this path; raises UnreadableFileError if it is missing or damaged."""
        entry = self._entries.get(path.casefold())
        if entry is None:
            raise UnreadableFileError("文件已损坏或不完整")
        self._budget -= entry.size
        if self._budget < 0:
            raise UnreadableFileError("解压后体积异常大，疑似压缩炸弹")
        return self._package.read(entry)

    def holds(self, path: str) -> bool:
        """Whether the package has the part of this path."""
        return path.casefold() in self._entries

    def main(self, usual: str) -> str:
        """The main part's path: the usual one, or the one that the package names."""
        if usual.casefold() in self._entries:
            return usual
        return next(iter(targets(self.links(""), "officeDocument")), usual)

    def has_links(self, path: str) -> bool:
        """Whether the part of this path refers to any."""
        return _links_path(path).casefold() in self._entries

    def links(self, path: str) -> Links:
        """What the part of this path refers to."""
        return {
            link: (kind, _resolve(path, target)) for link, kind, target in _read_links(self.read(_links_path(path)))
        }


def targets(links: Links, kind: str) -> list[str]:
    """The paths of the parts of this kind."""
    return [path for found, path in links.values() if found == kind]


@lru_cache(maxsize=4096)
def _links_path(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return join(folder, "_rels", f"{name}.rels")


@remembered
def _read_links(part: bytes) -> tuple[tuple[str, str, str], ...]:
    """(id, last word of the type, target as written) of every relationship inside the package."""
    return tuple(
        (node.get("Id", ""), node.get("Type", "").rpartition("/")[2], node.get("Target", ""))
        for node in parse_xml(part)
        if node.get("TargetMode") != "External"
    )


@lru_cache(maxsize=4096)
def _resolve(path: str, target: str) -> str:
    return normpath(join("/", dirname(path), target.replace("\\", "/"))).lstrip("/")
