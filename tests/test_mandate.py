"""In whose name and on what ground bulletins go out: from the settings, and the office does not praise itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bulletin_kinds import STYLE, build_sample
from bulletin_sample import MARCH, sample_ledger

from pipeline.config import Bulletins, Office
from pipeline.master.mandate import Mandate
from pipeline.master.units import Unit, UnitDirectory
from pipeline.outputs.bulletins.facts.praise import praised_units
from pipeline.outputs.bulletins.kinds.quarterly.facts import build_quarterly_facts
from pipeline.outputs.bulletins.words.cover import build_cover_words
from pipeline.vocabulary.terms import WrittenMaterial

OFFICE = Office(
    name="某某区人民政府办公室", section="区政府办督查室", basis="《关于督查的通知》（某政办发〔2022〕1号）"
)
UNITS = UnitDirectory((Unit("区政府办", "部门", ("某某区人民政府办公室",)), Unit("区民政局", "部门")), ())


@pytest.mark.parametrize(
    ("office", "issuer", "notice"),
    [
        pytest.param(OFFICE, "区政府办", "某政办发〔2022〕1号文件", id="by an alias; the notice by its number"),
        pytest.param(
            OFFICE.model_copy(update={"name": "督查专班"}), "区政府办", "某政办发〔2022〕1号文件", id="section"
        ),
        pytest.param(
            Office(name="县督查中心", section="县督查中心", basis="区委要求"), "", "区委要求", id="none of the units"
        ),
    ],
)
def test_who_issues_and_by_which_notice(office: Office, issuer: str, notice: str) -> None:
    mandate = Mandate.of(office, UNITS)
    assert (mandate.issuer, mandate.notice) == (issuer, notice)


def test_the_office_does_not_praise_itself() -> None:
    ledger = sample_ledger(states={}, lacking={}, behind=())
    ledger.returns["written_material"] = WrittenMaterial.RECEIVED
    scope = frozenset(task.task_id for task in ledger.tasks)
    returns = ledger.returns[ledger.returns["period"] == MARCH]
    assert "区发展改革局" in praised_units(ledger, returns, scope, ())
    own = replace(ledger, mandate=Mandate(issuer="区发展改革局"))
    assert "区发展改革局" not in praised_units(own, returns, scope, ())
    assert len(praised_units(own, returns, scope, ())) == len(praised_units(ledger, returns, scope, ())) - 1


def test_report_and_notice_come_from_the_settings() -> None:
    ledger = replace(sample_ledger(), mandate=Mandate(report="《区政府工作要点》", notice="某政办发〔2022〕1号文件"))
    assert "《区政府工作要点》" in build_quarterly_facts(ledger, 1, "某办").cover.title
    words = build_cover_words(build_sample("quarterly", ledger), STYLE)
    assert (words.source, words.ground) == ("2022年《区政府工作要点》", "按照某政办发〔2022〕1号文件要求，")
    assert build_cover_words(build_sample("quarterly", sample_ledger()), STYLE).ground == "", "no notice, no ground"


def test_each_kind_may_have_its_own_addressee() -> None:
    style = Bulletins(addressee="各责任单位", addressees={"季度通报": "各街道办事处，区政府各部门"})
    bulletin = build_sample("quarterly", sample_ledger())
    assert build_cover_words(bulletin, style, "季度通报").addressee == "各街道办事处，区政府各部门"
    assert build_cover_words(bulletin, style, "报送情况通报").addressee == "各责任单位"
