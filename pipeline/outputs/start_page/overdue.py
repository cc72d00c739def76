"""Who has not reported though the day is over, and whether the office has written to them already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.keeping.register import Reminded
from pipeline.ledger.counts import PeriodCounts
from pipeline.outputs.shared.links import Link
from pipeline.outputs.start_page.situation import Situation, Todo, Urgency, few
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Status
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class _Written:
    """Units of whom the last letter about this return asks an answer by ``reply_by``."""

    day: date
    reply_by: date
    units: tuple[str, ...]

    def told(self, cutoff: date) -> str:
        """已于2022年4月11日向3家发函，限4月14日前答复。"""
        is_over = self.reply_by < cutoff
        limit = f"{self.reply_by.month}月{self.reply_by.day}日{'前答复，期限已过' if is_over else '前答复'}"
        return f"已于{chinese_date(self.day)}向{len(self.units)}家发函，限{limit}。"


def overdue(s: Situation) -> Iterator[Todo]:
    """The last collection that units have not answered: at once where nobody wrote, or the time to answer is over."""
    late = [counts for counts in s.over if counts.returns.missing]
    if not late:
        return
    last = late[-1]
    missing = [unit for unit in s.units_with(last, Status.MISSING) if unit not in _held_up(s, last)]
    written = _written(s, last, missing)
    to_remind = _to_remind(s, missing, written)
    head = "已经发函，等候答复" if missing else "有文件待认定，暂不催办"
    urgency, command = Urgency.LATER, ""
    if to_remind:
        period = "plan" if last.period.is_plan else last.period
        head, urgency, command = "请催办", Urgency.NOW, f"python run.py deadline {period}"
    yield Todo(
        urgency,
        f"{last.period.label}有{last.returns.missing}家单位到期未报，{head}。",
        "".join((f"{few(missing)}。" if missing else "", *_told(s, written, to_remind), _earlier(late[:-1]))),
        (*_letters(s, last), s.places.sheet("报送情况")),
        command=command,
    )


def _held_up(s: Situation, last: PeriodCounts) -> set[str]:
    """Those whom nobody may write to while a file that could be anybody's lies there; the page says so on top (R8)."""
    returns = s.ledger.returns[s.ledger.returns["period"] == last.period]
    return set(returns[returns["strays"].map(bool)]["unit"])


def _to_remind(s: Situation, missing: list[str], written: list[_Written]) -> list[str]:
    """Those whom nobody has written to, or whose time to answer is over."""
    waiting = {unit for one in written if one.reply_by >= s.ledger.cutoff for unit in one.units}
    return [unit for unit in missing if unit not in waiting]


def _told(s: Situation, written: list[_Written], to_remind: list[str]) -> Iterator[str]:
    yield from (one.told(s.ledger.cutoff) for one in written)
    if any(one.reply_by >= s.ledger.cutoff for one in written) and to_remind:
        yield f"还没有发函、答复期限已过的{len(to_remind)}家：{few(to_remind)}。"


def _earlier(late: list[PeriodCounts]) -> str:
    told = "、".join(f"{counts.period.label}{counts.returns.missing}家" for counts in late)
    return f"更早的期间仍未报：{told}。" if told else ""


def _letters(s: Situation, last: PeriodCounts) -> list[Link]:
    folder = s.places.page.parent / "催办" / str(last.period)
    return [s.places.link(folder, "催办函和催办汇总")] if folder.is_dir() else []


def _written(s: Situation, last: PeriodCounts, missing: list[str]) -> list[_Written]:
    """The last letter to each unit that still has not reported, those of one day together."""
    newest = _newest(s, str(last.period))
    letters = gathered(((newest[unit].day, newest[unit].reply_by), unit) for unit in missing if unit in newest)
    return [_Written(day, reply_by, tuple(units)) for (day, reply_by), units in sorted(letters.items())]


def _newest(s: Situation, period: str) -> Mapping[str, Reminded]:
    """Unit → the last letter about this period up to the day; reminders before it was due do not count."""
    own = (one for one in s.reminded if one.period == period and one.stage and one.day <= s.ledger.cutoff)
    return {one.unit: one for one in sorted(own, key=lambda one: one.day)}
