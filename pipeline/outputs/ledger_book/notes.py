"""The notes (说明): cut-off, settings, what every light and status means, and the rules in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.ledger.counts import tally_period
from pipeline.ledger.model import Ledger
from pipeline.ledger.scales.meanings import delivery_meanings, light_meanings, standing_meanings
from pipeline.ledger.scales.rule import Word
from pipeline.outputs.shared.words import as_of_words
from pipeline.outputs.xlsx.layout import A4_PORTRAIT, row_height, set_page, write_merged
from pipeline.outputs.xlsx.theme import TITLE_FONT, Style, boxed, signed, tinted
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_cell
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import (
    Adoption,
    CheckVerdict,
    Closure,
    LeadBasis,
    MetGoal,
    ProblemState,
    ReceivedBasis,
    Status,
)

SHEET = "说明"
_WIDTHS = (20, 90)

Notes = Sequence[tuple[str, str]]

OFFICIALS = "领导-（姓名）"
SHEET_GUIDE: tuple[tuple[str, str], ...] = (
    ("台账（重点任务）", "供阅读、打印：附件1 逐项、逐单位的目标、进展、问题和预警。"),
    ("台账（民生实事）", "供阅读、打印：附件2 为民办实事。"),
    ("报送矩阵", "各单位各期报送状态一览，点击单元格可打开收到的报表。"),
    (OFFICIALS, "该牵头领导牵头的全部事项，可单独打印；两人以上共同牵头的，各人的表中都有。"),
    ("事项台账", "一项任务一行的目前情况，可筛选、透视；月底的进度见“逐月事项”。"),
    ("责任台账", "一项任务的一个责任单位一行的目前情况。"),
    ("报送情况", "应报而未报的也占一行：单位、期间、截止和收到日期、状态、来源文件。"),
    ("填报明细", "收到的每一行原文，注明文件、工作表和行号。"),
    ("核验问题", "核验发现的每个问题和建议处理办法。"),
    ("收文清单", "收件文件夹中的每个文件和识别结果。"),
    ("问题台账", "各单位反映的每个问题：逐月跟踪，持续月数，需哪个单位协调。"),
    ("逐月责任", "每个单位每项任务每月的填报、报送、进度、预警和抽查结果。"),
    ("逐月事项", "每项任务每月的报送、进度和预警灯；通报和总览的项数由此得出。"),
    ("通报数据", "本期通报中的每一个数字：在通报哪一部分、由哪张数据表的哪些行得出。"),
    ("说明", "本表的截至日、设置、用语和规则。"),
)

SCORE_GUIDE = ("考评", "各单位经人确认的问题次数、分母和扣分；未确认的不计。在 config.toml 的 [score] 中启用。")

STATUS_NOTES: dict[Status, str] = {
    Status.NOT_DUE: "尚未过截止日期，也未收到。",
    Status.ON_TIME: "第一份可读的报表在截止日期（含当日）前收到；之后更正的不改按时。",
    Status.LATE: "截止日期后收到，按工作日计迟报天数；补报后仍为迟报。",
    Status.MISSING: "已过截止日期（批准延期的，已过延期日期），没有收到任何可能是该单位该期的文件。",
    Status.EXEMPT: "经批准不需报送（见人工认定表“免报”），或当期不承担、事项已销号、已撤销；原因见说明。",
    Status.EXTENDED: "经批准延期，尚未过延期日期，见人工认定表“延期批准”。",
    Status.UNSETTLED: "收到了文件，但打不开，或填报单位、所属月份尚待认定；认定前不作未报、不催报、不点名。",
}
SCALE_NOTES: tuple[tuple[str, str], ...] = (
    (
        "两个尺度",
        "报送看报表交没交、交得是否及时完整；进度看工作干得怎样。两者分开认定、分开计数，报表迟报不等于工作滞后。",
    ),
    (
        "预警灯",
        "取报送和进度中较差的一个；红灯、黄灯的预警原因写明是报送还是进度。以前月份未报、后来的月份已报的为黄，年度计划未报的为红。",
    ),
    ("事项的灯", "几个单位共同承担的，取各单位中最差的灯，并注明是哪个单位。"),
    (
        "事项的进度",
        "以牵头单位（未加黑的为推定的、唯一的单位）所报为准，牵头单位没有反映的为“未反映进展”；牵头单位一方已销号、免报的，看其余单位。"
        "配合单位缺报、矛盾的列在“配合单位情况”；只有配合单位在季度末自报未完成的，事项才因此列为“需要关注”，并写明是谁。",
    ),
    (
        "统计时点",
        "总览、领导页、首页、逐月表和同一天的通报，项数都按最近一个已截止月份月底的进度统计；事项台账、责任台账逐行显示目前（最新一期）的情况。",
    ),
)
PROBLEM_NOTES: dict[ProblemState, str] = {
    ProblemState.NEW: "最近一次填报中首次反映。",
    ProblemState.ONGOING: "上次和最近一次填报都有，文字相同。",
    ProblemState.REWORDED: "上次已反映，最近一次换了说法（文字大部分相同）；首次的文字见“首次表述”列。",
    ProblemState.AGAIN: "以前反映过，中间有月份没有反映，最近一次又反映。",
    ProblemState.GONE: "单位此后填报同一事项时不再反映，或事项已销号；是否真正解决，由督查室掌握。",
}
CLOSURE_NOTES: dict[Closure, str] = {
    Closure.OPEN: "尚未申报完成。",
    Closure.CLAIMED: "单位自报整项任务完成，尚无人核实；已列入人工认定表“办结销号”待认定。退回后又申报的，重新列出。",
    Closure.PENDING: "督查室已受理，正在核实。",
    Closure.CLOSED: "督查室核实后销号，此后各期不再要求报送。后来又填“否”“部分”或抽查不属实的，列入核验问题。",
    Closure.RETURNED: "核实认为没有完成，退回单位继续推进。",
}
CHECK_NOTES: dict[CheckVerdict, str] = {
    CheckVerdict.TRUE: "与单位自报一致。",
    CheckVerdict.PARTLY: "部分与自报一致：季度末按未全部完成计（进度滞后），其他月份为需要关注。",
    CheckVerdict.FALSE: "与自报不一致：季度末按未完成计（进度滞后），其他月份为需要关注。单位原来的填报照原文保留，抽查结果另列。",
}
OTHER_NOTES: tuple[tuple[str, str], ...] = (
    (f"牵头依据：{LeadBasis.BOLD}", "责任分解表中加黑的为牵头部门。"),
    (
        f"牵头依据：{LeadBasis.PRESUMED}",
        "责任分解表中未见加黑，暂以排在首位的单位为牵头单位，可在责任分解表中加黑改正。",
    ),
    (f"牵头依据：{LeadBasis.ONLY}", "该事项只有一个责任单位。"),
    (f"收到依据：{ReceivedBasis.PERSON}", "以人工认定表“收文登记”为准，优先于以下两项。"),
    (f"收到依据：{ReceivedBasis.FOLDER}", "文件所在收件文件夹以日期命名（如 2022-04-08），以该日期为准。"),
    (
        f"收到依据：{ReceivedBasis.SIGHTING}",
        "以文件放入收件文件夹、首次被发现的日期为准；表内填报时间只作记录，不用来判断迟报。",
    ),
    (f"是否完成：{MetGoal.PARTLY}", "“部分完成”“基本完成”等。"),
    (f"是否完成：{MetGoal.UNCLEAR}", "空白、只填百分比或“正在推进”等，不能判断是否完成，列入核验问题。"),
    (f"采用：{Adoption.SUPERSEDED}", "同一单位、期间、事项后来又报，以最后收到的为准；被替代的仍保留在“填报明细”。"),
    (f"采用：{Adoption.UNSETTLED}", "该行的单位、期间或事项尚待认定，暂不计入台账。"),
    ("变化", "最近两个已截止月份的事项预警灯相比：↑好转、↓变差、持平；涉及灰灯的只列前后，不作判断。"),
    ("逐月预警", "已截止各月的预警灯；阅读页中一个符号代表一个月，按季度分行。"),
    (
        "需协调单位",
        "问题文字中写明的本区其他单位，或下一步计划中写明请其协调、支持的单位；按单位名录中的名称和别名逐字认定，不推测。",
    ),
    ("处置情况", "督查室在人工认定表“问题处置”中登记的处理结果，按编号对应。"),
)
RULES: tuple[tuple[str, str], ...] = (
    ("报送范围", "各责任单位对所承担的每一项任务都要报送；集合单位（如各产业部门）的成员经人工确认后才计入。"),
    (
        "完整",
        "一份报表应覆盖该单位当期全部应报事项，缺漏的列入“缺漏事项”。表格和书面材料分别登记；书面材料的单位或期间待认定的，认定前不作未报。",
    ),
    (
        "截止日期",
        "计划表为通知规定的日期（含当日）；每月情况表为次月第5个工作日，按国务院办公厅公布的放假和调休安排计算。",
    ),
    ("目标依据", "以备案的落实计划（附件3）为准；月报中所填季度目标与备案计划不一致的，列入核验问题。"),
    ("阶段目标", "阶段目标在季度末月判断；其他月份填“否”不作未完成。季度末未完成的结转下季度继续显示。"),
    ("申报完成", "单位申报完成不等于办结，须经督查室核实后销号。"),
    ("抽查", "抽查结果优先于单位自报；抽取办法和随机种子见当次《抽查清单》。"),
    ("原文", "各单位所填内容照原文登记，每一行都注明来源文件、工作表和行号；数据表只显示前两行文字，单元格内为全文。"),
)


def write_notes_sheet(book: Workbook, style: Style, ledger: Ledger, settings_lines: Notes) -> Worksheet:
    """A new sheet explains the workbook to whoever opens it; it prints on A4."""
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    write_merged(sheet, 0, 0, 0, 1, "说明", style(font_name=TITLE_FONT, font_size=16, align="center", valign="vcenter"))
    sheet.set_row(0, 32)
    warnings = [("注意", warning) for warning in ledger.warnings]
    row = _write_section(
        sheet, style, 1, "本期", [("截至日", as_of_words(tally_period(ledger), ledger.cutoff)), *warnings]
    )
    row = _write_section(sheet, style, row, "设置和版本", settings_lines)
    row = _write_section(sheet, style, row, "报送和进度", SCALE_NOTES)
    lights = [(signed(light), f"{note}。") for light, note in light_meanings().items()]
    row = _write_section(sheet, style, row, "预警灯", lights)
    row = _write_section(sheet, style, row, "报送", _sentences(delivery_meanings()))
    row = _write_section(sheet, style, row, "报送状态（一份报表）", list(STATUS_NOTES.items()))
    row = _write_section(sheet, style, row, "进度", _sentences(standing_meanings(ledger.thresholds)))
    row = _write_section(sheet, style, row, "办结状态", list(CLOSURE_NOTES.items()))
    row = _write_section(sheet, style, row, "问题状态", list(PROBLEM_NOTES.items()))
    row = _write_section(sheet, style, row, "抽查结果", list(CHECK_NOTES.items()))
    row = _write_section(sheet, style, row, "其他用语", OTHER_NOTES)
    row = _write_section(sheet, style, row, "规则", RULES)
    kinds = [(kind.value.category, f"{kind.level}。{kind.value.remedy}") for kind in Kind]
    row = _write_section(sheet, style, row, "核验问题的类别", kinds)
    _write_section(sheet, style, row, "各表用途", SHEET_GUIDE)
    set_page(sheet, A4_PORTRAIT)
    sheet.hide_gridlines(2)
    return sheet


def _sentences(meanings: Mapping[Word, str]) -> list[tuple[str, str]]:
    return [(word, f"{meaning}。") for word, meaning in meanings.items()]


def _write_section(sheet: Worksheet, style: Style, row: int, title: str, notes: Notes) -> int:
    """A heading and its lines from ``row`` on; returns the next free row."""
    write_merged(sheet, row, 0, row, 1, title, style(font_name=TITLE_FONT, font_size=12, valign="vcenter"))
    sheet.set_row(row, 26)
    for row_of_note, (term, note) in enumerate(notes, start=row + 1):
        word = term.lstrip("●▲■★○")
        write_cell(sheet, row_of_note, 0, term, style(**boxed(**tinted(word))))
        write_cell(sheet, row_of_note, 1, note, style(**boxed()))
        sheet.set_row(row_of_note, row_height(zip((term, note), _WIDTHS, strict=True)))
    return row + 1 + len(notes)
