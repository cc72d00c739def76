"""What befalls a return, from the files and 人工认定.xlsx to 报送情况 and 收文清单: one office, real files, day by day."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from frames import in_words, only
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sequences.office import unrendered
from small_office import THREE_UNITS, write_small_office

from pipeline.config import load_settings
from pipeline.ledger.model import Ledger
from pipeline.stages import Walk, run_weekly
from pipeline.submissions.files.inbox import InboxFile, list_inbox
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Status

MARCH = Period(2022, 3)
APRIL_5, APRIL_7, APRIL_11, APRIL_18, APRIL_20 = (date(2022, 4, day) for day in (5, 7, 11, 18, 20))
LEAVES = shutil.ignore_patterns("outbox")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three units, whose forms for March lie beside the office, not in its inbox."""
    root = tmp_path_factory.mktemp("经过") / "样例"
    write_small_office(root, THREE_UNITS, MARCH)
    (root / "未到").mkdir()
    for path in sorted((root / "inbox").rglob("附件4-2022年03月-*.xlsx")):
        if not path.name.startswith("更正"):
            shutil.copyfile(path, root / "未到" / f"{path.parent.name}.xlsx")
    for path in [*(root / "inbox").rglob("*03月*"), *(root / "inbox").rglob("3月*")]:
        path.unlink()
    return root


