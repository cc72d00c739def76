"""Expected returns left-joined with what came (报送情况): a missing answer is a row, not an absence (R3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.arrivals import Arrivals
from pipeline.ledger.entry_doubts import material_doubts, status_doubts
from pipeline.ledger.owed.expected import Expected, judge_status
from pipeline.ledger.receipts.claims import KEY, Claim, ClaimKind, build_claims
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.signed import signed_missing
from pipeline.ledger.receipts.sub_items import NO_SUB_ITEMS, SubItems
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.tables.table import frame_of
from pipeline.vocabulary.terms import ReceivedBasis, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date
from pipeline.vocabulary.workdays import WorkCalendar

_EMPTY = "收件文件夹是空的，也从未收到过文件，请核对"
_SEEN_FIRST = "收到日期为首次发现文件之日；实际更早收到的，在“收文登记”登记，今后按收到日期建文件夹存放"


def build_returns(
    expected: Sequence[Expected],
    files: Sequence[ReceivedFile],
    decisions: Decisions,
    calendar: WorkCalendar,
    today: date,
    sub_items: SubItems = NO_SUB_ITEMS,
    *,
    is_inbox_doubtful: bool = False,
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """One row per expected return as a frame of RETURNS, key (form, period, unit), and the findings on them."""
    last_days = {(one.period, one.unit): one.last_day for one in expected}
    due_dates = {one.period: one.due_date for one in expected}
    signed = signed_missing(decisions.namings, last_days)
    claims = build_claims(list(last_days), files, decisions, today, due_dates, signed)
    joined = list(_join(expected, claims))
    rows = [_return_row(one, arrivals, sub_items, calendar, today) for one, arrivals in joined]
    if is_inbox_doubtful:
        rows = [_unless_nothing_came(row) for row in rows]
    findings = [
        _incomplete(row, arrivals) for row, (_, arrivals) in zip(rows, joined, strict=True) if row.is_incomplete
    ]
    findings += [_blank(one, arrivals) for one, arrivals in joined if one.task_ids and arrivals.blank_on]
    return RETURNS.frame(rows), tuple(findings)


def kept_open(returns: pd.DataFrame, open_returns: Collection[tuple[Period, str]]) -> pd.DataFrame:
    """``returns`` (RETURNS) of which those in ``open_returns`` (period, unit) are neither missing nor late but open (R8)."""
    if not open_returns:
        return returns
    rows = (
        replace(row, status=Status.UNSETTLED, workdays_late=None)
        if (row.period, row.unit) in open_returns and row.status in (Status.MISSING, Status.LATE)
        else row
        for row in RETURNS.rows(returns)
    )
    return RETURNS.frame(rows)


def _join(expected: Iterable[Expected], claims: pd.DataFrame) -> Iterator[tuple[Expected, Arrivals]]:
    """Every expected return, in order, with what came for it: the ledger is this join."""
    owed = frame_of([(one.period, one.unit, one) for one in expected], [*KEY, "expected"])
    came = claims.groupby(KEY, sort=False)["claim"].agg(tuple).reset_index()
    joined = owed.merge(came, how="left", on=KEY, validate="one_to_one")
    for one, found in zip(joined["expected"], joined["claim"], strict=True):
        yield one, Arrivals(found if isinstance(found, tuple) else ())


def _unless_nothing_came(row: ReturnRow) -> ReturnRow:
    """A return that is overdue is open while nobody has confirmed that the inbox is the right one (R8)."""
    if row.status is not Status.MISSING:
        return row
    return replace(row, status=Status.UNSETTLED, workdays_late=None, note="；".join(filter(None, (row.note, _EMPTY))))


def _return_row(
    one: Expected, arrivals: Arrivals, sub_items: SubItems, calendar: WorkCalendar, today: date
) -> ReturnRow:
    first = arrivals.first
    received, basis = (first.received_date, first.basis) if first else (None, None)
    status = judge_status(one, received, arrivals.is_in_doubt, today)
    if status is Status.LATE and arrivals.may_be_in_time(one):
        status = Status.UNSETTLED
    doubted = tuple(dict.fromkeys(e.cell for e in status_doubts(arrivals.suspended, one, status, received, today)))
    if doubted or (status is Status.LATE and first and first.is_day_doubtful):
        status = Status.UNSETTLED
    is_late = status in (Status.LATE, Status.MISSING)
    return ReturnRow(
        form=one.form,
        period=one.period,
        unit=one.unit,
        tasks_due=len(one.task_ids),
        tasks_received=len(arrivals.covered.intersection(one.task_ids)),
        tasks_lacking=_lacking(one, arrivals) if arrivals.submissions else (),
        due_date=one.due_date,
        extended_to=one.extended_to,
        received_date=received,
        received_basis=basis,
        status=status,
        workdays_late=calendar.workdays_late(one.last_day, received or today) if is_late else None,
        written_material=_material(status, arrivals),
        sources=arrivals.sources,
        note="；".join(
            (
                *_doubt_notes(doubted, status, arrivals),
                *_owing_notes(one),
                *_receipt_notes(status, arrivals),
                *_material_notes(one, arrivals, calendar),
            )
        ),
        tasks_owed=one.task_ids,
        parts_lacking=_parts_lacking(one, arrivals, sub_items),
        material_date=arrivals.material_day,
        doubted_cells=doubted,
        is_in_hand=status is Status.UNSETTLED and arrivals.is_in_hand,
        strays=arrivals.strays if status in (Status.UNSETTLED, Status.MISSING) else (),
        open_tasks=_open_tasks(one, arrivals),
        unopened=arrivals.unopened if status is Status.UNSETTLED else arrivals.unread,
        blank_on=arrivals.blank_on,
    )


def _open_tasks(one: Expected, arrivals: Arrivals) -> tuple[str, ...]:
    """The tasks of which an open question may change what the return says."""
    questioned = arrivals.questioned
    tasks = dict.fromkeys((*one.task_ids, *sorted(arrivals.covered))) if questioned else ()
    return tuple(task for task in tasks if any(not could_be or task in could_be for could_be in questioned))


def _lacking(one: Expected, arrivals: Arrivals) -> tuple[str, ...]:
    """The tasks a received return does not cover; none that an unsettled row or form could be (never named in doubt)."""
    if any(not candidates for candidates in arrivals.unsettled):
        return ()
    possible = frozenset().union(*arrivals.unsettled, *(claim.may_cover for claim in arrivals.claims))
    return tuple(
        task
        for task in one.task_ids
        if task not in arrivals.covered
        and task not in possible
        and not any(entry.may_excuse((task,)) for entry in arrivals.suspended)
    )


def _parts_lacking(one: Expected, arrivals: Arrivals, sub_items: SubItems) -> tuple[str, ...]:
    """The sub-items of the plan that a month leaves out; none that an unsettled row of it could be about."""
    if one.period.is_plan or any(not candidates for candidates in arrivals.unsettled):
        return ()
    possible = frozenset().union(*arrivals.unsettled)
    told = (task for task in one.task_ids if task not in possible)
    return tuple(part for task in told for part in sub_items.lacking(one.unit, task, arrivals.parts(task)))


def _doubt_notes(doubted: Sequence[str], status: Status, arrivals: Arrivals) -> Iterator[str]:
    """What could make the return another than it looks: an entry of a person's, a file, a row."""
    if doubted:
        yield f"人工认定.xlsx {'、'.join(doubted)} 填写有误，可能与本期有关，更正前待认定"
    doubtful = arrivals.of(ClaimKind.MAY_BE)
    if status is Status.UNSETTLED and (own := [claim for claim in doubtful if claim.reach]):
        yield f"已收到可能属于该单位的文件，待认定：{_named(own)}"
    if status is Status.UNSETTLED and (strays := [claim for claim in doubtful if not claim.reach]):
        yield f"收到单位不明的文件，弄清前待认定：{_named(strays)}"
    if status is Status.MISSING and (later := arrivals.of(ClaimKind.MAY_BE_LATE)):
        yield f"未报已经确认；其后收到单位不明的文件，至多是迟报，弄清前不再催办、点名：{_named(later)}"
    if arrivals.blank_on:
        day = chinese_date(arrivals.blank_on)
        yield f"{day}发来的是空表，各项都没有填写，不算报送"
    if arrivals.unsettled:
        yield f"有{len(arrivals.unsettled)}行事项待认定"


