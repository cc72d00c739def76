"""What befalls files: sent, moved, overwritten, damaged, saved again, taken out. An event that cannot happen now does not."""

from __future__ import annotations

from dataclasses import replace

from sequences.papers import ALL_UNITS, BEGINS, PERIODS, PLACES, Paper, Return
from sequences.play import Play
from sequences.worse import LATE


def send(play: Play, unit: str, period: str, style: str, wording: int) -> None:
    """A unit sends its form on all that it bears; it lies at its place, over what lay there."""
    _arrive(play, _form(play, unit, period, wording), style)


def send_unmet(play: Play, unit: str, period: str, style: str, number: int) -> None:
    """The same, and the unit says 否 on the first ``number`` of its tasks."""
    paper = _form(play, unit, period, 0)
    _arrive(play, replace(paper, unmet=paper.tasks[:number]), style)


def send_damaged(play: Play, unit: str, period: str, style: str) -> None:
    """A unit sends a form whose bytes are not whole."""
    _arrive(play, _form(play, unit, period, 0, is_readable=False), style)


def send_nameless(play: Play, unit: str, period: str, style: str) -> None:
    """A unit sends a form that does not say whose it is."""
    _arrive(play, _form(play, unit, period, 0, is_named=False), "root" if style == "unit" else style)


def overwrite(play: Play, unit: str, period: str, other: str) -> None:
    """The unit's form for another period lies over that of ``period``, in the unit's folder under the same name."""
    lying = [place for place, paper in play.facts.lying.items() if paper.key == (unit, period)]
    if any(place.startswith(f"{unit}/") for place in lying):
        _arrive(play, _form(play, unit, other, 0), "unit")


def resave(play: Play, unit: str, period: str) -> None:
    """The form is opened, a word changed, and saved under its name."""
    for place, paper in _lying(play, (unit, period)):
        if paper.is_readable:
            _put(play, place, replace(paper, wording=paper.wording + 7))


def damage(play: Play, unit: str, period: str) -> None:
    """The bytes that lie at its place are whole no more."""
    for place, paper in _lying(play, (unit, period)):
        _put(play, place, replace(paper, is_readable=False))


def move(play: Play, unit: str, period: str, style: str) -> None:
    """The office moves the form to another place, over what lay there."""
    for place, paper in _lying(play, (unit, period)):
        target = paper.place("root" if style == "unit" and not paper.is_named else style, play.day)
        if target != place:
            (play.office.root / "inbox" / place).unlink()
            del play.facts.lying[place]
            play.office.put(target, paper.content)
            play.facts.lying[target] = paper


def remove(play: Play, unit: str, period: str) -> None:
    """The form is taken out of the inbox."""
    for place, _ in _lying(play, (unit, period)):
        (play.office.root / "inbox" / place).unlink()
        del play.facts.lying[place]


def _form(
    play: Play, unit: str, period: str, wording: int, *, is_readable: bool = True, is_named: bool = True
) -> Paper:
    return Paper(unit, period, play.facts.owed(unit), wording, is_readable, is_named)


def _arrive(play: Play, paper: Paper, style: str) -> None:
    """It lies there, unless its period has not begun or its unit bears nothing."""
    if paper.tasks and play.day >= BEGINS[paper.period]:
        _put(play, paper.place(style, play.day), paper)


def _put(play: Play, place: str, paper: Paper) -> None:
    """The facts about it: what is clear may be late and may lack; what is in doubt may be any return that it could be."""
    play.office.put(place, paper.content)
    play.facts.lying[place] = paper
    if paper.is_clear:
        play.facts.allow(paper.key, LATE, lacks=_may_lack(play, paper))


def _may_lack(play: Play, paper: Paper) -> bool:
    """Whether it is the first that tells which tasks the return covers, or covers not all that its unit bears or bore."""
    bore = {task for unit, task in play.facts.ever_borne if unit == paper.unit}
    return not play.facts.has_receipt(paper.key) or not set(paper.tasks) >= bore | set(play.facts.borne(paper.unit))


def _lying(play: Play, key: Return) -> list[tuple[str, Paper]]:
    """The first file of the return that lies here."""
    return [(place, paper) for place, paper in play.facts.lying.items() if paper.key == key][:1]


DRAWN = {
    send: (9, ("unit", "period", "style", "wording")),
    send_unmet: (2, ("unit", "period", "style", "number")),
    send_damaged: (3, ("unit", "period", "style")),
    send_nameless: (2, ("unit", "period", "style")),
    overwrite: (4, ("unit", "period", "period")),
    resave: (2, ("unit", "period")),
    damage: (2, ("unit", "period")),
    move: (4, ("unit", "period", "style")),
    remove: (3, ("unit", "period")),
}
"""Event → how often, and what its arguments are drawn from."""
CHOICES = {"unit": ALL_UNITS, "period": PERIODS, "style": PLACES, "wording": (0, 0, 1, 2), "number": (1, 1, 2)}
