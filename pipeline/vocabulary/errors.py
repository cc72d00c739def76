"""What stops a run. A fault in somebody's form is a Finding, never an exception."""

from __future__ import annotations


class PipelineError(Exception):
    """The run cannot go on. ``problem`` says what and where, ``remedy`` what to do; both in Chinese."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} 处理办法：{remedy}")
        self.problem = problem
        self.remedy = remedy


class ConfigError(PipelineError):
    """config.toml is missing, malformed, or names a setting that does not exist."""


class MasterError(PipelineError):
    """A master table contradicts itself or cannot be read; names the workbook, sheet and cell."""


class StateError(PipelineError):
    """The folders look wrong (an inbox emptied, a master table cut in half): nothing has been written."""


class BusyError(PipelineError):
    """Another run is under way in the same project folder (exit code 3)."""
