"""季度通报 (notice clause 3: 整体工作推进情况一季度一通报). From the ground up:

- facts: what the quarter's bulletin states
- concerns: what calls for somebody's hand
- leaders: a page for each 牵头领导
- tables: its tables and its chart
- reporting: how its reporting is told in one paragraph
- sentences: what is done, what slipped, what is to be coordinated
- words: how it says it
- figures: its numbers with the rows behind them
- public: what of it is published
"""

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.kind import BulletinKind, Editioned, Publication, Slot, month_asked
from pipeline.outputs.bulletins.kinds.quarterly.facts import build_quarterly_facts, quarter_before, quarter_tally
from pipeline.outputs.bulletins.kinds.quarterly.figures import NAME, quarterly_figures
from pipeline.outputs.bulletins.kinds.quarterly.public import public_quarter, published_quarter, quarter_figures
from pipeline.outputs.bulletins.kinds.quarterly.words import QuarterlyWords, quarterly_bulletin, quarterly_rows
from pipeline.vocabulary.periods import Period, quarter_label


def _quarters(ledger: Ledger, period: Period | None) -> tuple[int, ...]:
    """The quarter of ``period``, else the last whose collections are over."""
    ends = [month for month in ledger.due_months if month.is_quarter_end]
    return tuple(month.quarter for month in month_asked(ledger, period, ends))


def _slot(ledger: Ledger, quarter: int) -> Slot:
    name = f"{ledger.year}年{quarter_label(quarter)}"
    months = tuple(month for month in ledger.months if month.quarter == quarter)
    return Slot(name, f"{name}任务目标落实情况通报", months)


QUARTERLY = BulletinKind(
    name=NAME,
    verb="quarterly",
    label="季通报",
    subjects=_quarters,
    slot=_slot,
    facts=build_quarterly_facts,
    words=QuarterlyWords,
    bulletin=quarterly_bulletin,
    figures=quarterly_figures,
    rows=quarterly_rows,
    sequence=Editioned(quarter_before, quarter_tally, is_followed=True),
    publication=Publication(
        published_quarter,
        public_quarter,
        lambda facts, report: quarter_figures(report, f"{facts.cover.year}年{facts.quarter}"),
    ),
)
KINDS = (QUARTERLY,)
