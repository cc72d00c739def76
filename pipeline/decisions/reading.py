"""Rows of 人工认定.xlsx → typed entries; a cell that makes no sense ends its row and is named (docs/contract.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.decisions.entries import (
    ClosureEntry,
    Correction,
    Exemption,
    Extension,
    IssuedBulletin,
    MajorMatter,
    MatchAnswer,
    NamingEntry,
    ProblemOutcome,
    ReceivedEntry,
    Review,
    SpotCheck,
)
from pipeline.decisions.entry_reader import EntryReader, InvalidEntryError
from pipeline.master.workbook import Cell, SheetRow
from pipeline.vocabulary.questions import REJECTED, QuestionKind
from pipeline.vocabulary.tables import RECORDS
from pipeline.vocabulary.terms import Closure
from pipeline.vocabulary.text import compact

_SCORE = re.compile(r"[（(][\d.]+[）)].*$", re.DOTALL)
_CORRECTABLE = (
    *(f"goal_q{quarter}" for quarter in range(1, 5)),
    *("principal", "deputy", "remark", "quarter_goal", "progress", "problems", "next_steps", "met_goal_text"),
)
_CORRECTABLE_LABELS = {RECORDS.labels[name]: name for name in _CORRECTABLE}


def _match(row: SheetRow, reader: EntryReader) -> MatchAnswer | None:
    """An answer to a question, of the kind the question asks for; an unanswered one waits."""
    if not row["认定结果"].text:
        return None
    kind = QuestionKind(reader.one_of(row, "类型", *QuestionKind))
    question_id = reader.text(row, "编号", wanted="编号被清空，请勿改动编号；清除本行认定结果后重新运行，会重新列出")
    return MatchAnswer(
        question_id,
        kind,
        row["原文"].text,
        _answer(row, kind, reader),
        row["认定人"].text,
        reader.optional_day(row, "认定日期"),
    )


def _answer(row: SheetRow, kind: QuestionKind, reader: EntryReader) -> str:
    """What 认定结果 means; a candidate may be copied with its score: 任务37（92）…"""
    cell = row["认定结果"]
    if compact(cell.text) == REJECTED:
        return REJECTED
    plain = Cell(compact(_SCORE.sub("", cell.text)), cell.value, cell.place)
    bare = SheetRow(row.number, {**row.cells, "认定结果": plain})
    if kind is QuestionKind.TASK:
        return reader.task_id(bare, column="认定结果")
    if kind is QuestionKind.UNIT:
        return reader.unit(bare, column="认定结果")
    period = reader.owed_period(bare, "认定结果")
    if period.year != reader.year or (reader.due_dates and period not in reader.due_dates):
        raise InvalidEntryError(cell, f"“{cell.text}”不是{reader.year}年度的报送期间；不属本年度的，请填 {REJECTED}")
    return str(period)


def _received(row: SheetRow, reader: EntryReader) -> ReceivedEntry:
    day = reader.day(row, "实际收到日期")
    source = reader.source(row)
    if source and not all(row[column].text for column in ("单位", "表种", "期间")):
        return ReceivedEntry(day, source)
    form, period = reader.form_and_period(row, "没有来源文件的，须填写单位、表种和期间")
    return ReceivedEntry(day, source, reader.bearing_unit(row), form, period)


def _extension(row: SheetRow, reader: EntryReader) -> Extension:
    form, period = reader.form_and_period(row, "表种和期间都须填写")
    day = reader.day(row, "延期至")
    due = reader.due_dates.get(period)
    if due and day <= due:
        raise InvalidEntryError(row["延期至"], f"延期至{day}，没有晚于原截止日期{due}")
    return Extension(reader.bearing_unit(row), form, period, day)


def _exemption(row: SheetRow, reader: EntryReader) -> Exemption:
    task_id = reader.task_id(row, is_required=False)
    first, last = (
        reader.collected_period(row, column) if row[column].text else None for column in ("起始期间", "截止期间")
    )
    if first and last and first > last:
        raise InvalidEntryError(row["截止期间"], f"截止期间{last}早于起始期间{first}")
    return Exemption(reader.bearing_unit(row, task_id), task_id, reader.form(row), first, last)


def _closure(row: SheetRow, reader: EntryReader) -> ClosureEntry | None:
    if not row["认定结果"].text:
        return None
    verdict = Closure(reader.one_of(row, "认定结果", Closure.PENDING, Closure.CLOSED, Closure.RETURNED))
    period = reader.collected_period(row, "申报期间")
    is_closed = verdict is Closure.CLOSED
    verified_on = reader.day(row, "核实日期") if is_closed else reader.optional_day(row, "核实日期")
    task_id = reader.task_id(row)
    unit = reader.bearing_unit(row, task_id, is_required=False)
    return ClosureEntry(task_id, unit, period, verdict, verified_on, row["核实方式"].text, row["依据"].text)


def _major_matter(row: SheetRow, reader: EntryReader) -> MajorMatter | None:
    if reader.one_of(row, "通报", "是", "否", "") != "是":
        return None
    day = reader.day(row, "日期")
    title = reader.text(row, "标题", wanted="标题没有填写")
    matter_id = row["编号"].text or f"第{row.number}行"
    return MajorMatter(matter_id, reader.task_id(row, is_required=False), title, row["情况"].text, day)


def _naming(row: SheetRow, reader: EntryReader) -> NamingEntry | None:
    if not row["确认"].text:
        return None
    is_confirmed = reader.one_of(row, "确认", "是", "否") == "是"
    return NamingEntry(
        reader.owed_period(row),
        reader.unit(row),
        row["事由"].text,
        is_confirmed,
        row["确认人"].text,
        reader.optional_day(row, "确认日期"),
    )


def _spot_check(row: SheetRow, reader: EntryReader) -> SpotCheck | None:
    if not row["核查结果"].text:
        return None
    verdict = reader.one_of(row, "核查结果", "属实", "部分属实", "不属实")
    return SpotCheck(
        row["编号"].text or f"第{row.number}行",
        reader.task_id(row),
        reader.unit(row),
        reader.owed_period(row),
        row["自报"].text,
        row["核查方式"].text,
        verdict,
        row["核查人"].text,
        reader.optional_day(row, "核查日期"),
        row["说明"].text,
    )


def _problem_outcome(row: SheetRow, reader: EntryReader) -> ProblemOutcome | None:
    if not row["处置情况"].text:
        return None
    return ProblemOutcome(
        reader.text(row, "编号", wanted="编号没有填写，请从台账“问题台账”表抄录"),
        row["处置情况"].text,
        row["经办人"].text,
        reader.optional_day(row, "处置日期"),
    )


def _review(row: SheetRow, reader: EntryReader) -> Review | None:
    if not row["复核结果"].text:
        return None
    is_harmless = reader.one_of(row, "复核结果", "正常", "属实") == "正常"
    return Review(
        review_id=reader.text(row, "编号", wanted="编号没有填写，请从台账“核验问题”表抄录"),
        category=row["类别"].text,
        unit=row["单位"].text,
        period=row["期间"].text,
        task_id=row["事项编号"].text,
        problem=row["问题"].text,
        is_harmless=is_harmless,
        reviewed_by=row["复核人"].text,
        reviewed_on=reader.optional_day(row, "复核日期"),
    )


def _correction(row: SheetRow, reader: EntryReader) -> Correction:
    source = reader.source(row)
    number = row["行号"].text
    label = row["列名"].text
    if not source:
        raise InvalidEntryError(row["来源文件"], "来源文件没有填写，请从台账“填报明细”表抄录")
    if not number.isdecimal():
        raise InvalidEntryError(row["行号"], f"“{number}”不是行号，请从台账“填报明细”表抄录")
    if label not in _CORRECTABLE_LABELS:
        raise InvalidEntryError(row["列名"], f"“{label}”不能在此更正，可更正的列：{'、'.join(_CORRECTABLE_LABELS)}")
    return Correction(
        source,
        row["工作表"].text,
        int(number),
        _CORRECTABLE_LABELS[label],
        row["原值"].text,
        row["更正值"].text,
        row["理由"].text,
        row["更正人"].text,
        reader.optional_day(row, "更正日期"),
        row["原值"].place.partition(".xlsx")[2],
    )


def _issued(row: SheetRow, reader: EntryReader) -> IssuedBulletin:
    return IssuedBulletin(
        reader.text(row, "通报", wanted="通报名称没有填写"),
        reader.period(row, "期间"),
        row["文号或期号"].text,
        reader.optional_day(row, "印发日期"),
        row["文件"].text,
    )


PARSERS: Mapping[str, Callable[[SheetRow, EntryReader], Any]] = {
    "匹配认定": _match,
    "收文登记": _received,
    "延期批准": _extension,
    "免报": _exemption,
    "办结销号": _closure,
    "重大事项": _major_matter,
    "点名确认": _naming,
    "抽查结果": _spot_check,
    "核验复核": _review,
    "问题处置": _problem_outcome,
    "更正": _correction,
    "通报登记": _issued,
}
