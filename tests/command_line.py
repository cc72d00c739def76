"""run.py without a process of its own: starting Python takes longer than most verbs."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from pipeline.cli import main


@dataclass(frozen=True)
class Done:
    """What the office sees of a run."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path) -> Done:
    """``python run.py`` with these arguments; a bug stays an exception."""
    told, complained = io.StringIO(), io.StringIO()
    code = 0
    with (
        patch.object(sys, "argv", ["run.py", *map(str, arguments)]),
        redirect_stdout(told),
        redirect_stderr(complained),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    return Done(code, told.getvalue(), complained.getvalue())
