"""The two forms as data: which columns they have, under which headings clerks write them (notice, 附件3 and 附件4)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.submissions.forms.columns.kindred import kindred_headings
from pipeline.submissions.forms.labels import ungrouped
from pipeline.vocabulary.form_fields import FIELDS, GOALS, Field
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import arabic, fold

MAX_HEADING_CHARACTERS = 26


@dataclass(frozen=True)
class KnownForm:
    """A form: its kind, the words of its title, its columns in the notice's order."""

    kind: FormKind
    title_words: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def required(self) -> tuple[Field, ...]:
        """The columns without which a table is not read as the form."""
        return tuple(field for field in self.fields if field.is_required)


_NOW = "(20\\d\\d年|截至|截止|至|(?<!\\d)\\d{1,2}(?!\\d)|月|底|末|份|为止|目前|当前|截至目前|现阶段|最新|本月|当月|本期|阶段|工作|任务|目标|项目|重点|实际|主要|总体|具体|开展|累计|月度|前|第?\\d季度|季度)*"
# What clerks write for each field: a whole folded heading, Chinese numbers in Arabic digits, notes in brackets taken away.
_WORDINGS = {
    "number_text": "(分解|任务|事项|项目|工作)?(序号|编号|序|号)|no|序列号?",
    "task_text": "(年度|督查|督办|分解|立项|所?承担的?|主要|具体|目标|政府工作报告)*((重点|民生|为民|工作|实事|任务|事项|项目|办)+(工作|实事|任务|事项|项目|目标|内容|名称|民生|为民|重点|办|描述|和|及|或|与|/)*|内容|名称)",
    **{
        goal: f"第?{n}季度?(?:(?!情况|实际|是否|问题|原因|已).)*|q{n}|({3 * n - 2}至?{3 * n}月份?|{3 * n}月(底|末)前?)(目标|计划)?|({3 * n - 2}|{3 * n - 1}|{3 * n})月份?(目标|计划)"
        for n, goal in enumerate(GOALS, 1)
    },
    "principal": "(单位)?(主要|责任)?(负责人|领导|负责同志)|主要责任人|第1责任人|牵头负责人",
    "deputy": "(单位|具体)?分管(负责人|领导|负责同志|责任人|同志|副职|副?[局主区]长|副?主任)?(姓名)?|(具体|直接)(负责人|责任人)|责任人",
    "remark": "备注|说明|附注",
    "quarter_goal": "(本|当|该|第)?[1234]?季度?((?!情况|实际|是否|问题|原因|已|下).)*(目标|计划|指标)(任务|内容)?|目标|(计划|目标|序时|节点|应达)+(到)?进度(要求)?|(阶段|计划|节点|序时)(完成|性)?(任务)?(目标|要求)|计划完成(目标|情况)",
    "progress": f"{_NOW}(完成|进展|推进|落实|实施|执行|办理|开展)(进展|进度|工作|完成|落实|推进)*(情况|动态|程度|及成效|成效)(及成效|和成效|说明)?|{_NOW}(落实|办理|推进|执行|形象)?(进展|进度)(情况)?|(工作)?成效|完成进度|推进动态|(本月|当月|本期|本季度?|年初以来|累计|截至目前)+(已)?(完成|落实|推进)",
    "problems": "(目前|当前|工作|推进|中)*(存在|面临|遇到|发现)?(的)?(主要|突出)?(困难|问题|难点|堵点)(和|与|及|或)?(困难|问题|不足)?(及|和|与)?(原因|分析|原因分析|建议|不足)*|存在不足|需要?(协调|解决|帮助)+的?(问题|事项|困难)|制约因素|(未完成|滞后)?(的)?(主要)?原因(分析|说明)?",
    "next_steps": "(下1?步|下1?阶段|下阶段|下1?个?月|下月|后续|今后|下1?季度)(的)?(推进|重点|主要|工作|拟采取)*(的)?(计划|打算|措施|安排|思路|举措|重点|工作|部署|目标)(和|及|与)?(计划|打算|措施|安排|建议)?|下1?步|(工作)?打算|(整改|解决|改进)(措施|计划)|(推进|工作|拟?采取的?)措施",
    "met_goal_text": "是否(已)?(按期|如期|按时|按计划)?(完成|达到|实现|达成)(了)?(本|当|该)?(阶段|季度|当季|当月|本月|本季度|月度|年度|计划|节点|序时)*(性)?(任务|工作|计划)*(的)?(目标)?(任务)?(要求)?|(阶段|季度|计划|当季|本季度|当月|本月)?(性)?(任务|工作|目标)*(是否(已)?(完成|达到|达成|实现)|完成与?否)|是否(达标|达到(序时)?进度)",
    "row_unit": "(填报|报送|责任|承办|牵头|主责)?(单位|部门)(名称)?",
}
# Not in the notice: some offices collect several units in one table.
_ROW_UNIT = Field("row_unit", "填报单位")

