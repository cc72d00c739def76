"""A ledger built by hand for the bulletins: all 109 tasks, one or several months, states as a test asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from frames import frame_of

from pipeline.ledger.model import Ledger, Matter
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary import tables
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Closure, Delivery, FormKind, LeadBasis, Light, Role, Standing, Status
from pipeline.vocabulary.terms import WrittenMaterial as Material

OFFICE = "济南市市中区人民政府办公室督查室"
PLAN = Period(2022)
MARCH = Period(2022, 3)
DUE = {
    PLAN: date(2022, 3, 24),
    **{
        Period(2022, month): date(2022, month + 1, day)
        for month, day in zip(range(3, 12), (8, 10, 8, 7, 5, 7, 12, 7, 7), strict=True)
    },
    Period(2022, 12): date(2023, 1, 9),
}
MARCH_STATES: Mapping[tuple[str, Period], Status] = {
    ("区民政局", MARCH): Status.LATE,
    ("区水务局", MARCH): Status.MISSING,
    ("区商务局", MARCH): Status.UNSETTLED,
    ("生态环境市中分局", MARCH): Status.EXTENDED,
    ("区人才办", MARCH): Status.EXEMPT,
    ("区信访局", MARCH): Status.MISSING,
}
LACKING = {("区教育体育局", MARCH): ("实事2",), ("区住房城乡建设局", MARCH): ("任务37", "任务43")}
BEHIND = frozenset({"实事12", "实事19", "任务4", "任务5", "任务37", "任务66"})
CLOSED = frozenset({"实事8", "任务12"})
LONG = "围绕征收拆迁、手续办理和供地工作，成立工作专班，实行周调度、月通报，累计召开调度会12次，协调解决问题36个；" * 9
_GOALS = ("完成前期手续和方案编制", "开工建设，完成总量的40%", "完成总量的80%", "全部完成并通过验收")
# How the work stands, why, and the light that this alone gives; the worst light first.
_STANDINGS = {
    Standing.BEHIND: (Light.RED, "季度末未完成阶段目标"),
    Standing.UNREPORTED: (Light.GREY, "未报落实情况"),
    Standing.UNSETTLED: (Light.GREY, "报送材料待认定"),
    Standing.NOT_DUE: (Light.GREY, "尚未到期"),
    Standing.EXEMPT: (Light.GREY, "本期免报"),
    Standing.ON_TRACK: (Light.GREEN, "按序时推进"),
    Standing.CLOSED: (Light.CLOSED, "已核实销号"),
}
_DELIVERIES = {
    Status.MISSING: (Light.RED, "情况表到期未报"),
    Status.LATE: (Light.YELLOW, "情况表迟报2个工作日"),
}
_BY_STATUS = {
    Status.MISSING: Standing.UNREPORTED,
    Status.LATE: Standing.ON_TRACK,
    Status.UNSETTLED: Standing.UNSETTLED,
    Status.EXTENDED: Standing.NOT_DUE,
    Status.EXEMPT: Standing.EXEMPT,
    Status.NOT_DUE: Standing.NOT_DUE,
    Status.ON_TIME: Standing.ON_TRACK,
}
_WORST = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.CLOSED)


def load_sample_tasks() -> tuple[Task, ...]:
    """The 109 tasks of the sample list: key tasks by their opening clauses, livelihood projects in full."""
    lines = Path(__file__).with_name("bulletin_tasks.txt").read_text(encoding="utf-8").splitlines()
    tasks, category, numbers = [], "", dict.fromkeys(Annex, 0)
    for line in lines:
        if line.startswith("#"):
            category = line[1:]
            continue
        text, officials, units_text = line.split("|")
        annex = Annex.LIVELIHOOD if category == "为民办实事" else Annex.KEY_TASK
        numbers[annex] += 1
        tasks.append(_task(annex, numbers[annex], category, text, officials, units_text))
    return tuple(tasks)


def _task(annex: Annex, number: int, category: str, text: str, officials: str, units_text: str) -> Task:
    names = units_text.removesuffix("等").split("、")
    units = [name.partition("（")[0] for name in names if not name.startswith("各")]
    roles = (Role.LEAD, *[Role.SUPPORT] * (len(units) - 1))
    basis = LeadBasis.ONLY if len(names) == 1 else LeadBasis.PRESUMED
    return Task(
        task_id=f"{annex}{number}",
        annex=annex,
        number=number,
        category=category,
        text=text,
        lead_officials=tuple(officials.split("、")),
        units_text=units_text,
        assignments=tuple(Assignment(unit, role) for unit, role in zip(units, roles, strict=True)),
        groups=tuple(name for name in names if name.startswith("各")),
        lead_unit=units[0],
        lead_basis=basis,
    )


def sample_ledger(
    months: Sequence[Period] = (MARCH,),
    cutoff: date = date(2022, 4, 13),
    states: Mapping[tuple[str, Period], Status] = MARCH_STATES,
    lacking: Mapping[tuple[str, Period], tuple[str, ...]] = LACKING,
    behind: Collection[str] = BEHIND,
    closed: Collection[str] = CLOSED,
    words: Mapping[tuple[str, str], Mapping[str, str]] | None = None,
) -> Ledger:
    """A consistent ledger; ``states`` not given are 按时, ``words`` by (task_id, unit) replace what units wrote."""
    tasks = load_sample_tasks()
    duty_months = [
        _duty_month(task, seat, month, states.get((seat.unit, month), Status.ON_TIME), behind, closed, words or {})
        for task in tasks
        for seat in task.assignments
        for month in months
    ]
    entry_months = [_entry_month(task.task_id, month, duty_months) for task in tasks for month in months]
    latest = {
        str(row["task_id"]): {name: value for name, value in row.items() if name != "period"} for row in entry_months
    }
    goals = {f"goal_q{quarter}": goal for quarter, goal in enumerate(_GOALS, 1)}
    closures = {task.task_id: Closure.CLOSED if task.task_id in closed else Closure.OPEN for task in tasks}
    return Ledger(
        year=2022,
        cutoff=cutoff,
        tasks=tasks,
        entries=frame_of(
            tables.ENTRIES,
            (
                {**latest[task.task_id], **goals, "closure": closures[task.task_id], "progress": "全部完成。"}
                for task in tasks
            ),
        ),
        duties=frame_of(
            tables.DUTIES,
            (
                {"task_id": task.task_id, "unit": seat.unit, "role": seat.role, "closure": closures[task.task_id]}
                for task in tasks
                for seat in task.assignments
            ),
        ),
        duty_months=frame_of(tables.DUTY_MONTHS, duty_months),
        entry_months=frame_of(tables.ENTRY_MONTHS, entry_months),
        returns=frame_of(tables.RETURNS, _returns(tasks, (PLAN, *months), states, lacking)),
        records=tables.RECORDS.frame(),
        findings=frame_of(tables.FINDINGS, ()),
        receipts=frame_of(tables.RECEIPTS, ()),
        problems=frame_of(tables.PROBLEMS, ()),
        matters=MATTERS,
        months=tuple(Period(2022, month) for month in range(3, 13)),
        due_dates=DUE,
        warnings=(),
    )


def _duty_month(
    task: Task,
    seat: Assignment,
    month: Period,
    status: Status,
    behind: Collection[str],
    closed: Collection[str],
    words: Mapping[tuple[str, str], Mapping[str, str]],
) -> dict[str, object]:
    standing = _BY_STATUS[status]
    if task.task_id in closed:
        standing = Standing.CLOSED
    elif standing is Standing.ON_TRACK and task.task_id in behind:
        standing = Standing.BEHIND
    of_work, reason = _STANDINGS[standing]
    of_form, told = _DELIVERIES.get(status, (of_work, str(status)))
    light = of_work if standing is Standing.CLOSED else min(of_work, of_form, key=_WORST.index)
    row: dict[str, object] = {
        "task_id": task.task_id,
        "unit": seat.unit,
        "role": seat.role,
        "period": str(month),
        "status": status,
        "planned_goal": _GOALS[month.quarter - 1],
        "light": light,
        "light_reason": f"进度：{reason}" if light is of_work else f"报送：{told}",
        "delivery": Delivery(status),
        "delivery_reason": told,
        "standing": standing,
        "standing_reason": reason,
    }
    if status in (Status.ON_TIME, Status.LATE):
        is_behind = standing is Standing.BEHIND
        row |= {
            "progress": LONG
            if task.number == 4
            else f"已完成{task.number}处，占年度任务的{20 + task.number % 30}%，其余正在组织实施。",
            "problems": "部分地块权属复杂，征收协议签订进度慢，原因是补偿标准尚未统一。" if is_behind else "无",
            "next_steps": "加大协调力度，倒排工期，确保按计划完成。",
            "met_goal": "否" if is_behind else "是",
            "source": f"2022-04-07/{seat.unit}.xlsx",
            "sheet": "Sheet1",
            "row": 4 + task.number % 5,
            **words.get((task.task_id, seat.unit), {}),
        }
    return row


def _entry_month(task_id: str, month: Period, duty_months: Sequence[dict[str, object]]) -> dict[str, object]:
    rows = [row for row in duty_months if row["task_id"] == task_id and row["period"] == str(month)]
    lead, lit = rows[0], min(rows, key=lambda row: _WORST.index(Light(str(row["light"]))))
    of_lead = {
        name: lead[name] for name in ("task_id", "period", "delivery", "delivery_reason", "standing", "standing_reason")
    }
    return {
        **of_lead,
        "light": lit["light"],
        "light_reason": lit["light_reason"],
        "light_unit": lit["unit"],
        "standing_unit": lead["unit"],
    }


def _returns(
    tasks: Sequence[Task],
    periods: Sequence[Period],
    states: Mapping[tuple[str, Period], Status],
    lacking: Mapping[tuple[str, Period], tuple[str, ...]],
) -> list[dict[str, object]]:
    owed: dict[str, int] = {}
    for task in tasks:
        for seat in task.assignments:
            owed[seat.unit] = owed.get(seat.unit, 0) + 1
    rows: list[dict[str, object]] = []
    for period in periods:
        for index, (unit, number) in enumerate(owed.items()):
            status = states.get((unit, period), Status.ON_TIME)
            absent = lacking.get((unit, period), ())
            row: dict[str, object] = {
                "form": FormKind.PLAN if period.is_plan else FormKind.PROGRESS,
                "period": str(period),
                "unit": unit,
                "tasks_due": number,
                "tasks_received": 0,
                "due_date": DUE[period],
                "status": status,
            }
            if status in (Status.ON_TIME, Status.LATE):
                late = status is Status.LATE
                row |= {
                    "tasks_received": number - len(absent),
                    "tasks_lacking": "、".join(absent) or None,
                    "received_date": date(2022, 4, 12) if late else DUE[period],
                    "received_basis": "日期文件夹",
                    "workdays_late": 2 if late else 0,
                    "written_material": Material.MISSING if index % 9 == 4 else Material.RECEIVED,
                    "sources": f"{DUE[period]}/{unit}.xlsx",
                }
            if status is Status.EXTENDED:
                row["extended_to"] = date(2022, 4, 20)
            rows.append(row)
    return rows


MATTERS = (
    Matter(
        matter_id="实事8",
        task_id="实事8",
        is_closure=True,
        title="",
        situation="全年组织基层法律服务活动104场，服务群众1.2万人次。",
        day=date(2022, 4, 8),
        basis="现场核查活动档案104份，电话回访30人",
    ),
    Matter(
        matter_id="重大1",
        task_id="任务37",
        is_closure=False,
        title="关于中央活力区二区征收拆迁进展情况的通报",
        situation="中央活力区二区征收协议签约率达到98%，12个地块中已有3个具备供地条件。",
        day=date(2022, 4, 6),
    ),
)
