"""What somebody chose in the controls of a Word form: a ticked box, an entry of a drop-down (R28)."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.submissions.files.markup import local_name

TICKED, EMPTY = "☑", "☐"
_PROMPT = re.compile("请?(选择|点击|单击)")


def show_ticks(root: etree._Element) -> None:
    """Every check box control of the document shows ☑ or ☐ by its state: Word's own glyph for ticked is ☒."""
    for box in root.iter("{*}checkbox"):
        shown = TICKED if _is_set(box, "checked") else EMPTY
        for place, glyph in enumerate(_glyphs(box)):
            glyph.tag = re.sub("}.*", "}t", str(glyph.tag))
            glyph.text = "" if place else shown


def _glyphs(box: etree._Element) -> list[etree._Element]:
    """What a check box control shows: the texts and symbols of its content; none of a box that is no control."""
    properties = box.getparent()
    control = properties.getparent() if properties is not None else None
    contents = (node for node in (control if control is not None else ()) if local_name(node) == "sdtContent")
    return [node for content in contents for node in content.iter("{*}t", "{*}sym")]


def chosen(mark: etree._Element) -> str:
    """What a legacy form field shows where its ``fldChar`` begins: the chosen entry or a box; '' for any other field."""
    for field in (node for data in mark if local_name(data) == "ffData" for node in data):
        if local_name(field) == "ddList":
            return _entry(field)
        if local_name(field) == "checkBox":
            is_told = any(local_name(node) == "checked" for node in field)
            return TICKED if _is_set(field, "checked" if is_told else "default") else EMPTY
    return ""


def _entry(field: etree._Element) -> str:
    """The chosen entry of a drop-down; '' while it shows its prompt."""
    entries = [_value(node) for node in field if local_name(node) == "listEntry"]
    numbers = {local_name(node): _value(node) for node in field}
    number = numbers.get("result", numbers.get("default", "0"))
    text = entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""
    return "" if _PROMPT.match(text) else text


def _is_set(holder: etree._Element, name: str) -> bool:
    found = next((node for node in holder if local_name(node) == name), None)
    return found is not None and (_value(found) or "1") in ("1", "true", "on")


def _value(node: etree._Element) -> str:
    return next((str(text) for name, text in node.items() if name.rpartition("}")[2] == "val"), "")
