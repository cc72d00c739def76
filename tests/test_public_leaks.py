"""Nothing that may not be published is in a public file, whatever a clerk does to its template (R24), or told by what it leaves out (R8, R21)."""

from __future__ import annotations

import dataclasses
import html
import io
import itertools
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from bulletin_kinds import PUBLISHED, SAMPLES, STYLE, answered, bundled, leaders_of, table_of
from bulletin_sample import MARCH, MARCH_STATES, MATTERS, OFFICE, sample_ledger
from demo_year import ledgers
from docx.document import Document
from docx.oxml.ns import qn
from frames import frame_of

from pipeline.keeping.register import open_register
from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.contacts import Contact
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.catalogue import draft_asked
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.drafts import Drafts
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts import published
from pipeline.outputs.bulletins.kind import BulletinKind, Editions, bulletin_of
from pipeline.outputs.bulletins.kinds.monthly import MONTHLY
from pipeline.outputs.bulletins.kinds.quarterly import QUARTERLY
from pipeline.outputs.bulletins.publishing.known import known_persons
from pipeline.outputs.bulletins.publishing.leaks import find_leaks
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import SHIPPED, TemplateFaultError, template_path
from pipeline.outputs.rollup.figures import Sender, office_figures
from pipeline.outputs.rollup.figures_file import figures_text
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary import tables
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import Standing, Status
from pipeline.vocabulary.values import Reason

PHONES = (
    *("13987654321", "139 8765 4321", "139-8765-4321", "139－8765－4321", "１３９８７６５４３２１", "+86 13987654321"),
    *(
        "1 3 9 8 7 6 5 4 3 2 1",
        "139.8765.4321",
        "139\u200b8765\u200b4321",
        "13987\u00ad654321",
        "一三九八七六五四三二一",
    ),
    *("幺三九八七六五四三二幺", "①③⑨⑧⑦⑥⑤④③②①", "13９8765432１", "139·8765·4321", "（139）87654321", "0086-13987654321"),
    *(
        "0531-86543217",
        "（0531）86543217",
        "0531 8654 3217",
        "053186543217",
        "０５３１－８６５４３２１７",
        "零五三一八六五四三二一七",
    ),
    *("电话86543217", "联系电话：8654-3217", "电话：86543217转801", "0531—86543217"),
)
NUMBERS = ("13987654321", "86543217")
PAPERS = ("370103198803071239", "zhou_canary@126.com", "canary_wx88", "3344556677")
OFFICIAL, PRINCIPAL, DEPUTY, FILLER, UNLISTED = "欧阳金丝", "诸葛金雀", "金丝雀", "司马鸣", "周无名"
PERSONS = (OFFICIAL, PRINCIPAL, DEPUTY, FILLER, UNLISTED)
PROBLEM, SUPPORT, REASON, REMARK, BASIS, SILENT = "泄密难题", "配合原话", "内部理由", "内部备注", "内部依据", "区商务局"
PUBLIC = Edition().public
CANARIES = (*NUMBERS, *PAPERS, *PERSONS, PROBLEM, SUPPORT, REASON, REMARK, BASIS, "未报", "迟报", "进度滞后")
OWN = (
    f"由{PRINCIPAL}牵头，{DEPUTY}同志带队，{FILLER}、{OFFICIAL}现场督办，联系人：{UNLISTED}，"
    f"证件{PAPERS[0]}，邮箱{PAPERS[1]}，微信号{PAPERS[2]}，QQ：{PAPERS[3]}，完成1200户。"
)


