"""An honest office script: pandas reads every form, merges it with the master table, writes a workbook and a note per unit.

``python -m benchmarks.rivals.script OFFICE OUT ENGINE``, ENGINE openpyxl or calamine. It checks nothing and knows no days.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from docx import Document
from docxtpl import DocxTemplate

_HEAD = "序号|重点任务|工作任务|民生实事"
_NOTES = 41


def read_forms(inbox: Path, engine: str) -> pd.DataFrame:
    """The rows below the first line that looks like a header, file by file."""
    frames = []
    for path in sorted(inbox.rglob("*.xls*")):
        try:
            sheet = pd.read_excel(path, header=None, dtype=str, engine=engine)  # type: ignore[call-overload]
        except Exception:
            continue
        is_head = sheet.apply(lambda row: row.astype(str).str.contains(_HEAD).sum() >= 2, axis=1)
        if is_head.any():
            start = int(is_head.idxmax())
            body = sheet.iloc[start + 1 :].dropna(how="all")
            body.columns = [f"{name}·{place}" for place, name in enumerate(sheet.iloc[start].fillna(""))]
            frames.append(body.assign(来源文件=path.name))
    joined: pd.DataFrame = pd.concat(frames, ignore_index=True)
    return joined


def main() -> None:
    """The workbook and the notes lie in OUT."""
    office, out, engine = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    out.mkdir(parents=True, exist_ok=True)
    rows = read_forms(office / "inbox", engine)
    master = pd.concat(pd.read_excel(office / "master" / "责任分解表.xlsx", sheet_name=None, dtype=str).values())
    texts = [column for column in rows.columns if "任务" in column or "实事" in column]
    rows["任务"] = rows[texts].bfill(axis=1).iloc[:, 0]
    named = next(column for column in master.columns if "重点任务" in str(column) or len(str(column)) > 1)
    merged = rows.merge(master, left_on="任务", right_on=named, how="left")
    with pd.ExcelWriter(out / "台账.xlsx", engine="xlsxwriter") as writer:
        merged.to_excel(writer, sheet_name="明细", index=False)
        merged.groupby("来源文件").size().to_frame("行数").to_excel(writer, sheet_name="文件")
    note = Document()
    note.add_paragraph("{{ 单位 }}：{% for 行 in 行们 %}{{ 行 }}；{% endfor %}")
    note.save(str(out / "模板.docx"))
    for number, (source, group) in enumerate(list(merged.groupby("来源文件"))[:_NOTES]):
        template = DocxTemplate(out / "模板.docx")
        template.render({"单位": source, "行们": [str(text) for text in group["任务"].fillna("")]})
        template.save(out / f"{number}.docx")


if __name__ == "__main__":
    main()
