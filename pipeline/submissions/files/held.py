"""Files that lay in the inbox and lie there no more: their originals take their place, under the old name (R25)."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.keeping.journal import Deposit
from pipeline.submissions.files.inbox import InboxFile


def list_held(
    deposits: Sequence[Deposit], present: Container[tuple[str, str]], originals: Mapping[str, Path], year: int
) -> tuple[InboxFile, ...]:
    """Every one of ``deposits`` that is not among ``present`` (whole, place), with the path of its original, by source.

    One whose original is lost has a path where nothing lies. What could not be looked into counts until its place could.
    """
    later = _last_opened(deposits)
    return tuple(
        InboxFile(
            path=originals.get(one.sha256, Path("原件", one.sha256)),
            source=one.source,
            file_day=min(one.first_seen, one.file_day),
            year=year,
            trouble="以前没能打开，现已不在原处" if one.was_unopened else "",
            whole=one.sha256,
            place=one.source,
            is_held=not one.was_unopened,
        )
        for one in deposits
        if one.sha256 and (one.sha256, one.source) not in present and not (one.was_unopened and _is_opened(one, later))
    )


def _is_opened(one: Deposit, later: Mapping[str, int]) -> bool:
    """Whether a later run could look into the place; of runs that were not noted any other content is proof enough."""
    last = later.get(one.source)
    return last is not None and (last > one.last_run or not one.last_run)


def looked_into(unopened: Iterable[Deposit], listed: Iterable[InboxFile], inbox: Path) -> tuple[str, ...]:
    """Of the folders that once could not be listed those that could be now: nothing hides in them any more."""
    troubled = tuple(file.source for file in listed if file.trouble)
    return tuple(
        one.source
        for one in unopened
        if one.source.endswith("/") and not one.source.startswith(troubled) and os.path.isdir(inbox / one.source)
    )


def _last_opened(deposits: Iterable[Deposit]) -> dict[str, int]:
    """Place → the number of the last run that could look into it."""
    last: dict[str, int] = {}
    for one in deposits:
        if not one.was_unopened:
            last[one.source] = max(one.last_run, last.get(one.source, -1))
    return last
