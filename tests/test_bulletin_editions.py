"""Draft, final, issued and public: who is named, what is remembered, what the public does not see (R21–R24)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from bulletin_kinds import STYLE, answered, write_asked
from bulletin_sample import MARCH, OFFICE, sample_ledger
from frames import frame_of

from pipeline.decisions.entries import IssuedBulletin, NamingEntry
from pipeline.keeping.register import open_register
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.answers import Answer, NamingAnswers
from pipeline.outputs.bulletins.catalogue import draft_asked, draft_due
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.drafts import Drafts, draft_bulletin
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.naming import Fact, NamedUnit
from pipeline.outputs.bulletins.kind import Editions
from pipeline.outputs.bulletins.kinds.delivery import DELIVERY
from pipeline.outputs.bulletins.kinds.monthly.facts import build_monthly_facts
from pipeline.outputs.bulletins.kinds.quarterly import QUARTERLY
from pipeline.outputs.bulletins.writing import write_drafts
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary import tables
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import Fault, Status

NAME = "为民办实事3月份进展情况通报"


@pytest.fixture
def ledger() -> Ledger:
    return dataclasses.replace(sample_ledger(), receipts=frame_of(tables.RECEIPTS, [{"source": "x.xlsx"}]))


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with open_register(tmp_path / "archive") as register:
        yield Outbox(tmp_path / "outbox", register, date(2022, 4, 13))


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def named_in(ledger: Ledger) -> tuple[NamedUnit, ...]:
    return build_monthly_facts(ledger, MARCH, OFFICE).named


def decided(named: Iterable[NamedUnit], spared: Collection[str] = ()) -> NamingAnswers:
    """是 for every fact, 否 for those of the units ``spared``."""
    yes = answered(item for item in named if item.unit not in spared)
    no = answered((item for item in named if item.unit in spared), is_confirmed=False)
    return NamingAnswers(yes.confirmed, no.refused)


def monthly(outbox: Outbox, ledger: Ledger, desk: Desk) -> str:
    paths = write_asked(outbox, ledger, "monthly", MARCH, desk)
    return text_of(next(path for path in paths if path.stem == NAME))


def test_undecided_namings_keep_it_a_draft_and_are_handed_to_a_person(outbox: Outbox, ledger: Ledger) -> None:
    """R21: one naming left open is enough; what is open becomes rows for 点名确认."""
    desk = Desk(STYLE, answers=answered(item for item in named_in(ledger) if item.unit != "区水务局"))
    text = monthly(outbox, ledger, desk)
    drafts = Drafts(draft_asked(ledger, desk, "monthly", MARCH))
    assert wording.DRAFT_MARK in text and wording.INTERNAL_MARK in text
    left = [item for item in drafts.undecided if item.charge == Charge(MARCH, "区水务局", Fault.MISSING)]
    assert left == list(drafts.undecided)
    assert "截止2022年4月8日" in left[0].evidence and "2022年4月13日" not in left[0].evidence


def test_only_confirmed_units_are_named_in_the_final_text(outbox: Outbox, ledger: Ledger) -> None:
    """R21: of 区水务局 (spared) and 区民政局 (confirmed) only one is named; no draft mark, no inner page, no number."""
    named = named_in(ledger)
    answers = decided(named, {item.unit for item in named} - {"区民政局"})
    text = monthly(outbox, ledger, Desk(STYLE, answers=answers))
    assert wording.DRAFT_MARK not in text and wording.INTERNAL_MARK not in text
    assert "迟报单位：区民政局" in text
    assert "未报送单位" not in text and "（未报送）" not in text
    assert "（区水务局：" not in text and "（区园林绿化服务中心：" not in text
    assert "未报1家" in text  # the count stays: it is no naming
    assert "〔2022〕　　号" in text and "2022年　月　日" in text


def test_two_answers_to_one_fact_are_none(outbox: Outbox, ledger: Ledger) -> None:
    """NAMING_CONTRADICTED (点名确认前后矛盾): not named, told, and the text stays a draft; nobody is asked a third time."""
    named = named_in(ledger)
    both = tuple(item for item in named if item.unit == "区水务局")
    answers = NamingAnswers(answered(named).confirmed, answered(both, is_confirmed=False).refused)
    desk = Desk(STYLE, answers=answers)
    text = monthly(outbox, ledger, desk)
    assert wording.DRAFT_MARK in text and "未报送单位：" not in text and "迟报单位：区民政局" in text
    drafts = Drafts(draft_asked(ledger, desk, "monthly", MARCH))
    assert {(one.kind, one.unit) for one in drafts.findings} == {(Kind.NAMING_CONTRADICTED, "区水务局")}
    assert drafts.undecided == ()


def test_one_return_is_answered_for_and_named_once() -> None:
    """未报 refused, or named in what was issued: that the return came late is asked about no more; 是 alone leaves it a new fact."""
    missing, late = (Charge(MARCH, "区水务局", fault) for fault in (Fault.MISSING, Fault.LATE))
    fact, came = (missing, "截止2022年4月8日，未收到附件4"), Fact("截止2022年4月8日，2022年4月13日收到，迟3个工作日")
    assert NamingAnswers(refused=frozenset({fact})).to(late, came) is Answer.REFUSED
    assert NamingAnswers(frozenset({fact}), named=frozenset({missing})).to(late, came) is Answer.REFUSED
    assert NamingAnswers(frozenset({fact})).to(late, came) is Answer.OPEN
    assert NamingAnswers(named=frozenset({missing})).to(Charge(MARCH, "区民政局", Fault.LATE), came) is Answer.OPEN


def test_an_answer_covers_what_its_evidence_shows_and_no_more() -> None:
    """Fact by fact, white space aside: not the same words with something added, or another task."""
    charge = Charge(MARCH, "区城管局", Fault.BEHIND)
    first, second = Fact("一季度目标自报未完成", "实事12"), Fact("一季度目标自报未完成", "实事19")
    longer = Fact("一季度目标自报未完成；来源：a.xlsx", "实事12")
    entry = NamingEntry(MARCH, "区城管局", "3月进度滞后", f" {first.line} \n", True)
    asked = NamingAnswers.of([entry]).with_answer([NamedUnit(charge, (first, second, longer))], Answer.OPEN)
    assert [item.facts for item in asked] == [(second, longer)]
    assert NamedUnit(charge, (first, second)).evidence.splitlines() == [first.line, second.line]


def standings(path: Path) -> dict[str, str]:
    """序号 → 进度 of the annex, the last table of a text without inner page."""
    table = docx.Document(str(path)).tables[-1]
    assert table.rows[0].cells[-1].text == "进度"
    return {row.cells[0].text: row.cells[-1].text for row in table.rows[1:]}


def test_a_standing_beside_a_units_name_names_it(outbox: Outbox, ledger: Ledger) -> None:
    """R21, R24: no such column where one of them may not be told, a dash would name it; none in public."""
    named = named_in(ledger)
    desk = Desk(STYLE, answers=answered(named, is_confirmed=False))
    paths = write_asked(outbox, ledger, "monthly", MARCH, desk)
    final = docx.Document(str(next(path for path in paths if path.stem == NAME)))
    cells = {cell.text for row in final.tables[-1].rows for cell in row.cells}
    assert not {"进度", "按序时推进", "未反映进展", "进度滞后", "需要关注"} & cells
    told = write_asked(outbox, ledger, "monthly", MARCH, Desk(STYLE, answers=answered(named)))
    shown = standings(next(path for path in told if path.stem == NAME))
    assert {"未反映进展", "进度滞后", "需要关注"} & set(shown.values())
    for kind in ("monthly", "quarterly"):
        for path in write_asked(outbox, ledger, kind, MARCH, Desk(STYLE, answers=answered(named))):
            heads = {cell.text for table in docx.Document(str(path)).tables for cell in table.rows[0].cells}
            lists_tasks = kind == "monthly" or "（附表）" in path.name or "（领导参阅）" in path.name
            assert ("进度" in heads) is (lists_tasks and path.parent.name != "公开版"), path.name


def delivery_table(outbox: Outbox, ledger: Ledger, desk: Desk) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the annex of 报送情况通报."""
    [path] = write_drafts(outbox, Drafts((draft_bulletin(DELIVERY, MARCH, ledger, desk),)), desk)
    heads, *rows = [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]
    return heads, [row for row in rows if any(row)]  # the last row of a whole table only keeps room for the 版记


