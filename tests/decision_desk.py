"""A desk at which 人工认定.xlsx is kept: runs of the pipeline's part, and what a person does in Excel in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core_samples import FINANCE, PLANNING, TASKS, directory
from openpyxl import Workbook, load_workbook

from pipeline.decisions.decisions import Decisions, load_decisions
from pipeline.decisions.sheet import MARK
from pipeline.keeping.register import open_register
from pipeline.outputs.decision_book.book import Refresh, refresh_decision_workbook
from pipeline.outputs.decision_book.pending_rows import alias_rows, question_rows
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.questions import Question, QuestionKind

APRIL_11 = date(2022, 4, 11)
MAY_9 = date(2022, 5, 9)
OWN_NAME = Question(QuestionKind.UNIT, "", "市中财政", Place("a.xlsx", "表1"), ((FINANCE, 88), (PLANNING, 40)))
OWN_TASK = Question(QuestionKind.TASK, FINANCE, "片区建设", Place("b.xlsx", "表1", 7), (("任务1", 92), ("任务2", 88)))
BLANK_MONTH = Question(QuestionKind.PERIOD, "sha-1/表1", "", Place("c.xlsx", "表1"), (("2022-03", 60),))
QUESTIONS = (OWN_NAME, OWN_TASK, BLANK_MONTH)
Row = Sequence[object]


@dataclass(frozen=True)
class Desk:
    """A project folder of which only master/人工认定.xlsx and archive/ matter here."""

    root: Path

    @property
    def path(self) -> Path:
        return self.root / "master" / "人工认定.xlsx"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    def run(
        self,
        questions: Sequence[Question] = (),
        day: date = APRIL_11,
        pending: Mapping[str, Sequence[Row]] | None = None,
    ) -> tuple[Decisions, Refresh]:
        """One run: decisions read and kept, ``questions`` that have no answer and other ``pending`` rows written."""
        with open_register(self.archive) as register:
            decisions = load_decisions(self.path, directory(), TASKS, 2022, register.kept_decisions())
            register.keep_decisions(decisions.kept, day)
            still_open = [one for one in questions if one.question_id not in decisions.answers]
            asked = {"匹配认定": question_rows(still_open, TASKS), "别名建议": alias_rows(decisions, directory())}
            refresh = refresh_decision_workbook(self.path, day, {**asked, **(pending or {})}, register, self.archive)
        return decisions, refresh

    def open(self) -> Workbook:
        """The workbook as a person opens it."""
        return load_workbook(self.path)

    def type(self, sheet: str, cells: Mapping[str, object]) -> None:
        """A person fills in cells (B2 → value) and saves."""
        book = self.open()
        for place, value in cells.items():
            book[sheet][place] = value
        book.save(self.path)

    def delete_row(self, sheet: str, number: int) -> None:
        book = self.open()
        book[sheet].delete_rows(number)
        book.save(self.path)

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """The filled rows, by header; blank cells and 标识 left out."""
        header, *rows = self.open()[sheet].iter_rows(values_only=True)
        labelled = [
            {str(label): value for label, value in zip(header, row, strict=True) if value is not None and label != MARK}
            for row in rows
        ]
        return [row for row in labelled if row]

    def values(self) -> set[object]:
        """Everything written anywhere in the workbook."""
        return {value for sheet in self.open().worksheets for row in sheet.iter_rows(values_only=True) for value in row}
