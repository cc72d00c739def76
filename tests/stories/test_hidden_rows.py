"""A row that is hidden was sent all the same: its task is in doubt, never lacking."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from stories.forms import month_form
from stories.office import Office


def test_a_task_in_a_hidden_row_is_in_doubt_and_nobody_is_named_for_it(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=["区财政局"])
    content = month_form("区财政局", 3, {"任务1": "累计完成150户", "任务6": "争取上级资金2亿元"})
    book = load_workbook(BytesIO(content))
    book.active.row_dimensions[5].hidden = True
    path = office.put("2022-04-05/附件4-3月-区财政局.xlsx", b"")
    book.save(path)
    office.run("04-11", "deadline", "2022-03")
    assert office.state("区财政局", "2022-03") == "按时"
    assert office.returned("区财政局", "2022-03")["缺漏事项"] == ""
    assert office.lights("任务6", "区财政局")["2022-03"] == "灰"
    assert office.findings("有隐藏的行", "第5行")
    assert [row for row in office.named() if row["单位"] == "区财政局" and "不完整" in row["事由"]] == []
    book.active.row_dimensions[5].hidden = False
    book.save(office.put("2022-04-12/附件4-3月-区财政局（取消隐藏）.xlsx", b""))
    office.run("04-13")
    assert not office.findings("有隐藏的行"), "what the finding asks for was done"
    assert "待认定" not in office.returned("区财政局", "2022-03")["说明"]
    assert office.lights("任务6", "区财政局")["2022-03"] != "灰"
