"""No Word file of the pipeline gives Word a reason to repair it; and the check that says so can fail."""

from __future__ import annotations

import itertools
import re
import zipfile
from pathlib import Path

import pytest
from bulletin_kinds import PUBLISHED, SAMPLES, SHELLS, write_kind
from bulletin_sample import sample_ledger
from document_faults import document_faults
from test_bulletin_format import LENGTHS

from pipeline.outputs.bulletins.editions import Edition

EDITIONS = {"internal": Edition(), "public": Edition().public}
BODY = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
_CELL = r"(</w:tcPr>)<w:p>.*?</w:p>(</w:tc>)"
_TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'


@pytest.mark.parametrize("length", [pytest.param(length, id=length) for length in LENGTHS])
@pytest.mark.parametrize(
    ("kind", "shell", "edition"),
    [
        pytest.param(kind, shell, edition, id=f"{kind}-{shell}-{edition}")
        for kind, shell, edition in itertools.product(SAMPLES, SHELLS, EDITIONS)
        if edition == "internal" or kind in PUBLISHED
    ],
)
def test_a_bulletin_has_no_fault(tmp_path: Path, kind: str, shell: str, length: str, edition: str) -> None:
    path = write_kind(tmp_path / "x.docx", kind, LENGTHS[length](), EDITIONS[edition], SHELLS[shell])
    assert document_faults(path) == []


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | bytes]:
    """The parts of a bulletin with charts, tables and a text box."""
    path = write_kind(tmp_path_factory.mktemp("x") / "x.docx", "quarterly", sample_ledger())
    with zipfile.ZipFile(path) as package:
        read = {name: package.read(name) for name in package.namelist()}
    return {name: data.decode() if name.endswith((".xml", ".rels")) else data for name, data in read.items()}


@pytest.mark.parametrize(
    ("part", "pattern", "replaced", "named"),
    [
        pytest.param(BODY, r"(<w:pStyle [^>]*/>)(<w:[^>]*/>)", r"\2\1", "pStyle", id="order in pPr"),
        pytest.param(BODY, r"(<w:sz [^>]*/>)(<w:szCs[^>]*/>)", r"\2\1", "'sz'", id="order in rPr"),
        pytest.param(BODY, r"(<w:tcW [^>]*/>)(<w:[^>]*/>)", r"\2\1", "tcW", id="order in tcPr"),
        pytest.param(BODY, r"(<w:cantSplit/>)(<w:tblHeader/>)|(<w:tblW [^>]*/>)(<w:[^>]*/>)", r"\4\3", "tblW", id="order in tblPr"),
        pytest.param(BODY, r"(<w:pgSz [^>]*/>)(<w:pgMar [^>]*/>)", r"\2\1", "pgSz", id="order in sectPr"),
        pytest.param(BODY, r"(<wp:extent [^>]*/>)(<wp:effectExtent [^>]*/>)", r"\2\1", "extent", id="order in a drawing"),
        pytest.param(BODY, r"<w:tblGrid>.*?</w:tblGrid>", "", "tblGrid", id="no grid"),
        pytest.param(BODY, _CELL, r"\1\2", "tc", id="empty cell"),
        pytest.param(BODY, _CELL, rf"\1{_TABLE}\2", "tc does not end", id="cell ends with a table"),
        pytest.param(BODY, r"(<w:sectPr)((?:(?!<w:sectPr).)*</w:body>)", rf"{_TABLE}\1\2", "body does not end", id="table before the last section"),
        pytest.param(BODY, r'(<wp:docPr [^>]*?id=")\d+"', r'\g<1>1"', "duplicate docPr", id="drawings of one number"),
        pytest.param(BODY, r'(<wp:docPr [^>]*?)id="\d+"', r"\1", "docPr lacks id", id="drawing without number"),
        pytest.param(BODY, "(<w:body>)", r'\1<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="1" w:name="a"/></w:p>', "duplicate bookmark", id="bookmarks"),
        pytest.param(BODY, "(<w:body>)", r'\1<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>', "comments", id="comment without text"),
        pytest.param(BODY, r'<w:jc w:val="\w+"/>', '<w:jc w:val="middle"/>', "middle", id="no such alignment"),
        pytest.param(BODY, 'w:lineRule="exact"', 'w:lineRule="exactly"', "exactly", id="no such line rule"),
        pytest.param(BODY, r'<w:sz w:val="\d+"/>', '<w:sz w:val="三号"/>', "三号", id="size in words"),
        pytest.param(BODY, '<w:pStyle w:val="GwBody"', '<w:pStyle w:val="GwNone"', "GwNone", id="style unknown"),
        pytest.param(BODY, r"(<w:pPr><w:pStyle [^>]*/>)", r'\1<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>', "numbering", id="numbering unknown"),
        pytest.param(BODY, r'<w:t xml:space="preserve">', "<w:t> ", "blanks", id="blanks"),
        pytest.param(BODY, r'<w:gridSpan w:val="\d+"/>', '<w:gridSpan w:val="2"/>', "a row of", id="row too short"),
        pytest.param(BODY, r'<w:vMerge w:val="restart"/>', "", "goes on from nothing", id="merge without a start"),
        pytest.param(BODY, 'r:id="[^"]*"', 'r:id="rId999"', "rId999", id="relation unknown"),
        pytest.param(RELATIONS, 'Target="charts/[^"]*"', 'Target="charts/0.xml"', "charts/0.xml", id="dangling relation"),
        pytest.param("[Content_Types].xml", '<Override PartName="/word/charts/[^>]*>', "", "content type", id="undeclared part"),
    ],
)  # fmt: skip
def test_a_fault_is_named(
    tmp_path: Path, sound: dict[str, str | bytes], part: str, pattern: str, replaced: str, named: str
) -> None:
    whole = sound[part]
    assert isinstance(whole, str)
    spoilt = re.sub(pattern, replaced, whole, flags=re.DOTALL)
    assert spoilt != whole
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in {**sound, part: spoilt}.items():
            package.writestr(name, data)
    assert any(named in fault for fault in document_faults(path))
