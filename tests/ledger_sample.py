"""A small ledger built by hand: eighteen tasks of the notice, eleven units, the plan and March to July, cut on 15 July.

Nothing here is judged by rules: statuses and lights are written down, so that what reads a ledger can be tested
without what builds one.
"""

from __future__ import annotations

from datetime import date
from typing import cast

import pandas as pd
from frames import frame_of
from ledger_sample_tasks import LONG_PROGRESS, sample_tasks

from pipeline.ledger.model import Ledger, Matter
from pipeline.master.tasks import Task
from pipeline.master.unit_order import UnitOrder
from pipeline.master.units import Unit, UnitDirectory
from pipeline.vocabulary import tables
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.values import Reason

__all__ = ["CUTOFF", "LONG_PROGRESS", "sample_ledger"]

CUTOFF = date(2022, 7, 15)
_DUE = {
    "2022": date(2022, 3, 24),
    "2022-03": date(2022, 4, 8),
    "2022-04": date(2022, 5, 10),
    "2022-05": date(2022, 6, 8),
    "2022-06": date(2022, 7, 7),
    "2022-07": date(2022, 8, 5),
}
_MONTHS = ("2022-03", "2022-04", "2022-05", "2022-06")

# unit → status in plan, 3, 4, 5, 6, 7 (one letter each: 按 迟 未 免 延 待 期)
_STATUS_WORDS = {"按": "按时", "迟": "迟报", "未": "未报", "免": "免报", "延": "延期", "待": "待认定", "期": "未到期"}
_STATUSES = {
    "区发展改革局": "按按按迟按期",
    "区住房城乡建设局": "按按按按按按",
    "区工业和信息化局": "按迟按按未期",
    "区财政局": "按按未未未期",
    "区商务局": "迟按按按待期",
    "区自然资源局": "按按按按延期",
    "区教育体育局": "按按按按按期",
    "区应急局": "按按按按免免",
    "中央商埠区推进专班": "按按迟按按期",
    "魏家庄街道办事处": "未迟按按迟期",
    "市中城投集团": "按按按按按期",
}
# state → light, 进度 and its reason; of which the light, where it is not that of the 进度
_LIGHTS = {
    "按时": ("绿", "按序时推进", "6月达到二季度目标"),
    "迟报": ("黄", "按序时推进", "6月达到二季度目标"),
    "未报": ("红", "未反映进展", "未报6月落实情况"),
    "免报": ("灰", "免报", "经批准6月免报"),
    "延期": ("灰", "未到期", "6月经批准延期至2022年7月20日"),
    "待认定": ("灰", "待认定", "6月已收到文件，填报单位待认定"),
}
_DELIVERIES = {"迟报": "6月迟报2个工作日", "未报": "6月到期未报"}
# (task, unit) → light, 进度, reason, where it is not that of the unit's return
_OWN_LIGHTS = {
    ("任务43", "区住房城乡建设局"): ("红", "进度滞后", "二季度末未达到目标：1200套主体封顶，实际完成900套"),
    ("任务37", "区住房城乡建设局"): ("黄", "需要关注", "填报“是”，完成情况中仍有“正在办理”"),
    ("任务79", "区教育体育局"): ("黄", "需要关注", "6月填报数字5所，低于5月填报的6所"),
    ("实事18", "区应急局"): ("办结", "已办结", "2022年6月28日现场核实，已销号"),
}
_WORST = ("红", "黄", "灰", "绿", "办结")


def sample_ledger() -> Ledger:
    """The whole sample; built anew at every call, so that a test may change its frames."""
    tasks = sample_tasks()
    records = _records(tasks)
    duties = _duties(tasks, records)
    units = dict.fromkeys(one.unit for task in tasks for one in task.assignments)
    directory = UnitDirectory(tuple(Unit(name, "") for name in units), ())
    return Ledger(
        unit_order=UnitOrder.of(directory, tasks, "kind"),
        year=2022,
        cutoff=CUTOFF,
        tasks=tasks,
        entries=_entries(tasks, duties),
        duties=duties,
        duty_months=_duty_months(duties, records),
        entry_months=_entry_months(tasks, duties),
        returns=_returns(tasks),
        records=records,
        findings=_findings(),
        receipts=_receipts(records),
        problems=_problems(tasks, records),
        matters=_matters(),
        months=tuple(Period(2022, month) for month in range(3, 13)),
        due_dates={Period.parse(period): day for period, day in _DUE.items()}
        | {
            Period(2022, 8): date(2022, 9, 7),
            Period(2022, 9): date(2022, 10, 12),
            Period(2022, 10): date(2022, 11, 7),
            Period(2022, 11): date(2022, 12, 7),
            Period(2022, 12): date(2023, 1, 9),
        },
        warnings=(
            "任务1“等”其他单位、各产业部门2个集合单位的成员尚未确认，确认前不催报、不点名（任务1、任务59）。",
            "区商务局6月报送件的填报单位待认定，认定前不计未报。",
        ),
    )


