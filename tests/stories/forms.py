"""Forms as units of the story office fill them in: Annex 3 and Annex 4 as .xlsx, written without the product's own code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

_PLAN = (
    "分解序号",
    "重点任务、民生实事内容",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "主要负责人",
    "分管负责人",
    "备注",
)
_PROGRESS = (
    "序号",
    "重点任务、民生实事内容",
    "季度计划完成目标",
    "完成情况",
    "存在问题及原因分析",
    "下一步工作计划",
    "是否完成阶段任务目标",
)
TASKS: Mapping[str, str] = {
    "任务1": "建成城市更新示范片区2处，完成老旧小区改造1000户，加装电梯60部。",
    "任务2": "新增规上工业企业20家，技术改造投资增长12%以上。",
    "任务3": "新建改建义务教育学校4所，新增学位3600个。",
    "任务4": "完成雨污分流改造18公里，整治河道3条，消除黑臭水体。",
    "任务5": "规范提升社区养老服务设施16处，建设家庭养老床位500张。",
    "任务6": "争取上级资金8亿元，压减一般性支出5%以上。",
    "实事1": "完成2500户居民供电一户一表改造。",
    "实事2": "新建口袋公园6处，改造提升游园9处。",
    "实事3": "建设社区食堂12处，完成适老化改造300户。",
}
Answer = str | Mapping[str, str]
"""完成情况 alone, or several columns by their first words (完成情况, 存在问题, 下一步, 是否完成, 目标, 序号)."""


def task_text(task: str) -> str:
    """The words of 任务4 or, of a sub-item 任务4-2, those of its task."""
    return TASKS[task.partition("-")[0]]


def plan_form(unit: str, goals: Mapping[str, Sequence[str]], *, title: str = "2022年度工作任务落实计划表") -> bytes:
    """Annex 3 of ``unit``: each task (or sub-item, 任务4-2) with its four goals."""
    rows = [
        [task.removeprefix("任务").removeprefix("实事"), task_text(task), *quarters, "王一", "李二", ""]
        for task, quarters in goals.items()
    ]
    return _book(title, unit, "", _PLAN, rows)


def month_form(
    unit: str, month: int, answers: Mapping[str, Answer], *, title: str | None = None, reported: str = ""
) -> bytes:
    """Annex 4 of ``unit`` for ``month``; without a word on 是否完成 the unit says 是."""
    rows = []
    for task, answer in answers.items():
        said = {"完成情况": answer} if isinstance(answer, str) else dict(answer)
        number = said.get("序号", task.removeprefix("任务").removeprefix("实事"))
        met = said.get("是否完成", "是" if said.get("完成情况") else "")
        told = [said.get(name, "") for name in ("目标", "完成情况", "存在问题", "下一步")]
        rows.append([number, task_text(task), *told, met])
    named = f"2022年{month}月份年度工作任务落实情况表" if title is None else title
    return _book(named, unit, reported, _PROGRESS, rows)


def _book(title: str, unit: str, reported: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([f"填报单位：{unit}", "", "", f"填报时间：{reported}"])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
