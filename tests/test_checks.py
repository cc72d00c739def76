"""Checks of what units wrote (R13-R17): what only looks like a fault is left alone, and where each finding stands."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from check_corpus.cases import Case, Row, all_cases, month, plan
from check_corpus.returns import sample_rows
from frames import frame_of

from pipeline.config import Checks, Settings, load_settings
from pipeline.decisions.entries import Review
from pipeline.ledger.checks import kinds
from pipeline.ledger.checks.rules import RULES, drop_reviewed, judge_checks, list_rules
from pipeline.master.tasks import Task, load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FINDINGS, RECORDS, FindingRow

ROOT = Path(__file__).parents[1]
UNIT = "区住房城乡建设局"
# A part whose number is too low is below the goal as well.
ALSO = {Kind.PART_LACKING: {Kind.PART_LACKING, Kind.YES_BELOW_GOAL}}


@pytest.fixture(scope="module")
def tasks() -> tuple[Task, ...]:
    return load_tasks(ROOT / "master" / "责任分解表.xlsx", load_units(ROOT / "master" / "单位名录.xlsx"))


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT)


@pytest.fixture(scope="module")
def sample(tasks: tuple[Task, ...], settings: Settings) -> list[Row]:
    directory = load_units(ROOT / "master" / "单位名录.xlsx")
    return list(sample_rows(tasks, directory, settings, 2022))


def judged(tasks: tuple[Task, ...], *rows: Row, checks: Checks | None = None) -> tuple[Finding, ...]:
    return judge_checks(frame_of(RECORDS, rows), tasks, checks or Checks())


def is_raised(case: Case, tasks: tuple[Task, ...]) -> bool:
    raised = {fault.kind for fault in judge_checks(case.records, tasks, Checks())}
    return bool(raised & ALSO.get(case.kind, {case.kind}))


def cases_of(kind: Kind, *, is_fault: bool) -> list[Case]:
    return [case for case in all_cases() if case.kind is kind and case.is_fault is is_fault]


@pytest.mark.parametrize("kind", [pytest.param(rule.kind, id=rule.name) for rule in RULES])
def test_what_only_looks_like_a_fault_is_left_alone(kind: Kind, tasks: tuple[Task, ...]) -> None:
    harmless = cases_of(kind, is_fault=False)
    assert len(harmless) >= 20
    assert [case.name for case in harmless if is_raised(case, tasks)] == []


def test_the_sample_office_is_only_blamed_where_a_unit_sends_last_months_words_again(
    tasks: tuple[Task, ...], sample: list[Row]
) -> None:
    """Its clerks do so when behind; a twin promise then contradicts the other, which is no false alarm either."""
    kinds = [fault.kind for fault in judged(tasks, *sample)]
    assert set(kinds) <= {Kind.SAME_AS_EARLIER, Kind.TWINS_DISAGREE, Kind.YES_UNFINISHED}
    assert kinds.count(Kind.TWINS_DISAGREE) <= 3
    assert (
        kinds.count(Kind.YES_UNFINISHED) <= len(sample) / 500
    )  # Words are weighed: docs/evidence.md tells how often for nothing.


def test_a_finding_stands_at_its_row_and_shows_both_texts(tasks: tuple[Task, ...]) -> None:
    """R13: file, sheet and row of the one, and the place of the other beside it."""
    before, now = month(7, "累计签约205户，现场公示。"), month(8, "累计签约198户，现场公示。")
    [fault] = judged(tasks, before, now)
    assert (fault.kind, fault.unit, fault.period, fault.task_id) == (Kind.FIGURE_FELL, UNIT, Period(2022, 8), "任务38")
    assert (fault.place.source, fault.place.sheet, fault.place.row) == (now["source"], now["sheet"], now["row"])
    assert all(text in fault.problem for text in ("198户", "205户", "第11行"))


@pytest.mark.parametrize(
    ("before", "now", "is_told"),
    [
        pytest.param("高速征地780亩，走访32户。", "高速征地760亩，分组上门。", True, id="fewer, without 累计"),
        pytest.param("高速征地380亩，走访32户。", "高速征地360亩，分组上门。", False, id="what two months brought"),
        pytest.param("征地开工8处，走访32户。", "征地完工5处，分组上门。", False, id="another deed"),
    ],
)
def test_a_count_of_the_goals_figure_does_not_fall(
    before: str, now: str, is_told: bool, tasks: tuple[Task, ...]
) -> None:
    """R17: both answer one figure of the plan, and together are more than it asks: no month alone brought either."""
    goals = ("征地960亩。", "征地960亩，完工10处。", "扫尾。", "扫尾。")
    found = judged(tasks, plan(*goals), month(4, before, met="未明"), month(5, now, met="未明"))
    assert (Kind.FIGURE_FELL in {fault.kind for fault in found}) is is_told


def test_two_likely_answers_make_a_fall(tasks: tuple[Task, ...]) -> None:
    """R17: neither month's count alone is surely the goal's, beside what is being built; the two together are."""
    goals = ("完成数字化改造18个，新建5G基站120座", "完成30个，建成数字化车间5个", "完成40个，新建5G基站260座")
    planned = plan("摸底40个数字化改造项目", *goals)
    before = month(4, "数字化改造完工11个，在建14个，5G基站建成78座（含室分）。", met="未明")
    now = month(5, "数字化改造完工9个，在建17个，5G基站累计105座。", met="未明")
    assert Kind.FIGURE_FELL in {fault.kind for fault in judged(tasks, planned, before, now)}
    more = {**now, "progress": "数字化改造完工12个，在建17个，5G基站累计105座。"}
    assert Kind.FIGURE_FELL not in {fault.kind for fault in judged(tasks, planned, before, more)}


QUOTES = ("_place}", "{goal}", "{basis}")


@pytest.mark.parametrize("kind", [rule.kind for rule in RULES if any(q in rule.kind.value.template for q in QUOTES)])
def test_a_finding_that_quotes_another_text_rests_on_it(kind: Kind, tasks: tuple[Task, ...]) -> None:
    """While a question about that text is open, nobody is asked for anything or named (0086)."""
    case = cases_of(kind, is_fault=True)[0]
    found = [fault for fault in judged(tasks, *case.rows) if fault.kind is kind]
    assert found and all(len(fault.grounds) > 1 for fault in found)


def test_only_rows_in_force_are_judged(tasks: tuple[Task, ...]) -> None:
    """R12: what a later return replaced, and what a person has to settle first, raises nothing."""
    before, now = month(7, "累计签约205户。"), month(8, "累计签约198户。")
    for adoption in ("被替代", "待认定"):
        assert judged(tasks, before, {**now, "adoption": adoption}) == ()


@pytest.mark.parametrize(
    ("number", "is_judged"),
    [pytest.param(month_, month_ % 3 == 0, id=f"{month_}月") for month_ in range(3, 13)],
)
def test_a_stage_goal_is_judged_at_the_quarters_end(number: int, is_judged: bool, tasks: tuple[Task, ...]) -> None:
    """R16: 70 of 100 households in another month is on course, at the quarter's end it is not what 是 says."""
    rows = (plan(*["累计签约100户。"] * 4), month(number, "累计签约70户。"))
    assert (Kind.YES_BELOW_GOAL in {fault.kind for fault in judged(tasks, *rows)}) is is_judged