def _status(unit: str, period: str) -> str:
    return _STATUS_WORDS[_STATUSES[unit][list(_DUE).index(period)]]


def _goals(task: Task) -> dict[str, object]:
    return {
        "goal_q1": "完成方案编制，启动前期手续。",
        "goal_q2": "1200套主体封顶。"
        if task.number == 43
        else f"完成{task.task_id}年度工作量的50%，重点节点全部开工。",
        "goal_q3": "完成年度工作量的75%。",
        "goal_q4": "全面完成年度任务，组织验收。",
    }


def _progress(task: Task, unit: str, month: str) -> str:
    if task.task_id == "任务37" and month == "2022-06":
        return LONG_PROGRESS
    if task.task_id == "任务63":
        return f"=1+1；{int(month[5:])}月改造工程累计完成{int(month[5:]) * 10}万平方米"
    share = int(month[5:]) * 8
    return f"{unit}按照计划推进，截至{int(month[5:])}月底累计完成年度工作量的{share}%，召开调度会{int(month[5:])}次，协调解决问题{share // 4}个。"


def _path(unit: str, period: str) -> str:
    name = f"附件3-2022年度计划-{unit}.xlsx" if period == "2022" else f"附件4-2022年{period[5:]}月-{unit}.xlsx"
    return f"{_DUE[period]:%Y-%m-%d}/{name}"


def _records(tasks: tuple[Task, ...]) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    lines: dict[tuple[str, str], int] = {}
    for period in ("2022", *_MONTHS):
        for task in tasks:
            for assignment in task.assignments:
                unit = assignment.unit
                if _status(unit, period) not in ("按时", "迟报"):
                    continue
                line = lines[unit, period] = lines.get((unit, period), 5) + 1
                rows.append(_record(task, unit, period, line))
    return frame_of(tables.RECORDS, rows)


def _record(task: Task, unit: str, period: str, line: int) -> dict[str, object]:
    is_late = _status(unit, period) == "迟报"
    shared: dict[str, object] = {
        "form": "计划" if period == "2022" else "落实",
        "period": period,
        "unit": unit,
        "unit_text": unit.replace("区", "市中区", 1),
        "task_id": task.task_id,
        "number_text": str(line - 5),
        "task_text": task.text,
        "reported_date": _DUE[period],
        "received_date": date(2022, 7, 11) if is_late else _DUE[period],
        "adoption": "是",
        "source": _path(unit, period),
        "sheet": "Sheet1",
        "row": line,
        "match_basis": "任务文字一致",
    }
    if period == "2022":
        return shared | _goals(task) | {"principal": "张三", "deputy": "李四"}
    return shared | {
        "quarter_goal": _goals(task)[f"goal_q{Period.parse(period).quarter}"],
        "progress": _progress(task, unit, period),
        "problems": "资金到位不及时，部分住户签约意愿不强。" if task.number in (37, 43) else None,
        "next_steps": "加大调度力度，倒排工期。",
        "met_goal_text": "√",
        "met_goal": "是",
    }


def _latest(records: pd.DataFrame, task_id: str, unit: str) -> dict[str, object]:
    own = records[(records["task_id"] == task_id) & (records["unit"] == unit) & (records["form"] == "落实")]
    if own.empty:
        return {}
    row = own.iloc[-1]
    names = ("progress", "problems", "next_steps", "met_goal", "source", "sheet", "row")
    return {"latest_period": row["period"]} | {name: row[name] for name in names}


def _verdicts(unit: str, month: str, task_id: str = "") -> dict[str, object]:
    """Both scales and the light of a unit's return for a month, and of the task where it stands in ``_OWN_LIGHTS``."""
    status = _status(unit, month)
    light, standing, reason = _OWN_LIGHTS.get((task_id, unit), _LIGHTS[status])
    told = _DELIVERIES.get(status, status)
    is_of_work = (task_id, unit) in _OWN_LIGHTS or status not in _DELIVERIES
    verdicts = {
        "light": light,
        "light_reason": f"进度：{reason}" if is_of_work else f"报送：{told}",
        "delivery": status,
        "delivery_reason": told,
        "standing": standing,
        "standing_reason": reason,
    }
    number = f"{int(month[5:])}月"
    return {name: word.replace("6月", number) for name, word in verdicts.items()}


