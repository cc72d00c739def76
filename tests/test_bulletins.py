"""Bulletins say what the ledger says, name nobody they may not, and open in Word."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from bulletin_kinds import DRAFT, SAMPLES, build_sample, leaders_of, printed, table_of, write_kind
from bulletin_sample import BEHIND, MARCH, MARCH_STATES, MATTERS, OFFICE, PLAN, sample_ledger
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.config import Bulletins
from pipeline.ledger.model import Ledger
from pipeline.ledger.statements.problem_text import is_problem
from pipeline.outputs.bulletins.facts.returns import NextDue
from pipeline.outputs.bulletins.kinds.delivery.facts import build_delivery_bulletin_facts
from pipeline.outputs.bulletins.kinds.milestone.facts import build_milestone_facts
from pipeline.outputs.bulletins.kinds.monthly import MONTHLY
from pipeline.outputs.bulletins.kinds.monthly.facts import build_monthly_facts
from pipeline.outputs.bulletins.kinds.monthly.words import monthly_bulletin
from pipeline.outputs.bulletins.kinds.quarterly.facts import build_quarterly_facts
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.shared import wording
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure, Fault, Status

each_kind = pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind in SAMPLES])
APRIL = Period(2022, 4)


def written(tmp_path: Path, kind: str, ledger: Ledger | None = None) -> Document:
    return docx.Document(str(write_kind(tmp_path / f"{kind}.docx", kind, ledger or sample_ledger(), style=Bulletins())))


def full_table(kind: str, ledger: Ledger) -> Document:
    """The document in which the full table stands."""
    return table_of(build_sample(kind, ledger), template_path(SAMPLES[kind][0].name, None), Bulletins())


def blocks(document: Document) -> list[str]:
    """Paragraphs and table cells in the order of the page."""
    texts = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            texts += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            texts.append(block.text)
    return texts


def outgoing(document: Document) -> str:
    """All that stands before the inner page."""
    texts = blocks(document)
    return "\n".join(texts[: texts.index(wording.INTERNAL_MARK)])


def inner_page(document: Document) -> str:
    texts = blocks(document)
    return "\n".join(texts[texts.index(wording.INTERNAL_MARK) :])


def numbers_in(text: str, labels: dict[str, int], measure: str) -> dict[str, int]:
    return {label: int(found[1]) for label in labels if (found := re.search(rf"{label}(\d+){measure}", text))}


@each_kind
def test_a_draft_says_so_and_leaves_number_and_date_open(tmp_path: Path, kind: str) -> None:
    document = written(tmp_path, kind)
    text = outgoing(document)
    assert document.paragraphs[0].text == wording.DRAFT_MARK
    assert wording.DRAFT_NOTE in text or wording.UNSETTLED_NOTE in text
    own = re.sub(r"（市中政办发〔2022〕5号，.*?印发）", "", text)  # the number of the bulletin that is put right
    assert not re.search(r"〔\d{4}〕\s*第?\d+\s*[号期]", own)
    assert "\n2022年　月　日\n" in text
    assert OFFICE in text
    assert "2022年4月13日" in text  # the cut-off date


@each_kind
def test_the_inner_page_is_the_last_section(tmp_path: Path, kind: str) -> None:
    document = written(tmp_path, kind)
    *_, last = document.sections
    first = next(iter(last.iter_inner_content()))
    assert isinstance(first, Paragraph)
    assert first.text == wording.INTERNAL_MARK


@each_kind
def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    first = write_kind(tmp_path / "a" / "x.docx", kind, sample_ledger()).read_bytes()
    assert first == write_kind(tmp_path / "b" / "x.docx", kind, sample_ledger()).read_bytes()


@each_kind
def test_every_run_names_its_chinese_font(tmp_path: Path, kind: str) -> None:
    document = written(tmp_path, kind)
    parts = [document.element.body, *(section.footer._element for section in document.sections)]
    runs = [run for part in parts for run in part.iter(qn("w:r"))]
    assert runs
    for run in runs:
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert fonts is not None
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} <= {
            "仿宋",
            "黑体",
            "楷体",
            "宋体",
            "方正小标宋简体",
        }


@each_kind
def test_nobody_is_the_author(tmp_path: Path, kind: str) -> None:
    properties = written(tmp_path, kind).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == (OFFICE, OFFICE, "")


def test_monthly_counts_are_those_of_the_ledger(tmp_path: Path) -> None:
    ledger = sample_ledger()
    months = ledger.entry_months
    expected = Counter(months.loc[months["task_id"].str.startswith("实事"), "standing"])
    overall = next(line for line in blocks(written(tmp_path, "monthly")) if line.startswith("截至"))
    stated = numbers_in(overall, expected, "件")
    assert stated == expected
    assert sum(stated.values()) == 22


def test_monthly_table_holds_every_project(tmp_path: Path) -> None:
    ledger = sample_ledger()
    (table, *_) = written(tmp_path, "monthly").tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    projects = [task for task in ledger.tasks if task.task_id.startswith("实事")]
    standing = ledger.entry_months.set_index("task_id")["standing"]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 23)]
    assert [row[1] for row in rows] == [task.text for task in projects]
    assert [row[6] for row in rows] == [printed(standing[task.task_id]) for task in projects]
    progress = ledger.duty_months.set_index(["task_id", "unit"])["progress"]
    assert rows[0][3] == progress["实事1", "区发展改革局"]
    shared = rows[11][3].split("\n")
    assert [words.partition("：")[0] for words in shared] == ["区园林绿化服务中心", "区城管局"]


@pytest.mark.parametrize(
    ("wrote", "told"),
    [
        pytest.param("暂无。", "无", id="none"),
        pytest.param("/", "无", id="a mark"),
        pytest.param("", "—", id="not filled in"),
        pytest.param("产权单位不配合，入户困难。", "产权单位不配合，入户困难。", id="a problem"),
    ],
)
def test_the_annex_says_in_one_way_that_there_is_no_problem(tmp_path: Path, wrote: str, told: str) -> None:
    words = {("实事1", "区发展改革局"): {"progress": "完成1200户。", "problems": wrote}}
    document = written(tmp_path, "monthly", sample_ledger(words=words))
    table = next(table for table in document.tables if "存在问题" in [cell.text for cell in table.rows[0].cells])
    heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    [row] = [row for row in rows if row[0] == "1"]
    assert row[heads.index("存在问题")].removeprefix("区发展改革局：") == told


def test_monthly_reports_only_real_problems(tmp_path: Path) -> None:
    facts = build_monthly_facts(sample_ledger(), MARCH, OFFICE)
    assert {task_id for note in facts.problems for task_id in note.task_ids} == {"实事12", "实事19"}
    assert all(is_problem(note.words) for note in facts.problems)


def test_quarterly_tables_sum_to_the_total(tmp_path: Path) -> None:
    document = written(tmp_path, "quarterly")
    months = sample_ledger().entry_months
    expected = Counter(printed(where, "其他") for where in months["standing"])
    leaders = leaders_of(build_sample("quarterly", sample_ledger()), template_path(SAMPLES["quarterly"][0].name, None))
    tables = (*document.tables, *leaders.tables)
    counted = [table for table in tables if table.rows[0].cells[0].text in ("类别", "牵头领导")]
    assert len(counted) == 2
    for table in counted:
        heads, *rows, total = [[cell.text for cell in row.cells][:-1] for row in table.rows]
        shares = [row.cells[-1].text for row in table.rows[1:]]
        well = [sum(int(row[heads.index(word)]) for word in ("已办结", "按序时推进")) for row in (*rows, total)]
        whole = [int(row[1]) for row in (*rows, total)]
        assert shares == [wording.rate(part, of) for part, of in zip(well, whole, strict=True)]
        numbers = [[int(value) for value in row[1:]] for row in rows]
        assert [sum(column) for column in zip(*numbers, strict=True)] == [int(value) for value in total[1:]]
        assert all(row[0] == sum(row[1:]) for row in numbers)
        assert total[1] == "109"
        assert {
            label: int(value) for label, value in zip(heads[2:], total[2:], strict=True) if value != "0"
        } == expected


def test_quarterly_annex_holds_all_tasks() -> None:
    ledger = sample_ledger()
    [annex] = full_table("quarterly", ledger).tables
    rows = [[cell.text for cell in row.cells] for row in annex.rows[1:]]
    rows = [row for row in rows if len(set(row)) > 1]  # category rows span the table
    standing = ledger.entry_months.set_index("task_id")["standing"]
    assert [row[1] for row in rows] == [task.text for task in ledger.tasks]
    assert [row[5] for row in rows] == [printed(standing[task.task_id]) for task in ledger.tasks]
    assert [row[4].replace("*", "") for row in rows] == [task.units_text for task in ledger.tasks]


def test_quarterly_lists_the_goals_unmet() -> None:
    facts = build_quarterly_facts(sample_ledger(), 1, OFFICE)
    assert {goal.task_id for goal in facts.unmet} == set(BEHIND)
    assert all(goal.unit and goal.goal and goal.reason for goal in facts.unmet)


def test_quarter_without_reporting_months_is_refused() -> None:
    ledger = dataclasses.replace(sample_ledger(), months=(MARCH,))
    with pytest.raises(PipelineError):
        build_quarterly_facts(ledger, 2, OFFICE)


@pytest.mark.parametrize("kind", [pytest.param("month", id="month"), pytest.param("plan", id="plan")])
def test_delivery_counts_are_those_of_the_returns(tmp_path: Path, kind: str) -> None:
    states = {**MARCH_STATES, ("区财政局", PLAN): Status.LATE, ("区妇联", PLAN): Status.MISSING}
    ledger = sample_ledger(states=states)
    returns = ledger.returns[ledger.returns["period"] == (MARCH if kind == "month" else PLAN)]
    counts = Counter(returns["status"])
    text = next(line for line in blocks(written(tmp_path, kind, ledger)) if line.startswith("截至"))
    words = {
        "按时报送": "按时",
        "迟报": "迟报",
        "未报": "未报",
        "材料正在核实": "待认定",
        "免报": "免报",
        "经批准延期": "延期",
    }
    stated = {words[label]: number for label, number in numbers_in(text, dict.fromkeys(words, 0), "家").items()}
    assert stated == counts
    assert f"应报{len(returns)}家" in text
    due = sum(counts[status] for status in ("按时", "迟报", "未报", "待认定"))
    assert f"按时报送率{wording.rate(counts['按时'], due)}" in text
    assert due == len(returns) or f"已到期{due}家" in text, "the denominator stands beside the rate (R9)"


def test_delivery_names_late_missing_and_incomplete() -> None:
    delivery = build_delivery_bulletin_facts(sample_ledger(), MARCH, OFFICE).delivery
    assert [(note.unit, note.days_late) for note in delivery.noted(Fault.LATE)] == [("区民政局", 2)]
    assert {note.unit for note in delivery.noted(Fault.MISSING)} == {"区水务局", "区信访局"}
    assert {note.unit: note.lacking for note in delivery.noted(Fault.INCOMPLETE)} == {
        "区教育体育局": ("实事2",),
        "区住房城乡建设局": ("任务37", "任务43"),
    }


def test_monthly_bulletin_ignores_key_tasks_a_unit_left_out() -> None:
    delivery = build_monthly_facts(sample_ledger(), MARCH, OFFICE).delivery
    assert [note.unit for note in delivery.noted(Fault.INCOMPLETE)] == ["区教育体育局"]


@pytest.mark.parametrize(
    ("kind", "status", "is_named"),
    [
        pytest.param("month", Status.UNSETTLED, False, id="delivery-unsettled"),
        pytest.param("month", Status.MISSING, True, id="delivery-missing"),
        pytest.param("monthly", Status.UNSETTLED, False, id="monthly-unsettled"),
        pytest.param("monthly", Status.MISSING, True, id="monthly-missing"),
        pytest.param("quarterly", Status.UNSETTLED, False, id="quarterly-unsettled"),
        pytest.param("quarterly", Status.MISSING, True, id="quarterly-missing"),
    ],
)
def test_unsettled_units_are_never_named_as_missing(tmp_path: Path, kind: str, status: Status, is_named: bool) -> None:
    document = written(tmp_path, kind, sample_ledger(states={("区商务局", MARCH): status}))
    named_before = bool(re.search("未报.*区商务局", outgoing(document)))
    evidence = [row.cells[1].text for table in document.tables[-1:] for row in table.rows]
    assert named_before is is_named
    assert ("区商务局" in evidence) is is_named
    shown = [row.cells[3].text for row in document.tables[0].rows if "副食品市场" in row.cells[1].text]
    if kind == "monthly":
        assert shown == ["（未报送）" if is_named else "（略）"]


def test_unit_unsettled_in_one_month_is_named_for_none_of_the_quarter() -> None:
    states = {("区商务局", APRIL): Status.UNSETTLED, ("区商务局", Period(2022, 6)): Status.MISSING}
    months = (APRIL, Period(2022, 5), Period(2022, 6))
    ledger = sample_ledger(months=months, cutoff=date(2022, 7, 11), states=states)
    facts = build_quarterly_facts(ledger, 2, OFFICE)
    assert facts.delivery.total.returns.number(Status.MISSING) == 1
    assert not facts.delivery.noted(Fault.MISSING)
    assert "区商务局" not in {item.unit for item in facts.named}
    shown = {item.shown for line in facts.lines for item in line.progress if item.unit in ("", "区商务局")}
    assert "（未报送）" not in shown


def test_evidence_stands_for_each_named_unit(tmp_path: Path) -> None:
    facts = build_monthly_facts(sample_ledger(), MARCH, OFFICE)
    assert {item.unit for item in facts.named} == {
        "区民政局",
        "区水务局",
        "区教育体育局",
        "区园林绿化服务中心",
        "区城管局",
    }
    evidence = {item.unit: item.evidence for item in facts.named}
    assert "2022年4月8日" in evidence["区水务局"]
    assert "2022-04-07/区城管局.xlsx › Sheet1 › 第6行" in evidence["区城管局"]
    page = inner_page(written(tmp_path, "monthly"))
    assert all(item.unit in page and item.evidence in page for item in facts.named)


HOSTILE = "A&B <50万元> {{x}}\x0b{% y %}\n第二行\x00 =1+1\ud800"


@pytest.mark.parametrize("kind", [pytest.param("monthly", id="monthly"), pytest.param("quarterly", id="quarterly")])
def test_hostile_text_survives(tmp_path: Path, kind: str) -> None:
    words = {("实事1", "区发展改革局"): {"progress": HOSTILE, "problems": HOSTILE, "next_steps": HOSTILE}}
    words["实事1", "区发展改革局"]["met_goal"] = "否"
    ledger = sample_ledger(words=words, behind={"实事1"})  # what hinders a goal that is open is told in a sentence
    text = "\n".join((*blocks(written(tmp_path, kind, ledger)), *blocks(full_table(kind, ledger))))
    assert text.count("A&B <50万元> {{x}}{% y %}\n第二行 =1+1") >= 2  # in the cells of the annex
    assert "A&B <50万元> {{x}}{% y %}第二行 =1+1" in text  # in a sentence


def test_phone_numbers_stay_out(tmp_path: Path) -> None:
    words = {("实事1", "区发展改革局"): {"progress": "联系人13800138000，电话0531-82078000，完成1200户。"}}
    text = outgoing(written(tmp_path, "monthly", sample_ledger(words=words)))
    assert "完成1200户" in text
    assert not re.search(r"13800138000|82078000", text)


def test_long_words_are_cut_in_tables_and_say_where_the_rest_is(tmp_path: Path) -> None:
    words = {("实事1", "区发展改革局"): {"progress": "长" * 900}, ("实事18", "区应急局"): {"progress": "短" * 400}}
    (table, *_) = written(tmp_path, "monthly", sample_ledger(words=words)).tables
    assert table.rows[1].cells[3].text == "长" * 400 + wording.CUT_MARK
    assert table.rows[18].cells[3].text == "短" * 400


def test_unverified_closure_is_not_announced() -> None:
    ledger = sample_ledger()
    ledger.entries.loc[ledger.entries["task_id"] == "实事8", "closure"] = str(Closure.PENDING)
    with pytest.raises(PipelineError):
        build_milestone_facts(ledger, MATTERS[0], OFFICE)


def test_milestone_tells_promise_history_and_basis(tmp_path: Path) -> None:
    text = outgoing(written(tmp_path, "closure"))
    ledger = sample_ledger()
    task = next(task for task in ledger.tasks if task.task_id == "实事8")
    progress = str(ledger.duty_months.set_index("task_id").loc["实事8", "progress"])
    assert all(words in text for words in (task.text, progress, MATTERS[0].basis, task.units_text))


def test_calendar_warnings_are_shown(tmp_path: Path) -> None:
    ledger = dataclasses.replace(sample_ledger(), warnings=("2031年放假安排尚未收录",))
    assert "2031年放假安排尚未收录" in inner_page(written(tmp_path, "monthly", ledger))


DECEMBER = Period(2022, 12)
_UNITS = tuple(dict.fromkeys(seat.unit for task in sample_ledger().tasks for seat in task.assignments))


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        pytest.param(Status.ON_TIME, "均按序时推进", id="all-green"),
        pytest.param(Status.MISSING, "均未反映进展", id="nothing-reported"),
        pytest.param(Status.UNSETTLED, "均待认定", id="all-unsettled"),
        pytest.param(Status.NOT_DUE, "均未到期", id="not-due"),
    ],
)
def test_uniform_months_still_read_well(tmp_path: Path, status: Status, standing: str) -> None:
    states = {(unit, period): status for unit in _UNITS for period in (MARCH, PLAN)}
    ledger = sample_ledger(states=states, lacking={}, behind=(), closed=())
    monthly, quarterly, month = (written(tmp_path, kind, ledger) for kind in ("monthly", "quarterly", "month"))
    for document in (monthly, quarterly):
        assert standing in outgoing(document)
    for document in (monthly, quarterly, month):
        assert not re.search("：。|（）|、。|，。|None|nan", "\n".join(blocks(document)))
    named = build_monthly_facts(ledger, MARCH, OFFICE).named
    assert bool(named) is (status is Status.MISSING)


def test_december_asks_for_no_further_month(tmp_path: Path) -> None:
    ledger = sample_ledger(months=(DECEMBER,), cutoff=date(2023, 1, 11), states={}, lacking={})
    facts = build_monthly_facts(ledger, DECEMBER, OFFICE)
    content = render_bulletin(monthly_bulletin(facts, DRAFT), template_path(MONTHLY.name, None), Bulletins())
    assert facts.following is None
    assert "13月" not in outgoing(docx.Document(BytesIO(content)))
    assert build_monthly_facts(sample_ledger(), MARCH, OFFICE).following == NextDue(APRIL, date(2022, 5, 10))


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(13, 16, "81.3%", id="half-up"),
        pytest.param(0, 5, "0.0%", id="none"),
        pytest.param(5, 5, "100.0%", id="all"),
        pytest.param(0, 0, "—", id="nothing-due"),
    ],
)
def test_rates(part: int, whole: int, expected: str) -> None:
    assert wording.rate(part, whole) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param({"已办结": 0}, "暂无统计事项", id="none"),
        pytest.param({"已办结": 1, "待认定": 0}, "已办结", id="one"),
        pytest.param({"已办结": 22}, "均已办结", id="all"),
        pytest.param({"已办结": 2, "需要关注": 0, "待认定": 3}, "其中，已办结2件、待认定3件", id="several"),
    ],
)
def test_sharing_out_a_total(counts: dict[str, int], expected: str) -> None:
    assert wording.shared_out(tuple(counts.items()), "件") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("提高社会救助标准，将城乡低保标准提高", "提高社会救助标准", id="first-clause"),
        pytest.param("推广“幸福家园”村社互助工程，在20个", "推广‘幸福家园’村社互助工程", id="inner-quotes"),
        pytest.param("打造“" + "智慧" * 30 + "”平台", "打造‘" + "智慧" * 30 + "’平台", id="never-cut"),
    ],
)
def test_short_titles(text: str, expected: str) -> None:
    assert wording.short_title(text) == expected


def test_titles_break_into_lines_that_fit() -> None:
    title = f"关于“{wording.short_title('提升图书馆分馆、农家书屋各10家，建设文化驿站10家')}”办结情况的通报"
    lines = wording.balanced_lines(title)
    assert "".join(lines) == title
    assert all(len(line) <= 20 for line in lines)
    assert not any(line.startswith(("”", "、", "）")) or line[-1].isdigit() for line in lines)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("无。", False, id="none"),
        pytest.param(" — ", False, id="dash"),
        pytest.param("暂无问题", False, id="none-yet"),
        pytest.param("目前没有需要协调的问题", False, id="as-in-the-register"),
        pytest.param("无施工许可证，不能开工", True, id="begins-with-none"),
    ],
)
def test_words_that_report_a_problem(words: str, expected: bool) -> None:
    assert is_problem(words) is expected