def _owing_notes(one: Expected) -> Iterator[str]:
    """The later day that was approved, and why which tasks are not owed."""
    if one.extended_to:
        yield f"经批准延期至{chinese_date(one.extended_to)}"
    by_reason = gathered((words, task_id) for task_id, words in one.excused)
    for words, task_ids in by_reason.items():
        apart = "，" if words[:1].isdigit() else ""  # 任务13，5月起由……承担
        yield f"{'、'.join(task_ids)}{apart}{words}"


def _receipt_notes(status: Status, arrivals: Arrivals) -> Iterator[str]:
    """What is to be said of the receipts that count: how they came, their day, what of them lies here no more."""
    if arrivals.of(ClaimKind.PAPER):
        yield "纸质报送，已登记收文"
    if arrivals.unread:
        yield "已登记收文，文件打不开，内容待补"
    elif arrivals.of(ClaimKind.REGISTERED):
        yield "已登记收文，文件读不出来，内容" + ("以另报的电子表格为准" if arrivals.submissions else "未录入")
    if status is Status.UNSETTLED and arrivals.first and arrivals.first.is_day_doubtful:
        where = f"“{arrivals.first.source}”的日期" if arrivals.first.source else "“收文登记”登记的收到日期"
        yield f"{where}有误，收到日期待核实"
    if status is Status.LATE and arrivals.first and arrivals.first.basis is ReceivedBasis.SIGHTING:
        yield _SEEN_FIRST
    if lost := arrivals.of(ClaimKind.REMEMBERED):
        yield f"{_named(lost)}的原件已不在，按以前读取的结果计收到，内容未录入"
    for source in dict.fromkeys(claim.source for claim in arrivals.of(ClaimKind.FORM) if claim.is_held):
        yield f"“{source}”已不在原处，按 archive/原件 中的原件计"


