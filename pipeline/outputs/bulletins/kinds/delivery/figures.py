"""What 报送情况通报 states in figures (R20)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.cutoffs import CLOSING
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.returns import scoped_returns
from pipeline.outputs.bulletins.figures import keys_text, return_figures, return_keys
from pipeline.outputs.bulletins.kinds.delivery.facts import DeadlineFacts
from pipeline.outputs.bulletins.kinds.delivery.words import shown_returns
from pipeline.vocabulary.tables import RETURNS, FigureRow
from pipeline.vocabulary.terms import FormKind, Status, WrittenMaterial

NAME = CLOSING


def delivery_figures(ledger: Ledger, facts: DeadlineFacts, edition: Edition) -> Iterator[FigureRow]:
    """What 报送情况通报 states of its collection."""
    figure = partial(FigureRow, NAME, str(facts.period))
    returns = scoped_returns(ledger, FormKind.of(facts.period), (facts.period,))
    yield from return_figures(partial(figure, "总体情况"), facts.delivery, returns, "家", edition)
    received = returns[returns["status"].isin([Status.ON_TIME, Status.LATE])]
    tell = partial(figure, "存在问题")
    yield tell("已报送报表", facts.received, "家", RETURNS.sheet, return_keys(received))
    bare = received[received["written_material"] == WrittenMaterial.MISSING]
    yield tell("未附书面材料", facts.material_missing, "家", RETURNS.sheet, return_keys(bare))
    listed = {line.unit for line in shown_returns(facts, edition)}
    left_out = [unit for unit in returns["unit"] if unit not in listed]
    yield figure("附件表", "未列入", len(left_out), "家", RETURNS.sheet, keys_text(left_out))
