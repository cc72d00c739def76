"""``check``: returns are looked at before they are accepted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.config import Settings
from pipeline.ledger.acceptance import Acceptance, judge_return
from pipeline.stages.walk import load_references
from pipeline.submissions.read_file import read_file
from pipeline.vocabulary.errors import PipelineError


def run_check(settings: Settings, paths: Sequence[Path]) -> tuple[Acceptance, ...]:
    """One verdict per file (per member of an archive); nothing is written, whatever lies in inbox/ is not looked at."""
    references, *_ = load_references(settings, (), None)
    verdicts = []
    for path in paths:
        if not path.is_file():
            raise PipelineError(f"找不到文件 {path}。", "请核对文件名和路径。")
        members = read_file(path.name, (path.stem,), path.read_bytes(), references)
        verdicts += [judge_return(reading, references) for _, _, reading in members]
    return tuple(verdicts)
