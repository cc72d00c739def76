"""How the public edition puts what it is told: every number a number of its own rows, nothing left to subtract (R24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from pipeline.outputs.bulletins.facts.published import PublicReport, PublicTask
from pipeline.outputs.docx.tables import Pieces
from pipeline.outputs.shared import wording
from pipeline.vocabulary.tables import ENTRY_MONTHS, FigureRow

DONE, UNDER_WAY = "已办结", "正在推进"
PUBLIC_NOTE = "注：本表列出本次公布进展情况的事项，序号为本表顺序。"


def public_pairs(tasks: Iterable[PublicTask]) -> tuple[tuple[str, int], tuple[str, int]]:
    """How many of ``tasks`` are done and how many under way: all that the public is told of where they stand."""
    told = [task.is_closed for task in tasks]
    return (DONE, sum(told)), (UNDER_WAY, len(told) - sum(told))


def public_shares(report: PublicReport, measure: str) -> str:
    """``其中，已办结1件、正在推进19件``."""
    return wording.shared_out(public_pairs(report.tasks), measure)


def public_cut(text: str) -> str:
    """``text`` as a cell holds it; the public is pointed to no ledger."""
    return text if len(text) <= wording.CELL_LIMIT else f"{text[: wording.CELL_LIMIT].rstrip()}……"


def public_units(task: PublicTask) -> Pieces:
    """责任单位 as on the master list, the lead department in bold where it is known to lead."""
    before, lead, after = task.units_text.partition(task.lead_unit) if task.lead_unit else (task.units_text, "", "")
    return tuple((text, is_bold) for text, is_bold in ((before, False), (lead, True), (after, False)) if text)


def public_figures(
    name: str, period: str, report: PublicReport, measure: str, groups: Iterable[tuple[str, list[PublicTask]]] = ()
) -> Iterator[FigureRow]:
    """公开版 in 通报数据: what is published, in all and by ``groups``, with the tasks behind each number (R20)."""
    tell = partial(FigureRow, name, period, "公开版")
    for label, tasks in (("", list(report.tasks)), *((f"{label}：", tasks) for label, tasks in groups)):
        done = [task for task in tasks if task.is_closed]
        under_way = [task for task in tasks if not task.is_closed]
        for what, members in (("公布事项", tasks), (DONE, done), (UNDER_WAY, under_way)):
            keys = "；".join(task.task_id for task in members)
            yield tell(f"{label}{what}", len(members), measure, ENTRY_MONTHS.sheet, keys)