def _material(status: Status, arrivals: Arrivals) -> WrittenMaterial:
    """未报 of nobody who owes none: who is exempt from the form is exempt from what goes with it."""
    is_owed = status is not Status.EXEMPT or arrivals.material is not WrittenMaterial.MISSING
    return arrivals.material if is_owed else WrittenMaterial.EXEMPT


def _material_notes(one: Expected, arrivals: Arrivals, calendar: WorkCalendar) -> Iterator[str]:
    """What is to be said of the written material: what may be it, and how late it came (R2)."""
    if arrivals.material_day:
        late = calendar.workdays_late(one.last_day, arrivals.material_day)
        if late > 0:
            yield f"材料迟报{late}个工作日"
        return
    if files := arrivals.of(ClaimKind.MAY_BE_MATERIAL):
        yield f"已收到可能是该单位本期书面材料的文件，待认定：{_named(files)}"
    if cells := "、".join(dict.fromkeys(entry.cell for entry in material_doubts(arrivals.suspended))):
        yield f"人工认定.xlsx {cells} 填写有误，可能与本期书面材料有关，更正前待认定"


def _named(claims: Iterable[Claim]) -> str:
    return "、".join(claim.source for claim in claims)


def _blank(one: Expected, arrivals: Arrivals) -> Finding:
    last = arrivals.of(ClaimKind.BLANK)[-1]
    day = chinese_date(last.received_date)
    return finding(Kind.FORM_BLANK, Place(last.source), unit=one.unit, period=one.period, day=day)


def _incomplete(row: ReturnRow, arrivals: Arrivals) -> Finding:
    last = arrivals.of(ClaimKind.FORM)[-1]
    return finding(
        Kind.RETURN_INCOMPLETE,
        Place(last.source, arrivals.submissions[-1].sheet),
        unit=row.unit,
        period=row.period,
        due=row.tasks_due,
        received=row.tasks_received,
        lacking="、".join((*row.tasks_lacking, *row.parts_lacking)),
    )
