"""The two forms as data: which columns they have, under which headings clerks write them (notice, 附件3 and 附件4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import fold


@dataclass(frozen=True)
class Field:
    """A column of a form: ``name`` as in columns.RECORDS, the headings seen for it, whether a form must have it."""

    name: str
    headings: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True)
class Layout:
    """A form: its kind, the words of its title, its columns in the notice's order."""

    kind: FormKind
    title_words: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_required)


_TASK = Field(
    "task_text",
    (
        "重点任务、民生实事内容",
        "重点任务",
        "民生实事内容",
        "重点任务民生实事",
        "任务名称",
        "事项名称",
        "工作任务",
        "工作内容",
        "重点工作",
        "任务内容",
        "事项",
        "任务",
        "项目名称",
        "主要内容",
    ),
    is_required=True,
)

PLAN = Layout(
    FormKind.PLAN,
    ("落实计划表", "计划表"),
    (
        Field("number_text", ("分解序号", "序号", "编号", "事项编号", "任务编号")),
        _TASK,
        Field(
            "goal_q1",
            ("一季度", "第一季度", "1季度", "一季度目标", "第一季度目标", "一季度计划", "一季度目标及推进计划"),
            is_required=True,
        ),
        Field(
            "goal_q2",
            ("二季度", "第二季度", "2季度", "二季度目标", "第二季度目标", "二季度计划", "二季度目标及推进计划"),
            is_required=True,
        ),
        Field(
            "goal_q3",
            ("三季度", "第三季度", "3季度", "三季度目标", "第三季度目标", "三季度计划", "三季度目标及推进计划"),
            is_required=True,
        ),
        Field(
            "goal_q4",
            ("四季度", "第四季度", "4季度", "四季度目标", "第四季度目标", "四季度计划", "四季度目标及推进计划"),
            is_required=True,
        ),
        Field("principal", ("主要负责人", "主要领导", "主要负责同志", "负责人")),
        Field("deputy", ("分管负责人", "分管领导", "分管负责同志")),
        Field("remark", ("备注", "说明")),
    ),
)

PROGRESS = Layout(
    FormKind.PROGRESS,
    ("落实情况表", "情况表", "进展情况"),
    (
        Field("number_text", ("序号", "编号", "事项编号", "任务编号", "分解序号")),
        _TASK,
        Field(
            "quarter_goal",
            (
                "季度计划完成目标",
                "季度目标",
                "季度计划目标",
                "本季度计划完成目标",
                "季度计划",
                "当季目标",
                "阶段目标",
                "计划完成目标",
            ),
        ),
        Field(
            "progress",
            (
                "完成情况",
                "目前进展",
                "进展情况",
                "工作进展",
                "目前进展情况",
                "任务完成情况",
                "落实情况",
                "推进情况",
                "工作进展情况",
                "目标完成情况",
                "任务目标完成情况",
                "目前完成情况",
                "本月完成情况",
                "当前进展",
                "最新进展",
            ),
            is_required=True,
        ),
        Field(
            "problems",
            (
                "存在问题",
                "存在的问题",
                "存在困难和问题",
                "存在的困难和问题",
                "存在问题及原因分析",
                "存在问题及原因",
                "问题及原因",
                "困难问题",
                "主要问题",
                "问题",
                "存在问题和原因分析",
            ),
        ),
        Field(
            "next_steps",
            (
                "下一步计划",
                "下步计划",
                "下一步打算",
                "下步打算",
                "下一步措施",
                "下一步工作措施",
                "下一步工作计划",
                "下一步工作打算",
                "下步工作计划",
                "下一步工作",
                "下步措施",
            ),
        ),
        Field(
            "met_goal_text",
            (
                "是否完成阶段任务目标",
                "是否完成",
                "是否完成阶段性目标",
                "是否完成阶段目标",
                "是否完成阶段性任务目标",
                "是否完成目标",
                "是否完成季度目标",
                "阶段任务目标是否完成",
                "是否达到阶段目标",
            ),
        ),
    ),
)

LAYOUTS = (PLAN, PROGRESS)


@cache
def fields_by_heading(kind: FormKind) -> dict[str, str]:
    """Folded heading → field name, for one form."""
    layout = PLAN if kind is FormKind.PLAN else PROGRESS
    return {fold(heading): field.name for field in layout.fields for heading in field.headings}


def heading_field(kind: FormKind, text: str) -> str | None:
    """The field a heading means in this form, None if it is none we know."""
    return fields_by_heading(kind).get(fold(text)) if text else None
