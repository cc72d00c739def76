"""The only part that knows the order of things: a verb of the command line is a function here. From the ground up:

- remembering: what a run hands to the next one about duties
- receiving: what lies in the inbox and what ever lay there, read
- walk: what all runs begin with, in order: inbox, register, ledger of the day
- beginning: a run that may begin: alone, with its register whole, on a day that has not been
- notes: what is said of 人工认定.xlsx beside the result
- writing: what a run leaves behind in outbox/, 人工认定.xlsx and archive/
- weekly: the run of every week
- deadline: the run after a collection, the reminder before it
- bulletin: the bulletins of one kind
- spotcheck: a draw of spot checks
- forms: the prefilled forms to send out
- check: one return looked at before it is accepted
- templates: the bulletins' templates checked
- schedule: how to run weekly on this machine
- fleet: many offices side by side, and their roll-up
"""

from pipeline.stages.bulletin import bulletin_verbs, run_bulletin
from pipeline.stages.check import run_check
from pipeline.stages.deadline import run_deadline, run_early_reminder
from pipeline.stages.forms import run_forms
from pipeline.stages.spotcheck import run_spotcheck
from pipeline.stages.templates import check_templates
from pipeline.stages.walk import RunOutcome, Walk
from pipeline.stages.weekly import run_weekly

__all__ = [
    "RunOutcome",
    "Walk",
    "bulletin_verbs",
    "check_templates",
    "run_bulletin",
    "run_check",
    "run_deadline",
    "run_early_reminder",
    "run_forms",
    "run_spotcheck",
    "run_weekly",
]
