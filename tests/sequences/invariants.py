"""What must hold after each run, said in facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sequences.facts import RECEIPTS, Charged
from sequences.office import shown
from sequences.papers import MARCH, PERIODS, Return
from sequences.play import InvariantError, Play
from sequences.texts import accused, is_final, listed_as_unmet
from sequences.worse import State, what_got_worse

_BLANK = State()
_MADE_UP = ("未报", "迟报")  # a text stays as of the day of its collection (R29)
_CHARGE = re.compile(r"(?:月|计划)(未报|迟报)$")


def check_run(play: Play, states: dict[Return, State]) -> None:
    """All invariants hold of ``states``, which are then the last known; raises InvariantError."""
    play.facts.begin_duties(play.day)
    play.facts.see(play.day)
    for kind, text in (*_accused(play, states), *_worse(play, states), *_named(play, states), *_revived(play)):
        raise InvariantError(kind, f"{play.day} {text}")
    play.states = states
    play.facts.settle()


def check_same(play: Play, before: Mapping[Return, State], after: Mapping[Return, State], what: str) -> None:
    """Nothing has changed, by what is no fact; raises InvariantError."""
    for key in {**before, **after}:
        was, now = before.get(key, _BLANK), after.get(key, _BLANK)
        if was != now:
            raise InvariantError(what, f"{play.day} {key}: {was} → {now}")


def _accused(play: Play, states: Mapping[Return, State]) -> Iterator[tuple[str, str]]:
    """No unit that did its duty is 未报 or 迟报, and none that may have done it is 未报."""
    for key, state in states.items():
        for why, impossible in play.facts.excuses(key, play.day):
            if state.status in impossible:
                yield f"accused {state.status}", f"{key} {state}，而{why}"


def _worse(play: Play, states: Mapping[Return, State]) -> Iterator[tuple[str, str]]:
    """No return is worse than after the last run, but by a new fact about it."""
    if play.states is None:
        return
    for key, now in states.items():
        was = play.states.get(key, _BLANK)
        allowed = play.facts.allowed.get(key, 0)
        if what := what_got_worse(was, now, allowed, may_lack=key in play.facts.may_lack):
            yield f"worse {what} {was.status or '不报'}→{now.status}", f"{key} {was} → {now}，没有新的事实"


def _named(play: Play, states: Mapping[Return, State]) -> Iterator[tuple[str, str]]:
    """Nobody is put up for naming for what he is not, as the same run has it."""
    for row in play.office.named():
        period = str(row["期间"])
        charge = _CHARGE.search(str(row["事由"]))
        if charge and period in PERIODS and not row["确认"]:
            state = states.get((str(row["单位"]), period), _BLANK)
            if state.status != charge[1] and (charge[1], state.status) != _MADE_UP:
                yield "named", f"{row['单位']} {row['事由']}，而台账是{state}"


def _revived(play: Play) -> Iterator[tuple[str, str]]:
    """The rows of 收文登记 are those that a person left there."""
    rows = {str(row["登记人"]): shown(row) for row in play.office.entries(RECEIPTS)}
    held = [str(row["登记人"]) for row in play.office.entries(RECEIPTS)]
    for tag, entry in play.facts.entries.items():
        if entry.sheet != RECEIPTS:
            continue
        if held.count(tag) > 1:
            yield "revived", f"收文登记“{tag}”有{held.count(tag)}行：改过的旧行又回来了"
        elif entry.is_read and not shown(entry.cells).items() <= rows.get(tag, {}).items():
            yield "lost entry", f"收文登记“{tag}”应是{shown(entry.cells)}，现在是{rows.get(tag)}"


def check_letters(play: Play, period: str) -> None:
    """Nobody is asked for a form that he has sent, may have sent, or need not send; raises InvariantError."""
    for unit, text in play.office.letter_texts(period).items():
        reasons = [why for why, impossible in play.facts.excuses((unit, period), play.day) if "未报" in impossible]
        if reasons and "尚未收到" in text and "工作任务落实" in text.partition("尚未收到")[2][:60]:
            raise InvariantError("letter", f"{play.day} {unit} {period}被催报，而{'、'.join(reasons)}")


def check_texts(play: Play, before: Mapping[str, str]) -> None:
    """No final text of this run names a unit but for the very facts on which a person confirmed it; raises InvariantError."""
    for place, text in play.office.bulletins().items():
        if not is_final(text) or before.get(place) == text:
            continue
        for key in accused(place, text):
            now, confirmed = _charged(play, key), play.facts.confirmed.get(key)
            if confirmed is None or not _still_holds(confirmed, now):
                raise InvariantError("named in a final text", f"{play.day} {place} {key} {now}，确认时是{confirmed}")
        for unit, task in listed_as_unmet(text):
            confirmed = play.facts.confirmed.get((unit, MARCH))
            if confirmed is None or task not in confirmed.unmet:
                raise InvariantError("task in a final text", f"{play.day} {place} {unit} {task}，确认时是{confirmed}")


def _still_holds(confirmed: Charged, now: Charged) -> bool:
    """Whether a text as of an earlier day may say what was confirmed: nothing has changed, or it was made up since."""
    if (confirmed.status, now.status) == _MADE_UP:
        return True
    same = replace(confirmed, unmet=now.unmet, lacking=now.lacking) == now
    return same and now.lacking <= confirmed.lacking


def _charged(play: Play, key: Return) -> Charged:
    return play.facts.charged(key, (play.states or {}).get(key, _BLANK))
