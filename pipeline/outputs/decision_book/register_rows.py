"""通报登记: a row for each bulletin, and how far it is (R22)."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.decisions.plan import Tell
from pipeline.decisions.sheets.issued_bulletins import IssuedBulletin
from pipeline.keeping.bulletins import BulletinMemory
from pipeline.master.workbook import SheetRow
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.issuing.standings import WITHOUT_EFFECT, BulletinStanding, Register, State
from pipeline.vocabulary.periods import read_period, read_quarter


def standings_of(desk: Desk, memory: BulletinMemory) -> tuple[BulletinStanding, ...]:
    """How far each bulletin is that lies in outbox/ or was issued, now that all of this run is written."""
    told = Register(desk.entry_of, desk.is_kept, desk.answers)
    texts = memory.last_drafts().values()
    return tuple(told.standing(text) for text in texts if desk.is_there(text.place) or desk.is_kept((text.name,)))


def register_rows(desk: Desk, standings: tuple[BulletinStanding, ...]) -> list[tuple[object, ...]]:
    """通报登记: a row for each bulletin that nobody has registered, to which number and day are added."""
    entered = {entry.bulletin for entry in desk.issued}
    open_ = (one for one in standings if one.state is not State.ISSUED and one.name not in entered)
    return [(one.name, one.folder, "", "", "", str(one.state)) for one in open_]


def register_tell(desk: Desk, standings: tuple[BulletinStanding, ...], year: int) -> Mapping[str, Tell]:
    """What 通报登记 says of a row that a person has filled in: how far its bulletin is."""
    states = {one.name: str(one.state) for one in standings}
    names, columns = desk.names, IssuedBulletin.table.columns
    bulletin, period, state = (columns[name].label for name in ("bulletin", "period", "standing"))

    def tell(row: SheetRow) -> Mapping[str, str]:
        on = read_quarter(row[period].text, year) or read_period(row[period].text, year)
        meant = names.meant(row[bulletin].text, on)
        return {state: states.get(meant[0], WITHOUT_EFFECT) if len(meant) == 1 else WITHOUT_EFFECT}

    return {IssuedBulletin.table.name: tell}