def canary_ledger() -> Ledger:
    """Every field of every row holds something that may not be published; 区商务局 is being checked, two units failed."""
    base = sample_ledger(states=MARCH_STATES)
    phone = itertools.cycle(PHONES)
    rows = []
    for row in base.duty_months.to_dict("records"):
        is_lead = base_lead(base, str(row["task_id"])) == row["unit"]
        if row["progress"]:
            row |= {
                "progress": f"{OWN}{next(phone)}，{next(phone)}" if is_lead else f"{SUPPORT}{next(phone)}",
                "problems": f"{PROBLEM}，{next(phone)}",
                "next_steps": f"加快推进，{next(phone)}。" if is_lead else SUPPORT,
            }
        rows.append(row | {"standing_reason": REASON, "delivery_reason": REASON, "light_reason": REASON})
    matters = tuple(
        dataclasses.replace(one, situation=f"{OWN}{PHONES[3]}", basis=f"{BASIS}{PHONES[4]}") for one in MATTERS
    )
    record = {
        "unit": "区水务局",
        "task_id": "实事1",
        "principal": PRINCIPAL,
        "deputy": f"{DEPUTY} {PHONES[0]}",
        "remark": REMARK,
    }
    reasons: Any = [Reason(REASON)] * len(base.entry_months)
    return dataclasses.replace(
        base,
        tasks=tuple(dataclasses.replace(task, lead_officials=(OFFICIAL,)) for task in base.tasks),
        duty_months=tables.DUTY_MONTHS.frame(tables.DUTY_MONTHS.rows(type(base.duty_months)(rows))),
        entry_months=base.entry_months.assign(standing_reason=reasons),
        records=frame_of(tables.RECORDS, [record]),
        receipts=frame_of(tables.RECEIPTS, [{"source": "x.xlsx"}]),
        matters=matters,
    )


def base_lead(ledger: Ledger, task_id: str) -> str:
    return next(task.lead_unit for task in ledger.tasks if task.task_id == task_id)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return canary_ledger()


@pytest.fixture(scope="module")
def persons(ledger: Ledger) -> Persons:
    return known_persons(ledger, [Contact("区水务局", FILLER, PHONES[0])], ())


def package(content: bytes) -> str:
    """All that a file holds, as a reader who looks hard would read it: nothing of how the product reads is used here."""
    said = []
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xlsx", ".docx")):
                said.append(package(parts.read(name)))
            elif name.endswith((".xml", ".rels")):
                said.append(html.unescape(re.sub(r"<[^>]*>", "", parts.read(name).decode("utf-8"))))
                said += re.findall(r'="([^"]*)"', parts.read(name).decode("utf-8"))
    return "\n".join(said)


_DIGITS = str.maketrans("零一二三四五六七八九〇幺", "012345678901")


def held(content: bytes) -> set[str]:
    """The canaries that a file holds in any writing."""
    text = package(content)
    plain = "".join(
        char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) not in ("Cf", "Zs")
    )
    digits = re.sub(r"[-—－.·()（）]", "", plain.translate(_DIGITS))
    return {one for one in CANARIES if one in text or one in plain or one in digits}


def rendered(
    name: str, ledger: Ledger, persons: Persons, template: Path | None = None, edition: Edition = PUBLIC
) -> bytes:
    kind, subject = sample(name, ledger)
    facts = Editions((), Cutoffs(), ledger).facts(kind, subject, ledger, OFFICE)
    return bundled(bulletin_of(kind, facts, edition, persons), template or template_path(kind.name, None))


def sample(name: str, ledger: Ledger) -> tuple[Any, Any]:
    kind, subject = SAMPLES[name]
    return kind, next((one for one in ledger.matters if one.matter_id == getattr(subject, "matter_id", "")), subject)


def test_what_is_looked_for_would_be_found(ledger: Ledger, persons: Persons) -> None:
    """The internal edition holds them: persons and problems; and every writing of a phone is one that the search knows."""
    internal = set().union(
        *(held(rendered(name, ledger, persons, edition=Edition())) for name in ("monthly", "quarterly", "closure"))
    )
    assert {*PERSONS, PROBLEM, SUPPORT, REASON, BASIS, "未报"} <= internal
    document = docx.Document()
    for phone in PHONES:
        document.add_paragraph(phone)
        stream = BytesIO()
        document.save(stream)
        assert held(stream.getvalue()) & set(NUMBERS), phone
        document.element.body.remove(document.paragraphs[-1]._p)
    assert len(PHONES) >= 20


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_public_file_holds_no_canary(name: str, ledger: Ledger, persons: Persons) -> None:
    content = rendered(name, ledger, persons)
    assert held(content) == set()
    assert "完成1200户" in package(content)
    assert find_leaks(content, persons) == ()


