"""The six bulletins of the sample ledger, in any edition and shell: what the bulletin tests write and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bulletin_sample import MARCH, MATTERS, OFFICE, PLAN

from pipeline.config import Bulletins, load_settings
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kinds.delivery import build_delivery_bulletin_facts
from pipeline.outputs.bulletins.kinds.delivery_words import delivery_bulletin
from pipeline.outputs.bulletins.kinds.milestone import build_milestone_facts
from pipeline.outputs.bulletins.kinds.milestone_words import milestone_bulletin
from pipeline.outputs.bulletins.kinds.monthly import build_monthly_facts
from pipeline.outputs.bulletins.kinds.monthly_words import monthly_bulletin
from pipeline.outputs.bulletins.kinds.quarterly import build_quarterly_facts
from pipeline.outputs.bulletins.kinds.quarterly_words import quarterly_bulletin
from pipeline.outputs.bulletins.writing import write_bulletin

PROJECT = Path(__file__).resolve().parents[1]
STYLE = load_settings(PROJECT).bulletins
SHELLS = {shell: STYLE.model_copy(update={"shell": shell}) for shell in ("red_head", "digest")}
DRAFT = Edition()
Builder = Callable[[Ledger, Edition], Bulletin]
BUILDERS: dict[str, Builder] = {
    "monthly": lambda ledger, edition: monthly_bulletin(build_monthly_facts(ledger, MARCH, OFFICE), edition),
    "quarterly": lambda ledger, edition: quarterly_bulletin(build_quarterly_facts(ledger, 1, OFFICE), edition),
    "closure": lambda ledger, edition: milestone_bulletin(build_milestone_facts(ledger, MATTERS[0], OFFICE), edition),
    "matter": lambda ledger, edition: milestone_bulletin(build_milestone_facts(ledger, MATTERS[1], OFFICE), edition),
    "month": lambda ledger, edition: delivery_bulletin(build_delivery_bulletin_facts(ledger, MARCH, OFFICE), edition),
    "plan": lambda ledger, edition: delivery_bulletin(build_delivery_bulletin_facts(ledger, PLAN, OFFICE), edition),
}


def write_kind(
    path: Path,
    kind: str,
    ledger: Ledger,
    edition: Edition = DRAFT,
    style: Bulletins = STYLE,
    folder: Path | None = None,
) -> Path:
    """The bulletin of ``kind`` lies at ``path``."""
    return write_bulletin(path, BUILDERS[kind](ledger, edition), style, folder)
