"""Which task each row is about (R10): by its text within the unit's own tasks, then over all; numbers support or contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from pipeline.master.tasks import Task
from pipeline.submissions.forms.numbering import annex_of_heading, parse_task_cells
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.row_marks import RowMarks
from pipeline.submissions.matching.task_index import TaskIndex, Thresholds
from pipeline.submissions.matching.task_judge import BY_WORDS, Above, TaskJudge, TaskMatch, TaskRow, unsettled
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import Annex

_GUESSED = 50.0


def match_tasks(
    rows: Sequence[WrittenRow], own: Sequence[Task], index: TaskIndex, thresholds: Thresholds
) -> tuple[TaskMatch, ...]:
    """One match per row, in order. ``own`` are the unit's tasks (none while the unit is unsettled)."""
    positions = accumulate(not row.is_heading for row in rows)
    placed = zip(positions, rows, strict=True)
    compared = _in_parts([_compare(position, row, own, index, thresholds) for position, row in placed])
    is_single_row = sum(row.is_answered for row in rows) == 1
    judge = TaskJudge(own, index, thresholds, _uses_annex_numbers(compared, own), is_single_row)
    marks = RowMarks(own, index, thresholds)
    compared = marks.heard(compared)
    matches: list[TaskMatch] = []
    above: Above | None = None
    for r in compared:
        match = judge.decide(marks.numbered(r, judge.uses_annex_numbers), above)
        match = marks.held_against(r, r.numbering, match) if r.mark else match
        if (
            above and match.task and match.task is above.match.task
        ):  # broken down, if only by the same text in rows that follow
            match = match if match.sub_item else replace(match, sub_item=f"第{r.row.row}行")
        elif match.is_heading:
            above = None
        else:
            above = Above(match, not r.row.is_answered, r.numbering.is_nested)
        matches.append(match)
    return _without_guesses(compared, _numbered_apart(compared, matches))


def _numbered_apart(rows: Sequence[TaskRow], matches: Sequence[TaskMatch]) -> list[TaskMatch]:
    """``matches``, where a task cell is merged over the numbered rows of several tasks the first row's own task alone."""
    below = [*((r.row.is_continued and bool(r.numbering.number)) for r in rows[1:]), False]

    def apart(r: TaskRow, match: TaskMatch, is_shared: bool) -> TaskMatch:
        own = [task for task in match.tasks if r.has_number_of(task)] if match.also and is_shared else []
        return replace(match, task=own[0], also=()) if len(own) == 1 else match

    return [apart(*one) for one in zip(rows, matches, below, strict=False)]


def _without_guesses(rows: Sequence[TaskRow], matches: Sequence[TaskMatch]) -> tuple[TaskMatch, ...]:
    """``matches``, but for rows with a number of their own that words alone give to a task which another row names."""
    named = {task.task_id for match in matches if match.basis != BY_WORDS for task in match.tasks}

    def judged(r: TaskRow, match: TaskMatch) -> TaskMatch:
        is_guess = match.basis == BY_WORDS and r.numbering.is_plain and not r.numbering.is_below
        if match.task and is_guess and match.task.task_id in named:
            return unsettled(Kind.TASK_AMBIGUOUS, r, [(_GUESSED, match.task)])
        return match

    return tuple(judged(r, match) for r, match in zip(rows, matches, strict=True))


def _compare(position: int, row: WrittenRow, own: Sequence[Task], index: TaskIndex, thresholds: Thresholds) -> TaskRow:
    numbering, text, folded = parse_task_cells(row.text("number_text"), row.text("task_text"))
    query = _without_category(folded, index)
    ranked = index.rank(query, own) if query else []
    found = index.choose(query, ranked, own, thresholds) if query else None
    return TaskRow(position, row, numbering, text, query, ranked, found)


def _in_parts(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """``rows``, each with the annex that the heading above it names, while the numbers below the heading go up."""
    told: list[TaskRow] = []
    part: Annex | None = None
    highest = 0
    for r in rows:
        heading = annex_of_heading(r.row.text("task_text")) if r.row.is_heading else None
        number = (r.numbering.number or 0) if r.numbering.is_plain else 0
        if heading:
            part, highest = heading, 0
        elif 0 < number < highest:
            part = None
        highest = max(highest, 0 if heading else number)
        told.append(replace(r, part=part) if part else r)
    return told


def _without_category(query: str, index: TaskIndex) -> str:
    """The folded text without a 类别 in front of it."""
    for category in index.categories:
        if query.startswith(category) and len(query) > len(category) + 3:
            return query.removeprefix(category)
    return query


def _uses_annex_numbers(rows: Sequence[TaskRow], own: Sequence[Task]) -> bool:
    """Whether the bare numbers of this form are the annex's own: most rows that read clearly say so.

    A few that disagree are slips then, and are asked about (R10); so are numbers that all name tasks of the unit.
    """
    plain = [r for r in rows if r.numbering.is_plain and not r.row.is_continued]
    voters = [r for r in plain if r.is_strong] or [r for r in plain if r.found]
    return _is_carried(voters, plain, own) if voters else _are_annex_numbers(rows, own)


def _is_carried(voters: Sequence[TaskRow], plain: Sequence[TaskRow], own: Sequence[Task]) -> bool:
    """Whether enough of the rows that read clearly have the annex's number, and the numbers do not just count."""
    agreeing = sum(r.is_agreed for r in voters)
    if agreeing == len(voters):
        return any(r.numbering.number != r.position for r in voters)
    return not _is_running(plain) and (agreeing * 2 > len(voters) or _are_borne(voters, own))


def _are_borne(rows: Sequence[TaskRow], own: Sequence[Task]) -> bool:
    """Whether all the numbers name tasks of the unit."""
    return {task.number for task in own} >= {r.numbering.number for r in rows}


def _is_running(rows: Sequence[TaskRow]) -> bool:
    """Whether numbers only count: 1, 2, 3, and again from 1 in the next part."""
    numbers = [r.numbering.number or 0 for r in rows]
    return all(now in (before, before + 1, 1) for before, now in pairwise([0, *numbers]))


def _are_annex_numbers(rows: Sequence[TaskRow], own: Sequence[Task]) -> bool:
    """Whether bare numbers without a text are the annex's: each one of the unit's own, and not simply 1, 2, 3."""
    bare = [r for r in rows if not r.query and not r.row.is_continued and not _goes_below(r)]
    is_borne = all(any(r.has_number_of(task) for task in own) for r in bare)
    return bool(bare) and is_borne and not any(_counts(bare, part) for part in {r.part for r in bare})


def _goes_below(r: TaskRow) -> bool:
    """Whether a row has neither number nor text: more about the one above."""
    return not (r.row.text("number_text") or r.row.text("task_text"))


def _counts(rows: Sequence[TaskRow], part: Annex | None) -> bool:
    """Whether the numbers of a part simply count its rows."""
    numbers = [r.numbering.number for r in rows if r.part is part]
    return numbers == list(range(1, len(numbers) + 1))
