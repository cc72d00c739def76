"""为民办实事月通报 (notice clause 3: 为民办22件实事完成情况一月一通报). From the ground up:

- facts: what the month's bulletin states
- annex: each project in its units' words
- words: how it says it
- figures: its numbers with the rows behind them
- public: what of it is published
"""

from pipeline.outputs.bulletins.kind import BulletinKind, Editioned, Publication, Slot, month_asked
from pipeline.outputs.bulletins.kinds.monthly.facts import build_monthly_facts, month_before, month_tally
from pipeline.outputs.bulletins.kinds.monthly.figures import NAME, monthly_figures
from pipeline.outputs.bulletins.kinds.monthly.public import month_figures, public_month, published_month
from pipeline.outputs.bulletins.kinds.monthly.words import MonthlyWords, monthly_bulletin, monthly_rows

MONTHLY = BulletinKind(
    name=NAME,
    verb="monthly",
    label="月通报",
    subjects=lambda ledger, period: month_asked(ledger, period, ledger.due_months),
    slot=lambda ledger, month: Slot(str(month), f"为民办实事{month.label}份进展情况通报", (month,)),
    facts=build_monthly_facts,
    words=MonthlyWords,
    bulletin=monthly_bulletin,
    figures=monthly_figures,
    rows=monthly_rows,
    sequence=Editioned(month_before, month_tally, is_followed=True),
    publication=Publication(
        published_month, public_month, lambda facts, report: month_figures(report, str(facts.period))
    ),
)
KINDS = (MONTHLY,)
