"""A year of clean returns in many hands: each thread is a task's plan and its ten months, in a manner of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

QUARTER_WORDS = ("一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True)
class Thread:
    """What is counted (``done`` 签约, ``thing`` 农户, ``measure`` 户), the totals of March to December, the goals."""

    task_id: str
    done: str
    thing: str
    measure: str
    totals: tuple[float, ...]
    manner: int


@dataclass(frozen=True)
class Clean:
    """One month's clean row."""

    task_id: str
    month: int
    goals: tuple[str, str, str, str]
    progress: str
    problems: str
    next_steps: str
    met_goal: str


# Months are written in; {t} total, {i} this month's increase, {p} per cent of the year's goal, {m} month, {g} the
# quarter's goal; {a} {b} small numbers that go up and down as real ones do.
_MANNERS: tuple[tuple[str, ...], ...] = (
    (
        "截至{m}月底，累计{done}{thing}{t}{u}，占年度任务的{p}%；本月新增{i}{u}。开展现场督导{a}次，发现问题{b}处，均已整改到位。",
        "{m}月份{done}{thing}{i}{u}，1—{m}月累计{t}{u}。排查安全隐患{b}处，在场作业人员{c}人，尚未发现重大问题。",
        "本月召开调度会{a}次，协调解决问题{b}个。今年以来共{done}{thing}{t}{u}。下一步，将加快推进剩余部分，预计下月完成{i}{u}。",
    ),
    (
        "累计{done}{thing}{t}{u}，完成年度目标的{p}%。本月走访企业{b}家，其中规上企业{a}家，未发生安全生产事故。",
        "一是加强调度，本月开展督查{a}次；二是压实责任，全区累计{done}{thing}{t}{u}；三是强化宣传，发放明白纸{c}份。",
        "已{done}{thing}{t}{u}（本月{i}{u}），其余正按计划推进；对未成年人较多的点位增设提示牌{b}块。",
    ),
    (
        "1-{m}月份，全区累计{done}{thing}{t}{u}，同比增长{a}.{b}%。其中{m}月当月{i}{u}，环比略有波动。",
        "今年以来累计{done}{thing}{t}{u}，较上月增加{i}{u}；现有在建工地{c}个，巡查{b}次。",
        "{m}月份，组织专题培训{a}期，培训{c}人次，截至目前累计{done}{thing}{t}{u}。",
    ),
    (
        "{thing}工作有序推进，累计{done}{t}{u}。同步完善长效机制，印发工作提示{a}期，接待群众咨询{b}人次。",
        "完成{b}个点位踏勘，累计{done}{thing}{t}{u}，质量抽检合格率{c}%，群众反映问题办结{a}件。",
        "累计{done}{thing}{t}{u}，本月检查{b}家单位，约谈{a}家，对尚未整改到位的单位下达督办单。",
    ),
    (
        "截至{m}月末，{done}{thing}累计达到{t}{u}，超出{q}目标任务要求；参加现场观摩{a}次，完善资料{b}份。",
        "认真落实区政府部署，累计{done}{thing}{t}{u}，本月走访群众{c}户，收集意见建议{b}条，已答复{b}条。",
        "对照年度计划倒排工期，{done}{thing}{t}{u}（累计），调配机械{a}台，日均在场{c}人。",
    ),
    (
        "全区已{done}{thing}{t}{u}，圆满实现{m}月份进度安排。本月抽查点位{b}个，发现一般问题{a}个，已移交属地处理。",
        "截至目前，累计{done}{thing}{t}{u}；新一批项目前期手续正在办理，预计下季度启动。",
        "累计{done}{thing}{t}{u}。针对疫情影响，采取错峰施工、线上对接等方式，保障各项工作平稳开展。",
    ),
)
_THINGS: tuple[tuple[str, str, str, str, float, bool], ...] = (
    ("任务6", "办结", "用地项目手续", "项", 10, False),
    ("任务9", "腾退", "院落", "处", 40, False),
    ("任务10", "引进", "品牌商户", "家", 60, False),
    ("任务11", "改造", "沿街楼宇", "栋", 30, False),
    ("任务13", "发放", "绿色贷款", "亿元", 18.6, True),
    ("任务14", "引入", "实习人才", "名", 220, False),
    ("任务15", "申请", "专利", "件", 90, False),
    ("任务16", "打造", "应用场景", "个", 22, False),
    ("任务17", "培育", "专精特新企业", "家", 40, False),
    ("任务20", "汇聚", "数据目录", "条", 1200, False),
    ("任务21", "开放", "应用场景", "个", 36, False),
    ("任务24", "新增", "高新技术企业", "家", 52, False),
    ("任务27", "盘活", "闲置工业用地", "亩", 860, False),
    ("任务32", "新增", "楼宇入驻企业", "家", 320, False),
    ("任务34", "办理", "企业融资", "亿元", 42.8, True),
    ("任务38", "完成", "房屋征收", "户", 480, False),
    ("任务43", "封顶", "安置房", "套", 2780, False),
    ("任务47", "铺设", "雨污管道", "公里", 12.6, True),
    ("任务51", "建设", "农村公路", "公里", 32.5, True),
    ("任务53", "建成", "都市农业样板", "个", 10, False),
    ("任务62", "入库", "成长型企业", "家", 180, False),
    ("任务64", "配置", "分类收集设施", "组", 0, False),
    ("任务65", "整治", "占道经营点位", "处", 2600, False),
    ("任务66", "亮化", "楼体", "栋", 64, False),
    ("任务71", "检查", "涉气企业", "家次", 900, False),
    ("任务72", "巡查", "建筑工地", "个次", 3600, False),
    ("任务75", "新增", "城镇就业", "万人", 1.92, True),
    ("任务77", "救助", "困难群众", "人次", 12600, False),
    ("任务81", "举办", "惠民演出", "场", 320, False),
    ("任务83", "开展", "普法宣讲", "场", 150, False),
    ("任务87", "化解", "信访积案", "件", 96, False),
    ("实事1", "改造", "合表居民", "户", 2560, False),
    ("实事5", "设立", "互助基金的村（社区）", "个", 20, False),
    ("实事8", "开展", "法律服务活动", "场", 106, False),
    ("实事9", "实施", "森林抚育", "亩", 6200, False),
    ("实事13", "完成", "农村公路改善提升", "条", 12, False),
)
_SHARES = (0.16, 0.25, 0.34, 0.46, 0.55, 0.63, 0.74, 0.84, 0.93, 1.0)
_PROBLEMS = ("无", "", "暂无", "目前暂无突出问题。", "无。", "—")
_OPEN_PROBLEMS = (
    "部分产权单位内部决策周期较长，导致资料提供滞后，影响整体进度。",
    "受疫情影响，外地施工人员返岗不足，有效作业时间减少。",
    "个别点位选址难度大，主要是周边居民对用途存在顾虑，需反复做工作。",
    "资金拨付与工程进度衔接不紧，原因是预算调整程序尚未走完。",
    "手续办理偏慢，因涉及多部门联审，材料需多轮补正。",
)
_NEXT = ("继续加大调度力度，确保按期完成。", "对照年度目标倒排工期，压茬推进。", "加强部门协同，及时解决存在的问题。")