# Many add it to the month's form; what stands there, and under headings of the office's own, is kept.
_REMARK = next(field for field in FIELDS[FormKind.PLAN] if field.name == "remark")

PLAN = KnownForm(FormKind.PLAN, ("落实计划表", "计划表", "落实计划"), (*FIELDS[FormKind.PLAN], _ROW_UNIT))
PROGRESS = KnownForm(
    FormKind.PROGRESS,
    ("落实情况表", "情况表", "进展情况", "落实情况"),
    (*FIELDS[FormKind.PROGRESS], _REMARK, _ROW_UNIT),
)

KNOWN_FORMS = (PLAN, PROGRESS)
# Annex 3 says 分解序号, Annex 4 序号: an office's own wordings beside either hold for both.
_HEADINGS = {
    field.name: {one.heading for form in KNOWN_FORMS for one in form.fields if one.name == field.name}
    for field in (*PLAN.fields, *PROGRESS.fields)
}


_PLANNED = "计划"


def names_form(text: str) -> bool:
    """Whether a name or a title calls itself one of the forms."""
    return any(word in text for form in KNOWN_FORMS for word in (*form.title_words[:2], form.kind.annex))


def named_kind(text: str) -> FormKind | None:
    """The form that a name calls itself; None of neither, or of both (计划落实情况)."""
    words = arabic(text)
    called = [form.kind for form in KNOWN_FORMS if any(word in words for word in (*form.title_words, form.kind.annex))]
    kinds = {*called, *([FormKind.PLAN] if _PLANNED in words else ())}
    return called[0] if called and len(kinds) == 1 else None


_BRACKETED = re.compile(r"[（(【\[].*?[)）】\]]")


@dataclass(frozen=True)
class Headings:
    """Which field a written heading means; ``synonyms`` are an office's own: the notice's heading → other wordings."""

    synonyms: Mapping[str, tuple[str, ...]]

    @cached_property
    def _own(self) -> dict[tuple[FormKind, str], str]:
        return {
            (form.kind, fold(wording)): field.name
            for form in KNOWN_FORMS
            for field in form.fields
            for heading in _HEADINGS[field.name]
            for wording in self.synonyms.get(heading, ())
        }

    def with_kindred(self, texts: Sequence[str]) -> Headings | None:
        """These with the headings of a row that puts a month's form into words of its own; None where it does not."""
        short = [text for text in texts if 0 < len(text) <= MAX_HEADING_CHARACTERS]
        named = kindred_headings(short)
        own = {field.heading: (named[field.name],) for field in PROGRESS.fields if field.name in named}
        return Headings({**self.synonyms, **_added(self.synonyms, own)}) if own else None

    @cached_property
    def fields(self) -> Mapping[str, Mapping[FormKind, str]]:
        """Text → the field that it means as a heading in each form; empty for a text that is no heading we know."""
        return _Known(self._own)


def _added(known: Mapping[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {heading: (*known.get(heading, ()), *wordings) for heading, wordings in more.items()}


class _Known(dict[str, Mapping[FormKind, str]]):
    """Headings looked up once each: most cells of a sheet are none, and are asked about again and again."""

    def __init__(self, own: Mapping[tuple[FormKind, str], str]) -> None:
        super().__init__()
        self._own = own

    def __missing__(self, text: str) -> Mapping[FormKind, str]:
        fields: Mapping[FormKind, str] = {}
        if text and len(text) <= MAX_HEADING_CHARACTERS and not text.endswith(("：", ":", "。")):  # a label, a sentence
            own = {kind: name for kind in FormKind if (name := self._own.get((kind, fold(text))))}
            fields = {**_known_fields(text), **own}
        self[text] = fields
        return fields


def _known_fields(text: str) -> dict[FormKind, str]:
    """The field that ``text`` means in each form, with what stands in brackets or without."""
    fields: dict[FormKind, str] = {}
    for written in dict.fromkeys((fold(arabic(text)), fold(arabic(_BRACKETED.sub("", text))))):
        for kind, pattern in _PATTERNS.items():
            if kind not in fields and (found := pattern.fullmatch(written)) and found.lastgroup:
                fields[kind] = found.lastgroup
    return fields


def _any_heading(form: KnownForm) -> re.Pattern[str]:
    """One pattern for all headings of a form; the group that matches is the field's name, in the form's order."""
    return re.compile(
        "|".join(
            f"(?P<{field.name}>{re.escape(fold(arabic(field.heading)))}|{ungrouped(_WORDINGS[field.name])})"
            for field in form.fields
        )
    )


_PATTERNS = {form.kind: _any_heading(form) for form in KNOWN_FORMS}
