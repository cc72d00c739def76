"""A place in a return, as a person finds it."""

from __future__ import annotations

from pipeline.vocabulary.findings import Place


def told(place: Place | None) -> str:
    """文件名 第 n 行; a place that nobody knows is 位置不明."""
    if not place or not place.source:
        return "位置不明"
    name = place.source.rsplit("/", 1)[-1]
    return f"{name}第{place.row}行" if place.row else name
