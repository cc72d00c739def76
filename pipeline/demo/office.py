"""The sample office on disk: settings, the real master tables, a year's inbox, and what a person decided."""

from __future__ import annotations

import random
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pipeline.config import Settings, load_settings
from pipeline.demo.clerks import Answer, Return, list_duties, plan_returns
from pipeline.demo.stories import lead_story
from pipeline.master.tasks import Task, load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.master.units import UnitDirectory
from pipeline.outputs.decision_book.book import write_decision_workbook
from pipeline.outputs.docx.filling import SHIPPED
from pipeline.outputs.forms.blank_forms import FormRow, FormSheet, safe_name, write_form
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import chinese_date

_PROJECT = Path(__file__).resolve().parents[2]
_DAYS_AFTER_DUE = 5


@dataclass(frozen=True)
class SampleOffice:
    """A sample office: where it is, the day to run it on, how many files came, and the truth about every return."""

    root: Path
    today: date
    files: int
    returns: tuple[Return, ...]
    closed: tuple[str, ...]


def write_office(root: Path, *, seed: int = 2022, units: int = 0, until: Period) -> SampleOffice:
    """A project folder at ``root`` with the returns of all units (or the first ``units``) up to the month ``until``.

    With fewer units the others are 免报 in 人工认定.xlsx. The same arguments give the same files. Raises PipelineError
    when ``root`` is not empty or ``until`` is no reporting month.
    """
    if root.exists() and any(root.iterdir()):
        raise PipelineError(f"文件夹 {root} 不是空的。", "请换一个新的文件夹名，样例不会覆盖已有文件。")
    settings = _lay_out(root)
    if until not in settings.months:
        raise PipelineError(
            f"{until}不是报送月份。", f"请填 {settings.months[0]} 至 {settings.months[-1]} 之间的月份。"
        )
    directory = load_units(settings.master / "单位名录.xlsx")
    tasks = load_tasks(settings.master / "责任分解表.xlsx", directory)
    duties = list_duties(tasks, directory)
    reporting = dict(list(duties.items())[: units or None])
    today = settings.due_dates[until] + timedelta(days=_DAYS_AFTER_DUE)
    returns = tuple(plan_returns(reporting, settings.due_dates, until, settings.work_calendar, seed))
    files = sum(_write_return(settings.inbox, one, directory, today) for one in returns)
    closed = tuple(t.task_id for t in tasks if (m := lead_story(t).completed_month) and m <= until.month)
    excused = [unit for unit in duties if unit not in reporting]
    _write_decisions(settings, tasks, closed, excused, today)
    return SampleOffice(root, today, files, returns, closed)


def _lay_out(root: Path) -> Settings:
    (root / "master").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_PROJECT / "config.toml", root / "config.toml")
    for name in ("责任分解表.xlsx", "单位名录.xlsx", "措辞.xlsx"):
        shutil.copyfile(_PROJECT / "master" / name, root / "master" / name)
    shutil.copytree(SHIPPED, root / "master" / "模板")
    settings = load_settings(root)
    settings.inbox.mkdir()
    return settings


def _write_return(inbox: Path, one: Return, directory: UnitDirectory, today: date) -> int:
    """The files of one return lie in the inbox in dated folders; returns how many there are."""
    if one.received is None or one.received > today:
        return 0
    folder = _folder(inbox, one.received, one.unit)
    form = _form_sheet(one, directory)
    path = folder / _file_name(one)
    write_form(path, form, one.received)
    count = 1
    if one.is_damaged:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 3])
    if one.has_material:
        _write_material(folder / f"{one.period.label}书面材料-{safe_name(one.unit)}.docx", one)
        count += 1
    if one.corrected and one.corrected <= today and not one.is_damaged:
        write_form(
            _folder(inbox, one.corrected, one.unit) / f"更正后-{_file_name(one)}",
            form_corrected(one, directory),
            one.corrected,
        )
        count += 1
    if one.sent_again and one.sent_again <= today:
        again = _folder(inbox, one.sent_again, one.unit) / path.name
        shutil.copyfile(path, again)
        count += 1
    return count


