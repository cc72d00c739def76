"""Words that stand there already: last month's, or another unit's for the same task (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.config import Checks
from pipeline.ledger.checks.lines import Line, Written
from pipeline.ledger.checks.places import told
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.text import fold

# The month's name and the numbering of items may change without a word being new.
_MONTH = re.compile(r"(?<!\d)(?:1月?份?[至到\-—–~])?\d{1,2}月份?[底末]?|本月|当月")
_ITEM = re.compile(
    r"(?:^|(?<=[。；;：:，,\s]))\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十])[)）.．、](?!\d)|[一二三四五六七八九]是|[①-⑨])"
)
# What is finished stays finished: to say so again is no fault.
_FINISHED = re.compile(
    r"(?:已|全部|全面|任务|年度|目标)[^，,。；;]{0,10}(?:完成|办结|销号|建成|竣工|完工|交付|达到|实现)|转入[^，,。；;]{0,8}(?:管护|运行|维护)"
)
_SHORT = 24
_QUOTED = 100


def judge_same_as_earlier(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress is word for word the last report's, the month's name aside."""
    for line in written.lines:
        earlier = line.earlier
        if not earlier or len(fold(line.progress)) < checks.same_text_length or _is_finished(line.progress):
            continue
        if _kept(line.progress) == _kept(earlier.progress):
            yield line.fault(
                Kind.SAME_AS_EARLIER,
                earlier=earlier.period.label,
                earlier_place=told(earlier.place),
                text=_quoted(line.progress),
            )


def judge_same_as_other(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress is another unit's for the same task and month, its own name aside; the lead wrote it, else who came first."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in written.lines:
        key = (line.task_id, str(line.period), _without_unit(line))
        if len(key[2]) >= checks.same_text_length:
            groups.setdefault(key, []).append(line)
    for group in groups.values():
        first = next((line for line in group if line.is_lead), group[0])
        for line in group:
            if line.unit != first.unit:
                yield line.fault(
                    Kind.SAME_AS_OTHER,
                    other=first.unit,
                    other_place=told(first.place),
                    text=_quoted(line.progress),
                )


def _without_unit(line: Line) -> str:
    names = (
        line.unit,
        line.unit.removeprefix("区"),
        line.unit.removesuffix("办事处"),
        "我局",
        "我街道",
        "我单位",
        "本单位",
    )
    text = line.progress
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return fold(text)


def _is_finished(text: str) -> bool:
    """Whether the text is short and only says that the task is done."""
    return len(text) <= _SHORT and bool(_FINISHED.search(text))


@lru_cache(maxsize=16_384)
def _kept(text: str) -> str:
    return fold(_MONTH.sub("", _ITEM.sub("", text.strip())))


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else f"{flat[:_QUOTED]}……"
