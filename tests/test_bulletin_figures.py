"""Every number in every bulletin stands in 通报数据 of the frozen ledger, and follows from that ledger's data sheets (R20)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
from small_office import SIX_UNITS, write_small_office

from pipeline import stages
from pipeline.config import load_settings
from pipeline.demo.office import write_office
from pipeline.outputs.shared.wording import short_title
from pipeline.vocabulary.periods import Period

Sheets = dict[str, pd.DataFrame]
MONTHLY, QUARTERLY, DELIVERY = "为民办实事月通报", "季度通报", "报送情况通报"
NO_PROBLEM = {"", "无", "暂无", "没有", "无。", "暂无。", "—", "-", "/"}
DUE = ("按时", "迟报", "未报", "待认定")
STANDINGS = ("已办结", "按序时推进", "需要关注", "进度滞后", "未反映进展", "待认定", "未到期")
# A number with its measure; 第3件 is an ordinal, and what stands in quotation marks is somebody's words.
_COUNTED = re.compile(r"(?<![第\d.])(\d+)(件|项次|项|家|份|条)")
_QUOTED = re.compile("“[^”]*”|（[^（）]*：[^（）]*）|（缺[^（）]*）")
_RATE = re.compile(r"\d+(?:\.\d+)?%")


class Office:
    """A sample office on the day after a quarter's last collection, with its frozen ledger and bulletins."""

    def __init__(self, folder: Path, until: Period, units: int) -> None:
        made = write_office(folder / "office", units=units, until=until)
        self.until, self.root = until, made.root
        walk = stages.Walk(load_settings(made.root), made.today, lambda _, items, __: items)
        stages.run_deadline(walk, until)
        [frozen] = (made.root / "archive" / "台账").glob(f"{until}（截至*.xlsx")
        self.sheets: Sheets = pd.read_excel(
            frozen, engine="calamine", sheet_name=None, dtype=object, keep_default_na=False
        )
        self.figures = self.sheets["通报数据"]

    @property
    def titles(self) -> list[str]:
        """What bulletins call each task."""
        return [short_title(text) for text in self.sheets["事项台账"]["重点任务"]]

    def of(self, bulletin: str) -> dict[tuple[str, str], dict[str, Any]]:
        """(所在部分, 指标) → row."""
        rows = self.figures[self.figures["通报"] == bulletin].to_dict("records")
        return {(row["所在部分"], row["指标"]): {str(key): value for key, value in row.items()} for row in rows}

    def months(self, quarter: int) -> list[str]:
        return [f"2022-{month:02}" for month in range(max(3, quarter * 3 - 2), quarter * 3 + 1)]

    def standing(self, period: str) -> dict[str, str]:
        """Task → where it stood in the month; tasks closed before then stand in 事项台账."""
        closed = dict(zip(self.sheets["事项台账"]["事项编号"], self.sheets["事项台账"]["进度"], strict=True))
        months = self.sheets["逐月事项"]
        now = months[months["期间"] == period]
        return closed | dict(zip(now["事项编号"], now["进度"], strict=True))

    def returns(self, periods: list[str], units: set[str] | None = None) -> pd.DataFrame:
        sheet = self.sheets["报送情况"]
        chosen = (sheet["表种"] == "落实") & sheet["期间"].isin(periods)
        return sheet[chosen & sheet["单位"].isin(units)] if units is not None else sheet[chosen]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((Period(2022, 3), 12), id="first month"),
        pytest.param((Period(2022, 9), 56), id="third quarter, all units"),
        pytest.param((Period(2022, 12), 20), id="december"),
    ],
)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    until, units = request.param
    return Office(tmp_path_factory.mktemp("figures"), until, units)


def test_every_number_that_a_bulletin_states_is_traced(office: Office) -> None:
    for bulletin, path in _bulletins(office):
        rows = office.figures[office.figures["通报"] == bulletin]
        told = {(str(abs(int(v))), m) for v, m in zip(rows["数值"], rows["计量"], strict=True) if m}
        rates = {value.replace("100.0%", "100%") for value in rows.loc[rows["计量"] == "", "数值"]}
        stated = list(_stated(path, office.titles))
        assert len(stated) > (0 if path.parent.name == "公开版" else 5), path.name
        assert [pair for pair in stated if pair not in told] == [], bulletin
        assert set(_RATE.findall("".join(_paragraphs(path)))) - rates == set(), bulletin


