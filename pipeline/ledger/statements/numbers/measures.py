"""Numbers with Chinese units found in a text: 200多万平方米 → 2 000 000 m², a half step of 5 000, 'at least'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.ledger.statements.numbers.numerals import CHARACTERS, parse_numeral

# Words for a unit → the unit that figures are compared in, and how many of it one is.
_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys("个 处 家 所 座 项 家次 个次 点位".split(), ("个", 1)),
    **dict.fromkeys("人 名 位".split(), ("人", 1)),
    **dict.fromkeys("栋 幢".split(), ("栋", 1)),
    **dict.fromkeys("次 场 场次 期 轮".split(), ("次", 1)),
    **{
        word: (word, 1)
        for word in (
            "人次 户 户次 件 条 套 间 台 辆 张 份 册 本 篇 只 盏 根 基 块 起 宗 笔 单 支 批次 部 孔 眼 株 棵 吨 标段 小班 "
            "立方米 平方公里 小时 页 卷 幅 面 杆 例 管 剂 课时 学时 元 天 元/月 % 个百分点 架 架次 车次 班次 辆次 台次 件次 "
            "艘 列 头 匹 口 羽 尾 枚 颗 粒 袋 箱 盒 桶 瓶 顶 床 席 扇 樘 台套 公斤 斤 克 毫克 微克 微克/立方米 毫克/升 升 毫升 "
            "分贝 门 首 讲 节 档 堂 道 段 片 排 组 队 班 箱次 标箱 吨公里 元/吨 元/亩 家庭户 字 票 案 站 栏 格 梯 泊"
        ).split()
    },
    **dict.fromkeys("平方米 平米 平方 平".split(), ("平方米", 1)),
    **dict.fromkeys("米 延米".split(), ("米", 1)),
    **dict.fromkeys("公里 千米".split(), ("米", 1000)),
    **dict.fromkeys("方 立方".split(), ("立方米", 1)),
    "里": ("米", 500),
    "条线路": ("条", 1),
    "成": ("%", 10),
    "亩": ("亩", 1),
    "公顷": ("亩", 15),
    "千瓦时": ("千瓦时", 1),
    "度": ("千瓦时", 1),
    "千瓦": ("千瓦", 1),
    "兆瓦": ("千瓦", 1000),
    "TEU": ("标箱", 1),
}
# Words that begin like a unit and are none: 15分钟, 3个月, 8部门.
_NO_UNITS = (
    "个月 个工作日 个小时 个季度 个年头 个方面 个字 个半 部门 部分 部委 部署 条例 项目部 人大 人民 人为 座谈 次日 件套 方面 方案 "
    "方式 方责任 方联合 方验收 方协议 方案 度假 度夏 度电 位数 位于 位居 位列 期间 期工程 轮次 台账 单位 本账 张图 张网 条龙 条线 支部 "
    "张清单 本台账 户籍 平台 平方向 升级 升到 升至 门诊 组织 组成 组长 队伍 班子 班组 段时 节约 节点 片区 道路 面积 面上 字形 站点 站式 案例 "
    "头部 里头 里面 口头 口岸 口径 口袋 成员 成立 成功 成为 成效 成果 成熟 成交 成片 成型 排查 排名 首批 首席 讲话 格局 梯队 梯次 票房 票制 床位 里程 "
    "批 年 月 日 天内 天前 天后 分钟 周岁 岁 楼 号 层 级 时 点钟 届 路 类 维 端 链 网 办 通一 网通 网统 化 老 小 大 体 星 码 色 证"
).split()
_FACTORS = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_WORDS = sorted({*_UNITS, *_NO_UNITS}, key=len, reverse=True)
_VAGUE = "[余多来几]"
_NUMBER = re.compile(
    r"(?<![\dA-Za-z.+\-~—–第])(?<!\d[至到])"
    rf"(?:(?P<number>\d+(?:\.\d+)?)|百分之(?P<percent>\d+(?:\.\d+)?|[{CHARACTERS}]+)|(?P<chinese>[{CHARACTERS}]+))"
    rf"(?P<point>点几)?(?P<vague>{_VAGUE})?(?P<factor>万亿|千万|百万|亿|万|千|百)?(?P<vaguer>{_VAGUE})?(?:[(（]?(?P<unit>"
    + "|".join(map(re.escape, _WORDS))
    + r"))?(?P<tenth>(?<=成)[一二三四五六七八九])?(?P<vaguest>多|出头|挂零|上下|左右)?"
)
# One Chinese digit counts only before words that count things: 两个片区, not 两手抓 or 一户一案.
_COUNTING = frozenset(
    "个 处 家 所 座 项 户 名 栋 幢 场 次 条 件 套 亩 公里 平方米 台 辆 株 间 成 宗 起 眼 口 盏 根 人 笔 吨 艘 批次".split()
)
# A number that is a name: 热线12345.
_NAMED = re.compile(r"(?:热线|电话|平台|号|No\.?)$")
_SPELLED_OUT = 2  # characters of a Chinese number that needs no unit to be one: 七百出头
# Behind a bare number: the end of the clause, or words that only say how exact it is.
_ENDS = re.compile(r"$|[,，、;；。)）(（]|出头|左右|上下|挂零|以上")
_CHANGES = {"㎡": "平方米", "m²": "平方米", "％": "%", "個": "个", "公裡": "公里"}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Measure:
    """A number with its unit at ``start:end`` of the text; ``unit`` is blank where none is written (新增1870).

    ``half_step`` is half of the last place written.
    """

    value: float
    unit: str
    word: str
    half_step: float
    is_vague: bool
    start: int
    end: int


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """``text`` in the writing that figures are looked for in: half-width, no white space, no thousands commas."""
    for old, new in _CHANGES.items():
        if old in text:
            text = text.replace(old, new)
    text = _THOUSANDS.sub("", text).translate(_HALF_WIDTH)
    return "".join(text.split())


def find_measures(text: str) -> Iterator[Measure]:
    """Every number with a unit in the plain ``text``, from left to right; dates and ordinals are none."""
    for match in _NUMBER.finditer(text):
        measure = _measure(match)
        if measure:
            yield measure


def find_bare(text: str) -> Iterator[Measure]:
    """Every number that ends a clause without a unit: 新增1870, 满意率87.3."""
    for match in _NUMBER.finditer(text):
        written = match["number"] or match["chinese"] or ""
        if match["unit"] or not written or not _ENDS.match(text, match.end()) or _NAMED.search(text, 0, match.start()):
            continue
        value, decimals = _number(written)
        if value is None or (match["chinese"] and len(written) < _SPELLED_OUT):
            continue
        scale = _FACTORS[match["factor"] or ""]
        is_vague = any(match[name] for name in ("vague", "vaguer", "vaguest", "point"))
        yield Measure(value * scale, "", "", _step(scale, decimals) / 2, is_vague, match.start(), match.end())


def _measure(match: re.Match[str]) -> Measure | None:
    part = match.groupdict("")
    word = "%" if part["percent"] else part["unit"]
    if word not in _UNITS or (part["chinese"] and not _is_counting(match, word)):
        return None
    number, decimals = _number(part["number"] or part["percent"] or part["chinese"])
    if number is None:
        return None
    unit, size = _UNITS[word]
    scale = _FACTORS[part["factor"]] * size
    value = number * scale + (_number(part["tenth"])[0] or 0.0)
    is_vague = any(part[name] for name in ("vague", "vaguer", "vaguest", "point"))
    return Measure(value, unit, word, _step(scale, decimals) / 2, is_vague, match.start(), match.end())


def _step(scale: float, decimals: int) -> float:
    """The last place written; nothing where a plain count is written out."""
    return scale / 10**decimals if scale > 1 or decimals else 0.0


def _number(written: str) -> tuple[float | None, int]:
    """The number, and how many decimals it is written with; None for characters that spell none."""
    if written and written[0].isdigit():
        return float(written), len(written.partition(".")[2])
    number = parse_numeral(written) if written else None
    return (None if number is None else float(number)), 0


def _is_counting(match: re.Match[str], word: str) -> bool:
    """Whether a Chinese number counts things; 一 does so only in few words (建成一处), never in 一户一案."""
    written = match["chinese"]
    before = match.string[max(0, match.start() - 1) : match.start()]
    if before in ("第", "之", "周", "其") or written == "一" or written[0] in "百千万亿":
        return False
    return len(written) > 1 or bool(match["factor"]) or word in _COUNTING


_HALF_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？"}
)
