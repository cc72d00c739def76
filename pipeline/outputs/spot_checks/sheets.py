"""抽查清单.xlsx: what was drawn and why, how to draw it again, and by unit how many claims did not hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.config import SpotCheckRules
from pipeline.ledger.follow_up.check_shares import UnitChecks
from pipeline.ledger.follow_up.sampling import CHANCE, MUST, MUST_RULES, RISK, Draw, DrawnCase
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.links import SourceLinks
from pipeline.outputs.shared.words import place_words
from pipeline.outputs.xlsx.layout import A3_LANDSCAPE, A4_PORTRAIT, row_height, set_page, write_merged
from pipeline.outputs.xlsx.theme import LINK_INK, TITLE_FONT, Style, boxed, headed, signed, style_maker, tinted
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_cell, write_link, write_workbook
from pipeline.vocabulary.text import chinese_date

LIST, SHARES, METHOD = "抽查清单", "抽查结果统计", "抽取办法"
_COLUMNS = (
    *(("编号", 24), ("抽取方式", 9), ("原因", 20), ("事项编号", 9), ("任务内容", 34), ("责任单位", 20)),
    *(("自报\n是否完成", 9), ("自报完成情况", 40), ("预警灯", 8), ("来源", 26)),
    *(("核查方式", 14), ("核查结果", 10), ("核查人", 9), ("核查日期", 11), ("说明", 22)),
)
_WIDTHS = tuple(width for _, width in _COLUMNS)


def write_spot_check_list(
    path: Path, ledger: Ledger, draw: Draw, shares: Sequence[UnitChecks], inbox: Path, day: date
) -> Path:
    """The list of one draw lies at ``path``; the same draw gives the same bytes."""

    def build(book: Workbook) -> None:
        style = style_maker(book)
        _write_list(book.add_worksheet(LIST), style, ledger, draw, SourceLinks(path, inbox))
        _write_shares(book.add_worksheet(SHARES), style, shares)
        _write_method(book.add_worksheet(METHOD), style, draw)

    return write_workbook(path, day, build)


def _write_list(sheet: Worksheet, style: Style, ledger: Ledger, draw: Draw, links: SourceLinks) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    last = len(_COLUMNS) - 1
    title = style(font_name=TITLE_FONT, font_size=16, align="center", valign="vcenter")
    write_merged(sheet, 0, 0, 0, last, f"{draw.period.year}年{draw.period.label}份工作任务抽查清单", title)
    sheet.set_row(0, 30)
    write_merged(sheet, 1, 0, 1, last, _draw_words(draw, ledger.cutoff), style(valign="vcenter", text_wrap=True))
    sheet.set_row(1, row_height([(_draw_words(draw, ledger.cutoff), sum(_WIDTHS) - 8)]))
    for column, (label, _) in enumerate(_COLUMNS):
        sheet.write_string(2, column, label, style(**headed()))
    sheet.set_row(2, 32)
    texts = {task.task_id: task.text for task in ledger.tasks}
    rows = [(check_id, item) for check_id, item in draw.numbered] + [
        ("未抽取（名额或单位上限已满）", i) for i in draw.left_out
    ]
    for row, (check_id, item) in enumerate(rows, start=3):
        _write_item(sheet, style, row, check_id, item, texts[item.candidate.task_id], links)
    sheet.autofilter(2, 0, max(3, 2 + len(rows)), last)
    sheet.freeze_panes(3, 1)
    set_page(sheet, A3_LANDSCAPE, header_row=2)
    sheet.hide_gridlines(2)


def _draw_words(draw: Draw, cutoff: date) -> str:
    parts = "、".join(f"{part}{sum(item.part == part for item in draw.items)}件" for part in (MUST, RISK, CHANCE))
    return (
        f"截至{chinese_date(cutoff)}，可抽查{draw.eligible}件，抽取{len(draw.items)}件：{parts}。随机种子：{draw.seed}"
        f"（同一台账用同一种子重新抽取，结果相同）。点击编号可打开单位报送的文件。核查结果请填入 master/人工认定.xlsx“抽查结果”表。"
    )


def _write_item(
    sheet: Worksheet, style: Style, row: int, check_id: str, item: DrawnCase, text: str, links: SourceLinks
) -> None:
    left, centred = boxed(), boxed(align="center")
    found = item.candidate.row
    cells: tuple[tuple[object, dict[str, object]], ...] = (
        *((check_id, left), (item.part, centred), (item.reason, left), (item.candidate.task_id, centred)),
        *((text, left), (item.candidate.unit, left), (found.met_goal, centred), (found.progress, left)),
        *((signed(found.light), boxed(align="center", **tinted(found.light))), (place_words(found), left)),
        *[(None, left)] * 5,
    )
    for column, (value, properties) in enumerate(cells):
        write_cell(sheet, row, column, value, style(**properties))
    linked = style(**boxed(font_color=LINK_INK, underline=1))
    write_link(sheet, row, 0, links.of(found.source), check_id, linked, place_words(found))
    written = ((value, width) for (value, _), width in zip(cells, _WIDTHS, strict=True) if isinstance(value, str))
    sheet.set_row(row, row_height(written, least=40))


def _write_shares(sheet: Worksheet, style: Style, shares: Sequence[UnitChecks]) -> None:
    """By unit: checked, the verdicts that add up to it, and the share that did not hold."""
    labels = (("单位", 34), ("已核查", 9), ("属实", 9), ("部分属实", 9), ("不属实", 9), ("不实比例", 10))
    for column, (label, width) in enumerate(labels):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, style(**headed()))
    total = UnitChecks("合计", *(sum(getattr(s, name) for s in shares) for name in ("true", "partly", "false")))
    for row, share in enumerate([*shares, *([total] if shares else [])], start=1):
        bold = share is total
        values = (share.unit, share.checked, share.true, share.partly, share.false, share.not_held)
        for column, value in enumerate(values):
            shape = {"align": "center"} if column else {}
            number = {"num_format": "0.0%"} if column == len(values) - 1 else {}
            write_cell(sheet, row, column, value, style(**boxed(bold=bold, **shape, **number)))
    if not shares:
        write_merged(sheet, 1, 0, 1, len(labels) - 1, "还没有核查结果。", style(**boxed(align="center")))
    note = "已核查＝属实＋部分属实＋不属实；不实比例＝（部分属实＋不属实）÷已核查。件数少的，比例仅供参考。"
    write_merged(sheet, len(shares) + 3, 0, len(shares) + 3, len(labels) - 1, note, style(text_wrap=True))
    sheet.set_row(len(shares) + 3, 32)
    sheet.freeze_panes(1, 1)
    set_page(sheet, A4_PORTRAIT, header_row=0)


def _write_method(sheet: Worksheet, style: Style, draw: Draw) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 76)
    for row, (term, words) in enumerate(_method(draw)):
        write_cell(sheet, row, 0, term, style(**boxed(bold=True)))
        write_cell(sheet, row, 1, words, style(**boxed()))
        sheet.set_row(row, row_height([(term, 18), (words, 76)]))
    set_page(sheet, A4_PORTRAIT)


def _method(draw: Draw) -> list[tuple[str, str]]:
    rules: SpotCheckRules = draw.rules
    weights = rules.weights
    return [
        ("抽查范围", "当期已报送、尚未销号、其他批次没有抽到的单位事项；未报的由催办处理，不在抽查之列。"),
        (MUST, f"依次为{'、'.join(name for name, _ in MUST_RULES)}，同一等次内随机，占到{rules.must_share:.0%}为止。"),
        (
            RISK,
            f"每件权重为1，黄灯加{weights.yellow}，迟报加{weights.late}，有核验问题加{weights.noticed}，比上月变差加{weights.worse}，"
            f"牵头单位加{weights.lead}，该单位此前抽查有不实加{weights.failed_before}；按权重不放回抽取。",
        ),
        (CHANCE, f"不论有无问题，每件机会相同，至少占{rules.random_share:.0%}，任何单位、任何事项都可能抽到。"),
        ("上限", f"同一期间一个单位最多{rules.per_unit}件、全部最多{rules.per_month}件，含其他批次已抽取的。"),
        (
            "随机种子",
            f"{draw.seed}。重新运行 python run.py spotcheck --period {draw.period} --seed {draw.seed} 可复核。",
        ),
        ("设置", "以上数字在 config.toml 的 [spotcheck] 中调整。"),
    ]
