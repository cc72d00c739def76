"""The inbox as it lies on disk: which files there are, when they came, and what could not be looked at. Only reads."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.submissions.files.dated_folders import folder_days, no_days, words_of

_SYSTEM_NAMES = {"thumbs.db", "desktop.ini"}
# Windows: to be fetched when it is opened, or when it is read; offline.
_NOT_HERE = 0x00040000 | 0x00400000 | 0x00001000
_TROUBLES = {
    errno.EACCES: "没有访问权限",
    errno.EPERM: "没有访问权限",
    errno.ENAMETOOLONG: "路径太长",
    errno.ELOOP: "快捷链接绕成了一圈",
    errno.ENOENT: "链接的文件已不在",
}


@dataclass(frozen=True)
class InboxFile:
    """A file that lies in the inbox, or once lay there. ``source`` is its path below the inbox with ``/``.

    ``file_day`` is the day it was put there (date.max: nobody knows), ``year`` that of a folder which names none.
    ``trouble`` says why it, or the folder that ``source`` names with a ``/`` at its end, cannot be looked into. Once
    read: ``whole`` is the SHA-256 of the file and ``place`` its source, also for a member of an archive. ``is_held``:
    it lies there no more, and ``path`` is its original in archive/.
    """

    path: Path
    source: str
    file_day: date
    year: int = 0
    trouble: str = ""
    whole: str = ""
    place: str = ""
    is_held: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one deposit of the journal, once it is read: its whole content and its place."""
        return (self.whole, self.place)

    @property
    def folder_days(self) -> tuple[date, ...]:
        """The days that its innermost dated folder may mean (R7)."""
        return folder_days(self.source, self.year)

    @property
    def no_days(self) -> tuple[str, ...]:
        """Its folders that look like a day and are none."""
        return no_days(self.source, self.year)

    @property
    def words(self) -> tuple[str, ...]:
        """The file's stem and its undated folders, innermost first: evidence of unit and period."""
        return words_of(self.source)


def list_inbox(inbox: Path, year: int = 0) -> tuple[InboxFile, ...]:
    """Every file below ``inbox`` by source, and what could not be looked at; lock files of Office (~$…) and hidden ones left out.

    Raises:
        OSError: the inbox itself cannot be listed.
    """
    troubles: list[InboxFile] = []
    files = [*_walk(inbox, year, troubles), *troubles]
    return tuple(sorted(files, key=lambda file: file.source))


def _walk(inbox: Path, year: int, troubles: list[InboxFile]) -> Iterator[InboxFile]:
    def note(error: OSError) -> None:
        path = Path(error.filename)
        if path == inbox:
            raise error
        troubles.append(InboxFile(path, f"{_source(path, inbox)}/", date.max, year, trouble=_reason(error)))

    for folder, folders, names in os.walk(inbox, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        for name in folders:
            if os.path.islink(path := Path(folder, name)):
                source = f"{_source(path, inbox)}/"
                troubles.append(InboxFile(path, source, date.max, year, trouble="是快捷链接，没有进入"))
        for name in names:
            if not (name.startswith(("~$", ".")) or name.lower() in _SYSTEM_NAMES):
                yield from _file(Path(folder, name), inbox, year)


def _file(path: Path, inbox: Path, year: int) -> Iterator[InboxFile]:
    """The file at ``path``; nothing where Excel just saves it (by delete and rename: it will be back)."""
    source = _source(path, inbox)
    try:
        status = path.stat()
    except OSError as error:
        if os.path.lexists(path) or not isinstance(error, FileNotFoundError):
            yield InboxFile(path, source, date.max, year, trouble=_reason(error))
        return
    if why := _why_not_read(path, status):
        yield InboxFile(path, source, date.max, year, trouble=why)
    else:
        # st_ctime: creation on Windows, change of the entry on Linux; never mtime, a copy keeps the sender's.
        yield InboxFile(path, source, datetime.fromtimestamp(status.st_ctime).date(), year)


def _why_not_read(path: Path, status: os.stat_result) -> str:
    """Why what lies there is not opened, '' where it is: opening it would leave the inbox, wait without end, or fetch it."""
    if os.path.islink(path):
        return "是快捷链接，没有打开"
    if not stat.S_ISREG(status.st_mode):
        return "不是普通文件"
    is_away = getattr(status, "st_file_attributes", 0) & _NOT_HERE
    return "还在网盘上，没有下载到本机" if is_away else ""


def _source(path: Path, inbox: Path) -> str:
    """The path below the inbox as it is shown; a name in another system's encoding (an old zip's) is made readable."""
    source = path.relative_to(inbox).as_posix()
    try:
        source.encode()
    except UnicodeEncodeError:
        return os.fsencode(source).decode("gb18030", "replace")
    return source


def _reason(error: OSError) -> str:
    return _TROUBLES.get(error.errno or 0, f"系统报错：{error.strerror or error}")
