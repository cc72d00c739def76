"""Whatever people do to 人工认定.xlsx between runs: no filled cell that a run has once read is ever lost (docs/contract.md)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from core_samples import FINANCE, PLANNING
from decision_desk import APRIL_11, QUESTIONS, Desk
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

_ANSWERS = {
    "单位": (FINANCE, PLANNING, "没有这个局"),
    "事项": ("任务1", "任务2", "任务99"),
    "期间": ("2022-03", "三月"),
}
_DAYS = {"匹配认定": "J", "延期批准": "G"}


@dataclass
class Story:
    """A desk, and what people have written so far: every text is written only once, so that it can be looked for."""

    desk: Desk
    written: set[str] = field(default_factory=set)
    count: int = 0
    questions: int = len(QUESTIONS)

    def word(self) -> str:
        self.count += 1
        return f"笔迹{self.count}"

    def note(self, sheet: str, row: int, *columns: str) -> None:
        """New words stand in the row from now on, with the day on which they were written."""
        book = self.desk.open()
        for column in columns:
            cell = book[sheet][f"{column}{row}"]
            self.written.discard(str(cell.value))
            cell.value = self.word()
            self.written.add(str(cell.value))
        book[sheet][f"{_DAYS[sheet]}{row}"] = APRIL_11 + timedelta(days=self.count)
        book.save(self.desk.path)

    def run(self) -> None:
        day = APRIL_11 + timedelta(days=self.count)
        self.desk.run(QUESTIONS[: self.questions], day)


def _last_row(story: Story, sheet: str) -> int:
    return 1 + len(story.desk.rows(sheet))


def answer(story: Story, chance: int) -> None:
    """A question is answered, rightly or wrongly, with a name and a remark."""
    row = 2 + chance % max(1, _last_row(story, "匹配认定") - 1)
    sheet = story.desk.open()["匹配认定"]
    kind = str(sheet[f"B{row}"].value)
    if kind in _ANSWERS:
        story.desk.type("匹配认定", {f"H{row}": _ANSWERS[kind][chance % len(_ANSWERS[kind])]})
        story.note("匹配认定", row, "I", "K")


def remark(story: Story, chance: int) -> None:
    """A remark, or a word in a column of a person's own, in any row."""
    row = 2 + chance % max(1, _last_row(story, "匹配认定") - 1)
    if story.desk.open()["匹配认定"][f"A{row}"].value:
        story.desk.type("匹配认定", {"L1": "跟踪"})
        story.note("匹配认定", row, "KL"[chance % 2])


def extend(story: Story, chance: int) -> None:
    """An entry, whole or half-filled; often about the same return as another."""
    row = _last_row(story, "延期批准") + 1
    cells: dict[str, object] = {f"A{row}": (FINANCE, PLANNING)[chance % 2], f"B{row}": "落实", f"C{row}": "2022-03"}
    if chance % 3:
        cells[f"D{row}"] = date(2022, 4, 10 + chance % 15)
    story.desk.type("延期批准", cells)
    story.note("延期批准", row, "E")


def correct_entry(story: Story, chance: int) -> None:
    """The unit of an entry is put right in its place."""
    row = _last_row(story, "延期批准")
    if row > 1:
        story.desk.type("延期批准", {f"A{row}": (PLANNING, FINANCE)[chance % 2]})


def lose_row(story: Story, chance: int) -> None:
    sheet = ("匹配认定", "延期批准")[chance % 2]
    if _last_row(story, sheet) > 1:
        story.desk.delete_row(sheet, 2 + chance % (_last_row(story, sheet) - 1))


def clear_answer(story: Story, chance: int) -> None:
    story.desk.type("匹配认定", {f"H{2 + chance % 3}": None})


def lose_workbook(story: Story, chance: int) -> None:
    story.desk.path.unlink()


def copy_workbook(story: Story, chance: int) -> None:
    if not (story.desk.root / "旧.xlsx").exists():
        shutil.copyfile(story.desk.path, story.desk.root / "旧.xlsx")


def put_old_copy_back(story: Story, chance: int) -> None:
    old = story.desk.root / "旧.xlsx"
    if old.exists():
        shutil.copyfile(old, story.desk.path)


def sort_rows(story: Story, chance: int) -> None:
    """The rows of a sheet are sorted the other way round, as in Excel."""
    book = story.desk.open()
    sheet = book["延期批准"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    filled = [row for row in rows if any(value is not None for value in row)]
    for number, row in enumerate(reversed(filled), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(story.desk.path)


def ask_otherwise(story: Story, chance: int) -> None:
    story.questions = chance % (len(QUESTIONS) + 1)


DEEDS: tuple[Callable[[Story, int], None], ...] = (
    answer,
    remark,
    extend,
    correct_entry,
    lose_row,
    clear_answer,
    lose_workbook,
    copy_workbook,
    put_old_copy_back,
    sort_rows,
    ask_otherwise,
)


@settings(max_examples=12, phases=(Phase.generate,))
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 11)), min_size=3, max_size=9))
def test_no_filled_cell_is_ever_lost(deeds: list[tuple[Callable[[Story, int], None], int]]) -> None:
    with TemporaryDirectory() as folder:
        story = Story(Desk(Path(folder)))
        story.run()
        for deed, chance in deeds:
            deed(story, chance)
            story.run()
            assert story.written <= story.desk.values()
        content = story.desk.path.read_bytes()
        story.run()
        assert story.desk.path.read_bytes() == content, "a second run finds nothing to do"
