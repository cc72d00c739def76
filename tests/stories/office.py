"""A small office of seven units and nine tasks, played from outside: real files, ``run.py``, and what it leaves behind.

Nothing here knows the product's code: another checkout is played where the environment names one in ``STORY_CODE``.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date, datetime, time
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Self, TypeVar
from unittest.mock import patch

from command_line import Done, run
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from python_calamine import CalamineWorkbook

from stories.forms import TASKS, Answer, month_form, plan_form

LEADERS = "（领导参阅）"
OTHER_CODE = os.environ.get("STORY_CODE", "")
GROUP = "各街道办事处"
BEARING: Mapping[str, tuple[str, ...]] = {
    "任务1": ("区住房城乡建设局", "区财政局"),
    "任务2": ("区发展改革局",),
    "任务3": ("区教育体育局",),
    "任务4": ("区城管局", "区水务局"),
    "任务5": ("区民政局", GROUP),
    "任务6": ("区财政局",),
    "实事1": ("区发展改革局",),
    "实事2": ("区城管局",),
    "实事3": ("区民政局",),
}
UNITS: tuple[str, ...] = tuple(dict.fromkeys(unit for units in BEARING.values() for unit in units if unit != GROUP))
STREETS = ("泺源街道办事处", "舜玉路街道办事处")
_OFFICIALS = ("张健", "刘松")
DRAFTS, BOOKS = "bulletins and the first page", "the sheets made for reading and the frozen ledger"
_CONFIG = """\
year = 2022

[office]
name = "济南市市中区人民政府办公室"
section = "区政府办公室督查室"
district_names = ["济南市市中区", "市中区"]

[reporting]
who = "all"
plan_due = 2022-03-24

