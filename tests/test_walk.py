"""Findings, lights, bulletins, praise and letters agree (R17, R18): one walk over every finding.

Of the demo's year, and of a small office for each kind. What a kind must do stands in walk_effects.EFFECTS; a kind
without a row fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from check_corpus.cases import TASK, UNIT, Case, all_cases, plan
from check_corpus.cases import month as month_row
from core_samples import UNDECIDED, file, settings, task
from demo_year import ledgers
from walk_effects import EFFECTS, SETTLED

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Review, SpotCheck
from pipeline.ledger.build import Basis, build_ledger
from pipeline.ledger.follow_up.reminding import build_reminders
from pipeline.ledger.model import Ledger
from pipeline.ledger.scales.delivery import DELIVERY_LIGHTS
from pipeline.ledger.scales.standing import STANDING_LIGHTS
from pipeline.master.tasks import load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.master.units import Unit, UnitDirectory
from pipeline.outputs.bulletins.facts.naming import build_named_units
from pipeline.outputs.bulletins.facts.praise import praised_units
from pipeline.outputs.bulletins.facts.returns import scoped_returns
from pipeline.outputs.bulletins.facts.task_lines import build_task_lines
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.submissions.matching.task_judge import TaskMatch
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.form_fields import FIELDS
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, ENTRY_MONTHS, FINDINGS, DutyMonthRow, EntryMonthRow, FindingRow
from pipeline.vocabulary.tables.table import objects
from pipeline.vocabulary.terms import CheckVerdict, Delivery, FormKind, Light, Standing, UnitKind, WrittenMaterial

_WORST = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN)
_REPLY_DAYS = 3
MASTER = Path(__file__).resolve().parents[1] / "master"


class Seen:
    """All that the products of the day after a collection say of its month: duties, tasks, texts, letters."""

    def __init__(self, ledger: Ledger, month: Period) -> None:
        self.ledger, self.month = ledger, month
        months = ledger.duty_months[ledger.duty_months["period"].isin([month, Period(month.year)])]
        self.duties = {(row.unit, row.period, row.task_id): row for row in DUTY_MONTHS.rows(months)}
        self.entries = {(row.task_id, row.period): row for row in ENTRY_MONTHS.rows(ledger.entry_months)}
        self.leads = {task.task_id: task.lead_unit for task in ledger.tasks}
        self.lines = {line.task_id: line.standing for line in build_task_lines(ledger, month)}
        self.letters = build_reminders(ledger, month, settings().work_calendar, (), _REPLY_DAYS)
        returns = scoped_returns(ledger, FormKind.PROGRESS, (month,))
        of_month = months[months["period"] == month]
        named = build_named_units(ledger, returns, of_month, frozenset(self.leads), names_material=True)
        self.named = {one.unit for one in named}
        self.praised = set(praised_units(ledger, returns, frozenset(self.leads), named))

    def asks(self, row: DutyMonthRow) -> bool:
        """Whether the unit's letter after the collection asks about what it wrote on the task."""
        of_unit = (letter for letter in self.letters if letter.unit == row.unit)
        requests = (request for letter in of_unit for request in letter.requests if request.period == row.period)
        return any(doubt.task_id == row.task_id for request in requests for doubt in request.doubts)


def walk(seen: Seen) -> Iterator[str]:
    """Every way in which the products of a day disagree about a finding."""
    for found in FINDINGS.rows(seen.ledger.findings):
        assert found.kind
        row = seen.duties.get((found.unit, found.period, found.task_id)) if found.period else None
        if row is not None:
            yield from (
                f"{found.kind.name} {found.unit} {found.period} {found.task_id}: {told}"
                for told in faults(seen, found, row)
            )
    for row in seen.duties.values():
        if row.period == seen.month:
            yield from (f"{row.unit} {row.period} {row.task_id}: {told}" for told in unlike(seen, row))


def faults(seen: Seen, found: FindingRow, row: DutyMonthRow) -> Iterator[str]:
    """What the row of a finding is and does, against what its kind must do."""
    assert found.kind
    effect = EFFECTS[found.kind]
    is_settled = row.standing in SETTLED
    if effect.standings and not is_settled and row.standing not in effect.standings:
        yield f"stands at {row.standing}"
    if effect.deliveries and not is_settled and row.delivery not in effect.deliveries:
        yield f"reported {row.delivery}"
    if not effect.may_be_praised and not row.period.is_plan and row.unit in seen.praised:
        yield "is praised all the same"
    if effect.is_asked and not is_settled and not seen.asks(row):
        yield "is asked about in no letter"


