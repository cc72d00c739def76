"""征求意见: one sheet for each unit that drafts name, with its own evidence and nobody else's, to be sent along with a draft (R21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.config import Settings
from pipeline.outputs.bulletins.drafts import DraftedBulletin
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.docx.letter import LetterHead, Line, Ruled, write_letter
from pipeline.outputs.docx.tables import Layout
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.outbox import Outbox
from pipeline.vocabulary.groups import gathered

FOLDER = "征求意见"
_LAYOUT = Layout(("序号", "拟通报的文稿", "事由", "依据"), (11, 40, 26, 79), frozenset({0, 2}))
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', ""))


@dataclass(frozen=True)
class Asked:
    """What the draft ``name`` of that ``day`` names a unit for."""

    name: str
    day: date
    named: NamedUnit


def write_consultations(outbox: Outbox, drafts: Iterable[DraftedBulletin], settings: Settings) -> tuple[Path, ...]:
    """A sheet for each unit that a draft names lies beside the drafts; one that nothing calls for any more is gone.

    A sheet that a person has edited stays as it is.
    """
    asked = gathered(
        (
            f"通报/{draft.slot.folder}/{FOLDER}/{item.unit.translate(_UNSAFE)}.docx",
            Asked(draft.slot.name, draft.text.cutoff, item),
        )
        for draft in drafts
        if draft.text and draft.files
        for item in draft.named
    )
    written = tuple(
        outbox.publish(place, partial(_write, told=told, settings=settings, say=outbox.say))
        for place, told in asked.items()
    )
    _clear_away(outbox, frozenset(asked))
    return written


def _write(path: Path, told: list[Asked], settings: Settings, say: Callable[[str], str]) -> Path:
    """The sheet bears the day of the drafts: made again while nothing is new, it is the same."""
    unit = told[0].named.unit
    style = settings.bulletins
    rows = [
        (str(number), f"《{one.name}》（{wording.DRAFT_MARK}）", one.named.charge.reason, _evidence(one.named))
        for number, one in enumerate(told, 1)
    ]
    parts = (
        Line(f"{wording.quote(unit)}："),
        Line(f"下列{wording.DRAFT_MARK}拟点名通报你单位，现将有关事由和依据附后，请认真核对。"),
        Line(wording.objection(style.objection_workdays, style.objection_contact)),
        Line("逾期未反馈的，视为没有异议。报送材料已经送达而未登记的，请一并提供送达凭据。"),
        Ruled(_LAYOUT, rows),
    )
    head = LetterHead(
        ("关于征求通报内容意见的函",), settings.office.section or settings.office.name, max(one.day for one in told)
    )
    return write_letter(path, head, parts, style.fonts, say)


def _evidence(item: NamedUnit) -> str:
    """The facts alone: what stands beside them, files and other sources, is the office's own."""
    return "\n".join(fact.said for fact in item.facts)


def _clear_away(outbox: Outbox, called: frozenset[str]) -> None:
    """A sheet of ours that nothing calls for any more must not lie there to be sent."""
    for path in sorted((outbox.folder / "通报").glob(f"*/{FOLDER}/*.docx")):
        place = path.relative_to(outbox.folder).as_posix()
        if place not in called and outbox.register.written_sha256(place) and not outbox.is_edited(place):
            path.unlink()
