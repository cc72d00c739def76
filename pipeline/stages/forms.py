"""``forms``: the prefilled forms are made to be sent out."""

from __future__ import annotations

from pathlib import Path

from pipeline.ledger.owed.obligations import Obligations, still_owed
from pipeline.outputs.forms.unit_forms import Collection, write_unit_forms
from pipeline.stages.beginning import begun
from pipeline.stages.walk import Walk, judge, no_such_period
from pipeline.vocabulary.periods import Period


def run_forms(walk: Walk, period: Period | None) -> tuple[Path, ...]:
    """Each unit's prefilled Annex 3 and, for a month (default: the next one due), Annex 4 lie in outbox/下发表格/, with one .zip of each."""
    settings = walk.settings
    month = period or next((m for m in settings.months if settings.due_dates[m] >= walk.today), settings.months[-1])
    if month not in settings.due_dates:
        raise no_such_period(settings, month)
    with begun(walk) as register:
        judged = judge(walk, register)
    owed = Obligations(settings.reporting.who, settings.due_dates, judged.decisions, walk.today)
    collection = Collection(
        settings.year, month.month or None, judged.ledger.planned_goals, settings.office.name, settings.reporting.who
    )
    tasks = [still_owed(task, owed, month) for task in judged.ledger.tasks]
    return write_unit_forms(settings.outbox / "下发表格", tasks, collection, walk.today)