def test_delivery_table_of_the_final_text_leaves_out_who_was_spared(outbox: Outbox, ledger: Ledger) -> None:
    """R21: and with them all who did well, or the absent would be told by the list; so too the column 书面材料."""
    asked = draft_bulletin(DELIVERY, MARCH, ledger, Desk(STYLE)).undecided
    answers = decided(
        asked, {"区水务局", "区发展改革局", *(item.unit for item in asked if "材料" in item.charge.reason)}
    )
    heads, rows = delivery_table(outbox, ledger, Desk(STYLE, answers=answers))
    units = {row[1] for row in rows}
    assert "区民政局" in units and "区水务局" not in units and "区财政局" not in units
    assert all(row[5].startswith(("未报", "迟报")) or "缺" in row[-1] for row in rows)
    assert "书面材料" not in heads
    nobody = delivery_table(outbox, ledger, Desk(STYLE, answers=answered(asked, is_confirmed=False)))
    assert {cell for row in nobody[1] for cell in row} == {"无"}


def test_delivery_table_is_whole_where_nobody_must_be_left_out(outbox: Outbox, ledger: Ledger) -> None:
    returns = ledger.returns
    settled = dataclasses.replace(ledger, returns=returns[returns["status"] != Status.UNSETTLED])
    asked = draft_bulletin(DELIVERY, MARCH, settled, Desk(STYLE)).undecided
    heads, rows = delivery_table(outbox, settled, Desk(STYLE, answers=answered(asked)))
    assert {row[1] for row in rows} == set(settled.returns.loc[settled.returns["period"] == MARCH, "unit"])
    assert "书面材料" in heads


