"""One draw of spot checks issued: the list, a 核查单 per case, and the rows of 人工认定·抽查结果 that wait for results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import SpotCheck
from pipeline.keeping.register import Register
from pipeline.ledger.follow_up.check_shares import count_shares
from pipeline.ledger.follow_up.sampling import Draw, Earlier, draw_name, draw_spot_checks
from pipeline.ledger.model import Ledger
from pipeline.outputs.decision_book.book import Refresh, refresh_decision_workbook
from pipeline.outputs.forms.blank_forms import safe_name
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.spot_checks.form import claim_words, suggested_method, write_spot_check_form
from pipeline.outputs.spot_checks.sheets import write_spot_check_list
from pipeline.vocabulary.periods import Period

RESULTS = SpotCheck.table.name
Row = tuple[object, ...]


def draw_for(
    ledger: Ledger,
    decisions: Decisions,
    register: Register,
    settings: Settings,
    period: Period,
    seed: int,
    count: int | None,
) -> Draw:
    """The draw of ``seed``: what other draws hold, with or without results, takes up the caps."""
    own = draw_name(period, seed)
    earlier = [
        Earlier(check.task_id, check.unit, check.period, check.verdict)
        for check in decisions.spot_checks
        if not check.check_id.startswith(own)
    ]
    earlier += [
        Earlier(str(row.get("事项编号", "")), str(row.get("单位", "")), Period.parse(str(row.get("期间", ""))))
        for row in _waiting_elsewhere(register, own)
    ]
    return draw_spot_checks(ledger, period, seed, settings.spotcheck, earlier, count)


def issue_spot_checks(
    outbox: Outbox, ledger: Ledger, decisions: Decisions, draw: Draw, settings: Settings
) -> tuple[tuple[Path, ...], Refresh]:
    """抽查/<期间>/种子<seed>/ in outbox/ holds the list and the forms; 人工认定.xlsx asks for the results."""
    folder = f"抽查/{draw.period}/种子{draw.seed}"
    shares = count_shares(decisions.spot_checks)

    def write_list(path: Path) -> Path:
        return write_spot_check_list(path, ledger, draw, shares, settings.inbox, outbox.today)

    written = [outbox.publish(f"{folder}/抽查清单.xlsx", write_list)]
    office, fonts = settings.office.section, settings.bulletins.fonts
    for number, (check_id, item) in enumerate(draw.numbered, 1):
        name = f"核查单-{number:02d}-{item.candidate.task_id}-{safe_name(item.candidate.unit)}"

        def write_form(path: Path, check_id: str = check_id, number: int = number) -> Path:
            return write_spot_check_form(path, ledger, draw, check_id, draw.items[number - 1], office, fonts)

        written.append(outbox.publish(f"{folder}/{name}.docx", write_form))
    path = settings.master / "人工认定.xlsx"
    pending = {RESULTS: [*_rows_again(outbox.register, draw), *result_rows(draw)]}
    return tuple(written), refresh_decision_workbook(path, outbox.today, pending, outbox.register, settings.archive)


def result_rows(draw: Draw) -> list[Row]:
    """抽查结果: a row per case, filled up to the unit's own claim; a person fills in what was found."""
    return [
        (
            check_id,
            item.candidate.task_id,
            item.candidate.unit,
            str(draw.period),
            claim_words(item),
            suggested_method(item),
        )
        for check_id, item in draw.numbered
    ]


def _waiting_elsewhere(register: Register, own: str) -> Iterable[Mapping[str, object]]:
    """The rows of other draws that wait for a result."""
    return [
        cells
        for (sheet, _), cells in register.asked_rows().items()
        if sheet == RESULTS and not str(cells.get("编号", "")).startswith(own)
    ]


def _rows_again(register: Register, draw: Draw) -> list[Row]:
    columns = SpotCheck.table.labels
    return [
        tuple(cells.get(column, "") for column in columns)
        for cells in _waiting_elsewhere(register, draw_name(draw.period, draw.seed))
    ]