[checks]
twins = []
"""


class Office:
    """The office in the folder ``root``; each ``run`` is one day's, what it left is read back on demand.

    ``prints`` what its stories look at, of ``DRAFTS`` and ``BOOKS``; the rest is worked out and not printed.
    """

    prints: frozenset[str] = frozenset()

    def __init__(self, root: Path, config: str = _CONFIG) -> None:
        self.root = root
        for name in ("inbox", "master"):
            (root / name).mkdir(parents=True)
        (root / "config.toml").write_text(config, encoding="utf-8")
        templates = Path(OTHER_CODE or Path(__file__).resolve().parents[2]) / "master" / "模板"
        if templates.is_dir():
            shutil.copytree(templates, root / "master" / "模板")
        write_tasks(root / "master" / "责任分解表.xlsx", BEARING)
        write_units(root / "master" / "单位名录.xlsx")

    def copy(self, root: Path) -> Self:
        """The same office in another folder: what is told before may be shared by several stories."""
        shutil.copytree(self.root, root)
        copied = object.__new__(type(self))
        copied.root = root
        return copied

    # --- what the units send -----------------------------------------------------------------------------------

    def put(self, place: str, content: bytes) -> Path:
        """``content`` lies at ``place`` below inbox/, over what lay there."""
        path = self.root / "inbox" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def send_plan(self, unit: str, place: str = "", **goals: Sequence[str]) -> Path:
        """The unit's Annex 3, of all its tasks unless ``goals`` are given; in the folder of 21 March by default."""
        told = goals or dict.fromkeys(self.borne(unit), ("一季度完成100户", "完成200户", "完成300户", "完成400户"))
        return self.put(place or f"2022-03-21/附件3-{unit}.xlsx", plan_form(unit, told))

    def send_month(self, unit: str, month: int, place: str = "", **answers: Answer) -> Path:
        """The unit's Annex 4, of all its tasks unless ``answers`` are given; on the 5th of the next month by default."""
        told = answers or dict.fromkeys(self.borne(unit), f"{month}月累计完成{month * 50}户")
        folder = f"2022-{month + 1:02d}-05"
        return self.put(place or f"{folder}/附件4-{month}月-{unit}.xlsx", month_form(unit, month, told))

    def send_all(self, month: int = 0, but: Iterable[str] = ()) -> None:
        """Every unit's plan (month 0) or month, in time; but those named."""
        for unit in UNITS:
            if unit not in but:
                self.send_month(unit, month) if month else self.send_plan(unit)

    def borne(self, unit: str) -> tuple[str, ...]:
        """The tasks that the unit bears from the beginning."""
        return tuple(task for task, units in BEARING.items() if unit in units)

    # --- runs --------------------------------------------------------------------------------------------------

    def run(self, day: str, *verb: str, code: int | None = 0) -> Done:
        """``run.py`` on ``day`` (MM-DD of 2022, or a whole date); the exit code is ``code`` unless that is None."""
        arguments = ("--root", str(self.root), "--today", day if len(day) > 5 else f"2022-{day}", *verb)
        if OTHER_CODE:
            done = _play_other(arguments)
        else:
            with _unprinted({DRAFTS, BOOKS} - self.prints):
                done = run(*arguments)
        assert code is None or done.returncode == code, f"{verb}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    # --- what it left ------------------------------------------------------------------------------------------

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """The rows of a data sheet of 台账.xlsx by their headings, blank cells as ''."""
        return _rows(self.root / "outbox" / "台账.xlsx", name)

    def returned(self, unit: str, period: str) -> dict[str, Any]:
        """The row of 报送情况 for ``unit`` and ``period`` (2022 or 2022-03)."""
        rows = [row for row in self.sheet("报送情况") if (row["单位"], str(row["期间"])) == (unit, period)]
        assert len(rows) == 1, f"{unit} {period}: {len(rows)} rows"
        return rows[0]

    def state(self, unit: str, period: str) -> str:
        """状态 of the return."""
        return str(self.returned(unit, period)["状态"])

    def lights(self, task: str, unit: str) -> dict[str, str]:
        """Period → 预警灯 of a unit's duty (逐月责任)."""
        months = (row for row in self.sheet("逐月责任") if (row["事项编号"], row["单位"]) == (task, unit))
        return {str(row["期间"]): row["预警灯"] for row in months}

    def findings(self, *words: str) -> list[str]:
        """The 问题 of 核验问题 that hold all of ``words``, with their 类别 and 建议处理."""
        told = (f"{row['类别']}：{row['问题']} {row['建议处理']} {row['来源文件']}" for row in self.sheet("核验问题"))
        return [text for text in told if all(word in text for word in words)]

    def letters(self) -> set[str]:
        """The units that have a letter of any kind in outbox/催办/."""
        names = [path.stem for path in (self.root / "outbox" / "催办").rglob("*.docx")]
        return {unit for unit in (*UNITS, *STREETS) if any(name.startswith(unit) for name in names)}

    def bulletins(self) -> dict[str, str]:
        """Each .docx below outbox/通报/ but for full tables, by its place there, as text: paragraphs and cells.

        What only leaders are given stands before the text that it goes with: what holds of one holds of both.
        """
        assert DRAFTS in self.prints or OTHER_CODE, "an office that does not print them"
        folder = self.root / "outbox" / "通报"
        every = [path for path in sorted(folder.rglob("*.docx")) if "（附表）" not in path.name]
        leaders = {path.with_name(path.name.replace(LEADERS, "")): path for path in every if LEADERS in path.name}
        found = [path for path in every if LEADERS not in path.name]
        texts = {path: [docx_text(one) for one in (leaders.get(path), path) if one] for path in found}
        return {path.relative_to(folder).as_posix(): "\n".join(told) for path, told in texts.items()}

    @property
    def page(self) -> str:
        """首页.html, of an office that prints it."""
        return (self.root / "outbox" / "首页.html").read_text(encoding="utf-8")

    # --- 人工认定.xlsx ------------------------------------------------------------------------------------------

    @property
    def book(self) -> Path:
        """The workbook of decisions; it is there from the first run on."""
        return self.root / "master" / "人工认定.xlsx"

    def entries(self, sheet: str) -> list[dict[str, Any]]:
        """The rows of one of its sheets by their headings."""
        return _rows(self.book, sheet)

    def enter(self, sheet: str, **cells: object) -> None:
        """A person adds a row below the last; the keywords are headings."""
        self.edit(sheet, lambda rows: [*rows, dict(cells)])

    def fill(self, sheet: str, where: Mapping[str, object], **cells: object) -> None:
        """A person fills in the one row whose cells hold ``where``."""
        self.edit(sheet, lambda rows: _filled(rows, where, cells))

    def named(self) -> list[dict[str, Any]]:
        """The rows of 点名确认."""
        return self.entries("点名确认")

    def edit(self, sheet: str, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
        """The rows of ``sheet`` become what ``change`` makes of them: added, corrected, sorted, deleted."""
        book = load_workbook(self.book)
        edit_table(book[sheet], change)
        book.save(self.book)

    # --- master ------------------------------------------------------------------------------------------------

    def assign(self, bearing: Mapping[str, Sequence[str]]) -> None:
        """责任分解表 names these units from now on."""
        write_tasks(self.root / "master" / "责任分解表.xlsx", bearing)

    def confirm_group(self, *members: str) -> None:
        """集合单位 is confirmed with these members."""
        write_units(self.root / "master" / "单位名录.xlsx", members)


def edit_table(table: Any, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """The rows of an open sheet become what ``change`` makes of them."""
    labels = [cell.value for cell in table[1]]
    rows = change(table_rows(table))
    for row in table.iter_rows(min_row=2):
        for cell in row:
            cell.value = None
    for number, row in enumerate(rows, 2):
        for label, value in row.items():
            is_day = isinstance(value, date) and not isinstance(value, datetime)
            shown = datetime(*value.timetuple()[:3]) if is_day else value
            table.cell(number, labels.index(label) + 1).value = None if shown == "" else shown


class DraftingOffice(Office):
    """An office that prints its bulletins and its first page."""

    prints = frozenset({DRAFTS})


class WholeOffice(Office):
    """An office that prints all that a run prints."""

    prints = frozenset({DRAFTS, BOOKS})


Told = TypeVar("Told", bound=Office)


def told_once(tell: Callable[[Path], Told], root: Path) -> Told:
    """The office that ``tell`` tells of lies at ``root``: played once in a test run, then copied."""
    told: Told = _told(tell).copy(root)
    return told


@cache
def _told(tell: Callable[[Path], Told]) -> Told:
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return tell(Path(folder.name) / "区")


def march_closed(root: Path, kind: type[Office] = DraftingOffice) -> Office:
    """March is collected on 11 April; 区水务局 and 区民政局 sent nothing for it."""
    made = kind(root)
    made.send_all()
    made.send_all(3, but=["区水务局", "区民政局"])
    made.run("04-11", "deadline", "2022-03")
    return made


@contextmanager
def _unprinted(left_out: Collection[str]) -> Iterator[None]:
    """Runs without what only is printed; all that is worked out is the run's own, and of what was left out nothing is kept."""
    with ExitStack() as stack:
        if left_out:
            stack.enter_context(patch("pipeline.stages.beginning.remembering", lambda _: nullcontext()))
        for name in left_out:
            for place, instead in _PRINTING[name].items():
                stack.enter_context(patch(f"pipeline.{place}", instead))
        yield


def _write_blank(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


_PRINTING: Mapping[str, Mapping[str, Callable[..., object]]] = {
    DRAFTS: {
        "stages.writing.write_run_page": lambda path, *_: path,
        "outputs.bulletins.drafts.render_files": lambda bulletin, place, *_: ((place, b""),),
        "outputs.bulletins.drafts.find_leaks": lambda *_: (),
        "outputs.bulletins.writing.write_document": _write_blank,
        "outputs.consulting.write_letter": lambda path, *_: _write_blank(path, b""),
    },
    BOOKS: {
        "stages.writing.keep_beside": lambda path, _: path,
        **{
            f"outputs.ledger_book.book.write_{sheet}_sheet": lambda *_: None
            for sheet in ("overview", "reading", "matrix", "notes")
        },
    },
}


def write_tasks(path: Path, bearing: Mapping[str, Sequence[str]]) -> None:
    """责任分解表.xlsx with the first unit of each task in bold."""
    book = Workbook()
    sheets = {"任务": book.active, "实事": book.create_sheet("附件2民生实事")}
    sheets["任务"].title = "附件1重点任务"
    sheets["任务"].append(["序号", "类别", "重点任务", "牵头领导", "责任单位"])
    sheets["实事"].append(["序号", "民生实事内容", "牵头领导", "责任单位"])
    for place, (task, units) in enumerate(bearing.items()):
        annex, number = task[:2], int(task[2:])
        lead = TextBlock(InlineFont(b=True), units[0])
        cell = CellRichText(lead, "".join(f"、{unit}" for unit in units[1:]))
        category = ["城市建设"] if annex == "任务" else []
        sheets[annex].append([number, *category, TASKS[task], _OFFICIALS[place % 2], cell])
    book.save(path)


def write_units(path: Path, members: Sequence[str] = ()) -> None:
    """单位名录.xlsx; the group is confirmed where it has ``members``."""
    book = Workbook()
    units = book.active
    units.title = "单位"
    units.append(["单位", "类型", "别名", "下属机构"])
    for unit in (*UNITS, *STREETS):
        units.append([unit, "街道办事处" if unit in STREETS else "区直部门", "", ""])
    groups = book.create_sheet("集合单位")
    groups.append(["集合单位", "成员", "已确认"])
    groups.append([GROUP, "、".join(members or STREETS), "是" if members else "否"])
    book.save(path)


def docx_text(path: Path) -> str:
    """All that a document says in its body, a paragraph or cell to a line; boxes once, not as old Word reads them too."""
    body = Document(str(path)).element.body
    for old in [node for node in body.iter() if str(node.tag).endswith("}Fallback")]:
        old.getparent().remove(old)
    return "\n".join(node.text for node in body.iter() if str(node.tag).endswith("}t") and node.text)


def _play_other(arguments: Sequence[str]) -> Done:
    command = [sys.executable, str(Path(OTHER_CODE) / "run.py"), *arguments]
    done = subprocess.run(command, cwd=OTHER_CODE, capture_output=True, text=True, encoding="utf-8", check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def _rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    return [dict(row) for row in _sheet(path.read_bytes(), sheet)]


@lru_cache(maxsize=8)
def _sheet(content: bytes, name: str) -> Sequence[dict[str, Any]]:
    """The rows of a sheet: a story asks for one row after the other of what a run left."""
    book = CalamineWorkbook.from_object(BytesIO(content))
    return _by_headings([[_cell(value) for value in row] for row in book.get_sheet_by_name(name).to_python(False)])


def _cell(value: Any) -> Any:
    """A cell as openpyxl gives it: whole numbers without a point, days with an hour."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return datetime.combine(value, time()) if type(value) is date else value


def table_rows(sheet: Any) -> list[dict[str, Any]]:
    """The filled rows by the headings of row 1, blank cells as ''."""
    return _by_headings([[cell.value for cell in row] for row in sheet.iter_rows()])


def _by_headings(cells: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    header, *rows = cells
    return [
        {str(label): "" if value is None else value for label, value in zip(header, row, strict=True) if label}
        for row in rows
        if any(value not in (None, "") for value in row)
    ]


def _filled(
    rows: list[dict[str, Any]], where: Mapping[str, object], cells: Mapping[str, object]
) -> list[dict[str, Any]]:
    chosen = [row for row in rows if all(str(value) in str(row[label]) for label, value in where.items())]
    assert len(chosen) == 1, f"{len(chosen)} rows hold {where}: {rows}"
    chosen[0].update(cells)
    return rows
