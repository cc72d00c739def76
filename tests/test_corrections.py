"""A correction as a reader takes it: what was wrong, what is so, each once, and no word-by-word list (R22)."""

from __future__ import annotations

from datetime import date

import pytest
from bulletin_sample import MARCH, sample_ledger

from pipeline.keeping.bulletins import StatedFact
from pipeline.ledger.model import Ledger, Refuted, Restated
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kinds.correction.facts import build_correction_facts
from pipeline.outputs.bulletins.kinds.correction.replacing import replaced
from pipeline.outputs.bulletins.kinds.correction.words import CorrectionWords, correction_bulletin
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault


def corrected(ledger: Ledger, fact: StatedFact, now: str) -> CorrectionWords:
    found = Refuted("通报", "关于《规划》的通报", "通报/2022-03/通报.docx", fact, now, "5", date(2022, 4, 12))
    words = correction_bulletin(build_correction_facts(ledger, [found], "区政府办公室"), Edition()).words
    assert isinstance(words, CorrectionWords)
    return words


def test_a_closure_that_fell_is_told_in_a_paragraph_and_nothing_of_its_bulletin_stands() -> None:
    words = corrected(sample_ledger(), StatedFact(Period(2022), task_id="实事19"), "实事19尚未办结")
    [point] = words.points
    assert point.startswith("原通报认定“") and "（为民办实事第19件）已经办结。" in point
    assert "尚未办结，原办结认定撤销" in point and "删去" not in point and "实事19" not in point
    assert not words.rest, "其他内容不变 would uphold what is taken back"


def test_a_bulletin_is_told_by_title_number_and_day() -> None:
    words = corrected(sample_ledger(), StatedFact(MARCH, Fault.MISSING, "区水务局"), "已于2022年4月7日报送，属按时报送")
    assert (words.title, words.number) == ("关于〈规划〉的通报", "（第5号，2022年4月12日印发）")
    assert (
        words.points[0] == "1.关于区水务局3月份报送情况，原表述“未报”有误，现更正为：已于2022年4月7日报送，属按时报送。"
    )
    assert words.rest


def test_the_title_breaks_inside_no_name() -> None:
    lines = wording.balanced_lines("关于更正《关于2022年〈政府工作报告〉任务目标一季度落实情况的通报》有关内容的通报")
    assert any("〈政府工作报告〉" in line for line in lines), lines


def test_a_task_is_told_by_its_name() -> None:
    [point, _] = corrected(
        sample_ledger(), StatedFact(MARCH, Fault.BEHIND, "区水务局", "实事19"), "实事19为“按序时推进”"
    ).points
    assert "（为民办实事第19件）进度，原表述“进度滞后”有误，现更正为：“按序时推进”。" in point


@pytest.mark.parametrize(
    ("restated", "told"),
    [
        pytest.param(
            (Restated("报送统计", "应报7家", "应报6家"), Restated("统计", "应报7家", "应报6家")),
            ["“应报7家”相应更正为“应报6家”。"],
            id="a sentence that stands in two places once",
        ),
        pytest.param(
            (Restated("附件表区水务局", "应报1项，未报，书面材料未报", "应报1项，按时，书面材料未报"),),
            ["附件表相应更正：区水务局一行，“未报”更正为“按时”。"],
            id="of a row what differs",
        ),
        pytest.param(
            (Restated("附件表甲局", "应报1项，未报", "应报1项"), Restated("附件表乙局", "未报", "按时")),
            ["附件表相应更正：甲局一行，“应报1项，未报”更正为“应报1项”；乙局一行，“未报”更正为“按时”。"],
            id="the rows of a table in one paragraph",
        ),
        pytest.param(
            (Restated("报送表3月", "应报7，未报2", "应报7，按时2"),),
            ["报送情况表相应更正：3月一行，“未报2”更正为“按时2”。"],
            id="a row has its place",
        ),
    ],
)
def test_what_changes_with_it_is_told_once(restated: tuple[Restated, ...], told: list[str]) -> None:
    assert list(replaced(restated)) == told
