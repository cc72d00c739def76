"""报送情况通报 on one collection (notice clause 3: 及时通报各单位落实情况). From the ground up:

- facts: what the bulletin on one collection states
- words: how it says it
- figures: its numbers with the rows behind them
"""

from pipeline.outputs.bulletins.kind import BulletinKind, Slot
from pipeline.outputs.bulletins.kinds.delivery.facts import build_delivery_bulletin_facts
from pipeline.outputs.bulletins.kinds.delivery.figures import NAME, delivery_figures
from pipeline.outputs.bulletins.kinds.delivery.words import DeliveryWords, delivery_bulletin, delivery_rows

DELIVERY = BulletinKind(
    name=NAME,
    verb="delivery",
    label="报送情况通报",
    subjects=lambda ledger, period: (period,) if period else (),
    slot=lambda ledger, period: Slot(str(period), f"{period.label}报送情况通报", (period,)),
    facts=build_delivery_bulletin_facts,
    words=DeliveryWords,
    bulletin=delivery_bulletin,
    figures=delivery_figures,
    rows=delivery_rows,
)
KINDS = (DELIVERY,)
