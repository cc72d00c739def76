"""The seven bulletins of the sample ledger, in any edition and shell: what the bulletin tests write and read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from bulletin_sample import MARCH, MATTERS, OFFICE, PLAN
from docx.document import Document

from pipeline.config import Bulletins, load_settings
from pipeline.decisions.entries import NamingEntry
from pipeline.keeping.bulletins import StatedFact
from pipeline.ledger.model import Ledger, Refuted
from pipeline.outputs.bulletins.answers import NamingAnswers
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.catalogue import draft_asked
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.drafts import Drafts
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.issues import with_issues
from pipeline.outputs.bulletins.kind import LEADERS_MARK, BulletinKind, Editions, bulletin_of
from pipeline.outputs.bulletins.kinds.correction import CORRECTION
from pipeline.outputs.bulletins.kinds.delivery import DELIVERY
from pipeline.outputs.bulletins.kinds.milestone import CLOSURE, MATTER
from pipeline.outputs.bulletins.kinds.monthly import MONTHLY
from pipeline.outputs.bulletins.kinds.quarterly import QUARTERLY
from pipeline.outputs.bulletins.rendering import render_bulletin, render_files
from pipeline.outputs.bulletins.writing import write_drafts
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.docx.package import write_document
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault, Standing

PROJECT = Path(__file__).resolve().parents[1]
STYLE = load_settings(PROJECT).bulletins
SHELLS = {shell: STYLE.model_copy(update={"shell": shell}) for shell in ("red_head", "digest")}
DRAFT = Edition()
REFUTED = tuple(
    Refuted(
        "3月报送情况通报",
        "关于3月份工作任务落实情况报送情况的通报",
        "通报/2022-03/3月报送情况通报.docx",
        StatedFact(MARCH, fault, unit, task_id, days_late),
        now,
        number="市中政办发〔2022〕5号",
        issued_on=date(2022, 4, 12),
    )
    for fault, unit, task_id, days_late, now in (
        (Fault.MISSING, "区水务局", "", 0, "已于2022年4月7日报送，属按时报送"),
        (Fault.LATE, "区民政局", "", 2, "经批准延期至2022年4月15日，已于2022年4月12日报送，属按时报送"),
        (Fault.BEHIND, "区城管局", "实事12", 0, "实事12为“按序时推进”，一季度阶段目标自报完成"),
    )
)
SAMPLES: dict[str, tuple[BulletinKind[Any, Any], Any]] = {
    "monthly": (MONTHLY, MARCH),
    "quarterly": (QUARTERLY, 1),
    "closure": (CLOSURE, MATTERS[0]),
    "matter": (MATTER, MATTERS[1]),
    "month": (DELIVERY, MARCH),
    "plan": (DELIVERY, PLAN),
    "correction": (CORRECTION, REFUTED),
}

PUBLISHED = tuple(name for name, (kind, _) in SAMPLES.items() if kind.publication)

UNTOLD = frozenset({Standing.UNSETTLED, Standing.EXEMPT, Standing.NOT_DUE})


def printed(standing: Standing, untold: str = "（略）") -> str:
    """A standing as bulletins print it: who is being checked looks like who is exempt or has been given time (R8)."""
    return untold if standing in UNTOLD else str(standing)


def answered(named: Iterable[NamedUnit], *, is_confirmed: bool = True) -> NamingAnswers:
    """As if a person had answered every row of 点名确认 that asks about ``named`` alike."""
    return NamingAnswers.of(
        NamingEntry(item.charge.period, item.unit, item.charge.reason, item.evidence, is_confirmed) for item in named
    )


def build_sample(name: str, ledger: Ledger, edition: Edition = DRAFT) -> Bulletin:
    kind, subject = SAMPLES[name]
    return bulletin_of(kind, Editions((), Cutoffs(), ledger).facts(kind, subject, ledger, OFFICE), edition, Persons())


def bundled(bulletin: Bulletin, template: Path, style: Bulletins = STYLE) -> bytes:
    """Every file that ``bulletin`` is, in one archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for place, content in render_files(bulletin, "x.docx", template, style):
            archive.writestr(place, content)
    return stream.getvalue()


def table_of(bulletin: Bulletin, template: Path, style: Bulletins = STYLE) -> Document:
    """The document with the annex's full table: a file of its own where there is one."""
    *_, (_, content) = render_files(bulletin, "x.docx", template, style)
    return docx.Document(BytesIO(content))


def leaders_of(bulletin: Bulletin, template: Path, style: Bulletins = STYLE) -> Document:
    """The document that only leaders are given."""
    [content] = [
        content for place, content in render_files(bulletin, "x.docx", template, style) if LEADERS_MARK in place
    ]
    return docx.Document(BytesIO(content))


def write_kind(
    path: Path,
    kind: str,
    ledger: Ledger,
    edition: Edition = DRAFT,
    style: Bulletins = STYLE,
    folder: Path | None = None,
) -> Path:
    """The sample bulletin ``kind`` lies at ``path``."""
    template = template_path(SAMPLES[kind][0].name, folder)
    return write_document(path, render_bulletin(build_sample(kind, ledger, edition), template, style))


def write_asked(outbox: Outbox, ledger: Ledger, verb: str, period: Period | None, desk: Desk) -> tuple[Path, ...]:
    """What ``run.py bulletin`` would write."""
    desk = replace(desk, outbox=outbox.folder, drafts_of=outbox.register.bulletins.drafts_of)
    return write_drafts(outbox, with_issues(Drafts(draft_asked(ledger, desk, verb, period)), desk), desk)
