"""Figures with Chinese units, what they count, and which may be compared."""

from __future__ import annotations

import pytest

from pipeline.ledger.statements.numbers.counting import falls_short, is_less, same_in
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.times import Span


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        pytest.param("完成征收935户、31.2万平方米", [(935, "户"), (312_000, "平方米")], id="list"),
        pytest.param("总量200多万㎡", [(2_000_000, "平方米")], id="多万, ㎡"),
        pytest.param("供地２１６３亩", [(2163, "亩")], id="full width"),
        pytest.param("造林10公顷", [(150, "亩")], id="hectares are 亩"),
        pytest.param("管道1.25公里", [(1250, "米")], id="公里"),
        pytest.param("投资1,360亿元", [(136_000_000_000, "元")], id="thousands comma"),
        pytest.param("建成两处、改造十二处", [(2, "个"), (12, "个")], id="Chinese numbers"),
        pytest.param("完成百分之八十", [(80, "%")], id="百分之"),
        pytest.param("图书馆分馆、农家书屋各10家", [(10, "个"), (10, "个")], id="各"),
        pytest.param("低保标准由904元/月提高到995元/月", [(995, "元/月")], id="raised from"),
        pytest.param("2022年4月7日第3批15分钟生活圈24小时热线12345", [(24, "小时")], id="dates and ordinals"),
        pytest.param("一户一案，两手抓，四季度", [], id="numbers that count nothing"),
        pytest.param("3个月内8部门联合执法", [], id="words that begin like a unit"),
        pytest.param("较去年同期增加30户，计划下月完成50户，剩余12户", [], id="what was not reached"),
    ],
)
def test_amounts(text: str, amounts: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in parse_figures(text)] == amounts


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("累计签约80户", [Span.TO_DATE], id="累计"),
        pytest.param("1—9月完成税收5亿元", [Span.TO_DATE], id="range of months"),
        pytest.param("截至6月底，签约80户", [Span.TO_DATE], id="截至 holds for the next clause"),
        pytest.param("6月份，累计签约80户", [Span.TO_DATE], id="month, then 累计"),
        pytest.param("本月新增25户，累计160户", [Span.MONTH, Span.TO_DATE], id="month beside total"),
        pytest.param("累计160户（本月25户）", [Span.TO_DATE, Span.MONTH], id="month in brackets"),
        pytest.param("6月签约25户", [Span.MONTH], id="a month"),
        pytest.param("一季度签约25户", [Span.TO_DATE], id="the first quarter is the year so far"),
        pytest.param("二季度签约25户", [Span.QUARTER], id="a quarter"),
        pytest.param("累计签约80户，办结问题4件", [Span.TO_DATE, Span.OPEN], id="累计 holds for its clause"),
    ],
)
def test_the_time_that_a_figure_covers(text: str, spans: list[Span]) -> None:
    assert [figure.span for figure in parse_figures(text)] == spans


@pytest.mark.parametrize(
    ("goal", "text", "reached"),
    [
        pytest.param("建成养老设施4处", "累计建成规范化社区养老设施3处", 3, id="longer name"),
        pytest.param("新建养老设施4处", "建成4个养老设施", 4, id="other order"),
        pytest.param("改造2个片区、20万平方米老旧小区", "改造2个片区、18万平方米", 180_000, id="name left out"),
        pytest.param("完工2条", "累计开工农村公路7条、完工1条", 1, id="by the act"),
        pytest.param("迁改2条高压线路", "累计完成3条高压线路迁改", 3, id="act behind"),
    ],
)
def test_figures_that_count_the_same(goal: str, text: str, reached: float) -> None:
    goals, found = parse_figures(goal, is_goal=True), parse_figures(text)
    assert [figure.value for figure in same_in(goals[-1], found, goals, is_strict=False)] == [reached]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("累计走访企业30家", "累计服务企业20家", id="other act"),
        pytest.param("累计开工公路7条", "累计完工公路2条", id="started and finished"),
        pytest.param("建成垃圾分类房12处", "建成垃圾分类主题公园1处", id="other thing"),
        pytest.param("累计签约80户", "二区累计签约30户", id="a part of the whole"),
        pytest.param("累计引进企业30家", "其中引进企业12家", id="share"),
        pytest.param("拆除面积5万平方米", "拆除建筑12处", id="other unit"),
    ],
)
def test_figures_that_do_not(one: str, other: str) -> None:
    first, second = parse_figures(one), parse_figures(other)
    assert same_in(first[0], second, first, is_strict=False) == []


@pytest.mark.parametrize(
    ("reached", "goal", "is_short"),
    [
        pytest.param("签约79户", "签约80户", True, id="one less"),
        pytest.param("签约80户", "签约80户以上", False, id="just so"),
        pytest.param("就业1.8万人", "就业17960人", False, id="rounded"),
        pytest.param("就业1.79万人", "就业1.8万人", True, id="not rounded away"),
        pytest.param("失业率3.6%", "失业率控制在3.5%以内", True, id="above a ceiling"),
        pytest.param("失业率2.9%", "失业率控制在3.5%以内", False, id="below a ceiling"),
        pytest.param("封顶2710套", "封顶2700余套", False, id="余"),
        pytest.param("施工许可平均2.9天", "施工许可压到3天", False, id="a ceiling by its verb"),
        pytest.param("施工许可平均3.6天", "施工许可缩短到3天", True, id="above it"),
        pytest.param("立案同比上升6.4%", "发案同比下降5%", True, id="the other way"),
        pytest.param("发案同比下降6%", "发案同比下降5%", False, id="further down than asked"),
        pytest.param("进出口同比下降7%", "进出口增长6%", True, id="down where growth is asked"),
    ],
)
def test_short_of_a_goal(reached: str, goal: str, is_short: bool) -> None:
    assert falls_short(parse_figures(reached)[0], parse_figures(goal, is_goal=True)[0]) is is_short


@pytest.mark.parametrize(
    ("now", "before", "is_fall"),
    [
        pytest.param("管道2.3公里", "管道2340米", False, id="rounded"),
        pytest.param("管道2.2公里", "管道2340米", True, id="really less"),
        pytest.param("约200户", "205户", False, id="about"),
        pytest.param("签约198户", "签约205户", True, id="签约 is not 约"),
    ],
)
def test_less_than_before(now: str, before: str, is_fall: bool) -> None:
    assert is_less(parse_figures(now)[0], parse_figures(before)[0]) is is_fall