# Every text of every table has a mark of its own: whatever field comes to be, it is looked for.
_OF_A_TABLE = (
    "entries",
    "duties",
    "duty_months",
    "entry_months",
    "returns",
    "records",
    "findings",
    "receipts",
    "problems",
)
_KEYS = frozenset("task_id unit light_unit standing_unit lead_unit category task_text units_text short_name".split())
_TOLD = frozenset("duty_months.progress duty_months.next_steps duty_months.planned_goal".split()) | {
    f"{table}.goal_q{quarter}" for table in ("entries", "duties") for quarter in range(1, 5)
}
_ROWS = {name: getattr(tables, name.upper()) for name in _OF_A_TABLE}
_FIELDS = tuple(f"{name}.{field.name}" for name, table in _ROWS.items() for field in dataclasses.fields(table.row))
MARKS = {field: f"㐀{chr(0x3500 + place)}" for place, field in enumerate(_FIELDS)}  # characters that no office writes


def marked(ledger: Ledger) -> Ledger:
    """Every text of ``ledger`` ends with the mark of its field; a unit that wrote nothing has written nothing still."""
    frames = {}
    for name, table in _ROWS.items():
        rows = table.rows(getattr(ledger, name)) or [table.rows(frame_of(table, [_FILLING[name]]))[0]]
        frames[name] = table.frame([_marked_row(row, name) for row in rows])
    return dataclasses.replace(ledger, **frames)


_FILLING: dict[str, dict[str, Any]] = {
    "records": {"unit": "区水务局", "task_id": "实事1", "period": "2022-03"},
    "findings": {"unit": "区水务局", "task_id": "实事1", "period": "2022-03"},
    "receipts": {"units": ("区水务局",)},
    "problems": {"unit": "区水务局", "task_id": "实事1", "period": "2022-03", "first_period": "2022-03"},
}


def _marked_row(row: Any, table: str) -> Any:
    told: dict[str, Any] = {}
    for field in dataclasses.fields(row):
        value, mark = getattr(row, field.name), MARKS[f"{table}.{field.name}"]
        is_own = field.name in ("progress", "problems", "next_steps")
        if field.name in _KEYS or (is_own and not value):
            continue
        if isinstance(value, str) and type(value) is str:
            told[field.name] = f"{value}{mark}"
        elif isinstance(value, Reason) or (field.name.endswith("reason") and not isinstance(value, tuple)):
            told[field.name] = Reason(mark)
        elif field.name.endswith("reason"):
            told[field.name] = (Reason(mark),)
    return dataclasses.replace(row, **told)


def marks_in(content: bytes) -> set[str]:
    text = package(content)
    return {field for field, mark in MARKS.items() if mark in text}


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_field_is_public_that_is_not_meant_to_be(name: str) -> None:
    """R24: what the lead did and means to do, and the goals; of all else in the tables, nothing."""
    ledger = marked(sample_ledger(states=MARCH_STATES))
    told = marks_in(rendered(name, ledger, Persons()))
    assert told and told <= _TOLD, told - _TOLD
    if name in ("monthly", "quarterly"):
        assert marks_in(rendered(name, ledger, Persons(), edition=Edition())) >= {"duty_months.problems"}, (
            "it is told inside"
        )


def is_pair(text: str) -> bool:
    return bool(re.fullmatch(r"\s*\{%p (?:if .*|endif) %\}\s*", text))


def pairs(document: Document) -> Iterator[tuple[Any, Any]]:
    """Each {%p if %} with its {%p endif %}."""
    opened: list[Any] = []
    for paragraph in document.paragraphs:
        if is_pair(paragraph.text):
            if "endif" in paragraph.text:
                yield opened.pop(), paragraph
            else:
                opened.append(paragraph)


