"""What is counted: the acts (开工, 签约) that make one count another, and the name that is left beside them."""

from __future__ import annotations

import re
from functools import lru_cache

# Acts that make two counts of the same things different counts. Spellings of one act stand in one line.
_ACTS = {
    spelling: line[0]
    for line in (
        "开工 动工 开建 启动".split(),
        "建成 竣工 完工 建设完成".split(),
        "投用 投入使用 启用 投运 交付使用 投入运营".split(),
        "封顶".split(),
        "在建 在施".split(),
        "主体施工".split(),
        "签约 签订 签署".split(),
        "拆除 拆迁".split(),
        "腾空 腾退".split(),
        "验收".split(),
        "征收".split(),
        "出让 供地".split(),
        "引进 引入 引育 招引".split(),
        "培育 培养".split(),
        "服务".split(),
        "走访 入户".split(),
        "培训".split(),
        "排查 摸排 检查 巡查".split(),
        "整改".split(),
        "受理 接访".split(),
        "办结 化解 销号".split(),
        "发放 投放 兑现 拨付".split(),
        "总投资".split(),
        "举办 召开".split(),
        "移交".split(),
        "立案 查处".split(),
        "审批 报批".split(),
        "申报 申请".split(),
        "认定 授牌".split(),
        "评审".split(),
        "招标".split(),
        "摊铺 铺设".split(),
        "栽植 补植".split(),
        "提升".split(),
        "新增 净增".split(),
        "下降 降低 压减".split(),
        "确定 选定 遴选 选址 划定".split(),
        "出台 印发 发布 公布".split(),
        "盘活".split(),
        "治理".split(),
        "汇聚 归集".split(),
        "设立 成立 组建".split(),
        "救助".split(),
        "入驻".split(),
        "清表".split(),
    )
    for spelling in line
}
NEUTRAL_ACTS = frozenset({"建成", "新增", "提升", "举办"})  # What a goal's 新建, 建设 or a bare noun says as well.
# Where the same characters are no act: 服务机构, 完成立面整治.
_NO_ACTS = {"服务": "服务(?!机构|设施|中心|站|业|平台|体系|点|窗口|大厅|员|队|圈)", "成立": "(?<!完)成立"}
_ACT = re.compile("|".join(_NO_ACTS.get(act, act) for act in sorted(_ACTS, key=len, reverse=True)))
_COMPARATOR = re.compile(
    r"累计|截至目前|截至|目前|现已|已经|已|均|全部|共计|合计|总计|共|约|近|超过|突破|不少于|不低于|至少|达到|达|以上|左右|为|至|到|"
    r"超额|超|顺利|全面|面积|数量|总数|有序|同步|率先|再|又|分别|力争|确保|实现|完成|实施|推进|开展|组织|建设|新建|改造提升|改造|改善|提升|品质|工作|任务|进行|进入|"
    r"增至|增长|增速|增幅|同比|控制在|以内|以下|全区|全年|年内|本月|当月|年度|顺利|成功|先后|主动|首批|各类|各|其中|包括|等|了|的|在|对|将|有|增(?!值|设)|[≥>≤<=:()（）“”\"'《》/\-—]"
)
# What clerks call by a shorter name, spelled out as the notice does.
_SHORT_NAMES = {
    "拆违": "拆除违建",
    "违法建设": "违建",
    "违章建筑": "违建",
    "GDP": "地区生产总值",
    "固投": "固定资产投资",
    "社零额": "社会消费品零售总额",
    "社零": "社会消费品零售总额",
    "高企": "高新技术企业",
    "公厕": "公共卫生间",
    "公办园": "公办幼儿园",
    "失业率": "城镇登记失业率",
    "城镇登记城镇登记": "城镇登记",
    "城镇新增就业": "新增城镇就业",
    "卫生服务站": "卫生站",
}
_NOISE = re.compile(r"[、和及与\d.%]|中$|元/月|以及|由|从")


@lru_cache(maxsize=16_384)
def counted(words: str) -> tuple[frozenset[str], str]:
    """The acts among ``words``, and the name that is left without them."""
    words = spelled_out(words)
    name = core(_ACT.sub("", words))
    acts = frozenset(_ACTS[act] for act in _ACT.findall(words))
    return acts, name.removesuffix("率") if acts else name


@lru_cache(maxsize=16_384)
def spelled_out(words: str) -> str:
    """``words`` with the names in full that offices cut short: GDP, 固投, 高企."""
    for short, full in _SHORT_NAMES.items():
        if short in words:
            words = words.replace(short, full)
    return words


@lru_cache(maxsize=16_384)
def core(words: str) -> str:
    """What is left of ``words`` without those that only say how much, since when, or that it was done."""
    return _NOISE.sub("", _COMPARATOR.sub("", words))
