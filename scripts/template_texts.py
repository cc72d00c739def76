"""The wording of the shipped templates, kind by kind: lines of a style, each in pieces of a face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.outputs.bulletins.kinds import correction, delivery, milestone, monthly, quarterly
from pipeline.outputs.docx.markup import Face
from pipeline.outputs.docx.styles import Style


@dataclass(frozen=True)
class Line:
    """A paragraph; ``pieces`` are texts with their face. ``is_imprint`` stands for the 版记."""

    style: Style
    pieces: tuple[tuple[str, Face], ...] = ()
    is_imprint: bool = False


@dataclass(frozen=True)
class Break:
    """New pages: upright, or turned sideways for a wide table."""

    is_landscape: bool = False


Parts = Iterable[Line | Break]


def line(style: Style, text: str) -> Line:
    return Line(style, ((text, style.face),))


def body(text: str) -> Line:
    return line(Style.BODY, text)


def tag(text: str) -> Line:
    return line(Style.TAG, f"{{%p {text} %}}")


def when(condition: str, *parts: Line) -> tuple[Line, ...]:
    return (tag(f"if {condition}"), *parts, tag("endif"))


def each(name: str, values: str, *parts: Line) -> tuple[Line, ...]:
    return (tag(f"for {name} in {values}"), *parts, tag("endfor"))


def section(text: str) -> Line:
    """一级标题; the number is set anew when the bulletin is made."""
    return line(Style.HEADING_1, f"一、{text}")


def subsection(text: str) -> Line:
    return line(Style.HEADING_2, f"（一）{text}")


def point(lead: str, text: str) -> Line:
    return Line(Style.POINT, ((f"（一）{lead}。", Style.HEADING_2.face), (text, Style.BODY.face)))


BLANK = Line(Style.BLANK)
OPENING: tuple[Line, ...] = (
    line(Style.MARK, "{{ 稿别 }}"),
    *when(
        "红头文件",
        line(Style.MASTHEAD, "{{ 发文机关标志 }}"),
        BLANK,
        BLANK,
        line(Style.NUMBER, "{{ 发文字号 }}"),
    ),
    *when(
        "督查通报",
        line(Style.MASTHEAD, "{{ 报头 }}"),
        line(Style.ISSUE, "{{ 期号 }}"),
        line(Style.ISSUE_LINE, "\t{{ 编发单位 }}\t{{ 成文日期 }}"),
    ),
    BLANK,
    BLANK,
    line(Style.TITLE, "{{ 标题 }}"),
    BLANK,
    *when("红头文件", line(Style.ADDRESSEE, "{{ 主送机关 }}：")),
)
SIGNED: tuple[Line, ...] = (
    *when("附件名称", BLANK, line(Style.ANNEX_NOTE, "附件：{{ 附件名称 }}")),
    # The head of a 督查通报 names its office and its day, and whom it goes to stands at the foot: told once (0105).
    *when("红头文件", BLANK, line(Style.SIGNATURE, "{{ 署名 }}"), line(Style.DATE, "{{ 成文日期 }}")),
    *when("附注", line(Style.REMARK, "（{{ 附注 }}）")),
    *when("稿注", BLANK, body("{{ 稿注 }}")),
    *each("条", "提示", body("（提示：{{ 条 }}）")),
)
ANNEX: tuple[Line, ...] = (
    line(Style.ANNEX_HEAD, "附件"),
    BLANK,
    line(Style.ANNEX_TITLE, "{{ 附件名称 }}"),
    body("{{ 附件表 }}"),
    *when("表注", line(Style.NOTE, "{{ 表注 }}")),
)
IMPRINT = Line(Style.BLANK, is_imprint=True)
UPRIGHT: tuple[Line | Break, ...] = (Break(), *ANNEX, IMPRINT)
PROBLEMS = each("类", "反映问题", body("{{ 类.序 }}.{{ 类.类别 }}方面（{{ 类.条数 }}条）。{{ 类.内容 }}"))


def _closing(what: str) -> Line:
    return point("规范办结销号", f"已完成的{what}，责任单位要及时提交佐证材料，经督查室核实销号后方可计为办结。")


MONTHLY: Parts = (
    *OPENING,
    body("{{ 依据 }}现将{{ 年度 }}年为民办实事{{ 月份 }}进展情况通报如下。"),
    section("总体情况"),
    body(
        "截至{{ 进展截至 }}，{{ 统计范围 }}，{{ 分类情况 }}{% if 按序时占比 %}，{{ 按序时占比 }}{% endif %}。{{ 办结情况 }}{{ 环比 }}{{ 上期情况 }}{% if 正在推进 %}具体进展见附件。{% endif %}"
    ),
    *when("公开版", *when("已办结", body("已办结{{ 已办结.件数 }}件{{ 已办结.情况 }}。"))),
    *when("重视事项 or 问题摘要", section("需要重视的事项")),
    *each("段", "重视事项", body("{{ 段 }}")),
    *when("问题摘要", body("{{ 问题摘要 }}")),
    *when("报送概况", section("报送情况"), body("截至{{ 截至日 }}，{{ 报送概况 }}")),
    section("下一步工作要求"),
    *when("整改要求", point("加快补齐短板", "{{ 整改要求 }}。")),
    *when("报送要求", point("严格按时报送", "{{ 报送要求 }}")),
    *when("年终", point("做好年终收尾", "各责任单位要对全年完成情况逐件自查，未完成的要说明原因和后续安排。")),
    *when(
        "内部版 and not 整改要求",
        point("逐件抓好落实", "各责任单位要倒排工期、逐项销账，已完成的及时提交佐证材料，经核实后办结。"),
    ),
    *when("公开版", body("各责任单位要对照年度目标倒排工期，确保各件实事按期完成。")),
    *SIGNED,
    Break(is_landscape=True),
    *ANNEX,
    *when("表扬", line(Style.NOTE, "{{ 表扬 }}")),
    Break(),
    IMPRINT,
)

QUARTERLY: Parts = (
    *OPENING,
    body("{{ 依据 }}现将{{ 年度 }}年{{ 季度 }}任务目标落实情况通报如下。"),
    section("总体情况"),
    body(
        "截至{{ 进展截至 }}，{{ 统计范围 }}，{{ 分类情况 }}{% if 序时率 %}，已办结和按序时推进的占{{ 序时率 }}（{{ 两类情况 }}）{% endif %}。{{ 办结情况 }}{{ 环比 }}"
    ),
    *when(
        "公开版",
        body("{{ 两类情况 }}。"),
        line(Style.CAPTION, "表1　各类任务目标推进情况（单位：项）"),
        body("{{ 分类表 }}"),
    ),
    *when(
        "未完成情况 or 问题段",
        section("需要督促的事项"),
        body("{{ 未完成情况 }}"),
        *each("段", "未完成事项", body("{{ 段 }}")),
        *each("段", "其他督促事项", body("{{ 段 }}")),
        *when("上期事项", body("{{ 上期事项 }}")),
        *when("问题段", body("{{ 问题段 }}")),
    ),
    *when(
        "报送段",
        section("报送和核验情况"),
        body("截至{{ 截至日 }}，{{ 报送段 }}"),
        *when("抽查情况", body("{{ 抽查情况 }}")),
    ),
    section("下一步工作要求"),
    *when(
        "not 整改要求",
        point(
            "强化目标导向",
            "各责任单位要对照备案的季度计划，倒排工期、逐项销账，牵头单位加强统筹，配合单位主动对接。",
        ),
    ),
    *when(
        "整改要求",
        point(
            "限期完成整改",
            "{{ 整改要求 }}。{% if not 年终 %}未完成的目标结转下季度继续督查。{% endif %}",
        ),
    ),
    *when("报送要求", point("严格按时报送", "{{ 报送要求 }}")),
    *when("年终", point("做好年终收尾", "各责任单位要对全年完成情况逐项自查，未完成的要说明原因和后续安排。")),
    *SIGNED,
    *when(
        "督办表名称",
        line(Style.ANNEX_HEAD, "{{ 督办表附件号 }}"),
        BLANK,
        line(Style.ANNEX_TITLE, "{{ 督办表名称 }}"),
        body("{{ 督办表 }}"),
    ),
    *when(
        "领导表名称",
        line(Style.ANNEX_HEAD, "{{ 领导表附件号 }}"),
        BLANK,
        line(Style.ANNEX_TITLE, "{{ 领导表名称 }}"),
        line(Style.CAPTION, "表1　各类任务目标推进情况（单位：项；序时率＝已办结和按序时推进÷总数）"),
        body("{{ 分类表 }}"),
        body("{{ 分类图 }}"),
        line(Style.CAPTION, "图1　各类任务目标推进情况（单位：项）"),
        line(Style.CAPTION, "表2　{{ 季度 }}报送情况（单位：份；按时率＝按时÷已到期应报）"),
        body("{{ 报送表 }}"),
        *each("段", "报送情况", line(Style.NOTE, "{{ 段 }}")),
        *when("表扬", line(Style.NOTE, "{{ 表扬 }}")),
    ),
    IMPRINT,
)

_ABOUT = "{{ 事项名称 }}是{{ 任务来源 }}确定的{{ 事项位置 }}，责任单位为{{ 责任单位 }}{{ 牵头领导 }}。"
_PROMISE = (
    section("年度目标"),
    body("{{ 年度目标 }}"),
    *when("季度目标", body("{{ 季度目标 }}")),
)


def _history(title: str) -> tuple[Line, ...]:
    return when("推进过程", section(title), *each("段", "推进过程", body("{{ 段 }}")))


CLOSURE: Parts = (
    *OPENING,
    body(_ABOUT + "现将办结情况通报如下，统计截至{{ 截至日 }}。"),
    *_PROMISE,
    *_history("推进过程"),
    section("办结情况"),
    body(
        "{{ 申报单位 }}申报完成后，督查室于{{ 事项日期 }}核实{% if 核实经过 %}（{{ 核实经过 }}）{% endif %}，认定办结。"
    ),
    *when("有关情况", body("{{ 有关情况 }}")),
    section("下一步工作要求"),
    point("用好工作成果", "责任单位要做好后续管理和成果运用，整理归档有关资料。"),
    point("推动面上工作", "其他责任单位要学习借鉴，加快推进所承担的任务，完成一项、核实一项。"),
    *SIGNED,
    IMPRINT,
)
MATTER: Parts = (
    *OPENING,
    *when("有对应任务", body(_ABOUT + "现将有关情况通报如下，统计截至{{ 截至日 }}。")),
    *when("not 有对应任务", body("现将有关情况通报如下，统计截至{{ 截至日 }}。")),
    section("有关情况"),
    *when("有关情况", body("{{ 事项日期 }}，{{ 有关情况 }}")),
    *when("not 有关情况", body("{{ 事项日期 }}的有关情况正在进一步核实。")),
    *when("有对应任务", *_PROMISE),
    *_history("推进情况"),
    section("下一步工作要求"),
    point("抓好后续落实", "责任单位要持续跟进，重要进展和问题及时报督查室。"),
    *SIGNED,
    IMPRINT,
)
DELIVERY: Parts = (
    *OPENING,
    *when(
        "截止日期",
        body("{{ 依据 }}{{ 报送内容 }}的报表和书面材料应于{{ 截止日期 }}前报督查室。现将报送情况通报如下。"),
    ),
    *when("not 截止日期", body("{{ 依据 }}现将{{ 报送内容 }}报送情况通报如下。")),
    section("总体情况"),
    body("截至{{ 截至日 }}，{{ 报送统计 }}"),
    *when("报送问题", section("存在问题"), *each("段", "报送问题", body("{{ 段 }}"))),
    section("下一步工作要求"),
    *when("报送要求", point("严格按时报送", "{{ 报送要求 }}")),
    *when(
        "年度计划",
        point("提高报送质量", "计划要逐项分解到季度，目标具体、可核验；备案后确需调整的，应书面说明理由。"),
    ),
    *when(
        "not 年度计划",
        point(
            "提高报送质量",
            "各责任单位主要负责同志要审核把关，如实填写完成情况、存在问题、原因分析和下一步措施，做到事项齐全、数据准确、前后一致。",
        ),
    ),
    *SIGNED,
    *UPRIGHT,
)
CORRECTION: Parts = (
    *OPENING,
    body("截至{{ 截至日 }}，经核实，《{{ 原通报 }}》{{ 原通报印发情况 }}中有关表述有误，现更正如下。"),
    *each("段", "更正事项", body("{{ 段 }}")),
    *when("其他内容", body("{{ 其他内容 }}")),
    body("特此更正。"),
    *SIGNED,
    IMPRINT,
)
TEMPLATES: dict[str, tuple[Line | Break, ...]] = {
    monthly.MONTHLY.name: tuple(MONTHLY),
    quarterly.QUARTERLY.name: tuple(QUARTERLY),
    milestone.CLOSURE.name: tuple(CLOSURE),
    milestone.MATTER.name: tuple(MATTER),
    delivery.DELIVERY.name: tuple(DELIVERY),
    correction.CORRECTION.name: tuple(CORRECTION),
}