def without(template: Path, target: Path, chosen: Callable[[list[Any]], list[Any]]) -> Path:
    """``template`` with the ``chosen`` pairs deleted, as a clerk does it: the two lines, nothing between them."""
    document = docx.Document(str(template))
    for pair in chosen(list(pairs(document))):
        for paragraph in pair:
            break_line = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
            if break_line:
                paragraph.clear()
            else:
                paragraph._p.getparent().remove(paragraph._p)
    document.save(str(target))
    return target


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_deleted_pair_lets_anything_out(name: str, ledger: Ledger, persons: Persons, tmp_path: Path) -> None:
    """Each by itself, and all at once: what the public is not told its template has no words for."""
    template = SHIPPED / f"{SAMPLES[name][0].name}.docx"
    count = len(list(pairs(docx.Document(str(template)))))
    assert count >= 6
    made = 0
    for index in range(count):
        path = without(template, tmp_path / f"{index}.docx", lambda found, index=index: [found[index]])  # type: ignore[misc]
        try:
            assert held(rendered(name, ledger, persons, path)) == set(), index
            made += 1
        except TemplateFaultError:
            continue  # a kind of tasks of which there is none: the whole bulletin is refused
    assert made >= count - 1
    path = without(template, tmp_path / "all.docx", lambda found: found)
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if "按序时推进." in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
    document.save(str(path))
    assert held(rendered(name, ledger, persons, path)) == set()


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped templates as LibreOffice saves them."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("RENDERING_TESTS") == "required":
            pytest.fail("RENDERING_TESTS=required, but LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed; RENDERING_TESTS=required makes this a failure")
    folder = tmp_path_factory.mktemp("resaved")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder)]
    names = [str(SHIPPED / f"{SAMPLES[name][0].name}.docx") for name in PUBLISHED]
    subprocess.run([*command, *names], check=True, capture_output=True, timeout=60)
    return folder


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_template_saved_by_libreoffice_lets_nothing_out(
    name: str, ledger: Ledger, persons: Persons, resaved: Path, tmp_path: Path
) -> None:
    template = resaved / f"{SAMPLES[name][0].name}.docx"
    assert held(rendered(name, ledger, persons, template)) == set()
    for number, chosen in enumerate((lambda found: [one for one in found if "版" in one[0].text], lambda found: found)):
        path = without(template, tmp_path / f"{number}.docx", chosen)
        document = docx.Document(str(path))
        for paragraph in document.paragraphs:
            if number and "按序时推进." in paragraph.text:  # of a kind of tasks of which there is none
                paragraph._p.getparent().remove(paragraph._p)
        document.save(str(path))
        assert held(rendered(name, ledger, persons, path)) == set()


def test_what_is_published_is_named_field_by_field() -> None:
    """A field added to a public fact is published: it is added here on purpose, or not at all."""
    told = {
        published.PublicTask: "task_id annex category text units_text lead_unit is_closed progress next_steps short_name",
        published.PublicReport: "cover span tasks is_last",
        published.PublicMatter: "cover day situation position task_title promise goals units_text history",
    }
    for fact, names in told.items():
        assert [field.name for field in dataclasses.fields(fact)] == names.split()


def test_a_task_whose_lead_is_being_checked_or_silent_is_held_back_whole(ledger: Ledger, persons: Persons) -> None:
    """R8: no row, no count; the title and the text give no number from which it could be subtracted."""
    standing = ledger.entry_months.set_index("task_id")["standing"]
    held_back = [task for task in ledger.tasks if standing[task.task_id] in (Standing.UNSETTLED, Standing.UNREPORTED)]
    assert {task.lead_unit for task in held_back} >= {SILENT, "区水务局"}
    for name, measure in (("monthly", "件"), ("quarterly", "项")):
        text = package(rendered(name, ledger, persons))
        own = [task for task in held_back if name == "quarterly" or task.task_id.startswith("实事")]
        assert own and not [task.task_id for task in own if task.text in text]
        whole = 22 if name == "monthly" else 109
        assert f"{whole}{measure}" not in text
        for words in ("核对", "待认定", "核实中", "未列", "另有", "其余", "不含", "免报"):
            assert words not in text.replace("其余正在组织实施", ""), words


# What remains when nothing can be subtracted: every count of the text is a count of rows that are printed.


def counts(text: str) -> dict[str, int]:
    return {word: int(number) for word, number in re.findall(r"(公布2022年[^，（]*?|已办结|正在推进)(\d+)[件项]", text)}


def printed(bulletin: Bulletin, template: Path) -> tuple[str, list[list[str]], list[list[str]]]:
    """The opening, the rows of 表1 (none of a month) and the rows of the annex that are no heads of groups."""
    document = docx.Document(BytesIO(render_bulletin(bulletin, template, STYLE)))
    opening = next(p.text for p in document.paragraphs if p.text.startswith("截至"))
    [*counted] = [rows for rows in rows_of(document) if rows[0][0] == "类别"]
    [annex] = [rows for rows in rows_of(table_of(bulletin, template)) if rows[0][0] == "序号"]
    return opening, counted[0] if counted else [], annex[1:]


def rows_of(document: Document) -> list[list[list[str]]]:
    """The rows of its tables, those of one column left out."""
    found = [table for table in document.tables if len(table.columns) > 1]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


