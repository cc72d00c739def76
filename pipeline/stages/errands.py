"""Single errands: bulletins, spot checks, forms to send out, one file or the templates checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.config import Settings
from pipeline.keeping.lock import locked
from pipeline.keeping.register import open_register
from pipeline.ledger.acceptance import Acceptance, judge_return
from pipeline.ledger.expected import still_owed
from pipeline.outputs.bulletins.catalogue import write_bulletins
from pipeline.outputs.bulletins.desk import with_bulletins
from pipeline.outputs.bulletins.template_check import check_lines
from pipeline.outputs.forms.blank_forms import write_unit_forms
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.spot_checks.spot_checks import draw_for, issue_spot_checks
from pipeline.stages.walk import Outcome, Walk, judge, load_references, no_such_period
from pipeline.stages.writing import desk_of, freeze
from pipeline.submissions.read_file import read_file
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period


def run_bulletin(walk: Walk, kind: str, period: Period | None) -> Outcome:
    """The bulletins of one kind lie in outbox/通报/: of ``period``, else of the last one due."""
    settings = walk.settings
    with locked(settings.root), open_register(settings.archive) as register:
        judged = judge(walk, register)
        ledger = judged.ledger
        outbox = Outbox(settings.outbox, register, walk.today)
        desk = desk_of(settings, judged.decisions)
        written = write_bulletins(outbox, ledger, kind, period, settings.office.name, desk)
        frozen = (freeze(walk, with_bulletins(ledger, desk)),) if desk.figures else ()
    return Outcome(ledger, (*written, *frozen), tuple(outbox.kept), tuple(fault.problem for fault in desk.findings))


def run_spotcheck(walk: Walk, period: Period | None, seed: int | None, count: int | None) -> Outcome:
    """A draw of spot checks lies in outbox/抽查/: of ``period``, else of the last month due; the seed is the day's."""
    settings = walk.settings
    with locked(settings.root), open_register(settings.archive) as register:
        judged = judge(walk, register)
        ledger = judged.ledger
        month = period or (ledger.due_months or ledger.months[:1])[-1]
        if month not in ledger.months:
            raise no_such_period(settings, month)
        outbox = Outbox(settings.outbox, register, walk.today)
        number = int(f"{walk.today:%Y%m%d}") if seed is None else seed
        draw = draw_for(ledger, judged.decisions, register, settings, month, number, count)
        written, refresh = issue_spot_checks(outbox, ledger, judged.decisions, draw, settings)
    notes = (f"{month.label}可抽查{draw.eligible}件，抽取{len(draw.items)}件，随机种子{number}。",)
    return Outcome(ledger, written, tuple(outbox.kept), (refresh.left_alone,) if refresh.left_alone else (), notes)


def check_templates(settings: Settings) -> Iterable[str]:
    """What is wrong with the templates in master/模板, and every variable they may use, line by line."""
    return check_lines(settings.master / "模板")


def run_check(settings: Settings, paths: Sequence[Path]) -> tuple[Acceptance, ...]:
    """One verdict per file (per member of an archive); nothing is written, whatever lies in inbox/ is not looked at."""
    references, _ = load_references(settings, (), None)
    verdicts = []
    for path in paths:
        if not path.is_file():
            raise PipelineError(f"找不到文件 {path}。", "请核对文件名和路径。")
        members = read_file(path.name, (path.stem,), path.read_bytes(), references)
        verdicts += [judge_return(reading, references) for _, _, reading in members]
    return tuple(verdicts)


def run_forms(walk: Walk, period: Period | None) -> tuple[Path, ...]:
    """Each unit's prefilled Annex 3 and, for a month (default: the next one due), Annex 4 lie in outbox/下发表格/."""
    settings = walk.settings
    month = period or next((m for m in settings.months if settings.due_dates[m] >= walk.today), settings.months[-1])
    if month not in settings.due_dates:
        raise no_such_period(settings, month)
    with locked(settings.root), open_register(settings.archive) as register:
        judged = judge(walk, register)
    return write_unit_forms(
        settings.outbox / "下发表格",
        [still_owed(task, judged.decisions, month) for task in judged.ledger.tasks],
        year=settings.year,
        month=month.month or None,
        planned_goals=judged.ledger.planned_goals,
        day=walk.today,
        who=settings.reporting.who,
    )