def test_every_cell_of_the_tables_of_counts_is_traced(office: Office) -> None:
    """表1 of the quarter and that by 牵头领导 by standing, its table of returns by month: each cell is the figure of that name."""
    paths = list((office.root / "outbox" / "通报").glob("2022年*/2022年*通报*.docx"))
    told, looked_at = office.of(QUARTERLY), 0
    assert any("领导参阅" in path.name for path in paths)
    documents = [docx.Document(str(path)) for path in paths]
    tables = [[[c.text for c in row.cells] for row in table.rows] for one in documents for table in one.tables]
    for (head, *columns), *rows in tables:
        passage = {"类别": "表1", "牵头领导": "领导参阅件总表", "月份": "报送情况表"}.get(head)
        for label, *cells in rows if passage else ():
            for column, cell in zip(columns, cells, strict=True):
                what = {"按时率": "按时报送率"}.get(column, column)
                of = "总体情况" if passage != "报送情况表" else "报送情况"
                key = (of, what) if label == "合计" else (passage or "", f"{label}：{what}")
                if key in told:
                    assert str(told[key]["数值"]) == cell, (key, cell)
                    looked_at += 1
    assert looked_at > 100


def test_standings_follow_from_the_months(office: Office) -> None:
    month = str(office.until)
    for bulletin, measure, scope in ((MONTHLY, "件", "实事"), (QUARTERLY, "项", "")):
        standing = {task: where for task, where in office.standing(month).items() if task.startswith(scope)}
        told = office.of(bulletin)
        assert told["总体情况", "总数"]["数值"] == len(standing) == (22 if scope else 109)
        names = (*STANDINGS, *({"免报"} & set(standing.values())))  # shown where there is any
        for name in names:
            row = told["总体情况", name]
            assert _keys(row) == {task for task, where in standing.items() if where == name}, (bulletin, name)
            assert row["数值"] == len(_keys(row)) and row["计量"] == measure
        assert sum(told["总体情况", name]["数值"] for name in names) == len(standing)
    entries = office.sheets["事项台账"]
    told, standing = office.of(QUARTERLY), office.standing(month)
    led = zip(entries["事项编号"], entries["牵头领导"], strict=True)
    officials = {str(task): str(official) or "未明确" for task, official in led}
    for official in set(officials.values()):
        for name in STANDINGS:
            members = {task for task in standing if officials[task] == official and standing[task] == name}
            assert told["领导参阅件总表", f"{official}：{name}"]["数值"] == len(members), (official, name)


