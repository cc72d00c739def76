"""问题台账: each problem followed over the months, whom it needs, and the agenda made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from core_samples import APRIL, FINANCE, JULY, JUNE, MARCH, MAY, PLANNING, UNDECIDED, closure, ledger, record, returned
from frames import in_words

from pipeline.config import BulletinFonts
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ProblemOutcome
from pipeline.keeping.register import open_register
from pipeline.ledger.follow_up.named_units import NameFinder
from pipeline.ledger.statements.problem_text import is_problem, likeness, split_problems
from pipeline.master.units import Unit, UnitDirectory
from pipeline.outputs.agenda import outcome_rows, write_agenda
from pipeline.outputs.shared.outbox import Outbox
from pipeline.vocabulary.terms import UnitKind

MONTHS = (MARCH, APRIL, MAY, JUNE, JULY)
AUGUST_15 = date(2022, 8, 15)
SHORTAGE = "专项资金缺口300万元，需区财政局统筹解决。"


def problems(texts: Sequence[str | None], decisions: Decisions = UNDECIDED) -> list[dict[str, Any]]:
    """The register after 区发展改革局 wrote ``texts`` about 任务2 from March on (None: sent nothing that month)."""
    files = [
        returned(PLANNING, month, record("任务1"), record("任务2", 7, problems=text, next_steps="加快推进。"))
        for month, text in zip(MONTHS, texts, strict=False)
        if text is not None
    ]
    return in_words(ledger(AUGUST_15, files, decisions).problems)


@pytest.mark.parametrize(
    ("texts", "state", "months", "times"),
    [
        pytest.param(["无", "无", "无", "无", SHORTAGE], "新增", 1, 1, id="first told in the last month"),
        pytest.param(["无", "无", SHORTAGE, SHORTAGE, SHORTAGE], "持续", 3, 3, id="the same words go on"),
        pytest.param(
            ["无", "无", "无", SHORTAGE, "专项资金仍缺口180万元，需区财政局统筹解决。"],
            "表述变化",
            2,
            2,
            id="told in other words",
        ),
        pytest.param([SHORTAGE, "暂无", SHORTAGE, "无", SHORTAGE], "再次反映", 5, 3, id="came back after a month"),
        pytest.param([SHORTAGE, SHORTAGE, "无", "无", "无"], "已消除", 2, 2, id="told no more"),
        pytest.param([SHORTAGE, SHORTAGE, None, None, None], "持续", 2, 2, id="no report says nothing"),
        pytest.param([None, None, "无", None, SHORTAGE], "新增", 1, 1, id="new after a gap"),
    ],
)
def test_a_problem_is_followed_over_the_months(
    texts: Sequence[str | None], state: str, months: int, times: int
) -> None:
    (row,) = problems(texts)
    assert (row["state"], row["months"], row["times"]) == (state, months, times)


def test_a_reworded_problem_keeps_its_first_words_its_number_and_its_source() -> None:
    first = problems([SHORTAGE])[0]
    row = problems([SHORTAGE, "专项资金仍缺口180万元，需区财政局统筹解决。"])[0]
    assert (row["first_period"], row["period"]) == ("2022-03", "2022-04")
    assert (row["first_problem"], row["problem"]) == (SHORTAGE, "专项资金仍缺口180万元，需区财政局统筹解决。")
    assert row["problem_id"] == first["problem_id"]
    assert (row["source"], row["row"]) == (f"2022-04/{PLANNING}.xlsx", 7)


def test_another_problem_is_another_line() -> None:
    rows = problems(["施工受降雨影响，进度滞后。", SHORTAGE])
    assert {(row["problem"], row["state"]) for row in rows} == {
        (SHORTAGE, "新增"),
        ("施工受降雨影响，进度滞后。", "已消除"),
    }


def test_numbered_problems_are_followed_one_by_one() -> None:
    rows = problems([f"1.{SHORTAGE}\n2.施工受降雨影响，进度滞后。", SHORTAGE])
    assert {(row["problem"], row["state"]) for row in rows} == {
        (SHORTAGE, "持续"),
        ("施工受降雨影响，进度滞后。", "已消除"),
    }


def test_a_closed_task_has_no_open_problem() -> None:
    (row,) = problems([SHORTAGE, SHORTAGE], Decisions(closures=(closure("任务2", MAY),)))
    assert row["state"] == "已消除"


def test_an_outcome_that_a_person_entered_stands_beside_its_problem() -> None:
    problem_id = problems([SHORTAGE])[0]["problem_id"]
    outcome = ProblemOutcome(problem_id, "区财政局已拨付", "王敏", date(2022, 8, 10))
    (row,) = problems([SHORTAGE], Decisions(problem_outcomes=(outcome,)))
    assert row["outcome"] == "区财政局已拨付（王敏，2022年8月10日）"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("一是资金不足；二是人手不足。", ("资金不足", "人手不足。"), id="words"),
        pytest.param(
            "存在问题：\n1.居民不同意。\n2、手续慢。", ("居民不同意。", "手续慢。"), id="digits below a heading"
        ),
        pytest.param("①资金缺口大②手续未办", ("资金缺口大", "手续未办"), id="rings"),
        pytest.param(
            "进度滞后，主要原因：一是资金不足；二是人手不足。",
            ("进度滞后，主要原因：一是资金不足；二是人手不足。",),
            id="causes of one problem",
        ),
        pytest.param("1.5亿元资金未到位，2.3亿元待拨。", ("1.5亿元资金未到位，2.3亿元待拨。",), id="figures"),
        pytest.param("无。", (), id="none"),
    ],
)
def test_a_cell_is_split_only_where_it_counts_its_problems(text: str, parts: tuple[str, ...]) -> None:
    assert split_problems(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=text or "blank")
        for text in (
            "",
            "无",
            "暂无。",
            "—",
            "/",
            "不存在问题",
            "目前没有需要区里协调的问题",
            "总体顺利，无问题。",
            "无，下步加快推进",
            "存在问题：无\n原因分析：不涉及",
        )
    ],
)
def test_nothing_is_no_problem(text: str) -> None:
    assert not is_problem(text)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param(
            "林地占用审批仍未完成，项目用地手续尚未办结。",
            "项目用地手续办理周期长，原因是涉及林地占用审批，省级部门审批时间较长。",
            True,
            id="turned round",
        ),
        pytest.param(
            "涉及3户居民未签约，原因是对补偿标准期望过高",
            "仍有2户居民未签约，主要是补偿标准期望过高",
            True,
            id="fewer left",
        ),
        pytest.param(
            "手续办理周期长，原因是需多部门联合审批。",
            "资金缺口大，原因是上级补助尚未到位。",
            False,
            id="only the frame shared",
        ),
        pytest.param("征收户签约意愿不强，影响征收进度。", "安置房源不足，影响征收进度。", False, id="shared effect"),
        pytest.param(
            "受疫情影响，施工人员不足，工期滞后。", "受雨季影响，土方外运受限，工期滞后。", False, id="other cause"
        ),
    ],
)
def test_likeness_tells_rewording_from_another_problem(one: str, other: str, is_same: bool) -> None:
    assert (likeness(one, other) >= 0.5) is is_same


UNITS = UnitDirectory(
    (
        Unit(PLANNING, UnitKind.DEPARTMENT, ("区发改局", "发改局"), ("区金融事业发展中心",)),
        Unit(FINANCE, UnitKind.DEPARTMENT, ("市中区财政局", "财政局")),
        Unit("公安市中分局", UnitKind.VERTICAL, ("市公安局市中分局",)),
        Unit("七贤街道办事处", UnitKind.SUBDISTRICT, ("七贤", "七贤街道")),
    ),
    (),
)


@pytest.mark.parametrize(
    ("problem", "next_steps", "helpers"),
    [
        pytest.param("资金缺口大，需区财政局统筹。", "", [FINANCE], id="by name"),
        pytest.param(
            "待市中区财政局、公安市中分局会签。", "", [FINANCE, "公安市中分局"], id="two, one with its district"
        ),
        pytest.param("需区金融事业发展中心出具意见。", "", [f"{PLANNING}（区金融事业发展中心）"], id="a sub-body"),
        pytest.param("历下区财政局尚未确认。", "", [], id="a neighbour's office"),
        pytest.param("市财政局资金尚未下达。", "", [], id="the city's office"),
        pytest.param("槐荫财政局未回函。", "", [], id="a neighbour's, without 区"),
        pytest.param("七贤片区征收进度慢。", "", [], id="a place, not an office"),
        pytest.param("资金未到位。", "协调区财政局尽快拨付。", [FINANCE], id="next steps turn to it"),
        pytest.param("人手不足。", "与区财政局联合印发的方案已执行。", [], id="next steps only mention it"),
        pytest.param("我区城管局人手不足。", "", [], id="the unit itself or none"),
        pytest.param("待财政部门拨付资金。", "", [FINANCE], id="by its field"),
        pytest.param("需发改、财政部门会签。", "", [PLANNING, FINANCE], id="two by their fields"),
        pytest.param(
            "市财政部门资金未下达，相关部门正在衔接。", "", [], id="the city's, and nobody's, by their fields"
        ),
        pytest.param("资金未到位。", "会同财政部门做好核对。", [], id="a field that next steps only mention"),
    ],
)
def test_who_must_help_is_read_from_names_and_never_guessed(problem: str, next_steps: str, helpers: list[str]) -> None:
    found = NameFinder(UNITS, ("济南市市中区", "市中区")).helpers("区城管局", problem, next_steps)
    assert list(found) == helpers


def test_a_unit_is_not_its_own_helper() -> None:
    assert NameFinder(UNITS).helpers(FINANCE, "区财政局人手不足。", "") == ()


@pytest.fixture
def agenda(tmp_path: Path) -> tuple[list[str], list[list[str]]]:
    """Paragraphs and table rows of the agenda over three problems: needing help, old, gone."""
    files = [
        returned(
            PLANNING, MARCH, record("任务1", problems="施工受降雨影响。"), record("任务2", 7, problems="手续未办结。")
        ),
        returned(PLANNING, APRIL, record("任务1", problems="无"), record("任务2", 7, problems="手续未办结。")),
        returned(
            FINANCE,
            APRIL,
            record("任务1"),
            record("实事1", 7, problems="需区发展改革局明确口径，联系电话13812345678。"),
        ),
    ]
    made = ledger(date(2022, 5, 15), files)
    with open_register(tmp_path / "archive") as register:
        outbox = Outbox(tmp_path / "outbox", register, made.cutoff)
        (path,) = write_agenda(outbox, made, "区政府办公室督查室", BulletinFonts())
    assert path.relative_to(tmp_path / "outbox").as_posix() == "协调会议题/2022-04.docx"
    document = docx.Document(str(path))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return [paragraph.text for paragraph in document.paragraphs], rows


def test_the_agenda_lists_what_is_open_by_official_and_those_that_need_others_first(
    agenda: tuple[list[str], list[list[str]]],
) -> None:
    paragraphs, rows = agenda
    assert any("张健" in text and "2条" in text for text in paragraphs)
    numbered = [row for row in rows if row[0].isdigit()]
    assert [(row[1], row[4]) for row in numbered] == [(FINANCE, PLANNING), (PLANNING, "待反映单位明确")]
    assert any("写明需要其他单位协调的在前" in text for text in paragraphs), "the order is explained"
    assert not any("降雨" in cell for row in rows for cell in row)


def test_no_phone_number_leaves_with_the_agenda(agenda: tuple[list[str], list[list[str]]]) -> None:
    """R24."""
    assert not any("13812345678" in cell for row in agenda[1] for cell in row)


def test_the_office_is_asked_only_about_problems_that_need_others_or_are_old() -> None:
    files = [
        returned(PLANNING, MARCH, record("任务1", problems="进度偏慢。"), record("任务2", 7, problems="手续未办结。")),
        returned(PLANNING, APRIL, record("任务1", problems="人手不足。"), record("任务2", 7, problems="手续未办结。")),
        returned(FINANCE, APRIL, record("任务1"), record("实事1", 7, problems="需区发展改革局明确口径。")),
    ]
    asked = [row[1:3] for row in outcome_rows(ledger(date(2022, 5, 15), files))]
    assert asked == [("实事1", FINANCE), ("任务2", PLANNING)]


def test_what_a_unit_says_of_two_tasks_in_the_same_words_is_asked_and_answered_once() -> None:
    """Twins (任务63 = 实事10) are one matter: the answer holds for both."""
    files = [returned(PLANNING, MARCH, record("任务1", problems=SHORTAGE), record("任务2", 7, problems=SHORTAGE))]
    [asked] = outcome_rows(ledger(AUGUST_15, files))
    answered = Decisions(problem_outcomes=(ProblemOutcome(str(asked[0]), "已拨付", "", None),))
    both = in_words(ledger(AUGUST_15, files, answered).problems)
    assert [row["outcome"] for row in both] == ["已拨付", "已拨付"]
    assert outcome_rows(ledger(AUGUST_15, files, answered)) == []


@pytest.mark.parametrize(
    "text", ["问题未解决", "没解决", "无场地", "没有资金", "无明显进展", "存在问题：资金短缺", "未完成"]
)
def test_what_only_begins_like_nothing_is_a_problem(text: str) -> None:
    assert split_problems(text) == (text,)
