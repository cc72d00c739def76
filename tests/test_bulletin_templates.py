"""Templates that a clerk edits in Word: what the check says, what a broken one costs, what users' text cannot do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from bulletin_kinds import DRAFT, SAMPLES, STYLE, write_asked, write_kind
from bulletin_sample import MARCH, MATTERS, sample_ledger
from document_faults import document_faults
from docx.document import Document
from docx.oxml.ns import qn
from frames import frame_of
from template_edits import Edit, commented, edit, folder, replacing, tracked
from test_document_readers import read_by_mammoth

from pipeline.keeping.register import open_register
from pipeline.outputs.bulletins.catalogue import KINDS, draft_asked, draft_due
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.drafts import Drafts, ledger_with
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kind import BulletinKind
from pipeline.outputs.bulletins.kinds.monthly import MONTHLY
from pipeline.outputs.bulletins.templates import check_lines, template_faults, template_variables
from pipeline.outputs.bulletins.writing import write_drafts
from pipeline.outputs.docx.filling import SHIPPED, TemplateFaultError
from pipeline.outputs.shared.outbox import Outbox
from pipeline.vocabulary import tables
from pipeline.vocabulary.findings import Kind

PROJECT = Path(__file__).resolve().parents[1]


__all__ = ["folder"]


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in KINDS])
def test_shipped_templates_are_without_fault(kind: BulletinKind[Any, Any]) -> None:
    assert template_faults(kind, None) == ()
    assert (PROJECT / "master" / "模板" / f"{kind.name}.docx").is_file()


def test_every_variable_has_a_meaning_and_is_listed() -> None:
    told = "\n".join(check_lines(KINDS, None))
    for kind in KINDS:
        for variable in template_variables(kind):
            assert variable.meaning
            assert f"{variable.label}" in told
            assert all(f".{part.label}：{part.meaning}" in told for part in variable.parts)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("{{ 分类情况 }}", "{{ 分类情形 }}", ("分类情形", "是否应为“分类情况”"), id="misspelt"),
        pytest.param("{{ 已办结.情况 }}", "{{ 已办结.名单 }}", ("已办结", "名单", "事项"), id="no such part"),
        pytest.param("{{ 截至日 }}", "{{ 截至日", ("没有写完",), id="not closed"),
        pytest.param("{{ 标题 }}", "关于进展情况的通报", ("没有用到“标题”",), id="missing"),
        pytest.param("{%p if 已办结 %}", "", ("endif",), id="if lost"),
        pytest.param("{%p for 段 in 重视事项 %}", "{%p for 段 in 月份 %}", ("月份", "不是一组"), id="for over one"),
        pytest.param(
            "{{ 截至日 }}", "｛｛截至日｝｝", ("“｛｛截至日｝｝”", "半角", "{{ 截至日 }}"), id="full-width braces"
        ),
        pytest.param("{{ 截至日 }}", "{ 截至日 }", ("“{ 截至日 }”", "两层", "{{ 截至日 }}"), id="single braces"),
        pytest.param("{{ 截至日 }}", "｛{ 截至日 }}", ("两层", "{{ 截至日 }}"), id="mixed braces"),
        pytest.param("{%p if 已办结 %}", "｛％p if 已办结 ％｝", ("｛％p if 已办结 ％｝", "半角"), id="full-width tag"),
        pytest.param("{{ 附件表 }}", "见{{ 附件表 }}", ("“附件表”是表格或图", "单独成段"), id="table in a sentence"),
        pytest.param("{%p if 已办结 %}", "另：{%p if 已办结 %}", ("单独成段", "印不出来"), id="tag in a sentence"),
    ],
)
def test_check_says_which_variable_in_which_paragraph(folder: Path, old: str, new: str, said: tuple[str, ...]) -> None:
    edit(folder, MONTHLY.name, replacing(old, new))
    faults = template_faults(MONTHLY, folder)
    assert any(all(word in fault.line for word in said) for fault in faults), [fault.line for fault in faults]
    if new and "没有用到" not in said[0]:
        paragraphs = [
            "".join(t.text or "" for t in p.iter(qn("w:t")))
            for p in docx.Document(str(folder / f"{MONTHLY.name}.docx")).element.body.iter(qn("w:p"))
        ]
        assert any(fault.number and new[:6] in paragraphs[fault.number - 1] for fault in faults)


def test_wording_order_and_paragraphs_of_the_office_come_through(folder: Path, tmp_path: Path) -> None:
    """A section put away and a sentence changed: the others are numbered on."""

    def change(document: Document) -> None:
        replacing("严格按时报送", "扛牢主体责任")(document)
        heading = next(p for p in document.paragraphs if "报送情况" in p.text and p.text.startswith("一、"))
        heading._p.getparent().remove(heading._p)
        document.paragraphs[-1].insert_paragraph_before("增加的一段。")

    edit(folder, MONTHLY.name, change)
    path = write_kind(tmp_path / "x.docx", "monthly", sample_ledger(), folder=folder)
    texts = [p.text for p in docx.Document(str(path)).paragraphs]
    assert any(text.startswith("（二）扛牢主体责任。") for text in texts)
    assert "增加的一段。" in texts
    assert [text for text in texts if text[1:2] == "、" and text[0] in "一二三四五"] == [
        "一、总体情况",
        "二、需要重视的事项",
        "三、下一步工作要求",
    ]


def test_braces_that_are_no_variable_are_text(folder: Path) -> None:
    edit(folder, MONTHLY.name, replacing("逐件抓好落实", "逐件抓好落实{试行}"))
    assert template_faults(MONTHLY, folder) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(replacing("{{ 附件表 }}", ""), "没有用到“附件表”", id="no annex table"),
        pytest.param(tracked, "有修订痕迹，通报按接受修订后的文字生成", id="tracked changes"),
        pytest.param(commented, "有批注，通报中不带批注", id="comment"),
    ],
)
def test_what_stops_nothing_is_told_in_the_words_of_the_check(folder: Path, change: Edit, said: str) -> None:
    edit(folder, MONTHLY.name, change)
    drafts = Drafts(draft_asked(sample_ledger(), Desk(STYLE, folder), "monthly"))
    [fault] = template_faults(MONTHLY, folder)
    assert said in fault.told and (fault.number > 0) is (change in (tracked, commented))
    assert [found.kind for found in drafts.findings] == [Kind.TEMPLATE_REMARK]
    assert fault.told in drafts.findings[0].problem
    assert drafts.drafts[0].files


def test_what_stops_is_told_in_the_words_of_the_check(folder: Path) -> None:
    edit(folder, MONTHLY.name, replacing("{{ 截至日 }}", "｛｛截至日｝｝"))
    drafts = Drafts(draft_asked(sample_ledger(), Desk(STYLE, folder), "monthly"))
    [stopping] = [fault for fault in template_faults(MONTHLY, folder) if fault.stops]
    assert stopping.line in list(check_lines(KINDS, folder))
    assert [found.kind for found in drafts.findings] == [Kind.BULLETIN_TEMPLATE]
    assert stopping.told in drafts.findings[0].problem
    assert not drafts.drafts[0].files


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(
            lambda path: edit(path.parent, path.stem, replacing("{{ 截至日 }}", "{{ 截止日 }}")), id="unknown"
        ),
        pytest.param(lambda path: edit(path.parent, path.stem, replacing("{%p if 已办结 %}", "")), id="tags"),
        pytest.param(lambda path: path.write_bytes(b"no document"), id="no document"),
        pytest.param(
            lambda path: edit(path.parent, path.stem, replacing("{{ 附件表 }}", "见{{ 附件表 }}")), id="table"
        ),
    ],
)
def test_a_broken_template_costs_its_bulletin_only(folder: Path, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(folder / f"{MONTHLY.name}.docx")
    desk = Desk(STYLE, folder)
    ledger = dataclasses.replace(sample_ledger(), receipts=frame_of(tables.RECEIPTS, [{"source": "x.xlsx"}]))
    with open_register(tmp_path / "archive") as register:
        drafts = draft_due(ledger, desk)
        written = write_drafts(Outbox(tmp_path / "outbox", register, ledger.cutoff), drafts, desk)
    assert [fault.kind for fault in drafts.findings] == [Kind.BULLETIN_TEMPLATE]
    assert not any("为民办实事" in path.name for path in written)
    assert any("任务目标落实情况" in path.name for path in written)
    assert not list((tmp_path / "outbox").rglob("*为民办实事*"))
    assert len(ledger_with(ledger, drafts).findings) == len(ledger.findings) + 1


@pytest.mark.parametrize(
    ("old", "edition", "marks"),
    [
        pytest.param("{{ 稿别 }}", DRAFT, ["征求意见稿"], id="the template lost the words"),
        pytest.param("", DRAFT, ["征求意见稿"], id="the template has them"),
        pytest.param("{{ 稿别 }}", Edition(is_draft=False), [], id="no draft"),
    ],
)
def test_a_draft_says_so_once_on_top_whatever_its_template(
    folder: Path, tmp_path: Path, old: str, edition: Edition, marks: list[str]
) -> None:
    """R21: with a template of the office's own, too."""
    if old:
        edit(folder, MONTHLY.name, replacing(old, ""))
    path = write_kind(tmp_path / "x.docx", "monthly", sample_ledger(), edition, folder=folder)
    top = [p.text for p in docx.Document(str(path)).paragraphs[:4]]
    assert [text for text in top if "征求意见稿" in text] == marks


