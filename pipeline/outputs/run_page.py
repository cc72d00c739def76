"""outbox/首页.html: what this run found and what a person does next. One self-contained page, no network."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pipeline.files import write_text
from pipeline.ledger.counts import PeriodCounts, count_periods
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure, Level, Standing, Status
from pipeline.vocabulary.text import chinese_date

_STYLES = {
    Status.MISSING: "s-red",
    Status.LATE: "s-amber",
    Status.UNSETTLED: "s-amber",
    Status.ON_TIME: "s-green",
}
_SHOWN = 8


@dataclass(frozen=True)
class Todo:
    """One thing for a person to do, most urgent first."""

    headline: str
    detail: str
    link: str = ""
    link_text: str = ""


def write_run_page(
    path: Path,
    ledger: Ledger,
    written: Sequence[Path],
    kept: Sequence[Path],
    *,
    waiting: Mapping[str, int] | None = None,
    left_alone: str = "",
) -> Path:
    """The page lies at ``path``; links are relative to it, texts of returns are escaped.

    ``waiting`` counts, sheet by sheet, the rows of 人工认定.xlsx that wait for a person; ``left_alone`` says why that
    workbook was not written this time.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only the runs that write a page need it

    environment = Environment(loader=PackageLoader("pipeline.outputs", "."), autoescape=True, undefined=StrictUndefined)
    text = environment.get_template("run_page.html.j2").render(_facts(path, ledger, written, kept, waiting or {}, left_alone))
    return write_text(path, text)


def _facts(
    path: Path, ledger: Ledger, written: Sequence[Path], kept: Sequence[Path], waiting: Mapping[str, int], left_alone: str
) -> dict[str, object]:
    standings = ledger.entries["standing"].value_counts()
    started = [period for period in _periods(ledger) if _is_started(ledger, period)]
    return {
        "year": ledger.year,
        "cutoff": chinese_date(ledger.cutoff),
        "warnings": ledger.warnings,
        "todos": (*_decisions(waiting, left_alone), *build_todos(ledger, kept)),
        "total": len(ledger.entries),
        "standings": [{"label": str(s), "count": int(standings[s])} for s in Standing if s in standings.index],
        "statuses": [str(status) for status in Status],
        "periods": [_period_line(counts) for counts in count_periods(ledger)],
        "files": [{"link": _link(path.parent, file), "text": file.name} for file in written],
        "matrix_labels": [period.label for period in started],
        "matrix": _matrix(ledger, started),
    }


def build_todos(ledger: Ledger, kept: Sequence[Path]) -> tuple[Todo, ...]:
    """What a person must do now, most urgent first."""
    return tuple(
        todo
        for todo in (
            _first_steps(ledger),
            _unsettled_files(ledger),
            _missing(ledger),
            _errors(ledger),
            _claims(ledger),
            _groups(ledger),
            _kept(kept),
        )
        if todo
    )


def _decisions(waiting: Mapping[str, int], left_alone: str) -> tuple[Todo, ...]:
    link, text = "../master/人工认定.xlsx", "打开人工认定"
    rows = "、".join(f"{sheet}{count}行" for sheet, count in waiting.items() if count)
    asked = Todo("人工认定.xlsx 中有待填的内容。", f"{rows}；填好结果列保存，下次运行生效。", link, text) if rows else None
    shut = Todo("人工认定.xlsx 这次没有写入。", left_alone, link, text) if left_alone else None
    return tuple(todo for todo in (shut, asked) if todo)


def _first_steps(ledger: Ledger) -> Todo | None:
    if len(ledger.receipts):
        return None
    return Todo(
        "收件文件夹还是空的。",
        "先运行 python run.py forms 生成各单位的预填表格（outbox/下发表格/）下发；各单位报回后，把文件放进 inbox 文件夹（按收到日期建子文件夹，如 inbox/2022-04-08/），再运行 python run.py。",
    )


