"""报送 (R18): what came for a duty in a period, by one table of rules. No rule asks how the work stands."""

from __future__ import annotations

from pipeline.ledger.scales.rule import Rule, Verdict, judge
from pipeline.ledger.scales.state import DutyState
from pipeline.vocabulary.terms import Delivery, Light, Standing, Status

DELIVERY_LIGHTS = {
    Delivery.MISSING: Light.RED,
    Delivery.INCOMPLETE: Light.YELLOW,
    Delivery.LATE: Light.YELLOW,
    Delivery.UNSETTLED: Light.GREY,
    Delivery.ON_TIME: Light.GREEN,
    Delivery.EXTENDED: Light.GREY,
    Delivery.NOT_DUE: Light.GREY,
    Delivery.EXEMPT: Light.GREY,
    Delivery.CANCELLED: Light.GREY,
}
"""The light that each 报送 gives, the worst first."""

DELIVERY_FAULTS = (Delivery.MISSING, Delivery.INCOMPLETE, Delivery.LATE)

DELIVERY_RULES: tuple[Rule[Delivery], ...] = (
    Rule(lambda s: s.stands_at(Standing.CANCELLED), Delivery.CANCELLED, "{excuse}"),
    Rule(lambda s: s.excuse is not None or s.is_exempt, Delivery.EXEMPT, "{excuse}"),
    Rule(
        lambda s: s.status is Status.MISSING,
        Delivery.MISSING,
        "{period}{form}应于{due}前报送，已超期{late}个工作日未报",
    ),
    Rule(lambda s: s.is_open, Delivery.UNSETTLED, "{period}报送内容待认定"),
    Rule(lambda s: s.status is Status.NOT_DUE, Delivery.NOT_DUE, "{period}{form}尚未到报送期限"),
    Rule(lambda s: s.status is Status.EXTENDED, Delivery.EXTENDED, "{period}{form}经批准延期报送"),
    Rule(lambda s: not s.is_covered, Delivery.INCOMPLETE, "{period}已报送，但缺本事项"),
    Rule(lambda s: bool(s.lacking_parts), Delivery.INCOMPLETE, "{period}已报送，但缺{parts}"),
    Rule(lambda s: s.is_blank, Delivery.INCOMPLETE, "{period}报送内容不完整，{blank}未填写"),
    Rule(lambda s: s.status is Status.LATE, Delivery.LATE, "{period}迟报{late}个工作日"),
    Rule(lambda s: s.lacks_material, Delivery.ON_TIME, "{period}{form}已按时报送，书面材料未报"),
    Rule(lambda s: True, Delivery.ON_TIME, "{period}{form}已按时报送"),
)


def judge_delivery(state: DutyState) -> Verdict[Delivery]:
    """The verdict of the first rule that holds."""
    return judge(DELIVERY_RULES, DELIVERY_LIGHTS, state)
