"""What Excel and a mail program open is opened, on the day that the folder tells; what is not is one line with one thing to do."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from container_samples import packed

from stories.forms import month_form
from stories.office import Office, told_once

UNIT = "区财政局"


def all_but_one(root: Path) -> Office:
    """All plans, and the months of all units but one."""
    made = Office(root)
    made.send_all()
    made.send_all(3, but=[UNIT])
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(all_but_one, tmp_path / "区")


def mail(date: str) -> bytes:
    """A mail that its sender's clock dates, with the unit's form."""
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = "a@example.cn", "b@example.cn", date
    message.set_content("附件请查收。")
    form = month_form(UNIT, 3, {"任务1": "累计完成150户", "任务6": "争取上级资金2亿元"})
    message.add_attachment(form, maintype="application", subtype="octet-stream", filename=f"{UNIT}3月.xlsx")
    return message.as_bytes()


def test_a_form_that_came_by_mail_counts_on_the_day_of_its_folder(office: Office) -> None:
    """The mail says the 1st of January: a clock that is wrong, or was set so, makes nobody early or late."""
    office.put("2022-04-06/报送.eml", mail("Sat, 1 Jan 2022 09:00:00 +0800"))
    office.run("04-11", "deadline", "2022-03")
    row = office.returned(UNIT, "2022-03")
    assert (row["状态"], str(row["收到日期"])[:10], row["收到依据"]) == ("按时", "2022-04-06", "日期文件夹")
    assert row["来源文件"] == f"2022-04-06/报送.eml!{UNIT}3月.xlsx"


def test_a_mail_of_long_ago_in_a_late_folder_is_late(office: Office) -> None:
    office.put("2022-04-11/报送.eml", mail("Wed, 6 Apr 2022 09:00:00 +0800"))
    office.run("04-12", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == "迟报"


def test_a_tablets_form_is_one_file_with_one_thing_to_do(office: Office) -> None:
    parts = {f"Index/Tables/Tile-{number}.iwa": b"\0\1noise" for number in range(9)}
    content = packed({"Index/Document.iwa": b"\0\1noise", **parts, "preview.jpg": b"\xff\xd8\xff"})
    office.put(f"2022-04-06/{UNIT}3月.numbers", content)
    office.run("04-11", "deadline", "2022-03")
    assert office.state(UNIT, "2022-03") == "待认定"
    [told] = office.findings("numbers")
    assert "导出为 Excel" in told
    assert [row["来源文件"] for row in office.sheet("收文清单") if "numbers" in row["来源文件"]] == [
        f"2022-04-06/{UNIT}3月.numbers"
    ]
