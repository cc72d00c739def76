"""Formats: which of them are tables that can be read."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.grids import READERS, read_grids


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in Format])
def test_a_format_counts_as_a_table_if_something_reads_it(kind: Format) -> None:
    """What is no table is refused with its name or a plain word for it; what is one, for what these bytes are not."""
    with pytest.raises(UnreadableFileError) as caught:
        read_grids(b"\x00\x01", kind)
    plain = {Format.EMPTY: "空", Format.DAMAGED: "损坏", Format.PASSWORD: "密码", Format.UNKNOWN: "认不出"}
    assert (plain.get(kind, str(kind)) in str(caught.value)) is not (kind in READERS)
