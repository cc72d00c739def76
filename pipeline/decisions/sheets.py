"""The sheets of 人工认定.xlsx as data: columns, what makes a row the same row, who fills which column (docs/contract.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pipeline.master.workbook import SheetLayout, SheetRow, read_sheets, sheet_names
from pipeline.vocabulary.text import compact

WITHDRAWN = "撤销"
GUIDE_SHEET = "填写说明"


@dataclass(frozen=True)
class DecisionSheet:
    """One sheet. ``asked`` columns are filled by the pipeline in a pending row, all others by a person.

    ``key`` columns tell rows apart; ``answer`` is the column that decides ('' where the row itself is the decision);
    ``choices`` are the closed answers of a column.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    asked: tuple[str, ...] = ()
    answer: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_optional: bool = False

    @property
    def layout(self) -> SheetLayout:
        return SheetLayout(self.name, self.columns, keeps_extras=True, is_optional=self.is_optional)

    def base_key(self, row: SheetRow) -> str:
        """What the row is about, in words; rows of one key decide the same thing."""
        return "｜".join(compact(row[column].text) for column in self.key)

    def has_entry(self, row: SheetRow) -> bool:
        """Whether a person has filled in anything."""
        own = [row[column] for column in self.columns if column not in self.asked]
        return any(cell.text for cell in (*own, *row.extras.values()))

    def is_withdrawn(self, row: SheetRow) -> bool:
        """Whether a person takes the decision back: 撤销 in the column that decides, or in the last one."""
        return WITHDRAWN in (row[self.answer or self.columns[-1]].text, row[self.columns[-1]].text)


def _sheet(
    name: str,
    columns: str,
    key: str,
    *,
    asked: str = "",
    answer: str = "",
    choices: Mapping[str, str] | None = None,
    is_optional: bool = False,
) -> DecisionSheet:
    closed = {column: tuple(words.split()) for column, words in (choices or {}).items()}
    return DecisionSheet(
        name, tuple(columns.split()), tuple(key.split()), tuple(asked.split()), answer, closed, is_optional
    )


