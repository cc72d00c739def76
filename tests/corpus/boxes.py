"""What the form is sent in: the container messes, archives of forms, and files from which no form can be read."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.containers import CONTAINERS
from corpus.documents import docx_of, paragraph
from corpus.forms import Draft, Spoil
from corpus.office import office, plain_draft
from corpus.packages import SIGNATURES, broken_ole, cut_off, flipped, write_locked_xls, write_ole, write_signature
from corpus.registry import add, habit
from corpus.sheets import Cell, Line, Sheet
from corpus.workbooks import write_xls, write_xlsx
from pipeline.vocabulary.terms import FormKind


def _in_container(name: str) -> None:
    """What the container loses, no other mess may need: it touches that, too."""
    loses = CONTAINERS[name].loses
    touches = ["container", *loses]
    touches += ["head", "between", "far", "offset", "below", "header"] if "places" in loses else []

    def change(draft: Draft, rng: random.Random) -> Draft:
        return replace(draft, container=name)

    add(f"in_{name}", "文件格式", change, " ".join(touches))


for _name in CONTAINERS:
    if _name != "xlsx":
        _in_container(_name)


ARCHIVES = ("zip_utf8", "zip_gbk", "zip_in_folder", "zip_nested", "zip_with_others", "zip_of_units")


def _in_archive(name: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        draft = replace(draft, archive=name)
        if name != "zip_of_units":
            return draft
        others = rng.sample([unit for unit in office().units(1, 5) if unit != draft.real_unit], 2)
        companions = tuple(plain_draft(unit, draft.real_period, rng) for unit in others)
        return replace(
            draft,
            companions=tuple(replace(c, stem=f"{c.real_unit}表") for c in companions),
            stem=f"{draft.real_unit}表",
        )

    add(name, "压缩包", change, "archive", is_alone=name == "zip_of_units")


for _name in ARCHIVES:
    _in_archive(_name)


# Files that no reader opens: what is written beside them is all there is.


def _unreadable(name: str, suffix: str, spoil: Spoil) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        is_named = rng.random() < 0.7
        annex = "附件3" if draft.real_period.is_plan else f"附件4（{draft.month}月）"
        folders: tuple[str, ...] = ()
        if not is_named:
            stem = rng.choice(("新建文档", "扫描件001", "表格"))
        elif rng.random() < 0.5:
            stem = f"{draft.real_unit}{annex}"
        else:
            stem, folders = annex, (draft.real_unit,)
        return replace(draft, stem=stem, folders=folders, spoil=spoil, suffix=suffix, is_named=is_named)

    add(name, "不可读", change, "container everything", is_alone=True)


_unreadable("unreadable_doc", ".doc", lambda content, sheets, rng: write_ole("WordDocument", rng))
_unreadable("unreadable_wps", ".wps", lambda content, sheets, rng: write_ole("WordDocument", rng))
_unreadable("unreadable_password", ".xlsx", lambda content, sheets, rng: write_ole("EncryptedPackage", rng))
_unreadable("unreadable_password_xls", ".xls", lambda content, sheets, rng: write_locked_xls(sheets, rng))
_unreadable("unreadable_broken_xls", ".xls", lambda content, sheets, rng: broken_ole(write_xls(sheets), rng))
_unreadable("unreadable_cut_off_xls", ".xls", lambda content, sheets, rng: cut_off(write_xls(sheets)))
_unreadable("unreadable_cut_off", ".xlsx", lambda content, sheets, rng: cut_off(content))
_unreadable("unreadable_flipped", ".xlsx", lambda content, sheets, rng: flipped(content, rng))
_unreadable("unreadable_empty", ".xlsx", lambda content, sheets, rng: b"")
_unreadable("unreadable_zeros", ".xlsx", lambda content, sheets, rng: bytes(8192))


def _signed(head: bytes) -> Spoil:
    return lambda content, sheets, rng: write_signature(head, rng)


for _suffix, _head in SIGNATURES.items():
    _unreadable(f"unreadable_{_suffix.strip('.')}", _suffix, _signed(_head))


def _page(*lines: tuple[str, ...]) -> tuple[Sheet, ...]:
    return (Sheet("Sheet1", tuple(Line(tuple(Cell(text) for text in line)) for line in lines)),)


def _header_only(content: bytes, sheets: tuple[Sheet, ...], rng: random.Random) -> bytes:
    first = sheets[0]
    return write_xlsx((replace(first, lines=tuple(line for line in first.lines if not line.key)),))


def _master_table(content: bytes, sheets: tuple[Sheet, ...], rng: random.Random) -> bytes:
    tasks = office().tasks[:30]
    rows = ((str(t.number), t.category, t.text, "、".join(t.lead_officials), t.units_text) for t in tasks)
    return write_xlsx(
        _page(("2022年年度工作任务责任分解立项表",), ("序号", "类别", "重点任务", "牵头领导", "责任单位"), *rows)
    )


def _duty_roster(content: bytes, sheets: tuple[Sheet, ...], rng: random.Random) -> bytes:
    return write_xlsx(
        _page(
            ("4月份值班表",),
            ("序号", "日期", "值班人员", "带班领导", "电话"),
            ("1", "4月1日", "王敏", "陈志远", "82071234"),
        )
    )


_unreadable("form_without_rows", ".xlsx", _header_only)
_unreadable("form_of_annex_1", ".xlsx", _master_table)
_unreadable("form_of_something_else", ".xlsx", _duty_roster)
_unreadable("form_on_empty_sheets", ".xlsx", lambda content, sheets, rng: write_xlsx((Sheet("Sheet1", ()),)))


@habit("书面材料", "container everything", is_alone=True, form=FormKind.PROGRESS)
def written_material(draft: Draft, rng: random.Random) -> Draft:
    """The written material that goes with the form: no form to read."""

    def spoil(content: bytes, sheets: tuple[Sheet, ...], rng: random.Random) -> bytes:
        lines = [
            f"{draft.real_unit}{draft.month}月份工作情况汇报",
            *(str(v) for row in draft.rows for v in row.answers.values() if v),
        ]
        return docx_of("".join(paragraph(line) for line in lines))

    stems = (
        f"{draft.real_unit}{draft.month}月份工作情况汇报",
        f"{draft.real_unit}书面材料（{draft.month}月）",
        f"{draft.month}月工作总结-{draft.real_unit}",
    )
    return replace(draft, stem=rng.choice(stems), spoil=spoil, suffix=".docx", is_material=True, is_named=True)