def test_the_plan_on_file_is_the_yardstick(tasks: tuple[Task, ...]) -> None:
    """R15: a goal lowered in Annex 4 does not make the number enough."""
    rows = (
        plan("完成摸底。", "累计签约100户。", "续签。", "扫尾。"),
        month(6, "累计签约70户。", goal="累计签约60户。"),
    )
    assert {fault.kind for fault in judged(tasks, *rows)} >= {Kind.GOAL_DRIFT, Kind.YES_BELOW_GOAL}


def test_sub_items_are_measured_by_their_own_plan(tasks: tuple[Task, ...]) -> None:
    """R11: a task in two rows; each has its own goals and its own last month."""
    labels = ("二区征收", "三区征收")
    plans = [{**plan(*[f"累计签约{n}户。"] * 4), "task_text": label} for label, n in zip(labels, (50, 90), strict=True)]
    months = [
        {**month(number, f"累计签约{n}户，逐户走访。"), "task_text": label, "row": number * 10 + n % 10}
        for number, totals in ((5, (48, 52)), (6, (56, 60)))
        for label, n in zip(labels, totals, strict=True)
    ]
    [fault] = judged(tasks, *plans, *months)
    assert (fault.kind, fault.place.row) == (Kind.YES_BELOW_GOAL, 60)


def test_another_place_of_the_same_unit_of_measure_is_not_compared(tasks: tuple[Task, ...]) -> None:
    """What counts is what is counted, not the unit word: started and finished roads, visited and served firms."""
    before = month(7, "累计开工农村公路9条，完工3条；累计走访企业88家，服务企业24家。")
    now = month(8, "累计开工农村公路10条，完工5条；累计服务企业31家，走访企业96家。")
    assert judged(tasks, before, now) == ()