def issued(name: str = NAME, number: str = "5", file: str = "") -> IssuedBulletin:
    return IssuedBulletin(bulletin=name, period=MARCH, number=number, issued_on=date(2022, 4, 15), file=file)


def test_an_issued_bulletin_has_its_number_and_is_never_drafted_again(
    outbox: Outbox, ledger: Ledger, tmp_path: Path
) -> None:
    """R22, R23: number and date as registered; kept in archive/通报/; the next run leaves it alone."""
    desk = Desk(STYLE, archive=tmp_path / "archive" / "通报", answers=answered(named_in(ledger)), issued=(issued(),))
    text = monthly(outbox, ledger, desk)
    assert "市中政办发〔2022〕5号" in text and "2022年4月15日" in text and wording.DRAFT_MARK not in text
    kept = tmp_path / "archive" / "通报" / f"{NAME}.docx"
    before = kept.read_bytes()
    assert write_asked(outbox, sample_ledger(behind=()), "monthly", MARCH, desk) == ()
    assert kept.read_bytes() == before


def test_what_a_person_finished_by_hand_is_what_was_issued(outbox: Outbox, ledger: Ledger, tmp_path: Path) -> None:
    """R22: the edited file is kept for good, no new text goes beside it."""
    path = next(p for p in write_asked(outbox, ledger, "monthly", MARCH, Desk(STYLE)) if p.stem == NAME)
    document = docx.Document(str(path))
    document.paragraphs[10].insert_paragraph_before("局长加的一句话。")
    document.save(str(path))
    edited = path.read_bytes()
    desk = Desk(
        STYLE,
        archive=tmp_path / "archive" / "通报",
        answers=answered(named_in(ledger)),
        issued=(issued(),),
        is_edited=outbox.is_edited,
    )
    write_asked(outbox, ledger, "monthly", MARCH, desk)
    text = text_of(tmp_path / "archive" / "通报" / f"{NAME}.docx")
    assert "局长加的一句话。" in text and "市中政办发〔2022〕5号" in text and "2022年4月15日" in text
    assert wording.DRAFT_MARK not in text and wording.INTERNAL_MARK not in text
    assert path.read_bytes() == edited and not list(path.parent.glob("*新稿*"))