def _unsettled_files(ledger: Ledger) -> Todo | None:
    waiting = ledger.receipts[ledger.receipts["outcome"].isin(["待处理", "待认定", "部分待认定"])]
    if waiting.empty:
        return None
    return Todo(
        f"{len(waiting)}个文件等待认定。",
        f"在弄清之前，相关单位不作未报处理：{_few(waiting['source'])}。",
        "台账.xlsx",
        "见台账·收文清单",
    )


def _missing(ledger: Ledger) -> Todo | None:
    missing = ledger.returns[ledger.returns["status"] == Status.MISSING]
    if missing.empty:
        return None
    last = max(missing["period"])
    units = missing[missing["period"] == last]["unit"]
    label = Period.parse(last).label
    return Todo(
        f"{label}还有{len(units)}个单位未报。",
        f"{_few(units)}。生成催办汇总：python run.py deadline {'plan' if Period.parse(last).is_plan else last}。",
        "台账.xlsx",
        "见台账·报送情况",
    )


def _errors(ledger: Ledger) -> Todo | None:
    errors = ledger.findings[ledger.findings["level"] == Level.ERROR]
    if errors.empty:
        return None
    kinds = errors["category"].value_counts()
    return Todo(
        f"{len(errors)}处填报错误需要处理。",
        "、".join(f"{kind}{count}处" for kind, count in kinds.items()) + "。",
        "台账.xlsx",
        "见台账·核验问题",
    )


def _claims(ledger: Ledger) -> Todo | None:
    claimed = ledger.entries[ledger.entries["closure"].isin([Closure.CLAIMED, Closure.PENDING])]
    if claimed.empty:
        return None
    return Todo(
        f"{len(claimed)}项申报完成，等待核实。",
        f"{_few(claimed['task_id'])}。核实后在 master/人工认定.xlsx“办结销号”表登记。",
        "../master/人工认定.xlsx",
        "打开人工认定",
    )


def _groups(ledger: Ledger) -> Todo | None:
    groups = ledger.findings[ledger.findings["category"] == "集合单位未确认"]
    if groups.empty:
        return None
    return Todo(
        f"{len(groups)}个集合单位的成员尚未确认。",
        "在 master/单位名录.xlsx“集合单位”表核对成员，在“已确认”列填“是”；确认前不催报、不点名。",
        "../master/单位名录.xlsx",
        "打开单位名录",
    )


def _kept(kept: Sequence[Path]) -> Todo | None:
    if not kept:
        return None
    return Todo(
        f"{len(kept)}份文稿有人改过，未被覆盖。",
        f"新稿放在旁边，文件名带（新稿）：{_few(path.name for path in kept)}。",
    )


def _few(names: object) -> str:
    listed = [str(name) for name in names]  # type: ignore[attr-defined]
    return "、".join(listed[:_SHOWN]) + (f"等{len(listed)}个" if len(listed) > _SHOWN else "")


def _periods(ledger: Ledger) -> list[Period]:
    return sorted(ledger.due_dates)


def _is_started(ledger: Ledger, period: Period) -> bool:
    statuses = ledger.returns.loc[ledger.returns["period"] == str(period), "status"]
    return bool((statuses != Status.NOT_DUE).any())


def _period_line(counts: PeriodCounts) -> dict[str, object]:
    rate = counts.on_time_rate
    return {
        "label": counts.period.label,
        "due": chinese_date(counts.due_date) if counts.due_date else "",
        "expected": counts.returns.expected,
        "cells": [number or "" for _, number in counts.returns.pairs],
        "rate": "" if rate is None else f"{rate:.1%}",
    }


def _matrix(ledger: Ledger, periods: Sequence[Period]) -> list[dict[str, object]]:
    words = {(row["unit"], row["period"]): Status(row["status"]) for row in ledger.returns.to_dict("records")}
    units = dict.fromkeys(ledger.returns["unit"])
    return (
        [
            {
                "unit": unit,
                "cells": [
                    {"word": str(s := words[(unit, str(p))]), "style": _STYLES.get(s, "s-grey")} for p in periods
                ],
            }
            for unit in units
        ]
        if periods
        else []
    )


def _link(folder: Path, file: Path) -> str:
    return quote(Path(os.path.relpath(file, folder)).as_posix())