def test_a_person_who_finds_it_normal_is_not_asked_again(tasks: tuple[Task, ...]) -> None:
    """人工认定·核验复核, found by its 编号 or by its words; other words are another finding."""
    rows = (month(7, "累计签约205户。"), month(8, "累计签约198户。"))
    [fault] = judged(tasks, *rows)
    words = (fault.kind.value.category, fault.unit, str(fault.period), fault.task_id, fault.problem)
    by_words = Review("", *words, True)
    by_id = Review(fault.finding_id, "", "", "", "", "", True)
    assert drop_reviewed([fault], [by_words]) == drop_reviewed([fault], [by_id]) == ()
    assert drop_reviewed([fault], [replace(by_id, is_harmless=False)]) == (fault,)
    [other] = judged(tasks, rows[0], month(8, "累计签约190户。"))
    assert drop_reviewed([other], [by_words, by_id]) == (other,)


def test_every_finding_has_an_id_of_its_own_that_stays(tasks: tuple[Task, ...], sample: list[Row]) -> None:
    first, second = judged(tasks, *sample), judged(tasks, *reversed(sample))
    assert {fault.finding_id for fault in first} == {fault.finding_id for fault in second}
    assert len({fault.finding_id for fault in first}) == len(first)
    assert list(FINDINGS.frame(FindingRow.of(fault) for fault in first)["finding_id"]) == [f.finding_id for f in first]


def test_the_twins_are_the_offices_to_name(tasks: tuple[Task, ...]) -> None:
    rows = (
        month(6, "累计建成示范点5处。", unit="区民政局", task="实事3"),
        month(6, "累计建成示范点7处。", unit="区民政局", task="任务76"),
    )
    assert judged(tasks, *rows, checks=Checks(twins=())) == ()
    named = Checks(twins=(("任务76", "实事3", "相同"),))
    assert [fault.kind for fault in judged(tasks, *rows, checks=named)] == [Kind.TWINS_DISAGREE]


def test_twins_of_two_units_are_named_at_both(tasks: tuple[Task, ...]) -> None:
    """Each unit sees the other's number and where it stands."""
    here = month(6, "累计1430套安置房进入主体施工。", task="任务43")
    there = month(6, "累计1260套安置房进入主体施工。", unit="区重点工程服务中心", task="实事20")
    faults = judged(tasks, here, there)
    assert [(fault.unit, fault.task_id) for fault in faults] == [(UNIT, "任务43"), ("区重点工程服务中心", "实事20")]


def test_a_word_that_the_office_adds_counts(tasks: tuple[Task, ...]) -> None:
    row = month(5, "开展宣传。", met="否", problems="人手紧。")
    assert [fault.kind for fault in judged(tasks, row)] == [Kind.CAUSE_MISSING]
    assert judged(tasks, row, checks=Checks(causes=("人手",))) == ()


@pytest.mark.parametrize(
    ("cause", "is_asked"),
    [
        pytest.param("资金未到位", False, id="given"),
        pytest.param("无", True, id="none"),
        pytest.param("", True, id="blank"),
    ],
)
def test_a_cause_in_a_column_of_its_own_is_a_cause(tasks: tuple[Task, ...], cause: str, is_asked: bool) -> None:
    """存在问题 and 原因分析 are read together; the heading alone names no cause."""
    row = month(5, "开展宣传。", met="否", problems=f"存在问题：进度慢\n原因分析：{cause}" if cause else "进度慢")
    assert [fault.kind for fault in judged(tasks, row)] == ([Kind.CAUSE_MISSING] if is_asked else [])


def test_nothing_to_judge_is_no_fault(tasks: tuple[Task, ...]) -> None:
    assert judged(tasks) == ()
    assert judge_checks(RECORDS.frame(), (), Checks()) == ()


LOUD = '''
"""A check that an office might add: a progress that shouts."""

from pipeline.ledger.checks.rule import Rule
from pipeline.vocabulary.findings import Kind


def judge(written, checks):
    for report in written.reports:
        if "！" in report.progress:
            yield report.fault(Kind.SAME_AS_EARLIER, earlier="上期", earlier_place="位置不明", text=report.progress)


RULE = Rule("语气过重", Kind.SAME_AS_EARLIER, judge)
'''


