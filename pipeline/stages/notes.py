"""What a run says beside its result of 人工认定.xlsx: rows that wait for an answer, entries that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.decisions.decisions import Decisions
from pipeline.vocabulary.findings import Kind

_SHOWN = 8


def waiting_note(waiting: Mapping[str, int]) -> tuple[str, ...]:
    """How many rows wait for a person, sheet by sheet; none where none does."""
    asked = {sheet: rows for sheet, rows in waiting.items() if rows}
    if not asked:
        return ()
    told = "、".join(f"“{sheet}”{rows}行" for sheet, rows in asked.items())
    return (f"人工认定.xlsx 有{sum(asked.values())}行等着填写：{told}。",)


def unusable_note(decisions: Decisions) -> tuple[str, ...]:
    """The entries that cannot be used, each by its cell (R27)."""
    cells = [dict(one.facts)["cell"] for one in decisions.findings if one.kind is Kind.DECISION_INVALID]
    return _to_mend(cells, "改正以前不生效，可能有关的单位按待认定处理；怎样改见首页。")


def unasked_note(decisions: Decisions) -> tuple[str, ...]:
    """What must be put right first: while it stands, whom it could concern is not written to (R27)."""
    then = "可能有关的单位这次没有催办、没有点名，请先改正再重新运行；怎样改见首页。"
    return _to_mend((one.cell for one in decisions.suspended), then)


def _to_mend(told: Iterable[str], then: str) -> tuple[str, ...]:
    cells = tuple(dict.fromkeys(told))
    if not cells:
        return ()
    shown = "、".join(cells[:_SHOWN]) + ("等" if len(cells) > _SHOWN else "")
    return (f"人工认定.xlsx 有{len(cells)}行登记填写有误：{shown}。{then}",)