def unlike(seen: Seen, row: DutyMonthRow) -> Iterator[str]:
    """Where light, task and bulletin say another thing than the duty; and whom a text both praises and names."""
    worse = min((STANDING_LIGHTS[row.standing], DELIVERY_LIGHTS[row.delivery]), key=_place)
    if row.light is not (Light.CLOSED if row.standing is Standing.CLOSED else worse):
        yield f"{row.light}, with {row.delivery} and {row.standing}"
    entry = seen.entries[row.task_id, row.period]
    if seen.lines[row.task_id] is not entry.standing:
        yield "stands otherwise in the bulletins"
    yield from _of_task(seen, row, entry)
    if row.unit in seen.praised & seen.named:
        yield "is both praised and named"
    is_amiss = row.standing in (Standing.ATTENTION, Standing.BEHIND, Standing.UNREPORTED)
    if is_amiss and row.is_borne and row.unit in seen.praised:
        yield f"is praised at {row.standing}"


def _of_task(seen: Seen, row: DutyMonthRow, entry: EntryMonthRow) -> Iterator[str]:
    if row.unit == seen.leads[row.task_id] and row.is_borne and row.standing not in SETTLED:
        is_by_supporter = entry.standing is Standing.ATTENTION and entry.standing_unit != row.unit
        if entry.standing is not row.standing and not is_by_supporter:
            yield f"leads, and the task is {entry.standing}"
    elif row.standing is Standing.ATTENTION and entry.standing_unit == row.unit and entry.standing is not row.standing:
        yield f"speaks for the task, which is {entry.standing}"


def _place(light: Light) -> int:
    return _WORST.index(light) if light in _WORST else len(_WORST)


def test_every_kind_has_its_row() -> None:
    assert set(EFFECTS) == set(Kind)


def test_the_products_of_a_year_agree_about_every_finding() -> None:
    looked_at = 0
    for month, ledger in ledgers():
        seen = Seen(ledger, month)
        looked_at += sum(found.period is not None for found in FINDINGS.rows(ledger.findings))
        assert list(walk(seen)) == []
    assert looked_at > 100


def office(rows: Iterable[dict[str, object]], decisions: Decisions = UNDECIDED) -> Ledger:
    """An office in which these rows came in time with 书面材料, and nothing else is amiss."""
    given = list(rows)
    units = list(dict.fromkeys(str(row["unit"]) for row in given))
    tasks = {
        str(row["task_id"]): replace(
            task(str(row["task_id"]), str(row["unit"])), text=texts().get(str(row["task_id"]), "")
        )
        for row in given
    }
    latest = max(Period.parse(str(row["period"])) for row in given)
    year = settings()
    due = year.due_dates
    periods = [year.plan, *(one for one in year.months if one <= latest)]
    files = []
    for unit in units:
        own = [task_id for task_id, one in tasks.items() if one.lead_unit == unit]
        for period in periods:
            written = [row for row in given if row["unit"] == unit and Period.parse(str(row["period"])) == period]
            rest = [task_id for task_id in own if task_id not in {str(row["task_id"]) for row in written}]
            told = [*written, *(_fine(period, unit, task_id) for task_id in rest)]
            records = tuple(
                Record(_row(place, one, tasks[str(one["task_id"])].text), TaskMatch(tasks[str(one["task_id"])], "文字"))
                for place, one in enumerate(told, 5)
            )
            sent = Submission(FormKind.of(period), "Sheet1", unit, unit, period, "", None, records)
            files.append(file(f"{period}/{unit}.xlsx", due[period], sent))
    directory = UnitDirectory(tuple(Unit(unit, UnitKind.DEPARTMENT) for unit in units), ())
    day = due[latest] + timedelta(days=1)
    made = build_ledger(Basis(tuple(tasks.values()), directory, files, decisions, year, day))
    material = objects([WrittenMaterial.RECEIVED] * len(made.returns), made.returns.index)
    return replace(made, returns=made.returns.assign(written_material=material))


@cache
def texts() -> dict[str, str]:
    """Task → its text in the notice: a check on its parts reads them there."""
    units = load_units(MASTER / "单位名录.xlsx")
    return {one.task_id: one.text for one in load_tasks(MASTER / "责任分解表.xlsx", units)}