def test_a_check_is_one_file_more(tasks: tuple[Task, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with a RULE in the folder of checks is all that it takes; its findings stand where its kind has its place."""
    (tmp_path / "shouting.py").write_text(LOUD, encoding="utf-8")
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    rules = list_rules()
    monkeypatch.delitem(sys.modules, f"{kinds.__name__}.shouting")
    rows = (month(7, "召开现场会！"), month(8, "召开现场会！", met="否"))
    with_it = judge_checks(frame_of(RECORDS, rows), tasks, Checks(), rules)
    assert [(fault.kind, fault.period) for fault in with_it] == [
        (Kind.NO_WITHOUT_PROBLEM, Period(2022, 8)),
        (Kind.SAME_AS_EARLIER, Period(2022, 7)),
        (Kind.SAME_AS_EARLIER, Period(2022, 8)),
    ]
    assert [fault.kind for fault in judged(tasks, *rows)] == [Kind.NO_WITHOUT_PROBLEM]
    assert [rule for rule in rules if rule.name != "语气过重"] == list(RULES)


def test_a_supporters_number_is_of_its_own_part(tasks: tuple[Task, ...]) -> None:
    """What a street reports of its own part is not held against the lead's number for the whole, nor is its plan."""
    street, office = {"unit": "七贤街道办事处", "task": "任务63"}, {"task": "实事10"}
    rows = (
        plan("完成摸底。", "累计开工2个片区。", "续建。", "完成2个片区。", **street),
        plan("完成摸底。", "累计开工10个片区。", "续建。", "完成10个片区。", **office),
        month(6, "累计开工2个片区。", **street),
        month(6, "累计开工10个片区。", **office),
    )
    assert judged(tasks, *rows) == ()
    own = month(6, "累计开工7个片区。", task="任务63")
    assert {fault.kind for fault in judged(tasks, *rows, own)} == {Kind.TWINS_DISAGREE}


def test_all_rows_of_a_unit_speak_for_an_entry(tasks: tuple[Task, ...]) -> None:
    """Two rows of one entry hold two numbers; that each lacks the other's is no disagreement."""
    rows = [
        {**month(6, text, task=task), "row": row}
        for task, row, text in (
            ("任务63", 5, "累计开工7个片区。"),
            ("任务63", 6, "累计完工3个片区。"),
            ("实事10", 7, "累计完工3个片区。"),
            ("实事10", 8, "累计开工7个片区。"),
        )
    ]
    assert judged(tasks, *rows) == ()


def test_a_plan_in_a_row_per_quarter_lacks_nothing(tasks: tuple[Task, ...]) -> None:
    goals = ("完成摸底。", "签约60户。", "签约120户。", "签约200户。")
    rows = [{**plan(*[goal if i == q else "" for i in range(4)]), "row": 5 + q} for q, goal in enumerate(goals)]
    assert judged(tasks, *rows) == ()
    [fault] = judged(tasks, *rows[:2], rows[3])
    assert (fault.kind, fault.place.row) == (Kind.GOAL_BLANK, 5)
    assert "没有填写三季度目标" in fault.problem


@pytest.mark.parametrize(
    ("progress", "kinds"),
    [
        pytest.param("排查3318栋。", [Kind.NO_WITHOUT_PROBLEM], id="nothing there"),
        pytest.param("排查3318栋，因住户外出，余下182栋未能入户。", [], id="told there"),
    ],
)
def test_a_cell_that_sends_to_the_progress_is_read_there(
    tasks: tuple[Task, ...], progress: str, kinds: list[Kind]
) -> None:
    row = month(6, progress, met="否", problems="详见完成情况")
    assert [fault.kind for fault in judged(tasks, row)] == kinds


def test_a_column_of_causes_that_only_refers_back_gives_none(tasks: tuple[Task, ...]) -> None:
    row = month(5, "开展宣传。", met="否", problems="存在问题：进度慢\n原因分析：同上")
    assert [fault.kind for fault in judged(tasks, row)] == [Kind.CAUSE_MISSING]


def test_the_rows_of_one_task_quote_its_goal_between_them(tasks: tuple[Task, ...]) -> None:
    """A task broken into rows in the month's form only; what none of them quotes is told all the same."""
    planned = plan("", "48个小区完成设计方案，开工12个，完成居民意愿征集。")
    parts = ("48个小区完成设计方案，开工12个。", "完成居民意愿征集。")
    rows = [{**month(6, text, goal=text), "row": 5 + place} for place, text in enumerate(parts)]
    assert Kind.GOAL_DRIFT not in {fault.kind for fault in judged(tasks, planned, *rows)}
    assert Kind.GOAL_DRIFT in {fault.kind for fault in judged(tasks, planned, rows[0])}
