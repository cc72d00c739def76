"""来源文件 as people write it: the file that it means, where it means one (R27)."""

from __future__ import annotations

from datetime import date

import pytest
from core_samples import FINANCE, MARCH, PLANNING, directory

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ReceivedEntry
from pipeline.decisions.sources import Sources, settle_sources
from pipeline.vocabulary.findings import Kind

HERE = {
    "2022-04-07/财政/扫描件.jpg": "a",
    "2022-04-07/发改/扫描件.jpg": "b",
    "三月/附件4.PDF": "c",
    "包.zip!表.xlsx": "d",
}
DAY = date(2022, 4, 7)


def entered(source: str, **cells: object) -> Decisions:
    return Decisions(received=(ReceivedEntry(source=source, received_date=DAY, **cells),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("2022-04-07/财政/扫描件.jpg", "2022-04-07/财政/扫描件.jpg", id="whole path"),
        pytest.param("财政/扫描件.jpg", "2022-04-07/财政/扫描件.jpg", id="from a folder on"),
        pytest.param("财政\\扫描件", "2022-04-07/财政/扫描件.jpg", id="as Windows shows it, without ending"),
        pytest.param("附件4.pdf", "三月/附件4.PDF", id="bare name, other case"),
        pytest.param("表", "包.zip!表.xlsx", id="member of an archive"),
        pytest.param("旧.jpg", "旧/旧.jpg", id="a file that lies there no more"),
    ],
)
def test_a_name_means_the_only_file_that_is_called_so(written: str, meant: str) -> None:
    settled = settle_sources(entered(written), Sources(HERE, ["旧/旧.jpg"]), directory())
    assert ([one.source for one in settled.received], settled.findings) == ([meant], ())


def test_a_name_of_two_files_is_told_with_both_and_suspends() -> None:
    settled = settle_sources(entered("扫描件.jpg", unit=FINANCE, period=MARCH), Sources(HERE), directory())
    assert [fault.kind for fault in settled.findings] == [Kind.SOURCE_AMBIGUOUS]
    assert all(source in settled.findings[0].problem for source in list(HERE)[:2])
    assert settled.received == ()
    assert [(one.units, one.periods) for one in settled.suspended] == [((FINANCE,), (MARCH,))]


def test_copies_of_the_same_bytes_are_one_file() -> None:
    settled = settle_sources(entered("附件4.xlsx"), Sources({"a/附件4.xlsx": "x", "b/附件4.xlsx": "x"}), directory())
    assert (len(settled.received), settled.findings) == (1, ())


def test_a_name_of_no_file_suspends_the_units_that_stand_in_it() -> None:
    settled = settle_sources(entered("发展改革局3月.pdf"), Sources(HERE), directory())
    assert [fault.kind for fault in settled.findings] == [Kind.SOURCE_UNKNOWN]
    assert [one.units for one in settled.suspended] == [(PLANNING,)]