def test_a_folder_without_a_template_uses_the_shipped_one(tmp_path: Path) -> None:
    path = write_kind(tmp_path / "x.docx", "closure", sample_ledger(), folder=tmp_path / "没有")
    assert docx.Document(str(path)).paragraphs


def test_templates_may_not_run_code(folder: Path, tmp_path: Path) -> None:
    edit(folder, "办结通报", replacing("{{ 年度目标 }}", "{{ 年度目标.__class__.__mro__ }}"))
    with pytest.raises(TemplateFaultError):
        write_kind(tmp_path / "x.docx", "closure", sample_ledger(), folder=folder)


HOSTILE = {
    "xml": "A&B <50万元> ]]> &amp; </w:t>",
    "braces": "{{ 标题 }} {% if x %} {# y #} {_{ %} }}",
    "controls": "甲\x00\x0b\x07\x0c乙\ud800丙",
    "emoji": "完成👍🏽率",
    "long": "长" * 30_000,
    "spaces": " \u3000\t\n ",
    "lines": "第一行\n第二行",
}


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind in SAMPLES if kind != "plan"])
@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in HOSTILE])
def test_users_text_opens_and_shows(tmp_path: Path, kind: str, name: str) -> None:
    """In what units wrote and in what a person entered for a matter."""
    text = HOSTILE[name]
    tasks = ("实事1", "区发展改革局"), ("实事8", "区司法局"), ("任务37", "区住房城乡建设局")
    ledger = sample_ledger(words={key: {"progress": text, "problems": text, "next_steps": text} for key in tasks})
    for frame in (ledger.duty_months,):
        assert (frame["progress"] == text).sum() == len(tasks)
    matters = tuple(dataclasses.replace(matter, situation=text, basis=text) for matter in MATTERS)
    path = tmp_path / "x.docx"
    if kind in ("closure", "matter"):
        with open_register(tmp_path / "archive") as register:
            outbox = Outbox(tmp_path / "outbox", register, ledger.cutoff)
            changed = dataclasses.replace(ledger, matters=matters)
            written = write_asked(outbox, changed, "milestone", None, Desk(STYLE))
        path = next(one for one in written if ("办结" in one.name) == (kind == "closure") and "公开版" not in one.name)
    else:
        write_kind(path, kind, ledger, DRAFT)
    document = docx.Document(str(path))
    shown = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    expected = {
        "xml": "A&B <50万元> ]]> &amp; </w:t>",
        "braces": "{{ 标题 }} {% if x %} {# y #} {_{ %} }}",
        "controls": "甲乙丙",
        "emoji": "完成👍🏽率",
        "long": "长" * 100,
        "spaces": "",
        "lines": "第二行",
    }[name]
    seen_by_another = "\n".join(read_by_mammoth(path))
    if kind not in ("month", "correction"):  # neither quotes what a unit wrote
        assert expected in shown
        assert expected in seen_by_another
    assert document_faults(path) == []
    assert "\U000f0001" not in shown and str(MARCH)


def test_templates_are_those_the_script_makes() -> None:
    """An edit of the shipped files by hand would be lost: the wording stands in scripts/template_texts.py."""
    import sys

    sys.path.insert(0, str(PROJECT / "scripts"))
    from make_templates import make_template
    from template_texts import TEMPLATES

    for name, parts in TEMPLATES.items():
        assert make_template(parts) == (SHIPPED / f"{name}.docx").read_bytes(), name