def _said(value: float, is_decimal: bool) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if is_decimal else f"{round(value)}"


def clean_rows() -> Iterator[Clean]:
    """Every clean row, thread by thread, March to December."""
    for index, (task_id, done, thing, unit, year, is_decimal) in enumerate(_THINGS):
        if not year:
            continue
        totals = [round(year * share, 2) if is_decimal else max(1, round(year * share)) for share in _SHARES]
        yield from _thread(index, task_id, done, thing, unit, totals, is_decimal)


def _thread(
    index: int, task_id: str, done: str, thing: str, unit: str, totals: list[float], is_decimal: bool
) -> Iterator[Clean]:
    at_least = ("", "以上", "", "力争")[index % 4]
    ends = [totals[i] * (0.97 if totals[i] > 40 or is_decimal else 1) for i in (0, 3, 6, 9)]
    numbers = [_said(end if is_decimal else int(end), is_decimal) for end in ends]
    verb = ("累计", "", "累计", "全年累计")[index % 4]
    q1, q2, q3, q4 = (
        f"{'力争' if at_least == '力争' else ''}{verb}{done}{thing}{number}{unit}{'以上' if at_least == '以上' else ''}。"
        for number in numbers
    )
    manner = _MANNERS[index % len(_MANNERS)]
    for position, total in enumerate(totals):
        month = position + 3
        before = totals[position - 1] if position else 0.0
        sentence = manner[position % len(manner)]
        words = sentence.format(
            m=month,
            t=_said(total, is_decimal),
            i=_said(total - before, is_decimal),
            p=round(100 * total / totals[-1]),
            done=done,
            thing=thing,
            u=unit,
            q=QUARTER_WORDS[(month - 1) // 3],
            a=2 + (index * 7 + month * 5) % 6,
            b=11 + (index * 13 + month * 7) % 23,
            c=31 + (index * 17 + month * 11) % 60,
        )
        is_open = month % 3 and (index + month) % 9 == 0
        problems = (_OPEN_PROBLEMS if is_open else _PROBLEMS)[(index + month) % 5]
        yield Clean(task_id, month, (q1, q2, q3, q4), words, problems, _NEXT[month % 3], "否" if is_open else "是")