def _fine(period: Period, unit: str, task_id: str) -> dict[str, object]:
    if period.is_plan:
        return plan("启动实施。", "开工建设。", "主体完工。", "竣工验收。", unit=unit, task=task_id)
    return month_row(period.month, f"{period.month}月召开调度会，工作已全部按计划完成。", unit=unit, task=task_id)


def _row(number: int, row: dict[str, object], text: str) -> WrittenRow:
    names = {one.name for fields in FIELDS.values() for one in fields} | {"met_goal_text"}
    written = {name: str(value) for name, value in row.items() if name in names and value}
    return WrittenRow(number, {**written, "task_text": text}, sheet="Sheet1")


@cache
def first_cases() -> dict[Kind, Case]:
    """Of each kind that is about what a unit wrote a case of the corpus that raises it in an office."""
    found: dict[Kind, Case] = {
        Kind.PROGRESS_BLANK: Case(Kind.PROGRESS_BLANK, True, (month_row(5, ""),), "blank"),
        Kind.MET_GOAL_UNCLEAR: Case(
            Kind.MET_GOAL_UNCLEAR, True, (month_row(6, "签约60户。", met="正在推进"),), "unclear"
        ),
    }
    for case in all_cases():
        if case.is_fault and case.kind not in found and raises(office(case.rows), case.kind):
            found[case.kind] = case
    return found


def raises(ledger: Ledger, kind: Kind) -> list[FindingRow]:
    return [found for found in FINDINGS.rows(ledger.findings) if found.kind is kind]


def until_of(case: Case) -> Period:
    return max(Period.parse(str(row["period"])) for row in case.rows)


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind, one in EFFECTS.items() if one.is_of_row])
def test_a_finding_does_what_its_kind_must_do(kind: Kind) -> None:
    case = first_cases()[kind]
    ledger = office(case.rows)
    assert raises(ledger, kind)
    assert list(walk(Seen(ledger, until_of(case)))) == []


def test_who_has_nothing_against_it_is_praised() -> None:
    """Else nobody's not being praised would mean anything."""
    ledger = office([month_row(5, "5月完成全部签约。", unit=UNIT, task=TASK)])
    assert Seen(ledger, Period(2022, 5)).praised == {UNIT}


def _verdicts(kind: Kind, decisions: Decisions) -> tuple[Light, Standing, Delivery]:
    case = first_cases()[kind]
    ledger = office(case.rows, decisions)
    found = [row for row in FINDINGS.rows(office(case.rows).findings) if row.kind is kind][-1]
    [row] = [
        one
        for one in DUTY_MONTHS.rows(ledger.duty_months)
        if (one.unit, one.period, one.task_id) == (found.unit, found.period, found.task_id)
    ]
    return row.light, row.standing, row.delivery


@pytest.mark.parametrize("kind", [Kind.YES_UNFINISHED, Kind.YES_BELOW_GOAL, Kind.PART_LACKING])
def test_what_a_person_found_true_weighs_more_than_the_tick(kind: Kind) -> None:
    """R18: at a quarter's end 待核对 is 需要关注, 属实 is 进度滞后, 正常 is nothing; a spot check refutes alike."""
    case = first_cases()[kind]
    found = raises(office(case.rows), kind)[-1]
    assert found.period and found.period.is_quarter_end
    told = {
        "": Decisions(),
        "属实": Decisions(reviews=(_review(found, is_harmless=False),)),
        "正常": Decisions(reviews=(_review(found, is_harmless=True),)),
        "不属实": Decisions(
            spot_checks=(SpotCheck("1", found.task_id, found.unit, found.period, "现场", CheckVerdict.FALSE, None, ""),)
        ),
    }
    stands = {name: _verdicts(kind, one)[:2] for name, one in told.items()}
    assert stands == {
        "": (Light.YELLOW, Standing.ATTENTION),
        "属实": (Light.RED, Standing.BEHIND),
        "正常": (Light.GREEN, Standing.ON_TRACK),
        "不属实": (Light.RED, Standing.BEHIND),
    }


def _review(found: FindingRow, *, is_harmless: bool) -> Review:
    return Review(
        found.finding_id, found.category, found.unit, str(found.period), found.task_id, found.problem, is_harmless
    )
