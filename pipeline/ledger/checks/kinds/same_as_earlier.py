"""Words that are last month's (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Written
from pipeline.ledger.statements.quoting import quoted, told
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


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress is word for word the last report's, the month's name aside."""
    for report in written.reports:
        earlier = report.earlier
        if not earlier or len(fold(report.progress)) < checks.same_text_length or _is_finished(report.progress):
            continue
        if _kept(report.progress) == _kept(earlier.progress):
            yield report.fault(
                Kind.SAME_AS_EARLIER,
                beside=(earlier.ground,),
                earlier=earlier.period.label,
                earlier_place=told(earlier.place),
                text=quoted(report.progress, _QUOTED),
            )


def _is_finished(text: str) -> bool:
    """Whether the text is short and only says that the task is done."""
    return len(text) <= _SHORT and bool(_FINISHED.search(text))


@lru_cache(maxsize=16_384)
def _kept(text: str) -> str:
    return fold(_MONTH.sub("", _ITEM.sub("", text.strip())))


RULE = Rule("与上期相同", Kind.SAME_AS_EARLIER, judge)
