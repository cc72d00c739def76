"""Reading sheets: the ledger as an office prints it, A3 landscape, one sheet per annex and one per 牵头领导.

Pages are cut here and not by Excel: a task stays together where that leaves no large part of a page empty, else it is cut
between units; category, number and text are repeated at the top of the next page, as the notice itself does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

from pipeline.ledger.counts import tally_period
from pipeline.ledger.model import Ledger
from pipeline.outputs.ledger_book.printed_pages import ReadingPage
from pipeline.outputs.ledger_book.printed_rows import Block, current_quarter
from pipeline.outputs.shared.links import SourceLinks
from pipeline.outputs.shared.words import as_of_words, tally_words
from pipeline.outputs.xlsx.layout import A3_LANDSCAPE, MAX_ROW_HEIGHT, page_height, set_page, text_height, write_merged
from pipeline.outputs.xlsx.theme import LINK_INK, TITLE_FONT, Style, boxed, headed, signed, tinted
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_link
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import Light

_Key = TypeVar("_Key")

_TASK_COLUMNS = (("类别", 12), ("序号", 5), ("重点任务、民生实事内容", 36), ("牵头领导", 8), ("事项预警", 10))
_UNIT_COLUMNS = (
    ("责任单位", 18),
    ("{quarter}目标\n（备案计划）", 24),
    ("期间", 6),
    ("最新进展", 44),
    ("存在问题", 22),
    ("下一步计划", 22),
    ("单位预警及原因", 18),
    ("逐月预警", 11),
    ("来源", 14),
)
_WIDTHS = tuple(width for _, width in (*_TASK_COLUMNS, *_UNIT_COLUMNS))
_SOURCE_POINTS = 8
_FIRST_UNIT = len(_TASK_COLUMNS)
_PERIOD = _FIRST_UNIT + [label for label, _ in _UNIT_COLUMNS].index("期间")
_HEADER_ROW = 2
_TITLE_HEIGHTS = (34.0, 20.0, 34.0)
_MOST_EMPTY = 0.2  # of a page, that a task may leave empty to stay together
_CONTINUED = 50.0  # points that number and text in short take at the top of the next page
_RESERVE = 70.0  # points of a page left free for rows that a repeated category stretches


@dataclass(frozen=True)
class _Strip:
    """One sheet row: a unit's line, or a part of it where the line is higher than a row can be."""

    block: int
    line: int
    height: float
    page: int = 0


def write_reading_sheet(
    book: Workbook, style: Style, ledger: Ledger, page: ReadingPage, links: SourceLinks | None = None
) -> Worksheet:
    """A new sheet holds the blocks of ``page``, ready to print."""
    sheet = book.add_worksheet(page.sheet)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    set_page(sheet, A3_LANDSCAPE, header_row=_HEADER_ROW)
    _write_head(sheet, style, ledger, page)
    strips = _stretch(_paginate(page.blocks, page_height(A3_LANDSCAPE, _WIDTHS)), page.blocks)
    for row, strip in enumerate(strips, start=_HEADER_ROW + 1):
        sheet.set_row(row, strip.height)
    sheet.set_h_pagebreaks(_breaks(strips))
    _write_categories(sheet, style, page.blocks, strips)
    _write_tasks(sheet, style, page.blocks, strips)
    _write_lines(sheet, style, page.blocks, strips, links)
    sheet.freeze_panes(_HEADER_ROW + 1, 3)
    sheet.hide_gridlines(2)
    sheet.set_zoom(85)
    return sheet


def _write_head(sheet: Worksheet, style: Style, ledger: Ledger, page: ReadingPage) -> None:
    last = len(_WIDTHS) - 1
    for row, height in enumerate(_TITLE_HEIGHTS):
        sheet.set_row(row, height)
    title = style(font_name=TITLE_FONT, font_size=18, align="center", valign="vcenter")
    write_merged(sheet, 0, 0, 0, last, page.title, title)
    parts = (
        as_of_words(tally_period(ledger), ledger.cutoff),
        page.note,
        f"预警：{'　'.join(signed(light) for light in Light)}",
        f"“事项预警”为{tally_words(tally_period(ledger))}的情况，“单位预警及原因”为目前情况",
        "“↑”“↓”为最近两个已截止月份之间的变化",
        "点击“期间”可打开来源文件",
        "“牵头·推定”指责任分解表中未见加黑，暂以排在首位的单位为牵头单位",
    )
    write_merged(sheet, 1, 0, 1, last, "　　".join(part for part in parts if part), style(valign="vcenter"))
    quarter = quarter_label(current_quarter(ledger))
    for column, (label, _) in enumerate((*_TASK_COLUMNS, *_UNIT_COLUMNS)):
        sheet.write_string(_HEADER_ROW, column, label.format(quarter=quarter), style(**headed()))


def _line_heights(block: Block) -> list[float]:
    """Each line's height; the lines together are at least as high as the task's own text needs."""
    heights = []
    for line in block.lines:
        *texts, source = line.cells
        needs = [text_height(text, width) for text, width in zip(texts, _WIDTHS[_FIRST_UNIT:-1], strict=True)]
        heights.append(max(20.0, *needs, text_height(source, _WIDTHS[-1], _SOURCE_POINTS)))
    missing = max(0.0, _own_height(block) - sum(heights)) / len(heights)
    return [height + missing for height in heights]


