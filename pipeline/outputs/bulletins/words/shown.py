"""What an edition may show of the facts: sanctions only where confirmed (R8, R21)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.problems import ProblemNote
from pipeline.outputs.bulletins.facts.published import published_tasks
from pipeline.outputs.bulletins.facts.tallies import Tally
from pipeline.outputs.bulletins.facts.task_lines import TaskLine, UnitWords
from pipeline.outputs.bulletins.words.own_words import own_words
from pipeline.outputs.bulletins.words.places import place_words
from pipeline.outputs.bulletins.words.pooling import UNTOLD
from pipeline.outputs.bulletins.words.problem_kinds import grouped_problems
from pipeline.outputs.docx.tables import Pieces
from pipeline.outputs.docx.variables import said
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault, Standing, Status

_LOUD = frozenset({Standing.BEHIND, Standing.UNREPORTED})
_NO_KIND_LIMIT = 150
_BRIEF = 60
OMITTED_NOTE = f"标{wording.OMITTED}的，系免报、延期、本期未填内容或暂不列入，不表示未报送"


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one kind in the units' own words."""

    number: str = said("序", "1、2、3……")
    kind: str = said("类别", "如 征收拆迁")
    count: str = said("条数", "这一类问题的条数")
    text: str = said("内容", "各单位反映的问题，单位名称在前")


def problem_groups(notes: Sequence[ProblemNote], most: int, rest: str) -> tuple[ProblemGroup, ...]:
    """``notes`` by kind, at most ``most`` of each; ``rest`` says where the others are."""
    return tuple(
        ProblemGroup(str(number), kind, str(len(group)), _group_text(group, most, rest))
        for number, (kind, group) in enumerate(grouped_problems(notes), 1)
    )


def _group_text(group: Sequence[ProblemNote], most: int, rest: str) -> str:
    told = "".join(
        f"{note.unit}（{place_words(note.line.task_id)}“{note.line.title}”）："
        f"{wording.sentence(wording.cut(note.words.replace(chr(10), ''), _NO_KIND_LIMIT))}"
        for note in group[:most]
    )
    return told + (rest.format(number=len(group) - most) if len(group) > most else "")


def shown_lines(
    lines: Iterable[TaskLine], edition: Edition, period: Period, unsettled: Collection[str] = ()
) -> tuple[TaskLine, ...]:
    """``lines`` as ``edition`` may show them: whose silence or report it was only where that may be named.

    Of a unit of ``unsettled`` nothing against it is told in any place, be it about another month of the span (R8).
    """
    return tuple(_shown_line(line, edition, period, unsettled) for line in lines)


def _shown_line(line: TaskLine, edition: Edition, period: Period, unsettled: Collection[str]) -> TaskLine:
    def words(items: Iterable[UnitWords]) -> tuple[UnitWords, ...]:
        return tuple(
            _shown_words(item, edition, Charge(period, item.unit or line.lead_unit, Fault.MISSING)) for item in items
        )

    is_told = line.sanction is None or (line.sanction.charge.unit not in unsettled and edition.may_name(*line.sanction))
    return replace(
        line,
        standing_unit=line.standing_unit if is_told else "",
        is_standing_told=is_told,
        progress=words(line.progress),
        next_steps=words(line.next_steps),
    )


def _shown_words(item: UnitWords, edition: Edition, silence: Charge) -> UnitWords:
    """What the unit wrote; one whose silence may not be told looks like all others of whom nothing is printed."""
    if item.silent is Status.MISSING and not edition.may_name(silence):
        return replace(item, words=wording.OMITTED, silent=None)
    return item


def is_all_told(lines: Iterable[TaskLine]) -> bool:
    """Whether of each of ``lines`` the standing may be told; else no list of them and no column may tell it of the others.

    Who is absent from a list, or has a dash in a column, is named (R21).
    """
    return all(line.is_standing_told for line in lines)


