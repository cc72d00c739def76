"""A small inbox walked through the whole pipeline, and all that the office sees of it as lines of text."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline import stages
from pipeline.config import load_settings

PROJECT = Path(__file__).resolve().parents[1]
GOLDEN = PROJECT / "tests" / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
TODAY = date(2022, 5, 16)
# Sheet → the columns that are shown, and what a row must have to be shown.
_SHEETS = {
    "收文清单": ("来源文件", "识别为", "单位", "期间", "行数", "收到日期", "收到依据", "结果", "说明"),
    "填报明细": (
        *("来源文件", "行号", "期间", "单位", "单位原文", "事项编号", "序号原文", "季度计划完成目标", "完成情况"),
        *("存在问题", "下一步计划", "是否完成原文", "是否完成", "填报时间", "采用"),
    ),
    "报送情况": ("表种", "期间", "单位", "状态", "迟报工作日", "收到日期", "缺漏事项", "来源文件", "说明"),
    "核验问题": ("级别", "类别", "单位", "期间", "事项编号", "来源文件", "行号", "问题"),
}
_ASKED = ("类型", "来源文件", "行号", "原文", "候选")


def dump(case: str) -> str:
    """What the office has on 16 May 2022 of the inbox of ``case``: ledger, findings and open questions."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(PROJECT / "config.toml", root)
        shutil.copytree(PROJECT / "master", root / "master")
        shutil.copytree(GOLDEN / case / "inbox", root / "inbox")
        stages.run_weekly(stages.Walk(load_settings(root), TODAY, lambda _, items, __: items))
        ledger = pd.read_excel(
            root / "outbox" / "台账.xlsx", engine="calamine", sheet_name=list(_SHEETS), dtype=str, keep_default_na=False
        )
        asked = pd.read_excel(
            root / "master" / "人工认定.xlsx",
            engine="calamine",
            sheet_name="匹配认定",
            dtype=str,
            keep_default_na=False,
        )
    lines = [line for sheet, columns in _SHEETS.items() for line in _lines(sheet, ledger[sheet], columns)]
    return "\n".join([*lines, *_lines("匹配认定", asked, _ASKED)]) + "\n"


def _lines(sheet: str, frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[str]:
    """A heading, then each row as its filled cells; rows about no file are left out, as all the units that owe."""
    yield f"== {sheet}"
    for row in frame[frame["来源文件"] != ""].to_dict("records"):
        yield "｜".join(f"{column}={row[column]}".replace("\n", "⏎") for column in columns if row[column])