def _folder(inbox: Path, day: date, unit: str) -> Path:
    folder = inbox / day.isoformat() / safe_name(unit)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _file_name(one: Return) -> str:
    if one.form is FormKind.PLAN:
        return f"附件3-{one.period.year}年度计划-{safe_name(one.unit)}.xlsx"
    return f"附件4-{one.period.year}年{one.period.month:02d}月-{safe_name(one.unit)}.xlsx"


def _form_sheet(one: Return, directory: UnitDirectory) -> FormSheet:
    """The form as the unit fills it in: the office's own, or the notice's layout typed by hand with a short name."""
    unit = directory.unit(one.unit)
    by_hand = one.is_typed_by_hand
    rows = tuple(
        FormRow(str(number) if by_hand else answer.task.task_id, answer.task.text, answer.cells)
        for number, answer in enumerate(one.answers, 1)
    )
    chance = random.Random(f"{one.unit}-{one.period}")
    day = one.received
    assert day is not None
    return FormSheet(
        one.form,
        one.period.year,
        unit.aliases[0] if by_hand and unit.aliases else unit.name,
        rows,
        one.period.month,
        reported_text=f"{day.year}.{day.month}.{day.day}" if by_hand else chinese_date(day),
        filler=chance.choice(("王敏", "李娜", "张伟", "刘洋")),
        phone=f"8207{chance.randint(1000, 9999)}",
        signer=chance.choice(("陈志远", "孙明亮", "赵文静")),
        is_locked=not by_hand,
    )


def form_corrected(one: Return, directory: UnitDirectory) -> FormSheet:
    """The corrected version of a return: the first task's progress (or first goal) says so."""
    form = _form_sheet(one, directory)
    return replace(
        form, rows=tuple(replace(row, answers=a) for row, a in zip(form.rows, corrected_cells(one), strict=True))
    )


def corrected_cells(one: Return) -> list[tuple[str, ...]]:
    """The cells of every answer after the correction: the text of one cell is put right."""
    place = 0 if one.form is FormKind.PLAN else 1

    def correct(answer: Answer) -> tuple[str, ...]:
        cells = answer.cells
        return (*cells[:place], f"{cells[place].removesuffix('。')}（数据已更正）。", *cells[place + 1 :])

    return [correct(answer) if index == 0 else answer.cells for index, answer in enumerate(one.answers)]


def _write_material(path: Path, one: Return) -> None:
    """A small Word file, the written material that goes with a form (R2)."""
    text = f"{one.unit}{one.period.label}工作任务落实情况：" + "".join(answer.cells[1] for answer in one.answers)
    body = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELS), ("word/document.xml", body)):
            package.writestr(
                zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content
            )


def _write_decisions(
    settings: Settings, tasks: tuple[Task, ...], closed: tuple[str, ...], excused: list[str], today: date
) -> None:
    """What the sample's inspection office has decided: tasks closed after a visit, a major matter, units left out."""
    by_id = {task.task_id: task for task in tasks}
    closures = []
    for task_id in closed:
        month = lead_story(by_id[task_id]).completed_month
        period = Period(settings.year, month or 0)
        verified = min(settings.due_dates[period] + timedelta(days=2), today)
        closures.append(
            (
                task_id,
                "",
                str(period),
                "单位月报申报完成",
                "已销号",
                "现场核查",
                "督查室",
                verified,
                "查阅验收资料并实地查看",
            )
        )
    matter = (
        "1",
        "任务37",
        "中央活力区二区首批地块完成供地",
        "首批3个地块536亩土地完成供地出让，成交手续办理完毕。",
        date(settings.year, 6, 28),
        "是",
    )
    rows: dict[str, Sequence[Sequence[object]]] = {
        "办结销号": closures,
        "重大事项": [matter] if date(settings.year, 6, 28) <= today else [],
        "免报": [(unit, "", "", "", "", "样例未包含该单位", "督查室") for unit in excused],
    }
    write_decision_workbook(settings.master / "人工认定.xlsx", today, rows)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
