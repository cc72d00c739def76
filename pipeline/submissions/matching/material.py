"""书面材料 (R2): whether a document is one, whose it is and of which period, by its name, its folder or its first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.config import Settings
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.first_page import FirstPage
from pipeline.submissions.forms.headings import named_kind, names_form
from pipeline.submissions.matching.asking import ask_whose
from pipeline.submissions.matching.envelope import FILE, FOLDER, TITLE, Envelope, Where
from pipeline.submissions.matching.match_period import match_period
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.months import months_in
from pipeline.submissions.names.unit_names import UnitNames
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.sentences import sentences
from pipeline.vocabulary.terms import FormKind, NoReturn
from pipeline.vocabulary.text import arabic, compact, fold, parse_date

DOCUMENTS = frozenset({Format.DOC, Format.DOCX, Format.PDF, Format.OFD})
_NAME_WORDS = ("材料", "报告", "总结", "汇报", "小结", "方案")
_MOST_CELLS = 2  # in a row of what is no table of a form: a label and what it says
_FEW_WORDS = 10  # characters; below, the words may be the caption of something that is not read
_LETTER = 200  # characters
_FOLDER_WORDS = ("书面材料", "文字材料", "书面报告")
_PLAN_FORM_WORDS = ("附件3", "附件三", "落实计划", "计划表", "年度计划")
_PLAN_WORDS = ("方案", "计划", "打算")


def is_material(places: Sequence[Where], page: FirstPage) -> bool:
    """Whether a document that holds no form we can read is 书面材料; what names itself a form may be one (R8)."""
    _, name = places[0]
    if names_form(name):
        return False
    if any(word in name for word in _NAME_WORDS):
        return True
    is_in_folder = any(word in folder for _, folder in places[1:] for word in _FOLDER_WORDS)
    return page.is_material or (is_in_folder and not page.holds_form)


def is_only_words(places: Sequence[Where], page: FirstPage, grids: Sequence[Grid]) -> bool:
    """Whether a document that we read to the end holds words and nothing that could be a form: at most it is 书面材料 (R8)."""
    _, name = places[0]
    rows = [row for grid in grids for row in grid.texts]
    is_table = any(sum(bool(text) for text in row) > _MOST_CELLS for row in rows)
    length = sum(len(compact(text)) for row in rows for text in row)
    is_form = names_form(name) or names_form("".join(page.head)) or page.holds_form
    return length >= _FEW_WORDS and not is_table and (page.is_circular or not is_form)


def match_material(page: FirstPage, envelope: Envelope) -> FileReading:
    """The reading of a written material; a person is asked for the unit or the period that nothing names."""
    units, periods = named_returns(envelope)
    units = units or _units_of(page, envelope.references.names)
    if page.is_circular and set(units) <= {envelope.references.names.recipient}:
        return FileReading(envelope.source, no_return=NoReturn.CIRCULAR)
    periods = periods or _periods_of(page, envelope)
    if not (units or periods) and _is_letter(page, envelope.references):
        return FileReading(envelope.source, no_return=NoReturn.LETTER)
    reading = ask_whose(envelope, units, periods, needs_one=False)
    return reading if reading.is_rejected else replace(reading, is_written_material=True)


def _is_letter(page: FirstPage, references: References) -> bool:
    """Whether a short letter says nothing of work: no figure, no month, no task, and no title of a report."""
    words = "".join((*page.head, page.text))
    told = [fold(one) for line in (*page.head, page.text) for one in sentences(line)]
    is_of_task = any(
        references.index.choose(one, references.index.rank(one, ()), (), references.thresholds) for one in told
    )
    is_figured = any(map(str.isdigit, arabic(words)))
    return bool(words) and len(words) <= _LETTER and not (page.title or page.holds_form or is_figured or is_of_task)


def named_returns(envelope: Envelope) -> tuple[tuple[str, ...], tuple[Period, ...]]:
    """The units and periods that a file's name and folders allow (empty: any)."""
    names, words = envelope.references.names, [word for _, word in envelope.places]
    units = {unit.name for word in words if (unit := names.find_in_words(word))}
    units = units or {unit.name for word in words for unit in names.find_loosely(word)}
    periods = _named_periods(words, envelope.references.settings)
    return tuple(sorted(units)), tuple(period for period in periods if envelope.arrival.has_begun(period))


def named_form(envelope: Envelope) -> FormKind | None:
    """The form that a file's name, else the nearest folder, calls it: what is called 附件4 is no plan."""
    return next((kind for _, word in envelope.places if (kind := named_kind(word))), None)


def _named_periods(words: Sequence[str], settings: Settings) -> tuple[Period, ...]:
    if any(word in part for part in words for word in _PLAN_FORM_WORDS):
        return (settings.plan,)
    named = dict.fromkeys(month for word in words for month in months_in(word, settings.year))
    return tuple(month for month in named if month in settings.months)


def _units_of(page: FirstPage, names: UnitNames) -> tuple[str, ...]:
    """The unit that the title names, else a line above the text, else the one that signed; () if none or several."""
    titles = (page.title, *page.head)
    for lines in (
        [line.partition("关于")[0] for line in titles if "关于" in line],
        [line for line in titles if not line.endswith(("：", ":"))],  # 区政府办公室： is who it is written to
        page.foot,
    ):
        found = {unit.name for line in lines if (unit := names.find(line) or names.find_in_words(line))}
        if len(found) == 1:
            return tuple(found)
    return ()


def _periods_of(page: FirstPage, envelope: Envelope) -> tuple[Period, ...]:
    """The plan where name or title speaks of one and of no month, else the month by title, text and date."""
    settings = envelope.references.settings
    called = (envelope.places[0][1], page.title)
    if any(word in text for word in _PLAN_WORDS for text in called if not months_in(text, settings.year)):
        return (settings.plan,)
    around = [one for one in envelope.places if one[0] in (FILE, FOLDER)]
    opening = page.text[:20]  # where the month stands that it reports on: 3月份，我局……
    titles = [(TITLE, text) for text in (page.title, opening) if months_in(text, settings.year)][:1]
    reported = next(_days(page, settings.year), None)
    due_dates = envelope.references.collections
    period = match_period(
        FormKind.PROGRESS, [*titles, *around], reported, settings.year, due_dates, envelope.arrival
    ).period
    return (period,) if period else ()


def _days(page: FirstPage, year: int) -> Iterator[date]:
    for line in reversed(page.foot):
        if day := parse_date(line, year):
            yield day
