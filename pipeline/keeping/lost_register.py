"""The machine's memory is gone, and what it remembered is not: a run would begin the year anew and forget all receipts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.keeping.register import REGISTER, kept_in
from pipeline.vocabulary.errors import StateError

_MADE = ("首页.html", "台账.xlsx")


def refuse_lost_register(archive: Path, outbox: Path, decision_book: Path, *, holds_questions: bool) -> None:
    """StateError where an earlier run has left traces and archive/ holds no register (R25); a new office has no traces.

    ``holds_questions``: the decision book has rows that only a run writes.
    """
    register = archive / REGISTER
    if register.is_file() and register.stat().st_size:
        return
    traces = [*_traces(archive, outbox), *([decision_book] if holds_questions else [])]
    if traces:
        raise StateError(
            f"{archive.name} 中没有 {REGISTER}，而“{traces[0].parent.name}/{traces[0].name}”是以前运行留下的：以前的收文登记丢失了。",
            f"请从备份中恢复 {archive.name} 文件夹（或核对 config.toml 的 archive）；确要从头开始的，加 --confirmed 重新运行。",
        )


def _traces(archive: Path, outbox: Path) -> Iterator[Path]:
    yield from kept_in(archive)
    yield from (outbox / name for name in _MADE if (outbox / name).is_file())
