"""Parts of an office package: found whatever the case or slashes of their names, each with what it refers to."""

from __future__ import annotations

import pytest
from container_samples import packed, raw_zip

from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.package import MAX_PACKAGE_BYTES
from pipeline.submissions.files.parts import OfficeParts, targets

RELS = (
    '<Relationships><Relationship Id="r1" Type="http://x/relationships/worksheet" Target="sheets\\Sheet1.xml"/>'
    '<Relationship Id="r2" Type="http://x/relationships/styles" Target="/xl/styles.xml"/>'
    '<Relationship Id="r3" Type="http://x/relationships/worksheet" Target="../other/sheet2.xml"/>'
    '<Relationship Id="r4" Type="http://x/relationships/hyperlink" Target="http://x" TargetMode="External"/>'
    "</Relationships>"
)
ROOT_RELS = '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/book2.xml"/></Relationships>'


def test_a_part_is_found_whatever_the_case_of_its_name() -> None:
    parts = OfficeParts(packed({"XL\\Workbook.XML": "<w/>"}))
    assert parts.read("xl/workbook.xml") == b"<w/>"


def test_a_missing_part_is_damage() -> None:
    with pytest.raises(UnreadableFileError, match="损坏"):
        OfficeParts(packed({"a.xml": ""})).read("b.xml")


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="重名"):
        OfficeParts(raw_zip([(b"xl/a.xml", b"1"), (b"XL/A.xml", b"2")]))


def test_links_lead_from_the_part_that_has_them() -> None:
    links = OfficeParts(packed({"xl/_rels/workbook.xml.rels": RELS})).links("xl/workbook.xml")
    assert links == {
        "r1": ("worksheet", "xl/sheets/Sheet1.xml"),
        "r2": ("styles", "xl/styles.xml"),
        "r3": ("worksheet", "other/sheet2.xml"),
    }
    assert targets(links, "worksheet") == ["xl/sheets/Sheet1.xml", "other/sheet2.xml"]


def test_the_main_part_is_the_usual_one_or_the_one_that_is_named() -> None:
    assert OfficeParts(packed({"xl/workbook.xml": "<w/>"})).main("xl/workbook.xml") == "xl/workbook.xml"
    assert OfficeParts(packed({"_rels/.rels": ROOT_RELS})).main("xl/workbook.xml") == "xl/book2.xml"


def test_parts_that_unfold_without_measure_are_refused() -> None:
    """Each is within the limit of a part; the third is too much for all of them together."""
    content = bytearray(raw_zip([(b"a.xml", b"x"), (b"b.xml", b"x"), (b"c.xml", b"x")]))
    place, claimed = content.find(b"PK\1\2"), MAX_PACKAGE_BYTES // 2
    while place >= 0:
        content[place + 24 : place + 28] = claimed.to_bytes(4, "little")
        place = content.find(b"PK\1\2", place + 1)
    parts = OfficeParts(bytes(content))
    for name, reason in (("a.xml", "损坏"), ("b.xml", "损坏"), ("c.xml", "压缩炸弹")):
        with pytest.raises(UnreadableFileError, match=reason):
            parts.read(name)