def test_trends_follow_from_the_month_before(office: Office) -> None:
    month = office.until.month
    for bulletin, before, scope, what in (
        (MONTHLY, month - 1, "实事", "比上月"),
        (QUARTERLY, (month - 1) // 3 * 3, "", "比上季度末"),
    ):
        told = office.of(bulletin)
        if before < 3:
            assert not [key for key in told if what in key[1]]
            continue
        now, then = (
            [where for task, where in office.standing(f"2022-{m:02}").items() if task.startswith(scope)]
            for m in (month, before)
        )
        for name in STANDINGS:
            moved = now.count(name) - then.count(name)
            assert told["总体情况", f"{name}{what}增减"]["数值"] == moved, (bulletin, name)


def test_returns_and_rates_follow_from_the_returns(office: Office) -> None:
    month = str(office.until)
    duties = office.sheets["责任台账"]
    owing = set(duties.loc[duties["事项编号"].str.startswith("实事"), "单位"])
    quarter = office.months((office.until.month + 2) // 3)
    for bulletin, passage, returns in (
        (MONTHLY, "报送情况", office.returns([month], owing)),
        (QUARTERLY, "报送情况", office.returns(quarter)),
        (DELIVERY, "总体情况", office.returns([month])),
    ):
        told = office.of(bulletin)
        states = list(returns["状态"])
        assert told[passage, "应报"]["数值"] == len(states)
        for state in set(states):
            expected = {f"{u}/{p}" for u, p in returns.loc[returns["状态"] == state, ["单位", "期间"]].to_numpy()}
            assert _keys(told[passage, state]) == expected, (bulletin, state)
            assert told[passage, state]["数值"] == len(expected)
        due = sum(states.count(state) for state in DUE)
        assert told[passage, "已到期应报"]["数值"] == due
        rate = round(100 * states.count("按时") / due + 1e-9, 1)
        assert told[passage, "按时报送率"]["数值"] == f"{rate:.1f}%", bulletin


def test_problems_and_goals_unmet_follow_from_the_duties(office: Office) -> None:
    month = str(office.until)
    duties = office.sheets["逐月责任"]
    now = duties[(duties["期间"] == month) & (duties["报送状态"] != "待认定")]
    reported = now[~now["存在问题"].str.strip().isin(NO_PROBLEM)]
    livelihood = {f"{t}/{u}" for t, u in reported[["事项编号", "单位"]].to_numpy() if t.startswith("实事")}
    told = office.of(MONTHLY)
    assert _keys(told["存在问题", "反映问题"]) == livelihood
    kinds = [row["数值"] for (passage, what), row in told.items() if passage == "存在问题" and what.endswith("方面")]
    assert sum(kinds) == told["存在问题", "反映问题"]["数值"] == len(livelihood)
    quarter = office.returns(office.months((office.until.month + 2) // 3))
    doubtful = set(quarter.loc[quarter["状态"] == "待认定", "单位"])
    followed = office.sheets["问题台账"]
    still = followed[(followed["状态"] != "已消除") & ~followed["单位"].isin(doubtful)]
    expected = {f"{task}/{unit}" for task, unit in still[["事项编号", "单位"]].to_numpy()}
    assert _keys(office.of(QUARTERLY)["存在问题", "反映问题"]) == expected, "what is open at its end, as 问题台账 says"
    behind = now[(now["进度"] == "进度滞后") & ~now["单位"].isin(doubtful)]
    [row] = [row for (_, what), row in office.of(QUARTERLY).items() if what == "未完成目标"]
    assert _keys(row) == {f"{task}/{unit}" for task, unit in behind[["事项编号", "单位"]].to_numpy()}
    assert row["数值"] == len(behind)


def test_what_is_lacking_praised_claimed_and_presumed_follows_from_the_sheets(office: Office) -> None:
    month = str(office.until)
    returns = office.returns([month])
    received = returns[returns["状态"].isin(["按时", "迟报"])]
    told = office.of(DELIVERY)
    assert _keys(told["存在问题", "已报送报表"]) == {f"{unit}/{month}" for unit in received["单位"]}
    bare = received[received["书面材料"] == "未报"]
    assert told["存在问题", "未附书面材料"]["数值"] == len(bare)
    lacking = received[received["缺漏事项"] != ""]
    assert _keys(told["总体情况", "报送不完整"]) == {f"{unit}/{month}" for unit in lacking["单位"]}
    entries, months = office.sheets["事项台账"], office.sheets["逐月责任"]
    presumed = set(entries.loc[entries["牵头依据"] == "推定", "事项编号"])
    for bulletin, scope in ((MONTHLY, "实事"), (QUARTERLY, "")):
        row = office.of(bulletin)["附件表", "牵头单位系推定"]
        assert _keys(row) == {task for task in presumed if task.startswith(scope)} and row["数值"] == len(_keys(row))
    now = months[months["期间"] == month]
    standing = office.standing(month)
    told = office.of(MONTHLY)
    claimed = {
        str(task)
        for task, rows in now.groupby("事项编号")
        if str(task).startswith("实事") and standing[str(task)] == "按序时推进" and (rows["是否完成"] == "是").all()
    }
    assert _keys(told["推进情况", "按序时推进中自报完成当期目标"]) == claimed
    duties = office.sheets["责任台账"]
    owing = set(duties.loc[duties["事项编号"].str.startswith("实事"), "单位"])
    whole = (returns["状态"] == "按时") & (returns["缺漏事项"] == "") & (returns["书面材料"] == "已报")
    prompt = returns[whole & returns["单位"].isin(owing)]
    fine = ("按序时推进", "已办结", "免报")
    flawed = set(now.loc[~now["进度"].isin(fine), "单位"])
    leads = dict(zip(entries["事项编号"], entries["牵头单位"], strict=True))
    flawed |= {leads[task] for task, where in standing.items() if where not in fine}
    praised = _keys(told["推进情况", "表扬单位"])
    assert praised <= set(prompt["单位"]) - flawed
    findings = office.sheets["核验问题"]
    of_words = findings[findings["期间"] == month]
    assert set(prompt["单位"]) - flawed - praised <= set(of_words["单位"]), "who is left out is asked about its words"


def test_a_weekly_run_and_a_single_bulletin_freeze_their_ledger_too(tmp_path: Path) -> None:
    made = write_small_office(tmp_path / "office", SIX_UNITS, Period(2022, 4))
    walk = stages.Walk(load_settings(made.root), made.today, lambda _, items, __: items)
    outcome = stages.run_bulletin(walk, "monthly", Period(2022, 3))
    frozen = made.root / "archive" / "台账" / f"台账（截至{made.today}）.xlsx"
    assert frozen in outcome.written
    assert set(pd.read_excel(frozen, sheet_name="通报数据", engine="calamine")["期间"]) == {"2022-03"}
    second = frozen.with_stem(f"{frozen.stem}（第2次）")  # it drafts more than the one bulletin did
    assert second in stages.run_weekly(walk).written
    figures = pd.read_excel(second, sheet_name="通报数据", engine="calamine")
    assert set(figures["通报"]) == {MONTHLY, QUARTERLY}
    empty = stages.Walk(load_settings(made.root), date(2022, 3, 1), lambda _, items, __: items, is_confirmed=True)
    assert not [path for path in stages.run_weekly(empty).written if "archive" in path.parts]


def _bulletins(office: Office) -> Iterator[tuple[str, Path]]:
    folder = office.root / "outbox" / "通报"
    for bulletin, pattern in (
        (MONTHLY, f"{office.until}/为民办实事*.docx"),
        (QUARTERLY, "2022年*/2022年*通报.docx"),
        (DELIVERY, f"{office.until}/*报送情况通报.docx"),
    ):
        [path] = folder.glob(pattern)
        yield bulletin, path
        yield from ((bulletin, public) for public in path.parent.glob(f"公开版/{path.stem}（公开版）.docx"))


def _paragraphs(path: Path) -> list[str]:
    """The bulletin's own sentences: units' words, the inner page of a draft and the annex's words left out."""
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    inner = next((place for place, text in enumerate(texts) if "内部附页" in text), len(texts))
    kept = []
    for text in texts[:inner]:
        problems = re.match(r"(?:\d+\.\S+?方面（\d+条）|责任单位反映需要协调解决的问题\d+条)。", text)
        rest = re.search(r"其余\d+条详见", text)
        own = f"{problems[0]}{rest[0] if rest else ''}" if problems else text
        own = re.sub(r"第[\d、]+件", "", own)  # ordinals
        own = re.split("，主要(?:有|是)：", own)[0]  # what follows is the units' own
        own = re.sub(r"^\d+\.\D.*$", "", own)  # a task that lags: its name, what was reached and what was wanted
        kept.append(_QUOTED.sub("", own))
    return kept


def _stated(path: Path, titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The numbers of a text with their measures; what a task is called counts nothing."""
    for paragraph in _paragraphs(path):
        text = paragraph
        for title in titles:
            text = text.replace(f"{title}（第", "（第")
        for number, measure in _COUNTED.findall(text):
            yield str(int(number)), measure


def _keys(row: dict[str, Any]) -> set[str]:
    return {key for key in str(row["依据"]).split("；") if key}
