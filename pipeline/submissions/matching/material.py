"""书面材料 (R2): whether a document is one, whose it is and of which period, by its name, its folder or its first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.submissions.files.formats import Format
from pipeline.submissions.forms.first_page import FirstPage
from pipeline.submissions.forms.headings import names_form
from pipeline.submissions.matching.match_period import FILE, FOLDER, TITLE, Where, match_period, months_in
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED, Question, QuestionKind
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import parse_date

DOCUMENTS = frozenset({Format.DOC, Format.DOCX, Format.PDF, Format.OFD})
_NAME_WORDS = ("材料", "报告", "总结", "汇报", "小结", "方案")
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


def match_material(
    source: str, places: Sequence[Where], digest: str, page: FirstPage, references: References
) -> FileReading:
    """The reading of a written material; a person is asked for the unit or the period that nothing names."""
    units, periods = named_returns(places, references)
    units = units or _units_of(page, references)
    periods = periods or _periods_of(places, page, references)
    place, questions = Place(source), []
    if not units:
        question = Question(QuestionKind.UNIT, digest, "", place)
        answer = references.answers.get(question.question_id, "")
        if answer == REJECTED:
            return FileReading(source, is_rejected=True)
        units = (answer,) if answer else ()
        questions += [] if answer else [question]
    if not periods:
        question = Question(QuestionKind.PERIOD, digest, "", place)
        answer = references.answers.get(question.question_id, "")
        if answer == REJECTED:
            return FileReading(source, is_rejected=True)
        periods = (Period.parse(answer),) if answer else ()
        questions += [] if answer else [question]
    return FileReading(
        source,
        questions=tuple(questions),
        is_written_material=True,
        could_be_units=units,
        could_be_periods=periods,
    )


def named_returns(places: Sequence[Where], references: References) -> tuple[tuple[str, ...], tuple[Period, ...]]:
    """The units and periods that a file's name and folders allow (empty: any)."""
    settings = references.settings
    units = {unit.name for _, word in places if (unit := references.names.find_in_words(word))}
    units = units or {unit.name for _, word in places for unit in references.names.find_loosely(word)}
    named = [month for _, word in places for month in months_in(word, settings.year)]
    months = tuple(dict.fromkeys(month for month in named if month in settings.months))
    is_plan = any(word in part for _, part in places for word in _PLAN_FORM_WORDS)
    return tuple(sorted(units)), (settings.plan,) if is_plan else months


def _units_of(page: FirstPage, references: References) -> tuple[str, ...]:
    """The unit that the title names, else a line above the text, else the one that signed; () if none or several."""
    names = references.names
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


def _periods_of(places: Sequence[Where], page: FirstPage, references: References) -> tuple[Period, ...]:
    """The plan where name or title speaks of one and of no month, else the month by title, text and date."""
    settings = references.settings
    called = (places[0][1], page.title)
    if any(word in text for word in _PLAN_WORDS for text in called if not months_in(text, settings.year)):
        return (settings.plan,)
    around = [one for one in places if one[0] in (FILE, FOLDER)]
    opening = page.text[:20]  # where the month stands that it reports on: 3月份，我局……
    titles = [(TITLE, text) for text in (page.title, opening) if months_in(text, settings.year)][:1]
    reported = next(_days(page, settings.year), None)
    period = match_period(FormKind.PROGRESS, [*titles, *around], reported, settings.year, references.collections).period
    return (period,) if period else ()


def _days(page: FirstPage, year: int) -> Iterator[date]:
    for line in reversed(page.foot):
        if day := parse_date(line, year):
            yield day