def annex_passages(lines: Sequence[TaskLine]) -> Iterator[tuple[str, str]]:
    """``附件表第3件`` and what its row says: the standing where the column stands, and what each unit wrote, in brief."""
    tells_standing = is_all_told(lines)
    for line in lines:
        told = [f"进度“{_standing_text(line)}”"] if tells_standing else []
        told += [f"{item.unit}{wording.cut(item.shown, _BRIEF)}" for item in line.progress]
        units = "、".join(dict.fromkeys((line.lead_unit, *(item.unit for item in line.progress if item.unit))))
        yield f"附件表{line.task_id}（{units}）", "；".join(told) or "—"


def held_back(lines: Sequence[TaskLine]) -> tuple[str, ...]:
    """For the inner page: the tasks that the public edition has no row of."""
    told = {task.task_id for task in published_tasks(lines, Persons())}
    left_out = [line.task_id for line in lines if line.task_id not in told]
    why = "牵头单位没有可公布的进展，或材料待认定"
    return (f"{wording.joined(left_out)}（{why}），连同计数整项不列",) if left_out else ()


def trend_sentence(
    now: Tally, before: Tally | None, what: str, measure: str, told_of: Collection[Standing] = tuple(Standing)
) -> str:
    """``与2月份相比，已办结由0件增至1件，进度滞后由3件减至1件。``; blank where there is nothing to compare with.

    Both numbers, for each stands in one of the two issues; their difference stands in neither. A short text tells of some
    categories only (``told_of``); that nothing moved is said where nothing did in any.
    """
    if before is None or before.total != now.total:
        return ""
    every = [(label, before.number(label), number) for label, number in now.pairs if number != before.number(label)]
    moves = [
        f"{label}由{earlier}{measure}{'增' if number > earlier else '减'}至{number}{measure}"
        for label, earlier, number in every
        if label in told_of
    ]
    if moves:
        return f"与{what}相比，{'，'.join(moves)}。"
    return "" if every else f"与{what}相比，各类{measure}数没有变化。"


def unit_words(words: Sequence[UnitWords], blank: str = "—") -> Pieces:
    """A cell with each unit's words apart, its name before them in bold; over-long ones point to the ledger."""
    is_long = sum(len(item.shown) for item in words) > wording.CELL_LIMIT
    limit = max(80, wording.CELL_LIMIT // len(words)) if is_long else wording.CELL_LIMIT
    pieces: list[tuple[str, bool]] = []
    for index, item in enumerate(words):
        if item.unit:
            pieces.append((f"{item.unit}：", True))
        pieces.append(
            (wording.cut(own_words(item.unit, item.shown), limit) + ("\n" if index + 1 < len(words) else ""), False)
        )
    return tuple(pieces) or ((blank, False),)


def responsible_units(line: TaskLine) -> Pieces:
    """责任单位 as on the master list, the lead department in bold (notice: 加黑的为牵头部门), marked where presumed."""
    before, lead, after = line.units_text.partition(line.lead_unit) if line.lead_unit else (line.units_text, "", "")
    mark = "*" if line.is_lead_presumed and lead else ""
    return tuple((text, is_bold) for text, is_bold in ((before, False), (lead + mark, True), (after, False)) if text)


def standing_words(line: TaskLine) -> Pieces:
    """进度 in words, those that call for action in bold."""
    return ((_standing_text(line), line.standing in _LOUD),)


def _standing_text(line: TaskLine) -> str:
    """Of whom nothing is told all look alike: a task being checked must not be told from one that owes nothing (R8)."""
    return wording.OMITTED if line.standing in UNTOLD else str(line.standing)


def annex_note(lines: Sequence[TaskLine]) -> str:
    """The note below the table: whose lead is presumed, where one is (R1), and what （略） stands for (R8, R21)."""
    count = sum(line.is_lead_presumed for line in lines)
    told = [f"责任单位中加粗的为牵头单位{f'，带*的{count}项系按首列单位推定' if count else ''}"]
    if any(wording.OMITTED in item.shown for line in lines for item in line.progress):
        told.append(OMITTED_NOTE)
    return f"注：{'；'.join(told)}。"