_FORMS = {"表种": "计划 落实"}
SHEETS: Mapping[str, DecisionSheet] = {
    sheet.name: sheet
    for sheet in (
        _sheet(
            "匹配认定",
            "编号 类型 来源文件 工作表 行号 原文 候选 认定结果 认定人 认定日期 备注",
            "编号",
            asked="编号 类型 来源文件 工作表 行号 原文 候选",
            answer="认定结果",
        ),
        _sheet(
            "收文登记", "来源文件 单位 表种 期间 实际收到日期 登记人 备注", "来源文件 单位 表种 期间", choices=_FORMS
        ),
        _sheet("延期批准", "单位 表种 期间 延期至 理由 批准人 批准日期", "单位 表种 期间", choices=_FORMS),
        _sheet(
            "免报",
            "单位 事项编号 表种 起始期间 截止期间 理由 批准人",
            "单位 事项编号 表种 起始期间 截止期间",
            choices=_FORMS,
        ),
        _sheet(
            "办结销号",
            "事项编号 单位 申报期间 申报依据 认定结果 核实方式 核实人 核实日期 依据",
            "事项编号 单位 申报期间",
            asked="事项编号 单位 申报期间 申报依据",
            answer="认定结果",
            choices={"认定结果": "待核实 已销号 退回"},
        ),
        _sheet(
            "重大事项",
            "编号 事项编号 标题 情况 日期 通报",
            "编号 标题",
            answer="通报",
            choices={"通报": "是 否"},
        ),
        _sheet(
            "点名确认",
            "期间 单位 事由 证据 确认 确认人 确认日期",
            "期间 单位 事由",
            asked="期间 单位 事由 证据",
            answer="确认",
            choices={"确认": "是 否"},
        ),
        _sheet(
            "抽查结果",
            "编号 事项编号 单位 期间 自报 核查方式 核查结果 核查人 核查日期 说明",
            "编号",
            asked="编号 事项编号 单位 期间 自报 核查方式",
            answer="核查结果",
            choices={"核查结果": "属实 部分属实 不属实"},
        ),
        _sheet(
            "核验复核",
            "编号 类别 单位 期间 事项编号 问题 复核结果 复核人 复核日期",
            "编号",
            asked="编号 类别 单位 期间 事项编号 问题",
            answer="复核结果",
            choices={"复核结果": "正常 属实"},
        ),
        _sheet(
            "问题处置",
            "编号 事项编号 单位 问题 处置情况 经办人 处置日期",
            "编号",
            asked="编号 事项编号 单位 问题",
            answer="处置情况",
            is_optional=True,
        ),
        _sheet("更正", "来源文件 工作表 行号 列名 原值 更正值 理由 更正人 更正日期", "来源文件 工作表 行号 列名"),
        _sheet("通报登记", "通报 期间 文号或期号 印发日期 文件", "通报 期间"),
    )
}
ALIASES = _sheet("别名建议", "单位 类型 别名 下属机构", "单位", asked="单位 类型 别名 下属机构", is_optional=True)
GUIDE: tuple[str, ...] = (
    "人工认定.xlsx 填写说明",
    "一、本表由系统和督查室共同使用：系统列出待认定的事项，督查室填写认定结果；每次运行时重新读取。",
    "二、带有“认定结果”“确认”“核查结果”“复核结果”的表，系统填写左边各列，请只填写其右边的各列，不要改动编号。",
    "三、匹配认定：类型为“单位”的，填写单位名录中的单位名称；为“期间”的，填写 2022-03（月报）或 2022（年度计划）；"
    "为“事项”的，填写事项编号，如 任务37、实事5。都不是的，填写“不采用”。",
    "四、同一单位的同一写法认定一次，以后不再询问；来源文件有改动的，会重新列出。",
    "五、撤回认定：在结果列（没有结果列的，在最后一列）填写“撤销”，运行一次以后该行可以删除；改变认定的，直接改写结果。",
    "六、已经读取的认定都有登记。误删了行、清空了结果、删除了本表或换成了旧表，下次运行时会自动写回；"
    "改写前的本表按日期备份在 archive/人工认定备份。",
    "七、填写有误的行保持原样、暂不生效，具体单元格和改法见首页和台账“核验问题”表。",
    "八、可以在右侧自行加列、加批注、标颜色，系统不会改动。单元格中的公式在系统改写本表时会变为当时的结果。",
    "九、运行时请关闭本表；打开着的，系统不改动，待认定事项下次写入。",
    "十、别名建议：已认定的单位新写法，整行复制到 单位名录.xlsx“单位”表替换该单位原来的一行即可；不需要的不必处理。",
    "十一、问题处置：台账“问题台账”表中需要其他单位协调、或持续两个月以上的问题列在这里，填写“处置情况”后不再列入协调会议题。",
    "十二、更正：来源文件、工作表、行号、列名、原值照抄台账“填报明细”表；原值与单位报送的内容不一致时，更正不生效并提示。",
)
DECISION_SHEETS: tuple[SheetLayout, ...] = tuple(sheet.layout for sheet in SHEETS.values())


@lru_cache(maxsize=1)  # read when a run begins, and again before the workbook is refreshed
def read_book(path: Path, content: bytes) -> tuple[Mapping[str, tuple[SheetRow, ...]], bool]:
    """The rows of every sheet in ``content`` of the workbook ``path``, and whether it has the sheets it can do without.

    Raises:
        MasterError: the workbook or a sheet of the contract cannot be read.
    """
    sheets = (*SHEETS.values(), ALIASES)
    read = read_sheets(path, *(sheet.layout for sheet in sheets), content=content)
    rows = {sheet.name: found for sheet, found in zip(sheets, read, strict=True)}
    needed = {GUIDE_SHEET, *(sheet.name for sheet in sheets)}
    return rows, needed <= set(sheet_names(path, content))
