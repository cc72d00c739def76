"""The quarterly: a short text, what calls for a hand and a page per leader in print, the full table a file of its own."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from bulletin_kinds import DRAFT, build_sample, leaders_of, table_of
from bulletin_sample import MARCH, sample_ledger

from pipeline.config import Bulletins
from pipeline.outputs.bulletins.desk import kept_names
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.tallies import build_tally
from pipeline.outputs.bulletins.kind import companions
from pipeline.outputs.bulletins.kinds.quarterly import QUARTERLY
from pipeline.outputs.bulletins.kinds.quarterly.words import TRENDS
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.bulletins.words.own_words import brief, own_words
from pipeline.outputs.bulletins.words.shown import trend_sentence
from pipeline.outputs.bulletins.words.statements import statements_of
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.docx.styles import Style
from pipeline.vocabulary.terms import Standing, Status

TEMPLATE = template_path(QUARTERLY.name, None)


def test_the_text_is_short_and_each_leader_has_a_page() -> None:
    ledger = sample_ledger()
    document = docx.Document(BytesIO(render_bulletin(build_sample("quarterly", ledger), TEMPLATE, Bulletins())))
    texts = [p.text for p in document.paragraphs]
    start, end = (next(i for i, t in enumerate(texts) if t.startswith(head)) for head in ("现将", "附件："))
    assert len("".join(texts[start:end])) <= 1200
    assert not any("牵头" in cell.text for table in document.tables for cell in table.rows[0].cells), (
        "units read it too"
    )
    assert "同志" not in "".join(texts)
    leaders = leaders_of(build_sample("quarterly", ledger), TEMPLATE)
    assert "不发各单位" in leaders.paragraphs[1].text + leaders.paragraphs[0].text
    titles = [p for p in leaders.paragraphs if p.style is not None and p.style.name == Style.ANNEX_TITLE]
    pages = [p.text for p in titles if "牵头事项" in p.text]
    officials = dict.fromkeys(name for task in ledger.tasks for name in task.lead_officials)
    assert len(pages) == len(officials)
    assert all(page.startswith(name) for page, name in zip(pages, officials, strict=True))


def test_no_list_on_a_leaders_page_tells_of_whom_nothing_may_be_told() -> None:
    """R21: 区发展改革局 is refused: on the page of who leads its task nothing is listed as on track."""
    ledger = sample_ledger(states={("区发展改革局", MARCH): Status.ON_TIME}, behind={"任务1"})
    refused = DRAFT.__class__(is_draft=False)
    document = leaders_of(build_sample("quarterly", ledger, refused), TEMPLATE)
    text = "\n".join(p.text for p in document.paragraphs)
    leader = next(task.lead_officials[0] for task in ledger.tasks if task.task_id == "任务1")
    page = text.split(f"{leader}同志牵头事项")[1].split("牵头事项")[0]
    assert not re.search(r"按序时推进\d+项：", page)
    assert str(Standing.BEHIND) not in "\n".join(c.text for t in document.tables for r in t.rows for c in r.cells[2:3])


def test_the_full_table_lies_on_turned_pages_under_the_number_of_its_bulletin() -> None:
    document = table_of(build_sample("quarterly", sample_ledger()), TEMPLATE, Bulletins())
    assert [section.page_width > section.page_height for section in document.sections] == [True]  # type: ignore[operator]
    assert any(re.fullmatch(r".*〔2022〕.*号附件3", p.text) for p in document.paragraphs)


def test_a_table_is_no_bulletin_of_its_own(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    for place in ("通报/x/甲.docx", *companions("通报/x/甲.docx")):
        (folder / Path(place).name).write_bytes(b"")
    assert kept_names(folder) == ("甲",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("区文旅局梳理政策", "梳理政策", id="its own name"),
        pytest.param("8月份，区文旅局梳理政策", "梳理政策", id="the month too"),
        pytest.param("8月底前区文旅局完成", "8月底前区文旅局完成", id="a term stays"),
        pytest.param("区文旅局", "区文旅局", id="nothing but the name"),
    ],
)
def test_a_unit_s_words_begin_where_they_tell(text: str, told: str) -> None:
    assert own_words("区文旅局", text) == told
    assert brief("完成铺装，正在亮化，预计十月完工", 12) == "完成铺装，正在亮化。"
    assert brief("精品点建设推进不快，原因是山地项目水电接入困难", 22) == "精品点建设推进不快。", "cut in no word"


def test_nobody_is_hinted_at_whom_the_text_may_not_name() -> None:
    """R21: all are refused. Their number stands among the counts; 由督查室另行督促 would ask for their names."""
    ledger = sample_ledger(states={("区发展改革局", MARCH): Status.ON_TIME}, behind={"任务1", "任务2"})
    nobody = Edition(is_draft=False)
    told = "\n".join(words for _, words in statements_of(build_sample("quarterly", ledger, nobody).words))
    assert "督查室" not in told and "没有认定未完成" not in told
    assert "对照一季度目标还有差距的，责任单位要抓紧推进。" in told


def test_what_lags_less_because_nobody_reports_on_it_is_told_beside_it() -> None:
    before = build_tally("上季度", [Standing.BEHIND] * 2 + [Standing.UNREPORTED] * 2)
    now = build_tally("合计", [Standing.ON_TRACK] + [Standing.UNREPORTED] * 3)
    told = trend_sentence(now, before, "上季度末", "项", TRENDS)
    assert told == "与上季度末相比，进度滞后由2项减至0项，未反映进展由2项增至3项。"