def test_a_closure_that_was_announced_and_is_no_longer_closed_is_a_finding(ledger: Ledger) -> None:
    """R22."""
    desk = Desk(STYLE, issued=(issued("办结通报-实事8"), issued("办结通报-实事3")))
    [fault] = [fault for fault in draft_due(ledger, desk).findings if fault.kind is Kind.CLOSURE_WITHDRAWN]
    assert "实事3" in fault.problem
    desk = Desk(STYLE, issued=(issued("办结通报-实事3"), issued("更正-办结通报-实事3")))
    assert Kind.CLOSURE_WITHDRAWN not in {fault.kind for fault in draft_due(ledger, desk).findings}, "it was put right"


def test_the_public_edition_has_no_problems_names_or_phones(outbox: Outbox, ledger: Ledger) -> None:
    """R24; what was removed is listed in the draft for the office."""
    words = {
        ("实事1", "区发展改革局"): {
            "progress": "完成1200户，联系人：张三，电话13800138000。",
            "problems": "产权单位不配合。",
        }
    }
    ledger = dataclasses.replace(sample_ledger(words=words), receipts=ledger.receipts)
    paths = write_asked(outbox, ledger, "monthly", MARCH, Desk(STYLE))
    paths += write_asked(outbox, ledger, "quarterly", MARCH, Desk(STYLE))
    public = [path for path in paths if path.parent.name == "公开版" and "（附表）" not in path.name]
    assert len(public) == 2 and len(paths) == 7
    for path in public:
        text = text_of(path)
        assert "（此件公开发布）" in text
        for word in (
            "存在问题",
            "产权单位不配合",
            "张三",
            "13800138000",
            "未报送单位",
            "（未报送）",
            wording.INTERNAL_MARK,
        ):
            assert word not in text, (path.name, word)
        beside = path.with_name(path.name.replace("（公开版）", "（附表）（公开版）"))
        assert "完成1200户" in text + (text_of(beside) if beside.exists() else "")
    officials = {name for task in ledger.tasks for name in task.lead_officials}
    assert not any(name in text_of(path) for path in public for name in officials)
    inner = text_of(next(path for path in paths if path.stem == NAME))
    assert "公开版已删去" in inner and "反映的问题" in inner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("联系人：李四，已完成", "联系人：（略），已完成", id="contact"),
        pytest.param("分管负责人王五。", "分管负责人（略）。", id="person in charge"),
        pytest.param("明确责任人和完成时限", "明确责任人和完成时限", id="no name"),
    ],
)
def test_persons_are_masked_and_nothing_else(text: str, expected: str) -> None:
    assert Persons().without(text) == expected


def test_trend_and_totals_of_the_second_quarter() -> None:
    from pipeline.vocabulary.periods import Period

    months = tuple(Period(2022, month) for month in (3, 4, 5, 6))
    ledger = sample_ledger(months=months, cutoff=date(2022, 7, 11), states={}, lacking={})
    facts = Editions((), Cutoffs(), ledger).facts(QUARTERLY, 2, ledger, OFFICE)
    assert facts.before is not None and facts.before.total == facts.tally.total == 109
