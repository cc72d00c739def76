"""A duty's verdicts of a year taken together: where it stands now (R18)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.ledger.owed.obligations import Excuse
from pipeline.ledger.scales.delivery import DELIVERY_LIGHTS
from pipeline.ledger.scales.light import Judged
from pipeline.ledger.scales.rule import Verdict
from pipeline.ledger.scales.standing import STANDING_LIGHTS
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DutyMonthRow, DutyRow
from pipeline.vocabulary.terms import Delivery, Light, Standing

_NOT_JUDGED = (Standing.NOT_DUE, Standing.EXEMPT)


def of_month(row: DutyMonthRow) -> Judged:
    """The verdicts that a row of 逐月责任 holds."""
    return Judged(
        Verdict(row.delivery, row.delivery_reason, DELIVERY_LIGHTS[row.delivery]),
        Verdict(row.standing, row.standing_reason, STANDING_LIGHTS[row.standing]),
    )


def of_duty(row: DutyRow) -> Judged:
    """The verdicts that a row of 责任台账 holds; 报送 gives no worse light than the row has, as of a month that was overtaken."""
    standing = Verdict(row.standing, row.standing_reason, STANDING_LIGHTS[row.standing])
    light = DELIVERY_LIGHTS[row.delivery]
    is_overtaken = light is Light.RED and row.light is Light.YELLOW
    return Judged(Verdict(row.delivery, row.delivery_reason, row.light if is_overtaken else light), standing)


def ended(excuse: Excuse) -> Judged:
    """The verdicts on a duty that is none any more."""
    delivery = Delivery.CANCELLED if excuse.standing is Standing.CANCELLED else Delivery.EXEMPT
    return Judged(
        Verdict(delivery, excuse.words, DELIVERY_LIGHTS[delivery]),
        Verdict(excuse.standing, excuse.words, STANDING_LIGHTS[excuse.standing]),
    )


def judge_now(months: Sequence[DutyMonthRow], excused: Collection[Period] = ()) -> Judged:
    """Both scales as of the last period judged; while an earlier return is missing, 报送 says so.

    ``excused`` are the periods that are over and of which nothing was owed: they count as judged.

    A missing plan stays 红: without it there is no yardstick (R15). A missing month that later months have overtaken is
    黄 and named.
    """
    judged = [one for one in months if one.standing not in _NOT_JUDGED or one.period in excused] or [months[-1]]
    last = of_month(judged[-1])
    missing = [month.period for month in judged if month.delivery is Delivery.MISSING]
    if not missing or last.delivery.word is Delivery.MISSING:
        return last
    light = Light.RED if missing[0].is_plan else Light.YELLOW
    reason = f"{'、'.join(period.label for period in missing)}至今未报"
    return Judged(Verdict(Delivery.MISSING, reason, light), last.standing)
