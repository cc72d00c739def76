"""The livelihood projects on 总览, month by month (notice clause 3: 一月一通报)."""

from __future__ import annotations

from pipeline.ledger.counts import count_tasks
from pipeline.ledger.model import Ledger
from pipeline.master.tasks import Task
from pipeline.outputs.ledger_book.overview_charts import month_chart
from pipeline.outputs.ledger_book.overview_cursor import COLUMNS, SHEET, Cursor, insert_chart, number_formats
from pipeline.outputs.shared.wording import task_title
from pipeline.outputs.shared.words import words_of
from pipeline.outputs.xlsx.theme import SIGNS, TITLE_FONT, boxed, signed, tinted
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import ENTRIES, EntryRow
from pipeline.vocabulary.terms import Annex, Light, Standing

_MONTHS = COLUMNS - 2  # the months that fit beside a project's name and its change


def write_livelihood(cursor: Cursor, ledger: Ledger) -> None:
    """The livelihood projects month by month (notice clause 3: 一月一通报), one sign per month, and their number by 进度."""
    tasks = [task for task in ledger.tasks if task.annex is Annex.LIVELIHOOD]
    months = ledger.due_months[-_MONTHS:]
    if not tasks or not months:
        return
    cursor.line("三、为民办实事逐月情况", height=28, font_name=TITLE_FONT, font_size=13)
    cursor.line(
        f"上表一个符号为一个月的预警灯（报送和进度中较差的一个）：{'　'.join(signed(light) for light in Light)}；"
        "“变化”为最近两个已截止月份之间的变化。下表为各月底的进度件数。"
    )
    entries = {entry.task_id: entry for entry in ENTRIES.rows(ledger.entries)}
    cursor.header(("实事", *(month.label for month in months), "变化"))
    for task in tasks:
        _write_project(cursor, task, entries[task.task_id], months)
    cursor.row += 1
    _write_livelihood_counts(cursor, ledger, months)


def _write_project(cursor: Cursor, task: Task, entry: EntryRow, months: tuple[Period, ...]) -> None:
    strip = dict(entry.history)
    lights = [strip.get(month) for month in months]
    values = (
        f"{task.number}. {task_title(task.short_name, task.text)}",
        *(SIGNS[one] if one else "" for one in lights),
    )
    formats = (boxed(shrink=True), *(boxed(align="center", **tinted(one)) for one in lights))
    cursor.cells((*values, _change_words(entry)), (*formats, boxed(align="center", font_size=9)), height=17)


def _change_words(entry: EntryRow) -> str:
    """Better, worse or the same; the lights themselves where that cannot be said."""
    if not entry.change:
        return ""
    return entry.change.trend or words_of(entry.change)


def _write_livelihood_counts(cursor: Cursor, ledger: Ledger, months: tuple[Period, ...]) -> None:
    own = ledger.entry_months[ledger.entry_months["task_id"].str.startswith(Annex.LIVELIHOOD.value)]
    counted = [count_tasks(month.label, own[own["period"] == month]) for month in months]
    header = cursor.row
    cursor.header(("件数", *(one.label for one in counted)))
    first = cursor.row
    for standing in Standing:
        numbers = [one.standings.number(standing) for one in counted]
        cursor.cells((standing, *numbers), [boxed(**tinted(standing)), *[boxed(align="center")] * len(numbers)])
    totals = [one.total for one in counted]
    cursor.cells(("合计", *totals), number_formats(len(totals) + 1, True))
    cursor.row += 1
    insert_chart(cursor, month_chart(cursor.book, SHEET, header, first, len(counted), "为民办实事逐月进度（件）"))
