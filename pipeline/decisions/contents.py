"""人工认定.xlsx as a whole: its sheets in order, the page that explains them, and the rows of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from pipeline.decisions import sheets
from pipeline.decisions.sheet import DecisionSheet, Entry
from pipeline.decisions.sheets.aliases import AliasRow
from pipeline.master.workbook import SheetRow, read_sheets, sheet_names

GUIDE_SHEET = "填写说明"
GUIDE: tuple[str, ...] = (
    "人工认定.xlsx 填写说明",
    "一、本表由系统和督查室共同使用：系统列出待认定的事项，督查室填写认定结果；每次运行时重新读取。",
    "二、带有“认定结果”“确认”“核查结果”“复核结果”的表，系统填写左边各列，请只填写其右边的各列，不要改动编号。",
    "三、匹配认定：类型为“单位”的，填写单位名录中的单位名称，期间也不明的一并填写，如 区财政局 2022-03；为“期间”的，填写 2022-03（月报）或 2022（年度计划），一张表报两个月的，都填上，如 2022-06、2022-07；"
    "为“事项”的，填写事项编号，如 任务37、实事5，一格写了几项的都填上，如 任务38、任务39。都不是的，填写“不采用”；为“调整目标”的，同意按新目标填“同意”，仍按原目标填“不同意”。",
    "四、同一单位的同一写法认定一次，以后不再询问；来源文件有改动的，会重新列出。",
    "五、撤回认定：在该行任一格（如结果列、备注）填写“撤销”，只撤销这一行，运行一次以后该行可以删除；改变认定的，直接改写结果。"
    "延期批准、免报的撤销只管以后，以前各期照旧；单位、期间登错了的，填写“登错”，按从未登记过计算。"
    "行的先后不影响结果，可以排序、筛选、剪切粘贴。最右边灰色的“标识”列由系统填写，用来认出每一行，请不要改动。",
    "六、已经读取的认定都有登记。误删了行、清空了结果、删除了本表或换成了旧表，下次运行时会自动写回；"
    "改写前的本表按日期备份在 archive/人工认定备份。",
    "七、填写有误的行保持原样、暂不生效，具体单元格和改法见首页和台账“核验问题”表；改正以前，可能有关的单位按待认定处理，"
    "不催报、不点名。同一件事登记得互相矛盾的，也会列出。",
    "八、可以在右侧自行加列、加批注、标颜色，系统不会改动。单元格中的公式在系统改写本表时会变为当时的结果。",
    "九、运行时请关闭本表；打开着的，系统不改动，待认定事项下次写入。",
    "十、别名建议：已认定的单位新写法，整行复制到 单位名录.xlsx“单位”表替换该单位原来的一行即可；不需要的不必处理。",
    "十一、问题处置：台账“问题台账”表中需要其他单位协调、或持续两个月以上的问题列在这里，填写“处置情况”后不再列入协调会议题；"
    "没有列出的，编号从“问题台账”表抄录。核验复核：编号从台账“核验问题”表抄录，其余各列可以不填。"
    "办结销号：申报期间填单位申报完成的那一期（如 2022-05）；退回的，仍填原来申报的那一期，另起一行。",
    "十二、期间可以写 3月、三月、2022年3月、2022.3、年度计划，日期可以写 3月24日、2022.3.24、20220324，"
    "是否可以写 √、×；收文登记的来源文件只写文件名也可以（有重名的，连同文件夹名）。"
    "收到纸质件的，来源文件留空，填写单位、表种（计划、落实、书面材料）、期间和实际收到日期。",
    "十三、更正：来源文件、工作表、行号、列名、原值照抄台账“填报明细”表；原值与单位报送的内容不一致时，更正不生效并提示。",
    "十四、点名确认：“确认”只对该行“证据”写明的事实有效；新增的事实另起一行再问。“证据”中〔〕以前的事实请勿改动，改动后该行不作数、另起一行再问；〔〕中和〔〕后的话不影响。"
    "填“否”的，下次运行即从征求意见稿删去。",
    "十五、通报登记：系统列出每份通报的名称、期间和状态，印发后在该行填写文号或期号、印发日期；印发的不是 outbox 中那一份的，在“文件”填写所在位置。"
    "“归档方式”一般留空：还没有确认的一律不点名的，填“未确认的不点名”；确实照征求意见稿印发的，填“原样归档”。",
)


def _discover() -> Iterator[DecisionSheet]:
    """The sheet of each module of the folder: a new kind of decision is a new file there."""
    for module in iter_modules(sheets.__path__, f"{sheets.__name__}."):
        for kind in vars(import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, Entry) and kind.__module__ == module.name:
                yield kind.table


ALL_SHEETS: tuple[DecisionSheet, ...] = tuple(sorted(_discover(), key=lambda sheet: sheet.place))
SHEETS = tuple(sheet for sheet in ALL_SHEETS if sheet is not AliasRow.table)
"""Those on which a person decides."""


def holds_questions(path: Path) -> bool:
    """Whether a run has written into the workbook: a row that waits for a person, or bears a number that a run gave."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, PermissionError):
        return False
    rows, _ = read_book(path, content)
    return any(_is_asked(sheet, row) for sheet in ALL_SHEETS for row in rows[sheet.name])


def _is_asked(sheet: DecisionSheet, row: SheetRow) -> bool:
    asked = [column for column in sheet.columns.values() if column.is_asked and row[column.label].text]
    return bool(asked) and (not sheet.has_entry(row) or any(column.label == "编号" for column in asked))


@lru_cache(maxsize=1)  # read when a run begins, and again before the workbook is refreshed
def read_book(path: Path, content: bytes) -> tuple[Mapping[str, tuple[SheetRow, ...]], bool]:
    """The rows of every sheet in ``content`` of the workbook ``path``, and whether it has the sheets it can do without.

    Raises:
        MasterError: the workbook or a sheet of the contract cannot be read.
    """
    read = read_sheets(path, *(sheet.layout for sheet in ALL_SHEETS), content=content)
    rows = {sheet.name: found for sheet, found in zip(ALL_SHEETS, read, strict=True)}
    return rows, {GUIDE_SHEET, *rows} <= set(sheet_names(path, content))