class Office:
    """The office from one day to the next; ``unit`` is the one that the story is about."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.units = sorted(path.stem for path in (root / "未到").iterdir())
        self.unit = self.units[0]
        self.form = (root / "未到" / f"{self.unit}.xlsx").read_bytes()

    def put(self, day: date, name: str, content: bytes) -> Path:
        path = self.root / "inbox" / day.isoformat() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def run(self, day: date) -> Ledger:
        with unrendered():
            return run_weekly(Walk(load_settings(self.root), day, lambda _, items, __: items)).ledger

    def state(self, day: date, unit: str = "", period: Period = MARCH) -> tuple[str, int | None]:
        """状态 and 迟报工作日 after a run."""
        returns = self.run(day).returns
        row = only(returns, unit=unit or self.unit, period=period)
        return row["status"], row["workdays_late"]

    def decide(self, sheet: str, *cells: object) -> None:
        book = load_workbook(self.book)
        self._append(book[sheet], cells)
        book.save(self.book)

    def answer(self, kind: str, answer: str) -> None:
        """The one open question of ``kind`` is answered in its row."""
        book = load_workbook(self.book)
        [row] = [row for row in book["匹配认定"].iter_rows(min_row=2) if row[1].value == kind and not row[7].value]
        row[7].value = answer
        book.save(self.book)

    @property
    def book(self) -> Path:
        return self.root / "master" / "人工认定.xlsx"

    @staticmethod
    def _append(sheet: Any, cells: tuple[object, ...]) -> None:
        row = max((cell.row for cells in sheet.iter_rows() for cell in cells if cell.value is not None), default=1) + 1
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column).value = datetime(*value.timetuple()[:3]) if isinstance(value, date) else value


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    shutil.copytree(made, tmp_path / "样例", ignore=LEAVES)
    return Office(tmp_path / "样例")


def test_nothing_then_late_then_extended(office: Office) -> None:
    assert office.state(date(2022, 4, 8)) == (Status.NOT_DUE, None)
    assert office.state(APRIL_11) == (Status.MISSING, 1)
    office.put(date(2022, 4, 12), f"附件4-3月-{office.unit}.xlsx", office.form)
    assert office.state(APRIL_18) == (Status.LATE, 2)
    office.decide("延期批准", office.unit, "落实", "2022-03", date(2022, 4, 15), "汛期", "张三", APRIL_11)
    assert office.state(APRIL_18) == (Status.ON_TIME, None)


def test_resent_later_it_stays_on_time_and_counts_once(office: Office) -> None:
    office.put(APRIL_7, f"附件4-3月-{office.unit}.xlsx", office.form)
    office.put(date(2022, 4, 12), f"再报-附件4-3月-{office.unit}.xlsx", office.form)
    assert office.state(APRIL_18) == (Status.ON_TIME, None)
    recognised = office.run(APRIL_18).receipts.set_index("source")["recognised"]
    assert recognised[f"2022-04-12/再报-附件4-3月-{office.unit}.xlsx"] == "重复"


def test_unreadable_then_readable(office: Office) -> None:
    path = office.put(APRIL_7, f"附件4-3月-{office.unit}.xlsx", office.form[: len(office.form) // 3])
    assert office.state(APRIL_11) == (Status.UNSETTLED, None)
    office.put(date(2022, 4, 12), path.name, office.form)
    assert office.state(APRIL_18) == (Status.LATE, 2), "the first readable receipt decides"
    office.decide("收文登记", path.relative_to(office.root / "inbox").as_posix(), "", "", "", APRIL_7)
    office.decide("收文登记", f"2022-04-12/{path.name}", "", "", "", APRIL_7, "李四", "原件4月7日已到，补发可读版")
    assert office.state(APRIL_18) == (Status.ON_TIME, None), "a person may say that it was here in time"


def test_unsettled_then_settled_by_a_person_then_outbox_lost(office: Office) -> None:
    """No name, no folder, no title says whose it is: a person does, once, and no later run forgets it."""
    book_path = office.put(APRIL_7, "附件4-3月.xlsx", office.form)
    book = load_workbook(book_path)
    for row in book.active.iter_rows(max_row=6):
        for cell in row:
            if office.unit in str(cell.value):
                cell.value = str(cell.value).replace(office.unit, "某某单位")
    book.save(book_path)
    assert office.state(APRIL_11) == (Status.UNSETTLED, None)
    office.answer("单位", office.unit)
    assert office.state(APRIL_11) == (Status.ON_TIME, None)
    shutil.rmtree(office.root / "outbox", ignore_errors=True)
    office.book.unlink()
    assert office.state(APRIL_18) == (Status.ON_TIME, None)
    assert office.unit in {row[7].value for row in load_workbook(office.book)["匹配认定"].iter_rows(min_row=2)}


def test_withdrawn_then_rejected(office: Office) -> None:
    path = office.put(APRIL_7, f"附件4-3月-{office.unit}.xlsx", office.form)
    assert office.state(APRIL_11) == (Status.ON_TIME, None)
    path.unlink()
    assert office.state(APRIL_11) == (Status.ON_TIME, None)
    office.decide("收文登记", path.relative_to(office.root / "inbox").as_posix(), "", "不采用")
    assert office.state(APRIL_18) == (Status.MISSING, 6)


def test_on_paper_then_exempt_from_the_next_month_on(office: Office) -> None:
    office.decide("收文登记", "", office.unit, "落实", "2022-03", APRIL_7, "李四")
    office.decide("免报", office.unit, "", "落实", "2022-04", "", "机构撤并", "张三")
    may_18 = date(2022, 5, 18)
    assert office.state(may_18) == (Status.ON_TIME, None)
    assert office.state(may_18, period=Period(2022, 4)) == (Status.EXEMPT, None)


def test_a_name_that_changed_in_june_is_one_unit(office: Office) -> None:
    """The forms carry the old name before and after; what is said of June on carries the new one."""
    office.put(APRIL_7, f"附件4-3月-{office.unit}.xlsx", office.form)
    path = office.root / "master" / "单位名录.xlsx"
    book = load_workbook(path)
    sheet = book["单位"]
    [header] = [row[0].row for row in sheet.iter_rows(max_row=6) if row[0].value == "单位"]
    [row] = [row[0].row for row in sheet.iter_rows() if row[0].value == office.unit]
    column = sheet.max_column
    for place, (label, value) in enumerate((("启用日期", datetime(2022, 6, 15)), ("新名称", "区新设局")), 1):
        sheet.cell(header, column + place).value = label
        sheet.cell(row, column + place).value = value
    book.save(path)
    assert office.state(date(2022, 6, 14)) == (Status.ON_TIME, None)
    assert office.state(date(2022, 6, 15), unit="区新设局") == (Status.ON_TIME, None)
    assert office.unit not in set(office.run(date(2022, 6, 15)).returns["unit"])


def test_a_folder_of_a_month_to_come_makes_nobody_missing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """R7: the run of 11 April sees a file in the folder of 7 May; the file system says that it lay there on the 7th of April."""
    path = office.put(date(2022, 5, 7), f"附件4-3月-{office.unit}.xlsx", office.form)
    _lay_there_since(APRIL_7, monkeypatch)
    assert office.state(APRIL_11) == (Status.ON_TIME, None)
    assert office.state(date(2022, 5, 18)) == (Status.ON_TIME, None), "nor late once that day has come"
    path.rename(office.put(APRIL_7, path.name, b""))
    assert office.state(date(2022, 5, 18)) == (Status.ON_TIME, None)


def _lay_there_since(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file was put where it is on ``day``, as the file system tells."""

    def listed(inbox: Path, year: int) -> tuple[InboxFile, ...]:
        return tuple(replace(file, file_day=day) for file in list_inbox(inbox, year))

    monkeypatch.setattr("pipeline.stages.receiving.list_inbox", listed)


