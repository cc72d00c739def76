"""首页: which lights changed since the page of the run before (R18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ledger_sample import sample_ledger
from lxml import html

from pipeline.keeping.register import Seen, open_register
from pipeline.outputs.start_page.page import RunNotes, write_run_page
from pipeline.vocabulary.terms import Light


def news(folder: Path, lights: Mapping[str, str]) -> str:
    page = write_run_page(
        folder / "outbox" / "首页.html", sample_ledger(), (), (), RunNotes(seen=Seen(date(2022, 4, 1), lights=lights))
    )
    found = html.fromstring(page.read_text(encoding="utf-8")).xpath("//*[@id='light-news']")
    return "".join(one.text_content() for one in found)


def test_every_task_with_another_light_is_named_with_both_the_worse_first(tmp_path: Path) -> None:
    now = sample_ledger().lights
    red = next(task for task, light in now.items() if light == Light.RED)
    green = next(task for task, light in now.items() if light == Light.GREEN)
    told = news(tmp_path, now | {green: Light.YELLOW, red: Light.GREEN})
    assert f"{red}（■绿→●红，↓变差）" in told
    assert f"{green}（▲黄→■绿，↑好转）" in told
    assert told.index(red) < told.index(green)
    assert "2项变了灯" in told


def test_unchanged_lights_are_said_to_be_so(tmp_path: Path) -> None:
    assert "没有变化" in news(tmp_path, sample_ledger().lights)


def test_the_first_page_compares_with_nothing(tmp_path: Path) -> None:
    assert news(tmp_path, {}) == ""


def test_a_second_run_on_one_day_still_compares_with_the_day_before(tmp_path: Path) -> None:
    friday, monday = date(2022, 4, 8), date(2022, 4, 11)
    with open_register(tmp_path) as register:
        register.record_page(friday, {"任务1": "绿"})
        for light in ("黄", "红"):
            assert register.record_page(monday, {"任务1": light}).lights == {"任务1": "绿"}
        assert register.record_page(date(2022, 4, 18), {"任务1": "绿"}).lights == {"任务1": "红"}
