"""Numbers with Chinese units found in a text: 200多万平方米 → 2 000 000 m², a half step of 5 000, 'at least'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.vocabulary.text import parse_chinese_number

# Words for a unit → the unit that figures are compared in, and how many of it one is.
_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys("个 处 家 所 座 项 家次 个次".split(), ("个", 1)),
    **dict.fromkeys("人 名 位".split(), ("人", 1)),
    **dict.fromkeys("栋 幢".split(), ("栋", 1)),
    **dict.fromkeys("次 场 场次 期 轮".split(), ("次", 1)),
    **{word: (word, 1) for word in "人次 户 户次 件 条 套 间 台 辆 张 份 册 本 篇 只 盏 根 基 块 起 宗 笔 单".split()},
    **{
        word: (word, 1)
        for word in "支 批次 部 孔 眼 株 棵 吨 标段 小班 立方米 平方公里 小时 页 卷 幅 面 杆 例 管 剂 课时 元 天 元/月 % 个百分点".split()
    },
    **dict.fromkeys("平方米 平米 平方".split(), ("平方米", 1)),
    **dict.fromkeys("米 延米".split(), ("米", 1)),
    **dict.fromkeys("公里 千米".split(), ("米", 1000)),
    "方": ("立方米", 1),
    "条线路": ("条", 1),
    "亩": ("亩", 1),
    "公顷": ("亩", 15),
    "千瓦时": ("千瓦时", 1),
    "度": ("千瓦时", 1),
    "千瓦": ("千瓦", 1),
    "兆瓦": ("千瓦", 1000),
}
# Words that begin like a unit and are none: 15分钟, 3个月, 8部门.
_NO_UNITS = (
    "个月 个工作日 个小时 个季度 个年头 个方面 个字 个半 部门 部分 条例 项目部 人大 人民 座谈 次日 件套 方面 方案 "
    "方式 方责任 方联合 方验收 度假 度夏 位数 期间 轮次 台账 单位 本账 张图 张网 条龙 条线 支部 张清单 本台账 家庭 户籍 "
    "批 年 月 日 天内 天前 分钟 周岁 岁 楼 号 层 级 时 点 届 路"
).split()
_FACTORS = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_WORDS = sorted({*_UNITS, *_NO_UNITS}, key=len, reverse=True)
_CHINESE = "[二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_NUMBER = re.compile(
    r"(?<![\dA-Za-z.+\-~—–第])(?<!\d[至到])"
    rf"(?:(?P<number>\d+(?:\.\d+)?)|百分之(?P<percent>\d+(?:\.\d+)?|{_CHINESE})|(?P<chinese>{_CHINESE}))"
    r"(?P<vague>[余多])?(?P<factor>万亿|千万|百万|亿|万|千|百)?(?P<vaguer>[余多])?(?:[(（]?(?P<unit>"
    + "|".join(map(re.escape, _WORDS))
    + r"))?"
)
# A Chinese number counts only before words that count things: 两个片区, not 两手抓 or 一户一案.
_COUNTING = frozenset("个 处 家 所 座 项 户 名 栋 场 次 条 件 套 亩 公里 平方米 台 辆 株 间".split())
_CHANGES = {"㎡": "平方米", "m²": "平方米", "％": "%", "個": "个", "公裡": "公里"}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Measure:
    """A number with its unit at ``start:end`` of the text. ``half_step`` is half of the last place written."""

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
    """Every number with a unit in the plain ``text``, from left to right; dates, ordinals and bare numbers are none."""
    for match in _NUMBER.finditer(text):
        measure = _measure(match)
        if measure:
            yield measure


def _measure(match: re.Match[str]) -> Measure | None:
    part = match.groupdict("")
    word = "%" if part["percent"] else part["unit"]
    if word not in _UNITS or (part["chinese"] and not _is_counting(match, word)):
        return None
    number, decimals = _number(part["number"] or part["percent"] or part["chinese"])
    unit, size = _UNITS[word]
    scale = _FACTORS[part["factor"]] * size
    step = scale / 10**decimals if scale > 1 or decimals else 0.0
    is_vague = bool(part["vague"] or part["vaguer"])
    return Measure(number * scale, unit, word, step / 2, is_vague, match.start(), match.end())


def _number(written: str) -> tuple[float, int]:
    """The number, and how many decimals it is written with."""
    if written[0].isdigit():
        return float(written), len(written.partition(".")[2])
    return float(parse_chinese_number(written.replace("两", "二")) or 0), 0


def _is_counting(match: re.Match[str], word: str) -> bool:
    """Whether a Chinese number counts things; 一 does so only in few words (建成一处), never in 一户一案."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    return word in _COUNTING and match["chinese"] != "一" and before not in ("第", "之", "周", "其")


_HALF_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？"}
)
