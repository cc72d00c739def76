"""The only part that knows the order of things: a verb of the command line is a function here."""

from pipeline.stages.errands import check_templates, run_bulletin, run_check, run_forms, run_spotcheck
from pipeline.stages.runs import run_deadline, run_early_reminder, run_weekly
from pipeline.stages.walk import Outcome, Walk

__all__ = [
    "Outcome",
    "Walk",
    "check_templates",
    "run_bulletin",
    "run_check",
    "run_deadline",
    "run_early_reminder",
    "run_forms",
    "run_spotcheck",
    "run_weekly",
]
