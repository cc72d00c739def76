"""The labels around a form's table (填报单位, 填报时间, 填报人 …) and what stands behind them in the same cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.vocabulary.text import compact


def ungrouped(pattern: str) -> str:
    """The pattern with its groups made non-capturing."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


_SEAL = r"([（(【\[](加?盖公?章|公章|章|签章)[）)】\]])?"
LABELS = {
    "unit": re.compile(
        rf"(填报|报送|上报|责任|填表|申报|报告)(单位|部门|机构)(名称)?{_SEAL}|单位(名称|全称){_SEAL}|(?<![\u4e00-\u9fff])单位{_SEAL}"
    ),
    "reported": re.compile(r"(填报|报送|上报|填表|制表|报告)(时间|日期)|(?<![\u4e00-\u9fff])(日期|时间)"),
    "filler": re.compile(r"(填报|填表|经办|联系|制表)人(员|姓名)?"),
    "phone": re.compile(r"(联系|办公)?(电话|方式)|手机号?码?"),
    "signer": re.compile(
        r"(单位|部门)?(主要|分管)?(负责人|领导|负责同志)[（(]?(签字|签名|签章|审签)[）)]?|(单位|部门)负责人|审核人|审签人"
    ),
}
ANY_LABEL = re.compile("(?:" + "|".join(f"(?:{pattern.pattern})" for pattern in LABELS.values()) + ")(?:[:：]|$)")
# One label with its colon; the group that matched is the label's name.
_PUNCTUATED = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{ungrouped(pattern.pattern)})" for name, pattern in LABELS.items()) + r")\s*[:：]"
)
SEALED = re.compile(r"([\u4e00-\u9fff（）()“”]{3,30}?)[（(【\[]?(加?盖公?章|公章|签章)[)）】\]]?")
# How the names of organisations end.
ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,40}(局|委|办|室|街道|办事处|处|科|所|站|部|厅|会|中心|集团|公司|专班|队|组|联|校|院|馆|镇|乡)$"
)
_BETWEEN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff（）()])[ \u3000\xa0\t\n]+(?=[\u4e00-\u9fff（）()])")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]|[“”、]")
_MAX_NAME = 30
_MARKS = re.compile("盖章|公章|签章|单位|部门|机构|时间|日期|人|电话|方式|手机|负责|领导|位：|位:|[间期门][：:]")
_MEASURES = re.compile(r"(万|亿|千)?(元|亩|户|个|项|处|家|平方米|人|人次|件|%)([、/，,].*)?")


@lru_cache(maxsize=4096)
def is_label(word: str) -> bool:
    """Whether a text without white space begins with a label: 填报人：…, or is one."""
    return bool(ANY_LABEL.match(word))


def signed_name(text: str) -> str:
    """The organisation by whose name alone a cell is signed, with or without 盖章; '' for other words."""
    bare = compact(text)
    if sealed := SEALED.fullmatch(bare):
        return sealed[1]
    return bare if len(bare) <= _MAX_NAME and ORGANISATION.fullmatch(_BRACKETED.sub("", bare)) else ""


@lru_cache(maxsize=8192)  # most labels stand on every form of a unit
def split_labels(text: str) -> Mapping[str, str]:
    """``填报单位：区教体局　填报时间：4月6日`` → {'unit': '区教体局', 'reported': '4月6日'}; a bare label has ''."""
    if not _MARKS.search(text):
        return {}
    if len(bare := [_bare_label(word) for word in text.split()]) > 1 and all(bare):
        return dict.fromkeys(bare, "")
    squeezed = _BETWEEN_WORDS.sub("", text)
    starts = [(m.start(), m.end(), str(m.lastgroup)) for m in _PUNCTUATED.finditer(squeezed)]
    if not starts:
        return _unpunctuated(squeezed)
    ends = [start for start, _, _ in starts[1:]] + [len(squeezed)]
    values = {
        name: squeezed[end:stop].strip(" \t\n\u3000:：") for (_, end, name), stop in zip(starts, ends, strict=True)
    }
    return {name: value for name, value in values.items() if not (name == "unit" and _MEASURES.fullmatch(value))}


def _bare_label(word: str) -> str:
    """The name of the label that ``word`` is, '' where it is none or more than one."""
    return next((name for name, pattern in LABELS.items() if pattern.fullmatch(word.strip(":："))), "")


def _unpunctuated(text: str) -> dict[str, str]:
    """A label without a colon: alone in its cell, 填报单位 区教体局 with a space or nothing between, 区教体局（盖章）."""
    bare = compact(text)
    if name := _bare_label(bare):
        return {name: ""}
    if sealed := SEALED.fullmatch(bare):
        return {"unit": sealed[1]}
    for name in ("unit", "reported"):
        match = re.match(rf"(?:{LABELS[name].pattern})", bare)
        if match and match[0].startswith(("填报", "报送", "上报", "填表")) and len(bare) - match.end() <= 30:
            return {name: bare[match.end() :]}
    return {}