def _own_height(block: Block) -> float:
    """What number, text, leaders and light of the task need."""
    return max(text_height(text, width) for text, width in zip(_task_cells(block), _WIDTHS[1:_FIRST_UNIT], strict=True))


def _can_be_cut(block: Block, heights: list[float], room: float) -> bool:
    """Whether the lines that fit into ``room`` hold the task's own text, and those left its text in short."""
    fitting = 0.0
    for height in heights:
        if fitting + height > room:
            break
        fitting += height
    return fitting >= _own_height(block) and sum(heights) - fitting >= _CONTINUED


def _task_cells(block: Block) -> tuple[str, str, str, str]:
    return (str(block.number), block.text, block.leaders, block.light_text)


def _paginate(blocks: tuple[Block, ...], height_of_page: float) -> list[_Strip]:
    """Every sheet row with its page; a block that a page can hold moves on whole, unless that leaves much of this one empty."""
    strips: list[_Strip] = []
    room = height_of_page - _RESERVE - sum(_TITLE_HEIGHTS)
    fresh = height_of_page - _RESERVE - _TITLE_HEIGHTS[-1]
    page = 0
    for index, block in enumerate(blocks):
        heights = _line_heights(block)
        leaves_much = room > fresh * _MOST_EMPTY and _can_be_cut(block, heights, room)
        if room < sum(heights) <= fresh and not leaves_much:
            page, room = page + 1, fresh
        for number, height in enumerate(heights):
            if height > room and height <= fresh and room < fresh:
                page, room = page + 1, fresh
            parts = int(height // MAX_ROW_HEIGHT) + 1
            for _ in range(parts):
                if height / parts > room:
                    page, room = page + 1, fresh
                strips.append(_Strip(index, number, height / parts, page))
                room -= height / parts
    return strips


def _stretch(strips: list[_Strip], blocks: tuple[Block, ...]) -> list[_Strip]:
    """The last row of a category on a page is high enough for the category's name to be read in full."""
    stretched: list[_Strip] = []
    for (_, category), run in _runs(strips, lambda strip: (strip.page, blocks[strip.block].category)):
        rows = list(run)
        missing = text_height(category, _WIDTHS[0]) - sum(strip.height for _, strip in rows)
        last = rows[-1][1]
        height = min(MAX_ROW_HEIGHT, last.height + max(0.0, missing))
        stretched += [strip for _, strip in rows[:-1]] + [replace(last, height=height)]
    return stretched


def _breaks(strips: list[_Strip]) -> list[int]:
    pairs = pairwise(strips)
    return [row for row, (one, other) in enumerate(pairs, start=_HEADER_ROW + 2) if one.page != other.page]


def _write_categories(sheet: Worksheet, style: Style, blocks: tuple[Block, ...], strips: list[_Strip]) -> None:
    cell = style(**boxed(bold=True, align="center"))
    for (_, category), run in _runs(strips, lambda strip: (strip.page, blocks[strip.block].category)):
        first, last = _ends(run)
        write_merged(sheet, first, 0, last, 0, category, cell)


def _write_tasks(sheet: Worksheet, style: Style, blocks: tuple[Block, ...], strips: list[_Strip]) -> None:
    """Number, text, leaders and light of each task, once per page that it stands on."""
    centred, left = style(**boxed(align="center")), style(**boxed())
    begun: set[int] = set()
    for (_, index), run in _runs(strips, lambda strip: (strip.page, strip.block)):
        first, last = _ends(run)
        block = blocks[index]
        number, text, leaders, light = _task_cells(block)
        if index in begun:
            text = "（续上页）" + (text if len(text) <= 16 else text[:16] + "……")
        begun.add(index)
        lit = style(**boxed(align="center", **tinted(block.light)))
        cells = zip((number, text, leaders, light), (centred, left, centred, lit), strict=True)
        for column, (value, cell) in enumerate(cells, start=1):
            write_merged(sheet, first, column, last, column, value, cell)


def _write_lines(
    sheet: Worksheet, style: Style, blocks: tuple[Block, ...], strips: list[_Strip], links: SourceLinks | None
) -> None:
    left, centred = style(**boxed()), style(**boxed(align="center"))
    small = style(**boxed(font_size=_SOURCE_POINTS, font_color="#595959"))
    linked = style(**boxed(align="center", font_color=LINK_INK, underline=1))
    for (index, number), run in _runs(strips, lambda strip: (strip.block, strip.line)):
        first, last = _ends(run)
        line = blocks[index].lines[number]
        formats = [left, left, centred, left, left, left, style(**boxed(**tinted(line.light))), left, small]
        for column, (value, cell) in enumerate(zip(line.cells, formats, strict=True), start=_FIRST_UNIT):
            write_merged(sheet, first, column, last, column, value, cell)
        if links and line.source_file:  # on the short cell: readers that make a link a field of its own do not wrap it
            write_link(sheet, first, _PERIOD, links.of(line.source_file), line.period, linked, line.source)


def _runs(strips: list[_Strip], key: Callable[[_Strip], _Key]) -> Iterator[tuple[_Key, Iterator[tuple[int, _Strip]]]]:
    """Runs of neighbouring strips with an equal key, each strip with its sheet row."""
    return groupby(enumerate(strips, start=_HEADER_ROW + 1), key=lambda placed: key(placed[1]))


def _ends(run: Iterable[tuple[int, _Strip]]) -> tuple[int, int]:
    rows = [row for row, _ in run]
    return rows[0], rows[-1]