def test_a_folder_that_cannot_be_listed_hides_nothing_that_was_seen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R8, R25: an error of listing makes nobody 未报, and what was seen below it goes on counting."""
    path = office.put(APRIL_7, f"{office.unit}/附件4-3月.xlsx", office.form)
    real = os.scandir

    def scandir(folder: str) -> object:
        if os.fspath(folder) == os.fspath(path.parent):
            raise PermissionError(errno.EACCES, "denied", folder)
        return real(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        assert office.state(APRIL_11) == (Status.UNSETTLED, None)
    assert office.state(APRIL_11) == (Status.ON_TIME, None)
    assert "文件夹打不开" not in set(office.run(APRIL_11).findings["category"])
    monkeypatch.setattr(os, "scandir", scandir)
    book = office.run(APRIL_18)
    assert only(book.returns, unit=office.unit, period=MARCH)["status"] == Status.ON_TIME
    assert "文件夹打不开" in set(book.findings["category"])
    assert "文件已撤走" not in set(book.findings["category"]), "nobody knows whether it was"


def test_a_file_that_could_not_be_opened_is_in_doubt_until_it_can(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.put(APRIL_7, f"附件4-3月-{office.unit}.xlsx", office.form)
    real = Path.open

    def open_unless_busy(one: Path, *arguments: Any, **more: Any) -> Any:
        if one == path:
            raise PermissionError(errno.EACCES, "open elsewhere", str(one))
        return real(one, *arguments, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_unless_busy)
        assert office.state(APRIL_11) == (Status.UNSETTLED, None)
    path.unlink()
    assert office.state(APRIL_11) == (Status.UNSETTLED, None), "gone before anybody could look into it"
    office.put(APRIL_7, path.name, office.form)
    assert office.state(APRIL_18) == (Status.ON_TIME, None)
    path.unlink()
    book = office.run(APRIL_18)
    assert only(book.returns, unit=office.unit, period=MARCH)["status"] == Status.ON_TIME
    assert "文件无法读取" not in set(book.findings["category"])


# --- properties over real files ----------------------------------------------------------------------------------

Spoil = Callable[[bytes], bytes]
SPOILS: dict[str, Spoil] = {
    "whole": lambda content: content,
    "cut off": lambda content: content[: len(content) // 3],
    "empty": lambda content: b"",
    "no workbook": lambda content: b"%PDF-1.4",
}
FILES = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(sorted(SPOILS)), st.sampled_from([APRIL_5, APRIL_11])), max_size=4
)


@settings(max_examples=3, phases=(Phase.explicit, Phase.generate), deadline=None)
@example([(0, "no workbook", APRIL_5)], 1, "no workbook")
@example([(0, "empty", APRIL_5)], 1, "empty")
@given(FILES, st.integers(0, 2), st.sampled_from(sorted(SPOILS)))
def test_files_of_any_kind_in_any_order(
    made: Path, tmp_path_factory: pytest.TempPathFactory, lying: list[tuple[int, str, date]], sender: int, spoil: str
) -> None:
    """R8: 未报 and 收文清单 never contradict each other, and one more file of a unit makes nobody else worse, and not it 未报."""
    root = tmp_path_factory.mktemp("性质") / "样例"
    shutil.copytree(made, root, ignore=LEAVES)
    office = Office(root)
    contents = [(office.root / "未到" / f"{unit}.xlsx").read_bytes() for unit in office.units]
    for number, (unit, how, day) in enumerate(lying):
        office.put(day, f"{number}-附件4-3月-{office.units[unit]}.xlsx", SPOILS[how](contents[unit]))
    before = _march(office.run(APRIL_18))
    office.put(APRIL_11, f"新-附件4-3月-{office.units[sender]}.xlsx", SPOILS[spoil](contents[sender]))
    book = office.run(APRIL_20)
    after = _march(book)
    assert after[office.units[sender]] != Status.MISSING
    assert {unit: state for unit, state in after.items() if unit != office.units[sender]} == {
        unit: state for unit, state in before.items() if unit != office.units[sender]
    }
    listed = {row["units"] for row in in_words(book.receipts) if row["periods"] == str(MARCH)}
    assert not listed & {unit for unit, state in after.items() if state == Status.MISSING}


def _march(book: Ledger) -> dict[str, str]:
    rows = book.returns[(book.returns["period"] == MARCH) & (book.returns["tasks_due"] > 0)]
    return dict(zip(rows["unit"], rows["status"], strict=True))
