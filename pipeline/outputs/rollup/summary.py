"""What a fleet's run says on the screen: how many offices ran, which did not and why, and the joint figures."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outputs.rollup.offices import Freshness, Rollup
from pipeline.outputs.rollup.wording import figures_sentence, span_words, warnings
from pipeline.vocabulary.text import chinese_date


def rollup_lines(rollup: Rollup) -> Iterator[str]:
    """The offices in numbers, those that failed one a line, then the joint figures and as of when they are."""
    current, old, lacking = (rollup.of_freshness(one) for one in Freshness)
    told = f"共{len(rollup.lines)}个单位，计入合计{len(current)}个"
    told += f"，沿用旧数据{len(old)}个" if old else ""
    told += f"，没有数据{len(lacking)}个" if lacking else ""
    yield f"汇总至{chinese_date(rollup.day)}：{told}。"
    yield from (f"注意：{warning}" for warning in warnings(rollup))
    if current:
        yield f"{span_words(rollup)}：{figures_sentence(rollup)}"