def _duties(tasks: tuple[Task, ...], records: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for task in tasks:
        for assignment in task.assignments:
            verdicts = _verdicts(assignment.unit, "2022-06", task.task_id)
            has_plan = _status(assignment.unit, "2022") != "未报"
            row: dict[str, object] = {
                "task_id": task.task_id,
                "unit": assignment.unit,
                "role": str(assignment.role),
                **verdicts,
                "months_missing": _STATUSES[assignment.unit][1:5].count("未"),
                "sub_body": assignment.sub_body,
                "closure": "已销号" if verdicts["light"] == "办结" else "推进中",
            }
            goals = _goals(task) if has_plan else {}
            rows.append(row | goals | _latest(records, task.task_id, assignment.unit))
    return frame_of(tables.DUTIES, rows)


def _entries(tasks: tuple[Task, ...], duties: pd.DataFrame) -> pd.DataFrame:
    rows = []
    shared = [name for name in tables.ENTRIES.names if name in tables.DUTIES.names]
    for task in tasks:
        own = duties[duties["task_id"] == task.task_id]
        worst = own.iloc[own["light"].map(_WORST.index).argmin()]
        lead = own.iloc[0]
        rows.append(
            {name: lead[name] for name in shared}
            | {
                "category": task.category,
                "task_text": task.text,
                "lead_officials": "、".join(task.lead_officials),
                "lead_unit": task.lead_unit,
                "lead_basis": str(task.lead_basis),
                "units_text": task.units_text,
                "light": worst["light"],
                "light_reason": worst["light_reason"],
                "light_unit": worst["unit"],
                "standing_unit": lead["unit"],
                "delivery": worst["delivery"],
                "delivery_reason": (Reason(worst["delivery_reason"]),),
                "standing_reason": Reason(lead["standing_reason"]),
                "closure": "申报完成" if task.task_id == "任务7" else worst["closure"],
            }
        )
    return frame_of(tables.ENTRIES, rows)


def _duty_months(duties: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    rows = []
    written = {(row["task_id"], row["unit"], str(row["period"])): row for row in records.to_dict("records")}
    words = ("progress", "problems", "next_steps", "met_goal", "source", "sheet", "row")
    for duty in duties.to_dict("records"):
        for month in _MONTHS:
            status = _status(duty["unit"], month)
            is_last = month == _MONTHS[-1]
            row = {name: duty[name] for name in ("task_id", "unit", "role")}
            row |= {"period": month, "status": status, "planned_goal": duty[f"goal_q{Period.parse(month).quarter}"]}
            row |= _verdicts(duty["unit"], month, duty["task_id"] if is_last else "")
            record = written.get((duty["task_id"], duty["unit"], month), {})
            rows.append(row | {name: record.get(name) for name in words})
    return frame_of(tables.DUTY_MONTHS, rows)


def _entry_months(tasks: tuple[Task, ...], duties: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for task in tasks:
        for month in _MONTHS:
            is_last = month == _MONTHS[-1]
            own = [
                {"light_unit": assignment.unit, **_verdicts(assignment.unit, month, task.task_id if is_last else "")}
                for assignment in task.assignments
            ]
            lit = min(own, key=lambda verdicts: _WORST.index(str(verdicts["light"])))
            of_lead = {name: own[0][name] for name in ("standing", "standing_reason")}
            rows.append(
                {"task_id": task.task_id, "period": month, **lit, **of_lead, "standing_unit": own[0]["light_unit"]}
            )
    return frame_of(tables.ENTRY_MONTHS, rows)


def _returns(tasks: tuple[Task, ...]) -> pd.DataFrame:
    rows = []
    for period, due in _DUE.items():
        for unit in _STATUSES:
            owed = [task.task_id for task in tasks for assignment in task.assignments if assignment.unit == unit]
            rows.append(_return_row(unit, period, due, owed))
    return frame_of(tables.RETURNS, rows)


def _return_row(unit: str, period: str, due: date, owed: list[str]) -> dict[str, object]:
    status = _status(unit, period)
    is_received = status in ("按时", "迟报")
    lacking = owed[-1:] if (unit, period) in (("市中城投集团", "2022-06"), ("魏家庄街道办事处", "2022-03")) else []
    late_days = {"迟报": 2, "未报": 6}.get(status)
    return {
        "form": "计划" if period == "2022" else "落实",
        "period": period,
        "unit": unit,
        "tasks_due": len(owed),
        "tasks_received": len(owed) - len(lacking) if is_received else 0,
        "tasks_lacking": "、".join(lacking),
        "due_date": due,
        "extended_to": date(2022, 7, 20) if status == "延期" else None,
        "received_date": date(2022, 7, 11) if status == "迟报" else due if is_received or status == "待认定" else None,
        "received_basis": "日期文件夹" if is_received or status == "待认定" else None,
        "status": status,
        "workdays_late": late_days,
        "written_material": "已报" if is_received and unit != "区教育体育局" else "未报",
        "sources": _path(unit, period) if is_received or status == "待认定" else None,
        "note": "填报单位矛盾：表中为“区商务局”，文件名为“区投资促进局”" if status == "待认定" else None,
        "tasks_owed": "、".join(owed),
    }


def _findings() -> pd.DataFrame:
    june = "2022-07-07/附件4-2022年06月-{}.xlsx"
    rows: list[dict[str, object]] = [
        {
            "level": "提示",
            "category": "集合单位未确认",
            "task_id": "任务59",
            "problem": "“各产业部门”的成员单位尚未确认，涉及任务59。",
            "remedy": "请在 master/单位名录.xlsx“集合单位”表核对成员，在“已确认”列填“是”；确认前不催报、不点名。",
        },
        {
            "level": "警告",
            "category": "季度目标与计划不一致",
            "unit": "区住房城乡建设局",
            "period": "2022-06",
            "task_id": "任务43",
            "problem": "任务43填写的季度目标为“900套主体封顶”，备案计划为“1200套主体封顶”。",
            "remedy": "请以备案计划为准核对；确需调整的，请单位书面说明。",
            "source": june.format("区住房城乡建设局"),
            "sheet": "Sheet1",
            "row": 9,
        },
        {
            "level": "错误",
            "category": "填报单位矛盾",
            "period": "2022-06",
            "problem": "表中填报单位为“区商务局”，而文件名写的是“区投资促进局”。",
            "remedy": "请与单位核实后更正填报单位，重新放入收件文件夹。",
            "source": june.format("区商务局"),
            "sheet": "Sheet1",
            "row": 3,
        },
        {
            "level": "警告",
            "category": "报送不完整",
            "unit": "市中城投集团",
            "period": "2022-06",
            "problem": "应报3项，实报2项，缺：实事21。",
            "remedy": "请单位补报所缺事项。",
        },
    ]
    return frame_of(tables.FINDINGS, rows)


def _receipts(records: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for (source, unit, period), group in records.groupby(["source", "unit", "period"]):
        rows.append(
            {
                "source": source,
                "recognised": FormKind.of(cast(Period, period)).annex,
                "units": (unit,),
                "periods": (period,),
                "rows": len(group),
                "received_date": group["received_date"].iloc[0],
                "received_basis": "日期文件夹",
                "outcome": "已录入",
                "sha256": f"{len(rows):064x}",
            }
        )
    rows.append(
        {
            "source": _path("区商务局", "2022-06"),
            "recognised": "无法识别",
            "received_date": date(2022, 7, 7),
            "received_basis": "日期文件夹",
            "outcome": "待认定",
            "note": "填报单位矛盾",
            "sha256": "f" * 64,
        }
    )
    return frame_of(tables.RECEIPTS, rows)


def _problems(tasks: tuple[Task, ...], records: pd.DataFrame) -> pd.DataFrame:
    texts = {task.task_id: task for task in tasks}
    rows: list[dict[str, object]] = []
    for record in records[(records["problems"] != "") & (records["period"] == Period(2022, 6))].to_dict("records"):
        task = texts[record["task_id"]]
        row = {name: record[name] for name in ("task_id", "unit", "next_steps", "source", "sheet", "row")}
        row |= {"category": task.category, "task_text": task.text, "lead_officials": "、".join(task.lead_officials)}
        rows.append(
            row
            | {
                "first_period": "2022-03",
                "period": "2022-06",
                "problem": record["problems"],
                "state": "持续",
                "months": 4,
            }
        )
    return frame_of(tables.PROBLEMS, rows)


def _matters() -> tuple[Matter, ...]:
    return (
        Matter(
            "办结-实事18",
            "实事18",
            True,
            "应急联防站5处全部建成",
            "5处应急联防站已全部建成并投入使用。",
            date(2022, 6, 28),
            "现场核实",
        ),
        Matter(
            "重大-1",
            "任务37",
            False,
            "中央活力区二区首批地块供地",
            "二区7个地块、1287亩完成供地手续。",
            date(2022, 6, 20),
        ),
    )