@pytest.fixture(scope="module")
def year() -> list[tuple[Any, Ledger]]:
    return list(ledgers())


def test_every_number_of_a_public_text_is_that_of_its_own_rows(year: list[tuple[Any, Ledger]]) -> None:
    """Every month and quarter of the demo office: what is printed sums to what is printed, and to nothing else."""
    seen = 0
    for month, ledger in year:
        subjects: list[tuple[BulletinKind[Any, Any], Any]] = [
            (MONTHLY, month),
            *([(QUARTERLY, month.quarter)] if month.is_quarter_end else []),
        ]
        for kind, subject in subjects:
            facts = Editions((), Cutoffs(), ledger).facts(kind, subject, ledger, OFFICE)
            bulletin = bulletin_of(kind, facts, Edition().public, Persons())
            opening, classes, annex = printed(bulletin, template_path(kind.name, None))
            rows = [row for row in annex if len(set(row)) > 1]
            numbers = counts(opening)
            total = next(number for word, number in numbers.items() if word.startswith("公布"))
            assert total == len(rows) and [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
            states = [numbers[word] for word in ("已办结", "正在推进") if word in numbers]
            assert not states or sum(states) == total
            groups = [re.fullmatch(r"(.+)（(\d+)项）", row[0]) for row in annex if len(set(row)) == 1]
            assert sum(int(found[2]) for found in groups if found) == (total if groups else 0)
            if classes:
                per_class = {row[0]: list(map(int, row[1:])) for row in classes[1:]}
                whole = per_class.pop("合计")
                assert whole == [sum(column) for column in zip(*per_class.values(), strict=True)] and whole[0] == total
                assert all(row[0] == sum(row[1:]) for row in per_class.values())
                assert {found[1]: int(found[2]) for found in groups if found} == {k: v[0] for k, v in per_class.items()}
            seen += 1
    assert seen == 14


# The internal edition: who must not be named cannot be told from its annex either.


@pytest.mark.parametrize("is_final", [pytest.param(False, id="draft"), pytest.param(True, id="final")])
@pytest.mark.parametrize("name", ["monthly", "quarterly", "month"])
def test_who_is_being_checked_looks_like_others(name: str, is_final: bool) -> None:
    """R8, R21, draft and final: what is printed of 区商务局 (being checked) is what is printed of one exempt."""
    texts = []
    for status in (Status.UNSETTLED, Status.EXEMPT):
        ledger = sample_ledger(
            states={("区商务局", MARCH): status, ("区人才办", MARCH): Status.EXEMPT, ("区民政局", MARCH): Status.LATE}
        )
        kind, subject = SAMPLES[name]
        facts = Editions((), Cutoffs(), ledger).facts(kind, subject, ledger, OFFICE)
        desk = Desk(STYLE, answers=answered(facts.named))
        edition = desk.edition(facts.named, None) if is_final else Edition()
        assert edition.is_draft is not is_final
        bulletin, template = kind.bulletin(facts, edition), template_path(kind.name, None)
        document = docx.Document(BytesIO(render_bulletin(bulletin, template, STYLE)))
        own = [rows for rows in rows_of(document) if rows[0][0] in ("序号", "类别", "牵头领导")]
        own += rows_of(table_of(bulletin, template)) if bulletin.table else []
        texts.append([row for rows in own if "证据" not in rows[0][-1] for row in rows])
    checked, exempt = texts
    if name == "month":  # a list that cannot be full lists only who is named
        assert {row[1] for row in checked[1:]} == {"区民政局"} | {row[1] for row in checked[1:] if "缺" in row[-1]}
        assert "区商务局" not in {row[1] for row in checked}
    else:
        assert checked == exempt
        assert "核对" not in str(checked) and "待认定" not in str(checked)


def test_a_class_of_one_does_not_tell_of_its_task() -> None:
    """R21: 表1 and 表2 of a text in which one standing may not be told put such rows together; they sum as before."""
    ledger = sample_ledger(states={("区发展改革局", MARCH): Status.ON_TIME}, behind={"任务1"})
    kind, subject = SAMPLES["quarterly"]
    facts = Editions((), Cutoffs(), ledger).facts(kind, subject, ledger, OFFICE)
    desk = Desk(STYLE, answers=answered(facts.named, is_confirmed=False))
    bulletin = kind.bulletin(facts, desk.edition(facts.named, None))
    document = docx.Document(BytesIO(render_bulletin(bulletin, template_path(kind.name, None), STYLE)))
    tables = (*document.tables, *leaders_of(bulletin, template_path(kind.name, None)).tables)
    counted = [table for table in tables if table.rows[0].cells[0].text in ("类别", "牵头领导")]
    assert len(counted) == 2
    for table in counted:
        heads, *rows, total = [[cell.text for cell in row.cells] for row in table.rows]
        behind = heads.index("进度滞后")
        telling = [row for row in rows if row[behind] != "0" and row[1] == row[behind]]
        assert not telling and total[1] == "109" and sum(int(row[1]) for row in rows) == 109
    assert document.tables[0].rows[-2].cells[0].text == "其余2类"


# The net behind it: a file that would leak is not written, and the office is told where.


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with open_register(tmp_path / "archive") as register:
        yield Outbox(tmp_path / "outbox", register, date(2022, 4, 13))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("联系电话：0531-82078000", "电话号码", id="phone"),
        pytest.param("咨询人：欧阳金丝", "个人姓名", id="leader"),
        pytest.param("对区水务局未报送情况提出批评", "未报、滞后等单位的名称", id="unit that fails"),
        pytest.param("邮箱 dcs@sz.gov.cn", "邮箱", id="mail"),
    ],
)
def test_a_file_that_would_leak_is_not_written(
    words: str, told: str, ledger: Ledger, persons: Persons, tmp_path: Path
) -> None:
    """公开版未生成: the internal edition is there, the public one is not, the finding says where and repeats nothing."""
    folder = tmp_path / "模板"
    shutil.copytree(SHIPPED, folder)
    path = folder / f"{MONTHLY.name}.docx"
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].insert_paragraph_before(words)
    document.save(str(path))
    drafts = Drafts(draft_asked(ledger, Desk(STYLE, templates=folder, persons=persons), "monthly", MARCH))
    assert [place for place, _ in drafts.drafts[0].files] == ["通报/2022-03/为民办实事3月份进展情况通报.docx"]
    [fault] = [one for one in drafts.findings if one.kind is Kind.PUBLIC_BLOCKED]
    assert told in fault.problem and "页眉" in fault.problem
    assert not any(number in fault.problem for number in ("82078000", OFFICIAL, "dcs@"))


