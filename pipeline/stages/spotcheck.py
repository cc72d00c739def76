"""``spotcheck``: cases are drawn to be looked at."""

from __future__ import annotations

from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.spot_checks.spot_checks import draw_for, issue_spot_checks
from pipeline.stages.beginning import begun
from pipeline.stages.walk import RunOutcome, Walk, judge, no_such_period
from pipeline.vocabulary.periods import Period


def run_spotcheck(walk: Walk, period: Period | None, seed: int | None, count: int | None) -> RunOutcome:
    """A draw of spot checks lies in outbox/抽查/: of ``period``, else of the last month due; the seed is the day's."""
    settings = walk.settings
    with begun(walk) as register:
        judged = judge(walk, register)
        ledger = judged.ledger
        month = period or (ledger.due_months or ledger.months[:1])[-1]
        if month not in ledger.months:
            raise no_such_period(settings, month)
        outbox = Outbox(settings.outbox, register, walk.today)
        number = int(f"{walk.today:%Y%m%d}") if seed is None else seed
        draw = draw_for(ledger, judged.decisions, register, settings, month, number, count)
        written, refresh = issue_spot_checks(outbox, ledger, judged.decisions, draw, settings)
    notes = (f"{month.label}可抽查{draw.eligible}件，抽取{len(draw.items)}件，随机种子{number}。",)
    return RunOutcome(ledger, written, tuple(outbox.kept), (refresh.left_alone,) if refresh.left_alone else (), notes)