def test_comments_and_changes_of_a_template_do_not_go_out(ledger: Ledger, persons: Persons, tmp_path: Path) -> None:
    """Whoever left a remark in the template: not in a public file."""
    folder = tmp_path / "模板"
    shutil.copytree(SHIPPED, folder)
    path = folder / f"{MONTHLY.name}.docx"
    document = docx.Document(str(path))
    run = next(p for p in document.paragraphs if "现将" in p.text).runs[0]
    document.add_comment(run, text="请领导审", author="小李") if hasattr(document, "add_comment") else pytest.skip(
        "no comments"
    )
    document.save(str(path))
    drafts = Drafts(draft_asked(ledger, Desk(STYLE, templates=folder, persons=persons), "monthly", MARCH))
    assert [one.kind for one in drafts.findings] == [Kind.TEMPLATE_REMARK] and len(drafts.drafts[0].files) == 2
    for _, content in drafts.drafts[0].files:
        package = zipfile.ZipFile(io.BytesIO(content))
        assert not any("请领导审" in package.read(name).decode("utf-8", "ignore") for name in package.namelist())


def test_the_figures_for_a_rollup_hold_no_word_of_a_unit_and_nobody() -> None:
    """汇总数据.json goes to another office: counts, and the projects as the office calls them, phones masked."""
    ledger = canary_ledger()
    called = dataclasses.replace(ledger.tasks[-1], short_name=f"供水改造 {PHONES[0]}")
    ledger = dataclasses.replace(ledger, tasks=(*ledger.tasks[:-1], called))
    assert called.task_id.startswith("实事")
    told = figures_text(office_figures(ledger, Sender(OFFICE, "市中区", "1.0.0"), {"匹配认定": 2}))
    assert "供水改造" in told
    secrets = (*NUMBERS, *PAPERS, *PERSONS, PROBLEM, SUPPORT, REASON, REMARK, BASIS, SILENT)
    assert [word for word in secrets if word in told] == []
